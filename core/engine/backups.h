#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/engine/catalog.h"
#include "core/engine/committer.h"
#include "core/engine/engine_options.h"
#include "core/engine/jobs.h"
#include "core/storage/backup_file.h"
#include "core/storage/side_files.h"
#include "core/storage/store.h"

namespace keywright::engine {

enum class BackupType : std::uint8_t { User, System };
enum class BackupStatus : std::uint8_t { Creating, Available, Deleted };

/// "USER", …
std::string_view textOf(BackupType type);
/// "CREATING", …
std::string_view textOf(BackupStatus status);

/// A backup and the table as it was when it was taken. Times are milliseconds.
struct BackupDescription {
    std::string arn;
    std::string name;
    BackupType type = BackupType::User;
    BackupStatus status = BackupStatus::Creating;
    std::int64_t createdAt = 0;
    std::optional<std::int64_t> expiresAt; ///< of a system backup
    std::int64_t sizeInBytes = 0;
    std::int64_t itemCount = 0;
    schema::TableDefinition definition;
    std::string tableArn;
    std::string tableId;
    std::int64_t tableCreatedAt = 0;
    std::string timeToLiveAttribute; ///< empty without
    std::string encryptionKeyArn;    ///< when the definition has encryption
};

/// Source: API reference, ListBackups; the bounds as measured: from the lower one on, up to but without the upper one.
struct ListBackupsRequest {
    std::string table; ///< empty for all
    std::optional<BackupType> type = BackupType::User;
    std::optional<std::int64_t> from;
    std::optional<std::int64_t> until;
    std::optional<std::string> exclusiveStartArn; ///< of a backup that need not be there any more
    std::int64_t limit = 100;
};

struct BackupPage {
    std::vector<BackupDescription> backups; ///< in the order of their creation
    std::optional<std::string> lastEvaluatedArn;
};

/// On-demand backups: each a file beside the store (storage/backup_file.h) with everything that it takes to make the table
/// again, so that the files alone say which backups there are. A backup is a snapshot of the moment when it was asked for;
/// a job writes it while the table goes on. One that was not finished when the program ended never was. A table with
/// point-in-time recovery leaves a system backup when it is deleted, for 35 days; that one is begun again after a kill.
/// Thread-safe. Everything throws ServiceError for what the service refuses and storage::StorageError.
class Backups {
public:
    Backups(storage::Store &store, Catalog &catalog, const Committer &committer, Jobs &jobs, const EngineOptions &options);
    ~Backups();

    /// The answer says CREATING. Source: API reference, CreateBackup.
    BackupDescription create(const std::string &nameOrArn, const std::string &backupName);
    BackupDescription describe(const std::string &arn) const;
    BackupPage list(const ListBackupsRequest &request) const;
    /// The answer says DELETED; the backup is gone.
    BackupDescription remove(const std::string &arn);

    /// For a restore: what the backup holds. Nobody can delete it as long as a table of the catalog is restored from it.
    std::unique_ptr<storage::BackupReader> open(const std::string &arn) const;

    /// Begins the system backup of a table with point-in-time recovery that is being deleted.
    void keepDeleted(const TableState &table);
    /// The table's system backup is not finished yet: nothing of it may go.
    bool isKeeping(storage::TableId table) const;

private:
    struct Kept;
    struct Writing;

    void load();
    std::string add(const TableState &table, const std::string &name, BackupType type);
    std::map<std::string, Kept>::const_iterator find(const std::string &arn) const;
    bool isRestored(const std::string &arn) const;
    bool writeSome();
    bool writeSomeOf(Writing &writing);
    void removeExpired();

    storage::Store &m_store;
    storage::SideFiles m_files;
    Catalog &m_catalog;
    const Committer &m_committer;
    Jobs &m_jobs;
    const EngineOptions &m_options;
    mutable std::mutex m_mutex;
    std::map<std::string, Kept> m_backups;          // guarded by m_mutex; by id, which grows with the time of creation
    std::deque<std::unique_ptr<Writing>> m_writing; // guarded by m_mutex; the first one is written, by the job alone
};

/// "01693685827463-2d8752fd" of a time and the last digits of a random id: what backups and exports are called.
std::string backupId(std::int64_t milliseconds, const std::string &id);

/// What a BackupArn says. Throws ServiceError when it is none, or another account's. Source: measurements by others: the
/// region counts for restores only.
struct BackupName {
    std::string region;
    std::string table;
    std::string id;
};
BackupName backupNameOf(const EngineOptions &options, const std::string &arn);

/// The table for an operation on backups. Throws ServiceError: TableNotFoundException when there is none, or it is CREATING.
std::shared_ptr<const TableState> findForBackup(const Catalog &catalog, const EngineOptions &options, const std::string &nameOrArn);

} // namespace keywright::engine
