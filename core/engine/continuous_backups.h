#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/catalog.h"
#include "core/engine/committer.h"
#include "core/engine/engine_options.h"
#include "core/engine/jobs.h"
#include "core/engine/requests.h"
#include "core/storage/store.h"

namespace keywright::engine {

/// Point-in-time recovery of a table; continuous backups as such are always on. Times are milliseconds.
struct ContinuousBackupsDescription {
    bool isRecoveryEnabled = false;
    std::int64_t recoveryPeriodInDays = 0;
    std::int64_t earliestRestorable = 0;
    std::int64_t latestRestorable = 0;
};

/// Which items of a table as it was at a moment to give.
struct PastReadRequest {
    std::string table; ///< name or ARN
    std::int64_t moment = 0;
    std::optional<value::Item> partitionKey; ///< only of this item collection
    std::optional<value::Item> exclusiveStartKey;
    std::optional<std::int64_t> limit; ///< items, at least 1
};

struct PastChangesRequest {
    std::string table; ///< name or ARN
    std::int64_t from = 0;
    std::optional<std::int64_t> to; ///< absent: as it is now
    std::optional<value::Item> exclusiveStartKey;
    std::int64_t limit = 100;
};

/// An item that was changed in some time, at its beginning and at its end.
struct ItemDifference {
    value::Item key;
    std::optional<value::Item> before;
    std::optional<value::Item> after;
    friend bool operator==(const ItemDifference &, const ItemDifference &) = default;
};

struct PastChangesPage {
    std::vector<ItemDifference> differences; ///< also of items that came back to what they were; in the order of a Scan
    std::optional<value::Item> lastEvaluatedKey;
};

/// Point-in-time recovery: while it is enabled every change of the table is kept (recovery_log.h) for so many days, and
/// the table can be read as it was at any millisecond of them. Disabling it forgets all. The latest restorable moment is now:
/// that the service's is "typically 5 minutes before the current time" (API reference, PointInTimeRecoveryDescription) tells of how
/// far its log is behind, and ours never is; a later moment than the one that is told is refused, as there. Thread-safe. Everything throws
/// ServiceError for what the service refuses and storage::StorageError.
class ContinuousBackups {
public:
    ContinuousBackups(storage::Store &store, Catalog &catalog, const Committer &committer, Jobs &jobs, const EngineOptions &options);

    /// Without `days` they stay as they are, 35 at first. Source: API reference, UpdateContinuousBackups.
    ContinuousBackupsDescription update(const std::string &nameOrArn, bool enabled, std::optional<std::int64_t> days);
    ContinuousBackupsDescription describe(const std::string &nameOrArn) const;

    /// A page of at most 1 MB of the table as it was. Takes no capacity.
    PageResult read(const PastReadRequest &request, ItemSink &sink) const;
    PastChangesPage changes(const PastChangesRequest &request) const;

private:
    ContinuousBackupsDescription describeNow(const TableState &table) const;
    bool trimSome();
    void endRestoresOf(const TableState &table);

    storage::Store &m_store;
    Catalog &m_catalog;
    const Committer &m_committer;
    Jobs &m_jobs;
    const EngineOptions &m_options;
};

/// The moment that was asked for, or the latest. Throws ServiceError when the table cannot be brought back to it:
/// PointInTimeRecoveryUnavailableException, InvalidRestoreTimeException.
std::int64_t checkedMoment(const TableState &table, const Committer &committer, const EngineOptions &options,
                           const std::optional<std::int64_t> &moment);

} // namespace keywright::engine
