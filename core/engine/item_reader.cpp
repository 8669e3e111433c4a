#include "core/engine/item_reader.h"

#include "core/engine/index_view.h"
#include "core/engine/item_key.h"
#include "core/engine/page_walk.h"
#include "core/engine/read_rules.h"
#include "core/engine/start_key.h"
#include "core/expression/mentions.h"
#include "core/storage/item_bytes.h"
#include "core/storage/item_json.h"

namespace keywright::engine {

using value::Item;

namespace {

constexpr std::int64_t kStaleForMs = 1'000;
constexpr std::int64_t kBatchGetBytes = 16 * 1'048'576; ///< API reference, BatchGetItem

capacity::ReadKind readKind(bool consistentRead)
{
    return consistentRead ? capacity::ReadKind::Strong : capacity::ReadKind::Eventual;
}

template <typename Value>
const Value *pointerTo(const std::optional<Value> &value)
{
    return value ? &*value : nullptr;
}

/// One item that a request names: where it is, and what is known of it once it is read.
struct ItemRead {
    std::shared_ptr<const TableState> table;
    std::string entry;
    std::optional<std::string> stored;
    std::int64_t size = 0;
};

ItemRead prepare(const Catalog &catalog, const GetItemRequest &request)
{
    ItemRead read;
    read.table = catalog.find(request.table);
    checkKey(read.table->definition.key, request.key);
    if (request.projection)
        checkKeysAreScalars(*read.table, request.projection->nestedAttributes());
    read.entry = entryKey(*read.table, read.table->base, request.key);
    return read;
}

void take(ItemRead &read, std::optional<std::string> stored)
{
    read.stored = std::move(stored);
    read.size = read.stored ? storage::itemSize(*read.stored) : 0;
}

ReadResult give(const ItemRead &read, const GetItemRequest &request, capacity::ReadKind kind, ItemSink &sink, TrafficReport &traffic)
{
    ReadResult result;
    result.consumed.table = read.table->definition.name;
    result.consumed.tableUnits = capacity::readUnits(read.size, kind);
    traffic.recordRead(*read.table, read.table->base, read.entry, result.consumed.tableUnits);
    result.found = read.stored.has_value();
    if (result.found)
        giveItem(*read.stored, pointerTo(request.projection), sink);
    return result;
}

/// What Query and Scan check in the same way, once the start key was looked at.
template <typename Request>
void checkParts(const TableState &table, const Place &place, const Request &request)
{
    if (request.projection) {
        checkProjected(table, place, *request.projection);
        checkKeysAreScalars(table, request.projection->nestedAttributes());
    }
    if (request.filter)
        checkKeysAreScalars(table, expression::nestedAttributes(*request.filter));
}

template <typename Request>
void takeParts(PageWalk &walk, const Request &request)
{
    walk.limit = request.limit;
    walk.kind = readKind(request.consistentRead);
    walk.filter = pointerTo(request.filter);
    walk.projection = pointerTo(request.projection);
    walk.countOnly = request.select == Select::Count;
    walk.fromTable = needsTable(walk.table, walk.place, request.select, walk.projection);
}

PageWalk walkOf(const TableState &table, const QueryRequest &request)
{
    checkCanBeRead(table, request.index, "Query");
    const Place &place = placeToRead(table, request.index, request.consistentRead, request.exclusiveStartKey.has_value());
    PageWalk walk{.table = table, .place = place};
    if (request.exclusiveStartKey)
        checkStartKeyCount(table, place, *request.exclusiveStartKey);
    const expression::KeyCondition terms = keyTermsOf(table, place, request.keyCondition);
    walk.range = rangeOf(table, place, terms);
    if (request.exclusiveStartKey) {
        checkStartKeyOfPlace(table, place, *request.exclusiveStartKey);
        walk.startAfter = queryStart(table, place, *request.exclusiveStartKey, terms, walk.range);
    }
    if (request.filter && !request.filterIsPlanned)
        checkQueryFilter(table, place, request);
    checkSelect(place, request.select);
    checkParts(table, place, request);
    walk.descending = request.descending;
    takeParts(walk, request);
    return walk;
}

PageWalk walkOf(const TableState &table, const ScanRequest &request)
{
    checkCanBeRead(table, request.index, "Scan");
    const Place &place = placeToRead(table, request.index, request.consistentRead, request.exclusiveStartKey.has_value());
    PageWalk walk{.table = table, .place = place};
    if (request.exclusiveStartKey && place.definition != nullptr) {
        checkStartKeyCount(table, place, *request.exclusiveStartKey);
        checkStartKeyOfPlace(table, place, *request.exclusiveStartKey);
    }
    checkSelect(place, request.select);
    walk.range = segmentRange(table, place, request.segment, request.totalSegments);
    if (request.exclusiveStartKey)
        walk.startAfter = scanStart(table, place, *request.exclusiveStartKey, request.segment, request.totalSegments);
    checkParts(table, place, request);
    takeParts(walk, request);
    return walk;
}

} // namespace

void CollectedItems::addStored(std::string_view itemBytes)
{
    m_items.push_back(storage::fromItemBytes(itemBytes));
}

ItemReader::ItemReader(const storage::Store &store, const Catalog &catalog, const EngineOptions &options, TrafficReport &traffic)
    : m_store(store), m_catalog(catalog), m_options(options), m_traffic(traffic)
{ }

std::shared_ptr<const storage::Snapshot> ItemReader::staleSnapshot() const
{
    const std::int64_t now = m_options.clock();
    const std::lock_guard lock(m_staleMutex);
    if (!m_stale || now < m_staleSinceMs || now - m_staleSinceMs > kStaleForMs) {
        m_stale = std::make_shared<const storage::Snapshot>(m_store.snapshot());
        m_staleSinceMs = now;
    }
    return m_stale;
}

std::shared_ptr<const storage::Snapshot> ItemReader::snapshotFor(bool consistentRead) const
{
    return m_options.staleReads && !consistentRead ? staleSnapshot() : nullptr;
}

ReadResult ItemReader::get(const GetItemRequest &request, ItemSink &sink) const
{
    ItemRead read = prepare(m_catalog, request);
    m_traffic.askRead(*read.table, read.table->base, read.entry);
    const auto snapshot = snapshotFor(request.consistentRead);
    take(read, snapshot ? snapshot->get(read.entry) : m_store.get(read.entry));
    return give(read, request, readKind(request.consistentRead), sink, m_traffic);
}

std::vector<GetItemResult> ItemReader::transactGet(const std::vector<GetItemRequest> &requests) const
{
    const storage::Snapshot snapshot = m_store.snapshot();
    std::vector<GetItemResult> results;
    for (const GetItemRequest &request : requests) {
        ItemRead read = prepare(m_catalog, request);
        m_traffic.askRead(*read.table, read.table->base, read.entry);
        take(read, snapshot.get(read.entry));
        CollectedItems sink;
        GetItemResult &result = results.emplace_back();
        result.consumed = give(read, request, capacity::ReadKind::Transactional, sink, m_traffic).consumed;
        if (read.stored)
            result.item = std::move(sink.take().front());
    }
    return results;
}

BatchGetResult ItemReader::batchGet(const std::vector<GetItemRequest> &requests, const std::function<ItemSink &(std::size_t)> &sinkOf) const
{
    std::vector<ItemRead> reads; // all are checked before the first is given
    for (const GetItemRequest &request : requests)
        reads.push_back(prepare(m_catalog, request));

    BatchGetResult result;
    std::int64_t bytes = 0;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        try {
            m_traffic.askRead(*reads[i].table, reads[i].table->base, reads[i].entry);
        } catch (const ThrottledError &) {
            result.unprocessed.push_back(i);
            if (result.unprocessed.size() == requests.size())
                throw; // none of them could be read
            continue;
        }
        const auto snapshot = snapshotFor(requests[i].consistentRead);
        take(reads[i], snapshot ? snapshot->get(reads[i].entry) : m_store.get(reads[i].entry));
        if (bytes > 0 && bytes + reads[i].size > kBatchGetBytes) {
            for (std::size_t left = i; left < requests.size(); ++left)
                result.unprocessed.push_back(left);
            break;
        }
        bytes += reads[i].size;
        const ReadResult read = give(reads[i], requests[i], readKind(requests[i].consistentRead), sinkOf(i), m_traffic);
        auto &ofTable = result.consumed[requests[i].table];
        ofTable.table = read.consumed.table;
        ofTable.add(read.consumed);
        reads[i].stored.reset();
    }
    return result;
}

