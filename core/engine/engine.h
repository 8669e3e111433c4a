#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/engine/catalog.h"
#include "core/engine/committer.h"
#include "core/engine/item_writer.h"
#include "core/engine/requests.h"
#include "core/engine/service_error.h"
#include "core/storage/store.h"

namespace keywright::engine {

/// The DynamoDB-compatible engine over one store. All methods are thread-safe: a read uses one snapshot and waits for no
/// writer; a write holds the lock of its item. Each throws ServiceError for what the service refuses and
/// storage::StorageError when the store fails.
class Engine {
public:
    explicit Engine(std::unique_ptr<storage::Store> store);
    ~Engine();

    TableDescription createTable(const schema::TableDefinition &definition);
    TableDescription describeTable(const std::string &table) const;
    std::vector<std::string> listTables() const;

    WriteResult putItem(const PutItemRequest &request);
    WriteResult updateItem(const UpdateItemRequest &request);
    WriteResult deleteItem(const DeleteItemRequest &request);
    /// All or nothing, isolated from every other write.
    TransactWriteResult transactWriteItems(const TransactWriteRequest &request);

    GetItemResult getItem(const GetItemRequest &request) const;
    /// All items as they were at one moment, in the order of the requests, charged as transactional reads.
    std::vector<GetItemResult> transactGetItems(const std::vector<GetItemRequest> &requests) const;
    ItemPage query(const QueryRequest &request) const;
    ItemPage scan(const ScanRequest &request) const;

    /// A text that the store's owner keeps beside the tables, such as what the tables were made from.
    std::optional<std::string> mark(const std::string &name) const;
    void setMark(const std::string &name, const std::string &text);

private:
    template <typename Get>
    GetItemResult readItem(const GetItemRequest &request, capacity::ReadKind kind, Get get) const;

    std::unique_ptr<storage::Store> m_store;
    Catalog m_catalog;
    Committer m_committer;
    ItemWriter m_writer;
};

} // namespace keywright::engine
