#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/model/model.h"
#include "core/value/json.h"

/// What to watch of a table: CloudWatch's metrics of DynamoDB, said once for every target.
/// Source: developer guide, "DynamoDB metrics and dimensions".
namespace keywright::exchange {

inline constexpr std::int64_t kAlarmPeriodSeconds = 300;
inline constexpr std::int64_t kDashboardRowHeight = 6; ///< of a table's row of widgets, in CloudWatch's grid units
inline constexpr const char *kBackupSchedule = "cron(0 3 * * ? *)";
inline constexpr std::int64_t kBackupDays = 35;

struct AlarmMetric {
    std::string id; ///< in an expression; empty for a lone metric
    std::string metric;
    std::string statistic; ///< "Sum", "Average" or "p99"
};

/// Rises when the metric, or the expression over the metrics, is above the threshold.
struct Alarm {
    std::string name; ///< "read-throttles"
    std::string description;
    std::string index; ///< empty for the table
    std::vector<AlarmMetric> metrics;
    std::string expression;      ///< empty for a lone metric
    bool isPerOperation = false; ///< the metric has the dimension Operation too
    std::int64_t threshold = 0;
    std::int64_t periods = 1;
};

/// Throttled reads and writes of the table and its GSIs, system errors, p99 latency, and use of provisioned capacity.
std::vector<Alarm> alarmsOf(const model::Table &table);

/// A row of graphs at height `y`: consumed units, throttles, latency of one operation.
std::vector<value::Json> dashboardWidgets(const model::Table &table, const std::string &tableName, const std::string &region,
                                          const std::string &operation, std::int64_t y);

} // namespace keywright::exchange
