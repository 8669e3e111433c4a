#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/schema/table_definition.h"

namespace keywright::engine {

/// When shards close and changes go. Source: developer guide, "Change data capture for DynamoDB Streams"; the age of a
/// shard is what DynamoDB Local and the service's users see.
struct StreamRules {
    std::int64_t retentionMs = 24 * 60 * 60 * 1000; ///< of changes, and of a stream that is disabled
    std::int64_t shardAgeMs = 4 * 60 * 60 * 1000;   ///< an older shard is closed and followed by a child
    std::int64_t shardChanges = 1'000'000;          ///< a shard that got more since it was opened is split in two
    std::size_t openShards = 64;                    ///< beyond these a full shard has one child
    std::int64_t iteratorMs = 15 * 60 * 1000;       ///< how long a shard iterator is good
    friend bool operator==(const StreamRules &, const StreamRules &) = default;
};

/// A part of a stream: the changes of the items in a range of hashes during some time. Numbers of changes grow in the
/// order of commits, through all streams of a store, and are never used again.
struct StreamShard {
    std::uint32_t number = 0;            ///< within its stream, from 1
    std::optional<std::string> parentId; ///< of the shard that it follows, which may be gone
    std::int64_t openedMs = 0;
    std::optional<std::int64_t> closedMs;
    std::uint64_t firstChange = 0;          ///< no change in it has a smaller number
    std::optional<std::uint64_t> endChange; ///< of a closed one: all its changes have smaller numbers
    std::uint64_t firstKept = 0;            ///< the low-water mark: changes with smaller numbers have been trimmed
    std::uint64_t firstHash = 0;
    std::uint64_t lastHash = ~std::uint64_t(0);
    friend bool operator==(const StreamShard &, const StreamShard &) = default;
};

/// The stream of a table, or one that it or a table of its name once had. A value type.
struct Stream {
    std::uint64_t id = 0; ///< never used again
    std::string table;
    std::uint32_t tableId = 0;
    std::string label; ///< "2026-11-21T09:00:00.123", unique for the table's name
    schema::KeySchema key;
    schema::StreamViewType viewType = schema::StreamViewType::KeysOnly;
    std::int64_t createdMs = 0;
    std::optional<std::int64_t> disabledMs; ///< absent: ENABLED, else DISABLED
    std::uint32_t nextShard = 1;
    std::vector<StreamShard> shards; ///< in the order of their making

    /// Null when there is no such shard (any more).
    const StreamShard *findShard(std::uint32_t number) const;
    /// The open shard for the hash; null when the stream is disabled.
    const StreamShard *openShard(std::uint64_t hash) const;
    std::size_t countOfOpenShards() const;
    friend bool operator==(const Stream &, const Stream &) = default;
};

/// The JSON of a stream as the store keeps it.
std::string toStreamRecord(const Stream &stream);
/// Throws storage::StorageError (Damaged) when it is something else.
Stream fromStreamRecord(std::string_view record);

/// "shardId-00000001414562045508-2bac9cd2": the time of its opening, and a mark of stream and shard.
std::string shardIdOf(const Stream &stream, const StreamShard &shard);

/// 21 digits, so that their order as texts is that of the numbers.
std::string sequenceNumberOf(std::uint64_t change);
/// Nullopt when it is none of ours.
std::optional<std::uint64_t> changeOf(std::string_view sequenceNumber);

/// "2026-11-21T09:00:00.123", UTC.
std::string streamLabelOf(std::int64_t milliseconds);

} // namespace keywright::engine
