#include "ui/heat/metrics_page.h"

#include <algorithm>
#include <array>

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QResizeEvent>
#include <QScrollArea>

#include "ui/document/text.h"
#include "ui/parts/chooser.h"
#include "ui/parts/labels.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kTwoCharts = 900; ///< wide enough for two beside each other

const exchange::Alarm *alarmEndingIn(const std::vector<exchange::Alarm> &alarms, const std::string &index, const char *ending)
{
    for (const exchange::Alarm &alarm : alarms)
        if (alarm.index == index && alarm.name.ends_with(ending))
            return &alarm;
    return nullptr;
}

std::vector<exchange::Alarm> alarmsOfTable(const model::Model *model, const std::string &table)
{
    if (model != nullptr)
        for (const model::Table &each : model->tables)
            if (each.definition.name == table)
                return exchange::alarmsOf(each);
    return {};
}

} // namespace

MetricsPage::MetricsPage(QWidget *parent)
    : QWidget(parent),
      m_title(makeLabel({}, TextRole::Heading)),
      m_operation(new Chooser(tr("Operation whose latency is shown"))),
      m_alarms(makeParagraph({}, TextRole::Body, LabelTone::Secondary)),
      m_field(new QWidget)
{
    setObjectName(QStringLiteral("metrics"));
    m_alarms->setObjectName(QStringLiteral("metricAlarms"));
    m_operation->setObjectName(QStringLiteral("metricOperation"));
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_operation);
    m_grid = new QGridLayout(m_field);
    m_grid->setContentsMargins({});
    m_grid->setSpacing(space::kS);
    for (int chart = 0; chart < Charts; ++chart)
        m_charts.push_back(new LineChart);
    m_charts[TransactionConflicts]->setToolTip(
        tr("Calls that met a transaction on the same item. DynamoDB refuses them; the tables here let them wait."));
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::StrongFocus);
    scroll->setAccessibleName(tr("Metrics"));
    scroll->setWidget(m_field);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kL, space::kM, space::kL, space::kM);
    column->setSpacing(space::kS);
    column->addLayout(head);
    column->addWidget(scroll, 1);
    column->addWidget(m_alarms);
    connect(m_operation, &QComboBox::activated, this, &MetricsPage::refresh);
    refresh();
}

QString MetricsPage::alarmText() const
{
    return m_alarms->text();
}

const simulation::PlaceOutcome *MetricsPage::shown() const
{
    if (!m_outcome || m_place < 0 || m_place >= static_cast<int>(m_outcome->places.size()))
        return nullptr;
    return &m_outcome->places[static_cast<std::size_t>(m_place)];
}

/// Of the shown place's table: calls are counted by table.
const session::LivePlace *MetricsPage::livePlace() const
{
    if (!m_live || shown() == nullptr)
        return nullptr;
    const auto found = std::find_if(m_live->begin(), m_live->end(),
                                    [this](const auto &each) { return each.table == shown()->table && each.index.empty(); });
    return found == m_live->end() ? nullptr : &*found;
}

void MetricsPage::setOutcome(const std::shared_ptr<const simulation::Outcome> &outcome, int place,
                             const std::shared_ptr<const model::Model> &model, HeatClock clock,
                             const std::shared_ptr<const std::vector<session::LivePlace>> &live)
{
    m_outcome = outcome;
    m_place = place;
    m_model = model;
    m_clock = clock;
    m_live = live;
    fillOperations();
    refresh();
}

void MetricsPage::fillOperations()
{
    const session::LivePlace *live = livePlace();
    m_operation->setVisible(live != nullptr);
    if (live == nullptr)
        return;
    std::array<bool, capacity::kCallKinds> isThere{};
    for (const auto *slices : {&live->callSeconds, &live->callMinutes})
        for (const capacity::CallSlice &slice : *slices)
            for (const capacity::CallFigures &figures : slice.calls)
                isThere[static_cast<std::size_t>(figures.kind)] = true;
    QStringList names{tr("Latency of all operations")};
    QList<int> kinds{-1};
    for (int kind = 0; kind < static_cast<int>(capacity::kCallKinds); ++kind)
        if (isThere[static_cast<std::size_t>(kind)]) {
            names << tr("Latency of %1").arg(toQString(std::string(textOf(static_cast<capacity::CallKind>(kind)))));
            kinds << kind;
        }
    const QVariant chosen = m_operation->currentData();
    bool isSame = m_operation->count() == kinds.size();
    for (int i = 0; isSame && i < kinds.size(); ++i)
        isSame = m_operation->itemData(i).toInt() == kinds[i];
    if (isSame)
        return; // it may be open
    m_operation->clear();
    for (int i = 0; i < kinds.size(); ++i)
        m_operation->addItem(names[i], kinds[i]);
    m_operation->setCurrentIndex(qMax(0, m_operation->findData(chosen)));
}

