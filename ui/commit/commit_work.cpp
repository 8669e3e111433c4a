#include "ui/commit/commit_work.h"

#include <condition_variable>
#include <mutex>

#include <QCoreApplication>

#include "core/connection/connection_error.h"
#include "core/connection/endpoint_url.h"
#include "core/engine/service_error.h"
#include "ui/document/text.h"

namespace keywright::ui {

namespace {

using connection::ConnectionError;

QString tr(const char *text)
{
    return QCoreApplication::translate("CommitWork", text);
}

QString titleOf(ConnectionError::Kind kind)
{
    switch (kind) {
    case ConnectionError::Kind::Settings: return tr("The connection is not complete");
    case ConnectionError::Kind::Unreachable:
    case ConnectionError::Kind::TimedOut: return tr("The endpoint cannot be reached");
    case ConnectionError::Kind::Tls: return tr("The endpoint cannot be trusted");
    case ConnectionError::Kind::Expired:
    case ConnectionError::Kind::Credentials: return tr("The endpoint does not accept the keys");
    case ConnectionError::Kind::NotDynamoDb:
    case ConnectionError::Kind::Damaged: return tr("What answers there is not DynamoDB");
    case ConnectionError::Kind::Stopped: break;
    }
    return tr("Stopped");
}

QString adviceOn(const engine::ServiceError &error)
{
    if (error.name() == "AccessDeniedException")
        return tr(" To look at tables the keys need dynamodb:ListTables, DescribeTable, DescribeTimeToLive and ListTagsOfResource.");
    return {};
}

/// As long as it takes, or until the stop comes.
void waitUnlessStopped(std::chrono::milliseconds time, const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, time, [] { return false; });
}

} // namespace

ConnectionCheck checkConnection(const connection::EndpointChoice &choice, const connection::Surroundings &surroundings,
                                const model::Model &model, const std::stop_token &stop)
{
    ConnectionCheck check;
    try {
        const connection::EndpointSettings settings = connection::settleEndpoint(choice, surroundings);
        check.isThisMachine = connection::readEndpointUrl(settings.url).isThisMachine();
        check.connection = std::make_shared<connection::RemoteConnection>(settings);
        check.plan = session::planCommit(model, *check.connection->stoppedBy(stop));
        return check;
    } catch (const ConnectionError &error) {
        check.isStopped = error.kind() == ConnectionError::Kind::Stopped;
        check.problem = ConnectionProblem{titleOf(error.kind()), toQString(error.what())};
    } catch (const engine::ServiceError &error) {
        check.problem = ConnectionProblem{tr("The endpoint refuses to tell about its tables"),
                                          toQString(error.name() + ": " + error.what()) + adviceOn(error)};
    } catch (const std::exception &error) {
        check.problem = ConnectionProblem{tr("The connection cannot be used"), toQString(error.what())};
    }
    check.connection.reset();
    return check;
}

session::CommitReport commitPlan(const session::CommitPlan &plan, const model::Model &model, const connection::RemoteConnection &connection,
                                 const session::CommitChoices &choices,
                                 const std::function<void(const session::CommitProgress &)> &progress, const std::stop_token &stop)
{
    session::CommitControl control;
    control.progress = progress;
    control.stop = stop;
    control.wait = [stop](std::chrono::milliseconds time) { waitUnlessStopped(time, stop); };
    session::CommitReport report = session::runCommit(plan, model, *connection.stoppedBy(stop), choices, control);
    if (stop.stop_requested() && !report.failure.empty()) {
        report.isStopped = true; // in the middle of a call
        report.failure.clear();
    }
    return report;
}

} // namespace keywright::ui
