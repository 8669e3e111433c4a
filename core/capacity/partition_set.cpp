#include "core/capacity/partition_set.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace keywright::capacity {

namespace {

constexpr double kLongestDebt = 300; // seconds that an overdraft takes to be paid back at most

} // namespace

std::string_view textOf(SplitCause cause)
{
    switch (cause) {
    case SplitCause::Heat: return "heat";
    case SplitCause::Size: return "size";
    case SplitCause::Growth: return "growth";
    }
    return "";
}

double PartitionSet::Dimension::kept() const
{
    return std::accumulate(bursts.begin(), bursts.end(), burst);
}

PartitionSet::PartitionSet(const PlaceSettings &settings, const PartitionRules &rules) : m_settings(settings), m_rules(rules)
{
    const std::size_t count = firstPartitions(settings.billingMode, settings.capacity, settings.storedBytes, rules);
    const double step = kAllHashes / static_cast<double>(count);
    std::uint64_t first = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint64_t last = i + 1 == count ? kLastPosition : static_cast<std::uint64_t>(step * static_cast<double>(i + 1)) - 1;
        m_partitions.push_back({m_nextId++, {{first, 0}, {last, kLastPosition}}, settings.storedBytes / static_cast<double>(count)});
        first = last + 1;
    }
    m_wear.resize(count);
    if (isOnDemand()) {
        const schema::WarmThroughput warm = settings.capacity.warm.value_or(schema::WarmThroughput{});
        m_reads.first = std::max(rules.onDemandReads, static_cast<double>(warm.readUnitsPerSecond.value_or(0)));
        m_writes.first = std::max(rules.onDemandWrites, static_cast<double>(warm.writeUnitsPerSecond.value_or(0)));
        setOnDemandLimits();
        return;
    }
    const schema::ProvisionedThroughput given = settings.capacity.provisioned.value_or(schema::ProvisionedThroughput{});
    m_reads.limit = static_cast<double>(given.readCapacityUnits);
    m_writes.limit = static_cast<double>(given.writeCapacityUnits);
    m_reads.cause = m_writes.cause = ThrottleCause::Provisioned;
    if (!m_rules.isAdaptive) {
        m_reads.bursts.assign(count, 0);
        m_writes.bursts.assign(count, 0);
    }
}

std::size_t PartitionSet::indexOf(KeyPosition position) const
{
    const auto after = std::upper_bound(m_partitions.begin(), m_partitions.end(), position,
                                        [](const KeyPosition &wanted, const Partition &each) { return wanted < each.range.first; });
    return static_cast<std::size_t>(after - m_partitions.begin()) - 1;
}

void PartitionSet::setOnDemandLimits()
{
    const schema::OnDemandThroughput maximum = m_settings.capacity.onDemandMaximum.value_or(schema::OnDemandThroughput{});
    setOnDemandLimit(m_reads, maximum.maxReadRequestUnits);
    setOnDemandLimit(m_writes, maximum.maxWriteRequestUnits);
}

void PartitionSet::setOnDemandLimit(Dimension &dimension, std::optional<std::int64_t> maximum) const
{
    dimension.limit = std::max(dimension.first, 2 * dimension.previousPeak);
    dimension.cause = ThrottleCause::OnDemandGrowth;
    if (m_rules.tableQuota <= dimension.limit) {
        dimension.limit = m_rules.tableQuota;
        dimension.cause = ThrottleCause::AccountQuota;
    }
    if (maximum && static_cast<double>(*maximum) <= dimension.limit) {
        dimension.limit = static_cast<double>(*maximum);
        dimension.cause = ThrottleCause::OnDemandMaximum;
    }
}

void PartitionSet::admit(const std::vector<Units> &wanted, std::vector<Admission> &admitted) const
{
    admitted.assign(wanted.size(), {});
    admitDimension<&Units::reads>(m_reads, m_rules.partitionReads, wanted, admitted);
    admitDimension<&Units::writes>(m_writes, m_rules.partitionWrites, wanted, admitted);
}

