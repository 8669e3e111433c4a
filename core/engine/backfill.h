#pragma once

#include "core/engine/catalog.h"
#include "core/engine/item_writer.h"
#include "core/engine/jobs.h"
#include "core/storage/store.h"

namespace keywright::engine {

/// A job that brings the items of a table into a GSI, or into the expiry entries, that are younger than they. Writes keep
/// these up from their beginning; the job goes through the items in the order of their entries, and stores how far it
/// has come in the batch of what it adds, so that it goes on where it was after the program was killed.
class Backfill {
public:
    Backfill(const storage::Store &store, Catalog &catalog, ItemWriter &writer, Jobs &jobs);

private:
    bool fillSome();
    bool fillSomeOf(const TableState &table, storage::IndexId place);
    void finish(storage::TableId table, storage::IndexId place);

    const storage::Store &m_store;
    Catalog &m_catalog;
    ItemWriter &m_writer;
};

} // namespace keywright::engine
