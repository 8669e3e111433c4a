#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/backups.h"
#include "core/engine/catalog.h"
#include "core/engine/committer.h"
#include "core/engine/jobs.h"
#include "core/engine/tables.h"

namespace keywright::engine {

/// What a restored table shall have otherwise than its source. Key attributes of indexes, and attributes by which vectors are
/// searched, need names only.
struct RestoreOverrides {
    std::optional<schema::BillingMode> billingMode;
    std::optional<std::vector<schema::IndexDefinition>> globalIndexes; ///< empty: none
    std::optional<std::vector<schema::IndexDefinition>> localIndexes;
    std::optional<std::vector<schema::VectorIndexDefinition>> vectorIndexes;
    std::optional<schema::ProvisionedThroughput> provisioned;
    std::optional<schema::OnDemandThroughput> onDemandMaximum;
    std::optional<EncryptionChange> encryption;
};

struct RestoreFromBackupRequest {
    std::string targetTable;
    std::string backupArn;
    RestoreOverrides overrides;
};

struct RestoreToPointInTimeRequest {
    std::string targetTable;
    std::string sourceTable;            ///< name or ARN
    std::optional<std::int64_t> moment; ///< milliseconds; absent: the latest
    RestoreOverrides overrides;
};

/// Where the items of a restored table come from, in the order of their entries. Not thread-safe.
class RestoreSource {
public:
    virtual ~RestoreSource() = default;
    /// Before the first next(): passes over everything up to this entry.
    virtual void startAfter(const std::string &entry) = 0;
    virtual bool next() = 0;
    virtual std::string_view entry() const = 0; ///< without place
    virtual std::string_view item() const = 0;
};

/// New tables from backups and from moments of the past. The table is CREATING, and nobody reads or writes it, while a job
/// fills it; each batch of items, with its index entries and counts, says how far it has come, so that the job goes on
/// where it was after the program was killed. Where that is not possible any more the table is removed again.
/// Thread-safe. Everything throws ServiceError for what the service refuses and storage::StorageError.
class Restores {
public:
    Restores(storage::Store &store, Catalog &catalog, Committer &committer, const Backups &backups, Tables &tables, Jobs &jobs,
             const EngineOptions &options);

    /// The answers say CREATING. Source: API reference; what is taken over and the messages as measured by others.
    TableDescription fromBackup(const RestoreFromBackupRequest &request);
    TableDescription toPointInTime(const RestoreToPointInTimeRequest &request);

private:
    TableDescription begin(const std::string &target, const schema::TableDefinition &source, const RestoreOverrides &overrides,
                           TableRestore restore);
    void checkTarget(const std::string &target) const;
    bool fillSome();
    bool fillSomeOf(storage::TableId id);
    RestoreSource *sourceOf(const TableState &table);
    void checkSource(const TableRestore &restore) const;
    void finish(storage::TableId id);

    storage::Store &m_store;
    Catalog &m_catalog;
    Committer &m_committer;
    const Backups &m_backups;
    Tables &m_tables;
    Jobs &m_jobs;
    const EngineOptions &m_options;
    std::map<storage::TableId, std::unique_ptr<RestoreSource>> m_sources; // used by the job alone
};

/// The definition of the table that is restored from `source` as `target`. Throws ServiceError (ValidationException).
schema::TableDefinition restoredDefinition(const schema::TableDefinition &source, const std::string &target,
                                           const RestoreOverrides &overrides);

} // namespace keywright::engine
