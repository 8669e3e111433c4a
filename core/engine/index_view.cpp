#include "core/engine/index_view.h"

#include <algorithm>

#include "core/engine/item_key.h"
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
    if (index.projection.type == schema::ProjectionType::All)
        return item;
    Item projected;
    for (const auto &[name, value] : item)
        if (isProjected(table, index, name))
            projected.set(name, value);
    return projected;
}

StoredView viewOf(const TableState &table, const Place &place, const Item &item, const schema::KeySchema &key)
{
    StoredView view;
    view.key = entryKey(table, place, item);
    view.bytes = storage::toItemBytes(item);
    view.hash = storage::partitionHash(encodeKey(key, item).partition);
    view.size = value::sizeInBytes(item);
    return view;
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

StoredView baseView(const TableState &table, const Item &item)
{
    return viewOf(table, table.base, item, table.definition.key);
}

std::optional<StoredView> indexView(const TableState &table, const Place &index, const Item &item)
{
    if (!hasWholeKey(index.definition->key, item))
        return std::nullopt;
    return viewOf(table, index, projectedItem(table.definition, *index.definition, item), index.definition->key);
}

} // namespace keywright::engine
