#include "core/engine/change_log.h"

#include <algorithm>
#include <tuple>

#include "core/engine/record_kind.h"

namespace keywright::engine {

using storage::Batch;
using storage::TableId;

namespace {

constexpr std::size_t kTrimmedAtOnce = 1'000;

std::string streamKey(std::uint64_t id)
{
    std::string key = recordPrefix(kStreamRecord);
    storage::appendBigEndian64(key, id);
    return key;
}

std::string changeKey(std::uint64_t stream, std::uint32_t shard, std::uint64_t change)
{
    std::string key = shardPrefix(stream, shard);
    storage::appendBigEndian64(key, change);
    return key;
}

void putNextChange(Batch &batch, std::uint64_t next)
{
    std::string record;
    storage::appendBigEndian64(record, next);
    batch.put(recordPrefix(kNextChangeRecord), record);
}

} // namespace

std::string shardPrefix(std::uint64_t stream, std::uint32_t shard)
{
    std::string key = recordPrefix(kChangeRecord);
    storage::appendBigEndian64(key, stream);
    storage::appendBigEndian32(key, shard);
    return key;
}

ChangeLog::ChangeLog(storage::Store &store, const EngineOptions &options) : m_store(store), m_clock(options.clock), m_rules(options.streams)
{
    if (const auto next = store.get(recordPrefix(kNextChangeRecord)))
        m_next = readBigEndian(*next);
    m_end = m_next;
    const std::string prefix = recordPrefix(kStreamRecord);
    const storage::Snapshot snapshot = store.snapshot();
    storage::Cursor cursor = snapshot.cursor();
    for (cursor.seek(prefix); cursor.isValid() && cursor.key().starts_with(prefix); cursor.next())
        put(fromStreamRecord(cursor.value()));
    cursor.check();
}

void ChangeLog::put(Stream stream)
{
    const std::lock_guard lock(m_mutex);
    if (!stream.disabledMs)
        m_enabled[stream.tableId] = stream.id;
    else if (const auto enabled = m_enabled.find(stream.tableId); enabled != m_enabled.end() && enabled->second == stream.id)
        m_enabled.erase(enabled);
    const std::uint64_t id = stream.id;
    m_streams[id] = std::make_shared<const Stream>(std::move(stream));
}

Stream ChangeLog::enable(Batch &batch, const schema::TableDefinition &table, TableId tableId)
{
    const std::lock_guard lock(m_writing);
    Stream stream;
    stream.id = m_next++;
    stream.table = table.name;
    stream.tableId = tableId;
    stream.key = table.key;
    stream.viewType = table.streamViewType.value_or(schema::StreamViewType::KeysOnly);
    stream.createdMs = m_clock();
    stream.label = freeLabel(table.name, stream.createdMs);
    StreamShard shard;
    shard.number = stream.nextShard++;
    shard.openedMs = stream.createdMs;
    shard.firstChange = shard.firstKept = m_next;
    stream.shards.push_back(shard);
    batch.put(streamKey(stream.id), toStreamRecord(stream));
    putNextChange(batch, m_next);
    return stream;
}

std::string ChangeLog::freeLabel(const std::string &table, std::int64_t &milliseconds) const
{
    while (find(table, streamLabelOf(milliseconds)) != nullptr)
        ++milliseconds;
    return streamLabelOf(milliseconds);
}

std::optional<Stream> ChangeLog::disable(Batch &batch, TableId tableId)
{
    const std::lock_guard lock(m_writing);
    const auto enabled = m_enabled.find(tableId);
    if (enabled == m_enabled.end())
        return std::nullopt;
    Stream stream = *m_streams.at(enabled->second);
    stream.disabledMs = m_clock();
    for (StreamShard &shard : stream.shards) {
        if (shard.endChange)
            continue;
        shard.closedMs = stream.disabledMs;
        shard.endChange = m_next++;
    }
    batch.put(streamKey(stream.id), toStreamRecord(stream));
    putNextChange(batch, m_next);
    return stream;
}

void ChangeLog::adopt(const Stream &stream)
{
    const std::lock_guard lock(m_writing);
    put(stream);
    m_end = m_next;
}

std::optional<Stream> storedStream(const storage::Snapshot &snapshot, std::uint64_t id)
{
    const auto record = snapshot.get(streamKey(id));
    return record ? std::optional(fromStreamRecord(*record)) : std::nullopt;
}

std::vector<std::shared_ptr<const Stream>> ChangeLog::streams() const
{
    std::vector<std::shared_ptr<const Stream>> streams;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &[id, stream] : m_streams)
            streams.push_back(stream);
    }
    std::sort(streams.begin(), streams.end(), [](const auto &left, const auto &right) {
        return std::tie(left->table, left->label) < std::tie(right->table, right->label);
    });
    return streams;
}

