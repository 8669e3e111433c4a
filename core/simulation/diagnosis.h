#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/simulation/heat_map.h"
#include "core/simulation/hot_key.h"

/// What a heat map shows, in words.
namespace keywright::simulation {

enum class HeatShape : std::uint8_t {
    Quiet,         ///< no traffic
    Even,          ///< all partitions share the traffic
    HotKey,        ///< one partition or key stays hotter than the others
    SequentialKey, ///< the hot spot jumps from partition to partition as time goes on
    ScanSweep,     ///< the hot spot runs through the hash space, partition after partition
    Uneven,        ///< none of these, but not even
    Spike,         ///< a short time with much more traffic
    Periodic,      ///< the traffic comes and goes at a steady interval
};

/// "quiet", "even", "hot key", "sequential key", "scan sweep", "uneven", "spike", "periodic".
std::string_view textOf(HeatShape shape);

struct Diagnosis {
    HeatShape shape = HeatShape::Quiet;
    std::string message;           ///< sentences: what is seen, with numbers, and what helps
    std::string advice;            ///< the rule of model/advice.h that knows the fix; empty when there is none
    std::vector<std::size_t> rows; ///< of the map, that show it
    std::size_t firstColumn = 0;
    std::size_t lastColumn = 0;
    friend bool operator==(const Diagnosis &, const Diagnosis &) = default;
};

/// How the heat lies over the hash space (always one), then how it lies in time (spike, periodic; if so). The hottest keys
/// of the place, heaviest first, let it name a key; none need be known. A pure function of both; thread-safe.
/// Thresholds are ours: a hot spot has three times the heat of the others on average and 30 % of all, most of the time; a spike comes
/// to a tenth of a partition's limit.
std::vector<Diagnosis> diagnose(const HeatMap &map, std::span<const HotKey> hottest = {});

} // namespace keywright::simulation
