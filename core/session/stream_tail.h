#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/connection/connection.h"

namespace keywright::session {

/// A change and where it came from.
struct TailRecord {
    std::string shardId;
    engine::StreamRecord record;
};

/// What is known of a shard while its stream is read.
struct TailShard {
    enum class State : std::uint8_t {
        Waiting,  ///< its parent is not read to its end yet
        Reading,  ///< more may come
        Finished, ///< closed, and read to its end
        Skipped,  ///< closed before the reading began at the latest change
    };

    engine::ShardDescription shard;
    State state = State::Waiting;
    std::int64_t records = 0;       ///< read so far
    std::string lastSequenceNumber; ///< of the last one read; empty without any
};

enum class TailStart : std::uint8_t { Latest, TrimHorizon };

/// Follows a stream from shard to shard: parents before children, children when they come, an iterator that is too old got anew
/// where the reading was. Not thread-safe: one round after the other. Throws what the connection throws; the next round goes on
/// where this one failed.
/// Source: developer guide, "Change data capture for DynamoDB Streams", "Reading and processing a stream".
class StreamTail {
public:
    /// `now` gives milliseconds since 1970-01-01 UTC.
    StreamTail(std::string arn, TailStart start, std::function<std::int64_t()> now);

    /// One round: every shard that can be read is asked once. In the order of time; of one shard in its order.
    std::vector<TailRecord> read(connection::Connection &connection);

    const std::string &arn() const { return m_arn; }
    const std::vector<TailShard> &shards() const { return m_shards; }
    /// The last round got so much that another one at once makes sense.
    bool hasMore() const { return m_hasMore; }
    /// The stream is disabled and read to its end: nothing will come.
    bool isOver() const;
    /// Changes were trimmed, by age, before they were read.
    bool hasGap() const { return m_hasGap; }

private:
    struct Reading {
        TailShard shown;
        std::string iterator;      ///< empty: to be got
        bool startsLatest = false; ///< else at its first change
    };

    void describe(connection::Connection &connection);
    bool needsDescription() const;
    bool isReadable(const Reading &reading) const;
    std::string iteratorFor(connection::Connection &connection, Reading &reading) const;
    void readShard(connection::Connection &connection, Reading &reading, std::vector<TailRecord> &records);

    std::string m_arn;
    TailStart m_start;
    std::function<std::int64_t()> m_now;
    std::int64_t m_sinceMs = 0; ///< with Latest: when the reading began
    std::vector<Reading> m_readings;
    std::vector<TailShard> m_shards; ///< what m_readings show
    bool m_isEnabled = true;
    bool m_isDescribed = false;
    bool m_hasMore = false;
    bool m_hasGap = false;
    int m_roundsSinceDescription = 0;
};

} // namespace keywright::session
