#pragma once

#include "core/connection/connection.h"
#include "core/connection/insight.h"
#include "core/engine/engine.h"
#include "core/service/service.h"

namespace keywright::connection {

/// Operations on an engine in this process. The engine must outlive the connection.
class EmbeddedConnection : public Connection, private Insight {
public:
    explicit EmbeddedConnection(engine::Engine &engine);

    using Connection::createTable;
    std::string name() const override;
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
    std::vector<engine::GetItemResult> transactGetItems(const std::vector<engine::GetItemRequest> &requests) override;
    engine::ItemPage query(const engine::QueryRequest &request) override;
    engine::ItemPage scan(const engine::ScanRequest &request) override;
    engine::StreamList listStreams(const engine::ListStreamsRequest &request) override;
    engine::StreamDescription describeStream(const engine::DescribeStreamRequest &request) override;
    std::string getShardIterator(const engine::ShardIteratorRequest &request) override;
    engine::StreamRecordPage getRecords(const std::string &iterator, std::optional<std::int64_t> limit) override;
    value::Json call(const std::string &operation, const value::Json &request) override;
    Insight *insight() override { return this; }

private:
    engine::ItemPage lookAt(engine::QueryRequest request) override;
    engine::ItemPage lookAt(engine::ScanRequest request) override;
    engine::ItemPage pastItems(const engine::PastReadRequest &request) override;
    engine::PastChangesPage pastChanges(const engine::PastChangesRequest &request) override;

    engine::Engine &m_engine;
    service::Service m_service;
};

} // namespace keywright::connection
