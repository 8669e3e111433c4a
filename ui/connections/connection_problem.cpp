#include "ui/connections/connection_problem.h"

#include <QCoreApplication>

#include "core/connection/connection_error.h"
#include "core/connection/retries.h"
#include "core/engine/service_error.h"
#include "ui/document/text.h"

namespace keywright::ui {

namespace {

using connection::ConnectionError;

QString tr(const char *text)
{
    return QCoreApplication::translate("ConnectionProblem", text);
}

QString titleOf(ConnectionError::Kind kind)
{
    switch (kind) {
    case ConnectionError::Kind::Settings: return tr("The connection is not complete");
    case ConnectionError::Kind::Unreachable: return tr("The endpoint cannot be reached");
    case ConnectionError::Kind::TimedOut: return tr("The endpoint is too slow");
    case ConnectionError::Kind::Tls: return tr("The endpoint cannot be trusted");
    case ConnectionError::Kind::Credentials: return tr("The endpoint does not accept the keys");
    case ConnectionError::Kind::Expired: return tr("The session of the keys is over");
    case ConnectionError::Kind::NotDynamoDb:
    case ConnectionError::Kind::Damaged: return tr("What answers there is not DynamoDB");
    case ConnectionError::Kind::Stopped: break;
    }
    return tr("Stopped");
}

ConnectionProblem refusalOf(const engine::ServiceError &error)
{
    constexpr int kBadRequest = 400;
    QString said = toQString(error.name() + ": " + error.what());
    if (!said.endsWith(QLatin1Char('.')))
        said += QLatin1Char('.');
    if (connection::retryOf(kBadRequest, error.name()) == connection::Retry::Throttled)
        return {tr("The endpoint throttles"),
                tr("%1 It was asked again with growing pauses, and still had no room. Wait a moment, or give the table more capacity.")
                    .arg(said)};
    if (error.name() == "AccessDeniedException")
        return {tr("The keys do not allow this"), tr("%1 Ask for this permission, or choose another profile.").arg(said)};
    return {tr("The endpoint refuses"), said};
}

} // namespace

ConnectionProblem connectionProblem(const std::exception_ptr &error)
{
    try {
        std::rethrow_exception(error);
    } catch (const ConnectionError &problem) {
        return {titleOf(problem.kind()), toQString(problem.what()), problem.kind() == ConnectionError::Kind::Stopped};
    } catch (const engine::ServiceError &refused) {
        return refusalOf(refused);
    } catch (const std::exception &other) {
        return {tr("The connection cannot be used"), toQString(other.what())};
    } catch (...) {
        return {tr("The connection cannot be used"), tr("Something went wrong that has no name. Try again.")};
    }
}

} // namespace keywright::ui
