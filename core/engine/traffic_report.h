#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/capacity/call_recorder.h"
#include "core/capacity/traffic_recorder.h"
#include "core/engine/catalog.h"
#include "core/engine/contributor_insights.h"
#include "core/engine/engine_options.h"
#include "core/engine/throttle.h"

namespace keywright::engine {

/// What a page of a Scan read in one bucket.
struct BucketBytes {
    std::uint16_t bucket = 0;
    std::int64_t bytes = 0;
};

/// Where reads and writes tell what they consumed, place by place: it goes to the traffic record of the last minutes, and
/// where the keys of the place are counted, to its top keys. Thread-safe. `entryKey` is that of an entry of the place.
class TrafficReport {
public:
    explicit TrafficReport(const EngineOptions &options) : m_options(options), m_throttle(options), m_insights(options.countsAllKeys) { }

    /// Throw ThrottledError when an operation that begins at this entry of the place may not run now.
    void askRead(const TableState &table, const Place &place, std::string_view entryKey);
    void askWrite(const TableState &table, const Place &place, std::string_view entryKey);

    void recordRead(const TableState &table, const Place &place, std::string_view entryKey, double units);
    void recordWrite(const TableState &table, const Place &place, std::string_view entryKey, double units);
    /// `entryKey` begins with those of the item collection that was queried.
    void recordQuery(const TableState &table, const Place &place, std::string_view entryKey, double units);
    /// Shares the units out by the bytes; those of a page that found nothing go to the bucket where it looked.
    void recordScan(const TableState &table, const Place &place, std::string_view startEntry, const std::vector<BucketBytes> &read,
                    double units);

    /// A call of the table met a transaction on one of its items; see capacity::CallSlice.
    void recordConflict(const TableState &table) { m_calls.conflicted(table.definition.name, now()); }
    /// Gives up what is kept of a table or index that was dropped.
    void forget(capacity::TrafficPlace place);

    capacity::CallRecorder &calls() { return m_calls; }
    const capacity::CallRecorder &calls() const { return m_calls; }
    const capacity::TrafficRecorder &recorder() const { return m_recorder; }
    const ContributorInsights &insights() const { return m_insights; }

private:
    enum class Keys : std::uint8_t { Partition, Whole };
    void record(const TableState &table, const Place &place, std::string_view entryKey, Keys keys, double readUnits, double writeUnits);
    std::int64_t now() const { return m_options.clock() / 1'000; }

    const EngineOptions &m_options;
    capacity::TrafficRecorder m_recorder;
    capacity::CallRecorder m_calls;
    Throttle m_throttle;
    ContributorInsights m_insights;
};

/// The bucket that the hash in an entry's key falls into.
std::uint16_t bucketInEntryKey(std::string_view entryKey);

} // namespace keywright::engine
