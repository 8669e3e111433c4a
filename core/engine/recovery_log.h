#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/engine/table_state.h"
#include "core/storage/store.h"

/// What a table with point-in-time recovery keeps of its changes, in a place of its own (RecoveryLog::id):
///     place (6 bytes) | 'k' | entry | stamp (8): the item's bytes before the change; empty when it was not there
///     place (6 bytes) | 't' | stamp (8) | entry: nothing; by it the oldest are found
/// An entry is the key of the item's entry in the store without its place. It ends itself, so that the first kind stands
/// in the order of the items, and of one item in the order of its changes. A stamp is a millisecond times 65,536 and a
/// number within it; stamps grow in the order of commits through all tables of a store, and what one batch changes has one.
///
/// A table as it was at a moment is the table of today, but for every key with a later change what the first of these found.
namespace keywright::engine {

/// The item of one change as it was before, on its way into the log.
struct KeptImage {
    storage::TableId table = 0;
    storage::IndexId log = 0;
    std::string entry;
    std::string before; ///< item bytes; empty when it was not there
};

/// The first stamp of the millisecond.
constexpr std::uint64_t stampOf(std::int64_t milliseconds)
{
    return static_cast<std::uint64_t>(milliseconds) << 16;
}

constexpr std::int64_t millisecondOf(std::uint64_t stamp)
{
    return static_cast<std::int64_t>(stamp >> 16);
}

void addToLog(storage::Batch &batch, const KeptImage &image, std::uint64_t stamp);

/// Of the table's last change; 0 when its log is empty.
std::uint64_t newestStamp(const storage::Store &store, storage::TableId table, storage::IndexId log);

/// Removes some changes with smaller stamps from the log, at most `count`. Returns how many. Throws storage::StorageError.
std::size_t trimLog(storage::Store &store, storage::TableId table, storage::IndexId log, std::uint64_t before, std::size_t count);

/// The first moment that a table with a log can be brought back to.
std::int64_t earliestMoment(const RecoveryLog &log, std::int64_t now);

/// The items of a table as they were at a moment, in the order of their entries, read from one snapshot. Not thread-safe.
/// Throws storage::StorageError. The snapshot must outlive it.
class PastCursor {
public:
    /// Everything that was committed within the millisecond `moment` or before it counts. Only entries that begin with
    /// `range` are given.
    PastCursor(const storage::Snapshot &snapshot, storage::TableId table, storage::IndexId log, std::int64_t moment,
               std::string range = {});

    /// Passes over everything up to this entry; before the first next() only.
    void startAfter(std::string_view entry);
    /// To the next item, or the first; false when there are no more.
    bool next();
    std::string_view entry() const { return m_entry; }    ///< without place
    std::string_view item() const { return m_itemBytes; } ///< item bytes

private:
    bool hasItem() const;
    std::string_view itemEntry() const;
    void findChange();
    void passChange();

    storage::Cursor m_items;
    storage::Cursor m_log;
    std::string m_itemPlace;
    std::string m_logPlace;
    std::string m_range;
    std::uint64_t m_first; ///< the smallest stamp after the moment
    bool m_hasChange = false;
    std::string m_changeEntry; ///< of the first change after the moment of the next item that has one
    std::string m_before;
    std::string m_entry;
    std::string m_itemBytes;
};

/// An item that was changed in some time, as it was at its beginning and at its end. Empty bytes: it was not there.
struct PastChange {
    std::string entry;
    std::string before;
    std::string after;
    std::uint64_t stamp = 0; ///< of the last change in that time
};

/// The items whose changes fall between two moments, in the order of their entries; also those that came back to what they
/// were. Like PastCursor otherwise.
class PastChanges {
public:
    /// After `from`, up to and with `to`.
    PastChanges(const storage::Snapshot &snapshot, storage::TableId table, storage::IndexId log, std::int64_t from, std::int64_t to);

    void startAfter(std::string_view entry);
    bool next();
    const PastChange &change() const { return m_change; }

private:
    bool readOne();

    const storage::Snapshot &m_snapshot;
    storage::Cursor m_log;
    std::string m_itemPlace;
    std::string m_logPlace;
    std::uint64_t m_first;
    std::uint64_t m_end;
    PastChange m_change;
};

} // namespace keywright::engine
