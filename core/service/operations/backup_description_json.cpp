#include "core/service/operations/backup_description_json.h"

#include "core/service/operations/request_parts.h"
#include "core/service/operations/table_description_json.h"
#include "core/service/operations/transfer_parts.h"

namespace keywright::service {

namespace {

using engine::BackupDescription;

/// Both details and summaries have these.
void writeBackupMembers(JsonWriter &out, const BackupDescription &backup)
{
    out.member("BackupArn", backup.arn);
    out.member("BackupName", backup.name);
    out.member("BackupSizeBytes", backup.sizeInBytes);
    out.member("BackupStatus", engine::textOf(backup.status));
    out.member("BackupType", engine::textOf(backup.type));
    writeTime(out, "BackupCreationDateTime", backup.createdAt);
    if (backup.expiresAt)
        writeTime(out, "BackupExpiryDateTime", *backup.expiresAt);
}

void writeSourceTable(JsonWriter &out, const BackupDescription &backup)
{
    const schema::TableDefinition &table = backup.definition;
    out.key("SourceTableDetails");
    out.beginObject();
    out.member("TableName", table.name);
    out.member("TableId", backup.tableId);
    out.member("TableArn", backup.tableArn);
    out.member("TableSizeBytes", backup.sizeInBytes);
    writeKeySchema(out, table.key);
    writeTime(out, "TableCreationDateTime", backup.tableCreatedAt);
    writeProvisionedUnits(out, table.capacity.provisioned.value_or(schema::ProvisionedThroughput{}));
    writeOnDemandMaximum(out, table.capacity.onDemandMaximum);
    out.member("ItemCount", backup.itemCount);
    out.member("BillingMode", schema::textOf(table.billingMode));
    out.endObject();
}

void writeBackupIndexes(JsonWriter &out, std::string_view name, const std::vector<schema::IndexDefinition> &indexes, bool isGlobal)
{
    if (indexes.empty())
        return;
    out.key(name);
    out.beginArray();
    for (const schema::IndexDefinition &index : indexes) {
        out.beginObject();
        out.member("IndexName", index.name);
        writeKeySchema(out, index.key);
        writeProjection(out, index.projection);
        if (isGlobal) {
            writeProvisionedUnits(out, index.capacity.provisioned.value_or(schema::ProvisionedThroughput{}));
            writeOnDemandMaximum(out, index.capacity.onDemandMaximum);
        }
        out.endObject();
    }
    out.endArray();
}

void writeBackupVectorIndexes(JsonWriter &out, const std::vector<schema::VectorIndexDefinition> &indexes)
{
    if (indexes.empty())
        return;
    out.key("VectorIndexes");
    out.beginArray();
    for (const schema::VectorIndexDefinition &index : indexes) {
        out.beginObject();
        out.member("IndexName", index.name);
        writeVectorIndexParts(out, index);
        out.endObject();
    }
    out.endArray();
}

/// Only what the table had: an empty object for a plain one, and for a system backup (measured by others).
void writeFeatures(JsonWriter &out, const BackupDescription &backup)
{
    out.key("SourceTableFeatureDetails");
    out.beginObject();
    if (backup.type == engine::BackupType::User) {
        const schema::TableDefinition &table = backup.definition;
        writeBackupIndexes(out, "LocalSecondaryIndexes", table.localIndexes, false);
        writeBackupIndexes(out, "GlobalSecondaryIndexes", table.globalIndexes, true);
        writeBackupVectorIndexes(out, table.vectorIndexes);
        if (table.streamViewType) {
            out.key("StreamDescription");
            writeStreamSpecification(out, *table.streamViewType);
        }
        if (!backup.timeToLiveAttribute.empty()) {
            out.key("TimeToLiveDescription");
            out.beginObject();
            out.member("TimeToLiveStatus", "ENABLED");
            out.member("AttributeName", backup.timeToLiveAttribute);
            out.endObject();
        }
        if (table.encryption)
            writeEncryption(out, backup.encryptionKeyArn);
    }
    out.endObject();
}

} // namespace

void writeBackupDetails(JsonWriter &out, const BackupDescription &backup)
{
    out.key("BackupDetails");
    out.beginObject();
    writeBackupMembers(out, backup);
    out.endObject();
}

void writeBackupDescription(JsonWriter &out, const BackupDescription &backup)
{
    out.key("BackupDescription");
    out.beginObject();
    writeBackupDetails(out, backup);
    writeSourceTable(out, backup);
    writeFeatures(out, backup);
    out.endObject();
}

void writeBackupSummary(JsonWriter &out, const BackupDescription &backup)
{
    out.beginObject();
    out.member("TableName", backup.definition.name);
    out.member("TableId", backup.tableId);
    out.member("TableArn", backup.tableArn);
    writeBackupMembers(out, backup);
    out.endObject();
}

} // namespace keywright::service
