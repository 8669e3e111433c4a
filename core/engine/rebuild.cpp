#include "core/engine/rebuild.h"

#include <exception>
#include <optional>
#include <utility>

#include "core/engine/catalog.h"
#include "core/engine/engine.h"
#include "core/engine/index_view.h"
#include "core/storage/item_bytes.h"
#include "core/value/item_size.h"

namespace keywright::engine {

namespace {

constexpr std::size_t kChangesAtOnce = 4096;

/// Writes in bounded batches.
class Changes {
public:
    explicit Changes(storage::Store &store) : m_store(store) { }

    void put(std::string_view key, std::string_view value)
    {
        m_batch.put(key, value);
        writeWhenLarge();
    }
    void erase(std::string_view key)
    {
        m_batch.erase(key);
        writeWhenLarge();
    }
    void erasePrefix(const std::string &prefix)
    {
        storage::Cursor cursor = m_store.cursor();
        for (cursor.seek(prefix); cursor.isValid() && cursor.key().starts_with(prefix); cursor.next())
            erase(cursor.key());
        cursor.check();
    }
    storage::Batch &batch() { return m_batch; }
    void write()
    {
        m_store.write(std::exchange(m_batch, {}));
        m_count = 0;
    }

private:
    void writeWhenLarge()
    {
        if (++m_count >= kChangesAtOnce)
            write();
    }

    storage::Store &m_store;
    storage::Batch m_batch;
    std::size_t m_count = 0;
};

/// The item's DynamoDB bytes; nullopt when its entry is no item of the table.
std::optional<std::int64_t> sizeOfEntry(const TableState &table, std::string_view key, std::string_view bytes)
{
    try {
        const value::Item item = storage::fromItemBytes(bytes);
        if (entryKey(table, table.base, item) != key)
            return std::nullopt;
        return value::sizeInBytes(item);
    } catch (const std::exception &) { // no item, or one without the table's key
        return std::nullopt;
    }
}

void recountItems(const storage::Store &store, const TableState &table, Changes &changes, RebuildReport &report)
{
    BucketCounters counters;
    const std::string prefix = storage::placePrefix(table.id, table.base.id);
    storage::Cursor cursor = store.cursor();
    for (cursor.seek(prefix); cursor.isValid() && cursor.key().starts_with(prefix); cursor.next()) {
        const auto size = sizeOfEntry(table, cursor.key(), cursor.value());
        if (!size) {
            changes.erase(cursor.key());
            ++report.unreadable;
            continue;
        }
        BucketCounters::Bucket &bucket = counters.bucket(BucketCounters::bucketOf(hashInEntryKey(cursor.key())));
        ++bucket.items;
        bucket.bytes += *size;
        ++report.items;
    }
    cursor.check();
    changes.erasePrefix(counterPrefix(table.id, table.base.id));
    for (std::uint16_t number = 0; number < BucketCounters::kBuckets; ++number)
        if (counters.bucket(number).items > 0)
            changes.put(counterKey(table.id, table.base.id, number), counterRecord(counters.bucket(number)));
}

/// Empties the place and lets the backfill bring all items into it.
void beginAnew(const Catalog &catalog, storage::TableId table, storage::IndexId place, Changes &changes)
{
    catalog.setBackfillCursor(table, place, "", changes.batch());
    changes.write(); // before anything is missing
    changes.erasePrefix(storage::placePrefix(table, place));
    changes.erasePrefix(counterPrefix(table, place));
}

} // namespace

RebuildReport rebuildFromItems(std::unique_ptr<storage::Store> store, const EngineOptions &options)
{
    RebuildReport report;
    {
        const Catalog catalog(*store, options);
        Changes changes(*store);
        for (const auto &table : catalog.all()) {
            ++report.tables;
            recountItems(*store, *table, changes, report);
            for (const Place &index : table->indexes)
                beginAnew(catalog, table->id, index.id, changes);
            if (table->expiry)
                beginAnew(catalog, table->id, table->expiry->id, changes);
        }
        changes.write();
    }
    Engine engine(std::move(store), options);
    engine.jobs().runUntilIdle();
    return report;
}

} // namespace keywright::engine
