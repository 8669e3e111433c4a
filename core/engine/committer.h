#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <string>
#include <vector>

#include "core/engine/catalog.h"
#include "core/engine/change_log.h"
#include "core/engine/change_record.h"
#include "core/engine/recovery_log.h"
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

/// Everything that one write brings, to stand or fall together.
struct PreparedWrite {
    storage::Batch batch;
    std::vector<CounterChange> counters; ///< their places must live until the write is committed
    std::vector<ChangeDraft> changes;    ///< for the streams
    std::vector<KeptImage> images;       ///< for point-in-time recovery
    std::vector<std::string> deliveries; ///< for Kinesis streams (kinesis_record.h)
    std::vector<std::string> pending;    ///< changes of GSIs that are held back (index_delay.h)

    /// Adds all that `other` brings.
    void append(PreparedWrite other);
};

/// The one place where writes reach the store. Writers that wait are grouped: the first of them writes for all, as
/// LevelDB's own writers do, so a group costs one record in the log and one sync. Changes get their numbers here, in the
/// order of commits. Thread-safe.
class Committer {
public:
    Committer(storage::Store &store, const Catalog &catalog, ChangeLog &changeLog, const EngineOptions &options);

    /// Returns when the write is in the store. Throws storage::StorageError, and then nothing has changed, neither by
    /// this write nor by those that were grouped with it, who get the same error.
    void commit(PreparedWrite &write);
    void commit(storage::Batch batch, std::vector<CounterChange> counters);

    /// What the counters say, a group that is just being written included.
    BucketCounters::Bucket totalOf(const Place &place) const;
    BucketCounters::Bucket bucketOf(const Place &place, std::uint16_t bucket) const;

    /// The millisecond of the newest stamp that was given (recovery_log.h): a clock that was set back gives smaller ones.
    std::int64_t newestMoment() const { return millisecondOf(m_stamp); }

private:
    struct Waiting;

    std::vector<Waiting *> takeGroup();
    void write(const std::vector<Waiting *> &group);
    void stamp(const std::vector<Waiting *> &group, storage::Batch &batch);
    void count(const std::vector<Waiting *> &group, storage::Batch &batch);
    void uncount(const std::vector<Waiting *> &group);

    storage::Store &m_store;
    ChangeLog &m_changeLog;
    Clock m_clock;
    std::atomic<std::uint64_t> m_stamp = 0; // of the last group with images; only the first of the queue gives another
    std::mutex m_queueMutex;
    std::deque<Waiting *> m_queue;      // guarded by m_queueMutex; the first one writes
    mutable std::mutex m_countersMutex; // guards all counters
};

} // namespace keywright::engine