std::shared_ptr<const Stream> ChangeLog::find(const std::string &table, const std::string &label) const
{
    const std::lock_guard lock(m_mutex);
    for (const auto &[id, stream] : m_streams)
        if (stream->table == table && stream->label == label)
            return stream;
    return nullptr;
}

std::shared_ptr<const Stream> ChangeLog::latestOf(TableId table) const
{
    const std::lock_guard lock(m_mutex);
    std::shared_ptr<const Stream> latest;
    for (const auto &[id, stream] : m_streams) // ids grow with time
        if (stream->tableId == table)
            latest = stream;
    return latest;
}

ChangeLog::Section::Section(ChangeLog &log)
    : m_log(log), m_lock(log.m_writing), m_now(std::max(log.m_clock(), log.m_lastMs)), m_next(log.m_next)
{ }

const Stream &ChangeLog::Section::asItWillBe(std::uint64_t stream) const
{
    const auto changed = m_changed.find(stream);
    return changed != m_changed.end() ? changed->second : *m_log.m_streams.at(stream);
}

void ChangeLog::Section::append(Batch &batch, const ChangeDraft &draft)
{
    const auto enabled = m_log.m_enabled.find(draft.tableId);
    if (enabled == m_log.m_enabled.end())
        return;
    const std::uint64_t stream = enabled->second;
    const StreamShard *shard = asItWillBe(stream).openShard(draft.hash);
    std::int64_t *count = &m_log.m_counts[{stream, shard->number}];
    const bool isOld = m_now - shard->openedMs >= m_log.m_rules.shardAgeMs;
    const bool isFull = *count >= m_log.m_rules.shardChanges;
    if (isOld || isFull) {
        Stream &rolled = m_changed.try_emplace(stream, asItWillBe(stream)).first->second;
        roll(rolled, shard->number, isFull);
        shard = rolled.openShard(draft.hash);
        count = &m_log.m_counts[{stream, shard->number}];
    }
    std::string value;
    value.reserve(8 + draft.body.size());
    storage::appendBigEndian64(value, static_cast<std::uint64_t>(m_now));
    value += draft.body;
    batch.put(changeKey(stream, shard->number, takeNumber()), value);
    ++*count;
}

void ChangeLog::Section::roll(Stream &stream, std::uint32_t number, bool split)
{
    const auto found =
        std::find_if(stream.shards.begin(), stream.shards.end(), [number](const StreamShard &shard) { return shard.number == number; });
    found->closedMs = m_now;
    found->endChange = takeNumber();
    StreamShard child;
    child.parentId = shardIdOf(stream, *found);
    child.openedMs = m_now;
    child.firstChange = child.firstKept = m_next;
    child.firstHash = found->firstHash;
    child.lastHash = found->lastHash;
    if (split && child.firstHash < child.lastHash && stream.countOfOpenShards() + 2 <= m_log.m_rules.openShards) {
        StreamShard lower = child;
        lower.number = stream.nextShard++;
        lower.lastHash = child.firstHash + (child.lastHash - child.firstHash) / 2;
        child.firstHash = lower.lastHash + 1;
        stream.shards.push_back(lower);
    }
    child.number = stream.nextShard++;
    stream.shards.push_back(child);
    m_log.m_counts.erase({stream.id, number});
}

