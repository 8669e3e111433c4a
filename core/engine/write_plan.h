#pragma once

#include <optional>
#include <vector>

#include "core/capacity/units.h"
#include "core/engine/catalog.h"
#include "core/engine/committer.h"
#include "core/engine/index_view.h"
#include "core/storage/store.h"

namespace keywright::engine {

/// What changing one item does to its table and all its indexes: the puts and deletes, the counters, and the write units.
/// Source of the charges: developer guide, "Local secondary indexes", "Using global secondary indexes", provisioned
/// throughput considerations: an index is charged when what it holds of the item changes, twice when the entry moves.
class WritePlan {
public:
    /// `units` counts a standard write (1) or one of a transaction (2).
    explicit WritePlan(const TableState &table, double units = 1);

    /// From the item as it was to the item as it will be; absent means not there. The table itself is charged for the
    /// larger of the two, and at least one unit, even when nothing changes.
    void change(const std::optional<value::Item> &before, const std::optional<value::Item> &after);

    storage::Batch takeBatch() { return std::move(m_batch); }
    const std::vector<CounterChange> &counterChanges() const { return m_counterChanges; }
    const capacity::ConsumedCapacity &consumed() const { return m_consumed; }

private:
    void changeBase(const std::optional<StoredView> &before, const std::optional<StoredView> &after);
    void changeIndex(const Place &index, const std::optional<StoredView> &before, const std::optional<StoredView> &after);
    void count(const Place &place, const std::optional<StoredView> &before, const std::optional<StoredView> &after);

    const TableState &m_table;
    double m_units;
    storage::Batch m_batch;
    std::vector<CounterChange> m_counterChanges;
    capacity::ConsumedCapacity m_consumed;
};

} // namespace keywright::engine
