#pragma once

#include <QImage>
#include <QString>

#include "ui/canvas/canvas_scene.h"

namespace keywright::ui {

/// The whole canvas as a picture, in the theme in force and as it is lit, without marks of selection.
QImage canvasImage(CanvasScene &scene, qreal pixelRatio);

/// The same as SVG 1.2 Tiny, with its texts as texts.
QByteArray canvasSvg(CanvasScene &scene, const QString &title);

} // namespace keywright::ui
