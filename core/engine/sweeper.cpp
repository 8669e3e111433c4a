#include "core/engine/sweeper.h"

#include <vector>

namespace keywright::engine {

namespace {

constexpr std::size_t kEntriesAtOnce = 2'000;

void eraseAll(const storage::Snapshot &snapshot, const std::string &prefix, storage::Batch &batch)
{
    storage::Cursor cursor = snapshot.cursor();
    for (cursor.seek(prefix); cursor.isValid() && cursor.key().starts_with(prefix); cursor.next())
        batch.erase(cursor.key());
    cursor.check();
}

} // namespace

Sweeper::Sweeper(storage::Store &store, Catalog &catalog, Jobs &jobs) : m_store(store), m_catalog(catalog)
{
    jobs.add("sweeper", [this] { return sweepSome(); });
}

bool Sweeper::sweepSome()
{
    for (const storage::TableId table : m_catalog.overdue())
        m_catalog.drop(table);
    const std::vector<DoomedPlace> doomed = m_catalog.doomed();
    if (doomed.empty())
        return false;
    const DoomedPlace &place = doomed.front();
    const std::string prefix = storage::placePrefix(place.table, place.place);
    if (m_place != place) {
        m_place = place;
        m_reached = prefix;
    }

    storage::Batch batch;
    std::size_t erased = 0;
    const storage::Snapshot snapshot = m_store.snapshot();
    storage::Cursor cursor = snapshot.cursor();
    for (cursor.seek(m_reached); cursor.isValid() && cursor.key().starts_with(prefix) && erased < kEntriesAtOnce; cursor.next()) {
        batch.erase(cursor.key());
        m_reached = cursor.key();
        ++erased;
    }
    cursor.check();
    if (erased < kEntriesAtOnce) {
        eraseAll(snapshot, counterPrefix(place.table, place.place), batch);
        m_catalog.forgetDoomed(place, batch);
    }
    m_store.write(batch);
    return erased == kEntriesAtOnce || doomed.size() > 1;
}

} // namespace keywright::engine
