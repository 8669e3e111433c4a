#include "core/connection/answer_json.h"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>

#include "core/connection/json_members.h"
#include "core/value/dynamodb_json.h"

namespace keywright::connection {

namespace {

using value::Json;

/// The units of one place; a transaction tells reads and writes apart and may leave out the sum.
double unitsOf(const Json &place)
{
    if (const auto units = numberOf(place, "CapacityUnits"))
        return *units;
    return numberOf(place, "ReadCapacityUnits").value_or(0) + numberOf(place, "WriteCapacityUnits").value_or(0);
}

std::map<std::string, double> indexUnits(const Json &consumed, std::string_view name)
{
    std::map<std::string, double> units;
    if (const Json *indexes = consumed.find(name))
        for (const auto &[index, place] : indexes->members())
            units.emplace(index, unitsOf(place));
    return units;
}

capacity::ConsumedCapacity readConsumed(const Json &json)
{
    capacity::ConsumedCapacity consumed;
    consumed.table = textOf(json, "TableName");
    consumed.localIndexUnits = indexUnits(json, "LocalSecondaryIndexes");
    consumed.globalIndexUnits = indexUnits(json, "GlobalSecondaryIndexes");
    if (const Json *table = json.find("Table"))
        consumed.tableUnits = unitsOf(*table);
    else
        consumed.tableUnits = std::max(0.0, unitsOf(json) - consumed.total()); // an endpoint that tells only the sum
    return consumed;
}

/// Of an operation on one table; nothing but its name when the endpoint does not tell.
capacity::ConsumedCapacity consumedIn(const Json &answer, const std::string &table)
{
    capacity::ConsumedCapacity consumed;
    if (const Json *json = answer.find("ConsumedCapacity"))
        consumed = readConsumed(*json);
    if (consumed.table.empty())
        consumed.table = table;
    return consumed;
}

std::vector<capacity::ConsumedCapacity> consumedByTable(const Json &answer)
{
    std::vector<capacity::ConsumedCapacity> list;
    for (const Json &json : listOf(answer, "ConsumedCapacity"))
        list.push_back(readConsumed(json));
    std::sort(list.begin(), list.end(), [](const auto &left, const auto &right) { return left.table < right.table; });
    return list;
}

engine::ItemCollection readItemCollection(const Json &json, const std::string &table)
{
    engine::ItemCollection collection;
    collection.table = table;
    collection.key = itemOf(json, "ItemCollectionKey").value_or(value::Item());
    const Json::Elements &range = listOf(json, "SizeEstimateRangeGB");
    if (range.size() == 2) {
        collection.lowerGigabytes = range[0].asDouble().value_or(0);
        collection.upperGigabytes = range[1].asDouble().value_or(0);
    }
    return collection;
}

std::vector<engine::ItemCollection> itemCollectionsByTable(const Json &answer)
{
    std::vector<engine::ItemCollection> collections;
    if (const Json *tables = answer.find("ItemCollectionMetrics"))
        for (const auto &[table, list] : tables->members())
            for (const Json &collection : list.elements())
                collections.push_back(readItemCollection(collection, table));
    return collections;
}

engine::WriteAction readUnprocessed(const Json &json, const std::string &table)
{
    if (const Json *put = json.find("PutRequest")) {
        engine::PutItemRequest action;
        action.table = table;
        action.item = value::itemFromDynamoDbJson(memberOf(*put, "Item"));
        return action;
    }
    engine::DeleteItemRequest action;
    action.table = table;
    action.key = value::itemFromDynamoDbJson(memberOf(memberOf(json, "DeleteRequest"), "Key"));
    return action;
}

engine::CancellationReason readReason(const Json &json)
{
    engine::CancellationReason reason;
    reason.code = textOf(json, "Code");
    if (reason.code.empty())
        reason.code = engine::CancellationReason::kNone;
    reason.message = textOf(json, "Message");
    reason.item = itemOf(json, "Item");
    return reason;
}

bool saysOfReads(const Json &answer)
{
    const auto &consumed = listOf(answer, "ConsumedCapacity");
    return std::any_of(consumed.begin(), consumed.end(), [](const Json &table) { return table.find("ReadCapacityUnits") != nullptr; });
}

template <typename Value, std::size_t count>
std::optional<Value> valueNamed(const std::array<Value, count> &values, std::string_view name)
{
    for (const Value value : values)
        if (engine::textOf(value) == name)
            return value;
    return std::nullopt;
}

} // namespace

std::vector<capacity::ConsumedCapacity> readConsumedCapacity(const Json &answer)
{
    const Json *consumed = answer.find("ConsumedCapacity");
    if (consumed == nullptr)
        return {};
    return consumed->isArray() ? consumedByTable(answer) : std::vector{readConsumed(*consumed)};
}

engine::WriteResult readWriteResult(const Json &answer, const std::string &table)
{
    engine::WriteResult result;
    result.attributes = itemOf(answer, "Attributes");
    result.consumed = consumedIn(answer, table);
    if (const Json *collection = answer.find("ItemCollectionMetrics"); collection != nullptr && !collection->members().empty())
        result.itemCollection = readItemCollection(*collection, table);
    return result;
}

engine::WriteResult readFailedCondition(const Json &body, const std::string &table)
{
    engine::WriteResult result;
    result.conditionHeld = false;
    result.attributes = itemOf(body, "Item");
    result.consumed.table = table;
    return result;
}

BatchWriteResult readBatchWriteResult(const Json &answer)
{
    BatchWriteResult result;
    if (const Json *tables = answer.find("UnprocessedItems"))
        for (const auto &[table, actions] : tables->members())
            for (const Json &action : actions.elements())
                result.unprocessed.push_back(readUnprocessed(action, table));
    result.consumed = consumedByTable(answer);
    result.itemCollections = itemCollectionsByTable(answer);
    return result;
}

engine::TransactWriteResult readTransactWriteResult(const Json &answer)
{
    engine::TransactWriteResult result;
    result.consumed = consumedByTable(answer);
    result.itemCollections = itemCollectionsByTable(answer);
    result.isRepeated = saysOfReads(answer);
    return result;
}

engine::TransactWriteResult readCancelledTransaction(const Json &body)
{
    engine::TransactWriteResult result;
    result.cancelled = true;
    for (const Json &reason : listOf(body, "CancellationReasons"))
        result.reasons.push_back(readReason(reason));
    return result;
}

engine::GetItemResult readGetItemResult(const Json &answer, const std::string &table)
{
    return {itemOf(answer, "Item"), consumedIn(answer, table)};
}

BatchGetResult readBatchGetResult(const Json &answer, const std::vector<KeysOfTable> &request)
{
    static const Json kNothing = Json::object();
    const Json *responses = answer.find("Responses");
    const Json *unprocessed = answer.find("UnprocessedKeys");
    BatchGetResult result;
    for (const KeysOfTable &asked : request) {
        ItemsOfTable found{asked.table, {}};
        for (const Json &item : listOf(responses == nullptr ? kNothing : *responses, asked.table))
            found.items.push_back(value::itemFromDynamoDbJson(item));
        result.tables.push_back(std::move(found));
        const Json *left = unprocessed == nullptr ? nullptr : unprocessed->find(asked.table);
        if (left == nullptr)
            continue;
        KeysOfTable again = asked;
        again.keys.clear();
        for (const Json &key : listOf(*left, "Keys"))
            again.keys.push_back(value::itemFromDynamoDbJson(key));
        if (!again.keys.empty())
            result.unprocessed.push_back(std::move(again));
    }
    result.consumed = consumedByTable(answer);
    return result;
}

std::vector<engine::GetItemResult> readTransactGetResults(const Json &answer, const std::vector<engine::GetItemRequest> &requests)
{
    const Json::Elements &responses = listOf(answer, "Responses");
    if (responses.size() != requests.size())
        throw std::invalid_argument("Responses has " + std::to_string(responses.size()) + " elements for " + std::to_string(requests.size())
                                    + " gets");
    std::map<std::string, capacity::ConsumedCapacity> consumed;
    for (capacity::ConsumedCapacity &table : consumedByTable(answer))
        consumed.emplace(table.table, std::move(table));
    std::vector<engine::GetItemResult> results;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        engine::GetItemResult result;
        result.item = itemOf(responses[i], "Item");
        result.consumed.table = requests[i].table;
        if (auto ofTable = consumed.extract(requests[i].table); !ofTable.empty())
            result.consumed = std::move(ofTable.mapped());
        results.push_back(std::move(result));
    }
    return results;
}

