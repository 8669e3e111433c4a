#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <vector>

#include <QStringList>

#include "core/connection/connection.h"
#include "ui/connections/connection_problem.h"

/// What the dialogs of tables read of a connection, on their threads. Nothing here throws.
namespace keywright::ui {

struct TableNames {
    QStringList names;
    std::optional<ConnectionProblem> problem;
};

TableNames tableNames(const std::shared_ptr<connection::Connection> &connection, const std::stop_token &stop);

/// One table, for people.
struct TableFacts {
    engine::TableDescription description;
    engine::TimeToLiveDescription timeToLive;
    std::vector<std::pair<std::string, std::string>> tags;
    std::vector<QStringList> rows;    ///< what it is, and how it is set
    std::vector<QStringList> indexes; ///< name, kind, key, projection, status, items
    QString definition;               ///< JSON: CreateTable's request, with TimeToLiveSpecification and Tags
    std::optional<ConnectionProblem> problem;
};

TableFacts tableFacts(const std::shared_ptr<connection::Connection> &connection, const QString &table, const std::stop_token &stop);

/// As long as it takes, or until the stop comes.
void waitUnlessStopped(std::chrono::milliseconds time, const std::stop_token &stop);

} // namespace keywright::ui
