#pragma once

#include <cstdint>
#include <vector>

#include "core/simulation/draws.h"
#include "core/simulation/place_run.h"
#include "core/simulation/workload.h"

/// One touch of a running simulation. Inside core/simulation only.
namespace keywright::simulation {

/// Calls that meet the same partition alike: those of one hot key, or all others of the partition.
struct TouchCell {
    std::size_t partition = 0;
    std::ptrdiff_t hotKey = -1; ///< index into the hot keys; -1 for the others
};

/// Spreads the calls of one touch over the partitions of its place, second by second.
class TouchRun {
public:
    static constexpr std::size_t kHotKeys = 32;

    TouchRun(const Touch &touch, PlaceRun &place) : m_touch(&touch), m_place(&place) { }

    /// Draws where `calls` go in this second and adds what they want to the place.
    void offer(model::Random &random, std::int64_t second, std::int64_t calls);

    /// Of what was offered, the share that the place admits, from 0 to 1. Adds to `lost` the calls that each partition
    /// and cause cut off.
    struct Loss {
        std::uint32_t partition = 0;
        bool isWrite = false;
        capacity::ThrottleCause cause = capacity::ThrottleCause::None;
        double calls = 0;
    };
    double admittedShare(std::vector<Loss> &lost) const;

    /// Books what the place served where the operation's other places admitted `others` of the calls.
    void book(double others);

    /// The keys of the touch within the range, each weighing `calls` times its share times the heat of a call.
    void addTraffic(const capacity::PartitionRange &range, double calls, capacity::RangeTraffic &traffic) const;
    /// Hands over what the hot keys were asked for.
    void tellHotKeys();

    const Touch &touch() const { return *m_touch; }
    PlaceRun &place() const { return *m_place; }

private:
    struct Sweep {
        double position = 0;
        double calls = 0;
    };

    void layOut(std::int64_t second);
    void addKey(const KeyShare &key, std::ptrdiff_t hotKey, std::vector<double> &shares, std::vector<double> &others);
    void sweepOn(std::int64_t calls);
    void mergeSweeps();
    double shareOf(const capacity::Admission &admission) const;

    const Touch *m_touch;
    PlaceRun *m_place;
    KeyShares m_keys;
    std::int64_t m_goodUntil = -1;
    std::int64_t m_layout = -1; // the place's layout that the cells were made for
    std::vector<TouchCell> m_cells;
    Spread m_spread;
    std::vector<std::int64_t> m_drawn;
    std::vector<double> m_counts; // calls of each cell in this second
    double m_sum = 0;
    std::vector<double> m_hotCalls;
    std::vector<Sweep> m_sweeps;
};

} // namespace keywright::simulation
