#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/capacity/call_metrics.h"
#include "core/capacity/partition_set.h"
#include "core/capacity/traffic_recorder.h"

namespace keywright::engine {
class Engine;
}

namespace keywright::simulation {
struct Outcome;
}

namespace keywright::session {

/// A key that was used, with what it consumed since its table is counted.
struct LiveKey {
    std::string partitionKey; ///< in words; several attributes with " / " between
    std::string sortKey;      ///< empty for a partition key alone
    std::uint64_t hash = 0;
    capacity::Units units;
    friend bool operator==(const LiveKey &, const LiveKey &) = default;
};

/// What a table or GSI really served lately.
struct LivePlace {
    std::string table;
    std::string index; ///< empty for the table itself
    capacity::PlaceSettings settings;
    std::int64_t now = 0; ///< epoch second of asking
    std::vector<capacity::TrafficSecond> seconds;
    std::vector<capacity::TrafficMinute> minutes;
    std::vector<capacity::CallSlice> callSeconds; ///< of a table; an index has none of its own
    std::vector<capacity::CallSlice> callMinutes;
    std::vector<LiveKey> partitionKeys; ///< the heaviest first
    std::vector<LiveKey> items;         ///< whole keys, the heaviest first
    friend bool operator==(const LivePlace &, const LivePlace &) = default;
};

/// Of every table of the engine and its GSIs. Thread-safe.
std::vector<LivePlace> liveTraffic(const engine::Engine &engine);

/// The last minute or the last ten by second, or the last 24 hours by minute.
enum class LiveSpan : std::uint8_t { Minute, TenMinutes, Day };

/// The same in the form of a simulation's outcome, so that one screen shows both: maps over the partitions that such a
/// table begins with (partition_rules.h), diagnosed, with the hottest keys, and
/// with what it is provisioned or new on demand for; no patterns. Units are what was recorded. The
/// heat of a minute is that of its average or of its hottest bucket, whichever is greater, and so at most that of its
/// hottest second. Thread-safe; a pure function.
simulation::Outcome liveOutcome(const std::vector<LivePlace> &places, LiveSpan span);

} // namespace keywright::session
