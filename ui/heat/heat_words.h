#pragma once

#include <span>

#include <QString>

#include "core/simulation/diagnosis.h"
#include "core/simulation/heat_map.h"
#include "core/simulation/outcome.h"
#include "ui/theme/icons.h"

/// How the heat workspace puts things.
namespace keywright::ui {

/// What the seconds of a map count from.
enum class HeatClock { Simulated, Wall };

/// "14:05"; "day 2 14:05"; with the seconds where columns are shorter than a minute.
QString clockText(std::int64_t second, HeatClock clock, bool withSeconds);
/// "62 %", "0.4 %", "< 0.1 %".
QString heatText(double heat);
/// "12,400"; with one decimal below 10.
QString amountText(double amount);
/// "8000… to 9fff…"; a part of one item collection says so.
QString rangeText(const capacity::PartitionRange &range);
/// "GameScores / Ranking".
QString placeText(const simulation::PlaceOutcome &place);
/// "partition limit of GameScores / Ranking".
QString reasonText(const simulation::ThrottledFor &why, const simulation::Outcome &outcome);
QString shapeText(simulation::HeatShape shape);
QString shapeIcon(simulation::HeatShape shape);
IconTint shapeTint(simulation::HeatShape shape);

/// What a cell holds, as rich text: its partition, time, heat, units, throttling and hottest keys. `multiplier` is stated
/// where it is not 1.
QString cellText(const simulation::HeatMap &map, std::span<const simulation::HotKey> hottest, std::size_t row, std::size_t column,
                 HeatClock clock, double multiplier);

} // namespace keywright::ui
