#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/engine/table_requests.h"
#include "core/schema/table_definition.h"
#include "core/storage/key_encoding.h"

namespace keywright::engine {

/// Items and DynamoDB bytes of one table or index, in 1,024 equal ranges of the hash space: the ground of every size and
/// count that is shown. Changed by the committer only, which also guards it.
class BucketCounters {
public:
    static constexpr std::size_t kBuckets = 1024;

    struct Bucket {
        std::int64_t items = 0;
        std::int64_t bytes = 0;
    };

    static std::uint16_t bucketOf(std::uint64_t hash) { return static_cast<std::uint16_t>(hash >> 54); }

    Bucket &bucket(std::uint16_t number) { return m_buckets.at(number); }
    const Bucket &bucket(std::uint16_t number) const { return m_buckets.at(number); }
    Bucket total() const;

private:
    std::array<Bucket, kBuckets> m_buckets{};
};

/// A table, or an index of it, as it stands in the store.
struct Place {
    storage::IndexId id = storage::kBaseIndex;
    const schema::IndexDefinition *definition = nullptr; ///< null for the table itself
    bool isLocal = false;
    std::shared_ptr<BucketCounters> counters; ///< shared by all states of one table
    /// Entries of items that are older than the index may still be missing. Writes keep the index as if it were whole; one
    /// that needs to know whether an item's entry is there must look.
    bool isBackfilling = false;
};

/// The entries by which expired items are found: hidden, uncharged, uncounted. See expiry.h for their form.
struct ExpiryIndex {
    storage::IndexId id = 0;
    std::string attribute;      ///< which holds the epoch second after which the item expires
    bool isBackfilling = false; ///< as for a Place
};

/// A status that passes by itself.
struct PassingStatus {
    TableStatus status = TableStatus::Active;
    std::int64_t until = 0; ///< milliseconds; ACTIVE from then on, or gone if it was DELETING

    bool holdsAt(std::int64_t now) const { return now < until; }
    TableStatus at(std::int64_t now) const { return holdsAt(now) ? status : TableStatus::Active; }
};

/// How provisioned throughput came about.
struct ThroughputHistory {
    std::optional<std::int64_t> lastIncreaseAt;
    std::optional<std::int64_t> lastDecreaseAt;
    std::int64_t decreases = 0; ///< on the UTC day of the last one
};

/// What a GSI has beside its definition.
struct IndexHistory {
    PassingStatus status;
    ThroughputHistory throughput;
};

/// A GSI that was deleted and is shown for a while.
struct DepartingIndex {
    schema::IndexDefinition definition;
    std::int64_t until = 0;
};

/// Whether the keys of a table or index are counted.
struct InsightsSetting {
    bool isEnabled = false;
    InsightsMode mode = InsightsMode::AccessedAndThrottledKeys;
    std::int64_t changedAt = 0;
    std::int64_t settledAt = 0; ///< ENABLING or DISABLING before
};

/// Time to live that was switched off and is shown as DISABLING for a while.
struct DepartingTimeToLive {
    std::string attribute;
    std::int64_t until = 0;
};

/// Point-in-time recovery: since when the table's changes are kept, for how long, and where (recovery_log.h).
struct RecoveryLog {
    storage::IndexId id = 0;
    std::int64_t since = 0;
    std::int64_t days = 0;
};

/// Where the items of a table come from that is being restored. It is CREATING until it has them all, and nobody else
/// reads or writes it.
struct TableRestore {
    std::string sourceTableArn;
    std::string backupArn;            ///< empty when it comes from what its source keeps for point-in-time recovery
    std::int64_t moment = 0;          ///< RestoreDateTime
    storage::TableId sourceTable = 0; ///< not of a backup; its items and its log stay until all is restored
    storage::IndexId sourceLog = 0;
    bool cannotResume = false; ///< the source keeps no changes any more: what was begun can be done, not done again
};

/// A Kinesis stream that the table's changes go to.
struct KinesisDestination {
    std::string streamArn;
    std::optional<TimePrecision> precision;
    bool isOn = false; ///< changes go there
    DestinationStatus passing = DestinationStatus::Enabling;
    std::int64_t settledAt = 0; ///< `passing` before
    std::string failure;        ///< why it could not be enabled
};

/// The status of a table that no time ends.
inline constexpr std::int64_t kUntilChanged = std::numeric_limits<std::int64_t>::max();

/// A table in the store. It never changes while anyone holds it; a change of the table makes a new one.
struct TableState {
    storage::TableId id = 0;
    schema::TableDefinition definition;
    Place base;
    std::vector<Place> indexes; ///< LSIs, then GSIs, as in the definition
    std::optional<ExpiryIndex> expiry;
    std::int64_t expiryEnabledUntil = 0; ///< time to live is shown as ENABLING before
    std::optional<DepartingTimeToLive> departingExpiry;

    std::optional<RecoveryLog> recovery;
    std::optional<TableRestore> restore;
    std::string importId; ///< of the import that fills it; it is CREATING as long, and nobody else reads or writes it
    bool isBeingFilled() const { return restore || !importId.empty(); }

    storage::IndexId nextIndexId = storage::kBaseIndex + 1;
    std::string uuid;
    std::int64_t createdAt = 0;
    PassingStatus status;
    ThroughputHistory throughput;
    std::map<std::string, IndexHistory, std::less<>> indexHistories; ///< of GSIs, by name
    std::vector<DepartingIndex> departingIndexes;
    std::optional<std::int64_t> onDemandSince;
    std::optional<std::int64_t> tableClassChangedAt;
    std::map<std::string, ResourcePolicy, std::less<>> policies;         ///< by stream label; empty for the table itself
    std::map<std::string, InsightsSetting, std::less<>> insights;        ///< by index name; empty for the table itself
    std::map<std::string, CapacityAutoScaling, std::less<>> autoScaling; ///< by index name; empty for the table itself
    std::vector<KinesisDestination> destinations;                        ///< the youngest first; at most one is on

    /// Null when the changes go nowhere.
    const KinesisDestination *destination() const;

    /// Null when there is no index of that name.
    const Place *findIndex(std::string_view name) const;
    Place *findIndex(std::string_view name);

    /// Adds a GSI under an id that was never used in this table. Throws ServiceError when there are no more of those.
    Place &addGlobalIndex(schema::IndexDefinition index);
    /// Gives an id that was never used in this table.
    storage::IndexId takeIndexId();
    void removeGlobalIndex(std::string_view name);
    /// Points the places at this state's own definition: after copying or changing it.
    void linkPlaces();
};

} // namespace keywright::engine
