#include "core/session/live_traffic.h"

#include <algorithm>

#include "core/engine/engine.h"
#include "core/simulation/outcome.h"
#include "core/storage/key_encoding.h"

namespace keywright::session {

namespace {

constexpr std::size_t kMostKeys = 50;

std::string textOf(const value::AttributeValue &value)
{
    if (const auto *text = value.get<std::string>())
        return *text;
    if (const auto *number = value.get<value::Decimal>())
        return number->text();
    return "(binary)";
}

std::string textOf(const value::Item &key, const std::vector<schema::KeyAttribute> &attributes)
{
    std::string text;
    for (const schema::KeyAttribute &attribute : attributes)
        if (const value::AttributeValue *found = key.find(attribute.name))
            text += (text.empty() ? "" : " / ") + textOf(*found);
    return text;
}

std::vector<LiveKey> liveKeys(const std::vector<engine::TopKey> &top, const schema::KeySchema &key, bool whole)
{
    std::vector<LiveKey> keys;
    for (const engine::TopKey &each : top) {
        LiveKey &live = keys.emplace_back();
        live.partitionKey = textOf(each.key, key.partition);
        if (whole)
            live.sortKey = textOf(each.key, key.sort);
        std::string encoded;
        for (const schema::KeyAttribute &attribute : key.partition)
            if (const value::AttributeValue *found = each.key.find(attribute.name))
                storage::appendKeyValue(encoded, *found);
        live.hash = storage::partitionHash(encoded);
        live.units = {each.readUnits, each.writeUnits};
    }
    return keys;
}

LivePlace livePlace(const engine::Engine &engine, const schema::TableDefinition &table, const schema::IndexDefinition *index)
{
    LivePlace live;
    live.table = table.name;
    live.index = index == nullptr ? std::string() : index->name;
    live.settings.billingMode = table.billingMode;
    live.settings.capacity = index == nullptr ? table.capacity : index->capacity;
    live.settings.hasLocalIndexes = index == nullptr && !table.localIndexes.empty();
    live.now = engine.options().clock() / 1'000;
    const capacity::TrafficPlace place = engine.trafficPlace(live.table, live.index);
    live.seconds = engine.traffic().recent(place, live.now);
    live.minutes = engine.traffic().recentMinutes(place, live.now);
    if (index == nullptr) {
        live.callSeconds = engine.calls().recent(live.table, live.now);
        live.callMinutes = engine.calls().recentMinutes(live.table, live.now);
    }
    const engine::TopKeys top = engine.topKeys(live.table, live.index, kMostKeys);
    const schema::KeySchema &key = index == nullptr ? table.key : index->key;
    live.partitionKeys = liveKeys(top.partitionKeys, key, false);
    live.items = liveKeys(top.keys, key, true);
    return live;
}

/// The units of one bucket in one column, into the cell of its partition.
void addTo(simulation::HeatCell &cell, double reads, double writes)
{
    cell.readUnits += static_cast<float>(reads);
    cell.writeUnits += static_cast<float>(writes);
}

/// What was consumed in each minute of the map, which began at `startSecond`, beside what could have been.
std::vector<simulation::PlaceMinute> minutesOf(const simulation::HeatMap &map, const capacity::Units &throughput)
{
    constexpr std::int64_t kMinute = 60;
    std::vector<simulation::PlaceMinute> minutes;
    std::int64_t column = 0;
    for (const simulation::HeatCell &total : simulation::columnTotals(map)) {
        if (column++ * map.secondsPerColumn % kMinute == 0)
            minutes.push_back({{}, {}, throughput, 0, 0});
        minutes.back().consumed.reads += static_cast<double>(total.readUnits) / kMinute;
        minutes.back().consumed.writes += static_cast<double>(total.writeUnits) / kMinute;
        minutes.back().offered = minutes.back().consumed;
    }
    return minutes;
}

std::size_t columnsOf(LiveSpan span)
{
    switch (span) {
    case LiveSpan::Minute: return 60;
    case LiveSpan::TenMinutes: return static_cast<std::size_t>(capacity::TrafficRecorder::kKeptSeconds);
    case LiveSpan::Day: return static_cast<std::size_t>(capacity::TrafficRecorder::kKeptMinutes);
    }
    return 0;
}

class LiveMap {
public:
    LiveMap(const LivePlace &place, LiveSpan span) : m_partitions(place.settings)
    {
        m_map.title = place.index.empty() ? place.table : place.table + " / " + place.index;
        const bool bySecond = span != LiveSpan::Day;
        m_map.secondsPerColumn = bySecond ? 1 : 60;
        m_map.columns = columnsOf(span);
        m_map.startSecond = (place.now / m_map.secondsPerColumn + 1) * m_map.secondsPerColumn
            - static_cast<std::int64_t>(m_map.columns) * m_map.secondsPerColumn;
        for (const capacity::Partition &partition : m_partitions.partitions())
            m_map.rows.push_back({partition.id, partition.range});
        m_map.cells.resize(m_map.rows.size() * m_map.columns);
        if (bySecond)
            addSeconds(place);
        else
            addMinutes(place);
    }

