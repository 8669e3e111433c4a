#include "core/capacity/partition_rules.h"

#include <algorithm>
#include <cmath>

namespace keywright::capacity {

std::size_t firstPartitions(schema::BillingMode mode, const schema::Capacity &capacity, double storedBytes, const PartitionRules &rules)
{
    double needed = std::ceil(storedBytes / rules.partitionBytes);
    if (mode == schema::BillingMode::Provisioned && capacity.provisioned)
        needed = std::max(needed,
                          std::ceil(static_cast<double>(capacity.provisioned->readCapacityUnits) / rules.partitionReads
                                    + static_cast<double>(capacity.provisioned->writeCapacityUnits) / rules.partitionWrites));
    if (mode == schema::BillingMode::PayPerRequest)
        needed = std::max(
            {needed, std::ceil(rules.onDemandReads / rules.partitionReads), std::ceil(rules.onDemandWrites / rules.partitionWrites)});
    if (capacity.warm) {
        needed = std::max(needed, std::ceil(static_cast<double>(capacity.warm->readUnitsPerSecond.value_or(0)) / rules.partitionReads));
        needed = std::max(needed, std::ceil(static_cast<double>(capacity.warm->writeUnitsPerSecond.value_or(0)) / rules.partitionWrites));
    }
    return static_cast<std::size_t>(std::clamp(needed, 1.0, static_cast<double>(rules.mostPartitions)));
}

} // namespace keywright::capacity
