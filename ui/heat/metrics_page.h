#pragma once

#include <memory>
#include <vector>

#include <QWidget>

#include "core/model/model.h"
#include "core/session/live_traffic.h"
#include "core/simulation/outcome.h"
#include "ui/heat/heat_words.h"
#include "ui/heat/line_chart.h"
#include "ui/heat/metric_series.h"

class QComboBox;
class QGridLayout;
class QLabel;

namespace keywright::ui {

/// The metrics of one table or index over time, as CloudWatch would draw them, with the thresholds of the alarms that Export
/// writes, and which of these alarms would have risen. Latency, conditional check failures and transaction conflicts are
/// measured, and so shown of live traffic only.
class MetricsPage : public QWidget {
    Q_OBJECT

public:
    enum Chart { Reads, Writes, Throttled, Calls, Latency, ConditionalFailures, TransactionConflicts, Charts };

    explicit MetricsPage(QWidget *parent = nullptr);

    /// `live` is null of a simulation, else what the outcome was made of.
    void setOutcome(const std::shared_ptr<const simulation::Outcome> &outcome, int place, const std::shared_ptr<const model::Model> &model,
                    HeatClock clock, const std::shared_ptr<const std::vector<session::LivePlace>> &live = {});
    const std::vector<LineChart *> &charts() const { return m_charts; }
    /// Whose latency is shown: all operations, or one of them.
    QComboBox &operation() { return *m_operation; }
    QString alarmText() const;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Watched {
        const simulation::PlaceOutcome &place;
        const MetricSeries &series;
        std::vector<exchange::Alarm> alarms;
        bool isLive = false;
    };

    const simulation::PlaceOutcome *shown() const;
    const session::LivePlace *livePlace() const;
    void fillOperations();
    void refresh();
    LineChart::Contents contentsOf(const Watched &watched, const QString &title, const std::vector<double> &values) const;
    /// These add to `risen` the alarms that would have.
    void showUnits(const Watched &watched, bool isWrite, QStringList &risen);
    void showThrottled(const Watched &watched, QStringList &risen);
    void showLatency(const Watched &watched, QStringList &risen);
    void showCounts(const Watched &watched);
    void arrange();

    std::shared_ptr<const simulation::Outcome> m_outcome;
    int m_place = -1;
    std::shared_ptr<const model::Model> m_model;
    HeatClock m_clock = HeatClock::Simulated;
    std::shared_ptr<const std::vector<session::LivePlace>> m_live;
    QLabel *m_title;
    QComboBox *m_operation;
    QLabel *m_alarms;
    QWidget *m_field;
    QGridLayout *m_grid = nullptr;
    int m_columns = 0;
    int m_arranged = 0;
    std::vector<LineChart *> m_charts; ///< by Chart
};

} // namespace keywright::ui
