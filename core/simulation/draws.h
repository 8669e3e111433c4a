#pragma once

#include <cstdint>
#include <vector>

#include "core/model/random.h"

/// Counts drawn as a whole instead of request by request, the same on every machine. Inside core/simulation only.
namespace keywright::simulation {

/// How many of independent events with this mean happen. Above a mean of 30 by the normal distribution.
std::int64_t poisson(model::Random &random, double mean);

/// Spreads counts over cells, each with its share; the shares are scaled to add up to 1. Few are drawn one by one, many by
/// one binomial a cell (by the normal distribution where its variance is above 30), so that the cost is bounded by the
/// number of cells. Every count lands in exactly one cell.
class Spread {
public:
    Spread() = default;
    explicit Spread(const std::vector<double> &shares);

    std::size_t size() const { return m_upTo.size(); }
    /// Adds nothing to what `counts` held: it is set to size() counts that sum up to `count`.
    void draw(model::Random &random, std::int64_t count, std::vector<std::int64_t> &counts) const;

private:
    std::vector<double> m_upTo;        // shares summed up to and with each cell
    std::vector<double> m_conditional; // the cell's share of what the cells before it left
    std::vector<double> m_logMissed;   // the logarithm of 1 less that
};

} // namespace keywright::simulation
