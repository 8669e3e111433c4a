#pragma once

#include <optional>
#include <vector>

#include "core/simulation/heat_map.h"

namespace keywright::simulation {

/// Builds the heat map of one place while its partitions live and split. Memory is that of the finished map: a cell for
/// each partition and column in which it lived. Not thread-safe.
class HeatRecorder {
public:
    HeatRecorder(std::string title, const capacity::PartitionSet &partitions, std::int64_t seconds, std::size_t mostColumns);

    /// One second: `consumed` and `throttled` in the order of the partitions as they are before the second's splits.
    void record(std::int64_t second, const std::vector<capacity::Partition> &partitions, const std::vector<capacity::Units> &consumed,
                const std::vector<capacity::Units> &throttled);
    void record(const capacity::PartitionSplit &split);

    HeatMap map(const std::vector<capacity::Partition> &partitions) const;

private:
    struct Life {
        std::size_t firstColumn = 0;
        std::optional<std::uint32_t> parent;
        std::vector<HeatCell> cells;
    };

    std::string m_title;
    capacity::PartitionRules m_rules;
    std::int64_t m_secondsPerColumn;
    std::size_t m_columns;
    std::vector<Life> m_lives; // by partition id
    std::vector<capacity::PartitionSplit> m_splits;
};

} // namespace keywright::simulation
