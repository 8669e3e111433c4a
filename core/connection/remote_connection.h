#pragma once

#include <memory>
#include <stop_token>

#include "core/connection/connection.h"
#include "core/connection/endpoint_client.h"

namespace keywright::connection {

/// Operations on any endpoint that speaks DynamoDB's protocol. What fails for a passing reason is sent again, also writes, as
/// AWS's SDKs do; a transaction always has a token, so that it is made once. What an endpoint does not tell is left empty:
/// consumed capacity is then 0. Throws ConnectionError beside what Connection says.
class RemoteConnection : public Connection {
public:
    /// Sends nothing yet. Throws ConnectionError (Settings). Once `stop` is requested every call ends soon with
    /// ConnectionError (Stopped).
    explicit RemoteConnection(const EndpointSettings &settings, ClientOptions options = {}, std::stop_token stop = {});
    /// The first call settles where the endpoint is and what signs; what it throws, that call throws. `name` is for people.
    RemoteConnection(std::string name, SettledClient::Settle settle, ClientOptions options = {}, std::stop_token stop = {});

    /// Another connection over the same client that `stop` ends: for one piece of work.
    std::unique_ptr<RemoteConnection> stoppedBy(std::stop_token stop) const;

    using Connection::createTable;
    /// The name given, else the URL.
    std::string name() const override { return m_name; }
    std::shared_ptr<Connection> stopped(std::stop_token stop) const override { return stoppedBy(std::move(stop)); }
    std::vector<std::string> listTables() override;
    engine::TableDescription describeTable(const std::string &table) override;
    engine::TableDescription createTable(const engine::CreateTableRequest &request) override;
    engine::TableDescription updateTable(const engine::UpdateTableRequest &request) override;
    engine::TableDescription deleteTable(const std::string &table) override;
    void updateTimeToLive(const std::string &table, const std::string &attribute, bool enabled) override;
    engine::TimeToLiveDescription describeTimeToLive(const std::string &table) override;
    void tagResource(const std::string &arn, const std::vector<std::pair<std::string, std::string>> &tags) override;
    void untagResource(const std::string &arn, const std::vector<std::string> &keys) override;
    engine::TagPage listTagsOfResource(const std::string &arn, const std::optional<std::string> &nextToken) override;
    engine::InsightsDescription updateContributorInsights(const std::string &table, const std::string &index, bool enable,
                                                          std::optional<engine::InsightsMode> mode) override;
    engine::InsightsDescription describeContributorInsights(const std::string &table, const std::string &index) override;
    engine::WriteResult putItem(const engine::PutItemRequest &request) override;
    engine::WriteResult updateItem(const engine::UpdateItemRequest &request) override;
    engine::WriteResult deleteItem(const engine::DeleteItemRequest &request) override;
    BatchWriteResult batchWriteItem(const engine::BatchWriteRequest &request) override;
    engine::TransactWriteResult transactWriteItems(const engine::TransactWriteRequest &request) override;
    engine::GetItemResult getItem(const engine::GetItemRequest &request) override;
    BatchGetResult batchGetItem(const std::vector<KeysOfTable> &request) override;
    /// Capacity is told for each table: the first result of a table has all of it.
    std::vector<engine::GetItemResult> transactGetItems(const std::vector<engine::GetItemRequest> &requests) override;
    engine::ItemPage query(const engine::QueryRequest &request) override;
    engine::ItemPage scan(const engine::ScanRequest &request) override;
    engine::StreamList listStreams(const engine::ListStreamsRequest &request) override;
    engine::StreamDescription describeStream(const engine::DescribeStreamRequest &request) override;
    std::string getShardIterator(const engine::ShardIteratorRequest &request) override;
    engine::StreamRecordPage getRecords(const std::string &iterator, std::optional<std::int64_t> limit) override;
    value::Json call(const std::string &operation, const value::Json &request) override;

private:
    RemoteConnection(std::string name, std::shared_ptr<SettledClient> client, std::stop_token stop);

    /// Calls, and reads the answer; what cannot be read is ConnectionError (NotDynamoDb).
    template <typename Read>
    auto call(const char *operation, const value::Json &request, Read read);
    template <typename Request>
    engine::WriteResult write(const char *operation, const Request &request);

    std::string m_name;
    std::shared_ptr<SettledClient> m_client;
    std::stop_token m_stop;
};

} // namespace keywright::connection
