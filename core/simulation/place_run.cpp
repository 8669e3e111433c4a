#include "core/simulation/place_run.h"

#include <algorithm>

namespace keywright::simulation {

using capacity::ThrottleCause;
using capacity::Units;

namespace {

constexpr std::int64_t kPause = 60; // seconds without throttling that end an event
constexpr std::size_t kMostHotKeys = 4'000;

void add(Units &sum, const Units &more)
{
    sum.reads += more.reads;
    sum.writes += more.writes;
}

Units divided(const Units &sum, std::int64_t by)
{
    return {sum.reads / static_cast<double>(by), sum.writes / static_cast<double>(by)};
}

std::vector<HotKey> heaviest(const std::map<std::string, HotKey> &keys, std::size_t count)
{
    std::vector<HotKey> sorted;
    for (const auto &[key, hot] : keys)
        sorted.push_back(hot);
    std::stable_sort(sorted.begin(), sorted.end(), [](const HotKey &left, const HotKey &right) { return left.weight() > right.weight(); });
    sorted.resize(std::min(count, sorted.size()));
    return sorted;
}

} // namespace

PlaceRun::PlaceRun(const SimulatedPlace &place, const SimulationOptions &options)
    : m_partitions(place.settings, options.rules),
      m_recorder(place.name(), m_partitions, options.seconds, options.mostColumns),
      m_lastSecond(options.seconds - 1)
{
    m_outcome.table = place.table;
    m_outcome.index = place.index;
    m_outcome.partitionsAtStart = m_partitions.partitions().size();
    if (place.settings.billingMode != schema::BillingMode::Provisioned)
        return;
    if (place.readScaling)
        m_readScaler.emplace(*place.readScaling, m_partitions.throughput().reads);
    if (place.writeScaling)
        m_writeScaler.emplace(*place.writeScaling, m_partitions.throughput().writes);
}

void PlaceRun::beginSecond()
{
    const std::size_t count = m_partitions.partitions().size();
    if (m_isTouched || m_wanted.size() != count) {
        m_wanted.assign(count, {});
        m_consumed.assign(count, {});
        m_throttled.assign(count, {});
    }
    m_isTouched = false;
    m_throttles = false;
}

void PlaceRun::want(std::size_t partition, double calls, const Touch &touch)
{
    m_isTouched = true;
    m_wanted[partition].reads += calls * touch.readUnits;
    m_wanted[partition].writes += calls * touch.writeUnits;
}

void PlaceRun::admit()
{
    m_partitions.admit(m_wanted, m_admitted);
    m_throttles = m_isTouched && std::any_of(m_admitted.begin(), m_admitted.end(), [](const capacity::Admission &each) {
                      return each.readShare < 1 || each.writeShare < 1;
                  });
}

void PlaceRun::book(std::size_t partition, double calls, double served, const Touch &touch)
{
    m_consumed[partition].reads += served * touch.readUnits;
    m_consumed[partition].writes += served * touch.writeUnits;
    m_throttled[partition].reads += (calls - served) * touch.readUnits;
    m_throttled[partition].writes += (calls - served) * touch.writeUnits;
    m_minute.calls += calls;
    m_minute.throttledCalls += calls - served;
    if (touch.newBytes != 0)
        m_partitions.addBytes(partition, served * touch.newBytes);
}

void PlaceRun::endSecond(std::int64_t second, const capacity::PartitionSet::TrafficOf &trafficOf)
{
    const capacity::PartitionRules &rules = m_partitions.rules();
    Units consumed;
    Units throttled;
    for (std::size_t i = 0; i < m_consumed.size(); ++i) {
        add(consumed, m_consumed[i]);
        add(throttled, m_throttled[i]);
        m_outcome.greatestHeat =
            std::max({m_outcome.greatestHeat, m_consumed[i].reads / rules.partitionReads, m_consumed[i].writes / rules.partitionWrites});
    }
    add(m_outcome.consumed, consumed);
    add(m_outcome.throttled, throttled);
    add(m_minute.consumed, consumed);
    add(m_minute.offered, consumed);
    add(m_minute.offered, throttled);
    add(m_minute.throughput, m_partitions.throughput());
    ++m_minuteSeconds;
    m_recorder.record(second, m_partitions.partitions(), m_consumed, m_throttled);
    if (m_throttles)
        noteThrottles(second);
    bool changed = m_partitions.endSecond(second, m_consumed, trafficOf, m_events);
    if (m_minuteSeconds == 60 || second == m_lastSecond) {
        const std::size_t splits = m_events.splits.size();
        endMinute(second);
        changed = changed || m_events.splits.size() != splits;
    }
    for (; m_splitsRecorded < m_events.splits.size(); ++m_splitsRecorded)
        m_recorder.record(m_events.splits[m_splitsRecorded]);
    m_layout += changed ? 1 : 0;
}

void PlaceRun::noteThrottles(std::int64_t second)
{
    for (std::size_t i = 0; i < m_admitted.size(); ++i) {
        const capacity::Admission &admission = m_admitted[i];
        if (admission.readShare < 1)
            noteThrottle(second, i, false, admission.readCause, m_wanted[i].reads * (1 - admission.readShare));
        if (admission.writeShare < 1)
            noteThrottle(second, i, true, admission.writeCause, m_wanted[i].writes * (1 - admission.writeShare));
    }
}

void PlaceRun::noteThrottle(std::int64_t second, std::size_t partition, bool isWrite, ThrottleCause cause, double units)
{
    const std::uint32_t id = m_partitions.partitions()[partition].id;
    const auto open = m_openThrottles.find({id, isWrite});
    if (open != m_openThrottles.end() && m_outcome.throttles[open->second].lastSecond + kPause >= second) {
        m_outcome.throttles[open->second].lastSecond = second;
        m_outcome.throttles[open->second].units += units;
        return;
    }
    if (m_outcome.throttles.size() >= kMostThrottleEvents)
        return;
    m_openThrottles[{id, isWrite}] = m_outcome.throttles.size();
    m_outcome.throttles.push_back({second, second, id, isWrite, cause, units});
}

void PlaceRun::endMinute(std::int64_t second)
{
    const auto seconds = static_cast<double>(m_minuteSeconds);
    const PlaceMinute average{divided(m_minute.offered, m_minuteSeconds), divided(m_minute.consumed, m_minuteSeconds),
                              divided(m_minute.throughput, m_minuteSeconds), m_minute.calls / seconds, m_minute.throttledCalls / seconds};
    m_outcome.minutes.push_back(average);
    m_minute = {};
    m_minuteSeconds = 0;
    if (m_readScaler || m_writeScaler)
        scale(second, average);
}

void PlaceRun::scale(std::int64_t second, const PlaceMinute &minute)
{
    const Units now = m_partitions.throughput();
    Units next = now;
    if (m_readScaler)
        next.reads = m_readScaler->endMinute(minute.consumed.reads);
    if (m_writeScaler)
        next.writes = m_writeScaler->endMinute(minute.consumed.writes);
    if (next != now)
        m_partitions.setProvisioned(next, second, m_events);
}

void PlaceRun::addHotKey(const KeyShare &key, const Units &offered)
{
    HotKey &hot = m_hotKeys[key.key];
    hot.key = key.key;
    hot.hash = key.position.hash;
    add(hot.offered, offered);
    if (m_hotKeys.size() > kMostHotKeys)
        keepHottest(kMostHotKeys / 2);
}

void PlaceRun::keepHottest(std::size_t count)
{
    std::map<std::string, HotKey> kept;
    for (HotKey &hot : heaviest(m_hotKeys, count))
        kept[hot.key] = std::move(hot);
    m_hotKeys = std::move(kept);
}

PlaceOutcome PlaceRun::outcome(std::size_t hottestKeys) const
{
    PlaceOutcome outcome = m_outcome;
    outcome.offered = {outcome.consumed.reads + outcome.throttled.reads, outcome.consumed.writes + outcome.throttled.writes};
    outcome.partitions = m_partitions.partitions();
    outcome.map = m_recorder.map(m_partitions.partitions());
    outcome.hottest = heaviest(m_hotKeys, hottestKeys);
    outcome.diagnoses = diagnose(outcome.map, outcome.hottest);
    outcome.splits = m_events.splits;
    outcome.helpless = m_events.helpless;
    return outcome;
}

} // namespace keywright::simulation