PageResult ItemReader::query(const QueryRequest &request, ItemSink &sink) const
{
    const auto table = m_catalog.find(request.table);
    const PageWalk walk = walkOf(*table, request);
    m_traffic.askRead(*table, walk.place, walk.range.lower);
    PageResult page = readPage(m_store, snapshotFor(request.consistentRead).get(), walk, sink);
    if (request.leavesNoTrace)
        return page;
    const double ofPlace = page.consumed.total() - (walk.fromTable ? page.consumed.tableUnits : 0);
    m_traffic.recordQuery(*table, walk.place, walk.range.lower, ofPlace);
    if (walk.fromTable)
        m_traffic.recordQuery(*table, table->base, walk.range.lower, page.consumed.tableUnits);
    return page;
}

PageResult ItemReader::scan(const ScanRequest &request, ItemSink &sink) const
{
    const auto table = m_catalog.find(request.table);
    const PageWalk walk = walkOf(*table, request);
    const std::string &start = walk.startAfter ? *walk.startAfter : walk.range.lower;
    m_traffic.askRead(*table, walk.place, start);
    std::vector<BucketBytes> read;
    PageResult page = readPage(m_store, snapshotFor(request.consistentRead).get(), walk, sink, &read);
    if (request.leavesNoTrace)
        return page;
    const double ofPlace = page.consumed.total() - (walk.fromTable ? page.consumed.tableUnits : 0);
    m_traffic.recordScan(*table, walk.place, start, read, ofPlace);
    if (walk.fromTable)
        m_traffic.recordScan(*table, table->base, start, read, page.consumed.tableUnits);
    return page;
}

} // namespace keywright::engine
