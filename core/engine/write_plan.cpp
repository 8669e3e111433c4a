#include "core/engine/write_plan.h"

#include <algorithm>

#include "core/engine/change_record.h"
#include "core/engine/expiry.h"
#include "core/engine/index_delay.h"
#include "core/engine/kinesis_record.h"
#include "core/engine/vector_index.h"
#include "core/storage/item_bytes.h"
#include "core/storage/item_json.h"

namespace keywright::engine {

namespace {

std::int64_t sizeOf(const std::optional<StoredView> &view)
{
    return view ? view->size : 0;
}

std::optional<StoredView> viewOf(const TableState &table, const Place &index, const ItemSide &side)
{
    return side.isThere() ? indexView(table, index, *side.item, side.bytes, side.size) : std::nullopt;
}

ChangeKind kindOf(const ItemStep &step)
{
    return !step.before.isThere() ? ChangeKind::Insert : step.after.isThere() ? ChangeKind::Modify : ChangeKind::Remove;
}

bool showsOld(schema::StreamViewType type)
{
    return type == schema::StreamViewType::OldImage || type == schema::StreamViewType::NewAndOldImages;
}

bool showsNew(schema::StreamViewType type)
{
    return type == schema::StreamViewType::NewImage || type == schema::StreamViewType::NewAndOldImages;
}

} // namespace

WritePlan::WritePlan(const TableState &table, const storage::Store &store, PlanRules rules) : m_table(table), m_store(store), m_rules(rules)
{
    m_consumed.table = table.definition.name;
}

void WritePlan::change(const ItemStep &step)
{
    if (!step.byService)
        chargeOnly(step.entry, std::max(step.before.size, step.after.size));
    if (step.before.bytes == step.after.bytes && !step.before.isThere())
        return;
    if (step.after.isThere())
        m_write.batch.put(step.entry, step.after.bytes);
    else
        m_write.batch.erase(step.entry);
    if (step.before.bytes == step.after.bytes)
        return;
    countEntry(m_write.counters, m_table.id, m_table.base, step.entry, (step.after.isThere() ? 1 : 0) - (step.before.isThere() ? 1 : 0),
               step.after.size - step.before.size);
    if (m_table.recovery)
        m_write.images.push_back(
            {m_table.id, m_table.recovery->id, std::string(step.entry.substr(storage::kPlacePrefixBytes)), std::string(step.before.bytes)});
    for (const Place &index : m_table.indexes)
        changeIndex(index, step);
    if (!m_table.definition.vectorIndexes.empty() && !step.byService)
        chargeVectors(step);
    if (m_table.expiry)
        changeExpiry(step);
    if (m_table.definition.streamViewType)
        addToStream(step);
    if (const KinesisDestination *destination = m_table.destination())
        addDelivery(step, *destination);
}

void WritePlan::changeIndex(const Place &index, const ItemStep &step)
{
    const std::optional<StoredView> before = viewOf(m_table, index, step.before);
    const std::optional<StoredView> after = viewOf(m_table, index, step.after);
    const bool moved = before && after && before->key != after->key;
    const bool unchanged = (!before && !after) || (before && after && !moved && before->bytes == after->bytes);
    if (unchanged)
        return;
    if (!step.byService)
        chargeIndex(index, before, after);

    const std::string_view beforeKey = before ? std::string_view(before->key) : std::string_view();
    if (m_rules.indexDelayMs > 0 && !index.isLocal) {
        m_write.pending.push_back(toPendingRecord({m_rules.nowMs + m_rules.indexDelayMs, m_table.definition.name, m_table.id, index.id,
                                                   std::string(step.entry), std::string(beforeKey), after}));
        return;
    }
    if (index.isBackfilling) {
        replaceEntry(m_write, m_store, m_table.id, index, beforeKey, after);
        return;
    }
    if (before && (!after || moved)) {
        m_write.batch.erase(before->key);
        countEntry(m_write.counters, m_table.id, index, before->key, -1, -before->size);
    }
    if (after) {
        m_write.batch.put(after->key, after->bytes);
        const bool isNew = !before || moved;
        countEntry(m_write.counters, m_table.id, index, after->key, isNew ? 1 : 0, after->size - (isNew ? 0 : before->size));
    }
}

void WritePlan::changeExpiry(const ItemStep &step)
{
    const auto entryOf = [this, &step](const ItemSide &side) {
        return side.isThere() ? expiryEntry(m_table, *side.item, step.entry) : std::nullopt;
    };
    const auto before = entryOf(step.before);
    const auto after = entryOf(step.after);
    if (before == after)
        return;
    if (before)
        m_write.batch.erase(*before);
    if (after)
        m_write.batch.put(*after, {});
}

void WritePlan::chargeOnly(std::string_view entry, std::int64_t size)
{
    m_consumed.tableUnits += chargeEntry(m_table.base, entry, size);
}

double WritePlan::chargeEntry(const Place &place, std::string_view entry, std::int64_t size)
{
    const double units = m_rules.units * capacity::writeUnits(size);
    if (m_rules.traffic != nullptr) {
        m_rules.traffic->askWrite(m_table, place, entry);
        m_rules.traffic->recordWrite(m_table, place, entry, units);
    }
    return units;
}

void WritePlan::chargeIndex(const Place &index, const std::optional<StoredView> &before, const std::optional<StoredView> &after)
{
    const bool moved = before && after && before->key != after->key;
    auto &byIndex = index.isLocal ? m_consumed.localIndexUnits : m_consumed.globalIndexUnits;
    double &units = byIndex[index.definition->name];
    if (moved)
        units += chargeEntry(index, before->key, before->size) + chargeEntry(index, after->key, after->size);
    else
        units += chargeEntry(index, after ? after->key : before->key, std::max(sizeOf(before), sizeOf(after)));
}

void WritePlan::chargeVectors(const ItemStep &step)
{
    for (const schema::VectorIndexDefinition &index : m_table.definition.vectorIndexes) {
        const std::int64_t bytes = vectorWriteBytes(m_table.definition, index, step.before.isThere() ? step.before.item : nullptr,
                                                    step.after.isThere() ? step.after.item : nullptr);
        if (bytes > 0)
            m_consumed.vectorWriteBytes[index.name] += static_cast<double>(bytes);
    }
}

void WritePlan::addToStream(const ItemStep &step)
{
    const schema::StreamViewType type = *m_table.definition.streamViewType;
    m_write.changes.push_back(
        {m_table.id, hashInEntryKey(step.entry),
         toChangeBody(kindOf(step), step.byService, storage::toItemBytes(*step.key),
                      showsOld(type) ? step.before.bytes : std::string_view(), showsNew(type) ? step.after.bytes : std::string_view())});
}

void WritePlan::addDelivery(const ItemStep &step, const KinesisDestination &destination)
{
    m_write.deliveries.push_back(
        toKinesisBytes({destination.streamArn, m_table.definition.name, destination.precision == TimePrecision::Microsecond,
                        toChangeBody(kindOf(step), step.byService, storage::toItemBytes(*step.key), step.before.bytes, step.after.bytes)}));
}

void countEntry(std::vector<CounterChange> &counters, storage::TableId table, const Place &place, std::string_view key, std::int64_t items,
                std::int64_t bytes)
{
    if (items != 0 || bytes != 0)
        counters.push_back({table, &place, BucketCounters::bucketOf(hashInEntryKey(key)), items, bytes});
}

void replaceEntry(PreparedWrite &write, const storage::Store &store, storage::TableId table, const Place &place, std::string_view beforeKey,
                  const std::optional<StoredView> &after)
{
    if (!beforeKey.empty() && (!after || beforeKey != after->key)) {
        if (const auto held = store.get(beforeKey)) {
            write.batch.erase(beforeKey);
            countEntry(write.counters, table, place, beforeKey, -1, -storage::itemSize(*held));
        }
    }
    if (!after)
        return;
    const auto held = store.get(after->key);
    write.batch.put(after->key, after->bytes);
    countEntry(write.counters, table, place, after->key, held ? 0 : 1, after->size - (held ? storage::itemSize(*held) : 0));
}

} // namespace keywright::engine
