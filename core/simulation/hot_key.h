#pragma once

#include <cstdint>
#include <string>

#include "core/capacity/partition_set.h"

namespace keywright::simulation {

/// A partition key and what it was asked for. Ranked by 3 × write units + read units, as Contributor Insights does.
struct HotKey {
    std::string key;
    std::uint64_t hash = 0;
    capacity::Units offered;
    double weight() const { return 3 * offered.writes + offered.reads; }
    friend bool operator==(const HotKey &, const HotKey &) = default;
};

} // namespace keywright::simulation
