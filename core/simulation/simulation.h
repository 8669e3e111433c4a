#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>

#include "core/capacity/partition_rules.h"
#include "core/simulation/outcome.h"
#include "core/simulation/workload.h"

namespace keywright::simulation {

struct SimulationOptions {
    std::int64_t seconds = 86'400; ///< from a midnight on
    std::uint64_t seed = 1;
    capacity::PartitionRules rules;
    std::size_t mostColumns = 1'440;                                     ///< of a heat map
    std::size_t hottestKeys = 50;                                        ///< of a place
    std::stop_token stop;                                                ///< looked at once a simulated minute
    std::function<void(std::int64_t second, std::int64_t all)> progress; ///< once a simulated minute
};

/// Runs a workload through its places' partitions in virtual time, second by second. Calls are drawn as counts per
/// partition and hot key, so that the cost depends on partitions, not on calls. Same workload, options and seed: same
/// outcome on every machine. Throttled calls are not sent again. Thread-safe.
/// Simplifications: within a second a partition throttles all who come alike; keys of a table and of its GSIs are drawn
/// independently of each other; the hottest 32 keys of each touch are counted one by one, the others by partition.
Outcome simulate(const Workload &workload, const SimulationOptions &options = {});

} // namespace keywright::simulation
