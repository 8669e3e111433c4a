#include "core/capacity/split_point.h"

#include <algorithm>

namespace keywright::capacity {

namespace {

/// Of a collection's sort keys within the range, those below `sort`: from 0 to 1.
double sortShareBelow(const PartitionRange &range, std::uint64_t hash, std::uint64_t sort)
{
    const std::uint64_t first = range.first.hash == hash ? range.first.sort : 0;
    const std::uint64_t last = range.last.hash == hash ? range.last.sort : kLastPosition;
    if (sort <= first)
        return 0;
    return std::min(1.0, static_cast<double>(sort - first) / std::max(1.0, static_cast<double>(last - first)));
}

double shareBelow(const PartitionRange &range, const TrafficSpot &spot, KeyPosition cut)
{
    if (spot.position.hash != cut.hash)
        return spot.position.hash < cut.hash ? 1 : 0;
    switch (spot.spread) {
    case SortSpread::OneItem: return spot.position.sort < cut.sort ? 1 : 0;
    case SortSpread::Increasing: return 0;
    case SortSpread::Even: break;
    }
    return sortShareBelow(range, cut.hash, cut.sort);
}

double weightBelow(const PartitionRange &range, const RangeTraffic &traffic, KeyPosition cut)
{
    double weight = 0;
    for (const TrafficSpot &spot : traffic.spots)
        weight += spot.weight * shareBelow(range, spot, cut);
    const double width = static_cast<double>(range.last.hash - range.first.hash);
    if (width > 0)
        weight += traffic.even * static_cast<double>(cut.hash - range.first.hash) / width;
    else
        weight += traffic.even * sortShareBelow(range, cut.hash, cut.sort);
    return weight;
}

void addSpotCuts(const PartitionRange &range, const TrafficSpot &spot, bool hasLocalIndexes, std::vector<KeyPosition> &cuts)
{
    const std::uint64_t hash = spot.position.hash;
    cuts.push_back({hash, 0});
    if (hash < kLastPosition)
        cuts.push_back({hash + 1, 0});
    if (hasLocalIndexes)
        return;
    if (spot.spread == SortSpread::Even) {
        const std::uint64_t first = range.first.hash == hash ? range.first.sort : 0;
        const std::uint64_t last = range.last.hash == hash ? range.last.sort : kLastPosition;
        cuts.push_back({hash, first + (last - first) / 2 + 1});
    } else if (spot.spread == SortSpread::OneItem) {
        cuts.push_back(spot.position);
        if (spot.position.sort < kLastPosition)
            cuts.push_back({hash, spot.position.sort + 1});
    }
}

SplitObstacle obstacleOf(const PartitionRange &range, const RangeTraffic &traffic, bool hasLocalIndexes)
{
    const auto heaviest = std::max_element(traffic.spots.begin(), traffic.spots.end(),
                                           [](const TrafficSpot &left, const TrafficSpot &right) { return left.weight < right.weight; });
    if (heaviest == traffic.spots.end())
        return hasLocalIndexes && range.isInOneCollection() ? SplitObstacle::LocalIndex : SplitObstacle::OneItem;
    if (heaviest->spread == SortSpread::Increasing)
        return SplitObstacle::IncreasingSortKey;
    return heaviest->spread == SortSpread::Even && hasLocalIndexes ? SplitObstacle::LocalIndex : SplitObstacle::OneItem;
}

} // namespace

std::string_view textOf(SplitObstacle obstacle)
{
    switch (obstacle) {
    case SplitObstacle::None: return "it can be split";
    case SplitObstacle::OneItem: return "one item takes nearly all of its traffic";
    case SplitObstacle::IncreasingSortKey: return "its traffic meets the end of one item collection, where the newest sort keys are";
    case SplitObstacle::LocalIndex: return "an item collection stays in one partition where its table has a local secondary index";
    }
    return "";
}

SplitChoice chooseSplit(const PartitionRange &range, const RangeTraffic &traffic, bool hasLocalIndexes)
{
    std::vector<KeyPosition> cuts;
    if (!(hasLocalIndexes && range.isInOneCollection()))
        cuts.push_back(middleOf(range));
    for (const TrafficSpot &spot : traffic.spots)
        if (range.first.hash <= spot.position.hash && spot.position.hash <= range.last.hash)
            addSpotCuts(range, spot, hasLocalIndexes, cuts);

    double all = traffic.even;
    for (const TrafficSpot &spot : traffic.spots)
        all += spot.weight;
    std::optional<KeyPosition> best;
    double bestGreater = kUselessCut * all;
    for (const KeyPosition &cut : cuts) {
        if (cut <= range.first || !range.contains(cut))
            continue;
        const double below = weightBelow(range, traffic, cut);
        const double greater = std::max(below, all - below);
        if (greater < bestGreater) {
            bestGreater = greater;
            best = cut;
        }
    }
    if (!best)
        return {std::nullopt, obstacleOf(range, traffic, hasLocalIndexes)};
    return {best, SplitObstacle::None};
}

} // namespace keywright::capacity
