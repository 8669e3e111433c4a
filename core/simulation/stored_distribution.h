#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/capacity/partition_range.h"
#include "core/model/model.h"

/// How a model's sample data lies in its tables and indexes.
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

/// Of every table, followed by its GSIs (an LSI's entries lie with its table's items). The sum of entities, of collections and
/// of partitions is the whole each. Thread-safe; a pure function.
std::vector<StoredDistribution> storedDistributions(const model::Model &model);

} // namespace keywright::simulation
