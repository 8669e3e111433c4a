#include "core/session/sample_change.h"

#include <map>

#include "core/session/item_load.h"
#include "core/value/dynamodb_json.h"

namespace keywright::session {

namespace {

std::string textOf(const value::Item &item)
{
    return value::toDynamoDbJson(item).compact();
}

/// By key; of items with the same key the last one stands, as when they are put one after the other.
std::map<std::string, const value::Item *> byKey(const model::Table &table, const model::TableItems *items)
{
    std::map<std::string, const value::Item *> found;
    if (items != nullptr) {
        for (const value::Item &item : items->items)
            found[textOf(keyOf(item, table.definition.key))] = &item;
    }
    return found;
}

void addItemChanges(SampleChange &change, const model::Table &table, const model::TableItems *before, const model::TableItems *after)
{
    const auto earlier = byKey(table, before);
    const auto later = byKey(table, after);
    for (const auto &[key, item] : earlier) {
        if (later.find(key) == later.end())
            change.itemsGone.push_back({table.definition.name, keyOf(*item, table.definition.key)});
    }
    model::TableItems puts{.table = table.definition.name};
    for (const auto &[key, item] : later) {
        const auto same = earlier.find(key);
        if (same == earlier.end() || *same->second != *item)
            puts.items.push_back(*item);
    }
    if (!puts.items.empty())
        change.items.push_back(std::move(puts));
}

} // namespace

SampleChange sampleChange(const model::Model &before, const model::Model &after)
{
    SampleChange change;
    for (const model::Table &table : before.tables) {
        const model::Table *still = after.findTable(table.definition.name);
        if (still == nullptr || still->definition != table.definition)
            change.tablesGone.push_back(table.definition.name);
    }
    for (const model::Table &table : after.tables) {
        const model::Table *earlier = before.findTable(table.definition.name);
        const model::TableItems *items = after.sampleDataOf(table.definition.name);
        if (earlier != nullptr && earlier->definition == table.definition) {
            addItemChanges(change, table, before.sampleDataOf(table.definition.name), items);
            continue;
        }
        change.tablesAdded.push_back(&table);
        if (items != nullptr)
            change.items.push_back(*items);
    }
    return change;
}

} // namespace keywright::session
