#pragma once

#include <string>
#include <vector>

#include "core/engine/catalog.h"
#include "core/engine/change_log.h"
#include "core/engine/committer.h"
#include "core/engine/engine_options.h"
#include "core/engine/jobs.h"
#include "core/engine/requests.h"
#include "core/storage/store.h"

namespace keywright::engine {

/// The operations that make, change, describe and drop tables. Thread-safe. Everything throws ServiceError for what the
/// service refuses and storage::StorageError.
class Tables {
public:
    Tables(storage::Store &store, Catalog &catalog, ChangeLog &changeLog, Committer &committer, Jobs &jobs, const EngineOptions &options);

    TableDescription create(const schema::TableDefinition &definition);
    TableDescription describe(const std::string &table) const;
    /// In the order of their names' bytes.
    std::vector<std::string> names() const;

private:
    storage::Store &m_store;
    Catalog &m_catalog;
    ChangeLog &m_changeLog;
    Committer &m_committer;
};

} // namespace keywright::engine
