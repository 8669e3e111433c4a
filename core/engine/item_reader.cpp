#include "core/engine/item_reader.h"

#include <algorithm>

#include "core/engine/index_view.h"
#include "core/engine/item_key.h"
#include "core/engine/key_range.h"
#include "core/engine/service_error.h"
#include "core/schema/limits.h"
#include "core/storage/item_bytes.h"
#include "core/value/item_size.h"

namespace keywright::engine {

using value::Item;

namespace {

const Place &placeOf(const TableState &table, const std::string &index)
{
    if (index.empty())
        return table.base;
    const Place *place = table.findIndex(index);
    if (place == nullptr)
        throw ServiceError("ValidationException", "The table does not have the specified index: " + index);
    return *place;
}

capacity::ReadKind readKind(bool consistentRead)
{
    return consistentRead ? capacity::ReadKind::Strong : capacity::ReadKind::Eventual;
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

/// What a Query and a Scan have in common once their range is known.
struct PageRequest {
    KeyRange range;
    std::optional<std::string> startAfter;
    bool descending = false;
    std::optional<std::int64_t> limit;
    bool consistentRead = false;
    const expression::Condition *filter = nullptr;
    const expression::Projection *projection = nullptr;
    bool countOnly = false;
};

template <typename Value>
const Value *pointerTo(const std::optional<Value> &value)
{
    return value ? &*value : nullptr;
}

void moveToStart(storage::Cursor &cursor, const PageRequest &request)
{
    if (request.descending) {
        cursor.seekBefore(request.startAfter.value_or(request.range.upper));
        return;
    }
    cursor.seek(request.startAfter.value_or(request.range.lower));
    if (request.startAfter && cursor.isValid() && cursor.key() == *request.startAfter)
        cursor.next();
}

void give(std::string_view stored, const Item &item, const PageRequest &request, PageResult &page, ItemSink &sink)
{
    ++page.count;
    if (request.countOnly)
        return;
    if (request.projection == nullptr)
        sink.addStored(stored);
    else
        sink.add(request.projection->of(item));
}

PageResult readPage(const storage::Store &store, const TableState &table, const Place &place, const PageRequest &request, ItemSink &sink)
{
    PageResult page;
    page.consumed.table = table.definition.name;
    const schema::KeySchema &key = place.definition == nullptr ? table.definition.key : place.definition->key;
    const schema::KeySchema *baseKey = place.definition == nullptr ? nullptr : &table.definition.key;

    const storage::Snapshot snapshot = store.snapshot();
    storage::Cursor cursor = snapshot.cursor();
    moveToStart(cursor, request);
    std::int64_t bytes = 0;
    while (cursor.isValid() && cursor.key() >= request.range.lower && cursor.key() < request.range.upper) {
        Item item = storage::fromItemBytes(cursor.value());
        bytes += value::sizeInBytes(item);
        ++page.scannedCount;
        const bool isFull = bytes >= schema::kPageBytes || (request.limit && page.scannedCount >= *request.limit);
        if (isFull)
            page.lastEvaluatedKey = keyOf(key, item, baseKey);
        if (request.filter == nullptr || expression::matches(*request.filter, item))
            give(cursor.value(), item, request, page, sink);
        if (isFull)
            break;
        if (request.descending)
            cursor.previous();
        else
            cursor.next();
    }
    cursor.check();
    chargeRead(page.consumed, place, capacity::readUnits(bytes, readKind(request.consistentRead)));
    return page;
}

void checkConsistency(const Place &place, bool consistentRead)
{
    if (consistentRead && place.definition != nullptr && !place.isLocal)
        throw ServiceError("ValidationException", "Consistent reads are not supported on global secondary indexes");
}

} // namespace

void CollectedItems::addStored(std::string_view itemBytes)
{
    m_items.push_back(storage::fromItemBytes(itemBytes));
}

ItemReader::ItemReader(const storage::Store &store, const Catalog &catalog, const EngineOptions &options)
    : m_store(store), m_catalog(catalog), m_options(options)
{ }

ReadResult ItemReader::get(const GetItemRequest &request, ItemSink &sink) const
{
    return readItem(request, readKind(request.consistentRead), sink, [this](const std::string &key) { return m_store.get(key); });
}

std::vector<GetItemResult> ItemReader::transactGet(const std::vector<GetItemRequest> &requests) const
{
    const storage::Snapshot snapshot = m_store.snapshot();
    std::vector<GetItemResult> results;
    for (const GetItemRequest &request : requests) {
        CollectedItems sink;
        ReadResult read =
            readItem(request, capacity::ReadKind::Transactional, sink, [&snapshot](const std::string &key) { return snapshot.get(key); });
        GetItemResult &result = results.emplace_back();
        result.consumed = std::move(read.consumed);
        if (read.found)
            result.item = std::move(sink.take().front());
    }
    return results;
}

template <typename Get>
ReadResult ItemReader::readItem(const GetItemRequest &request, capacity::ReadKind kind, ItemSink &sink, Get get) const
{
    const auto table = m_catalog.find(request.table);
    checkKey(table->definition.key, request.key);

    ReadResult result;
    result.consumed.table = table->definition.name;
    std::int64_t bytes = 0;
    if (const auto stored = get(entryKey(*table, table->base, request.key))) {
        result.found = true;
        const Item item = storage::fromItemBytes(*stored);
        bytes = value::sizeInBytes(item);
        if (request.projection)
            sink.add(request.projection->of(item));
        else
            sink.addStored(*stored);
    }
    result.consumed.tableUnits = capacity::readUnits(bytes, kind);
    return result;
}

PageResult ItemReader::query(const QueryRequest &request, ItemSink &sink) const
{
    const auto table = m_catalog.find(request.table);
    const Place &place = placeOf(*table, request.index);
    checkConsistency(place, request.consistentRead);

    PageRequest page;
    page.range = rangeOf(*table, place, request.keyCondition);
    if (request.exclusiveStartKey)
        page.startAfter = startKeyOf(*table, place, *request.exclusiveStartKey, page.range);
    page.descending = request.descending;
    page.limit = request.limit;
    page.consistentRead = request.consistentRead;
    page.filter = pointerTo(request.filter);
    page.projection = pointerTo(request.projection);
    page.countOnly = request.select == Select::Count;
    return readPage(m_store, *table, place, page, sink);
}

PageResult ItemReader::scan(const ScanRequest &request, ItemSink &sink) const
{
    const auto table = m_catalog.find(request.table);
    const Place &place = placeOf(*table, request.index);
    checkConsistency(place, request.consistentRead);

    PageRequest page;
    page.range = segmentRange(*table, place, request.segment, request.totalSegments);
    if (request.exclusiveStartKey)
        page.startAfter = startKeyOf(*table, place, *request.exclusiveStartKey, page.range);
    page.limit = request.limit;
    page.consistentRead = request.consistentRead;
    page.filter = pointerTo(request.filter);
    page.projection = pointerTo(request.projection);
    page.countOnly = request.select == Select::Count;
    return readPage(m_store, *table, place, page, sink);
}

} // namespace keywright::engine
