#include "core/capacity/partition_range.h"

namespace keywright::capacity {

namespace { } // namespace

double PartitionRange::shareOfHashSpace() const
{
    const double sortShare = (static_cast<double>(last.sort) - static_cast<double>(first.sort)) / kAllHashes;
    return (static_cast<double>(last.hash - first.hash) + sortShare) / kAllHashes;
}

KeyPosition before(KeyPosition position)
{
    if (position.sort > 0)
        return {position.hash, position.sort - 1};
    return {position.hash - 1, kLastPosition};
}

std::pair<PartitionRange, PartitionRange> cutAt(const PartitionRange &range, KeyPosition begin)
{
    return {{range.first, before(begin)}, {begin, range.last}};
}

KeyPosition middleOf(const PartitionRange &range)
{
    if (range.isInOneCollection())
        return {range.first.hash,
                range.first.sort + (range.last.sort - range.first.sort) / 2 + (range.last.sort > range.first.sort ? 1 : 0)};
    return {range.first.hash + (range.last.hash - range.first.hash) / 2 + 1, 0};
}

} // namespace keywright::capacity
