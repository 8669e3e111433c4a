#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace keywright::capacity {

/// A key and what it is known to have consumed.
struct HeavyHitter {
    std::string key;
    double weight = 0;     ///< at most this, and at least weight - error
    double error = 0;      ///< by how much `weight` may be too high
    double readUnits = 0;  ///< seen since the key is counted
    double writeUnits = 0; ///< seen since the key is counted
    friend bool operator==(const HeavyHitter &, const HeavyHitter &) = default;
};

/// The keys of a stream that consume the most, in bounded memory: the Space-Saving sketch. With k counters and a stream of
/// total weight N, no error is above N / k, and every key that weighs more than N / k is among the counted ones. The weight
/// of a use is 3 × write units + read units, as Contributor Insights ranks keys. Not thread-safe.
/// Source: Metwally, Agrawal, El Abbadi: "Efficient Computation of Frequent and Top-k Elements in Data Streams", ICDT 2005.
class HeavyHitters {
public:
    static constexpr double kWriteWeight = 3;

    /// `counters` is at least 1.
    explicit HeavyHitters(std::size_t counters);

    void add(std::string_view key, double readUnits, double writeUnits);

    /// The heaviest keys, heaviest first; of the same weight, in the order of their bytes.
    std::vector<HeavyHitter> top(std::size_t count) const;
    /// N: the weight of all that was added.
    double total() const { return m_total; }

private:
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    bool isLighter(std::size_t left, std::size_t right) const;
    void sinkFrom(std::size_t place);
    void riseFrom(std::size_t place);
    void swapPlaces(std::size_t one, std::size_t other);

    std::size_t m_capacity;
    double m_total = 0;
    std::vector<HeavyHitter> m_counters;
    std::vector<std::size_t> m_heap;    // numbers of counters, the lightest first
    std::vector<std::size_t> m_placeOf; // where in the heap a counter is
    std::unordered_map<std::string, std::size_t, TextHash, std::equal_to<>> m_numberOf;
};

} // namespace keywright::capacity
