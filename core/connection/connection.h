#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/engine/requests.h"

namespace keywright::connection {

/// Where operations run: the embedded engine, or an endpoint that speaks DynamoDB's protocol.
/// Calls block until they are answered and may come from any thread at once; a screen runs them off the GUI thread, page
/// by page, so that it can stop between pages. Throws engine::ServiceError for what the service refuses and
/// storage::StorageError when the embedded store fails.
class Connection {
public:
    virtual ~Connection() = default;

    /// For people: "Embedded engine", …
    virtual std::string name() const = 0;

    virtual std::vector<std::string> listTables() = 0;
    virtual engine::TableDescription describeTable(const std::string &table) = 0;
    virtual void createTable(const schema::TableDefinition &definition) = 0;
    virtual engine::WriteResult putItem(const engine::PutItemRequest &request) = 0;
    virtual engine::WriteResult updateItem(const engine::UpdateItemRequest &request) = 0;
    virtual engine::WriteResult deleteItem(const engine::DeleteItemRequest &request) = 0;
    virtual engine::TransactWriteResult transactWriteItems(const engine::TransactWriteRequest &request) = 0;
    virtual engine::GetItemResult getItem(const engine::GetItemRequest &request) = 0;
    virtual std::vector<engine::GetItemResult> transactGetItems(const std::vector<engine::GetItemRequest> &requests) = 0;
    virtual engine::ItemPage query(const engine::QueryRequest &request) = 0;
    virtual engine::ItemPage scan(const engine::ScanRequest &request) = 0;
};

} // namespace keywright::connection
