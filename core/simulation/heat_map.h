#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/capacity/partition_set.h"

/// Heat over time and hash space, as a value.
namespace keywright::simulation {

/// One partition in one column of time. Heat is the share of the partition's limits in use: 1 is the limit, on an absolute
/// scale. Pooled by maximum: the heat of a column is that of its hottest second.
struct HeatCell {
    float readHeat = 0;
    float writeHeat = 0;
    float readUnits = 0; ///< consumed in the column
    float writeUnits = 0;
    float throttledUnits = 0;

    float heat() const { return readHeat > writeHeat ? readHeat : writeHeat; }
    friend bool operator==(const HeatCell &, const HeatCell &) = default;
};

/// One of the partitions at the end. In the columns before it came about its cells tell of the partition that held its
/// keys then, the units divided evenly among all that came of that one.
struct HeatRow {
    std::uint32_t partition = 0;
    capacity::PartitionRange range;
    friend bool operator==(const HeatRow &, const HeatRow &) = default;
};

/// Where a partition was split: the row that begins there.
struct SplitMark {
    std::size_t column = 0;
    std::size_t row = 0;
    capacity::SplitCause cause = capacity::SplitCause::Heat;
    friend bool operator==(const SplitMark &, const SplitMark &) = default;
};

/// Time runs across, hash space down. A value type.
struct HeatMap {
    std::string title;
    std::int64_t startSecond = 0;
    std::int64_t secondsPerColumn = 60;
    std::size_t columns = 0;
    double readLimit = capacity::kPartitionReads; ///< of a partition, a second
    double writeLimit = capacity::kPartitionWrites;
    std::vector<HeatRow> rows;   ///< in the order of their ranges
    std::vector<HeatCell> cells; ///< row by row
    std::vector<SplitMark> splits;

    /// The heat of a cell on average over its column, as far as the units tell.
    double averageHeat(std::size_t row, std::size_t column) const;
    const HeatCell &cell(std::size_t row, std::size_t column) const { return cells[row * columns + column]; }
    HeatCell &cell(std::size_t row, std::size_t column) { return cells[row * columns + column]; }
    friend bool operator==(const HeatMap &, const HeatMap &) = default;
};

/// The map with no more rows and columns than that: neighbours become one, their heat by maximum, their units by sum.
HeatMap pooled(const HeatMap &map, std::size_t mostRows, std::size_t mostColumns);

/// What a row or a column adds up to, for the margins: heat by maximum, units by sum.
std::vector<HeatCell> rowTotals(const HeatMap &map);
std::vector<HeatCell> columnTotals(const HeatMap &map);

} // namespace keywright::simulation
