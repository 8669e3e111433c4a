#pragma once

#include <cstdint>

/// DynamoDB auto scaling of provisioned throughput.
namespace keywright::capacity {

/// The limits and the goal of a table's or GSI's reads or writes.
struct ScalingTarget {
    double minimum = 1;
    double maximum = 1;
    double utilization = 0.7; ///< consumed / provisioned
    friend bool operator==(const ScalingTarget &, const ScalingTarget &) = default;
};

/// Follows consumption minute by minute: up when it was above the target for two minutes in a row, down when it was at
/// least 20 % below it for fifteen; to what makes the last minute's consumption (the greatest of those fifteen, going down)
/// the target. Throughput goes down at most four times at once and once more for each hour, 27 times a day.
/// Sources: AWS re:Post, "Why isn't my DynamoDB auto scaling working?" (2 and 15 minutes, 20 %); developer guide, "Managing
/// throughput capacity automatically with DynamoDB auto scaling" and "Quotas in Amazon DynamoDB", decreasing throughput.
/// Assumption: a change takes effect a minute after it was decided. Not thread-safe.
class AutoScaler {
public:
    AutoScaler(const ScalingTarget &target, double first);

    /// `consumed` is the average of one minute, in units a second. Minutes follow each other.
    /// Gives what is provisioned in the next minute.
    double endMinute(double consumed);
    double provisioned() const { return m_provisioned; }

private:
    bool mayDecrease();

    ScalingTarget m_target;
    double m_provisioned;
    double m_decided;
    std::int64_t m_minute = 0;
    int m_minutesAbove = 0;
    int m_minutesBelow = 0;
    double m_greatestBelow = 0;
    int m_decreasesToday = 0;
    int m_decreasesAtOnce = 0;
    std::int64_t m_lastDecrease = -60;
};

} // namespace keywright::capacity
