#include "ui/heat/metrics_page.h"

#include <QLabel>
#include <QVBoxLayout>

#include "core/exchange/cloudwatch.h"
#include "ui/document/text.h"
#include "ui/heat/line_chart.h"
#include "ui/parts/labels.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

struct Series {
    std::vector<double> reads; ///< units a second, by column
    std::vector<double> writes;
    std::vector<double> throttled;
};

Series seriesOf(const simulation::HeatMap &map)
{
    Series series;
    const auto seconds = static_cast<double>(map.secondsPerColumn);
    for (const simulation::HeatCell &column : simulation::columnTotals(map)) {
        series.reads.push_back(static_cast<double>(column.readUnits) / seconds);
        series.writes.push_back(static_cast<double>(column.writeUnits) / seconds);
        series.throttled.push_back(static_cast<double>(column.throttledUnits) / seconds);
    }
    return series;
}

/// What could be consumed in each column; empty where that is not known.
std::vector<double> limitsOf(const simulation::PlaceOutcome &place, bool isWrite)
{
    std::vector<double> limits;
    if (place.minutes.empty())
        return limits;
    for (std::size_t column = 0; column < place.map.columns; ++column) {
        const auto minute = static_cast<std::size_t>(static_cast<std::int64_t>(column) * place.map.secondsPerColumn / 60);
        const capacity::Units &units = place.minutes[std::min(minute, place.minutes.size() - 1)].throughput;
        limits.push_back(isWrite ? units.writes : units.reads);
    }
    return limits;
}

const exchange::Alarm *alarmOf(const std::vector<exchange::Alarm> &alarms, const std::string &index, const char *ending)
{
    for (const exchange::Alarm &alarm : alarms)
        if (alarm.index == index && alarm.name.ends_with(ending))
            return &alarm;
    return nullptr;
}

/// In how many of the alarm's periods what it watches was above; `values` and `limits` are by column.
int periodsAbove(const exchange::Alarm &alarm, const std::vector<double> &values, const std::vector<double> &limits,
                 std::int64_t secondsPerColumn, std::vector<bool> *above = nullptr)
{
    const auto columns = static_cast<std::size_t>(std::max<std::int64_t>(1, exchange::kAlarmPeriodSeconds / secondsPerColumn));
    int count = 0;
    for (std::size_t from = 0; from < values.size(); from += columns) {
        double sum = 0;
        double limit = 0;
        const std::size_t end = std::min(values.size(), from + columns);
        for (std::size_t i = from; i < end; ++i) {
            sum += values[i];
            limit += limits.empty() ? 0 : limits[i];
        }
        const double watched = limits.empty() ? sum : limit > 0 ? 100 * sum / limit : 0;
        const bool isAbove = watched > static_cast<double>(alarm.threshold) + 1e-9;
        count += isAbove ? 1 : 0;
        if (above != nullptr)
            above->push_back(isAbove);
    }
    return count;
}

/// How often it rises: above for so many periods in a row.
int rises(const exchange::Alarm &alarm, const std::vector<double> &values, const std::vector<double> &limits, std::int64_t secondsPerColumn)
{
    std::vector<bool> above;
    periodsAbove(alarm, values, limits, secondsPerColumn, &above);
    int risen = 0;
    std::int64_t inRow = 0;
    for (const bool each : above) {
        inRow = each ? inRow + 1 : 0;
        risen += inRow == alarm.periods ? 1 : 0;
    }
    return risen;
}

} // namespace

MetricsPage::MetricsPage(QWidget *parent)
    : QWidget(parent), m_title(makeLabel({}, TextRole::Heading)), m_alarms(makeParagraph({}, TextRole::Body, LabelTone::Secondary))
{
    setObjectName(QStringLiteral("metrics"));
    m_alarms->setObjectName(QStringLiteral("metricAlarms"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kL, space::kM, space::kL, space::kM);
    column->setSpacing(space::kS);
    column->addWidget(m_title);
    for (int chart = 0; chart < 3; ++chart) {
        m_charts.push_back(new LineChart);
        column->addWidget(m_charts.back(), 1);
    }
    column->addWidget(m_alarms);
}

QString MetricsPage::alarmText() const
{
    return m_alarms->text();
}

void MetricsPage::setOutcome(const std::shared_ptr<const simulation::Outcome> &outcome, int place,
                             const std::shared_ptr<const model::Model> &model, HeatClock clock)
{
    if (!outcome || place < 0 || place >= static_cast<int>(outcome->places.size())) {
        m_title->clear();
        m_alarms->clear();
        for (LineChart *chart : m_charts)
            chart->setContents({});
        return;
    }
    const simulation::PlaceOutcome &shown = outcome->places[static_cast<std::size_t>(place)];
    const Series series = seriesOf(shown.map);
    std::vector<exchange::Alarm> alarms;
    for (const model::Table &table : model ? model->tables : std::vector<model::Table>())
        if (table.definition.name == shown.table)
            alarms = exchange::alarmsOf(table);
    m_title->setText(placeText(shown));
    QStringList risen;
    for (const bool isWrite : {false, true}) {
        LineChart::Contents contents{.title = isWrite ? tr("Write units a second") : tr("Read units a second"),
                                     .values = isWrite ? series.writes : series.reads,
                                     .limit = limitsOf(shown, isWrite),
                                     .startSecond = shown.map.startSecond,
                                     .secondsPerValue = shown.map.secondsPerColumn,
                                     .clock = clock};
        const exchange::Alarm *alarm = alarmOf(alarms, shown.index, isWrite ? "write-utilisation" : "read-utilisation");
        if (alarm != nullptr && !contents.limit.empty()) {
            for (const double limit : contents.limit)
                contents.thresholds.push_back(limit * static_cast<double>(alarm->threshold) / 100);
            contents.thresholdText = tr("alarm above %1 % for %2 periods of 5 minutes").arg(alarm->threshold).arg(alarm->periods);
            if (const int times = rises(*alarm, contents.values, contents.limit, shown.map.secondsPerColumn))
                risen << tr("%1 (%2 times)").arg(toQString(alarm->name)).arg(times);
        }
        m_charts[isWrite ? 1 : 0]->setContents(std::move(contents));
    }
    LineChart::Contents throttled{.title = tr("Throttled units a second"),
                                  .values = series.throttled,
                                  .startSecond = shown.map.startSecond,
                                  .secondsPerValue = shown.map.secondsPerColumn,
                                  .clock = clock};
    const exchange::Alarm *alarm = alarmOf(alarms, shown.index, "write-throttles");
    if (alarm != nullptr) {
        throttled.threshold = static_cast<double>(alarm->threshold);
        throttled.thresholdText = tr("alarm above %1 in 5 minutes").arg(alarm->threshold);
        if (const int times = rises(*alarm, series.throttled, {}, shown.map.secondsPerColumn))
            risen << tr("throttles (%1 times)").arg(times);
    }
    m_charts[2]->setContents(std::move(throttled));
    m_alarms->setText(risen.isEmpty()
                          ? tr("None of the alarms that Export writes would have risen.")
                          : tr("Alarms that Export writes and that would have risen: %1.").arg(risen.join(QStringLiteral(", "))));
}

} // namespace keywright::ui
