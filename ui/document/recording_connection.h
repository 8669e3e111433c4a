#pragma once

#include <functional>
#include <memory>

#include "core/connection/connection.h"
#include "core/session/workspace.h"
#include "ui/document/activity_log.h"

namespace keywright::ui {

/// A connection that tells of every data operation: how long it took, what it read and consumed, and how it was refused.
/// Keeps the other one, and the workspace that it is of, alive. `sink` is called on the thread of the operation.
class RecordingConnection : public connection::Connection {
public:
    using Sink = std::function<void(Activity)>;

    RecordingConnection(std::shared_ptr<connection::Connection> inner, Sink sink);
    RecordingConnection(const std::shared_ptr<session::Workspace> &workspace, Sink sink);

    using Connection::createTable;
    std::string name() const override;
    std::shared_ptr<connection::Connection> stopped(std::stop_token stop) const override;
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
    connection::BatchWriteResult batchWriteItem(const engine::BatchWriteRequest &request) override;
    engine::TransactWriteResult transactWriteItems(const engine::TransactWriteRequest &request) override;
    engine::GetItemResult getItem(const engine::GetItemRequest &request) override;
    connection::BatchGetResult batchGetItem(const std::vector<connection::KeysOfTable> &request) override;
    std::vector<engine::GetItemResult> transactGetItems(const std::vector<engine::GetItemRequest> &requests) override;
    engine::ItemPage query(const engine::QueryRequest &request) override;
    engine::ItemPage scan(const engine::ScanRequest &request) override;
    engine::StreamList listStreams(const engine::ListStreamsRequest &request) override;
    engine::StreamDescription describeStream(const engine::DescribeStreamRequest &request) override;
    std::string getShardIterator(const engine::ShardIteratorRequest &request) override;
    engine::StreamRecordPage getRecords(const std::string &iterator, std::optional<std::int64_t> limit) override;
    value::Json call(const std::string &operation, const value::Json &request) override;
    connection::Insight *insight() override;

private:
    connection::Connection &inner() { return *m_inner; }

    /// Runs `operation`, and records it, with the request that `ask` makes, whether it returns or throws.
    template <typename Ask, typename Run, typename CountItems>
    auto record(const char *operation, const std::string &table, const std::string &index, Ask ask, Run run, CountItems countItems);

    std::shared_ptr<connection::Connection> m_inner;
    Sink m_sink;
};

} // namespace keywright::ui
