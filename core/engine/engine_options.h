#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "core/capacity/partition_rules.h"
#include "core/engine/stream.h"

namespace keywright::engine {

/// Milliseconds since 1970-01-01 UTC. Called from any thread.
using Clock = std::function<std::int64_t()>;

/// Nanoseconds since some moment, never going back: for how long a call took. Called from any thread.
using Stopwatch = std::function<std::int64_t()>;

/// A new random id of 32 lower-case hexadecimal digits. Called from any thread.
using IdSource = std::function<std::string()>;

Clock systemClock();
Stopwatch steadyStopwatch();
IdSource randomIds();

/// "1f2e3d4c-…" of 32 hexadecimal digits.
std::string asUuid(const std::string &id);

/// How an engine behaves beside what its store holds. Time and ids come from outside, so that tests need not sleep and
/// repeat exactly.
struct EngineOptions {
    Clock clock = systemClock();
    Stopwatch stopwatch = steadyStopwatch();
    IdSource newId = randomIds();
    std::string region = "us-east-1";
    std::string account = "000000000000";
    std::int64_t statusDelayMs = 0; ///< how long a table or index stays CREATING or UPDATING
    std::int64_t indexDelayMs = 0;  ///< how long GSIs lag behind their table; 0: they change with it
    bool staleReads = false;        ///< eventually consistent reads may be up to a second old
    StreamRules streams;
    /// Set, tables and their partitions have limits, and what goes beyond is throttled, as these rules say.
    std::optional<capacity::PartitionRules> throttle;
    /// Every table's keys are counted (contributor_insights.h), not only where Contributor Insights are enabled.
    bool countsAllKeys = false;
    /// Whose folders stand for S3 buckets; empty: "buckets" in the store's folder, and none when it is in memory.
    std::filesystem::path buckets;
    std::int64_t itemCollectionBytes = 10LL << 30; ///< the limit of tables with LSIs
};

} // namespace keywright::engine
