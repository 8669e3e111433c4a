#include "core/service/operations/table_description_json.h"

#include <map>
#include <string>

#include "core/service/operations/request_parts.h"

namespace keywright::service {

namespace {

void writeSeconds(JsonWriter &out, std::string_view name, std::int64_t milliseconds)
{
    out.key(name);
    out.seconds(milliseconds);
}

void writeFlag(JsonWriter &out, std::string_view name, bool flag)
{
    out.key(name);
    out.boolean(flag);
}

/// Those of the table's and all its indexes' keys, in the order of their names.
void writeAttributeDefinitions(JsonWriter &out, const engine::TableDescription &table)
{
    std::map<std::string, schema::KeyType> types;
    const auto add = [&types](const schema::KeySchema &key) {
        for (const auto *part : {&key.partition, &key.sort})
            for (const schema::KeyAttribute &attribute : *part)
                types.emplace(attribute.name, attribute.type);
    };
    add(table.definition.key);
    for (const engine::IndexDescription &index : table.indexes)
        add(index.definition.key);
    for (const schema::VectorIndexDefinition &index : table.definition.vectorIndexes)
        for (const schema::SearchAttribute &element : index.searchSchema)
            types.emplace(element.attribute.name, element.attribute.type);

    out.key("AttributeDefinitions");
    out.beginArray();
    for (const auto &[name, type] : types) {
        out.beginObject();
        out.member("AttributeName", name);
        out.member("AttributeType", schema::textOf(type));
        out.endObject();
    }
    out.endArray();
}

void writeThroughput(JsonWriter &out, const engine::ThroughputDescription &throughput)
{
    out.key("ProvisionedThroughput");
    out.beginObject();
    if (throughput.lastIncreaseAt)
        writeSeconds(out, "LastIncreaseDateTime", *throughput.lastIncreaseAt);
    if (throughput.lastDecreaseAt)
        writeSeconds(out, "LastDecreaseDateTime", *throughput.lastDecreaseAt);
    out.member("NumberOfDecreasesToday", throughput.decreasesToday);
    out.member("ReadCapacityUnits", throughput.units.readCapacityUnits);
    out.member("WriteCapacityUnits", throughput.units.writeCapacityUnits);
    out.endObject();
}

void writeWarm(JsonWriter &out, const engine::WarmThroughputDescription &warm)
{
    out.key("WarmThroughput");
    out.beginObject();
    out.member("ReadUnitsPerSecond", warm.readUnitsPerSecond);
    out.member("WriteUnitsPerSecond", warm.writeUnitsPerSecond);
    out.member("Status", engine::textOf(warm.status));
    out.endObject();
}

void writeIndex(JsonWriter &out, const engine::IndexDescription &index)
{
    out.beginObject();
    out.member("IndexName", index.definition.name);
    writeKeySchema(out, index.definition.key);
    writeProjection(out, index.definition.projection);
    if (!index.isLocal) {
        out.member("IndexStatus", engine::textOf(index.status));
        if (index.isBackfilling)
            writeFlag(out, "Backfilling", true);
        writeThroughput(out, index.throughput);
    }
    out.member("IndexSizeBytes", index.sizeInBytes);
    out.member("ItemCount", index.itemCount);
    out.member("IndexArn", index.arn);
    if (!index.isLocal) {
        writeOnDemandMaximum(out, index.definition.capacity.onDemandMaximum);
        writeWarm(out, index.warm);
    }
    out.endObject();
}

void writeIndexes(JsonWriter &out, std::string_view name, const engine::TableDescription &table, bool local)
{
    bool isOpen = false;
    for (const engine::IndexDescription &index : table.indexes) {
        if (index.isLocal != local)
            continue;
        if (!isOpen) {
            out.key(name);
            out.beginArray();
            isOpen = true;
        }
        writeIndex(out, index);
    }
    if (isOpen)
        out.endArray();
}

void writeVectorIndexes(JsonWriter &out, const engine::TableDescription &table)
{
    if (table.vectorIndexes.empty())
        return;
    out.key("VectorIndexes");
    out.beginArray();
    for (const engine::VectorIndexDescription &index : table.vectorIndexes) {
        out.beginObject();
        out.member("IndexName", index.definition.name);
        writeVectorIndexParts(out, index.definition);
        out.member("IndexStatus",
                   engine::textOf(table.status == engine::TableStatus::Updating ? engine::TableStatus::Active : table.status));
        out.member("IndexSizeBytes", index.sizeInBytes);
        out.member("ItemCount", index.itemCount);
        out.member("IndexArn", index.arn);
        out.endObject();
    }
    out.endArray();
}

void writeBilling(JsonWriter &out, const engine::TableDescription &table)
{
    if (!table.onDemandSince)
        return;
    out.key("BillingModeSummary");
    out.beginObject();
    out.member("BillingMode", schema::textOf(table.definition.billingMode));
    writeSeconds(out, "LastUpdateToPayPerRequestDateTime", *table.onDemandSince);
    out.endObject();
}

void writeStream(JsonWriter &out, const engine::TableDescription &table)
{
    if (table.definition.streamViewType) {
        out.key("StreamSpecification");
        writeStreamSpecification(out, *table.definition.streamViewType);
    }
    if (table.latestStreamArn.empty())
        return;
    out.member("LatestStreamLabel", table.latestStreamLabel);
    out.member("LatestStreamArn", table.latestStreamArn);
}

void writeRestore(JsonWriter &out, const engine::TableDescription &table)
{
    if (!table.restore)
        return;
    out.key("RestoreSummary");
    out.beginObject();
    if (!table.restore->sourceBackupArn.empty())
        out.member("SourceBackupArn", table.restore->sourceBackupArn);
    out.member("SourceTableArn", table.restore->sourceTableArn);
    writeSeconds(out, "RestoreDateTime", table.restore->restoreDateTime);
    writeFlag(out, "RestoreInProgress", true);
    out.endObject();
}

void writeTableClass(JsonWriter &out, const engine::TableDescription &table)
{
    if (table.definition.tableClass == schema::TableClass::Standard && !table.tableClassChangedAt)
        return;
    out.key("TableClassSummary");
    out.beginObject();
    out.member("TableClass", schema::textOf(table.definition.tableClass));
    if (table.tableClassChangedAt)
        writeSeconds(out, "LastUpdateDateTime", *table.tableClassChangedAt);
    out.endObject();
}

} // namespace

void writeProvisionedUnits(JsonWriter &out, const schema::ProvisionedThroughput &units)
{
    out.key("ProvisionedThroughput");
    out.beginObject();
    out.member("ReadCapacityUnits", units.readCapacityUnits);
    out.member("WriteCapacityUnits", units.writeCapacityUnits);
    out.endObject();
}

void writeOnDemandMaximum(JsonWriter &out, const std::optional<schema::OnDemandThroughput> &maximum)
{
    constexpr std::int64_t kNone = -1;
    if (!maximum)
        return;
    out.key("OnDemandThroughput");
    out.beginObject();
    out.member("MaxReadRequestUnits", maximum->maxReadRequestUnits.value_or(kNone));
    out.member("MaxWriteRequestUnits", maximum->maxWriteRequestUnits.value_or(kNone));
    out.endObject();
}

void writeProjection(JsonWriter &out, const schema::Projection &projection)
{
    out.key("Projection");
    out.beginObject();
    out.member("ProjectionType", schema::textOf(projection.type));
    if (!projection.attributes.empty()) {
        out.key("NonKeyAttributes");
        out.beginArray();
        for (const std::string &attribute : projection.attributes)
            out.string(attribute);
        out.endArray();
    }
    out.endObject();
}

void writeVectorIndexParts(JsonWriter &out, const schema::VectorIndexDefinition &index)
{
    out.key("VectorAttribute");
    out.beginObject();
    out.member("AttributeName", index.vectorAttribute);
    out.endObject();
    if (!index.searchSchema.empty()) {
        out.key("SearchSchema");
        out.beginArray();
        for (const schema::SearchAttribute &element : index.searchSchema) {
            out.beginObject();
            out.member("AttributeName", element.attribute.name);
            out.member("SearchSchemaElementType", element.isPartition ? "HASH" : "INLINE_FILTER");
            out.endObject();
        }
        out.endArray();
    }
    writeProjection(out, index.projection);
    out.member("Dimensions", index.dimensions);
    out.member("DistanceFunction", schema::textOf(index.distance));
}

void writeStreamSpecification(JsonWriter &out, schema::StreamViewType viewType)
{
    out.beginObject();
    writeFlag(out, "StreamEnabled", true);
    out.member("StreamViewType", schema::textOf(viewType));
    out.endObject();
}

void writeEncryption(JsonWriter &out, const std::string &keyArn)
{
    out.key("SSEDescription");
    out.beginObject();
    out.member("Status", "ENABLED");
    out.member("SSEType", "KMS");
    out.member("KMSMasterKeyArn", keyArn);
    out.endObject();
}

void writeTableDescription(JsonWriter &out, std::string_view name, const engine::TableDescription &table)
{
    out.key(name);
    out.beginObject();
    writeAttributeDefinitions(out, table);
    out.member("TableName", table.definition.name);
    writeKeySchema(out, table.definition.key);
    out.member("TableStatus", engine::textOf(table.status));
    writeSeconds(out, "CreationDateTime", table.createdAt);
    writeThroughput(out, table.throughput);
    out.member("TableSizeBytes", table.sizeInBytes);
    out.member("ItemCount", table.itemCount);
    out.member("TableArn", table.arn);
    out.member("TableId", table.id);
    writeBilling(out, table);
    writeIndexes(out, "LocalSecondaryIndexes", table, true);
    writeIndexes(out, "GlobalSecondaryIndexes", table, false);
    writeVectorIndexes(out, table);
    writeStream(out, table);
    if (table.definition.encryption)
        writeEncryption(out, table.encryptionKeyArn);
    writeRestore(out, table);
    writeTableClass(out, table);
    writeFlag(out, "DeletionProtectionEnabled", table.definition.deletionProtection);
    writeOnDemandMaximum(out, table.definition.capacity.onDemandMaximum);
    writeWarm(out, table.warm);
    out.endObject();
}

} // namespace keywright::service
