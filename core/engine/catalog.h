#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "core/engine/change_log.h"
#include "core/engine/engine_options.h"
#include "core/engine/table_state.h"
#include "core/storage/key_encoding.h"
#include "core/storage/store.h"

namespace keywright::engine {

/// A table or index whose entries nobody needs any more.
struct DoomedPlace {
    storage::TableId table = 0;
    storage::IndexId place = 0;
    friend bool operator==(const DoomedPlace &, const DoomedPlace &) = default;
};

/// The tables of a store: kept in memory, one record for each in the store. Thread-safe. What is changed together with a
/// table (doomed places, cursors of backfills) is written in the same batch. The records' keys begin with the catalog's
/// table id and one letter: t tables, n the next table id, c counters, d doomed places, b cursors of backfills.
class Catalog {
public:
    /// Reads all tables of the store. Throws storage::StorageError.
    Catalog(storage::Store &store, const EngineOptions &options);

    /// What a change of a table does beside the new state.
    struct Consequences {
        storage::Batch batch; ///< written together with the table's record
        std::vector<storage::IndexId> doomed;
        std::vector<storage::IndexId> backfilled;      ///< places that older items are to be brought into
        std::vector<std::function<void()>> afterwards; ///< when it is written, while still no write is under way

        void enableStream(ChangeLog &changeLog, const TableState &table);
        void disableStream(ChangeLog &changeLog, const TableState &table);
    };
    using Edit = std::function<void(TableState &next, Consequences &consequences)>;

    /// Adds a table and gives it its id; `also` may say what is written beside it. Throws ServiceError:
    /// ResourceInUseException when there is a table of that name.
    std::shared_ptr<const TableState> add(TableState table, const Edit &also = {});

    /// For operations on items. Throws ServiceError (ResourceNotFoundException) when there is no such table, and also
    /// while it is CREATING or DELETING, as the service does. `name` may be a table's ARN.
    std::shared_ptr<const TableState> find(const std::string &name) const;

    /// For operations on tables: in whatever status it is. Throws ServiceError (ResourceNotFoundException, with the
    /// table's name in the message).
    std::shared_ptr<const TableState> findAny(const std::string &nameOrArn) const;

    /// The same, but a table that is being restored or imported counts as none, as the service has it for all but describing it.
    std::shared_ptr<const TableState> findUsable(const std::string &nameOrArn) const;

    /// By id; null when the table is no more.
    std::shared_ptr<const TableState> findById(storage::TableId id) const;

    /// In the order of their names' bytes.
    std::vector<std::string> names() const;
    std::vector<std::shared_ptr<const TableState>> all() const;

    /// Lets `edit` change a copy of the table, writes it, and puts it in the place of the old one, while no write is
    /// under way. What `edit` throws is passed on, and nothing has changed. Tables are found as by findUsable().
    std::shared_ptr<const TableState> change(const std::string &nameOrArn, const Edit &edit);
    /// The same by id; null when the table is no more.
    std::shared_ptr<const TableState> change(storage::TableId id, const Edit &edit);

    /// The table is no more, and its places are doomed.
    void drop(storage::TableId id);

    /// Tables that were DELETING and whose time is over, by id.
    std::vector<storage::TableId> overdue() const;

    std::vector<DoomedPlace> doomed() const;
    /// The record that a doomed place was swept: for the batch of its last deletions.
    void forgetDoomed(const DoomedPlace &place, storage::Batch &batch) const;

    /// Where the backfill of a place stands: it has seen all items up to this entry; nullopt when it is not under way.
    std::optional<std::string> backfillCursor(storage::TableId table, storage::IndexId place) const;
    void setBackfillCursor(storage::TableId table, storage::IndexId place, const std::string &cursor, storage::Batch &batch) const;

    void forgetBackfill(storage::TableId table, storage::IndexId place, storage::Batch &batch) const;

    /// Held by a write from finding its table until it is committed, so that no table changes under it. Not to be taken
    /// twice by one thread.
    std::shared_lock<std::shared_mutex> keepTables() const;

private:
    std::unique_lock<std::shared_mutex> changeTables();
    void load(const std::string &name, const std::string &record);
    std::shared_ptr<const TableState> replace(const std::shared_ptr<const TableState> &table, const Edit &edit);
    void dropLocked(const TableState &table);
    void write(const TableState &table, Consequences &consequences);

    storage::Store &m_store;
    const EngineOptions &m_options;
    mutable std::shared_mutex m_gate;
    mutable std::atomic<int> m_changers = 0; // who waits to change a table goes before new writes
    mutable std::shared_mutex m_mutex;       // guards what follows
    std::map<std::string, std::shared_ptr<const TableState>, std::less<>> m_tables;
    storage::TableId m_nextId = 1;
};

/// The key of one bucket's record of items and bytes, and what all of a place begin with.
std::string counterKey(storage::TableId table, storage::IndexId index, std::uint16_t bucket);
std::string counterPrefix(storage::TableId table, storage::IndexId index);
std::string counterRecord(const BucketCounters::Bucket &bucket);

} // namespace keywright::engine
