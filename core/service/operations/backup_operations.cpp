#include "core/service/operations/backup_operations.h"

#include "core/engine/engine.h"
#include "core/service/fault.h"
#include "core/service/operations/backup_description_json.h"
#include "core/service/operations/request_parts.h"
#include "core/service/operations/table_description_json.h"
#include "core/service/operations/table_request_reader.h"

namespace keywright::service {

namespace {

std::string backupArnIn(const RequestValue &request)
{
    return std::string(request.text("BackupArn"));
}

std::optional<engine::BackupType> backupTypeIn(const RequestValue &request)
{
    const std::string_view type = request.text("BackupType");
    if (type == "ALL")
        return std::nullopt;
    return type == "SYSTEM" ? engine::BackupType::System : engine::BackupType::User;
}

void writeContinuousBackups(std::string &body, const engine::ContinuousBackupsDescription &backups)
{
    JsonWriter out(body);
    out.beginObject();
    out.key("ContinuousBackupsDescription");
    out.beginObject();
    out.member("ContinuousBackupsStatus", "ENABLED");
    out.key("PointInTimeRecoveryDescription");
    out.beginObject();
    out.member("PointInTimeRecoveryStatus", backups.isRecoveryEnabled ? "ENABLED" : "DISABLED");
    if (backups.isRecoveryEnabled) {
        out.member("RecoveryPeriodInDays", backups.recoveryPeriodInDays);
        out.key("EarliestRestorableDateTime");
        out.seconds(backups.earliestRestorable);
        out.key("LatestRestorableDateTime");
        out.seconds(backups.latestRestorable);
    }
    out.endObject();
    out.endObject();
    out.endObject();
}

void writeRestored(std::string &body, const engine::TableDescription &table)
{
    JsonWriter out(body);
    out.beginObject();
    writeTableDescription(out, "TableDescription", table);
    out.endObject();
}

void writeBackup(std::string &body, const engine::BackupDescription &backup)
{
    JsonWriter out(body);
    out.beginObject();
    writeBackupDescription(out, backup);
    out.endObject();
}

/// Source of the messages: measurements by others.
std::string sourceTableIn(const RequestValue &request)
{
    const auto arn = request.optionalText("SourceTableArn");
    const auto name = request.optionalText("SourceTableName");
    if (arn && name)
        throw Fault::validation("Invalid Request: Must provide exactly one of: sourceTableArn, sourceTableName");
    if (!arn && !name)
        throw Fault::validation("The parameter 'TableName' is required but was not present in the request");
    if (arn && !arn->starts_with("arn:"))
        throw Fault::validation("Invalid Request: sourceTableArn is not a valid ARN");
    return std::string(arn ? *arn : *name);
}

std::optional<std::int64_t> momentIn(const RequestValue &request)
{
    const auto moment = timeIn(request, "RestoreDateTime");
    const bool latest = request.flag("UseLatestRestorableTime");
    if (moment && latest)
        throw Fault::validation(
            "Invalid Request: Both RestoreDateTime and UseLatestRestorableTime cannot be set for point-in-time restore request. Please "
            "specify either RestoreDateTime time or UseLatestRestorableTime");
    if (!moment && !latest)
        throw Fault::validation(
            "Invalid Request: Either one of RestoreDateTime or UseLatestRestorableTime must be specified, but not both");
    return moment;
}

} // namespace

void createBackup(const OperationCall &call, std::string &body)
{
    const auto backup = call.engine.backups().create(tableIn(call.request), std::string(call.request.text("BackupName")));
    JsonWriter out(body);
    out.beginObject();
    writeBackupDetails(out, backup);
    out.endObject();
}

void describeBackup(const OperationCall &call, std::string &body)
{
    writeBackup(body, call.engine.backups().describe(backupArnIn(call.request)));
}

void deleteBackup(const OperationCall &call, std::string &body)
{
    writeBackup(body, call.engine.backups().remove(backupArnIn(call.request)));
}

void listBackups(const OperationCall &call, std::string &body)
{
    engine::ListBackupsRequest list;
    if (call.request.has("TableName"))
        list.table = tableIn(call.request);
    list.type = backupTypeIn(call.request);
    list.from = timeIn(call.request, "TimeRangeLowerBound");
    list.until = timeIn(call.request, "TimeRangeUpperBound");
    list.exclusiveStartArn = textIn(call.request, "ExclusiveStartBackupArn");
    list.limit = call.request.integer("Limit", list.limit);
    const engine::BackupPage page = call.engine.backups().list(list);
    JsonWriter out(body);
    out.beginObject();
    out.key("BackupSummaries");
    out.beginArray();
    for (const engine::BackupDescription &backup : page.backups)
        writeBackupSummary(out, backup);
    out.endArray();
    if (page.lastEvaluatedArn)
        out.member("LastEvaluatedBackupArn", *page.lastEvaluatedArn);
    out.endObject();
}

void updateContinuousBackups(const OperationCall &call, std::string &body)
{
    const auto specification = call.request.find("PointInTimeRecoverySpecification");
    const bool enabled = specification && specification->flag("PointInTimeRecoveryEnabled");
    const auto days = specification ? specification->optionalInteger("RecoveryPeriodInDays") : std::nullopt;
    writeContinuousBackups(body, call.engine.continuousBackups().update(tableIn(call.request), enabled, days));
}

void describeContinuousBackups(const OperationCall &call, std::string &body)
{
    writeContinuousBackups(body, call.engine.continuousBackups().describe(tableIn(call.request)));
}

void restoreTableFromBackup(const OperationCall &call, std::string &body)
{
    writeRestored(body,
                  call.engine.restores().fromBackup(
                      {std::string(call.request.text("TargetTableName")), backupArnIn(call.request), restoreOverridesIn(call.request)}));
}

void restoreTableToPointInTime(const OperationCall &call, std::string &body)
{
    const std::string source = sourceTableIn(call.request);
    const auto moment = momentIn(call.request);
    writeRestored(body,
                  call.engine.restores().toPointInTime(
                      {std::string(call.request.text("TargetTableName")), source, moment, restoreOverridesIn(call.request)}));
}

} // namespace keywright::service