template <double Units::*kUnit>
void PartitionSet::admitDimension(const Dimension &dimension, double partitionLimit, const std::vector<Units> &wanted,
                                  std::vector<Admission> &admitted) const
{
    constexpr bool kIsRead = kUnit == &Units::reads;
    const bool sharesAll = isOnDemand() || m_rules.isAdaptive;
    double possible = 0;
    double most = 0;
    for (const Units &each : wanted) {
        possible += std::min(each.*kUnit, partitionLimit);
        most = std::max(most, each.*kUnit);
    }
    const double available = std::max(0.0, dimension.limit + dimension.burst);
    if (sharesAll && possible <= available && most <= partitionLimit)
        return;
    const double share = possible > available ? available / possible : 1;
    const double part = dimension.limit / static_cast<double>(m_partitions.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const double asked = wanted[i].*kUnit;
        if (asked <= 0)
            continue;
        const double within = std::min(asked, partitionLimit);
        const double served = sharesAll ? within * share : std::clamp(part + dimension.bursts[i], 0.0, within);
        if (served >= asked)
            continue;
        const ThrottleCause cause = asked - within > within - served ? ThrottleCause::Partition : dimension.cause;
        (kIsRead ? admitted[i].readShare : admitted[i].writeShare) = served / asked;
        (kIsRead ? admitted[i].readCause : admitted[i].writeCause) = cause;
    }
}

template <double Units::*kUnit>
void PartitionSet::keepUnused(Dimension &dimension, const std::vector<Units> &consumed) const
{
    if (m_rules.isAdaptive) {
        double sum = 0;
        for (const Units &each : consumed)
            sum += each.*kUnit;
        dimension.burst =
            std::clamp(dimension.burst + dimension.limit - sum, -kLongestDebt * dimension.limit, m_rules.burstSeconds * dimension.limit);
        return;
    }
    const double part = dimension.limit / static_cast<double>(m_partitions.size());
    for (std::size_t i = 0; i < consumed.size(); ++i)
        dimension.bursts[i] =
            std::clamp(dimension.bursts[i] + part - consumed[i].*kUnit, -kLongestDebt * part, m_rules.burstSeconds * part);
}

bool PartitionSet::endSecond(std::int64_t second, const std::vector<Units> &consumed, const TrafficOf &trafficOf, PartitionEvents &events)
{
    bool changed = false;
    if (isOnDemand()) {
        for (const Units &each : consumed) {
            m_reads.sum += each.reads;
            m_writes.sum += each.writes;
        }
    } else {
        keepUnused<&Units::reads>(m_reads, consumed);
        keepUnused<&Units::writes>(m_writes, consumed);
    }
    changed = splitWhatIsHot(second, consumed, trafficOf, events) || changed;
    changed = splitWhatIsFull(second, events) || changed;
    if (isOnDemand() && (second + 1) % m_rules.peakSeconds == 0)
        changed = grow(second, events) || changed;
    return changed;
}

bool PartitionSet::grow(std::int64_t second, PartitionEvents &events)
{
    const bool readsGrew = takePeak(m_reads, second);
    const bool writesGrew = takePeak(m_writes, second);
    if (!readsGrew && !writesGrew)
        return false;
    setOnDemandLimits();
    return addPartitions(second, events);
}

bool PartitionSet::takePeak(Dimension &dimension, std::int64_t second) const
{
    dimension.peaks.emplace_back(second, dimension.sum / static_cast<double>(m_rules.peakSeconds));
    dimension.sum = 0;
    bool grew = false;
    while (!dimension.peaks.empty() && dimension.peaks.front().first + m_rules.growthSeconds <= second) {
        if (dimension.peaks.front().second > dimension.previousPeak) {
            dimension.previousPeak = dimension.peaks.front().second;
            grew = 2 * dimension.previousPeak > dimension.first;
        }
        dimension.peaks.pop_front();
    }
    return grew;
}

bool PartitionSet::setProvisioned(const Units &throughput, std::int64_t second, PartitionEvents &events)
{
    m_reads.limit = throughput.reads;
    m_writes.limit = throughput.writes;
    for (Dimension *dimension : {&m_reads, &m_writes}) {
        dimension->burst = std::min(dimension->burst, m_rules.burstSeconds * dimension->limit);
        for (double &burst : dimension->bursts)
            burst = std::min(burst, m_rules.burstSeconds * dimension->limit / static_cast<double>(m_partitions.size()));
    }
    return addPartitions(second, events);
}

