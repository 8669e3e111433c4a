#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/engine/catalog.h"
#include "core/value/attribute_value.h"

namespace keywright::engine {

/// What an index holds of one item: the entry's key, its bytes, and what it counts for.
struct StoredView {
    std::string key;
    std::string bytes;
    std::int64_t size = 0; ///< DynamoDB bytes
};

/// The item as the index holds it: its projected attributes; nullopt when the item lacks an attribute of the index key.
/// `itemBytes` and `itemSize` are those of the whole item.
std::optional<StoredView> indexView(const TableState &table, const Place &index, const value::Item &item, std::string_view itemBytes,
                                    std::int64_t itemSize);

/// The entry's key of an item with at least the attributes of the base key (and of the index key).
std::string entryKey(const TableState &table, const Place &place, const value::Item &item);

/// The hash that stands in an entry's key: of an index entry too the one by which it is counted.
std::uint64_t hashInEntryKey(std::string_view entryKey);

} // namespace keywright::engine
