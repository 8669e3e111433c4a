#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/capacity/partition_set.h"
#include "core/simulation/diagnosis.h"
#include "core/simulation/heat_map.h"
#include "core/simulation/hot_key.h"

/// What a simulation found.
namespace keywright::simulation {

/// Calls that were throttled for one reason.
struct ThrottledFor {
    std::size_t place = 0;
    bool isWrite = false;
    capacity::ThrottleCause cause = capacity::ThrottleCause::None;
    double calls = 0;
    friend bool operator==(const ThrottledFor &, const ThrottledFor &) = default;
};

/// The partition that throttled the most calls of a pattern.
struct WorstPartition {
    std::size_t place = 0;
    std::uint32_t partition = 0;
    capacity::PartitionRange range;
    double throttled = 0; ///< calls
    friend bool operator==(const WorstPartition &, const WorstPartition &) = default;
};

/// offered = served + throttled, and what `why` lists adds up to `throttled`.
struct PatternOutcome {
    std::string pattern;
    double offered = 0; ///< calls
    double served = 0;
    double throttled = 0;
    double greatestRate = 0;       ///< calls in the busiest second
    double worstSecondShare = 0;   ///< throttled in the worst second, from 0 to 1
    std::vector<ThrottledFor> why; ///< the most frequent reason first
    std::optional<WorstPartition> worst;
    friend bool operator==(const PatternOutcome &, const PatternOutcome &) = default;
};

/// A partition that throttled, without a pause of a minute.
struct ThrottleEvent {
    std::int64_t firstSecond = 0;
    std::int64_t lastSecond = 0;
    std::uint32_t partition = 0;
    bool isWrite = false;
    capacity::ThrottleCause cause = capacity::ThrottleCause::None; ///< of its first second
    double units = 0;
    friend bool operator==(const ThrottleEvent &, const ThrottleEvent &) = default;
};

/// One minute of a place, for metrics and cost: averages in units a second.
struct PlaceMinute {
    capacity::Units offered;
    capacity::Units consumed;
    capacity::Units throughput; ///< what could be consumed
    double calls = 0;           ///< that used the place, a second
    double throttledCalls = 0;  ///< of these
    friend bool operator==(const PlaceMinute &, const PlaceMinute &) = default;
};

struct PlaceOutcome {
    std::string table;
    std::string index;
    std::size_t partitionsAtStart = 0;
    std::vector<capacity::Partition> partitions; ///< at the end
    capacity::Units offered;                     ///< units of the whole time; offered = consumed + throttled
    capacity::Units consumed;
    capacity::Units throttled;
    double greatestHeat = 0;
    HeatMap map;
    std::vector<Diagnosis> diagnoses; ///< of the map
    std::vector<HotKey> hottest;      ///< the heaviest first
    std::vector<capacity::PartitionSplit> splits;
    std::vector<capacity::HelplessPartition> helpless;
    std::vector<ThrottleEvent> throttles; ///< the earliest kMostThrottleEvents
    std::vector<PlaceMinute> minutes;
};

struct Outcome {
    std::int64_t seconds = 0;
    std::uint64_t seed = 0;
    std::vector<PatternOutcome> patterns; ///< in the workload's order, as the places are
    std::vector<PlaceOutcome> places;
    std::vector<std::string> notes; ///< the workload's
    bool stopped = false;           ///< before its time was over
};

inline constexpr std::size_t kMostThrottleEvents = 2'000;

} // namespace keywright::simulation
