#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

#include "core/connection/connection.h"
#include "core/session/commit.h"
#include "ui/connections/connection_problem.h"

/// What the commit dialog does on its thread. Nothing here throws: failures are sentences in the results.
namespace keywright::ui {

struct ConnectionCheck {
    session::CommitPlan plan;
    std::optional<ConnectionProblem> problem;
};

/// Looks at the connection's tables. Changes nothing.
ConnectionCheck checkConnection(const std::shared_ptr<connection::Connection> &connection, const model::Model &model,
                                const std::stop_token &stop);

/// Carries the plan out. Ends soon when `stop` comes: what was done stays.
session::CommitReport commitPlan(const session::CommitPlan &plan, const model::Model &model,
                                 const std::shared_ptr<connection::Connection> &connection, const session::CommitChoices &choices,
                                 const std::function<void(const session::CommitProgress &)> &progress, const std::stop_token &stop);

} // namespace keywright::ui
