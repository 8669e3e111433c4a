#include "core/engine/page_walk.h"

#include "core/engine/index_view.h"
#include "core/expression/mentions.h"
#include "core/schema/limits.h"
#include "core/storage/item_bytes.h"
#include "core/storage/item_json.h"

namespace keywright::engine {

using value::Item;

namespace {

std::int64_t roundedToReadUnit(std::int64_t bytes)
{
    return (bytes + capacity::kReadUnitBytes - 1) / capacity::kReadUnitBytes * capacity::kReadUnitBytes;
}

/// Adds the attributes of `key` that the entry holds.
void addKey(const schema::KeySchema &key, std::string_view itemBytes, Item &out)
{
    for (const auto *part : {&key.partition, &key.sort})
        for (const schema::KeyAttribute &attribute : *part)
            if (const auto value = storage::findAttribute(itemBytes, attribute.name))
                out.set(attribute.name, storage::valueFromBytes(*value));
}

/// One walk under way.
class Walker {
public:
    Walker(const storage::Store &store, const storage::Snapshot *snapshot, const PageWalk &walk, ItemSink &sink,
           std::vector<BucketBytes> *buckets)
        : m_walk(walk), m_sink(sink), m_buckets(buckets)
    {
        if (snapshot == nullptr && walk.fromTable)
            snapshot = &m_ownSnapshot.emplace(store.snapshot());
        m_snapshot = snapshot;
        m_cursor.emplace(snapshot == nullptr ? store.cursor() : snapshot->cursor());
        if (walk.filter != nullptr)
            m_filtered = expression::mentionedAttributes(*walk.filter);
        m_page.consumed.table = walk.table.definition.name;
    }

    PageResult run()
    {
        moveToStart();
        while (isInRange() && !examine())
            m_walk.descending ? m_cursor->previous() : m_cursor->next();
        m_cursor->check();
        chargeRead(m_page.consumed, m_walk.place, capacity::readUnits(m_entryBytes, m_walk.kind));
        return std::move(m_page);
    }

private:
    void moveToStart()
    {
        const KeyRange &range = m_walk.range;
        if (m_walk.descending) {
            m_cursor->seekBefore(m_walk.startAfter ? *m_walk.startAfter : range.upper);
            return;
        }
        m_cursor->seek(m_walk.startAfter ? *m_walk.startAfter : range.lower);
        if (m_walk.startAfter && m_cursor->isValid() && m_cursor->key() == *m_walk.startAfter)
            m_cursor->next();
    }

    /// The walk began inside the range, so only the end that it walks to can be passed.
    bool isInRange() const
    {
        if (!m_cursor->isValid())
            return false;
        return m_walk.descending ? m_cursor->key() >= m_walk.range.lower : m_cursor->key() < m_walk.range.upper;
    }

    /// True when the entry fills the page.
    bool examine()
    {
        const std::string_view entry = m_cursor->value();
        const std::int64_t size = storage::itemSize(entry);
        m_entryBytes += size;
        m_pageBytes += size;
        ++m_page.scannedCount;
        if (m_buckets != nullptr)
            countBucket(size);
        if (m_walk.fromTable)
            fetch(entry);
        const bool isFull = m_pageBytes >= schema::kPageBytes || (m_walk.limit && m_page.scannedCount >= *m_walk.limit);
        if (isFull)
            m_page.lastEvaluatedKey = keyIn(entry);
        if (m_walk.filter == nullptr || expression::matches(*m_walk.filter, storage::pickAttributes(entry, m_filtered)))
            give(entry);
        return isFull;
    }

    void countBucket(std::int64_t size)
    {
        const std::uint16_t bucket = bucketInEntryKey(m_cursor->key());
        if (m_buckets->empty() || m_buckets->back().bucket != bucket)
            m_buckets->push_back({bucket, 0});
        m_buckets->back().bytes += size;
    }

    void fetch(std::string_view entry)
    {
        Item key;
        addKey(m_walk.table.definition.key, entry, key);
        m_fetched = m_snapshot->get(entryKey(m_walk.table, m_walk.table.base, key));
        const std::int64_t size = m_fetched ? storage::itemSize(*m_fetched) : 0;
        m_pageBytes += roundedToReadUnit(size);
        m_page.consumed.tableUnits += capacity::readUnits(size, m_walk.kind);
    }

    Item keyIn(std::string_view entry) const
    {
        Item key;
        addKey(m_walk.table.definition.key, entry, key);
        if (m_walk.place.definition != nullptr)
            addKey(m_walk.place.definition->key, entry, key);
        return key;
    }

    void give(std::string_view entry)
    {
        ++m_page.count;
        if (!m_walk.countOnly)
            giveItem(m_fetched ? std::string_view(*m_fetched) : entry, m_walk.projection, m_sink);
    }

    const PageWalk &m_walk;
    ItemSink &m_sink;
    std::vector<BucketBytes> *m_buckets;
    std::optional<storage::Snapshot> m_ownSnapshot;
    const storage::Snapshot *m_snapshot = nullptr;
    std::optional<storage::Cursor> m_cursor;
    std::vector<std::string> m_filtered;
    std::optional<std::string> m_fetched; ///< the table's item, when it is to be given
    std::int64_t m_entryBytes = 0;
    std::int64_t m_pageBytes = 0;
    PageResult m_page;
};

} // namespace

PageResult readPage(const storage::Store &store, const storage::Snapshot *snapshot, const PageWalk &walk, ItemSink &sink,
                    std::vector<BucketBytes> *buckets)
{
    return Walker(store, snapshot, walk, sink, buckets).run();
}

void chargeRead(capacity::ConsumedCapacity &consumed, const Place &place, double units)
{
    if (place.definition == nullptr)
        consumed.tableUnits += units;
    else if (place.isLocal)
        consumed.localIndexUnits[place.definition->name] += units;
    else
        consumed.globalIndexUnits[place.definition->name] += units;
}

void giveItem(std::string_view itemBytes, const expression::Projection *projection, ItemSink &sink)
{
    if (projection == nullptr)
        sink.addStored(itemBytes);
    else
        sink.add(projection->of(storage::pickAttributes(itemBytes, projection->attributes())));
}

} // namespace keywright::engine
