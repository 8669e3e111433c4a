#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/engine/bulk_put.h"
#include "core/engine/catalog.h"
#include "core/engine/committer.h"
#include "core/engine/engine_options.h"
#include "core/engine/index_delay.h"
#include "core/engine/item_locks.h"
#include "core/engine/jobs.h"
#include "core/engine/prepared_action.h"
#include "core/engine/request_tokens.h"
#include "core/engine/requests.h"
#include "core/engine/traffic_report.h"
#include "core/storage/store.h"

namespace keywright::engine {

/// The operations that change items, alone, in a batch or in a transaction: each locks the items it touches, reads them,
/// evaluates its conditions, and commits everything in one batch. Thread-safe. Everything throws ServiceError for what
/// the service refuses outright and storage::StorageError; a condition that does not hold is a result.
class ItemWriter {
public:
    ItemWriter(storage::Store &store, const Catalog &catalog, Committer &committer, Jobs &jobs, const EngineOptions &options,
               TrafficReport &traffic);

    WriteResult put(const PutItemRequest &request) { return writeOne(&request); }
    WriteResult update(const UpdateItemRequest &request) { return writeOne(&request); }
    WriteResult remove(const DeleteItemRequest &request) { return writeOne(&request); }
    BatchWriteResult batchWrite(const BatchWriteRequest &request);
    TransactWriteResult transact(const TransactWriteRequest &request);

    /// Deletes the item if it is there and `isExpired` says so of it, as the service does: uncharged, and marked in the
    /// stream. True when it did. The key fits the table.
    bool removeExpired(const std::string &table, const value::Item &key, const std::function<bool(const value::Item &)> &isExpired);

    /// Writes the entries that the items with these entry keys (of the table itself) should have in an index, or in the expiry entries, and
    /// that are not there, in one batch with `cursor`, which says how far the backfill has come. False, and nothing is written, when the
    /// table or the index is no more.
    bool backfill(const std::string &table, storage::IndexId index, const std::vector<std::string> &entries, storage::Batch cursor);

    /// The puts of a bulk operation, no two on the same item: each as its condition says, charged to nobody and never
    /// throttled, all in one write with what `beforeCommit` adds, which is called with the items locked and must write
    /// nothing itself. Throws ServiceError (ResourceNotFoundException) when the table is no more.
    std::vector<BulkPutOutcome> bulkPut(storage::TableId table, const std::vector<const PutItemRequest *> &puts,
                                        const BeforeBulkPut &beforeCommit);

private:
    struct Transaction;

    WriteResult writeOne(ActionReference action);
    PlanRules rules(double units) const;
    void checkItemCollection(PreparedAction &action, const PreparedWrite &write) const;
    TransactWriteResult repeated(const Transaction &transaction) const;
    CancellationReason judge(PreparedAction &action) const;

    storage::Store &m_store;
    const Catalog &m_catalog;
    Committer &m_committer;
    const EngineOptions &m_options;
    TrafficReport &m_traffic;
    ItemLocks m_locks;
    IndexDelay m_indexDelay;
    RequestTokens m_tokens;
};

} // namespace keywright::engine
