#include "core/capacity/heavy_hitters.h"

#include <algorithm>
#include <bit>
#include <functional>

namespace keywright::capacity {

HeavyHitters::HeavyHitters(std::size_t counters)
    : m_kept(std::max<std::size_t>(counters, 1)), m_slots(std::bit_ceil(8 * m_kept), kFree), m_slotMask(m_slots.size() - 1)
{ }

/// Where the key's counter is, or the free slot where it would be.
std::size_t HeavyHitters::slotOf(std::string_view key, std::size_t hash) const
{
    std::size_t slot = hash & m_slotMask;
    while (m_slots[slot] != kFree) {
        const Counter &counter = m_counters[m_slots[slot]];
        if (counter.hash == hash && counter.hitter.key == key)
            break;
        slot = (slot + 1) & m_slotMask;
    }
    return slot;
}

/// Keeps the heaviest k counters of 2 k. None of the others is above what is forgotten from now on, m. Counters begin with
/// what was forgotten before, so that all together they exceed the stream by k times that at most; and k of them weigh at
/// least m now, the rest what was forgotten before. So k × m is at most N.
void HeavyHitters::makeRoom()
{
    std::vector<std::pair<double, std::uint32_t>> order(m_inUse);
    for (std::uint32_t number = 0; number < order.size(); ++number)
        order[number] = {m_counters[number].hitter.weight, number};
    const auto lightest = order.begin() + static_cast<std::ptrdiff_t>(m_kept);
    std::nth_element(order.begin(), lightest, order.end(), std::greater<>());
    m_forgotten = lightest->first;

    // Those that are kept move to the front.
    std::vector<bool> isKept(m_inUse);
    for (auto each = order.begin(); each != lightest; ++each)
        isKept[each->second] = true;
    std::size_t back = m_kept;
    for (std::size_t front = 0; front < m_kept; ++front) {
        if (isKept[front])
            continue;
        while (!isKept[back])
            ++back;
        std::swap(m_counters[front], m_counters[back++]);
    }
    m_inUse = m_kept;
    std::fill(m_slots.begin(), m_slots.end(), kFree);
    for (std::uint32_t number = 0; number < m_inUse; ++number)
        m_slots[slotOf(m_counters[number].hitter.key, m_counters[number].hash)] = number;
}

void HeavyHitters::add(std::string_view key, double readUnits, double writeUnits)
{
    const double weight = readUnits + kWriteWeight * writeUnits;
    m_total += weight;
    const std::size_t hash = std::hash<std::string_view>{}(key);
    std::size_t slot = slotOf(key, hash);
    if (m_slots[slot] == kFree) {
        if (m_inUse == 2 * m_kept) {
            makeRoom();
            slot = slotOf(key, hash);
        }
        if (m_inUse == m_counters.size())
            m_counters.emplace_back();
        m_slots[slot] = static_cast<std::uint32_t>(m_inUse);
        Counter &counter = m_counters[m_inUse++];
        counter.hash = hash;
        counter.hitter.key.assign(key);
        counter.hitter.weight = m_forgotten;
        counter.hitter.error = m_forgotten;
        counter.hitter.readUnits = 0;
        counter.hitter.writeUnits = 0;
    }
    HeavyHitter &hitter = m_counters[m_slots[slot]].hitter;
    hitter.weight += weight;
    hitter.readUnits += readUnits;
    hitter.writeUnits += writeUnits;
}

std::vector<HeavyHitter> HeavyHitters::top(std::size_t count) const
{
    std::vector<const HeavyHitter *> sorted;
    for (std::size_t number = 0; number < m_inUse; ++number)
        sorted.push_back(&m_counters[number].hitter);
    const auto end = sorted.begin() + static_cast<std::ptrdiff_t>(std::min(count, sorted.size()));
    std::partial_sort(sorted.begin(), end, sorted.end(), [](const HeavyHitter *left, const HeavyHitter *right) {
        return left->weight != right->weight ? left->weight > right->weight : left->key < right->key;
    });
    std::vector<HeavyHitter> top;
    for (auto each = sorted.begin(); each != end; ++each)
        top.push_back(**each);
    return top;
}

} // namespace keywright::capacity
