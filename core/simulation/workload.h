#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/capacity/auto_scaling.h"
#include "core/capacity/partition_set.h"
#include "core/simulation/key_stream.h"
#include "core/simulation/rate_curve.h"

/// What a simulation runs: places with partitions, and who sends how much there.
namespace keywright::simulation {

/// A table or GSI.
struct SimulatedPlace {
    std::string table;
    std::string index; ///< empty for the table itself
    capacity::PlaceSettings settings;
    std::optional<capacity::ScalingTarget> readScaling; ///< of provisioned throughput
    std::optional<capacity::ScalingTarget> writeScaling;

    /// "Orders" or "Orders / ByStatus".
    std::string name() const { return index.empty() ? table : table + " / " + index; }
};

/// What one call of an operation consumes in one place.
struct Touch {
    std::size_t place = 0;
    double readUnits = 0;
    double writeUnits = 0;
    double newBytes = 0; ///< stored by it
    std::shared_ptr<const KeyStream> keys;
    double sweepSeconds = 0; ///< of a Scan: it walks the hash space in so long, and `keys` does not count
};

/// One operation of a pattern: it is served when it is admitted in every place that it touches (a write also touches the
/// GSIs: one without write capacity throttles the table's writes).
struct SimulatedOperation {
    double times = 1; ///< for each call of the pattern
    std::vector<Touch> touches;
    std::string entity = {}; ///< the first that it is about; empty when nothing tells
};

struct SimulatedPattern {
    std::string name;
    RateCurve rate;
    std::vector<SimulatedOperation> operations;
};

struct Workload {
    std::vector<SimulatedPlace> places;
    std::vector<SimulatedPattern> patterns;
    std::vector<std::string> notes; ///< what had to be assumed or left out, in sentences
};

} // namespace keywright::simulation
