#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/connection/connection.h"

/// Backups and point-in-time recovery of tables on any connection, by the service's own operations. Times are milliseconds.
/// Everything throws as Connection::call() does, and std::invalid_argument for an answer that is none.
namespace keywright::session {

struct TableBackup {
    std::string arn;
    std::string name;
    std::string table;
    std::int64_t createdAt = 0;
    std::int64_t sizeInBytes = 0;
    std::string status; ///< "CREATING", "AVAILABLE"
    std::string type;   ///< "USER", "SYSTEM"
    friend bool operator==(const TableBackup &, const TableBackup &) = default;
};

struct Recovery {
    bool isEnabled = false;
    std::int64_t days = 0;
    std::optional<std::int64_t> earliest;
    std::optional<std::int64_t> latest;
    friend bool operator==(const Recovery &, const Recovery &) = default;
};

Recovery readRecovery(connection::Connection &connection, const std::string &table);
/// Disabling forgets the changes that were kept. Without `days` they stay as they are.
Recovery setRecovery(connection::Connection &connection, const std::string &table, bool enabled, std::optional<std::int64_t> days);

/// Of the table, or of all tables and those that are deleted when it is empty; the newest first.
std::vector<TableBackup> listBackups(connection::Connection &connection, const std::string &table, const std::stop_token &stop);
void createBackup(connection::Connection &connection, const std::string &table, const std::string &name);
void deleteBackup(connection::Connection &connection, const std::string &arn);

/// What is brought back: a backup, or a table at a moment.
struct RestoreSource {
    std::string backupArn; ///< empty for a moment
    std::string table;
    std::optional<std::int64_t> moment; ///< absent: the latest
};

/// Begins to make the new table, which is CREATING until all is in it.
void beginRestore(connection::Connection &connection, const RestoreSource &source, const std::string &newTable);

} // namespace keywright::session
