#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/capacity/auto_scaling.h"
#include "core/simulation/cost.h"

/// Provisioned throughput over a day, with its price. Inside core/simulation only.
namespace keywright::simulation {

inline constexpr std::size_t kDayMinutes = 1'440;
/// Days of a month of 730 hours.
inline constexpr double kDaysAMonth = capacity::kHoursAMonth / 24;

/// How throughput is provisioned: by auto scaling, or one constant.
struct Provisioning {
    std::optional<capacity::ScalingTarget> scaling;
    double constant = 0;
};

/// The billed throughput of each hour of a day, units a second.
struct ProvisionedDay {
    std::vector<double> hours;
    ProvisionedUse use; ///< all but what is reserved and the break-even
};

/// Auto scaling follows the minutes of one day after it has seen the same day before.
ProvisionedDay provisionedDay(const std::vector<double> &minutes, const Provisioning &provisioning);

struct ReservedChoice {
    double hundreds = 0;
    CostFigure figure; ///< a month: what is reserved, and what is used above it
};

/// So many hundreds of units as cost the least over the term. `name` is "reads" or "writes", `unit` "RCU" or "WCU".
ReservedChoice reserve(const ProvisionedDay &day, const capacity::ReservedPrice &price, int years, double unitHour, const std::string &name,
                       const std::string &unit);

} // namespace keywright::simulation
