#include "core/capacity/units.h"

#include <algorithm>

namespace keywright::capacity {

namespace {

double begunBlocks(std::int64_t bytes, std::int64_t block)
{
    const std::int64_t begun = (std::max<std::int64_t>(bytes, 1) + block - 1) / block;
    return static_cast<double>(begun);
}

} // namespace

double readUnits(std::int64_t bytes, ReadKind kind)
{
    const double blocks = begunBlocks(bytes, kReadUnitBytes);
    switch (kind) {
    case ReadKind::Eventual: return blocks / 2;
    case ReadKind::Strong: return blocks;
    case ReadKind::Transactional: return blocks * 2;
    }
    return blocks;
}

double writeUnits(std::int64_t bytes)
{
    return begunBlocks(bytes, kWriteUnitBytes);
}

double ConsumedCapacity::total() const
{
    double sum = tableUnits;
    for (const auto &[index, units] : localIndexUnits)
        sum += units;
    for (const auto &[index, units] : globalIndexUnits)
        sum += units;
    return sum;
}

void ConsumedCapacity::add(const ConsumedCapacity &other)
{
    if (table.empty())
        table = other.table;
    tableUnits += other.tableUnits;
    for (const auto &[index, units] : other.localIndexUnits)
        localIndexUnits[index] += units;
    for (const auto &[index, units] : other.globalIndexUnits)
        globalIndexUnits[index] += units;
    for (const auto &[index, bytes] : other.vectorWriteBytes)
        vectorWriteBytes[index] += bytes;
    for (const auto &[index, bytes] : other.vectorSearchBytes)
        vectorSearchBytes[index] += bytes;
}

} // namespace keywright::capacity
