#include "core/engine/index_view.h"

#include <algorithm>

#include "core/engine/item_key.h"
#include "core/engine/record_kind.h"
#include "core/storage/item_bytes.h"
#include "core/value/item_size.h"

namespace keywright::engine {

using value::Item;

namespace {

bool isProjected(const schema::TableDefinition &table, const schema::IndexDefinition &index, const std::string &attribute)
{
    const auto &included = index.projection.attributes;
    return index.key.contains(attribute) || table.key.contains(attribute)
        || std::find(included.begin(), included.end(), attribute) != included.end();
}

Item projectedItem(const schema::TableDefinition &table, const schema::IndexDefinition &index, const Item &item)
{
    Item projected;
    for (const auto &[name, value] : item)
        if (isProjected(table, index, name))
            projected.set(name, value);
    return projected;
}

} // namespace

std::string entryKey(const TableState &table, const Place &place, const Item &item)
{
    const EncodedKey base = encodeKey(table.definition.key, item);
    if (place.definition == nullptr)
        return storage::collectionPrefix(table.id, place.id, base.partition) + base.sort;
    const EncodedKey index = encodeKey(place.definition->key, item);
    return storage::collectionPrefix(table.id, place.id, index.partition) + index.sort + base.partition + base.sort;
}

std::uint64_t hashInEntryKey(std::string_view entryKey)
{
    return readBigEndian(entryKey.substr(storage::kPlacePrefixBytes, storage::kHashedPrefixBytes - storage::kPlacePrefixBytes));
}

std::optional<StoredView> indexView(const TableState &table, const Place &index, const Item &item, std::string_view itemBytes,
                                    std::int64_t itemSize)
{
    if (!hasWholeKey(index.definition->key, item))
        return std::nullopt;
    if (index.definition->projection.type == schema::ProjectionType::All)
        return StoredView{entryKey(table, index, item), std::string(itemBytes), itemSize};
    const Item projected = projectedItem(table.definition, *index.definition, item);
    return StoredView{entryKey(table, index, projected), storage::toItemBytes(projected), value::sizeInBytes(projected)};
}

} // namespace keywright::engine
