#include "core/engine/sweeper.h"

#include <algorithm>

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

Sweeper::Sweeper(storage::Store &store, Catalog &catalog, const Backups &backups, Jobs &jobs, TrafficReport &traffic)
    : m_store(store), m_catalog(catalog), m_backups(backups), m_traffic(traffic)
{
    jobs.add("sweeper", [this] { return sweepSome(); });
}

bool Sweeper::sweepSome()
{
    for (const storage::TableId table : m_catalog.overdue())
        if (!m_backups.isKeeping(table))
            m_catalog.drop(table);
    const std::vector<DoomedPlace> doomed = this->doomed();
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
        m_traffic.forget({place.table, place.place});
        m_traffic.calls().forgetAllBut(m_catalog.names());
    }
    m_store.write(batch);
    return erased == kEntriesAtOnce || doomed.size() > 1;
}

/// Those that may go.
std::vector<DoomedPlace> Sweeper::doomed() const
{
    std::vector<DoomedPlace> places = m_catalog.doomed();
    if (places.empty())
        return places;
    const auto tables = m_catalog.all();
    std::erase_if(places, [&tables](const DoomedPlace &place) {
        return std::any_of(tables.begin(), tables.end(),
                           [&place](const auto &table) { return table->restore && table->restore->sourceTable == place.table; });
    });
    return places;
}

} // namespace keywright::engine
