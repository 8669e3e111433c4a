#include "core/capacity/heavy_hitters.h"

#include <algorithm>

namespace keywright::capacity {

HeavyHitters::HeavyHitters(std::size_t counters) : m_capacity(std::max<std::size_t>(counters, 1)) { }

bool HeavyHitters::isLighter(std::size_t left, std::size_t right) const
{
    return m_counters[m_heap[left]].weight < m_counters[m_heap[right]].weight;
}

void HeavyHitters::swapPlaces(std::size_t one, std::size_t other)
{
    std::swap(m_heap[one], m_heap[other]);
    m_placeOf[m_heap[one]] = one;
    m_placeOf[m_heap[other]] = other;
}

void HeavyHitters::sinkFrom(std::size_t place)
{
    for (;;) {
        std::size_t lightest = place;
        for (const std::size_t child : {2 * place + 1, 2 * place + 2})
            if (child < m_heap.size() && isLighter(child, lightest))
                lightest = child;
        if (lightest == place)
            return;
        swapPlaces(place, lightest);
        place = lightest;
    }
}

void HeavyHitters::riseFrom(std::size_t place)
{
    while (place > 0 && isLighter(place, (place - 1) / 2)) {
        swapPlaces(place, (place - 1) / 2);
        place = (place - 1) / 2;
    }
}

void HeavyHitters::add(std::string_view key, double readUnits, double writeUnits)
{
    const double weight = readUnits + kWriteWeight * writeUnits;
    m_total += weight;

    std::size_t number = 0;
    if (const auto found = m_numberOf.find(key); found != m_numberOf.end()) {
        number = found->second;
    } else if (m_counters.size() < m_capacity) {
        number = m_counters.size();
        m_counters.push_back({.key = std::string(key)});
        m_numberOf.emplace(key, number);
        m_placeOf.push_back(m_heap.size());
        m_heap.push_back(number);
        riseFrom(m_placeOf[number]);
    } else {
        // The lightest counter goes over to the new key, which may have had all of its weight before it was forgotten.
        number = m_heap.front();
        m_numberOf.erase(m_counters[number].key);
        const double inherited = m_counters[number].weight;
        m_counters[number] = {.key = std::string(key), .weight = inherited, .error = inherited};
        m_numberOf.emplace(key, number);
    }
    HeavyHitter &counter = m_counters[number];
    counter.weight += weight;
    counter.readUnits += readUnits;
    counter.writeUnits += writeUnits;
    sinkFrom(m_placeOf[number]);
}

std::vector<HeavyHitter> HeavyHitters::top(std::size_t count) const
{
    std::vector<HeavyHitter> sorted = m_counters;
    std::sort(sorted.begin(), sorted.end(), [](const HeavyHitter &left, const HeavyHitter &right) {
        return left.weight != right.weight ? left.weight > right.weight : left.key < right.key;
    });
    sorted.resize(std::min(count, sorted.size()));
    return sorted;
}

} // namespace keywright::capacity
