#include "ui/heat/simulation_run.h"

#include "core/simulation/model_workload.h"
#include "core/simulation/simulation.h"

namespace keywright::ui {

namespace {

constexpr int kTickMs = 100;

} // namespace

SimulationRun::SimulationRun(QObject *parent) : QObject(parent), m_background(this)
{
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &SimulationRun::progressed);
}

SimulationRun::Result SimulationRun::simulated(const SimulationWish &wish, const std::stop_token &stop,
                                               const std::shared_ptr<std::atomic<double>> &progress)
{
    try {
        simulation::SimulationOptions options;
        options.seconds = qint64{3'600} * wish.hours;
        options.seed = wish.seed;
        options.stop = stop;
        options.progress = [progress](std::int64_t second, std::int64_t all) {
            progress->store(static_cast<double>(second) / static_cast<double>(all));
        };
        return {std::make_shared<const simulation::Outcome>(simulation::simulate(simulation::workloadOf(*wish.model), options)), {}};
    } catch (const std::exception &error) {
        return {nullptr, QString::fromUtf8(error.what())};
    }
}

void SimulationRun::run(const SimulationWish &wish)
{
    if (!wish.model || (wish == m_wish && (m_running || (m_outcome && !m_cancelled))))
        return;
    m_background.stop();
    m_wish = wish;
    m_running = true;
    m_cancelled = false;
    m_progress = std::make_shared<std::atomic<double>>(0);
    m_tick.start();
    m_background.start([wish, progress = m_progress](const std::stop_token &stop) { return simulated(wish, stop, progress); },
                       [this, wish, request = ++m_request](Result result) {
                           if (request == m_request)
                               take(wish, std::move(result));
                       });
    emit changed();
}

void SimulationRun::take(const SimulationWish &wish, Result result)
{
    m_running = false;
    m_tick.stop();
    m_failure = result.failure;
    if (result.outcome && !result.outcome->stopped) {
        m_outcome = std::move(result.outcome);
        m_outcomeModel = wish.model;
    }
    emit changed();
}

void SimulationRun::cancel()
{
    if (!m_running)
        return;
    m_background.stop();
    ++m_request;
    m_running = false;
    m_cancelled = true;
    m_tick.stop();
    emit changed();
}

void SimulationRun::forget()
{
    m_background.stop();
    ++m_request;
    m_tick.stop();
    const bool wasSomething = m_running || m_outcome || !m_failure.isEmpty();
    m_running = false;
    m_cancelled = false;
    m_wish = {};
    m_outcome.reset();
    m_outcomeModel.reset();
    m_failure.clear();
    if (wasSomething)
        emit changed();
}

double SimulationRun::progress() const
{
    return m_running ? m_progress->load() : 1;
}

} // namespace keywright::ui
