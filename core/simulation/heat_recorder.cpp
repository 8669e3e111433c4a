#include "core/simulation/heat_recorder.h"

#include <algorithm>

namespace keywright::simulation {

using capacity::Partition;
using capacity::Units;

HeatRecorder::HeatRecorder(std::string title, const capacity::PartitionSet &partitions, std::int64_t seconds, std::size_t mostColumns)
    : m_title(std::move(title)), m_rules(partitions.rules())
{
    const auto most = static_cast<std::int64_t>(std::max<std::size_t>(1, mostColumns));
    m_secondsPerColumn = std::max<std::int64_t>(1, (seconds + most - 1) / most);
    m_columns = static_cast<std::size_t>((seconds + m_secondsPerColumn - 1) / m_secondsPerColumn);
    m_lives.resize(partitions.partitions().size());
}

void HeatRecorder::record(std::int64_t second, const std::vector<Partition> &partitions, const std::vector<Units> &consumed,
                          const std::vector<Units> &throttled)
{
    const auto column = static_cast<std::size_t>(second / m_secondsPerColumn);
    for (std::size_t i = 0; i < partitions.size(); ++i) {
        Life &life = m_lives[partitions[i].id];
        if (life.firstColumn + life.cells.size() <= column)
            life.cells.resize(column - life.firstColumn + 1);
        HeatCell &cell = life.cells[column - life.firstColumn];
        cell.readHeat = std::max(cell.readHeat, static_cast<float>(consumed[i].reads / m_rules.partitionReads));
        cell.writeHeat = std::max(cell.writeHeat, static_cast<float>(consumed[i].writes / m_rules.partitionWrites));
        cell.readUnits += static_cast<float>(consumed[i].reads);
        cell.writeUnits += static_cast<float>(consumed[i].writes);
        cell.throttledUnits += static_cast<float>(throttled[i].reads + throttled[i].writes);
    }
}

void HeatRecorder::record(const capacity::PartitionSplit &split)
{
    const auto column = static_cast<std::size_t>(split.second / m_secondsPerColumn);
    m_lives.resize(std::max<std::size_t>(m_lives.size(), split.right + 1U));
    for (const std::uint32_t child : {split.left, split.right})
        m_lives[child] = {column, split.partition, {}};
    m_splits.push_back(split);
}

HeatMap HeatRecorder::map(const std::vector<Partition> &partitions) const
{
    HeatMap map;
    map.title = m_title;
    map.secondsPerColumn = m_secondsPerColumn;
    map.columns = m_columns;
    map.readLimit = m_rules.partitionReads;
    map.writeLimit = m_rules.partitionWrites;
    map.cells.resize(partitions.size() * m_columns);

    std::vector<std::size_t> descendants(m_lives.size(), 0);
    for (const Partition &partition : partitions)
        for (std::optional<std::uint32_t> id = partition.id; id; id = m_lives[*id].parent)
            ++descendants[*id];
    for (std::size_t row = 0; row < partitions.size(); ++row) {
        map.rows.push_back({partitions[row].id, partitions[row].range});
        for (std::optional<std::uint32_t> id = partitions[row].id; id; id = m_lives[*id].parent) {
            const Life &life = m_lives[*id];
            const auto part = 1 / static_cast<float>(descendants[*id]);
            for (std::size_t i = 0; i < life.cells.size(); ++i) {
                HeatCell &cell = map.cell(row, life.firstColumn + i);
                const HeatCell &lived = life.cells[i];
                cell.readHeat = std::max(cell.readHeat, lived.readHeat);
                cell.writeHeat = std::max(cell.writeHeat, lived.writeHeat);
                cell.readUnits += lived.readUnits * part;
                cell.writeUnits += lived.writeUnits * part;
                cell.throttledUnits += lived.throttledUnits * part;
            }
        }
    }
    for (const capacity::PartitionSplit &split : m_splits) {
        const auto row =
            std::find_if(map.rows.begin(), map.rows.end(), [&split](const HeatRow &each) { return each.range.first == split.at; });
        if (row != map.rows.end())
            map.splits.push_back({static_cast<std::size_t>(split.second / m_secondsPerColumn),
                                  static_cast<std::size_t>(row - map.rows.begin()), split.cause});
    }
    return map;
}

} // namespace keywright::simulation
