#include "core/engine/engine.h"

#include <algorithm>

#include "core/engine/index_view.h"
#include "core/engine/item_key.h"
#include "core/engine/key_range.h"
#include "core/schema/limits.h"
#include "core/schema/table_rules.h"
#include "core/storage/item_bytes.h"
#include "core/value/item_size.h"

namespace keywright::engine {

using value::Item;

namespace {

std::string markKey(const std::string &name)
{
    std::string key;
    storage::appendBigEndian32(key, storage::kCatalogId);
    return key + "w" + name;
}

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

ItemPage readPage(const storage::Store &store, const TableState &table, const Place &place, const PageRequest &request)
{
    ItemPage page;
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
            page.items.push_back(request.projection == nullptr ? std::move(item) : request.projection->of(item));
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

Engine::Engine(std::unique_ptr<storage::Store> store)
    : m_store(std::move(store)), m_catalog(*m_store), m_committer(*m_store), m_writer(*m_store, m_catalog, m_committer)
{ }
Engine::~Engine() = default;

TableDescription Engine::createTable(const schema::TableDefinition &definition)
{
    if (const auto broken = schema::brokenRule(definition))
        throw ServiceError("ValidationException", *broken);
    m_catalog.create(definition);
    return describeTable(definition.name);
}

TableDescription Engine::describeTable(const std::string &name) const
{
    const auto table = m_catalog.find(name);
    const BucketCounters::Bucket total = m_committer.totalOf(table->base);
    return {table->definition, total.items, total.bytes, std::to_string(table->id)};
}

std::vector<std::string> Engine::listTables() const
{
    return m_catalog.names();
}

WriteResult Engine::putItem(const PutItemRequest &request)
{
    return m_writer.put(request);
}

WriteResult Engine::updateItem(const UpdateItemRequest &request)
{
    return m_writer.update(request);
}

WriteResult Engine::deleteItem(const DeleteItemRequest &request)
{
    return m_writer.remove(request);
}

TransactWriteResult Engine::transactWriteItems(const TransactWriteRequest &request)
{
    return m_writer.transact(request);
}

GetItemResult Engine::getItem(const GetItemRequest &request) const
{
    return readItem(request, readKind(request.consistentRead), [this](const std::string &key) { return m_store->get(key); });
}

std::vector<GetItemResult> Engine::transactGetItems(const std::vector<GetItemRequest> &requests) const
{
    const storage::Snapshot snapshot = m_store->snapshot();
    std::vector<GetItemResult> results;
    for (const GetItemRequest &request : requests)
        results.push_back(
            readItem(request, capacity::ReadKind::Transactional, [&snapshot](const std::string &key) { return snapshot.get(key); }));
    return results;
}

template <typename Get>
GetItemResult Engine::readItem(const GetItemRequest &request, capacity::ReadKind kind, Get get) const
{
    const auto table = m_catalog.find(request.table);
    checkKey(table->definition.key, request.key);

    GetItemResult result;
    result.consumed.table = request.table;
    std::int64_t bytes = 0;
    if (const auto stored = get(entryKey(*table, table->base, request.key))) {
        result.item = storage::fromItemBytes(*stored);
        bytes = value::sizeInBytes(*result.item);
        if (request.projection)
            result.item = request.projection->of(*result.item);
    }
    result.consumed.tableUnits = capacity::readUnits(bytes, kind);
    return result;
}

ItemPage Engine::query(const QueryRequest &request) const
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
    return readPage(*m_store, *table, place, page);
}

ItemPage Engine::scan(const ScanRequest &request) const
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
    return readPage(*m_store, *table, place, page);
}

std::optional<std::string> Engine::mark(const std::string &name) const
{
    return m_store->get(markKey(name));
}

void Engine::setMark(const std::string &name, const std::string &text)
{
    storage::Batch batch;
    batch.put(markKey(name), text);
    m_store->write(batch);
}

} // namespace keywright::engine
