#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "core/capacity/partition_range.h"

/// Where a hot partition is cut, and when no cut can help.
namespace keywright::capacity {

/// How the traffic of one partition key lies over its sort keys.
enum class SortSpread : std::uint8_t {
    OneItem,    ///< all of it meets one item
    Even,       ///< it meets all items of the collection
    Increasing, ///< it meets the end of the collection, where the newest items are
};

/// A partition key that gets a share of its own.
struct TrafficSpot {
    KeyPosition position;
    SortSpread spread = SortSpread::OneItem;
    double weight = 0;
    friend bool operator==(const TrafficSpot &, const TrafficSpot &) = default;
};

/// The traffic within a range, by weight: the keys that stand out, in any order, and the rest, which lies evenly.
struct RangeTraffic {
    std::vector<TrafficSpot> spots;
    double even = 0;
};

enum class SplitObstacle : std::uint8_t {
    None,
    OneItem,           ///< nearly all traffic meets one item
    IncreasingSortKey, ///< nearly all traffic meets the end of one item collection
    LocalIndex,        ///< an item collection stays together where its table has an LSI
};

/// "one item takes nearly all of its traffic", …
std::string_view textOf(SplitObstacle obstacle);

struct SplitChoice {
    std::optional<KeyPosition> at; ///< where the second part begins; absent when there is an obstacle
    SplitObstacle obstacle = SplitObstacle::None;
    friend bool operator==(const SplitChoice &, const SplitChoice &) = default;
};

/// A cut that would leave this share of the traffic in one part does not help.
inline constexpr double kUselessCut = 0.97;

/// The cut that divides the traffic best. It may run through an item collection, and it isolates a hot key where that is
/// the best it can do. Thread-safe.
/// Sources: "Amazon DynamoDB: A Scalable, Predictably Performant, and Fully Managed NoSQL Database Service" (USENIX ATC
/// 2022), section 4.3 "Splitting for consumption": the split point follows the key distribution, and one hot item or a
/// sequential access to the sort key is not split for; developer guide, "Burst and adaptive capacity": isolation down to
/// one item, and no split of item collections where the table has an LSI.
SplitChoice chooseSplit(const PartitionRange &range, const RangeTraffic &traffic, bool hasLocalIndexes);

} // namespace keywright::capacity
