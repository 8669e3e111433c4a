#include "core/engine/index_delay.h"

#include <limits>

#include "core/engine/record_kind.h"
#include "core/engine/service_error.h"
#include "core/engine/write_plan.h"
#include "core/storage/key_encoding.h"
#include "core/storage/storage_error.h"

namespace keywright::engine {

namespace {

constexpr int kAppliedAtOnce = 100;
constexpr char kPendingVersion = 1;

[[noreturn]] void damagedDelay()
{
    throw storage::StorageError(storage::StorageError::Kind::Damaged,
                                "A change of an index that was held back cannot be read. The store is damaged; copy its folder aside "
                                "and open the model again.");
}

class RecordReader {
public:
    explicit RecordReader(std::string_view bytes) : m_rest(bytes) { }

    std::uint64_t number(std::size_t bytes) { return readBigEndian(take(bytes)); }
    std::string part() { return std::string(take(static_cast<std::size_t>(number(4)))); }
    bool atEnd() const { return m_rest.empty(); }

private:
    std::string_view take(std::size_t length)
    {
        if (length > m_rest.size())
            damagedDelay();
        const std::string_view taken = m_rest.substr(0, length);
        m_rest.remove_prefix(length);
        return taken;
    }

    std::string_view m_rest;
};

std::shared_ptr<const TableState> tableOf(const Catalog &catalog, const PendingIndexChange &change)
{
    try {
        auto table = catalog.find(change.table);
        return table->id == change.tableId ? table : nullptr;
    } catch (const ServiceError &) {
        return nullptr; // it was dropped
    }
}

} // namespace

std::string toPendingRecord(const PendingIndexChange &change)
{
    std::string record(1, kPendingVersion);
    storage::appendBigEndian64(record, static_cast<std::uint64_t>(change.dueMs));
    storage::appendBigEndian32(record, change.tableId);
    storage::appendBigEndian16(record, change.indexId);
    storage::appendSized(record, change.table);
    storage::appendSized(record, change.entry);
    storage::appendSized(record, change.beforeKey);
    if (change.after) {
        storage::appendSized(record, change.after->key);
        storage::appendSized(record, change.after->bytes);
        storage::appendBigEndian64(record, static_cast<std::uint64_t>(change.after->size));
    }
    return record;
}

PendingIndexChange fromPendingRecord(std::string_view record)
{
    RecordReader reader(record);
    if (reader.number(1) != kPendingVersion)
        damagedDelay();
    PendingIndexChange change;
    change.dueMs = static_cast<std::int64_t>(reader.number(8));
    change.tableId = static_cast<storage::TableId>(reader.number(4));
    change.indexId = static_cast<storage::IndexId>(reader.number(2));
    change.table = reader.part();
    change.entry = reader.part();
    change.beforeKey = reader.part();
    if (reader.atEnd())
        return change;
    StoredView after;
    after.key = reader.part();
    after.bytes = reader.part();
    after.size = static_cast<std::int64_t>(reader.number(8));
    if (!reader.atEnd())
        damagedDelay();
    change.after = std::move(after);
    return change;
}

IndexDelay::IndexDelay(storage::Store &store, const Catalog &catalog, Committer &committer, ItemLocks &locks, Jobs &jobs,
                       const EngineOptions &options)
    : m_store(store),
      m_catalog(catalog),
      m_committer(committer),
      m_locks(locks),
      m_options(options),
      m_nextKey(recordPrefix(kPendingIndexRecord))
{
    if (options.indexDelayMs == 0) // else a write that changes an index at once would meet one that lags behind
        while (applySome(std::numeric_limits<std::int64_t>::max())) { }
    jobs.add("index delay", [this] { return applySome(m_options.clock()); });
}

bool IndexDelay::applySome(std::int64_t now)
{
    const std::string prefix = recordPrefix(kPendingIndexRecord);
    const auto tables = m_catalog.keepTables();
    const storage::Snapshot snapshot = m_store.snapshot();
    storage::Cursor cursor = snapshot.cursor();
    int applied = 0;
    for (cursor.seek(m_nextKey); cursor.isValid() && cursor.key().starts_with(prefix); cursor.next()) {
        const PendingIndexChange change = fromPendingRecord(cursor.value());
        if (change.dueMs > now)
            return false;
        if (applied++ == kAppliedAtOnce)
            return true;
        apply(cursor.key(), change);
        m_nextKey = std::string(cursor.key());
    }
    cursor.check();
    return false;
}

void IndexDelay::apply(std::string_view key, const PendingIndexChange &change)
{
    const auto held = m_locks.lock(change.entry);
    PreparedWrite write;
    write.batch.erase(key);
    const auto table = tableOf(m_catalog, change);
    if (table != nullptr)
        for (const Place &index : table->indexes)
            if (index.id == change.indexId)
                replaceEntry(write, m_store, table->id, index, change.beforeKey, change.after);
    m_committer.commit(write);
}

} // namespace keywright::engine