engine::ItemPage readItemPage(const Json &answer, const std::string &table)
{
    engine::ItemPage page;
    for (const Json &item : listOf(answer, "Items"))
        page.items.push_back(value::itemFromDynamoDbJson(item));
    page.count = integerOf(answer, "Count").value_or(static_cast<std::int64_t>(page.items.size()));
    page.scannedCount = integerOf(answer, "ScannedCount").value_or(page.count);
    page.lastEvaluatedKey = itemOf(answer, "LastEvaluatedKey");
    page.consumed = consumedIn(answer, table);
    return page;
}

engine::TimeToLiveDescription readTimeToLive(const Json &answer)
{
    using engine::TimeToLiveStatus;
    constexpr std::array kStatuses{TimeToLiveStatus::Enabling, TimeToLiveStatus::Disabling, TimeToLiveStatus::Enabled,
                                   TimeToLiveStatus::Disabled};
    const Json &description = memberOf(answer, "TimeToLiveDescription");
    return {valueNamed(kStatuses, textOf(description, "TimeToLiveStatus")).value_or(TimeToLiveStatus::Disabled),
            textOf(description, "AttributeName")};
}

engine::TagPage readTagPage(const Json &answer)
{
    engine::TagPage page;
    for (const Json &tag : listOf(answer, "Tags"))
        page.tags.emplace_back(textOf(tag, "Key"), textOf(tag, "Value"));
    if (std::string next = textOf(answer, "NextToken"); !next.empty())
        page.nextToken = std::move(next);
    return page;
}

engine::InsightsDescription readInsights(const Json &answer)
{
    using engine::InsightsStatusCode;
    constexpr std::array kStatuses{InsightsStatusCode::Enabling, InsightsStatusCode::Enabled, InsightsStatusCode::Disabling,
                                   InsightsStatusCode::Disabled};
    engine::InsightsDescription insights;
    insights.table = textOf(answer, "TableName");
    insights.index = textOf(answer, "IndexName");
    insights.status = valueNamed(kStatuses, textOf(answer, "ContributorInsightsStatus")).value_or(InsightsStatusCode::Disabled);
    insights.mode = engine::insightsModeFromText(textOf(answer, "ContributorInsightsMode"));
    insights.lastUpdateAt = timeOf(answer, "LastUpdateDateTime");
    for (const Json &rule : listOf(answer, "ContributorInsightsRuleList"))
        insights.rules.push_back(rule.text());
    return insights;
}

} // namespace keywright::connection