void MetricsPage::refresh()
{
    const simulation::PlaceOutcome *place = shown();
    if (place == nullptr) {
        m_title->clear();
        m_alarms->clear();
        for (LineChart *chart : m_charts)
            chart->setContents({});
        arrange();
        return;
    }
    const session::LivePlace *live = livePlace();
    const bool isOne = live != nullptr && m_operation->currentIndex() > 0;
    const auto kind = isOne ? std::optional(static_cast<capacity::CallKind>(m_operation->currentData().toInt())) : std::nullopt;
    const MetricSeries series = metricSeries(*place, live, kind);
    const Watched watched{*place, series, alarmsOfTable(m_model.get(), place->table), live != nullptr};
    m_title->setText(placeText(*place));
    QStringList risen;
    showUnits(watched, false, risen);
    showUnits(watched, true, risen);
    showThrottled(watched, risen);
    m_charts[Calls]->setContents(contentsOf(watched, tr("Requests a second"), series.calls));
    showLatency(watched, risen);
    showCounts(watched);
    QString said = risen.isEmpty() ? tr("None of the alarms that Export writes would have risen.")
                                   : tr("Alarms that Export writes and that would have risen: %1.").arg(risen.join(QStringLiteral(", ")));
    if (live == nullptr)
        said += tr(" Latency, failed conditions and transaction conflicts are measured: choose live traffic as the map's source.");
    m_alarms->setText(said);
    arrange();
}

LineChart::Contents MetricsPage::contentsOf(const Watched &watched, const QString &title, const std::vector<double> &values) const
{
    LineChart::Contents contents;
    contents.title = title;
    contents.values = values;
    contents.startSecond = watched.place.map.startSecond;
    contents.secondsPerValue = watched.place.map.secondsPerColumn;
    contents.clock = m_clock;
    return contents;
}

void MetricsPage::showUnits(const Watched &watched, bool isWrite, QStringList &risen)
{
    const QString title = isWrite ? tr("Write units a second") : tr("Read units a second");
    LineChart::Contents contents = contentsOf(watched, title, isWrite ? watched.series.writes : watched.series.reads);
    contents.limit = isWrite ? watched.series.writeLimits : watched.series.readLimits;
    const exchange::Alarm *alarm = alarmEndingIn(watched.alarms, watched.place.index, isWrite ? "write-utilisation" : "read-utilisation");
    if (alarm != nullptr && !contents.limit.empty()) {
        for (const double limit : contents.limit)
            contents.thresholds.push_back(limit * static_cast<double>(alarm->threshold) / 100);
        contents.thresholdText = tr("alarm above %1 % for %2 periods of 5 minutes").arg(alarm->threshold).arg(alarm->periods);
        if (const int times = risesOf(*alarm, contents.values, contents.limit, contents.secondsPerValue))
            risen << tr("%1 (%2 times)").arg(toQString(alarm->name)).arg(times);
    }
    m_charts[isWrite ? Writes : Reads]->setContents(std::move(contents));
}

void MetricsPage::showThrottled(const Watched &watched, QStringList &risen)
{
    const QString title = watched.isLive ? tr("Throttled requests a second") : tr("Throttled units a second");
    LineChart::Contents contents = contentsOf(watched, title, watched.series.throttled);
    if (const exchange::Alarm *alarm = alarmEndingIn(watched.alarms, watched.place.index, "write-throttles")) {
        contents.threshold = static_cast<double>(alarm->threshold);
        contents.thresholdText = tr("alarm above %1 in 5 minutes").arg(alarm->threshold);
        if (const int times = risesOf(*alarm, contents.values, {}, contents.secondsPerValue))
            risen << tr("throttles (%1 times)").arg(times);
    }
    m_charts[Throttled]->setContents(std::move(contents));
}

void MetricsPage::showLatency(const Watched &watched, QStringList &risen)
{
    LineChart::Contents contents = contentsOf(watched, tr("Latency in milliseconds"), watched.series.p99);
    contents.second = watched.series.p50;
    contents.valueName = tr("p99");
    contents.secondName = tr("p50");
    contents.unit = tr("ms");
    if (const exchange::Alarm *alarm = alarmEndingIn(watched.alarms, {}, "latency"); alarm != nullptr && watched.isLive) {
        contents.threshold = static_cast<double>(alarm->threshold);
        contents.thresholdText = tr("alarm above %1 ms for %2 periods of 5 minutes").arg(alarm->threshold).arg(alarm->periods);
        if (const int times = risesOf(*alarm, contents.values, {}, contents.secondsPerValue, true))
            risen << tr("%1 (%2 times)").arg(toQString(alarm->name)).arg(times);
    }
    m_charts[Latency]->setContents(std::move(contents));
}

void MetricsPage::showCounts(const Watched &watched)
{
    const bool bySecond = watched.place.map.secondsPerColumn < 60;
    m_charts[ConditionalFailures]->setContents(contentsOf(
        watched, bySecond ? tr("Failed conditions a second") : tr("Failed conditions a minute"), watched.series.conditionalFailures));
    m_charts[TransactionConflicts]->setContents(
        contentsOf(watched, bySecond ? tr("Transaction conflicts a second") : tr("Transaction conflicts a minute"),
                   watched.series.transactionConflicts));
}

void MetricsPage::arrange()
{
    const int columns = width() >= kTwoCharts ? 2 : 1;
    const int count = livePlace() != nullptr ? Charts : Latency;
    if (columns == m_columns && count == m_arranged)
        return;
    m_columns = columns;
    m_arranged = count;
    for (int chart = 0; chart < Charts; ++chart) {
        m_grid->removeWidget(m_charts[static_cast<std::size_t>(chart)]);
        m_charts[static_cast<std::size_t>(chart)]->setVisible(chart < count);
        if (chart < count)
            m_grid->addWidget(m_charts[static_cast<std::size_t>(chart)], chart / columns, chart % columns);
    }
}

void MetricsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace keywright::ui
