#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/capacity/units.h"
#include "core/engine/catalog.h"
#include "core/engine/committer.h"
#include "core/engine/index_view.h"
#include "core/engine/traffic_report.h"
#include "core/storage/store.h"

namespace keywright::engine {

/// An item before or after a write.
struct ItemSide {
    std::string_view bytes; ///< as stored; empty when it is not there
    std::int64_t size = 0;
    const value::Item *item = nullptr; ///< only needed where WritePlan::needsItems

    bool isThere() const { return !bytes.empty(); }
};

/// One item's way from before to after.
struct ItemStep {
    std::string_view entry; ///< its key in the store
    ItemSide before;
    ItemSide after;
    const value::Item *key = nullptr; ///< only needed where WritePlan::needsKey
    bool byService = false;           ///< an expiry: not charged, and the stream says so
};

struct PlanRules {
    double units = 1;                 ///< of a standard write; 2 in a transaction
    std::int64_t indexDelayMs = 0;    ///< how long changes of GSIs are held back
    std::int64_t nowMs = 0;           ///< only needed with a delay
    TrafficReport *traffic = nullptr; ///< is told of what is charged, when not null
};

/// What changing items of one table does to it, its indexes and its stream, and the write units of that.
/// Source of the charges: developer guide, "Local secondary indexes", "Using global secondary indexes", provisioned
/// throughput considerations: an index is charged when what it holds of the item changes, twice when the entry moves.
class WritePlan {
public:
    /// All must live longer than the plan.
    WritePlan(const TableState &table, const storage::Store &store, PlanRules rules);

    static bool needsItems(const TableState &table)
    {
        return !table.indexes.empty() || table.expiry.has_value() || !table.definition.vectorIndexes.empty();
    }
    static bool needsKey(const TableState &table) { return table.definition.streamViewType.has_value() || table.destination() != nullptr; }

    /// Under the item's lock. The table itself is charged for the larger side, and at least one unit, even when nothing
    /// changes.
    void change(const ItemStep &step);
    /// Charges the table for a write that does not happen.
    void chargeOnly(std::string_view entry, std::int64_t size);

    PreparedWrite take() { return std::move(m_write); }
    const capacity::ConsumedCapacity &consumed() const { return m_consumed; }

private:
    void changeIndex(const Place &index, const ItemStep &step);
    void changeExpiry(const ItemStep &step);
    void chargeIndex(const Place &index, const std::optional<StoredView> &before, const std::optional<StoredView> &after);
    double chargeEntry(const Place &place, std::string_view entry, std::int64_t size);
    void chargeVectors(const ItemStep &step);
    void addToStream(const ItemStep &step);
    void addDelivery(const ItemStep &step, const KinesisDestination &destination);

    const TableState &m_table;
    const storage::Store &m_store;
    PlanRules m_rules;
    PreparedWrite m_write;
    capacity::ConsumedCapacity m_consumed;
};

/// What a place counts for a change of one entry, or of two when it moves; nothing when it cancels out.
void countEntry(std::vector<CounterChange> &counters, storage::TableId table, const Place &place, std::string_view key, std::int64_t items,
                std::int64_t bytes);

/// Brings the place to hold `after` and no more `beforeKey`, and counts by what the store really holds there: for an
/// index that is backfilled or lags behind. Under the item's lock. `beforeKey` may be empty.
void replaceEntry(PreparedWrite &write, const storage::Store &store, storage::TableId table, const Place &place, std::string_view beforeKey,
                  const std::optional<StoredView> &after);

} // namespace keywright::engine
