#include "tests/core/connection/result_text.h"

#include <algorithm>
#include <map>
#include <sstream>

#include "core/schema/table_json.h"
#include "core/value/attribute_value.h"
#include "tests/support/item_text.h"

namespace keywright::test {

namespace {

std::string timeText(const std::optional<std::int64_t> &time)
{
    return time ? std::to_string(*time) : "-";
}

std::string itemText(const std::optional<value::Item> &item)
{
    return item ? test::textOf(*item) : "no item";
}

std::string textOf(const capacity::ConsumedCapacity &consumed)
{
    std::ostringstream text;
    text << consumed.table << " " << consumed.tableUnits;
    for (const auto *indexes : {&consumed.localIndexUnits, &consumed.globalIndexUnits})
        for (const auto &[index, units] : *indexes)
            text << (indexes == &consumed.localIndexUnits ? " LSI " : " GSI ") << index << " " << units;
    return text.str() + "\n";
}

std::string textOf(const std::vector<capacity::ConsumedCapacity> &consumed)
{
    std::string text;
    for (const auto &each : consumed)
        text += textOf(each);
    return text;
}

std::string textOf(const engine::ItemCollection &collection)
{
    std::ostringstream text;
    text << "collection " << collection.table << " " << test::textOf(collection.key) << " " << collection.lowerGigabytes << " to "
         << collection.upperGigabytes << "\n";
    return text.str();
}

std::string textOf(const std::vector<engine::ItemCollection> &collections)
{
    std::string text;
    for (const auto &each : collections)
        text += textOf(each);
    return text;
}

std::string textOf(const engine::ThroughputDescription &throughput, const engine::WarmThroughputDescription &warm)
{
    std::ostringstream text;
    text << " units " << throughput.units.readCapacityUnits << "/" << throughput.units.writeCapacityUnits << " up "
         << timeText(throughput.lastIncreaseAt) << " down " << timeText(throughput.lastDecreaseAt) << " " << throughput.decreasesToday
         << " warm " << warm.readUnitsPerSecond << "/" << warm.writeUnitsPerSecond << " " << engine::textOf(warm.status) << "\n";
    return text.str();
}

/// Without what a description does not tell: tags, which warm throughput was asked for, and how a KMS key was named.
schema::TableDefinition told(schema::TableDefinition definition)
{
    definition.tags.clear();
    definition.capacity.warm.reset();
    if (definition.encryption)
        definition.encryption->kmsKey.clear();
    for (schema::IndexDefinition &index : definition.globalIndexes)
        index.capacity.warm.reset();
    return definition;
}

std::vector<std::string> sortedTexts(const std::vector<value::Item> &items)
{
    std::vector<std::string> texts;
    for (const value::Item &item : items)
        texts.push_back(test::textOf(item));
    std::sort(texts.begin(), texts.end());
    return texts;
}

} // namespace

std::string textOf(const engine::TableDescription &table)
{
    std::ostringstream text;
    text << schema::toCreateTableJson(told(table.definition)).pretty(80) << "\n"
         << table.itemCount << " items " << table.sizeInBytes << " bytes\n"
         << table.id << " " << table.arn << " " << engine::textOf(table.status) << " since " << table.createdAt << " on demand "
         << timeText(table.onDemandSince) << " class " << timeText(table.tableClassChangedAt) << " key " << table.encryptionKeyArn
         << "\nstream " << table.latestStreamLabel << " " << table.latestStreamArn << "\n"
         << textOf(table.throughput, table.warm);
    for (const engine::IndexDescription &index : table.indexes) {
        text << (index.isLocal ? "LSI " : "GSI ") << index.definition.name << " " << index.arn << " " << index.itemCount << " "
             << index.sizeInBytes << " " << engine::textOf(index.status) << (index.isBackfilling ? " backfilling" : "")
             << (index.isLocal ? "\n" : textOf(index.throughput, index.warm));
    }
    return text.str();
}

std::string textOf(const engine::TimeToLiveDescription &description)
{
    return std::string(engine::textOf(description.status)) + " " + description.attribute;
}

std::string textOf(const engine::TagPage &page)
{
    std::string text;
    for (const auto &[key, value] : page.tags)
        text += key + "=" + value + "\n";
    return text + page.nextToken.value_or("");
}

std::string textOf(const engine::InsightsDescription &insights)
{
    std::string text = insights.table + " " + insights.index + " " + std::string(engine::textOf(insights.status)) + " "
        + (insights.mode ? std::string(engine::textOf(*insights.mode)) : "-") + " " + timeText(insights.lastUpdateAt);
    for (const std::string &rule : insights.rules)
        text += "\n" + rule;
    return text;
}

std::string textOf(const engine::WriteResult &result)
{
    // Of a condition that did not hold the service tells no capacity.
    return (result.conditionHeld ? "held " : "did not hold ") + itemText(result.attributes) + "\n"
        + (result.conditionHeld ? textOf(result.consumed) : "") + (result.itemCollection ? textOf(*result.itemCollection) : "");
}

std::string textOf(const engine::TransactWriteResult &result)
{
    if (!result.cancelled)
        return (result.isRepeated ? "repeated\n" : "made\n") + textOf(result.consumed) + textOf(result.itemCollections);
    std::string text = "cancelled\n";
    for (const engine::CancellationReason &reason : result.reasons)
        text += reason.code + ": " + reason.message + " " + itemText(reason.item) + "\n";
    return text;
}

std::string textOf(const engine::GetItemResult &result)
{
    return itemText(result.item) + "\n" + textOf(result.consumed);
}

std::string textOf(const std::vector<engine::GetItemResult> &results)
{
    std::string text;
    std::map<std::string, capacity::ConsumedCapacity> consumed;
    for (const engine::GetItemResult &result : results) {
        text += itemText(result.item) + "\n";
        consumed.try_emplace(result.consumed.table, capacity::ConsumedCapacity{result.consumed.table, 0, {}, {}, {}})
            .first->second.add(result.consumed);
    }
    for (const auto &[table, sum] : consumed)
        text += textOf(sum);
    return text;
}

std::string textOf(const engine::ItemPage &page)
{
    return std::to_string(page.count) + " of " + std::to_string(page.scannedCount) + "\n" + textOf(page.items) + "\nnext "
        + itemText(page.lastEvaluatedKey) + "\n" + textOf(page.consumed);
}

std::string textOf(const connection::BatchGetResult &result)
{
    std::string text;
    for (const connection::ItemsOfTable &table : result.tables) {
        text += table.table + "\n";
        for (const std::string &item : sortedTexts(table.items))
            text += item + "\n";
    }
    for (const connection::KeysOfTable &left : result.unprocessed)
        text += "left of " + left.table + "\n" + textOf(left.keys);
    return text + textOf(result.consumed);
}

std::string textOf(const connection::BatchWriteResult &result)
{
    return std::to_string(result.unprocessed.size()) + " left\n" + textOf(result.consumed) + textOf(result.itemCollections);
}

} // namespace keywright::test
