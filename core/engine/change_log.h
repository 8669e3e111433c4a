#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/engine/change_record.h"
#include "core/engine/engine_options.h"
#include "core/engine/stream.h"
#include "core/schema/table_definition.h"
#include "core/storage/key_encoding.h"
#include "core/storage/store.h"

namespace keywright::engine {

/// The streams of a store and the numbers of their changes. A change is written in the same batch as the item that it
/// tells of, and gets its number by the committer, so that numbers grow in the order of commits and no reader who saw
/// one misses a smaller one. Thread-safe; everything throws storage::StorageError.
class ChangeLog {
public:
    ChangeLog(storage::Store &store, const EngineOptions &options);

    /// Writes a new stream of the table (whose definition has a view type) into `batch`. It takes effect by adopt(), to
    /// be called when the batch is in the store; until then Catalog::changeTables() must be held. The table has no
    /// enabled stream before.
    [[nodiscard]] Stream enable(storage::Batch &batch, const schema::TableDefinition &table, storage::TableId tableId);
    /// The same for the end of the table's stream, which can still be read for a day. Nullopt when it has none.
    [[nodiscard]] std::optional<Stream> disable(storage::Batch &batch, storage::TableId tableId);
    void adopt(const Stream &stream);

    /// In the order of table name and label.
    std::vector<std::shared_ptr<const Stream>> streams() const;
    /// Null when there is none.
    std::shared_ptr<const Stream> find(const std::string &table, const std::string &label) const;
    /// The newest stream of the table, enabled or not; null when there is none (any more).
    std::shared_ptr<const Stream> latestOf(storage::TableId table) const;

    /// The number after that of the last change that is in the store for certain.
    std::uint64_t end() const { return m_end; }

    /// The changes that one batch brings. While it lives no other number is given.
    class Section {
    public:
        explicit Section(ChangeLog &log);

        /// Adds the change to the open shard of its item; drops it when the table has no enabled stream.
        void append(storage::Batch &batch, const ChangeDraft &draft);
        std::uint64_t takeNumber() { return m_next++; }
        /// The records that must stand in the same batch; after the last append.
        void finish(storage::Batch &batch) const;
        /// The batch is in the store. Without this call nothing has changed.
        void written();

    private:
        friend class ChangeLog;
        const Stream &asItWillBe(std::uint64_t stream) const;
        void roll(Stream &stream, std::uint32_t shard, bool split);

        ChangeLog &m_log;
        std::lock_guard<std::mutex> m_lock;
        std::int64_t m_now;
        std::uint64_t m_next;
        std::map<std::uint64_t, Stream> m_changed; // by id; as they will be
        std::vector<std::uint64_t> m_gone;         // ids of streams that are no more
    };

    /// Closes shards that are too old. True when there is more to do.
    bool rollOldShards();
    /// Removes some changes, shards and streams that are past their time. True when there is more to do. Both hold
    /// Catalog::keepTables() of the caller.
    bool trim();

private:
    void put(Stream stream);
    std::string freeLabel(const std::string &table, std::int64_t &milliseconds) const;
    bool trimShard(storage::Batch &batch, const storage::Snapshot &snapshot, const Stream &stream, StreamShard &shard, std::int64_t before,
                   std::size_t &left) const;

    storage::Store &m_store;
    Clock m_clock;
    StreamRules m_rules;

    std::mutex m_writing;      // held while numbers are given; also by everything that changes m_streams
    std::uint64_t m_next = 1;  // guarded by m_writing
    std::int64_t m_lastMs = 0; // guarded by m_writing
    std::map<std::pair<std::uint64_t, std::uint32_t>, std::int64_t> m_counts; // guarded by m_writing; since the start
    std::atomic<std::uint64_t> m_end = 1;

    mutable std::mutex m_mutex;
    std::map<std::uint64_t, std::shared_ptr<const Stream>> m_streams; // changed under both mutexes
    std::unordered_map<storage::TableId, std::uint64_t> m_enabled;    // changed under both mutexes
};

/// The stream as it was when the snapshot was taken; nullopt when there was none of that id.
std::optional<Stream> storedStream(const storage::Snapshot &snapshot, std::uint64_t id);

/// What all changes of one shard begin with; their numbers follow.
std::string shardPrefix(std::uint64_t stream, std::uint32_t shard);

} // namespace keywright::engine