    simulation::HeatMap take() { return std::move(m_map); }
    const capacity::PartitionSet &partitions() const { return m_partitions; }

private:
    simulation::HeatCell *cellOf(std::uint16_t bucket, std::int64_t second)
    {
        const std::int64_t column = (second - m_map.startSecond) / m_map.secondsPerColumn;
        if (second < m_map.startSecond || column >= static_cast<std::int64_t>(m_map.columns))
            return nullptr;
        const std::uint64_t hash = static_cast<std::uint64_t>(bucket) << 54;
        return &m_map.cell(m_partitions.indexOf({hash, 0}), static_cast<std::size_t>(column));
    }

    void addSeconds(const LivePlace &place)
    {
        for (const capacity::TrafficSecond &second : place.seconds)
            for (const capacity::BucketUnits &each : second.buckets)
                if (simulation::HeatCell *cell = cellOf(each.bucket, second.second))
                    addTo(*cell, static_cast<double>(each.readUnits), static_cast<double>(each.writeUnits));
        takeHeat();
    }

    void addMinutes(const LivePlace &place)
    {
        for (const capacity::TrafficMinute &minute : place.minutes)
            for (const capacity::BucketMinute &each : minute.buckets)
                if (simulation::HeatCell *cell = cellOf(each.bucket, minute.second)) {
                    addTo(*cell, static_cast<double>(each.readUnits), static_cast<double>(each.writeUnits));
                    cell->readHeat = std::max(cell->readHeat, each.greatestReads / static_cast<float>(m_map.readLimit));
                    cell->writeHeat = std::max(cell->writeHeat, each.greatestWrites / static_cast<float>(m_map.writeLimit));
                }
        takeHeat();
    }

    void takeHeat()
    {
        const auto seconds = static_cast<float>(m_map.secondsPerColumn);
        for (simulation::HeatCell &cell : m_map.cells) {
            cell.readHeat = std::max(cell.readHeat, cell.readUnits / seconds / static_cast<float>(m_map.readLimit));
            cell.writeHeat = std::max(cell.writeHeat, cell.writeUnits / seconds / static_cast<float>(m_map.writeLimit));
        }
    }

    capacity::PartitionSet m_partitions;
    simulation::HeatMap m_map;
};

} // namespace

std::vector<LivePlace> liveTraffic(const engine::Engine &engine)
{
    std::vector<LivePlace> places;
    for (const std::string &name : engine.listTables()) {
        try {
            const schema::TableDefinition table = engine.describeTable(name).definition;
            places.push_back(livePlace(engine, table, nullptr));
            for (const schema::IndexDefinition &index : table.globalIndexes)
                places.push_back(livePlace(engine, table, &index));
        } catch (const engine::ServiceError &) {
            continue; // it was dropped meanwhile, or is not there yet
        }
    }
    return places;
}

simulation::Outcome liveOutcome(const std::vector<LivePlace> &places, LiveSpan span)
{
    simulation::Outcome outcome;
    for (const LivePlace &place : places) {
        simulation::PlaceOutcome &out = outcome.places.emplace_back();
        LiveMap live(place, span);
        out.table = place.table;
        out.index = place.index;
        out.partitions = live.partitions().partitions();
        out.partitionsAtStart = out.partitions.size();
        out.map = live.take();
        for (const simulation::HeatCell &cell : out.map.cells) {
            out.consumed.reads += static_cast<double>(cell.readUnits);
            out.consumed.writes += static_cast<double>(cell.writeUnits);
            out.greatestHeat = std::max(out.greatestHeat, static_cast<double>(cell.heat()));
        }
        out.offered = out.consumed;
        out.minutes = minutesOf(out.map, live.partitions().throughput());
        for (const LiveKey &key : place.partitionKeys)
            out.hottest.push_back({key.partitionKey, key.hash, key.units});
        out.diagnoses = simulation::diagnose(out.map, out.hottest);
        outcome.seconds = static_cast<std::int64_t>(out.map.columns) * out.map.secondsPerColumn;
    }
    return outcome;
}

} // namespace keywright::session
