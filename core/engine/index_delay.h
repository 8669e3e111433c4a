#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/engine/catalog.h"
#include "core/engine/committer.h"
#include "core/engine/engine_options.h"
#include "core/engine/index_view.h"
#include "core/engine/item_locks.h"
#include "core/engine/jobs.h"
#include "core/storage/store.h"

namespace keywright::engine {

/// A change of a GSI that is held back, so that an application meets an index that lags behind its table.
struct PendingIndexChange {
    std::int64_t dueMs = 0;
    std::string table;
    storage::TableId tableId = 0;
    storage::IndexId indexId = 0;
    std::string entry;     ///< of the item in the table, whose lock guards its entries in the indexes
    std::string beforeKey; ///< the entry to take away; empty when there was none
    std::optional<StoredView> after;
};

std::string toPendingRecord(const PendingIndexChange &change);
/// Throws storage::StorageError (Damaged) when the bytes are no such record.
PendingIndexChange fromPendingRecord(std::string_view record);

/// Applies what is held back when it is due, in the order of commits: a job, which also applies what an earlier run of
/// the program left. Applying twice is applying once; a table or index that has gone is passed over.
class IndexDelay {
public:
    IndexDelay(storage::Store &store, const Catalog &catalog, Committer &committer, ItemLocks &locks, Jobs &jobs,
               const EngineOptions &options);

private:
    bool applySome(std::int64_t now);
    void apply(std::string_view key, const PendingIndexChange &change);

    storage::Store &m_store;
    const Catalog &m_catalog;
    Committer &m_committer;
    ItemLocks &m_locks;
    const EngineOptions &m_options;
    std::string m_nextKey; // everything before has been applied; used by the job alone
};

} // namespace keywright::engine
