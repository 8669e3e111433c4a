#pragma once

#include <memory>
#include <vector>

#include <QWidget>

#include "core/model/model.h"
#include "core/simulation/outcome.h"
#include "ui/heat/heat_words.h"

class QLabel;

namespace keywright::ui {

class LineChart;

/// The metrics of one table or index over time, as CloudWatch would draw them, with the thresholds of the alarms that Export
/// writes, and which of these alarms would have risen.
class MetricsPage : public QWidget {
    Q_OBJECT

public:
    explicit MetricsPage(QWidget *parent = nullptr);

    void setOutcome(const std::shared_ptr<const simulation::Outcome> &outcome, int place, const std::shared_ptr<const model::Model> &model,
                    HeatClock clock);
    const std::vector<LineChart *> &charts() const { return m_charts; }
    QString alarmText() const;

private:
    QLabel *m_title;
    QLabel *m_alarms;
    std::vector<LineChart *> m_charts; ///< reads, writes, throttled
};

} // namespace keywright::ui
