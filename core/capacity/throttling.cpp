#include "core/capacity/throttling.h"

namespace keywright::capacity {

namespace {

std::string_view limitOf(ThrottleCause cause)
{
    switch (cause) {
    case ThrottleCause::None: return "";
    case ThrottleCause::Provisioned: return "ProvisionedThroughputExceeded";
    case ThrottleCause::OnDemandMaximum: return "MaxOnDemandThroughputExceeded";
    case ThrottleCause::AccountQuota: return "AccountLimitExceeded";
    case ThrottleCause::Partition:
    case ThrottleCause::OnDemandGrowth: return "KeyRangeThroughputExceeded";
    }
    return "";
}

} // namespace

std::string_view textOf(ThrottleCause cause)
{
    switch (cause) {
    case ThrottleCause::None: return "none";
    case ThrottleCause::Partition: return "partition limit";
    case ThrottleCause::Provisioned: return "provisioned capacity";
    case ThrottleCause::OnDemandGrowth: return "more than twice the previous peak";
    case ThrottleCause::OnDemandMaximum: return "on-demand maximum";
    case ThrottleCause::AccountQuota: return "account quota";
    }
    return "";
}

std::string reasonText(ThrottleCause cause, bool isIndex, bool isWrite)
{
    if (cause == ThrottleCause::None)
        return {};
    return std::string(isIndex ? "Index" : "Table") + (isWrite ? "Write" : "Read") + std::string(limitOf(cause));
}

} // namespace keywright::capacity
