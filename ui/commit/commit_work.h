#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

#include <QString>
#include <QStringList>

#include "core/connection/endpoint_settings.h"
#include "core/connection/remote_connection.h"
#include "core/session/commit.h"
#include "ui/connections/connection_problem.h"

/// What the commit dialog does on its thread. Nothing here throws: failures are sentences in the results.
namespace keywright::ui {

struct ConnectionCheck {
    std::shared_ptr<connection::RemoteConnection> connection; ///< null when there is a problem
    session::CommitPlan plan;
    bool isThisMachine = false; ///< the endpoint is a loopback address
    std::optional<ConnectionProblem> problem;
    bool isStopped = false;
};

/// Settles the choice and looks at the connection's tables. Changes nothing.
ConnectionCheck checkConnection(const connection::EndpointChoice &choice, const connection::Surroundings &surroundings,
                                const model::Model &model, const std::stop_token &stop);

/// Carries the plan out. Ends soon when `stop` comes: what was done stays.
session::CommitReport commitPlan(const session::CommitPlan &plan, const model::Model &model, const connection::RemoteConnection &connection,
                                 const session::CommitChoices &choices,
                                 const std::function<void(const session::CommitProgress &)> &progress, const std::stop_token &stop);

} // namespace keywright::ui
