#include "core/engine/backfill.h"

#include <vector>

namespace keywright::engine {

namespace {

constexpr std::size_t kItemsAtOnce = 64; ///< whose locks are held together

} // namespace

Backfill::Backfill(const storage::Store &store, Catalog &catalog, ItemWriter &writer, Jobs &jobs)
    : m_store(store), m_catalog(catalog), m_writer(writer)
{
    jobs.add("backfill", [this] { return fillSome(); });
}

bool Backfill::fillSome()
{
    bool hasMore = false;
    for (const auto &table : m_catalog.all()) {
        for (const Place &index : table->indexes)
            if (index.isBackfilling)
                hasMore = fillSomeOf(*table, index.id) || hasMore;
        if (table->expiry && table->expiry->isBackfilling)
            hasMore = fillSomeOf(*table, table->expiry->id) || hasMore;
    }
    return hasMore;
}

bool Backfill::fillSomeOf(const TableState &table, storage::IndexId place)
{
    const auto reached = m_catalog.backfillCursor(table.id, place);
    if (!reached)
        return false; // it was dropped
    const std::string prefix = storage::placePrefix(table.id, table.base.id);
    std::vector<std::string> entries;
    {
        const storage::Snapshot snapshot = m_store.snapshot();
        storage::Cursor cursor = snapshot.cursor();
        cursor.seek(reached->empty() ? prefix : *reached);
        if (cursor.isValid() && cursor.key() == *reached)
            cursor.next();
        for (; cursor.isValid() && cursor.key().starts_with(prefix) && entries.size() < kItemsAtOnce; cursor.next())
            entries.emplace_back(cursor.key());
        cursor.check();
    }
    if (entries.empty()) {
        finish(table.id, place);
        return false;
    }
    storage::Batch progress;
    m_catalog.setBackfillCursor(table.id, place, entries.back(), progress);
    return m_writer.backfill(table.definition.name, place, entries, std::move(progress));
}

void Backfill::finish(storage::TableId table, storage::IndexId place)
{
    m_catalog.change(table, [&](TableState &next, Catalog::Consequences &consequences) {
        for (Place &index : next.indexes)
            if (index.id == place)
                index.isBackfilling = false;
        if (next.expiry && next.expiry->id == place)
            next.expiry->isBackfilling = false;
        m_catalog.forgetBackfill(table, place, consequences.batch);
    });
}

} // namespace keywright::engine
