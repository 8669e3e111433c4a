#include "core/simulation/provisioned_use.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace keywright::simulation {

ProvisionedDay provisionedDay(const std::vector<double> &minutes, const Provisioning &provisioning)
{
    std::vector<double> provisioned(minutes.size(), provisioning.constant);
    if (provisioning.scaling) {
        capacity::AutoScaler scaler(*provisioning.scaling, minutes.front() / provisioning.scaling->utilization);
        for (int day = 0; day < 2; ++day)
            for (std::size_t minute = 0; minute < minutes.size(); ++minute) {
                provisioned[minute] = scaler.provisioned();
                scaler.endMinute(minutes[minute]);
            }
    }
    ProvisionedDay day;
    double sum = 0;
    double asked = 0;
    for (std::size_t minute = 0; minute < minutes.size(); ++minute) {
        if (minute % 60 == 0)
            day.hours.push_back(0);
        day.hours.back() = std::max(day.hours.back(), provisioned[minute]);
        sum += provisioned[minute];
        asked += std::min(minutes[minute], provisioned[minute]);
        day.use.minutesShort += minutes[minute] > provisioned[minute] ? 1 : 0;
    }
    day.use.unitHours = std::accumulate(day.hours.begin(), day.hours.end(), 0.0) * kDaysAMonth;
    day.use.greatest = *std::max_element(provisioned.begin(), provisioned.end());
    day.use.least = *std::min_element(provisioned.begin(), provisioned.end());
    day.use.utilization = sum > 0 ? asked / sum : 0;
    return day;
}

ReservedChoice reserve(const ProvisionedDay &day, const capacity::ReservedPrice &price, int years, double unitHour, const std::string &name,
                       const std::string &unit)
{
    const double monthly = price.upfront / (12.0 * years) + price.hour * capacity::kHoursAMonth;
    const auto above = [&day](double hundreds) {
        double units = 0;
        for (const double hour : day.hours)
            units += std::max(0.0, hour - 100 * hundreds);
        return units * kDaysAMonth;
    };
    // Each further hundred saves less than the one before, so the first that does not pay is the end.
    double hundreds = 0;
    while (monthly < unitHour * (above(hundreds) - above(hundreds + 1)))
        ++hundreds;
    ReservedChoice choice{hundreds, {}};
    const std::string term = years == 1 ? "one year" : "three years";
    if (hundreds > 0)
        choice.figure.terms.push_back({name + ", reserved for " + term, hundreds, "100 " + unit, monthly});
    choice.figure.terms.push_back(
        {name + (hundreds > 0 ? ", above what is reserved" : ", provisioned"), above(hundreds), unit + "-hour", unitHour});
    return choice;
}

} // namespace keywright::simulation
