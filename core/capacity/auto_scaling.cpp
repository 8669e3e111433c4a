#include "core/capacity/auto_scaling.h"

#include <algorithm>
#include <cmath>

namespace keywright::capacity {

namespace {

constexpr int kMinutesUp = 2;
constexpr int kMinutesDown = 15;
constexpr double kWellBelow = 0.8;
constexpr int kDecreasesAtOnce = 4;
constexpr int kDecreasesADay = 27;
constexpr std::int64_t kMinutesADay = 1'440;

} // namespace

AutoScaler::AutoScaler(const ScalingTarget &target, double first)
    : m_target(target), m_provisioned(std::clamp(first, target.minimum, std::max(target.minimum, target.maximum))), m_decided(m_provisioned)
{ }

bool AutoScaler::mayDecrease()
{
    const bool isAnHourLater = m_minute - m_lastDecrease >= 60;
    if (m_decreasesToday >= kDecreasesADay || (m_decreasesAtOnce >= kDecreasesAtOnce && !isAnHourLater))
        return false;
    ++m_decreasesToday;
    ++m_decreasesAtOnce;
    m_lastDecrease = m_minute;
    return true;
}

double AutoScaler::endMinute(double consumed)
{
    if (m_minute % kMinutesADay == 0) {
        m_decreasesToday = 0;
        m_decreasesAtOnce = 0;
    }
    ++m_minute;
    m_provisioned = m_decided;
    const double goal = m_target.utilization * m_provisioned;
    m_minutesAbove = consumed > goal ? m_minutesAbove + 1 : 0;
    if (consumed < kWellBelow * goal) {
        ++m_minutesBelow;
        m_greatestBelow = std::max(m_greatestBelow, consumed);
    } else {
        m_minutesBelow = 0;
        m_greatestBelow = 0;
    }
    const auto provisionedFor = [this](double units) {
        return std::clamp(std::ceil(units / m_target.utilization - 1e-9), m_target.minimum, std::max(m_target.minimum, m_target.maximum));
    };
    if (m_minutesAbove >= kMinutesUp) {
        m_decided = std::max(m_provisioned, provisionedFor(consumed));
        m_minutesAbove = 0;
    } else if (m_minutesBelow >= kMinutesDown && provisionedFor(m_greatestBelow) < m_provisioned && mayDecrease()) {
        m_decided = provisionedFor(m_greatestBelow);
        m_minutesBelow = 0;
        m_greatestBelow = 0;
    }
    return m_provisioned;
}

} // namespace keywright::capacity
