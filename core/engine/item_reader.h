#pragma once

#include <memory>
#include <vector>

#include "core/engine/catalog.h"
#include "core/engine/engine_options.h"
#include "core/engine/requests.h"
#include "core/storage/store.h"

namespace keywright::engine {

/// The operations that read items: each from one snapshot and without a lock. Thread-safe. Everything throws ServiceError
/// for what the service refuses and storage::StorageError.
class ItemReader {
public:
    ItemReader(const storage::Store &store, const Catalog &catalog, const EngineOptions &options);

    ReadResult get(const GetItemRequest &request, ItemSink &sink) const;
    /// All items as they were at one moment, in the order of the requests, charged as transactional reads.
    std::vector<GetItemResult> transactGet(const std::vector<GetItemRequest> &requests) const;
    PageResult query(const QueryRequest &request, ItemSink &sink) const;
    PageResult scan(const ScanRequest &request, ItemSink &sink) const;

private:
    template <typename Get>
    ReadResult readItem(const GetItemRequest &request, capacity::ReadKind kind, ItemSink &sink, Get get) const;

    const storage::Store &m_store;
    const Catalog &m_catalog;
    const EngineOptions &m_options;
};

/// A sink that keeps the items as values.
class CollectedItems : public ItemSink {
public:
    void addStored(std::string_view itemBytes) override;
    void add(value::Item item) override { m_items.push_back(std::move(item)); }

    std::vector<value::Item> take() { return std::move(m_items); }

private:
    std::vector<value::Item> m_items;
};

} // namespace keywright::engine
