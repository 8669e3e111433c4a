#include "core/capacity/request_limits.h"

#include <algorithm>
#include <cstring>

namespace keywright::capacity {

namespace {

constexpr std::size_t kCountedKeys = 256;
constexpr std::int64_t kLongestPause = 3'600; // seconds without requests that are gone through one by one

std::string bytesOf(std::uint64_t hash)
{
    std::string bytes(sizeof hash, '\0');
    std::memcpy(bytes.data(), &hash, sizeof hash);
    return bytes;
}

} // namespace

RequestLimits::RequestLimits(const PlaceSettings &settings, const PartitionRules &rules)
    : m_partitions(settings, rules), m_used(m_partitions.partitions().size()), m_hottest(kCountedKeys)
{ }

ThrottleCause RequestLimits::ask(std::uint64_t hash, bool isWrite, std::int64_t second)
{
    const std::lock_guard lock(m_mutex);
    goOnTo(second);
    const double Units::*const unit = isWrite ? &Units::writes : &Units::reads;
    const PartitionRules &rules = m_partitions.rules();
    const Units &used = m_used[m_partitions.indexOf({hash, 0})];
    if (used.*unit >= (isWrite ? rules.partitionWrites : rules.partitionReads))
        return ThrottleCause::Partition;
    const Units throughput = m_partitions.throughput();
    const Units burst = m_partitions.burst();
    if (m_usedByAll.*unit < throughput.*unit + burst.*unit)
        return ThrottleCause::None;
    return m_partitions.limitedBy(isWrite);
}

void RequestLimits::consumed(std::uint64_t hash, const Units &units, std::int64_t second)
{
    const std::lock_guard lock(m_mutex);
    goOnTo(second);
    Units &used = m_used[m_partitions.indexOf({hash, 0})];
    used.reads += units.reads;
    used.writes += units.writes;
    m_usedByAll.reads += units.reads;
    m_usedByAll.writes += units.writes;
    m_hottest.add(bytesOf(hash), units.reads, units.writes);
}

/// Ends the seconds up to `second`.
void RequestLimits::goOnTo(std::int64_t second)
{
    if (m_second < 0)
        m_second = second;
    m_second = std::max(m_second, second - kLongestPause);
    while (m_second < second) {
        m_partitions.endSecond(
            m_second, m_used, [this](const PartitionRange &range) { return trafficIn(range); }, m_events);
        m_used.assign(m_partitions.partitions().size(), {});
        m_usedByAll = {};
        ++m_second;
    }
}

/// As the hottest keys tell; that they meet their whole collections is assumed.
RangeTraffic RequestLimits::trafficIn(const PartitionRange &range) const
{
    RangeTraffic traffic;
    double told = 0;
    for (const HeavyHitter &each : m_hottest.top(kCountedKeys)) {
        KeyPosition position;
        std::memcpy(&position.hash, each.key.data(), sizeof position.hash);
        const double weight = each.weight - each.error;
        told += weight;
        if (range.contains(position))
            traffic.spots.push_back({position, SortSpread::Even, weight});
    }
    traffic.even = std::max(0.0, m_hottest.total() - told) * range.shareOfHashSpace();
    return traffic;
}

std::vector<Partition> RequestLimits::partitions() const
{
    const std::lock_guard lock(m_mutex);
    return m_partitions.partitions();
}

PartitionEvents RequestLimits::events() const
{
    const std::lock_guard lock(m_mutex);
    return m_events;
}

} // namespace keywright::capacity
