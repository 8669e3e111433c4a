#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// Why a request was throttled.
namespace keywright::capacity {

enum class ThrottleCause : std::uint8_t {
    None,
    Partition,       ///< the partition's own limit
    Provisioned,     ///< the table's or GSI's provisioned throughput, its burst being used up
    OnDemandGrowth,  ///< more than twice the previous peak within 30 minutes
    OnDemandMaximum, ///< the maximum that was set for the on-demand table or GSI
    AccountQuota,    ///< the account's quota for one table
};

/// "partition limit", "provisioned capacity", "more than twice the previous peak", "on-demand maximum", "account quota".
std::string_view textOf(ThrottleCause cause);

/// What ThrottlingReasons says of it: "TableWriteKeyRangeThroughputExceeded". Growth has no word of its own there: the
/// service then runs out of the partitions that it has. Source: API reference, "ThrottlingReason"; developer guide,
/// "Troubleshooting throttling in Amazon DynamoDB".
std::string reasonText(ThrottleCause cause, bool isIndex, bool isWrite);

} // namespace keywright::capacity
