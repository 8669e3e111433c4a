#include "core/engine/table_description.h"

#include <algorithm>

#include "core/engine/resource_names.h"
#include "core/schema/limits.h"
#include "core/value/md5.h"

namespace keywright::engine {

namespace {

ThroughputDescription throughputOf(const schema::Capacity &capacity, const ThroughputHistory &history, std::int64_t now)
{
    const bool decreasedToday = history.lastDecreaseAt && *history.lastDecreaseAt / kMsADay == now / kMsADay;
    return {capacity.provisioned.value_or(schema::ProvisionedThroughput{}), history.lastIncreaseAt, history.lastDecreaseAt,
            decreasedToday ? history.decreases : 0};
}

IndexDescription describeIndex(const TableState &table, const Place &index, const Committer &committer, const EngineOptions &options,
                               std::int64_t now)
{
    IndexDescription description;
    description.definition = *index.definition;
    description.isLocal = index.isLocal;
    description.arn = indexArn(options, table.definition.name, index.definition->name);
    const BucketCounters::Bucket total = committer.totalOf(index);
    description.itemCount = total.items;
    description.sizeInBytes = total.bytes;
    description.isBackfilling = index.isBackfilling;

    const auto found = table.indexHistories.find(index.definition->name);
    const IndexHistory history = found == table.indexHistories.end() ? IndexHistory() : found->second;
    description.status = index.isBackfilling ? TableStatus::Creating : history.status.at(now);
    if (const TableStatus ofTable = table.status.at(now); ofTable == TableStatus::Creating || ofTable == TableStatus::Deleting)
        description.status = ofTable;
    description.throughput = throughputOf(index.definition->capacity, history.throughput, now);
    description.warm = warmThroughputOf(index.definition->capacity, table.onDemandSince.has_value(), description.status);
    return description;
}

} // namespace

std::string encryptionKeyArn(const schema::Encryption &encryption, const EngineOptions &options)
{
    const std::string key = encryption.kmsKey.empty() ? "alias/aws/dynamodb" : encryption.kmsKey;
    if (key.starts_with("arn:") && key.find(":alias/") == std::string::npos)
        return key;
    const bool isAlias = key.find("alias/") != std::string::npos;
    const std::string id = isAlias ? asUuid(value::md5Hex(key)) : key;
    return "arn:aws:kms:" + options.region + ":" + options.account + ":key/" + id;
}

WarmThroughputDescription warmThroughputOf(const schema::Capacity &capacity, bool wasOnDemand, TableStatus status)
{
    const schema::WarmThroughput asked = capacity.warm.value_or(schema::WarmThroughput{});
    const schema::ProvisionedThroughput provisioned = capacity.provisioned.value_or(schema::ProvisionedThroughput{});
    return {std::max({asked.readUnitsPerSecond.value_or(0), provisioned.readCapacityUnits, wasOnDemand ? schema::kOnDemandReads : 0}),
            std::max({asked.writeUnitsPerSecond.value_or(0), provisioned.writeCapacityUnits, wasOnDemand ? schema::kOnDemandWrites : 0}),
            status};
}

TableDescription describeTable(const TableState &table, const Committer &committer, const EngineOptions &options)
{
    const std::int64_t now = options.clock();
    TableDescription description;
    description.definition = table.definition;
    const BucketCounters::Bucket total = committer.totalOf(table.base);
    description.itemCount = total.items;
    description.sizeInBytes = total.bytes;
    description.id = table.uuid;
    description.number = table.id;
    description.arn = tableArn(options, table.definition.name);
    description.status = table.status.at(now);
    description.createdAt = table.createdAt;
    description.throughput = throughputOf(table.definition.capacity, table.throughput, now);
    description.warm = warmThroughputOf(table.definition.capacity, table.onDemandSince.has_value(), description.status);
    description.onDemandSince = table.onDemandSince;
    description.tableClassChangedAt = table.tableClassChangedAt;
    if (table.restore)
        description.restore = RestoreDescription{table.restore->backupArn, table.restore->sourceTableArn, table.restore->moment};
    if (table.definition.encryption)
        description.encryptionKeyArn = encryptionKeyArn(*table.definition.encryption, options);

    for (const Place &index : table.indexes)
        description.indexes.push_back(describeIndex(table, index, committer, options, now));
    for (const schema::VectorIndexDefinition &index : table.definition.vectorIndexes)
        description.vectorIndexes.push_back({index, indexArn(options, table.definition.name, index.name), 0, 0});
    for (const DepartingIndex &departing : table.departingIndexes) {
        if (departing.until <= now)
            continue;
        IndexDescription index;
        index.definition = departing.definition;
        index.arn = indexArn(options, table.definition.name, departing.definition.name);
        index.status = TableStatus::Deleting;
        index.throughput = throughputOf(departing.definition.capacity, {}, now);
        index.warm = warmThroughputOf(departing.definition.capacity, table.onDemandSince.has_value(), TableStatus::Deleting);
        description.indexes.push_back(std::move(index));
    }
    // While a new index is filled its table is ACTIVE; while one goes it is UPDATING.
    if (description.status == TableStatus::Active
        && std::any_of(description.indexes.begin(), description.indexes.end(),
                       [](const IndexDescription &index) { return index.status == TableStatus::Deleting; }))
        description.status = TableStatus::Updating;
    return description;
}

} // namespace keywright::engine
