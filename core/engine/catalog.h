#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <vector>

#include "core/schema/table_definition.h"
#include "core/storage/key_encoding.h"
#include "core/storage/store.h"

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
};

/// A table in the store. Its definition never changes while anyone holds it.
struct TableState {
    storage::TableId id = 0;
    schema::TableDefinition definition;
    Place base;
    std::vector<Place> indexes;

    /// Null when there is no index of that name.
    const Place *findIndex(const std::string &name) const;
};

/// The tables of a store: kept in memory, one record for each in the store. Thread-safe.
class Catalog {
public:
    /// Reads all tables of the store. Throws storage::StorageError.
    explicit Catalog(storage::Store &store);

    /// Throws ServiceError: ResourceInUseException when there is a table of that name.
    std::shared_ptr<const TableState> create(const schema::TableDefinition &definition);

    /// Throws ServiceError: ResourceNotFoundException.
    std::shared_ptr<const TableState> find(const std::string &name) const;

    /// In the order of their names' bytes.
    std::vector<std::string> names() const;

    /// Held by a write from finding its table until it is committed, so that no table changes under it.
    std::shared_lock<std::shared_mutex> keepTables() const { return std::shared_lock(m_gate); }
    /// Waits until no write is under way and keeps new ones out; held for no longer than a change of the catalog takes.
    std::unique_lock<std::shared_mutex> changeTables() { return std::unique_lock(m_gate); }

private:
    void load(const std::string &name, const std::string &record);

    storage::Store &m_store;
    mutable std::shared_mutex m_gate;
    mutable std::shared_mutex m_mutex;
    std::map<std::string, std::shared_ptr<const TableState>, std::less<>> m_tables;
    storage::TableId m_nextId = 1;
};

/// The key of one bucket's record of items and bytes.
std::string counterKey(storage::TableId table, storage::IndexId index, std::uint16_t bucket);
std::string counterRecord(const BucketCounters::Bucket &bucket);

} // namespace keywright::engine
