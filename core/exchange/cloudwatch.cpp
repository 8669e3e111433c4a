#include "core/exchange/cloudwatch.h"

#include "core/exchange/building.h"

namespace keywright::exchange {

using value::Json;

namespace {

constexpr std::int64_t kSlowMilliseconds = 100;
constexpr std::int64_t kHighUtilisation = 80; ///< per cent
constexpr std::int64_t kWidgetWidth = 8;

std::string indexPrefix(const std::string &index)
{
    return index.empty() ? "" : index + "-";
}

Alarm throttles(const std::string &index, bool isRead, const std::string &whose)
{
    const std::string direction = isRead ? "Read" : "Write";
    return {indexPrefix(index) + (isRead ? "read" : "write") + "-throttles",
            direction + "s are throttled: " + whose + ".",
            index,
            {{"", direction + "ThrottleEvents", "Sum"}},
            "",
            false,
            0,
            1};
}

Alarm utilisation(const std::string &index, bool isRead, const std::string &whose)
{
    const std::string direction = isRead ? "Read" : "Write";
    return {indexPrefix(index) + (isRead ? "read" : "write") + "-utilisation",
            "Nearly all of the provisioned " + std::string(isRead ? "read" : "write") + " capacity is in use: " + whose + ".",
            index,
            {{"consumed", "Consumed" + direction + "CapacityUnits", "Sum"},
             {"provisioned", "Provisioned" + direction + "CapacityUnits", "Average"}},
            "100 * consumed / PERIOD(consumed) / provisioned",
            false,
            kHighUtilisation,
            3};
}

Json widget(const std::string &title, const Json &metrics, const std::string &region, const std::string &statistic, std::int64_t x,
            std::int64_t y)
{
    const Json properties = Json::object({{"title", jsonText(title)},
                                          {"region", jsonText(region)},
                                          {"stat", jsonText(statistic)},
                                          {"period", Json::number(kAlarmPeriodSeconds)},
                                          {"metrics", metrics}});
    return Json::object({{"type", jsonText("metric")},
                         {"x", Json::number(x)},
                         {"y", Json::number(y)},
                         {"width", Json::number(kWidgetWidth)},
                         {"height", Json::number(kDashboardRowHeight)},
                         {"properties", properties}});
}

} // namespace

std::vector<Alarm> alarmsOf(const model::Table &table)
{
    const schema::TableDefinition &definition = table.definition;
    std::vector<Alarm> alarms;
    const bool isProvisioned = definition.billingMode == schema::BillingMode::Provisioned;
    const auto watch = [&](const std::string &index, const std::string &whose) {
        for (const bool isRead : {true, false})
            alarms.push_back(throttles(index, isRead, whose));
        for (const bool isRead : {true, false})
            if (isProvisioned)
                alarms.push_back(utilisation(index, isRead, whose));
    };
    watch("", "table " + definition.name);
    for (const schema::IndexDefinition &index : definition.globalIndexes)
        watch(index.name, "index " + index.name + " of " + definition.name);
    alarms.push_back({"system-errors",
                      "DynamoDB answers requests to " + definition.name + " with errors of its own.",
                      "",
                      {{"", "SystemErrors", "Sum"}},
                      "",
                      true,
                      0,
                      1});
    alarms.push_back({"latency",
                      "The slowest of a hundred requests to " + definition.name + " takes too long (milliseconds).",
                      "",
                      {{"", "SuccessfulRequestLatency", "p99"}},
                      "",
                      true,
                      kSlowMilliseconds,
                      3});
    return alarms;
}

std::vector<Json> dashboardWidgets(const model::Table &table, const std::string &tableName, const std::string &region,
                                   const std::string &operation, std::int64_t y)
{
    const std::string &name = table.definition.name;
    const auto metric = [&](const std::string &what) { return jsonTexts({"AWS/DynamoDB", what, "TableName", tableName}); };
    const Json consumed = Json::array({metric("ConsumedReadCapacityUnits"), metric("ConsumedWriteCapacityUnits")});
    const Json throttled = Json::array({metric("ReadThrottleEvents"), metric("WriteThrottleEvents")});
    const Json latency =
        Json::array({jsonTexts({"AWS/DynamoDB", "SuccessfulRequestLatency", "TableName", tableName, "Operation", operation})});
    return {widget(name + ": consumed units", consumed, region, "Sum", 0, y),
            widget(name + ": throttled requests", throttled, region, "Sum", kWidgetWidth, y),
            widget(name + ": p99 latency of " + operation, latency, region, "p99", 2 * kWidgetWidth, y)};
}

} // namespace keywright::exchange
