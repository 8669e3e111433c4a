#include "ui/document/recording_connection.h"

#include <QElapsedTimer>

#include "core/connection/answer_json.h"
#include "core/connection/request_json.h"
#include "core/engine/service_error.h"
#include "ui/document/text.h"

namespace keywright::ui {

namespace {

double unitsOf(const capacity::ConsumedCapacity &consumed)
{
    return consumed.total();
}

double unitsOf(const std::vector<capacity::ConsumedCapacity> &byTable)
{
    double units = 0;
    for (const capacity::ConsumedCapacity &consumed : byTable)
        units += consumed.total();
    return units;
}

double unitsOf(const std::vector<engine::GetItemResult> &results)
{
    double units = 0;
    for (const engine::GetItemResult &result : results)
        units += result.consumed.total();
    return units;
}

double unitsOf(const value::Json &answer)
{
    return unitsOf(connection::readConsumedCapacity(answer));
}

qint64 itemsOf(const value::Json &answer)
{
    if (const value::Json *items = answer.find("Items"))
        return static_cast<qint64>(items->elements().size());
    return answer.find("Item") || answer.find("Attributes") ? 1 : 0;
}

std::string firstTable(const std::vector<engine::WriteAction> &actions)
{
    return actions.empty() ? "" : std::visit([](const auto &action) { return action.table; }, actions.front());
}

/// Empty for what is too long, or what no request can say.
template <typename Ask>
QByteArray keptText(Ask ask)
{
    try {
        return Activity::keptRequest(ask());
    } catch (const engine::ServiceError &) {
        return {}; // the operation itself says so
    }
}

qint64 itemsWritten(const engine::WriteResult &result)
{
    return result.conditionHeld ? 1 : 0;
}

} // namespace

RecordingConnection::RecordingConnection(std::shared_ptr<connection::Connection> inner, Sink sink)
    : m_inner(std::move(inner)), m_sink(std::move(sink))
{ }

RecordingConnection::RecordingConnection(const std::shared_ptr<session::Workspace> &workspace, Sink sink)
    : RecordingConnection(std::shared_ptr<connection::Connection>(workspace, &workspace->connection()), std::move(sink))
{ }

template <typename Ask, typename Run, typename CountItems>
auto RecordingConnection::record(const char *operation, const std::string &table, const std::string &index, Ask ask, Run run,
                                 CountItems countItems)
{
    Activity activity;
    activity.request = keptText(ask);
    activity.time = QDateTime::currentDateTime();
    activity.operation = QString::fromLatin1(operation);
    activity.place = toQString(index.empty() ? table : table + " · " + index);
    QElapsedTimer timer;
    timer.start();
    const auto elapsed = [&timer] { return static_cast<double>(timer.nsecsElapsed()) / 1e6; };
    try {
        auto result = run();
        activity.milliseconds = elapsed();
        activity.items = countItems(result);
        if constexpr (requires { result.consumed; })
            activity.capacityUnits = unitsOf(result.consumed);
        else
            activity.capacityUnits = unitsOf(result);
        m_sink(std::move(activity));
        return result;
    } catch (const std::exception &error) {
        activity.milliseconds = elapsed();
        activity.error = toQString(error.what());
        m_sink(std::move(activity));
        throw;
    }
}

std::string RecordingConnection::name() const
{
    return m_inner->name();
}

std::shared_ptr<connection::Connection> RecordingConnection::stopped(std::stop_token stop) const
{
    std::shared_ptr<connection::Connection> inner = m_inner->stopped(std::move(stop));
    return inner ? std::make_shared<RecordingConnection>(std::move(inner), m_sink) : nullptr;
}

std::vector<std::string> RecordingConnection::listTables()
{
    return inner().listTables();
}

engine::TableDescription RecordingConnection::describeTable(const std::string &table)
{
    return inner().describeTable(table);
}

engine::TableDescription RecordingConnection::createTable(const engine::CreateTableRequest &request)
{
    return inner().createTable(request);
}

engine::TableDescription RecordingConnection::updateTable(const engine::UpdateTableRequest &request)
{
    return inner().updateTable(request);
}

engine::TableDescription RecordingConnection::deleteTable(const std::string &table)
{
    return inner().deleteTable(table);
}

void RecordingConnection::updateTimeToLive(const std::string &table, const std::string &attribute, bool enabled)
{
    inner().updateTimeToLive(table, attribute, enabled);
}

engine::TimeToLiveDescription RecordingConnection::describeTimeToLive(const std::string &table)
{
    return inner().describeTimeToLive(table);
}

void RecordingConnection::tagResource(const std::string &arn, const std::vector<std::pair<std::string, std::string>> &tags)
{
    inner().tagResource(arn, tags);
}

void RecordingConnection::untagResource(const std::string &arn, const std::vector<std::string> &keys)
{
    inner().untagResource(arn, keys);
}

engine::TagPage RecordingConnection::listTagsOfResource(const std::string &arn, const std::optional<std::string> &nextToken)
{
    return inner().listTagsOfResource(arn, nextToken);
}

engine::InsightsDescription RecordingConnection::updateContributorInsights(const std::string &table, const std::string &index, bool enable,
                                                                           std::optional<engine::InsightsMode> mode)
{
    return inner().updateContributorInsights(table, index, enable, mode);
}

engine::InsightsDescription RecordingConnection::describeContributorInsights(const std::string &table, const std::string &index)
{
    return inner().describeContributorInsights(table, index);
}

engine::WriteResult RecordingConnection::putItem(const engine::PutItemRequest &request)
{
    return record(
        "PutItem", request.table, {}, [&] { return connection::toJson(request); }, [&] { return inner().putItem(request); }, itemsWritten);
}

engine::WriteResult RecordingConnection::updateItem(const engine::UpdateItemRequest &request)
{
    return record(
        "UpdateItem", request.table, {}, [&] { return connection::toJson(request); }, [&] { return inner().updateItem(request); },
        itemsWritten);
}

engine::WriteResult RecordingConnection::deleteItem(const engine::DeleteItemRequest &request)
{
    return record(
        "DeleteItem", request.table, {}, [&] { return connection::toJson(request); }, [&] { return inner().deleteItem(request); },
        itemsWritten);
}

connection::BatchWriteResult RecordingConnection::batchWriteItem(const engine::BatchWriteRequest &request)
{
    return record(
        "BatchWriteItem", firstTable(request.actions), {}, [&] { return connection::toJson(request); },
        [&] { return inner().batchWriteItem(request); },
        [&](const connection::BatchWriteResult &result) {
            return static_cast<qint64>(request.actions.size() - result.unprocessed.size());
        });
}

engine::TransactWriteResult RecordingConnection::transactWriteItems(const engine::TransactWriteRequest &request)
{
    // A token would make a repetition do nothing.
    return record(
        "TransactWriteItems", firstTable(request.actions), {}, [&] { return connection::toJson(request, {}); },
        [&] { return inner().transactWriteItems(request); },
        [&](const engine::TransactWriteResult &result) { return result.cancelled ? 0 : static_cast<qint64>(request.actions.size()); });
}

engine::GetItemResult RecordingConnection::getItem(const engine::GetItemRequest &request)
{
    return record(
        "GetItem", request.table, {}, [&] { return connection::toJson(request); }, [&] { return inner().getItem(request); },
        [](const engine::GetItemResult &result) { return result.item ? 1 : 0; });
}

connection::BatchGetResult RecordingConnection::batchGetItem(const std::vector<connection::KeysOfTable> &request)
{
    return record(
        "BatchGetItem", request.empty() ? "" : request.front().table, {}, [&] { return connection::toJson(request); },
        [&] { return inner().batchGetItem(request); },
        [](const connection::BatchGetResult &result) {
            std::size_t items = 0;
            for (const connection::ItemsOfTable &table : result.tables)
                items += table.items.size();
            return static_cast<qint64>(items);
        });
}

std::vector<engine::GetItemResult> RecordingConnection::transactGetItems(const std::vector<engine::GetItemRequest> &requests)
{
    return record(
        "TransactGetItems", requests.empty() ? "" : requests.front().table, {}, [&] { return connection::toJson(requests); },
        [&] { return inner().transactGetItems(requests); }, [](const auto &results) { return static_cast<qint64>(results.size()); });
}

engine::ItemPage RecordingConnection::query(const engine::QueryRequest &request)
{
    return record(
        "Query", request.table, request.index, [&] { return connection::toJson(request); }, [&] { return inner().query(request); },
        [](const engine::ItemPage &page) { return static_cast<qint64>(page.items.size()); });
}

engine::ItemPage RecordingConnection::scan(const engine::ScanRequest &request)
{
    return record(
        "Scan", request.table, request.index, [&] { return connection::toJson(request); }, [&] { return inner().scan(request); },
        [](const engine::ItemPage &page) { return static_cast<qint64>(page.items.size()); });
}

engine::StreamList RecordingConnection::listStreams(const engine::ListStreamsRequest &request)
{
    return inner().listStreams(request);
}

engine::StreamDescription RecordingConnection::describeStream(const engine::DescribeStreamRequest &request)
{
    return inner().describeStream(request);
}

std::string RecordingConnection::getShardIterator(const engine::ShardIteratorRequest &request)
{
    return inner().getShardIterator(request);
}

engine::StreamRecordPage RecordingConnection::getRecords(const std::string &iterator, std::optional<std::int64_t> limit)
{
    return inner().getRecords(iterator, limit);
}

value::Json RecordingConnection::call(const std::string &operation, const value::Json &request)
{
    const auto named = [&request](const char *member) {
        const value::Json *found = request.find(member);
        return found != nullptr && found->isString() ? found->text() : std::string();
    };
    return record(
        operation.c_str(), named("TableName"), named("IndexName"), [&] { return request; },
        [&] { return inner().call(operation, request); }, itemsOf);
}

connection::Insight *RecordingConnection::insight()
{
    return inner().insight();
}

} // namespace keywright::ui
