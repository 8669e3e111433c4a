#pragma once

#include <cstddef>
#include <vector>

#include "core/simulation/heat_map.h"

namespace keywright::ui {

/// Where a map's rows stand on its vertical axis, from 0 (the first hash) to 1. A row is as high as its share of the hash
/// space, but no lower than half of its even part: so the axis opens where an item collection was split.
class HeatAxis {
public:
    HeatAxis() = default;
    explicit HeatAxis(const simulation::HeatMap &map);

    std::size_t rows() const { return m_tops.empty() ? 0 : m_tops.size() - 1; }
    double top(std::size_t row) const { return m_tops[row]; }
    double bottom(std::size_t row) const { return m_tops[row + 1]; }
    /// The row at a place; the first or last one outside.
    std::size_t rowAt(double place) const;

private:
    std::vector<double> m_tops; ///< and where the last one ends
};

/// The part of a map that is seen.
struct HeatWindow {
    double firstColumn = 0;
    double lastColumn = 0; ///< where it ends
    double top = 0;        ///< on the axis
    double bottom = 1;

    double columns() const { return lastColumn - firstColumn; }
    double height() const { return bottom - top; }
    bool isWhole(const simulation::HeatMap &map) const { return *this == whole(map); }
    static HeatWindow whole(const simulation::HeatMap &map) { return {0, static_cast<double>(map.columns), 0, 1}; }

    /// Moved and cut so that it lies in the map and is not smaller than a cell.
    HeatWindow within(const simulation::HeatMap &map) const;
    /// So much closer (or farther, below 1), with the given place staying where it is.
    HeatWindow zoomed(double factor, double column, double place) const;
    friend bool operator==(const HeatWindow &, const HeatWindow &) = default;
};

} // namespace keywright::ui
