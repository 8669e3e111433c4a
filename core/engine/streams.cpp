#include "core/engine/streams.h"

#include <algorithm>

#include "core/engine/record_kind.h"
#include "core/engine/service_error.h"
#include "core/schema/limits.h"
#include "core/value/base64.h"
#include "core/value/item_size.h"
#include "core/value/md5.h"

namespace keywright::engine {

namespace {

constexpr std::int64_t kMaxListed = 100;
constexpr std::int64_t kMaxRecords = 1'000;
constexpr std::size_t kTokenBytes = 21;
constexpr char kTokenVersion = 1;

[[noreturn]] void streamNotFound(const std::string &arn)
{
    throw ServiceError("ResourceNotFoundException", "Requested resource not found: Stream: " + arn + " not found");
}

[[noreturn]] void trimmed()
{
    throw ServiceError("TrimmedDataAccessException", "The operation attempted to read past the oldest stream record in a shard.");
}

std::size_t checkedLimit(std::optional<std::int64_t> limit, std::int64_t most)
{
    if (limit && *limit < 1)
        invalid("1 validation error detected: Value '" + std::to_string(*limit)
                + "' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1");
    if (limit && *limit > most)
        invalid("One or more parameter values were invalid: Limit should be less than or equal to " + std::to_string(most));
    return static_cast<std::size_t>(limit.value_or(most));
}

/// Where a reader of a shard goes on.
struct Position {
    std::string arn;
    std::uint32_t shard = 0;
    std::uint64_t change = 0; ///< the smallest number not read yet
    std::int64_t madeMs = 0;
};

/// "arn:…|1|" and base64 of: version (1) | shard (4) | change (8) | time (8).
std::string toToken(const Position &position)
{
    std::string bytes(1, kTokenVersion);
    storage::appendBigEndian32(bytes, position.shard);
    storage::appendBigEndian64(bytes, position.change);
    storage::appendBigEndian64(bytes, static_cast<std::uint64_t>(position.madeMs));
    return position.arn + "|1|" + value::toBase64(bytes);
}

Position fromToken(const std::string &token)
{
    const std::size_t end = token.find("|1|");
    const auto bytes = end == std::string::npos ? std::nullopt : value::fromBase64(std::string_view(token).substr(end + 3));
    if (!bytes || bytes->size() != kTokenBytes || bytes->front() != kTokenVersion)
        invalid("Invalid ShardIterator");
    const std::string_view rest = *bytes;
    return {token.substr(0, end), static_cast<std::uint32_t>(readBigEndian(rest.substr(1, 4))), readBigEndian(rest.substr(5, 8)),
            static_cast<std::int64_t>(readBigEndian(rest.substr(13)))};
}

std::string eventIdOf(const Stream &stream, std::uint64_t change)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string id;
    for (const unsigned char byte : value::md5(std::to_string(stream.id) + "/" + std::to_string(change))) {
        id += kHex[byte >> 4];
        id += kHex[byte & 0xF];
    }
    return id;
}

StreamRecord recordOf(const Stream &stream, std::uint64_t number, std::string_view stored)
{
    StreamRecord record;
    record.createdMs = static_cast<std::int64_t>(readBigEndian(stored.substr(0, 8)));
    record.change = fromChangeBody(stored.substr(std::min<std::size_t>(8, stored.size())));
    record.eventId = eventIdOf(stream, number);
    record.sequenceNumber = sequenceNumberOf(number);
    record.viewType = stream.viewType;
    record.sizeBytes = value::sizeInBytes(record.change.key);
    for (const auto *image : {&record.change.oldImage, &record.change.newImage})
        if (*image)
            record.sizeBytes += value::sizeInBytes(**image);
    return record;
}

ShardDescription describe(const Stream &stream, const StreamShard &shard)
{
    ShardDescription description;
    description.id = shardIdOf(stream, shard);
    description.parentId = shard.parentId;
    description.startingSequenceNumber = sequenceNumberOf(shard.firstChange);
    if (shard.endChange)
        description.endingSequenceNumber = sequenceNumberOf(*shard.endChange);
    return description;
}

} // namespace

Streams::Streams(storage::Store &store, const Catalog &catalog, ChangeLog &log, Jobs &jobs, const EngineOptions &options)
    : m_store(store), m_log(log), m_options(options)
{
    jobs.add("streams", [&catalog, &log] {
        const auto tables = catalog.keepTables();
        log.rollOldShards();
        return log.trim();
    });
}

std::string Streams::arnOf(const Stream &stream) const
{
    return "arn:aws:dynamodb:" + m_options.region + ":" + m_options.account + ":table/" + stream.table + "/stream/" + stream.label;
}

StreamName Streams::nameOf(const Stream &stream) const
{
    return {arnOf(stream), stream.label, stream.table};
}

/// As the snapshot has it, so that its shards and low-water marks fit the changes that are seen in it.
Stream Streams::find(const storage::Snapshot &snapshot, const std::string &arn) const
{
    const std::string start = "arn:aws:dynamodb:" + m_options.region + ":" + m_options.account + ":table/";
    const std::size_t slash = arn.find("/stream/");
    if (!arn.starts_with(start) || slash == std::string::npos)
        streamNotFound(arn);
    const auto known = m_log.find(arn.substr(start.size(), slash - start.size()), arn.substr(slash + 8));
    auto stream = known == nullptr ? std::nullopt : storedStream(snapshot, known->id);
    if (!stream)
        streamNotFound(arn);
    return std::move(*stream);
}