/// As many as the throughput needs: the widest are halved until none is wider than its even part, which could not serve
/// what falls to it.
bool PartitionSet::addPartitions(std::int64_t second, PartitionEvents &events)
{
    const double reads = m_reads.limit / m_rules.partitionReads;
    const double writes = m_writes.limit / m_rules.partitionWrites;
    const double needed = std::ceil((isOnDemand() ? std::max(reads, writes) : reads + writes) - 1e-9);
    bool added = false;
    while (m_partitions.size() < m_rules.mostPartitions) {
        const auto widest = std::max_element(m_partitions.begin(), m_partitions.end(), [](const Partition &left, const Partition &right) {
            return left.range.last.hash - left.range.first.hash < right.range.last.hash - right.range.first.hash;
        });
        if (widest->range.isInOneCollection() || widest->range.shareOfHashSpace() * needed <= 1 + 1e-9)
            break;
        split(static_cast<std::size_t>(widest - m_partitions.begin()), middleOf(widest->range), SplitCause::Growth, second, events);
        added = true;
    }
    return added;
}

bool PartitionSet::splitWhatIsHot(std::int64_t second, const std::vector<Units> &consumed, const TrafficOf &trafficOf,
                                  PartitionEvents &events)
{
    if (!m_rules.splitsForHeat)
        return false;
    std::vector<std::pair<std::size_t, KeyPosition>> cuts;
    for (std::size_t i = 0; i < consumed.size(); ++i) {
        const double heat = std::max(consumed[i].reads / m_rules.partitionReads, consumed[i].writes / m_rules.partitionWrites);
        Wear &wear = m_wear[i];
        if (heat < m_rules.splitHeat) {
            wear.hotSeconds -= wear.hotSeconds > 0 ? 1 : 0;
            continue;
        }
        if (++wear.hotSeconds < m_rules.splitAfterSeconds || m_partitions.size() + cuts.size() >= m_rules.mostPartitions)
            continue;
        wear.hotSeconds = 0;
        const SplitChoice choice = chooseSplit(m_partitions[i].range, trafficOf(m_partitions[i].range), m_settings.hasLocalIndexes);
        if (choice.at)
            cuts.emplace_back(i, *choice.at);
        else
            tellHelpless(i, choice.obstacle, SplitCause::Heat, second, events);
    }
    for (auto cut = cuts.rbegin(); cut != cuts.rend(); ++cut)
        split(cut->first, cut->second, SplitCause::Heat, second, events);
    return !cuts.empty();
}

bool PartitionSet::splitWhatIsFull(std::int64_t second, PartitionEvents &events)
{
    bool changed = false;
    for (std::size_t i = m_partitions.size(); i-- > 0;) {
        if (m_partitions[i].bytes <= m_rules.partitionBytes || m_partitions.size() >= m_rules.mostPartitions)
            continue;
        const PartitionRange &range = m_partitions[i].range;
        const KeyPosition middle = middleOf(range);
        if (m_settings.hasLocalIndexes && range.isInOneCollection())
            tellHelpless(i, SplitObstacle::LocalIndex, SplitCause::Size, second, events);
        else if (middle > range.first) {
            split(i, middle, SplitCause::Size, second, events);
            changed = true;
        }
    }
    return changed;
}

void PartitionSet::split(std::size_t index, KeyPosition at, SplitCause cause, std::int64_t second, PartitionEvents &events)
{
    const Partition whole = m_partitions[index];
    const auto [left, right] = cutAt(whole.range, at);
    const auto place = static_cast<std::ptrdiff_t>(index);
    m_partitions[index] = {m_nextId++, left, whole.bytes / 2};
    m_partitions.insert(m_partitions.begin() + place + 1, {m_nextId++, right, whole.bytes / 2});
    m_wear[index] = {};
    m_wear.insert(m_wear.begin() + place + 1, Wear{});
    for (Dimension *dimension : {&m_reads, &m_writes})
        if (!dimension->bursts.empty()) {
            dimension->bursts[index] /= 2;
            dimension->bursts.insert(dimension->bursts.begin() + place + 1, dimension->bursts[index]);
        }
    events.splits.push_back({second, cause, whole.id, m_nextId - 2, m_nextId - 1, at});
}

void PartitionSet::tellHelpless(std::size_t index, SplitObstacle obstacle, SplitCause cause, std::int64_t second, PartitionEvents &events)
{
    if (m_wear[index].told == obstacle)
        return;
    m_wear[index].told = obstacle;
    events.helpless.push_back({second, cause, m_partitions[index].id, obstacle});
}

} // namespace keywright::capacity
