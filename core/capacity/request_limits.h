#pragma once

#include <cstdint>
#include <mutex>
#include <optional>

#include "core/capacity/heavy_hitters.h"
#include "core/capacity/partition_set.h"

namespace keywright::capacity {

/// The limits of one table or GSI for requests as they come, instead of second by second: the partitions are those of
/// PartitionSet, with the same rules. A request is let in while its partition and the table have not used up this second;
/// what it consumes is known afterwards and counted then, so one large request may overdraw a second; a provisioned
/// table pays that back in the next ones (ATC 2022, section 4: token buckets). A write to a table must be asked for at each GSI that it
/// changes too. Thread-safe. Time is what the caller says, in epoch seconds; one that goes back counts as the last one.
class RequestLimits {
public:
    explicit RequestLimits(const PlaceSettings &settings, const PartitionRules &rules = {});

    /// None when a request on the key of this hash may run now.
    ThrottleCause ask(std::uint64_t hash, bool isWrite, std::int64_t second);
    /// Counts what it consumed there.
    void consumed(std::uint64_t hash, const Units &units, std::int64_t second);

    /// The partitions as they are now, and all that happened to them.
    std::vector<Partition> partitions() const;
    PartitionEvents events() const;

private:
    void goOnTo(std::int64_t second);
    RangeTraffic trafficIn(const PartitionRange &range) const;

    mutable std::mutex m_mutex;
    PartitionSet m_partitions;
    std::int64_t m_second = -1;
    std::vector<Units> m_used; // in this second, by partition
    Units m_usedByAll;
    HeavyHitters m_hottest;
    PartitionEvents m_events;
};

} // namespace keywright::capacity
