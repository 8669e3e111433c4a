#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "core/capacity/heavy_hitters.h"
#include "core/capacity/partition_set.h"
#include "core/capacity/traffic.h"
#include "core/engine/catalog.h"
#include "core/value/attribute_value.h"

namespace keywright::engine {

/// A key and what it consumed since its table or index began to count keys. See capacity::HeavyHitter.
struct TopKey {
    value::Item key; ///< the attributes of the partition key, or of the whole key
    double readUnits = 0;
    double writeUnits = 0;
    double weight = 0; ///< 3 × write units + read units: at most this, and at least weight - error
    double error = 0;
};

/// The keys that consumed the most, heaviest first.
struct TopKeys {
    std::vector<TopKey> partitionKeys;
    std::vector<TopKey> keys; ///< partition and sort key together; empty without a sort key. A Query counts for its partition key only
};

/// Counts the most used keys of the tables and indexes whose Contributor Insights are enabled, in bounded memory: a Scan
/// counts for no key. Thread-safe. What was counted is gone when counting is disabled, and with the process.
/// Source: developer guide, "CloudWatch Contributor Insights for DynamoDB: how it works".
class ContributorInsights {
public:
    /// With `countsAll`, of all tables and indexes, whatever their settings.
    explicit ContributorInsights(bool countsAll = false) : m_countsAll(countsAll) { }

    /// Whether the accessed keys of the place are counted.
    bool counts(const TableState &table, const Place &place) const;

    /// Only of a place that counts. `keyBytes` are the attributes of an entry's key as on disk, and begin with `partitionBytes`
    /// of the partition key; a Query counts for these alone.
    void record(const TableState &table, const Place &place, std::string_view keyBytes, std::size_t partitionBytes,
                const capacity::Units &units);

    /// Of a place that was dropped.
    void forget(capacity::TrafficPlace place);

    /// Nothing when the place does not count.
    TopKeys topKeys(const TableState &table, const Place &place, std::size_t count) const;

private:
    /// k: with it, the error of a key is at most a thousandth of all that the place consumed.
    static constexpr std::size_t kCounters = 1'000;

    struct Sketches {
        std::int64_t since = 0; ///< when the setting was last changed: another one begins anew
        capacity::HeavyHitters partitionKeys{kCounters};
        capacity::HeavyHitters keys{kCounters};
    };

    const bool m_countsAll;
    mutable std::mutex m_mutex; // guards the sketches
    std::map<capacity::TrafficPlace, Sketches> m_sketches;
};

/// The bytes of the encoded attributes at the front of an entry's key behind its hash.
struct EncodedKeyBytes {
    std::size_t partition = 0;
    std::size_t whole = 0; ///< with the sort key
};

/// `hashedTail` begins with the attributes of the key; without all of its sort key the whole is the partition key. Of a key
/// that is no such encoding both are 0.
EncodedKeyBytes keyBytesOf(const schema::KeySchema &key, std::string_view hashedTail);

} // namespace keywright::engine
