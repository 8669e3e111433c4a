#include "core/simulation/touch_run.h"

#include <algorithm>
#include <cmath>

namespace keywright::simulation {

using capacity::KeyPosition;
using capacity::Partition;
using capacity::PartitionRange;
using capacity::SortSpread;

namespace {

constexpr std::size_t kMostSpots = 1'000;
constexpr std::size_t kMostSweeps = 400;

/// Of a collection's sort keys, those in the range.
double sortShareOf(const PartitionRange &range, std::uint64_t hash)
{
    const std::uint64_t first = range.first.hash == hash ? range.first.sort : 0;
    const std::uint64_t last = range.last.hash == hash ? range.last.sort : capacity::kLastPosition;
    return static_cast<double>(last - first) / capacity::kAllHashes;
}

} // namespace

void TouchRun::addKey(const KeyShare &key, std::ptrdiff_t hotKey, std::vector<double> &shares, std::vector<double> &others)
{
    const capacity::PartitionSet &partitions = m_place->partitions();
    const std::uint64_t hash = key.position.hash;
    const auto emit = [&](std::size_t partition, double share) {
        if (hotKey < 0) {
            others[partition] += share;
            return;
        }
        m_cells.push_back({partition, hotKey});
        shares.push_back(share);
    };
    if (key.spread == SortSpread::OneItem)
        return emit(partitions.indexOf(key.position), key.share);
    const std::size_t last = partitions.indexOf({hash, capacity::kLastPosition});
    const std::size_t first = partitions.indexOf({hash, 0});
    if (key.spread == SortSpread::Increasing || first == last)
        return emit(last, key.share);
    for (std::size_t i = first; i <= last; ++i)
        emit(i, key.share * sortShareOf(partitions.partitions()[i].range, hash));
}

void TouchRun::layOut(std::int64_t second)
{
    if (second >= m_goodUntil) {
        tellHotKeys();
        m_keys = m_touch->keys->sharesAt(second);
        m_goodUntil = m_touch->keys->goodUntil(second);
        m_hotCalls.assign(std::min(kHotKeys, m_keys.keys.size()), 0);
        m_layout = -1;
    }
    if (m_layout == m_place->layout())
        return;
    m_layout = m_place->layout();
    m_cells.clear();
    const std::vector<Partition> &partitions = m_place->partitions().partitions();
    std::vector<double> shares;
    std::vector<double> others(partitions.size(), 0);
    for (std::size_t i = 0; i < m_keys.keys.size(); ++i)
        addKey(m_keys.keys[i], i < kHotKeys ? static_cast<std::ptrdiff_t>(i) : -1, shares, others);
    for (std::size_t i = 0; i < partitions.size(); ++i) {
        others[i] += m_keys.rest * partitions[i].range.shareOfHashSpace();
        if (others[i] > 0) {
            m_cells.push_back({i, -1});
            shares.push_back(others[i]);
        }
    }
    m_spread = Spread(shares);
}

/// Two that began one after the other become one that has as much before it as both.
void TouchRun::mergeSweeps()
{
    std::vector<Sweep> merged;
    for (std::size_t i = 0; i + 1 < m_sweeps.size(); i += 2) {
        const Sweep &one = m_sweeps[i];
        const Sweep &other = m_sweeps[i + 1];
        const double calls = one.calls + other.calls;
        merged.push_back({(one.position * one.calls + other.position * other.calls) / calls, calls});
    }
    if (m_sweeps.size() % 2 == 1)
        merged.push_back(m_sweeps.back());
    m_sweeps = std::move(merged);
}

void TouchRun::sweepOn(std::int64_t calls)
{
    const std::vector<Partition> &partitions = m_place->partitions().partitions();
    m_cells.clear();
    for (std::size_t i = 0; i < partitions.size(); ++i)
        m_cells.push_back({i, -1});
    m_counts.assign(m_cells.size(), 0);
    if (calls > 0)
        m_sweeps.push_back({0, static_cast<double>(calls)});
    if (m_sweeps.size() > kMostSweeps)
        mergeSweeps();
    const double step = 1 / std::max(1.0, m_touch->sweepSeconds);
    for (Sweep &sweep : m_sweeps) {
        const double end = std::min(1.0, sweep.position + step);
        const auto hashAt = [](double position) {
            return static_cast<std::uint64_t>(std::min(position * capacity::kAllHashes, capacity::kAllHashes - 4'096));
        };
        std::size_t i = m_place->partitions().indexOf({hashAt(sweep.position), 0});
        for (double from = sweep.position; from < end && i < partitions.size(); ++i) {
            const double partitionEnd =
                i + 1 == partitions.size() ? 1 : static_cast<double>(partitions[i].range.last.hash) / capacity::kAllHashes;
            const double to = std::clamp(partitionEnd, from, end);
            m_counts[i] += sweep.calls * (to - from);
            from = to;
        }
        sweep.position = end;
    }
    std::erase_if(m_sweeps, [](const Sweep &sweep) { return sweep.position >= 1 - 1e-9; });
}

void TouchRun::offer(model::Random &random, std::int64_t second, std::int64_t calls)
{
    m_sum = 0;
    if (m_touch->sweepSeconds > 0) {
        sweepOn(calls);
    } else {
        if (calls == 0) {
            m_counts.assign(m_cells.size(), 0);
            return;
        }
        layOut(second);
        m_spread.draw(random, calls, m_drawn);
        m_counts.assign(m_drawn.begin(), m_drawn.end());
    }
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        if (m_counts[i] <= 0)
            continue;
        m_sum += m_counts[i];
        m_place->want(m_cells[i].partition, m_counts[i], *m_touch);
        if (m_cells[i].hotKey >= 0)
            m_hotCalls[static_cast<std::size_t>(m_cells[i].hotKey)] += m_counts[i];
    }
}

double TouchRun::shareOf(const capacity::Admission &admission) const
{
    const double ofReads = m_touch->readUnits > 0 ? admission.readShare : 1;
    const double ofWrites = m_touch->writeUnits > 0 ? admission.writeShare : 1;
    return std::min(ofReads, ofWrites);
}

double TouchRun::admittedShare(std::vector<Loss> &lost) const
{
    if (m_sum <= 0 || !m_place->throttles())
        return 1;
    double admitted = 0;
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        if (m_counts[i] <= 0)
            continue;
        const std::size_t partition = m_cells[i].partition;
        const capacity::Admission &admission = m_place->admitted()[partition];
        const double share = shareOf(admission);
        admitted += m_counts[i] * share;
        if (share >= 1)
            continue;
        const bool isWrite = m_touch->writeUnits > 0 && (m_touch->readUnits <= 0 || admission.writeShare <= admission.readShare);
        lost.push_back({m_place->partitions().partitions()[partition].id, isWrite, isWrite ? admission.writeCause : admission.readCause,
                        m_counts[i] * (1 - share)});
    }
    return admitted / m_sum;
}

void TouchRun::book(double others)
{
    if (m_sum <= 0)
        return;
    for (std::size_t i = 0; i < m_cells.size(); ++i)
        if (m_counts[i] > 0) {
            const std::size_t partition = m_cells[i].partition;
            const double share = m_place->throttles() ? shareOf(m_place->admitted()[partition]) : 1;
            m_place->book(partition, m_counts[i], m_counts[i] * share * others, *m_touch);
        }
}

void TouchRun::addTraffic(const PartitionRange &range, double calls, capacity::RangeTraffic &traffic) const
{
    const capacity::PartitionRules &rules = m_place->partitions().rules();
    const double heat = calls * std::max(m_touch->readUnits / rules.partitionReads, m_touch->writeUnits / rules.partitionWrites);
    if (m_touch->sweepSeconds > 0) {
        traffic.even += heat * range.shareOfHashSpace();
        return;
    }
    traffic.even += heat * m_keys.rest * range.shareOfHashSpace();
    for (const KeyShare &key : m_keys.keys) {
        const std::uint64_t hash = key.position.hash;
        if (hash < range.first.hash || hash > range.last.hash)
            continue;
        double weight = heat * key.share;
        KeyPosition position = key.position;
        if (key.spread == SortSpread::Even) {
            weight *= sortShareOf(range, hash);
        } else {
            position.sort = key.spread == SortSpread::Increasing ? capacity::kLastPosition : position.sort;
            if (!range.contains(position))
                continue;
        }
        if (traffic.spots.size() < kMostSpots)
            traffic.spots.push_back({position, key.spread, weight});
        else
            traffic.even += weight;
    }
}

void TouchRun::tellHotKeys()
{
    for (std::size_t i = 0; i < m_hotCalls.size(); ++i)
        if (m_hotCalls[i] > 0)
            m_place->addHotKey(m_keys.keys[i], {m_hotCalls[i] * m_touch->readUnits, m_hotCalls[i] * m_touch->writeUnits});
    m_hotCalls.assign(m_hotCalls.size(), 0);
}

} // namespace keywright::simulation
