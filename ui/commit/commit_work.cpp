#include "ui/commit/commit_work.h"

#include <condition_variable>
#include <mutex>

namespace keywright::ui {

namespace {

/// As long as it takes, or until the stop comes.
void waitUnlessStopped(std::chrono::milliseconds time, const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, time, [] { return false; });
}

} // namespace

ConnectionCheck checkConnection(const std::shared_ptr<connection::Connection> &connection, const model::Model &model,
                                const std::stop_token &stop)
{
    ConnectionCheck check;
    try {
        check.plan = session::planCommit(model, *connection::stoppedBy(connection, stop));
    } catch (...) {
        check.problem = connectionProblem(std::current_exception());
    }
    return check;
}

session::CommitReport commitPlan(const session::CommitPlan &plan, const model::Model &model,
                                 const std::shared_ptr<connection::Connection> &connection, const session::CommitChoices &choices,
                                 const std::function<void(const session::CommitProgress &)> &progress, const std::stop_token &stop)
{
    session::CommitControl control;
    control.progress = progress;
    control.stop = stop;
    control.wait = [stop](std::chrono::milliseconds time) { waitUnlessStopped(time, stop); };
    session::CommitReport report = session::runCommit(plan, model, *connection::stoppedBy(connection, stop), choices, control);
    if (stop.stop_requested() && !report.failure.empty()) {
        report.isStopped = true; // in the middle of a call
        report.failure.clear();
    }
    return report;
}

} // namespace keywright::ui