void ChangeLog::Section::finish(Batch &batch) const
{
    for (const auto &[id, stream] : m_changed)
        batch.put(streamKey(id), toStreamRecord(stream));
    for (const std::uint64_t id : m_gone)
        batch.erase(streamKey(id));
    if (m_next != m_log.m_next)
        putNextChange(batch, m_next);
}

void ChangeLog::Section::written()
{
    for (auto &[id, stream] : m_changed)
        m_log.put(std::move(stream));
    if (!m_gone.empty()) {
        const std::lock_guard lock(m_log.m_mutex);
        for (const std::uint64_t id : m_gone)
            m_log.m_streams.erase(id);
    }
    m_log.m_next = m_next;
    m_log.m_lastMs = m_now;
    m_log.m_end = m_next;
}

bool ChangeLog::rollOldShards()
{
    const std::int64_t now = m_clock();
    const auto isOld = [this, now](const StreamShard &shard) { return !shard.endChange && now - shard.openedMs >= m_rules.shardAgeMs; };
    for (const auto &stream : streams()) {
        if (std::none_of(stream->shards.begin(), stream->shards.end(), isOld))
            continue;
        Section section(*this);
        const auto current = m_streams.find(stream->id);
        if (current == m_streams.end())
            continue;
        Stream rolled = *current->second;
        for (std::size_t i = 0, count = rolled.shards.size(); i < count; ++i)
            if (isOld(rolled.shards[i]))
                section.roll(rolled, rolled.shards[i].number, false);
        section.m_changed.emplace(rolled.id, std::move(rolled));
        Batch batch;
        section.finish(batch);
        m_store.write(batch);
        section.written();
    }
    return false;
}

/// True when the shard holds nothing older than `before` any more.
bool ChangeLog::trimShard(Batch &batch, const storage::Snapshot &snapshot, const Stream &stream, StreamShard &shard, std::int64_t before,
                          std::size_t &left) const
{
    const std::string prefix = shardPrefix(stream.id, shard.number);
    storage::Cursor cursor = snapshot.cursor();
    for (cursor.seek(changeKey(stream.id, shard.number, shard.firstKept)); cursor.isValid() && cursor.key().starts_with(prefix);
         cursor.next()) {
        if (static_cast<std::int64_t>(readBigEndian(cursor.value().substr(0, 8))) > before)
            return true;
        if (left == 0)
            return false;
        --left;
        batch.erase(cursor.key());
        shard.firstKept = readBigEndian(cursor.key().substr(prefix.size())) + 1;
    }
    cursor.check();
    return true;
}

bool ChangeLog::trim()
{
    for (const auto &stream : streams()) {
        const std::int64_t before = m_clock() - m_rules.retentionMs;
        if (stream->createdMs > before)
            continue;
        Section section(*this);
        const auto current = m_streams.find(stream->id);
        if (current == m_streams.end())
            continue;
        Stream trimmed = *current->second;
        const bool isPast = trimmed.disabledMs && *trimmed.disabledMs <= before;
        Batch batch;
        std::size_t left = kTrimmedAtOnce;
        bool done = true;
        const storage::Snapshot snapshot = m_store.snapshot();
        std::vector<StreamShard> kept;
        for (StreamShard &shard : trimmed.shards) {
            const bool isClean = trimShard(batch, snapshot, trimmed, shard, before, left);
            done = done && isClean;
            if (!isClean || !shard.closedMs || *shard.closedMs > before)
                kept.push_back(shard);
        }
        trimmed.shards = std::move(kept);
        if (trimmed == *current->second && !isPast)
            continue;
        if (isPast && done)
            section.m_gone.push_back(trimmed.id);
        else
            section.m_changed.emplace(trimmed.id, std::move(trimmed));
        section.finish(batch);
        m_store.write(batch);
        section.written();
        if (!done)
            return true;
    }
    return false;
}

} // namespace keywright::engine
