#include "core/session/stream_tail.h"

#include <algorithm>
#include <tuple>

#include "core/engine/service_error.h"

namespace keywright::session {

namespace {

using State = TailShard::State;

constexpr std::int64_t kPage = 1000; // the most that GetRecords gives
constexpr int kRoundsBetweenDescriptions = 5;
constexpr std::int64_t kSecondMs = 1000;

bool isOfName(const engine::ServiceError &error, const char *name)
{
    return error.name() == name;
}

} // namespace

StreamTail::StreamTail(std::string arn, TailStart start, std::function<std::int64_t()> now)
    : m_arn(std::move(arn)), m_start(start), m_now(std::move(now))
{ }

bool StreamTail::isOver() const
{
    const auto isDone = [](const TailShard &shard) { return shard.state == State::Finished || shard.state == State::Skipped; };
    return m_isDescribed && !m_isEnabled && std::all_of(m_shards.begin(), m_shards.end(), isDone);
}

bool StreamTail::needsDescription() const
{
    if (!m_isDescribed)
        return true;
    // A closed shard has a child, unless the stream was disabled; it may take a moment to come.
    const bool hasOpen =
        std::any_of(m_readings.begin(), m_readings.end(), [](const Reading &each) { return each.shown.state == State::Reading; });
    const bool hasEnd = std::any_of(m_readings.begin(), m_readings.end(), [this](const Reading &each) {
        const bool hasChild = std::any_of(m_readings.begin(), m_readings.end(),
                                          [&](const Reading &other) { return other.shown.shard.parentId == each.shown.shard.id; });
        return each.shown.state == State::Finished && !hasChild;
    });
    return m_isEnabled && hasEnd && (!hasOpen || m_roundsSinceDescription >= kRoundsBetweenDescriptions);
}

void StreamTail::describe(connection::Connection &connection)
{
    const bool isFirst = !m_isDescribed;
    engine::DescribeStreamRequest request;
    request.arn = m_arn;
    do {
        const engine::StreamDescription page = connection.describeStream(request);
        m_isEnabled = page.isEnabled;
        for (const engine::ShardDescription &shard : page.shards) {
            const auto known =
                std::find_if(m_readings.begin(), m_readings.end(), [&](const Reading &each) { return each.shown.shard.id == shard.id; });
            if (known != m_readings.end()) {
                known->shown.shard = shard;
                continue;
            }
            Reading reading;
            reading.shown.shard = shard;
            if (isFirst && m_start == TailStart::Latest) {
                reading.startsLatest = true;
                reading.shown.state = shard.endingSequenceNumber ? State::Skipped : State::Reading;
            }
            m_readings.push_back(std::move(reading));
        }
        request.exclusiveStartShardId = page.lastEvaluatedShardId;
    } while (request.exclusiveStartShardId);
    m_isDescribed = true;
    m_roundsSinceDescription = 0;
}

bool StreamTail::isReadable(const Reading &reading) const
{
    if (reading.shown.state == State::Finished || reading.shown.state == State::Skipped)
        return false;
    const auto parent = std::find_if(m_readings.begin(), m_readings.end(),
                                     [&](const Reading &each) { return each.shown.shard.id == reading.shown.shard.parentId; });
    return parent == m_readings.end() || parent->shown.state == State::Finished || parent->shown.state == State::Skipped;
}

std::string StreamTail::iteratorFor(connection::Connection &connection, Reading &reading) const
{
    engine::ShardIteratorRequest request;
    request.arn = m_arn;
    request.shardId = reading.shown.shard.id;
    if (!reading.shown.lastSequenceNumber.empty()) {
        request.kind = engine::IteratorKind::AfterSequenceNumber;
        request.sequenceNumber = reading.shown.lastSequenceNumber;
    } else if (reading.startsLatest) {
        request.kind = engine::IteratorKind::Latest;
    }
    return connection.getShardIterator(request);
}

void StreamTail::readShard(connection::Connection &connection, Reading &reading, std::vector<TailRecord> &records)
{
    engine::StreamRecordPage page;
    try {
        if (reading.iterator.empty())
            reading.iterator = iteratorFor(connection, reading);
        reading.shown.state = State::Reading;
        page = connection.getRecords(reading.iterator, kPage);
    } catch (const engine::ServiceError &error) {
        if (isOfName(error, "TrimmedDataAccessException")) {
            m_hasGap = true;
            reading.shown.lastSequenceNumber.clear();
        } else if (!isOfName(error, "ExpiredIteratorException")) {
            throw;
        }
        // Where it was; where nothing was read yet, from its first change on, without what was there before.
        reading.startsLatest = false;
        reading.iterator.clear();
        m_hasMore = true;
        return;
    }
    for (engine::StreamRecord &record : page.records) {
        reading.shown.lastSequenceNumber = record.sequenceNumber;
        if (m_start == TailStart::Latest && record.createdMs + kSecondMs <= m_sinceMs)
            continue; // of an iterator that had to be got anew; times are rounded down to the second
        ++reading.shown.records;
        records.push_back({reading.shown.shard.id, std::move(record)});
    }
    m_hasMore = m_hasMore || page.records.size() >= static_cast<std::size_t>(kPage);
    reading.iterator = page.nextIterator.value_or(std::string());
    if (!page.nextIterator) {
        reading.shown.state = State::Finished;
        m_hasMore = true; // its children
    }
}

std::vector<TailRecord> StreamTail::read(connection::Connection &connection)
{
    if (m_sinceMs == 0)
        m_sinceMs = m_now();
    m_hasMore = false;
    ++m_roundsSinceDescription;
    if (needsDescription())
        describe(connection);
    std::vector<TailRecord> records;
    for (Reading &reading : m_readings)
        if (isReadable(reading))
            readShard(connection, reading, records);
    m_shards.clear();
    for (const Reading &reading : m_readings)
        m_shards.push_back(reading.shown);
    std::stable_sort(records.begin(), records.end(),
                     [](const TailRecord &left, const TailRecord &right) { return left.record.createdMs < right.record.createdMs; });
    return records;
}

} // namespace keywright::session
