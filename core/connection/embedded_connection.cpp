#include "core/connection/embedded_connection.h"

namespace keywright::connection {

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

void EmbeddedConnection::createTable(const schema::TableDefinition &definition)
{
    m_engine.createTable(definition);
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

engine::TransactWriteResult EmbeddedConnection::transactWriteItems(const engine::TransactWriteRequest &request)
{
    return m_engine.transactWriteItems(request);
}

engine::GetItemResult EmbeddedConnection::getItem(const engine::GetItemRequest &request)
{
    return m_engine.getItem(request);
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

} // namespace keywright::connection
