#include "core/engine/recovery_log.h"

#include <algorithm>

#include "core/engine/record_kind.h"

namespace keywright::engine {

namespace {

constexpr char kByKey = 'k';
constexpr char kByTime = 't';
constexpr std::size_t kLogPrefixBytes = storage::kPlacePrefixBytes + 1;
constexpr std::size_t kStampBytes = 8;
constexpr std::int64_t kMsADayOfLog = 86'400'000;

std::string logPrefix(storage::TableId table, storage::IndexId log, char kind)
{
    return storage::placePrefix(table, log) += kind;
}

std::string keyInLog(const std::string &prefix, std::string_view entry, std::uint64_t stamp)
{
    std::string key = prefix;
    key += entry;
    storage::appendBigEndian64(key, stamp);
    return key;
}

std::string timeInLog(const std::string &prefix, std::uint64_t stamp, std::string_view entry)
{
    std::string key = prefix;
    storage::appendBigEndian64(key, stamp);
    return key += entry;
}

std::string_view entryInLogKey(std::string_view key)
{
    return key.substr(kLogPrefixBytes, key.size() - kLogPrefixBytes - kStampBytes);
}

std::uint64_t stampInLogKey(std::string_view key)
{
    return readBigEndian(key.substr(key.size() - kStampBytes));
}

} // namespace

void addToLog(storage::Batch &batch, const KeptImage &image, std::uint64_t stamp)
{
    batch.put(keyInLog(logPrefix(image.table, image.log, kByKey), image.entry, stamp), image.before);
    batch.put(timeInLog(logPrefix(image.table, image.log, kByTime), stamp, image.entry), {});
}

std::uint64_t newestStamp(const storage::Store &store, storage::TableId table, storage::IndexId log)
{
    const std::string prefix = logPrefix(table, log, kByTime);
    storage::Cursor cursor = store.cursor();
    cursor.seekBefore(storage::afterPrefix(prefix));
    cursor.check();
    if (!cursor.isValid() || !cursor.key().starts_with(prefix))
        return 0;
    return readBigEndian(cursor.key().substr(prefix.size(), kStampBytes));
}

std::size_t trimLog(storage::Store &store, storage::TableId table, storage::IndexId log, std::uint64_t before, std::size_t count)
{
    const std::string byTime = logPrefix(table, log, kByTime);
    const std::string byKey = logPrefix(table, log, kByKey);
    storage::Batch batch;
    std::size_t trimmed = 0;
    storage::Cursor cursor = store.cursor();
    for (cursor.seek(byTime); cursor.isValid() && cursor.key().starts_with(byTime) && trimmed < count; cursor.next()) {
        const std::uint64_t stamp = readBigEndian(cursor.key().substr(byTime.size(), kStampBytes));
        if (stamp >= before)
            break;
        batch.erase(cursor.key());
        batch.erase(keyInLog(byKey, cursor.key().substr(byTime.size() + kStampBytes), stamp));
        ++trimmed;
    }
    cursor.check();
    if (trimmed > 0)
        store.write(batch);
    return trimmed;
}

std::int64_t earliestMoment(const RecoveryLog &log, std::int64_t now)
{
    return std::max(log.since, now - log.days * kMsADayOfLog);
}

PastCursor::PastCursor(const storage::Snapshot &snapshot, storage::TableId table, storage::IndexId log, std::int64_t moment,
                       std::string range)
    : m_items(snapshot.cursor()),
      m_log(snapshot.cursor()),
      m_itemPlace(storage::placePrefix(table, storage::kBaseIndex)),
      m_logPlace(logPrefix(table, log, kByKey)),
      m_range(std::move(range)),
      m_first(stampOf(moment + 1))
{
    m_items.seek(m_itemPlace + m_range);
    m_log.seek(m_logPlace + m_range);
    findChange();
}

void PastCursor::startAfter(std::string_view entry)
{
    const std::string item = m_itemPlace + std::string(entry);
    m_items.seek(item);
    if (m_items.isValid() && m_items.key() == item)
        m_items.next();
    m_log.seek(keyInLog(m_logPlace, entry, ~std::uint64_t(0)));
    findChange();
}

bool PastCursor::next()
{
    for (;;) {
        const bool isItem = hasItem();
        if (!isItem && !m_hasChange) {
            m_items.check();
            m_log.check();
            return false;
        }
        if (isItem && (!m_hasChange || itemEntry() < m_changeEntry)) {
            m_entry = itemEntry();
            m_itemBytes = m_items.value();
            m_items.next();
            return true;
        }
        m_entry = std::move(m_changeEntry);
        m_itemBytes = std::move(m_before);
        if (isItem && itemEntry() == m_entry)
            m_items.next();
        passChange();
        if (!m_itemBytes.empty())
            return true;
    }
}

bool PastCursor::hasItem() const
{
    return m_items.isValid() && m_items.key().starts_with(m_itemPlace) && itemEntry().starts_with(m_range);
}

std::string_view PastCursor::itemEntry() const
{
    return m_items.key().substr(storage::kPlacePrefixBytes);
}

/// From where the walk through the log stands to the first change after the moment, of whatever item comes next.
void PastCursor::findChange()
{
    m_hasChange = false;
    while (m_log.isValid() && m_log.key().starts_with(m_logPlace) && m_log.key().substr(kLogPrefixBytes).starts_with(m_range)) {
        if (stampInLogKey(m_log.key()) >= m_first) {
            m_hasChange = true;
            m_changeEntry = entryInLogKey(m_log.key());
            m_before = m_log.value();
            return;
        }
        m_log.seek(keyInLog(m_logPlace, entryInLogKey(m_log.key()), m_first));
    }
}

/// m_entry has had its change; its later ones do not count.
void PastCursor::passChange()
{
    m_log.next();
    if (m_log.isValid() && m_log.key().starts_with(m_logPlace) && entryInLogKey(m_log.key()) == m_entry)
        m_log.seek(keyInLog(m_logPlace, m_entry, ~std::uint64_t(0)));
    findChange();
}

PastChanges::PastChanges(const storage::Snapshot &snapshot, storage::TableId table, storage::IndexId log, std::int64_t from,
                         std::int64_t to)
    : m_snapshot(snapshot),
      m_log(snapshot.cursor()),
      m_itemPlace(storage::placePrefix(table, storage::kBaseIndex)),
      m_logPlace(logPrefix(table, log, kByKey)),
      m_first(stampOf(from + 1)),
      m_end(stampOf(to + 1))
{
    m_log.seek(m_logPlace);
}

void PastChanges::startAfter(std::string_view entry)
{
    m_log.seek(keyInLog(m_logPlace, entry, ~std::uint64_t(0)));
}

bool PastChanges::next()
{
    while (m_log.isValid() && m_log.key().starts_with(m_logPlace)) {
        if (stampInLogKey(m_log.key()) < m_first) {
            m_log.seek(keyInLog(m_logPlace, entryInLogKey(m_log.key()), m_first));
            continue;
        }
        if (readOne())
            return true;
    }
    m_log.check();
    return false;
}

/// The walk stands on an item's first change after the beginning, and leaves it for the next item's.
bool PastChanges::readOne()
{
    m_change.entry = entryInLogKey(m_log.key());
    const bool isChanged = stampInLogKey(m_log.key()) < m_end;
    m_change.before = m_log.value();
    const auto isSame = [this] {
        return m_log.isValid() && m_log.key().starts_with(m_logPlace) && entryInLogKey(m_log.key()) == m_change.entry;
    };
    if (isChanged) {
        m_log.seekBefore(keyInLog(m_logPlace, m_change.entry, m_end)); // to the last one that counts
        m_change.stamp = stampInLogKey(m_log.key());
        m_log.next();
        m_change.after = isSame() ? std::string(m_log.value()) : m_snapshot.get(m_itemPlace + m_change.entry).value_or(std::string());
    }
    if (isSame())
        m_log.seek(keyInLog(m_logPlace, m_change.entry, ~std::uint64_t(0)));
    return isChanged;
}

} // namespace keywright::engine
