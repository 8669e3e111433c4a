#pragma once

#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "core/connection/batch_requests.h"
#include "core/engine/requests.h"
#include "core/engine/streams.h"
#include "core/engine/table_requests.h"
#include "core/value/json.h"

namespace keywright::connection {

class Insight;

/// Where operations run: the embedded engine, or an endpoint that speaks DynamoDB's protocol.
/// Calls block until they are answered and may come from any thread at once; a screen runs them off the GUI thread, page
/// by page, so that it can stop between pages. Throws engine::ServiceError for what the service refuses,
/// storage::StorageError when the embedded store fails and ConnectionError when an endpoint cannot be used.
class Connection {
public:
    virtual ~Connection() = default;

    /// For people: "Embedded engine", …
    virtual std::string name() const = 0;
    /// The same connection, whose calls end soon with ConnectionError (Stopped) once `stop` is requested; null when no call
    /// takes long enough. Use stoppedBy().
    virtual std::shared_ptr<Connection> stopped(std::stop_token stop) const;

    /// All of them, in the order of their names' bytes.
    virtual std::vector<std::string> listTables() = 0;
    /// An endpoint leaves the tags out of the definition, as the service does: listTagsOfResource() has them.
    virtual engine::TableDescription describeTable(const std::string &table) = 0;
    virtual engine::TableDescription createTable(const engine::CreateTableRequest &request) = 0;
    engine::TableDescription createTable(const schema::TableDefinition &definition) { return createTable({definition, std::nullopt}); }
    virtual engine::TableDescription updateTable(const engine::UpdateTableRequest &request) = 0;
    virtual engine::TableDescription deleteTable(const std::string &table) = 0;

    virtual void updateTimeToLive(const std::string &table, const std::string &attribute, bool enabled) = 0;
    virtual engine::TimeToLiveDescription describeTimeToLive(const std::string &table) = 0;

    /// `arn` is that of a table, which its description has.
    virtual void tagResource(const std::string &arn, const std::vector<std::pair<std::string, std::string>> &tags) = 0;
    virtual void untagResource(const std::string &arn, const std::vector<std::string> &keys) = 0;
    /// One page; the first without a token.
    virtual engine::TagPage listTagsOfResource(const std::string &arn, const std::optional<std::string> &nextToken) = 0;

    /// Of a table, or of its index when one is named.
    virtual engine::InsightsDescription updateContributorInsights(const std::string &table, const std::string &index, bool enable,
                                                                  std::optional<engine::InsightsMode> mode) = 0;
    virtual engine::InsightsDescription describeContributorInsights(const std::string &table, const std::string &index) = 0;

    virtual engine::WriteResult putItem(const engine::PutItemRequest &request) = 0;
    virtual engine::WriteResult updateItem(const engine::UpdateItemRequest &request) = 0;
    virtual engine::WriteResult deleteItem(const engine::DeleteItemRequest &request) = 0;
    /// At most kMostWritesOfBatch puts and deletes, none with a condition.
    virtual BatchWriteResult batchWriteItem(const engine::BatchWriteRequest &request) = 0;
    virtual engine::TransactWriteResult transactWriteItems(const engine::TransactWriteRequest &request) = 0;

    virtual engine::GetItemResult getItem(const engine::GetItemRequest &request) = 0;
    /// At most kMostKeysOfBatch keys, none twice, of tables none of which occurs twice.
    virtual BatchGetResult batchGetItem(const std::vector<KeysOfTable> &request) = 0;
    virtual std::vector<engine::GetItemResult> transactGetItems(const std::vector<engine::GetItemRequest> &requests) = 0;
    virtual engine::ItemPage query(const engine::QueryRequest &request) = 0;
    virtual engine::ItemPage scan(const engine::ScanRequest &request) = 0;

    virtual engine::StreamList listStreams(const engine::ListStreamsRequest &request) = 0;
    virtual engine::StreamDescription describeStream(const engine::DescribeStreamRequest &request) = 0;
    virtual std::string getShardIterator(const engine::ShardIteratorRequest &request) = 0;
    virtual engine::StreamRecordPage getRecords(const std::string &iterator, std::optional<std::int64_t> limit) = 0;
    /// Any operation by its name ("Query"), with the JSON that DynamoDB takes and gives. What the service refuses is a
    /// RefusedCall, also a condition that does not hold and a cancelled transaction.
    virtual value::Json call(const std::string &operation, const value::Json &request) = 0;

    /// Null where there is no more to know than what the service answers. Lives as long as the connection.
    virtual Insight *insight() { return nullptr; }
};

/// `connection` for one piece of work that `stop` ends: within a call where that can be, else between calls.
std::shared_ptr<Connection> stoppedBy(const std::shared_ptr<Connection> &connection, std::stop_token stop);

/// The tags of a table: all pages of listTagsOfResource().
std::vector<std::pair<std::string, std::string>> allTags(Connection &connection, const std::string &arn);

} // namespace keywright::connection
