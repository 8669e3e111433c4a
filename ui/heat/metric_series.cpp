#include "ui/heat/metric_series.h"

#include <algorithm>

namespace keywright::ui {

namespace {

constexpr std::int64_t kMinute = 60;

const simulation::PlaceMinute &minuteOf(const simulation::PlaceOutcome &place, std::size_t column)
{
    const auto minute = static_cast<std::size_t>(static_cast<std::int64_t>(column) * place.map.secondsPerColumn / kMinute);
    return place.minutes[std::min(minute, place.minutes.size() - 1)];
}

void addConsumed(const simulation::PlaceOutcome &place, MetricSeries &series)
{
    const auto seconds = static_cast<double>(place.map.secondsPerColumn);
    for (const simulation::HeatCell &column : simulation::columnTotals(place.map)) {
        series.reads.push_back(static_cast<double>(column.readUnits) / seconds);
        series.writes.push_back(static_cast<double>(column.writeUnits) / seconds);
        series.throttled.push_back(static_cast<double>(column.throttledUnits) / seconds);
    }
}

void addMinutes(const simulation::PlaceOutcome &place, MetricSeries &series)
{
    if (place.minutes.empty())
        return;
    for (std::size_t column = 0; column < place.map.columns; ++column) {
        const simulation::PlaceMinute &minute = minuteOf(place, column);
        series.readLimits.push_back(minute.throughput.reads);
        series.writeLimits.push_back(minute.throughput.writes);
        series.calls.push_back(minute.calls);
    }
}

const capacity::CallFigures *figuresOf(const capacity::CallSlice &slice, std::optional<capacity::CallKind> kind)
{
    if (!kind)
        return &slice.all;
    const auto found = std::find_if(slice.calls.begin(), slice.calls.end(), [kind](const auto &each) { return each.kind == *kind; });
    return found == slice.calls.end() ? nullptr : &*found;
}

void takeCalls(const simulation::HeatMap &map, const std::vector<capacity::CallSlice> &slices, std::optional<capacity::CallKind> kind,
               MetricSeries &series)
{
    for (auto *values :
         {&series.throttled, &series.calls, &series.p50, &series.p99, &series.conditionalFailures, &series.transactionConflicts})
        values->assign(map.columns, 0);
    const auto seconds = static_cast<double>(map.secondsPerColumn);
    for (const capacity::CallSlice &slice : slices) {
        const std::int64_t at = (slice.second - map.startSecond) / map.secondsPerColumn;
        if (slice.second < map.startSecond || at >= static_cast<std::int64_t>(map.columns))
            continue;
        const auto column = static_cast<std::size_t>(at);
        series.throttled[column] = static_cast<double>(slice.all.throttled) / seconds;
        series.calls[column] = static_cast<double>(slice.all.answered + slice.all.throttled + slice.conditionalFailures) / seconds;
        series.conditionalFailures[column] = static_cast<double>(slice.conditionalFailures);
        series.transactionConflicts[column] = static_cast<double>(slice.transactionConflicts);
        if (const capacity::CallFigures *figures = figuresOf(slice, kind)) {
            series.p50[column] = static_cast<double>(figures->p50);
            series.p99[column] = static_cast<double>(figures->p99);
        }
    }
}

} // namespace

MetricSeries metricSeries(const simulation::PlaceOutcome &place, const session::LivePlace *live, std::optional<capacity::CallKind> kind)
{
    MetricSeries series;
    addConsumed(place, series);
    addMinutes(place, series);
    if (live != nullptr)
        takeCalls(place.map, place.map.secondsPerColumn < kMinute ? live->callSeconds : live->callMinutes, kind, series);
    return series;
}

int risesOf(const exchange::Alarm &alarm, const std::vector<double> &values, const std::vector<double> &limits,
            std::int64_t secondsPerColumn, bool isGreatest)
{
    const auto columns = static_cast<std::size_t>(std::max<std::int64_t>(1, exchange::kAlarmPeriodSeconds / secondsPerColumn));
    int risen = 0;
    std::int64_t inRow = 0;
    for (std::size_t from = 0; from < values.size(); from += columns) {
        double sum = 0;
        double limit = 0;
        double most = 0;
        for (std::size_t i = from; i < std::min(values.size(), from + columns); ++i) {
            sum += values[i];
            limit += limits.empty() ? 0 : limits[i];
            most = std::max(most, values[i]);
        }
        const double watched = isGreatest ? most : limits.empty() ? sum : limit > 0 ? 100 * sum / limit : 0;
        inRow = watched > static_cast<double>(alarm.threshold) + 1e-9 ? inRow + 1 : 0;
        risen += inRow == alarm.periods ? 1 : 0;
    }
    return risen;
}

} // namespace keywright::ui
