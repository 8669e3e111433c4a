#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <vector>

#include "core/capacity/partition_range.h"
#include "core/capacity/partition_rules.h"
#include "core/capacity/split_point.h"
#include "core/capacity/throttling.h"
#include "core/schema/table_definition.h"

namespace keywright::capacity {

/// Read and write units.
struct Units {
    double reads = 0;
    double writes = 0;
    friend bool operator==(const Units &, const Units &) = default;
};

/// What a table or GSI is to its partitions. An LSI has none of its own: it lies in its table's.
struct PlaceSettings {
    schema::BillingMode billingMode = schema::BillingMode::PayPerRequest;
    schema::Capacity capacity;
    bool hasLocalIndexes = false;
    double storedBytes = 0;
    friend bool operator==(const PlaceSettings &, const PlaceSettings &) = default;
};

struct Partition {
    std::uint32_t id = 0; ///< never used again; the parts of a split partition get new ones
    PartitionRange range;
    double bytes = 0;
};

enum class SplitCause : std::uint8_t { Heat, Size, Growth };

/// "heat", "size", "growth".
std::string_view textOf(SplitCause cause);

struct PartitionSplit {
    std::int64_t second = 0;
    SplitCause cause = SplitCause::Heat;
    std::uint32_t partition = 0;
    std::uint32_t left = 0;
    std::uint32_t right = 0;
    KeyPosition at; ///< where `right` begins
    friend bool operator==(const PartitionSplit &, const PartitionSplit &) = default;
};

/// A partition that is hot or full and that no split can help. Told once.
struct HelplessPartition {
    std::int64_t second = 0;
    SplitCause cause = SplitCause::Heat;
    std::uint32_t partition = 0;
    SplitObstacle obstacle = SplitObstacle::None;
    friend bool operator==(const HelplessPartition &, const HelplessPartition &) = default;
};

struct PartitionEvents {
    std::vector<PartitionSplit> splits;
    std::vector<HelplessPartition> helpless;
};

/// How much of what was asked for a partition serves in one second, from 0 to 1, and what cuts off the most of the rest.
struct Admission {
    double readShare = 1;
    double writeShare = 1;
    ThrottleCause readCause = ThrottleCause::None;
    ThrottleCause writeCause = ThrottleCause::None;
    friend bool operator==(const Admission &, const Admission &) = default;
};

/// The partitions of a table or GSI as they live through time, second by second: their limits, the table's throughput with
/// its bursts and its growth on demand, and their splits. Time is what the caller says; nothing is random. Partitions are
/// never merged. The rules and their sources stand in partition_rules.h and split_point.h. Not thread-safe.
class PartitionSet {
public:
    /// Tells how the traffic lies within a range, when a split for heat is near.
    using TrafficOf = std::function<RangeTraffic(const PartitionRange &range)>;

    explicit PartitionSet(const PlaceSettings &settings, const PartitionRules &rules = {});

    /// In the order of their ranges, which leave no gap.
    const std::vector<Partition> &partitions() const { return m_partitions; }
    std::size_t indexOf(KeyPosition position) const;
    const PartitionRules &rules() const { return m_rules; }

    /// What the whole table or GSI may consume in this second, bursts not counted.
    Units throughput() const { return {m_reads.limit, m_writes.limit}; }
    /// What the table's or GSI's throughput is limited by.
    ThrottleCause limitedBy(bool isWrite) const { return isWrite ? m_writes.cause : m_reads.cause; }
    /// Unused throughput that is kept for bursts; below 0 where more was consumed than there was.
    Units burst() const { return {m_reads.kept(), m_writes.kept()}; }

    /// What the partitions would serve of `wanted` in this second; both in the order of partitions(). Changes nothing.
    void admit(const std::vector<Units> &wanted, std::vector<Admission> &admitted) const;

    /// Ends the second: counts what was consumed (what is above what was admitted is paid back later); grows and splits. True when the
    /// partitions are others now. `second` must rise from call to call.
    bool endSecond(std::int64_t second, const std::vector<Units> &consumed, const TrafficOf &trafficOf, PartitionEvents &events);

    /// What was written of new items, to be called before endSecond().
    void addBytes(std::size_t partition, double bytes) { m_partitions[partition].bytes += bytes; }

    /// Changes provisioned throughput, as UpdateTable and auto scaling do. True when that added partitions.
    bool setProvisioned(const Units &throughput, std::int64_t second, PartitionEvents &events);

private:
    /// Reads or writes of the whole table.
    struct Dimension {
        double limit = 0;
        ThrottleCause cause = ThrottleCause::None; // of what is above the limit
        double burst = 0;                          // kept by all partitions together, when capacity is adaptive
        std::vector<double> bursts;                // kept by each partition, when it is not
        double first = 0;                          // on demand: what it served at once when it was new
        double previousPeak = 0;
        std::deque<std::pair<std::int64_t, double>> peaks; // of the last 30 minutes: when, how much
        double sum = 0;                                    // since the last peak was taken

        double kept() const;
    };
    struct Wear {
        std::int64_t hotSeconds = 0;
        SplitObstacle told = SplitObstacle::None;
    };

    bool isOnDemand() const { return m_settings.billingMode == schema::BillingMode::PayPerRequest; }
    void setOnDemandLimits();
    void setOnDemandLimit(Dimension &dimension, std::optional<std::int64_t> maximum) const;
    template <double Units::*kUnit>
    void admitDimension(const Dimension &dimension, double partitionLimit, const std::vector<Units> &wanted,
                        std::vector<Admission> &admitted) const;
    template <double Units::*kUnit>
    void keepUnused(Dimension &dimension, const std::vector<Units> &consumed) const;
    bool grow(std::int64_t second, PartitionEvents &events);
    bool takePeak(Dimension &dimension, std::int64_t second) const;
    bool addPartitions(std::int64_t second, PartitionEvents &events);
    bool splitWhatIsHot(std::int64_t second, const std::vector<Units> &consumed, const TrafficOf &trafficOf, PartitionEvents &events);
    bool splitWhatIsFull(std::int64_t second, PartitionEvents &events);
    void split(std::size_t index, KeyPosition at, SplitCause cause, std::int64_t second, PartitionEvents &events);
    void tellHelpless(std::size_t index, SplitObstacle obstacle, SplitCause cause, std::int64_t second, PartitionEvents &events);

    PlaceSettings m_settings;
    PartitionRules m_rules;
    std::vector<Partition> m_partitions;
    std::vector<Wear> m_wear; // of each partition
    Dimension m_reads;
    Dimension m_writes;
    std::uint32_t m_nextId = 0;
};

} // namespace keywright::capacity
