#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "core/engine/catalog.h"
#include "core/engine/change_log.h"
#include "core/engine/committer.h"
#include "core/engine/engine_options.h"
#include "core/engine/jobs.h"
#include "core/engine/table_requests.h"
#include "core/engine/vector_search.h"
#include "core/storage/store.h"

namespace keywright::engine {

class Backups;

/// The operations that make, change, describe and drop tables. Thread-safe. Everything throws ServiceError for what the
/// service refuses and storage::StorageError.
class Tables {
public:
    Tables(const storage::Store &store, Catalog &catalog, ChangeLog &changeLog, Committer &committer, Backups &backups, Jobs &jobs,
           const EngineOptions &options);

    /// The answer says CREATING; the table is ACTIVE from then on, or after statusDelayMs.
    TableDescription create(const CreateTableRequest &request);
    TableDescription create(const schema::TableDefinition &definition) { return create({definition, std::nullopt}); }
    TableDescription describe(const std::string &nameOrArn) const;
    /// The answer says UPDATING. A new GSI is CREATING until its backfill is done.
    TableDescription update(const UpdateTableRequest &request);
    /// The answer says DELETING; the table is gone from then on, or after statusDelayMs. A job sweeps up what it held,
    /// and with point-in-time recovery a system backup is left.
    TableDescription drop(const std::string &nameOrArn);
    /// In the order of their names' bytes.
    std::vector<std::string> names() const;

private:
    TableDescription describeNow(const TableState &table) const;
    void countVectors(const TableState &table, TableDescription &description) const;

    /// How much the vector indexes of a table held when it had so many items and bytes.
    struct CountedVectors {
        std::int64_t items = 0;
        std::int64_t bytes = 0;
        std::map<std::string, VectorIndexSize> sizes; ///< by index
    };

    const storage::Store &m_store;
    Catalog &m_catalog;
    ChangeLog &m_changeLog;
    Committer &m_committer;
    Backups &m_backups;
    Jobs &m_jobs;
    const EngineOptions &m_options;
    mutable std::mutex m_mutex;
    mutable std::map<storage::TableId, CountedVectors> m_counted; // guarded by m_mutex
};

} // namespace keywright::engine
