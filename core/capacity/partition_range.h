#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <utility>

/// Where keys lie: in the order of their partition key's hash, and within one partition key in that of the sort key.
namespace keywright::capacity {

/// A place in that order. `sort` is the share of the item collection's sort keys below it, scaled to 64 bits.
struct KeyPosition {
    std::uint64_t hash = 0;
    std::uint64_t sort = 0;
    friend auto operator<=>(const KeyPosition &, const KeyPosition &) = default;
};

inline constexpr std::uint64_t kLastPosition = std::numeric_limits<std::uint64_t>::max();
/// The count of hashes: 2^64.
inline constexpr double kAllHashes = 18'446'744'073'709'551'616.0;

/// The keys of one partition, both ends included. It starts as a range of hashes and may come down to a part of one item
/// collection. Source: DESIGN.md's vocabulary; developer guide, "Burst and adaptive capacity".
struct PartitionRange {
    KeyPosition first;
    KeyPosition last{kLastPosition, kLastPosition};

    bool contains(KeyPosition position) const { return first <= position && position <= last; }
    /// Whether it holds keys of one partition key alone.
    bool isInOneCollection() const { return first.hash == last.hash; }
    /// Its part of the whole hash space, from 0 to 1; next to nothing within one item collection.
    double shareOfHashSpace() const;
    friend bool operator==(const PartitionRange &, const PartitionRange &) = default;
};

/// The position before `position`, which must not be the first of all.
KeyPosition before(KeyPosition position);

/// The range cut so that the second part begins at `begin`, which must lie in the range and not be its first position.
std::pair<PartitionRange, PartitionRange> cutAt(const PartitionRange &range, KeyPosition begin);

/// The middle of the range: of its hashes, or of its sort keys where it holds one collection. The range's first position
/// when there is nothing to halve.
KeyPosition middleOf(const PartitionRange &range);

} // namespace keywright::capacity
