#include "core/engine/item_collections.h"

#include <algorithm>
#include <cmath>

#include "core/engine/item_key.h"
#include "core/storage/item_json.h"

namespace keywright::engine {

namespace {

constexpr double kBytesInGigabyte = 1024.0 * 1024.0 * 1024.0;

std::int64_t bytesUnder(const storage::Snapshot &snapshot, const std::string &prefix)
{
    std::int64_t bytes = 0;
    storage::Cursor cursor = snapshot.cursor();
    for (cursor.seek(prefix); cursor.isValid() && cursor.key().starts_with(prefix); cursor.next())
        bytes += storage::itemSize(cursor.value());
    cursor.check();
    return bytes;
}

} // namespace

bool hasItemCollections(const TableState &table)
{
    return std::any_of(table.indexes.begin(), table.indexes.end(), [](const Place &index) { return index.isLocal; });
}

std::int64_t itemCollectionBytes(const storage::Store &store, const TableState &table, const value::Item &key)
{
    // An LSI has the table's partition key, and so the same encoding of it.
    const schema::KeySchema partition{table.definition.key.partition, {}};
    const std::string encoded = encodeKey(partition, key).partition;
    const storage::Snapshot snapshot = store.snapshot();
    std::int64_t bytes = bytesUnder(snapshot, storage::collectionPrefix(table.id, table.base.id, encoded));
    for (const Place &index : table.indexes)
        if (index.isLocal)
            bytes += bytesUnder(snapshot, storage::collectionPrefix(table.id, index.id, encoded));
    return bytes;
}

ItemCollection itemCollectionOf(const storage::Store &store, const TableState &table, const value::Item &key)
{
    ItemCollection collection;
    collection.table = table.definition.name;
    collection.key = keyOf({table.definition.key.partition, {}}, key);
    collection.lowerGigabytes = std::floor(static_cast<double>(itemCollectionBytes(store, table, key)) / kBytesInGigabyte);
    collection.upperGigabytes = collection.lowerGigabytes + 1;
    return collection;
}

} // namespace keywright::engine
