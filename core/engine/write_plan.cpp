#include "core/engine/write_plan.h"

#include <algorithm>

namespace keywright::engine {

using value::Item;

namespace {

std::int64_t sizeOf(const std::optional<StoredView> &view)
{
    return view ? view->size : 0;
}

double unitsOfLarger(const std::optional<StoredView> &before, const std::optional<StoredView> &after)
{
    return capacity::writeUnits(std::max(sizeOf(before), sizeOf(after)));
}

} // namespace

WritePlan::WritePlan(const TableState &table, double units) : m_table(table), m_units(units)
{
    m_consumed.table = table.definition.name;
}

void WritePlan::change(const std::optional<Item> &before, const std::optional<Item> &after)
{
    const auto base = [this](const std::optional<Item> &item) { return item ? std::optional(baseView(m_table, *item)) : std::nullopt; };
    changeBase(base(before), base(after));
    for (const Place &index : m_table.indexes) {
        const auto view = [this, &index](const std::optional<Item> &item) {
            return item ? indexView(m_table, index, *item) : std::nullopt;
        };
        changeIndex(index, view(before), view(after));
    }
}

void WritePlan::changeBase(const std::optional<StoredView> &before, const std::optional<StoredView> &after)
{
    m_consumed.tableUnits += m_units * unitsOfLarger(before, after);
    if (after)
        m_batch.put(after->key, after->bytes);
    else if (before)
        m_batch.erase(before->key);
    count(m_table.base, before, after);
}

void WritePlan::changeIndex(const Place &index, const std::optional<StoredView> &before, const std::optional<StoredView> &after)
{
    const bool moved = before && after && before->key != after->key;
    const bool unchanged = (!before && !after) || (before && after && !moved && before->bytes == after->bytes);
    if (unchanged)
        return;
    if (before && (!after || moved))
        m_batch.erase(before->key);
    if (after)
        m_batch.put(after->key, after->bytes);
    count(index, before, after);

    auto &byIndex = index.isLocal ? m_consumed.localIndexUnits : m_consumed.globalIndexUnits;
    byIndex[index.definition->name] +=
        m_units * (moved ? capacity::writeUnits(before->size) + capacity::writeUnits(after->size) : unitsOfLarger(before, after));
}

void WritePlan::count(const Place &place, const std::optional<StoredView> &before, const std::optional<StoredView> &after)
{
    if (before)
        m_counterChanges.push_back({m_table.id, &place, BucketCounters::bucketOf(before->hash), -1, -before->size});
    if (after)
        m_counterChanges.push_back({m_table.id, &place, BucketCounters::bucketOf(after->hash), 1, after->size});
}

} // namespace keywright::engine