StreamList Streams::list(const ListStreamsRequest &request) const
{
    const std::size_t limit = checkedLimit(request.limit, kMaxListed);
    StreamList list;
    for (const auto &stream : m_log.streams()) {
        StreamName name = nameOf(*stream);
        if ((request.table && *request.table != stream->table) || (request.exclusiveStartArn && name.arn <= *request.exclusiveStartArn))
            continue;
        if (list.streams.size() == limit) {
            list.lastEvaluatedArn = list.streams.back().arn;
            break;
        }
        list.streams.push_back(std::move(name));
    }
    return list;
}

StreamDescription Streams::describe(const DescribeStreamRequest &request) const
{
    const std::size_t limit = checkedLimit(request.limit, kMaxListed);
    const Stream stream = find(m_store.snapshot(), request.arn);
    StreamDescription description;
    description.name = nameOf(stream);
    description.isEnabled = !stream.disabledMs;
    description.viewType = stream.viewType;
    description.createdMs = stream.createdMs;
    description.key = stream.key;

    std::vector<ShardDescription> shards;
    for (const StreamShard &shard : stream.shards)
        shards.push_back(engine::describe(stream, shard));
    auto next = shards.begin();
    if (request.exclusiveStartShardId) {
        next = std::find_if(shards.begin(), shards.end(),
                            [&request](const ShardDescription &shard) { return shard.id == *request.exclusiveStartShardId; });
        next = next == shards.end() ? next : next + 1; // an unknown one is after all, as the service has it
    }
    for (; next != shards.end(); ++next) {
        if (request.childrenOfShard && next->parentId != request.childrenOfShard)
            continue;
        if (description.shards.size() == limit) {
            description.lastEvaluatedShardId = description.shards.back().id;
            break;
        }
        description.shards.push_back(std::move(*next));
    }
    return description;
}

std::string Streams::iterator(const ShardIteratorRequest &request) const
{
    const bool byNumber = request.kind == IteratorKind::AtSequenceNumber || request.kind == IteratorKind::AfterSequenceNumber;
    if (byNumber != request.sequenceNumber.has_value())
        invalid(byNumber ? "One or more parameter values were invalid: SequenceNumber is required for AT_SEQUENCE_NUMBER and "
                           "AFTER_SEQUENCE_NUMBER"
                         : "One or more parameter values were invalid: SequenceNumber is not allowed for TRIM_HORIZON and LATEST");
    const std::uint64_t end = m_log.end();
    const Stream stream = find(m_store.snapshot(), request.arn);
    const auto shard = std::find_if(stream.shards.begin(), stream.shards.end(),
                                    [&](const StreamShard &each) { return shardIdOf(stream, each) == request.shardId; });
    if (shard == stream.shards.end())
        throw ServiceError("ResourceNotFoundException", "Requested resource not found: Shard does not exist");

    Position position{request.arn, shard->number, shard->firstKept, m_options.clock()};
    if (request.kind == IteratorKind::Latest)
        position.change = std::max(shard->endChange.value_or(end), shard->firstKept);
    if (byNumber) {
        const auto change = changeOf(*request.sequenceNumber);
        if (!change || *change < shard->firstChange || (shard->endChange && *change > *shard->endChange))
            invalid("Invalid SequenceNumber for the shard");
        position.change = *change + (request.kind == IteratorKind::AfterSequenceNumber ? 1 : 0);
        if (position.change < shard->firstKept)
            trimmed();
    }
    return toToken(position);
}

StreamRecordPage Streams::records(const std::string &iterator, std::optional<std::int64_t> limit) const
{
    Position position = fromToken(iterator);
    const std::int64_t now = m_options.clock();
    if (now - position.madeMs > m_options.streams.iteratorMs)
        throw ServiceError("ExpiredIteratorException",
                           "The shard iterator has expired and can no longer be used to retrieve stream records. A shard iterator "
                           "expires 15 minutes after it is retrieved using the GetShardIterator action.");
    const std::size_t most = checkedLimit(limit, kMaxRecords);
    const storage::Snapshot snapshot = m_store.snapshot();
    const Stream stream = find(snapshot, position.arn);
    const StreamShard *shard = stream.findShard(position.shard);
    if (shard == nullptr || position.change < shard->firstKept)
        trimmed();

    StreamRecordPage page;
    std::int64_t bytes = 0;
    const std::string prefix = shardPrefix(stream.id, shard->number);
    std::string start = prefix;
    storage::appendBigEndian64(start, position.change);
    storage::Cursor cursor = snapshot.cursor();
    bool isAtEnd = true;
    for (cursor.seek(start); cursor.isValid() && cursor.key().starts_with(prefix); cursor.next()) {
        const std::uint64_t number = readBigEndian(cursor.key().substr(prefix.size()));
        isAtEnd = page.records.size() < most;
        if (!isAtEnd)
            break;
        StreamRecord record = recordOf(stream, number, cursor.value());
        bytes += record.sizeBytes;
        isAtEnd = page.records.empty() || bytes <= schema::kPageBytes;
        if (!isAtEnd)
            break;
        page.records.push_back(std::move(record));
        position.change = number + 1;
    }
    cursor.check();
    position.madeMs = now;
    if (!isAtEnd || !shard->endChange)
        page.nextIterator = toToken(position);
    return page;
}

std::optional<StreamName> Streams::latestOf(storage::TableId table) const
{
    const auto stream = m_log.latestOf(table);
    return stream == nullptr ? std::nullopt : std::optional(nameOf(*stream));
}

} // namespace keywright::engine
