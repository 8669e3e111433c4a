#pragma once

#include <mutex>
#include <vector>

#include "core/engine/catalog.h"
#include "core/storage/store.h"

namespace keywright::engine {

/// What a write changes in the counters of one bucket.
struct CounterChange {
    storage::TableId table = 0;
    const Place *place = nullptr;
    std::uint16_t bucket = 0;
    std::int64_t items = 0;
    std::int64_t bytes = 0;
};

/// The one place where writes reach the store, one after the other: an item, its index entries and the counters stand or
/// fall together. Thread-safe.
class Committer {
public:
    explicit Committer(storage::Store &store) : m_store(store) { }

    /// Writes the batch with the counters' new records. Throws storage::StorageError, and then nothing has changed.
    void commit(storage::Batch batch, const std::vector<CounterChange> &changes);

    BucketCounters::Bucket totalOf(const Place &place) const;

private:
    storage::Store &m_store;
    mutable std::mutex m_mutex; // guards all counters
};

} // namespace keywright::engine
