#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/catalog.h"
#include "core/engine/change_log.h"
#include "core/engine/change_record.h"
#include "core/engine/engine_options.h"
#include "core/engine/jobs.h"
#include "core/engine/stream.h"
#include "core/storage/store.h"

/// The operations of DynamoDB Streams, typed. Names and meanings are the API's.
namespace keywright::engine {

struct ListStreamsRequest {
    std::optional<std::string> table;
    std::optional<std::string> exclusiveStartArn;
    std::optional<std::int64_t> limit; ///< at most 100, which is also what its absence means
};

struct StreamName {
    std::string arn;
    std::string label;
    std::string table;
    friend bool operator==(const StreamName &, const StreamName &) = default;
};

struct StreamList {
    std::vector<StreamName> streams;
    std::optional<std::string> lastEvaluatedArn; ///< absent on the last page
};

struct DescribeStreamRequest {
    std::string arn;
    std::optional<std::string> exclusiveStartShardId;
    std::optional<std::int64_t> limit;          ///< of shards, at most 100
    std::optional<std::string> childrenOfShard; ///< ShardFilter CHILD_SHARDS: only the shards with this parent
};

struct ShardDescription {
    std::string id;
    std::optional<std::string> parentId; ///< may be gone already
    std::string startingSequenceNumber;
    std::optional<std::string> endingSequenceNumber; ///< absent: the shard is open
    friend bool operator==(const ShardDescription &, const ShardDescription &) = default;
};

struct StreamDescription {
    StreamName name;
    bool isEnabled = true; ///< else DISABLED
    schema::StreamViewType viewType = schema::StreamViewType::KeysOnly;
    std::int64_t createdMs = 0;
    schema::KeySchema key;
    std::vector<ShardDescription> shards;
    std::optional<std::string> lastEvaluatedShardId;
};

enum class IteratorKind : std::uint8_t { TrimHorizon, Latest, AtSequenceNumber, AfterSequenceNumber };

struct ShardIteratorRequest {
    std::string arn;
    std::string shardId;
    IteratorKind kind = IteratorKind::TrimHorizon;
    std::optional<std::string> sequenceNumber; ///< of the last two kinds
};

/// A change as GetRecords shows it. The images are those of the view type; eventVersion is kStreamEventVersion.
struct StreamRecord {
    std::string eventId; ///< 32 hexadecimal digits, the same at every reading
    ItemChange change;   ///< by the service: userIdentity {Service, dynamodb.amazonaws.com}
    std::int64_t createdMs = 0;
    std::string sequenceNumber;
    std::int64_t sizeBytes = 0; ///< of the key and the images together
    schema::StreamViewType viewType = schema::StreamViewType::KeysOnly;
};

inline constexpr std::string_view kStreamEventVersion = "1.1";

struct StreamRecordPage {
    std::vector<StreamRecord> records;
    std::optional<std::string> nextIterator; ///< absent when the shard is closed and read to its end
};

/// Reads the streams, and lets them roll and be trimmed in the background; ChangeLog makes and ends them. Thread-safe. Everything throws
/// ServiceError for what the service refuses and storage::StorageError.
class Streams {
public:
    Streams(storage::Store &store, const Catalog &catalog, ChangeLog &log, Jobs &jobs, const EngineOptions &options);

    /// In the order of their ARNs, whatever their state.
    StreamList list(const ListStreamsRequest &request) const;
    StreamDescription describe(const DescribeStreamRequest &request) const;
    /// The new iterator, good for 15 minutes.
    std::string iterator(const ShardIteratorRequest &request) const;
    /// At most `limit` (1,000) records and 1 MB.
    StreamRecordPage records(const std::string &iterator, std::optional<std::int64_t> limit = {}) const;

    /// The stream that DescribeTable names, enabled or not; nullopt when the table never had one.
    std::optional<StreamName> latestOf(storage::TableId table) const;

private:
    std::string arnOf(const Stream &stream) const;
    StreamName nameOf(const Stream &stream) const;
    Stream find(const storage::Snapshot &snapshot, const std::string &arn) const;

    storage::Store &m_store;
    ChangeLog &m_log;
    const EngineOptions &m_options;
};

} // namespace keywright::engine
