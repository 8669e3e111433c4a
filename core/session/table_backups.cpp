#include "core/session/table_backups.h"

#include <algorithm>

#include "core/connection/json_members.h"

namespace keywright::session {

namespace {

using value::Json;

constexpr std::int64_t kMillisecondsOfSecond = 1'000;

Recovery recoveryOf(const Json &answer)
{
    const Json &all = connection::memberOf(answer, "ContinuousBackupsDescription");
    const Json *json = all.find("PointInTimeRecoveryDescription");
    if (json == nullptr)
        return {};
    Recovery recovery;
    recovery.isEnabled = connection::textOf(*json, "PointInTimeRecoveryStatus") == "ENABLED";
    recovery.days = connection::integerOf(*json, "RecoveryPeriodInDays").value_or(0);
    recovery.earliest = connection::timeOf(*json, "EarliestRestorableDateTime");
    recovery.latest = connection::timeOf(*json, "LatestRestorableDateTime");
    return recovery;
}

TableBackup backupOf(const Json &json)
{
    return {connection::textOf(json, "BackupArn"),
            connection::textOf(json, "BackupName"),
            connection::textOf(json, "TableName"),
            connection::timeOf(json, "BackupCreationDateTime").value_or(0),
            connection::integerOf(json, "BackupSizeBytes").value_or(0),
            connection::textOf(json, "BackupStatus"),
            connection::textOf(json, "BackupType")};
}

/// Seconds with three digits behind the point.
Json secondsOf(std::int64_t milliseconds)
{
    const std::string rest = std::to_string(kMillisecondsOfSecond + milliseconds % kMillisecondsOfSecond).substr(1);
    return Json::number(std::to_string(milliseconds / kMillisecondsOfSecond) + "." + rest);
}

} // namespace

Recovery readRecovery(connection::Connection &connection, const std::string &table)
{
    return recoveryOf(connection.call("DescribeContinuousBackups", Json::object({{"TableName", Json::string(table)}})));
}

Recovery setRecovery(connection::Connection &connection, const std::string &table, bool enabled, std::optional<std::int64_t> days)
{
    Json specification = Json::object({{"PointInTimeRecoveryEnabled", Json::boolean(enabled)}});
    if (enabled && days)
        specification.set("RecoveryPeriodInDays", Json::number(*days));
    return recoveryOf(connection.call(
        "UpdateContinuousBackups",
        Json::object({{"TableName", Json::string(table)}, {"PointInTimeRecoverySpecification", std::move(specification)}})));
}

std::vector<TableBackup> listBackups(connection::Connection &connection, const std::string &table, const std::stop_token &stop)
{
    std::vector<TableBackup> backups;
    Json request = Json::object({{"BackupType", Json::string("ALL")}});
    if (!table.empty())
        request.set("TableName", Json::string(table));
    std::string last;
    do {
        const Json page = connection.call("ListBackups", request);
        for (const Json &summary : connection::listOf(page, "BackupSummaries"))
            backups.push_back(backupOf(summary));
        last = connection::textOf(page, "LastEvaluatedBackupArn");
        request.set("ExclusiveStartBackupArn", Json::string(last));
    } while (!last.empty() && !stop.stop_requested());
    std::stable_sort(backups.begin(), backups.end(),
                     [](const TableBackup &one, const TableBackup &other) { return one.createdAt > other.createdAt; });
    return backups;
}

void createBackup(connection::Connection &connection, const std::string &table, const std::string &name)
{
    connection.call("CreateBackup", Json::object({{"TableName", Json::string(table)}, {"BackupName", Json::string(name)}}));
}

void deleteBackup(connection::Connection &connection, const std::string &arn)
{
    connection.call("DeleteBackup", Json::object({{"BackupArn", Json::string(arn)}}));
}

void beginRestore(connection::Connection &connection, const RestoreSource &source, const std::string &newTable)
{
    Json request = Json::object({{"TargetTableName", Json::string(newTable)}});
    if (!source.backupArn.empty()) {
        request.set("BackupArn", Json::string(source.backupArn));
        connection.call("RestoreTableFromBackup", request);
        return;
    }
    request.set("SourceTableName", Json::string(source.table));
    if (source.moment)
        request.set("RestoreDateTime", secondsOf(*source.moment));
    else
        request.set("UseLatestRestorableTime", Json::boolean(true));
    connection.call("RestoreTableToPointInTime", request);
}

} // namespace keywright::session
