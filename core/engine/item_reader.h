#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "core/engine/catalog.h"
#include "core/engine/engine_options.h"
#include "core/engine/requests.h"
#include "core/engine/traffic_report.h"
#include "core/storage/store.h"

namespace keywright::engine {

/// The operations that read items, without a lock. A page and a transaction are as the store was at one moment.
/// Thread-safe. Everything throws ServiceError for what the service refuses and storage::StorageError.
class ItemReader {
public:
    ItemReader(const storage::Store &store, const Catalog &catalog, const EngineOptions &options, TrafficReport &traffic);

    ReadResult get(const GetItemRequest &request, ItemSink &sink) const;
    /// All items as they were at one moment, in the order of the requests, charged as transactional reads.
    std::vector<GetItemResult> transactGet(const std::vector<GetItemRequest> &requests) const;
    /// Each item on its own, in the order of the requests, until 16 MB of items are read: what would go beyond is left
    /// unprocessed, though never the first item. `sinkOf` gives the sink of the request of that number.
    BatchGetResult batchGet(const std::vector<GetItemRequest> &requests, const std::function<ItemSink &(std::size_t)> &sinkOf) const;
    PageResult query(const QueryRequest &request, ItemSink &sink) const;
    PageResult scan(const ScanRequest &request, ItemSink &sink) const;

private:
    /// The snapshot that eventually consistent reads see for up to a second, when the options ask for stale reads.
    std::shared_ptr<const storage::Snapshot> staleSnapshot() const;
    std::shared_ptr<const storage::Snapshot> snapshotFor(bool consistentRead) const;

    const storage::Store &m_store;
    const Catalog &m_catalog;
    const EngineOptions &m_options;
    TrafficReport &m_traffic;
    mutable std::mutex m_staleMutex; // guards the two below
    mutable std::shared_ptr<const storage::Snapshot> m_stale;
    mutable std::int64_t m_staleSinceMs = 0;
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
