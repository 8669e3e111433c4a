#include "core/connection/remote_connection.h"

#include <stdexcept>

#include "core/connection/answer_json.h"
#include "core/connection/connection_error.h"
#include "core/connection/description_json.h"
#include "core/connection/json_members.h"
#include "core/connection/request_json.h"
#include "core/connection/stream_json.h"
#include "core/value/dynamodb_json.h"

namespace keywright::connection {

using value::Json;

namespace {

Json ofTable(const std::string &table)
{
    return Json::object({{"TableName", text(table)}});
}

Json ofTableOrIndex(const std::string &table, const std::string &index)
{
    Json json = ofTable(table);
    if (!index.empty())
        json.set("IndexName", text(index));
    return json;
}

/// Of an answer that holds the description under this name.
auto descriptionIn(const char *name)
{
    return [name](const Json &answer) { return readTableDescription(memberOf(answer, name)); };
}

/// What was wrong with a transaction of reads is in its reasons only.
[[noreturn]] void refuseCancelledReads(const RefusedCall &refused)
{
    std::string reasons;
    for (const engine::CancellationReason &reason : readCancelledTransaction(refused.body()).reasons)
        if (!reason.message.empty())
            reasons += (reasons.empty() ? "" : "; ") + reason.code + ": " + reason.message;
    throw engine::ServiceError(refused.name(), reasons.empty() ? refused.what() : std::string(refused.what()) + " " + reasons);
}

} // namespace

RemoteConnection::RemoteConnection(const EndpointSettings &settings, ClientOptions options, std::stop_token stop)
    : RemoteConnection(
        readEndpointUrl(settings.url).text, [settings](const std::stop_token &) { return settings; }, std::move(options), std::move(stop))
{ }

RemoteConnection::RemoteConnection(std::string name, SettledClient::Settle settle, ClientOptions options, std::stop_token stop)
    : RemoteConnection(std::move(name), std::make_shared<SettledClient>(std::move(settle), std::move(options)), std::move(stop))
{ }

RemoteConnection::RemoteConnection(std::string name, std::shared_ptr<SettledClient> client, std::stop_token stop)
    : m_name(std::move(name)), m_client(std::move(client)), m_stop(std::move(stop))
{ }

std::unique_ptr<RemoteConnection> RemoteConnection::stoppedBy(std::stop_token stop) const
{
    return std::unique_ptr<RemoteConnection>(new RemoteConnection(m_name, m_client, std::move(stop)));
}

Json RemoteConnection::call(const std::string &operation, const Json &request)
{
    auto &client = m_client->client(m_stop, apiOf(operation));
    if (operation != "TransactWriteItems" || request.find("ClientRequestToken") != nullptr)
        return client.call(operation, request, m_stop);
    Json tokened = request;
    tokened.set("ClientRequestToken", text(client.surprises().newToken()));
    return client.call(operation, tokened, m_stop);
}

template <typename Read>
auto RemoteConnection::call(const char *operation, const Json &request, Read read)
{
    const Json answer = call(operation, request);
    const auto refuse = [&](const std::string &reason) {
        return ConnectionError(ConnectionError::Kind::NotDynamoDb,
                               m_client->client(m_stop).url() + " answers to " + operation + ", but not as DynamoDB does: " + reason
                                   + ". Check the address and the port.");
    };
    try {
        return read(answer);
    } catch (const std::invalid_argument &error) {
        throw refuse(error.what());
    } catch (const value::ValueFormatError &error) {
        throw refuse(error.path() + ": " + error.what());
    }
}

std::vector<std::string> RemoteConnection::listTables()
{
    std::vector<std::string> names;
    std::string last;
    do {
        const Json request = last.empty() ? Json::object() : Json::object({{"ExclusiveStartTableName", text(last)}});
        last = call("ListTables", request, [&names](const Json &answer) {
            memberOf(answer, "TableNames");
            for (const Json &name : listOf(answer, "TableNames"))
                names.push_back(name.text());
            return textOf(answer, "LastEvaluatedTableName");
        });
    } while (!last.empty());
    return names;
}

engine::TableDescription RemoteConnection::describeTable(const std::string &table)
{
    return call("DescribeTable", ofTable(table), descriptionIn("Table"));
}

engine::TableDescription RemoteConnection::createTable(const engine::CreateTableRequest &request)
{
    return call("CreateTable", toJson(request), descriptionIn("TableDescription"));
}

engine::TableDescription RemoteConnection::updateTable(const engine::UpdateTableRequest &request)
{
    return call("UpdateTable", toJson(request), descriptionIn("TableDescription"));
}

engine::TableDescription RemoteConnection::deleteTable(const std::string &table)
{
    return call("DeleteTable", ofTable(table), descriptionIn("TableDescription"));
}

void RemoteConnection::updateTimeToLive(const std::string &table, const std::string &attribute, bool enabled)
{
    Json request = ofTable(table);
    request.set("TimeToLiveSpecification", Json::object({{"AttributeName", text(attribute)}, {"Enabled", Json::boolean(enabled)}}));
    call("UpdateTimeToLive", request);
}

engine::TimeToLiveDescription RemoteConnection::describeTimeToLive(const std::string &table)
{
    return call("DescribeTimeToLive", ofTable(table), readTimeToLive);
}

void RemoteConnection::tagResource(const std::string &arn, const std::vector<std::pair<std::string, std::string>> &tags)
{
    call("TagResource", Json::object({{"ResourceArn", text(arn)}, {"Tags", toTagsJson(tags)}}));
}

void RemoteConnection::untagResource(const std::string &arn, const std::vector<std::string> &keys)
{
    Json list = Json::array();
    for (const std::string &key : keys)
        list.append(text(key));
    call("UntagResource", Json::object({{"ResourceArn", text(arn)}, {"TagKeys", std::move(list)}}));
}

engine::TagPage RemoteConnection::listTagsOfResource(const std::string &arn, const std::optional<std::string> &nextToken)
{
    Json request = Json::object({{"ResourceArn", text(arn)}});
    if (nextToken)
        request.set("NextToken", text(*nextToken));
    return call("ListTagsOfResource", request, readTagPage);
}

engine::InsightsDescription RemoteConnection::updateContributorInsights(const std::string &table, const std::string &index, bool enable,
                                                                        std::optional<engine::InsightsMode> mode)
{
    Json request = ofTableOrIndex(table, index);
    request.set("ContributorInsightsAction", text(enable ? "ENABLE" : "DISABLE"));
    if (mode)
        request.set("ContributorInsightsMode", text(engine::textOf(*mode)));
    return call("UpdateContributorInsights", request, readInsights);
}

engine::InsightsDescription RemoteConnection::describeContributorInsights(const std::string &table, const std::string &index)
{
    return call("DescribeContributorInsights", ofTableOrIndex(table, index), readInsights);
}

template <typename Request>
engine::WriteResult RemoteConnection::write(const char *operation, const Request &request)
{
    try {
        return call(operation, toJson(request), [&](const Json &answer) { return readWriteResult(answer, request.table); });
    } catch (const RefusedCall &refused) {
        if (refused.name() != "ConditionalCheckFailedException")
            throw;
        return readFailedCondition(refused.body(), request.table);
    }
}

engine::WriteResult RemoteConnection::putItem(const engine::PutItemRequest &request)
{
    return write("PutItem", request);
}

engine::WriteResult RemoteConnection::updateItem(const engine::UpdateItemRequest &request)
{
    return write("UpdateItem", request);
}

engine::WriteResult RemoteConnection::deleteItem(const engine::DeleteItemRequest &request)
{
    return write("DeleteItem", request);
}

BatchWriteResult RemoteConnection::batchWriteItem(const engine::BatchWriteRequest &request)
{
    return call("BatchWriteItem", toJson(request), readBatchWriteResult);
}

engine::TransactWriteResult RemoteConnection::transactWriteItems(const engine::TransactWriteRequest &request)
{
    const std::string token = request.token ? request.token->token : m_client->surprises().newToken();
    try {
        engine::TransactWriteResult result = call("TransactWriteItems", toJson(request, token), readTransactWriteResult);
        result.isRepeated = result.isRepeated && request.token.has_value(); // with a token of ours, only this call was sent twice
        return result;
    } catch (const RefusedCall &refused) {
        if (refused.name() != "TransactionCanceledException" || refused.body().find("CancellationReasons") == nullptr)
            throw;
        return readCancelledTransaction(refused.body());
    }
}

engine::GetItemResult RemoteConnection::getItem(const engine::GetItemRequest &request)
{
    return call("GetItem", toJson(request), [&](const Json &answer) { return readGetItemResult(answer, request.table); });
}

BatchGetResult RemoteConnection::batchGetItem(const std::vector<KeysOfTable> &request)
{
    return call("BatchGetItem", toJson(request), [&](const Json &answer) { return readBatchGetResult(answer, request); });
}

std::vector<engine::GetItemResult> RemoteConnection::transactGetItems(const std::vector<engine::GetItemRequest> &requests)
{
    try {
        return call("TransactGetItems", toJson(requests), [&](const Json &answer) { return readTransactGetResults(answer, requests); });
    } catch (const RefusedCall &refused) {
        if (refused.name() != "TransactionCanceledException")
            throw;
        refuseCancelledReads(refused);
    }
}

engine::ItemPage RemoteConnection::query(const engine::QueryRequest &request)
{
    return call("Query", toJson(request), [&](const Json &answer) { return readItemPage(answer, request.table); });
}

engine::ItemPage RemoteConnection::scan(const engine::ScanRequest &request)
{
    return call("Scan", toJson(request), [&](const Json &answer) { return readItemPage(answer, request.table); });
}

engine::StreamList RemoteConnection::listStreams(const engine::ListStreamsRequest &request)
{
    return call("ListStreams", toJson(request), readStreamList);
}

engine::StreamDescription RemoteConnection::describeStream(const engine::DescribeStreamRequest &request)
{
    return call("DescribeStream", toJson(request), readStreamDescription);
}

std::string RemoteConnection::getShardIterator(const engine::ShardIteratorRequest &request)
{
    return call("GetShardIterator", toJson(request), [](const Json &answer) { return memberOf(answer, "ShardIterator").text(); });
}

engine::StreamRecordPage RemoteConnection::getRecords(const std::string &iterator, std::optional<std::int64_t> limit)
{
    Json request = Json::object({{"ShardIterator", text(iterator)}});
    if (limit)
        request.set("Limit", Json::number(*limit));
    return call("GetRecords", request, readStreamRecords);
}

} // namespace keywright::connection
