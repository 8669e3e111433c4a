#pragma once

#include <optional>
#include <vector>

#include "core/capacity/call_metrics.h"
#include "core/exchange/cloudwatch.h"
#include "core/session/live_traffic.h"
#include "core/simulation/outcome.h"

/// The metrics of a table or index as rows of numbers, one for each column of its heat map.
namespace keywright::ui {

struct MetricSeries {
    std::vector<double> reads; ///< units a second
    std::vector<double> writes;
    std::vector<double> readLimits; ///< what could be consumed; empty where that is not known
    std::vector<double> writeLimits;
    std::vector<double> throttled; ///< units a second of a simulation, calls a second of live traffic
    std::vector<double> calls;     ///< a second, with throttled ones
    // Of live traffic only, by its table; empty of a simulation.
    std::vector<double> p50; ///< milliseconds
    std::vector<double> p99;
    std::vector<double> conditionalFailures; ///< in the column
    std::vector<double> transactionConflicts;
};

/// `live` is null of a simulation. `kind` gives the latency of that operation alone; else of all together.
MetricSeries metricSeries(const simulation::PlaceOutcome &place, const session::LivePlace *live,
                          std::optional<capacity::CallKind> kind = std::nullopt);

/// How often the alarm rises: what it watches is above its threshold for so many periods in a row. With `limits` it is the
/// share of these that is in use, else a sum, or with `isGreatest` the greatest value.
int risesOf(const exchange::Alarm &alarm, const std::vector<double> &values, const std::vector<double> &limits,
            std::int64_t secondsPerColumn, bool isGreatest = false);

} // namespace keywright::ui
