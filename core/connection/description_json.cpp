#include "core/connection/description_json.h"

#include <algorithm>

#include "core/connection/json_members.h"
#include "core/schema/table_json.h"

namespace keywright::connection {

namespace {

using engine::TableStatus;
using value::Json;

TableStatus statusOf(const Json &json, std::string_view name)
{
    for (const TableStatus status : {TableStatus::Creating, TableStatus::Updating, TableStatus::Deleting, TableStatus::Active})
        if (engine::textOf(status) == textOf(json, name))
            return status;
    return TableStatus::Updating;
}

void copyMembers(const Json &from, Json &to, std::initializer_list<const char *> names)
{
    for (const char *name : names)
        if (const Json *found = from.find(name); found != nullptr && !found->isNull())
            to.set(name, *found);
}

/// Throughput that was provisioned, and maxima that there are (-1 stands for none).
void copyCapacity(const Json &from, Json &to, bool isOnDemand)
{
    if (!isOnDemand)
        copyMembers(from, to, {"ProvisionedThroughput"});
    const Json *maximum = from.find("OnDemandThroughput");
    if (maximum == nullptr)
        return;
    Json kept = Json::object();
    for (const char *name : {"MaxReadRequestUnits", "MaxWriteRequestUnits"})
        if (const auto units = integerOf(*maximum, name); units && *units >= 0)
            kept.set(name, Json::number(*units));
    if (!kept.members().empty())
        to.set("OnDemandThroughput", std::move(kept));
}

Json createIndex(const Json &index, bool hasProvisioned)
{
    Json created = Json::object();
    copyMembers(index, created, {"IndexName", "KeySchema", "Projection"});
    copyCapacity(index, created, !hasProvisioned);
    return created;
}

Json createIndexes(const Json &description, const char *name, bool haveProvisioned)
{
    Json indexes = Json::array();
    for (const Json &index : listOf(description, name))
        indexes.append(createIndex(index, haveProvisioned));
    return indexes;
}

/// The request of CreateTable that makes a table like the one described.
Json createRequest(const Json &description)
{
    Json created = Json::object();
    copyMembers(description, created, {"TableName", "KeySchema", "AttributeDefinitions", "DeletionProtectionEnabled"});
    const Json *billing = description.find("BillingModeSummary");
    const bool isOnDemand = billing != nullptr && textOf(*billing, "BillingMode") == "PAY_PER_REQUEST";
    created.set("BillingMode", Json::string(isOnDemand ? "PAY_PER_REQUEST" : "PROVISIONED"));
    copyCapacity(description, created, isOnDemand);
    created.set("LocalSecondaryIndexes", createIndexes(description, "LocalSecondaryIndexes", false)); // they have no capacity
    created.set("GlobalSecondaryIndexes", createIndexes(description, "GlobalSecondaryIndexes", !isOnDemand));
    copyMembers(description, created, {"VectorIndexes"});
    if (const Json *stream = description.find("StreamSpecification"); stream != nullptr && flagOf(*stream, "StreamEnabled"))
        copyMembers(description, created, {"StreamSpecification"});
    if (const Json *encryption = description.find("SSEDescription"); encryption != nullptr && textOf(*encryption, "SSEType") == "KMS")
        created.set("SSESpecification", Json::object({{"KMSMasterKeyId", Json::string(textOf(*encryption, "KMSMasterKeyArn"))}}));
    if (const Json *tableClass = description.find("TableClassSummary"))
        copyMembers(*tableClass, created, {"TableClass"});
    return created;
}

engine::ThroughputDescription throughputOf(const Json &described)
{
    engine::ThroughputDescription throughput;
    const Json *json = described.find("ProvisionedThroughput");
    if (json == nullptr)
        return throughput;
    throughput.units = {integerOf(*json, "ReadCapacityUnits").value_or(0), integerOf(*json, "WriteCapacityUnits").value_or(0)};
    throughput.lastIncreaseAt = timeOf(*json, "LastIncreaseDateTime");
    throughput.lastDecreaseAt = timeOf(*json, "LastDecreaseDateTime");
    throughput.decreasesToday = integerOf(*json, "NumberOfDecreasesToday").value_or(0);
    return throughput;
}

engine::WarmThroughputDescription warmOf(const Json &described)
{
    const Json *json = described.find("WarmThroughput");
    if (json == nullptr)
        return {};
    return {integerOf(*json, "ReadUnitsPerSecond").value_or(0), integerOf(*json, "WriteUnitsPerSecond").value_or(0),
            statusOf(*json, "Status")};
}

engine::IndexDescription indexOf(const Json &json, schema::IndexDefinition definition, bool isLocal)
{
    engine::IndexDescription index;
    index.definition = std::move(definition);
    index.isLocal = isLocal;
    index.arn = textOf(json, "IndexArn");
    index.itemCount = integerOf(json, "ItemCount").value_or(0);
    index.sizeInBytes = integerOf(json, "IndexSizeBytes").value_or(0);
    if (isLocal)
        return index;
    index.status = statusOf(json, "IndexStatus");
    index.isBackfilling = flagOf(json, "Backfilling");
    index.throughput = throughputOf(json);
    index.warm = warmOf(json);
    return index;
}

void addIndexes(const Json &description, const char *name, const std::vector<schema::IndexDefinition> &definitions, bool isLocal,
                std::vector<engine::IndexDescription> &indexes)
{
    const Json::Elements &described = listOf(description, name);
    for (std::size_t i = 0; i < described.size(); ++i)
        indexes.push_back(indexOf(described[i], definitions[i], isLocal));
}

/// Still described, but no part of the definition any more.
bool isOnItsWayOut(const engine::TableDescription &table, const std::string &index)
{
    return std::any_of(table.indexes.begin(), table.indexes.end(), [&index](const engine::IndexDescription &each) {
        return each.definition.name == index && each.status == TableStatus::Deleting;
    });
}

} // namespace

engine::TableDescription readTableDescription(const Json &description)
{
    engine::TableDescription table;
    table.definition = schema::fromCreateTableJson(createRequest(description));
    table.itemCount = integerOf(description, "ItemCount").value_or(0);
    table.sizeInBytes = integerOf(description, "TableSizeBytes").value_or(0);
    table.id = textOf(description, "TableId");
    table.arn = textOf(description, "TableArn");
    table.status = statusOf(description, "TableStatus");
    table.createdAt = timeOf(description, "CreationDateTime").value_or(0);
    table.throughput = throughputOf(description);
    table.warm = warmOf(description);
    if (const Json *billing = description.find("BillingModeSummary"))
        table.onDemandSince = timeOf(*billing, "LastUpdateToPayPerRequestDateTime");
    if (const Json *tableClass = description.find("TableClassSummary"))
        table.tableClassChangedAt = timeOf(*tableClass, "LastUpdateDateTime");
    if (const Json *encryption = description.find("SSEDescription"))
        table.encryptionKeyArn = textOf(*encryption, "KMSMasterKeyArn");
    table.latestStreamLabel = textOf(description, "LatestStreamLabel");
    table.latestStreamArn = textOf(description, "LatestStreamArn");
    addIndexes(description, "LocalSecondaryIndexes", table.definition.localIndexes, true, table.indexes);
    addIndexes(description, "GlobalSecondaryIndexes", table.definition.globalIndexes, false, table.indexes);
    for (const Json &index : listOf(description, "VectorIndexes"))
        table.vectorIndexes.push_back({table.definition.vectorIndexes[table.vectorIndexes.size()], textOf(index, "IndexArn"),
                                       integerOf(index, "ItemCount").value_or(0), integerOf(index, "IndexSizeBytes").value_or(0),
                                       statusOf(index, "IndexStatus")});
    std::erase_if(table.definition.vectorIndexes, [&table](const schema::VectorIndexDefinition &index) {
        return std::any_of(table.vectorIndexes.begin(), table.vectorIndexes.end(), [&index](const engine::VectorIndexDescription &each) {
            return each.definition.name == index.name && each.status == TableStatus::Deleting;
        });
    });
    std::erase_if(table.definition.globalIndexes,
                  [&table](const schema::IndexDefinition &index) { return isOnItsWayOut(table, index.name); });
    return table;
}

} // namespace keywright::connection
