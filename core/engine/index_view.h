#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/engine/catalog.h"
#include "core/value/attribute_value.h"

namespace keywright::engine {

/// What a table or an index holds of one item: the entry's key, its bytes, and what it counts for.
struct StoredView {
    std::string key;
    std::string bytes;
    std::uint64_t hash = 0;
    std::int64_t size = 0; ///< DynamoDB bytes
};

/// The item as the table itself holds it.
StoredView baseView(const TableState &table, const value::Item &item);

/// The item as the index holds it: its projected attributes; nullopt when the item lacks an attribute of the index key.
std::optional<StoredView> indexView(const TableState &table, const Place &index, const value::Item &item);

/// The entry's key of an item with at least the attributes of the base key (and of the index key).
std::string entryKey(const TableState &table, const Place &place, const value::Item &item);

} // namespace keywright::engine
