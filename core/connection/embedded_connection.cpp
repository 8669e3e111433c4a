#include "core/connection/embedded_connection.h"

#include <map>
#include <set>

#include "core/connection/json_members.h"
#include "core/connection/refused_call.h"
#include "core/storage/item_bytes.h"

namespace keywright::connection {

namespace {

using ConsumedByTable = std::map<std::string, capacity::ConsumedCapacity>;

void addTo(ConsumedByTable &byTable, const capacity::ConsumedCapacity &consumed)
{
    const auto [found, isNew] = byTable.try_emplace(consumed.table, consumed);
    if (!isNew)
        found->second.add(consumed);
}

std::vector<capacity::ConsumedCapacity> listOf(ConsumedByTable byTable)
{
    std::vector<capacity::ConsumedCapacity> list;
    for (auto &[table, consumed] : byTable)
        list.push_back(std::move(consumed));
    return list;
}

/// A batch of gets as the engine takes it, item by item.
struct FlatGets {
    std::vector<engine::GetItemRequest> gets;
    std::vector<std::size_t> tableOf; ///< of each get: the place of its table in the request
};

FlatGets flattened(const std::vector<KeysOfTable> &request)
{
    FlatGets flat;
    for (std::size_t i = 0; i < request.size(); ++i) {
        std::set<std::string> seen;
        for (const value::Item &key : request[i].keys) {
            if (!seen.insert(storage::toItemBytes(key)).second)
                engine::invalid("Provided list of item keys contains duplicates");
            if (flat.gets.size() == kMostKeysOfBatch)
                engine::invalid("Too many items requested for the BatchGetItem call");
            flat.gets.push_back({request[i].table, key, request[i].consistentRead, request[i].projection});
            flat.tableOf.push_back(i);
        }
    }
    return flat;
}

std::vector<KeysOfTable> remaining(const std::vector<KeysOfTable> &request, const FlatGets &flat,
                                   const std::vector<std::size_t> &unprocessed)
{
    std::vector<KeysOfTable> left = request;
    for (KeysOfTable &table : left)
        table.keys.clear();
    for (const std::size_t number : unprocessed)
        left[flat.tableOf[number]].keys.push_back(flat.gets[number].key);
    std::erase_if(left, [](const KeysOfTable &table) { return table.keys.empty(); });
    return left;
}

} // namespace

EmbeddedConnection::EmbeddedConnection(engine::Engine &engine)
    : m_engine(engine), m_service([&engine](const service::Caller &) -> engine::Engine & { return engine; })
{ }

std::string EmbeddedConnection::name() const
{
    return "Embedded engine";
}

std::vector<std::string> EmbeddedConnection::listTables()
{
    return m_engine.listTables();
}

engine::TableDescription EmbeddedConnection::describeTable(const std::string &table)
{
    return m_engine.describeTable(table);
}

engine::TableDescription EmbeddedConnection::createTable(const engine::CreateTableRequest &request)
{
    return m_engine.tables().create(request);
}

engine::TableDescription EmbeddedConnection::updateTable(const engine::UpdateTableRequest &request)
{
    return m_engine.tables().update(request);
}

engine::TableDescription EmbeddedConnection::deleteTable(const std::string &table)
{
    return m_engine.tables().drop(table);
}

void EmbeddedConnection::updateTimeToLive(const std::string &table, const std::string &attribute, bool enabled)
{
    m_engine.timeToLive().update(table, attribute, enabled);
}

engine::TimeToLiveDescription EmbeddedConnection::describeTimeToLive(const std::string &table)
{
    return m_engine.timeToLive().describe(table);
}

void EmbeddedConnection::tagResource(const std::string &arn, const std::vector<std::pair<std::string, std::string>> &tags)
{
    m_engine.tags().tag(arn, tags);
}

void EmbeddedConnection::untagResource(const std::string &arn, const std::vector<std::string> &keys)
{
    m_engine.tags().untag(arn, keys);
}

engine::TagPage EmbeddedConnection::listTagsOfResource(const std::string &arn, const std::optional<std::string> &nextToken)
{
    return m_engine.tags().list(arn, nextToken);
}

engine::InsightsDescription EmbeddedConnection::updateContributorInsights(const std::string &table, const std::string &index, bool enable,
                                                                          std::optional<engine::InsightsMode> mode)
{
    return m_engine.insightsStatus().update(table, index, enable, mode);
}

engine::InsightsDescription EmbeddedConnection::describeContributorInsights(const std::string &table, const std::string &index)
{
    return m_engine.insightsStatus().describe(table, index);
}

engine::WriteResult EmbeddedConnection::putItem(const engine::PutItemRequest &request)
{
    return m_engine.putItem(request);
}

engine::WriteResult EmbeddedConnection::updateItem(const engine::UpdateItemRequest &request)
{
    return m_engine.updateItem(request);
}

engine::WriteResult EmbeddedConnection::deleteItem(const engine::DeleteItemRequest &request)
{
    return m_engine.deleteItem(request);
}

BatchWriteResult EmbeddedConnection::batchWriteItem(const engine::BatchWriteRequest &request)
{
    if (request.actions.size() > kMostWritesOfBatch)
        engine::invalid("Too many items requested for the BatchWriteItem call");
    engine::BatchWriteResult written = m_engine.batchWriteItems(request);
    BatchWriteResult result;
    result.itemCollections = std::move(written.itemCollections);
    ConsumedByTable byTable;
    for (const capacity::ConsumedCapacity &consumed : written.consumed)
        addTo(byTable, consumed);
    result.consumed = listOf(std::move(byTable));
    return result;
}

engine::TransactWriteResult EmbeddedConnection::transactWriteItems(const engine::TransactWriteRequest &request)
{
    return m_engine.transactWriteItems(request);
}

engine::GetItemResult EmbeddedConnection::getItem(const engine::GetItemRequest &request)
{
    return m_engine.getItem(request);
}

BatchGetResult EmbeddedConnection::batchGetItem(const std::vector<KeysOfTable> &request)
{
    const FlatGets flat = flattened(request);
    std::vector<engine::CollectedItems> sinks(request.size());
    const engine::BatchGetResult read =
        m_engine.batchGetItems(flat.gets, [&](std::size_t number) -> engine::ItemSink & { return sinks[flat.tableOf[number]]; });

    BatchGetResult result;
    for (std::size_t i = 0; i < request.size(); ++i)
        result.tables.push_back({request[i].table, sinks[i].take()});
    result.unprocessed = remaining(request, flat, read.unprocessed);
    for (const auto &[table, consumed] : read.consumed)
        result.consumed.push_back(consumed);
    return result;
}

std::vector<engine::GetItemResult> EmbeddedConnection::transactGetItems(const std::vector<engine::GetItemRequest> &requests)
{
    return m_engine.transactGetItems(requests);
}

engine::ItemPage EmbeddedConnection::query(const engine::QueryRequest &request)
{
    return m_engine.query(request);
}

engine::ItemPage EmbeddedConnection::scan(const engine::ScanRequest &request)
{
    return m_engine.scan(request);
}

engine::StreamList EmbeddedConnection::listStreams(const engine::ListStreamsRequest &request)
{
    return m_engine.streams().list(request);
}

engine::StreamDescription EmbeddedConnection::describeStream(const engine::DescribeStreamRequest &request)
{
    return m_engine.streams().describe(request);
}

std::string EmbeddedConnection::getShardIterator(const engine::ShardIteratorRequest &request)
{
    return m_engine.streams().iterator(request);
}

engine::StreamRecordPage EmbeddedConnection::getRecords(const std::string &iterator, std::optional<std::int64_t> limit)
{
    return m_engine.streams().records(iterator, limit);
}

value::Json EmbeddedConnection::call(const std::string &operation, const value::Json &request)
{
    const std::string target = "DynamoDB_20120810." + operation;
    const std::string body = request.compact();
    const service::Answer answer = m_service.answer({.target = target, .body = body, .caller = {}, .authorize = {}, .host = {}});
    value::Json json = value::Json::parse(answer.body);
    if (answer.status == 200)
        return json;
    const std::string type = textOf(json, "__type");
    const std::string message = textOf(json, json.find("message") ? "message" : "Message");
    throw RefusedCall(type.substr(type.find('#') + 1), message, std::move(json));
}

engine::ItemPage EmbeddedConnection::lookAt(engine::QueryRequest request)
{
    request.leavesNoTrace = true;
    return m_engine.query(request);
}

engine::ItemPage EmbeddedConnection::lookAt(engine::ScanRequest request)
{
    request.leavesNoTrace = true;
    return m_engine.scan(request);
}

engine::ItemPage EmbeddedConnection::pastItems(const engine::PastReadRequest &request)
{
    engine::ItemPage page;
    engine::CollectedItems items;
    static_cast<engine::PageResult &>(page) = m_engine.continuousBackups().read(request, items);
    page.items = items.take();
    return page;
}

engine::PastChangesPage EmbeddedConnection::pastChanges(const engine::PastChangesRequest &request)
{
    return m_engine.continuousBackups().changes(request);
}

} // namespace keywright::connection
