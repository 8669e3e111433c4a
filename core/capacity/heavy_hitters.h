#pragma once

#include <cstdint>
#include <string>
#include <string_view>
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

/// The keys of a stream that consume the most, in bounded memory. Of a stream of total weight N, no error is above N / k, and
/// every key that weighs more than N / k is among the counted ones. The weight of a use is 3 × write units + read units, as
/// Contributor Insights ranks keys. Not thread-safe.
/// Sources: the Space-Saving sketch (Metwally, Agrawal, El Abbadi: "Efficient Computation of Frequent and Top-k Elements in
/// Data Streams", ICDT 2005), which here makes room for k keys at once, as Anderson et al. do with Misra and Gries's ("A
/// High-Performance Algorithm for Identifying Frequent Items in Data Streams", IMC 2017): no use costs more than a look into a
/// hash table and a part of that.
class HeavyHitters {
public:
    static constexpr double kWriteWeight = 3;

    /// `counters` is k, at least 1; twice as many are held.
    explicit HeavyHitters(std::size_t counters);

    void add(std::string_view key, double readUnits, double writeUnits);

    /// The heaviest keys, heaviest first; of the same weight, in the order of their bytes.
    std::vector<HeavyHitter> top(std::size_t count) const;
    /// N: the weight of all that was added.
    double total() const { return m_total; }

private:
    struct Counter {
        HeavyHitter hitter;
        std::size_t hash = 0;
    };
    static constexpr std::uint32_t kFree = UINT32_MAX;

    std::size_t slotOf(std::string_view key, std::size_t hash) const;
    void makeRoom();

    std::size_t m_kept; // k
    std::size_t m_inUse = 0;
    double m_forgotten = 0; // what a key that has no counter weighs at most
    double m_total = 0;
    std::vector<Counter> m_counters;    // those behind the ones in use lend their memory again
    std::vector<std::uint32_t> m_slots; // a hash table of counters' numbers, at most a quarter of it in use
    std::size_t m_slotMask;
};

} // namespace keywright::capacity
