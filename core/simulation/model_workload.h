#pragma once

#include "core/model/model.h"
#include "core/simulation/workload.h"

namespace keywright::simulation {

struct WorkloadOptions {
    double rateFactor = 1; ///< on all rates: what if there were ten times as many users
    /// Assumption: a Scan gets this many pages of 1 MB a second, one after the other.
    double scanPagesPerSecond = 10;
};

/// The workload that a model's access patterns make with their rates, sizes and popularities. Patterns without a rate are
/// left out, and `notes` says so. Item sizes are those of the sample data, else those of the patterns; a write to a table
/// also writes to its LSIs (in the table's partitions) and to the GSIs whose view of the item changes. Thread-safe.
Workload workloadOf(const model::Model &model, const WorkloadOptions &options = {});

} // namespace keywright::simulation
