#pragma once

#include <atomic>
#include <memory>

#include <QObject>
#include <QTimer>

#include "core/model/model.h"
#include "core/simulation/outcome.h"
#include "ui/document/background.h"

namespace keywright::ui {

/// What is simulated of a model.
struct SimulationWish {
    std::shared_ptr<const model::Model> model;
    int hours = 24;
    quint64 seed = 1;
    friend bool operator==(const SimulationWish &, const SimulationWish &) = default;
};

/// The simulation of one model's workload, off the GUI thread. The last outcome stays until there is another one.
class SimulationRun : public QObject {
    Q_OBJECT

public:
    explicit SimulationRun(QObject *parent = nullptr);

    /// A wish that runs or was fulfilled already changes nothing.
    void run(const SimulationWish &wish);
    /// Gives up what runs; the last outcome stays.
    void cancel();
    void forget();

    bool isRunning() const { return m_running; }
    /// The last wish was given up.
    bool wasCancelled() const { return m_cancelled; }
    /// From 0 to 1.
    double progress() const;
    /// Null before the first.
    const std::shared_ptr<const simulation::Outcome> &outcome() const { return m_outcome; }
    /// The model that the outcome is of.
    const std::shared_ptr<const model::Model> &model() const { return m_outcomeModel; }
    /// A sentence; empty without one.
    const QString &failure() const { return m_failure; }

signals:
    /// Another outcome, a failure, or it began or ended.
    void changed();
    void progressed();

private:
    struct Result {
        std::shared_ptr<const simulation::Outcome> outcome;
        QString failure;
    };

    static Result simulated(const SimulationWish &wish, const std::stop_token &stop, const std::shared_ptr<std::atomic<double>> &progress);
    void take(const SimulationWish &wish, Result result);

    SimulationWish m_wish;
    bool m_running = false;
    bool m_cancelled = false;
    quint64 m_request = 0; ///< answers of earlier ones are dropped
    std::shared_ptr<std::atomic<double>> m_progress = std::make_shared<std::atomic<double>>(0);
    std::shared_ptr<const simulation::Outcome> m_outcome;
    std::shared_ptr<const model::Model> m_outcomeModel;
    QString m_failure;
    QTimer m_tick;
    Background m_background;
};

} // namespace keywright::ui
