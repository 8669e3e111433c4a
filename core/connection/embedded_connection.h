#pragma once

#include "core/connection/connection.h"
#include "core/engine/engine.h"

namespace keywright::connection {

/// Operations on an engine in this process. The engine must outlive the connection.
class EmbeddedConnection : public Connection {
public:
    explicit EmbeddedConnection(engine::Engine &engine) : m_engine(engine) { }

    std::string name() const override;
    std::vector<std::string> listTables() override;
    engine::TableDescription describeTable(const std::string &table) override;
    void createTable(const schema::TableDefinition &definition) override;
    engine::WriteResult putItem(const engine::PutItemRequest &request) override;
    engine::WriteResult updateItem(const engine::UpdateItemRequest &request) override;
    engine::WriteResult deleteItem(const engine::DeleteItemRequest &request) override;
    engine::TransactWriteResult transactWriteItems(const engine::TransactWriteRequest &request) override;
    engine::GetItemResult getItem(const engine::GetItemRequest &request) override;
    std::vector<engine::GetItemResult> transactGetItems(const std::vector<engine::GetItemRequest> &requests) override;
    engine::ItemPage query(const engine::QueryRequest &request) override;
    engine::ItemPage scan(const engine::ScanRequest &request) override;

private:
    engine::Engine &m_engine;
};

} // namespace keywright::connection
