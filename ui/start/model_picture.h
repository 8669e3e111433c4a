#pragma once

#include <QRectF>

#include "core/model/model.h"

class QPainter;

namespace keywright::ui {

/// Draws a model as a small canvas: a card for each entity in its colour, with bars for its attributes, and lines for the
/// relationships. In the theme in force.
void drawModelPicture(QPainter &painter, const QRectF &rect, const model::Model &model);

} // namespace keywright::ui
