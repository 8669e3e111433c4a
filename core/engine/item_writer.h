#pragma once

#include "core/engine/catalog.h"
#include "core/engine/committer.h"
#include "core/engine/item_locks.h"
#include "core/engine/requests.h"
#include "core/storage/store.h"

namespace keywright::engine {

/// The operations that change items, alone or in a transaction: each locks the items it touches, reads them, evaluates
/// its conditions, and commits everything in one batch. Thread-safe. Everything throws ServiceError for what the service
/// refuses outright and storage::StorageError; a condition that does not hold is a result.
class ItemWriter {
public:
    ItemWriter(storage::Store &store, const Catalog &catalog, Committer &committer);

    WriteResult put(const PutItemRequest &request);
    WriteResult update(const UpdateItemRequest &request);
    WriteResult remove(const DeleteItemRequest &request);
    TransactWriteResult transact(const TransactWriteRequest &request);

private:
    struct Change;

    Change prepare(const WriteAction &action) const;
    void read(Change &change) const;
    WriteResult writeOne(const WriteAction &action);

    storage::Store &m_store;
    const Catalog &m_catalog;
    Committer &m_committer;
    ItemLocks m_locks;
};

} // namespace keywright::engine
