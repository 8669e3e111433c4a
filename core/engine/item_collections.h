#pragma once

#include <cstdint>
#include <string_view>

#include "core/engine/catalog.h"
#include "core/engine/requests.h"
#include "core/storage/store.h"

namespace keywright::engine {

/// The DynamoDB bytes of an item collection: the items with this partition key and their entries in LSIs. Walks through
/// them all. `key` has at least the partition key.
std::int64_t itemCollectionBytes(const storage::Store &store, const TableState &table, const value::Item &key);

/// What ItemCollectionMetrics say of the collection; the table has LSIs.
ItemCollection itemCollectionOf(const storage::Store &store, const TableState &table, const value::Item &key);

bool hasItemCollections(const TableState &table);

} // namespace keywright::engine
