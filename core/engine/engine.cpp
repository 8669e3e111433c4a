#include "core/engine/engine.h"

#include "core/engine/read_rules.h"

namespace keywright::engine {

using capacity::CallKind;

namespace {

std::string markKey(const std::string &name)
{
    std::string key;
    storage::appendBigEndian32(key, storage::kCatalogId);
    return key + "w" + name;
}

template <typename Read>
ItemPage collected(Read read)
{
    CollectedItems sink;
    ItemPage page;
    static_cast<PageResult &>(page) = read(sink);
    page.items = sink.take();
    return page;
}

} // namespace

Engine::Engine(std::unique_ptr<storage::Store> store, EngineOptions options)
    : m_options(std::move(options)),
      m_store(std::move(store)),
      m_catalog(*m_store, m_options),
      m_changeLog(*m_store, m_options),
      m_committer(*m_store, m_catalog, m_changeLog, m_options),
      m_streams(*m_store, m_catalog, m_changeLog, m_jobs, m_options),
      m_backups(*m_store, m_catalog, m_committer, m_jobs, m_options),
      m_tables(*m_store, m_catalog, m_changeLog, m_committer, m_backups, m_jobs, m_options),
      m_continuousBackups(*m_store, m_catalog, m_committer, m_jobs, m_options),
      m_restores(*m_store, m_catalog, m_committer, m_backups, m_tables, m_jobs, m_options),
      m_exports(*m_store, m_catalog, m_committer, m_jobs, m_options),
      m_imports(*m_store, m_catalog, m_committer, m_jobs, m_options),
      m_kinesis(*m_store, m_catalog, m_jobs, m_options),
      m_timeToLive(m_catalog, m_jobs, m_options),
      m_tags(m_catalog, m_options),
      m_policies(m_catalog, m_changeLog, m_options),
      m_insightsStatus(m_catalog, m_options),
      m_autoScaling(m_catalog, m_committer, m_options),
      m_traffic(m_options),
      m_meter(m_options, m_traffic.calls()),
      m_reader(*m_store, m_catalog, m_options, m_traffic),
      m_writer(*m_store, m_catalog, m_committer, m_jobs, m_options, m_traffic),
      m_bulkOperations(*m_store, m_catalog, m_writer, m_jobs, m_options),
      m_backfill(*m_store, m_catalog, m_writer, m_jobs),
      m_expiry(*m_store, m_catalog, m_writer, m_jobs, m_options),
      m_sweeper(*m_store, m_catalog, m_backups, m_jobs, m_traffic)
{ }

Engine::~Engine()
{
    m_jobs.stop();
}

WriteResult Engine::putItem(const PutItemRequest &request)
{
    return m_meter.measure(CallKind::PutItem, [&] { return m_writer.put(request); });
}

WriteResult Engine::updateItem(const UpdateItemRequest &request)
{
    return m_meter.measure(CallKind::UpdateItem, [&] { return m_writer.update(request); });
}

WriteResult Engine::deleteItem(const DeleteItemRequest &request)
{
    return m_meter.measure(CallKind::DeleteItem, [&] { return m_writer.remove(request); });
}

BatchWriteResult Engine::batchWriteItems(const BatchWriteRequest &request)
{
    return m_meter.measure(CallKind::BatchWriteItem, [&] { return m_writer.batchWrite(request); });
}

TransactWriteResult Engine::transactWriteItems(const TransactWriteRequest &request)
{
    TransactWriteResult result = m_meter.measure(CallKind::TransactWriteItems, [&] { return m_writer.transact(request); });
    if (result.cancelled)
        m_meter.noteCancelled(request, result);
    return result;
}

ReadResult Engine::getItem(const GetItemRequest &request, ItemSink &sink) const
{
    return m_meter.measure(CallKind::GetItem, [&] { return m_reader.get(request, sink); });
}

std::vector<GetItemResult> Engine::transactGetItems(const std::vector<GetItemRequest> &requests) const
{
    return m_meter.measure(CallKind::TransactGetItems, [&] { return m_reader.transactGet(requests); });
}

BatchGetResult Engine::batchGetItems(const std::vector<GetItemRequest> &requests,
                                     const std::function<ItemSink &(std::size_t)> &sinkOf) const
{
    return m_meter.measure(CallKind::BatchGetItem, [&] { return m_reader.batchGet(requests, sinkOf); });
}

PageResult Engine::query(const QueryRequest &request, ItemSink &sink) const
{
    if (request.leavesNoTrace)
        return m_reader.query(request, sink);
    return m_meter.measure(CallKind::Query, [&] { return m_reader.query(request, sink); });
}

PageResult Engine::scan(const ScanRequest &request, ItemSink &sink) const
{
    if (request.leavesNoTrace)
        return m_reader.scan(request, sink);
    return m_meter.measure(CallKind::Scan, [&] { return m_reader.scan(request, sink); });
}

GetItemResult Engine::getItem(const GetItemRequest &request) const
{
    CollectedItems sink;
    ReadResult read = getItem(request, sink);
    GetItemResult result;
    result.consumed = std::move(read.consumed);
    if (read.found)
        result.item = std::move(sink.take().front());
    return result;
}

ItemPage Engine::query(const QueryRequest &request) const
{
    return collected([this, &request](ItemSink &sink) { return query(request, sink); });
}

ItemPage Engine::scan(const ScanRequest &request) const
{
    return collected([this, &request](ItemSink &sink) { return scan(request, sink); });
}

SearchVectorsResult Engine::searchVectors(const SearchVectorsRequest &request) const
{
    return engine::searchVectors(*m_store, *m_catalog.find(request.table), request);
}

capacity::TrafficPlace Engine::trafficPlace(const std::string &tableName, const std::string &index) const
{
    const auto table = m_catalog.find(tableName);
    return {table->id, placeToRead(*table, index, false, false).id};
}

TopKeys Engine::topKeys(const std::string &tableName, const std::string &index, std::size_t count) const
{
    const auto table = m_catalog.find(tableName);
    return m_traffic.insights().topKeys(*table, placeToRead(*table, index, false, false), count);
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

void Engine::removeMark(const std::string &name)
{
    storage::Batch batch;
    batch.erase(markKey(name));
    m_store->write(batch);
}

} // namespace keywright::engine
