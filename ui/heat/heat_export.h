#pragma once

#include <span>

#include <QByteArray>
#include <QImage>
#include <QString>

#include "core/simulation/heat_picture.h"
#include "core/simulation/outcome.h"

namespace keywright::ui {

class HeatLegend;
class HeatPlot;

/// The plots beside each other as they are shown, with legend and title, at `pixelRatio` pixels each.
QImage heatImage(const QString &title, std::span<HeatPlot *const> plots, HeatLegend &legend, qreal pixelRatio);

/// The maps of all places with traffic. Any thread.
std::vector<simulation::HeatMap> mapsOf(const simulation::Outcome &outcome);

/// Nullopt when `content` is at `path`, whole; else a sentence that says why not.
std::optional<QString> writeWhole(const QString &path, const QByteArray &content);

} // namespace keywright::ui
