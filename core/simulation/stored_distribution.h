#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/capacity/partition_range.h"
#include "core/model/model.h"

/// How items lie in the tables and indexes of a model.
namespace keywright::simulation {

struct StoredShare {
    std::string name;       ///< an entity, or an item collection's partition key; several attributes with " / " between
    std::uint64_t hash = 0; ///< of a collection
    std::int64_t items = 0;
    std::int64_t bytes = 0; ///< as billed: with 100 bytes an item
    friend bool operator==(const StoredShare &, const StoredShare &) = default;
};

struct StoredPartition {
    capacity::PartitionRange range;
    std::int64_t items = 0;
    std::int64_t bytes = 0;
    std::int64_t collections = 0;
    friend bool operator==(const StoredPartition &, const StoredPartition &) = default;
};

/// Of a table or one of its indexes.
struct StoredDistribution {
    std::string table;
    std::string index; ///< empty for the table itself
    std::int64_t items = 0;
    std::int64_t bytes = 0;
    std::vector<StoredShare> entities;       ///< the largest first; items of none under an empty name
    std::vector<StoredShare> collections;    ///< the largest first
    std::vector<StoredPartition> partitions; ///< those that such a place begins with, in the order of their hashes
    friend bool operator==(const StoredDistribution &, const StoredDistribution &) = default;
};

/// Counts the items of a table one by one. The model must outlive it and not change. Not thread-safe.
class StoredCount {
public:
    StoredCount(const model::Model &model, const schema::TableDefinition &table);
    ~StoredCount();
    StoredCount(StoredCount &&) noexcept;

    void add(const value::Item &item);
    /// Of the table, followed by its GSIs, in which an item is that has their keys, with what they project.
    std::vector<StoredDistribution> distributions() const;

private:
    class Place;

    const model::Model &m_model;
    const schema::TableDefinition &m_table;
    std::vector<Place> m_places;
};

/// Of the sample data of every table, followed by its GSIs (an LSI's entries lie with its table's items). The sum of entities, of
/// collections and of partitions is the whole each. Thread-safe; a pure function.
std::vector<StoredDistribution> storedDistributions(const model::Model &model);

} // namespace keywright::simulation
