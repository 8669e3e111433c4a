#include "core/simulation/heat_map.h"

#include <algorithm>

namespace keywright::simulation {

namespace {

void pool(HeatCell &into, const HeatCell &cell)
{
    into.readHeat = std::max(into.readHeat, cell.readHeat);
    into.writeHeat = std::max(into.writeHeat, cell.writeHeat);
    into.readUnits += cell.readUnits;
    into.writeUnits += cell.writeUnits;
    into.throttledUnits += cell.throttledUnits;
}

/// How many of `all` become one, so that at most `most` are left.
std::size_t groupOf(std::size_t all, std::size_t most)
{
    return most == 0 ? std::max<std::size_t>(1, all) : std::max<std::size_t>(1, (all + most - 1) / most);
}

} // namespace

double HeatMap::averageHeat(std::size_t row, std::size_t column) const
{
    const HeatCell &shown = cell(row, column);
    const auto seconds = static_cast<double>(secondsPerColumn);
    return std::max(static_cast<double>(shown.readUnits) / readLimit, static_cast<double>(shown.writeUnits) / writeLimit) / seconds;
}

HeatMap pooled(const HeatMap &map, std::size_t mostRows, std::size_t mostColumns)
{
    const std::size_t rowGroup = groupOf(map.rows.size(), mostRows);
    const std::size_t columnGroup = groupOf(map.columns, mostColumns);
    HeatMap small;
    small.title = map.title;
    small.startSecond = map.startSecond;
    small.readLimit = map.readLimit;
    small.writeLimit = map.writeLimit;
    small.secondsPerColumn = map.secondsPerColumn * static_cast<std::int64_t>(columnGroup);
    small.columns = (map.columns + columnGroup - 1) / columnGroup;
    for (std::size_t row = 0; row < map.rows.size(); ++row) {
        if (row % rowGroup == 0)
            small.rows.push_back(map.rows[row]);
        else
            small.rows.back().range.last = map.rows[row].range.last;
    }
    small.cells.resize(small.rows.size() * small.columns);
    for (std::size_t row = 0; row < map.rows.size(); ++row)
        for (std::size_t column = 0; column < map.columns; ++column)
            pool(small.cell(row / rowGroup, column / columnGroup), map.cell(row, column));
    for (const SplitMark &mark : map.splits)
        small.splits.push_back({mark.column / columnGroup, mark.row / rowGroup, mark.cause});
    return small;
}

std::vector<HeatCell> rowTotals(const HeatMap &map)
{
    std::vector<HeatCell> totals(map.rows.size());
    for (std::size_t row = 0; row < map.rows.size(); ++row)
        for (std::size_t column = 0; column < map.columns; ++column)
            pool(totals[row], map.cell(row, column));
    return totals;
}

std::vector<HeatCell> columnTotals(const HeatMap &map)
{
    std::vector<HeatCell> totals(map.columns);
    for (std::size_t row = 0; row < map.rows.size(); ++row)
        for (std::size_t column = 0; column < map.columns; ++column)
            pool(totals[column], map.cell(row, column));
    return totals;
}

} // namespace keywright::simulation
