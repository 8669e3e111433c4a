#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/connection/connection.h"
#include "core/model/model.h"
#include "core/schema/table_change_plan.h"

namespace keywright::session {

enum class TableAction : std::uint8_t {
    Nothing, ///< it is there, as the model has it
    Create,
    Update,  ///< by the steps of the plan
    Replace, ///< by another table, into which the items are copied
};

/// "nothing", "create", "update", "replace".
std::string_view textOf(TableAction action);

/// What making one table of the model takes.
struct TableCommit {
    std::string table;
    TableAction action = TableAction::Nothing;
    schema::TableShape wanted;
    std::optional<schema::TableShape> present; ///< on the connection; absent when it is not there
    schema::StoredSize size;                   ///< of `present`; a remote table counts its items every six hours only
    std::vector<schema::TableDifference> differences;
    std::vector<schema::TableStep> steps; ///< of an update
    std::string resourcePolicy;           ///< of a table that is created
    std::size_t sampleItems = 0;          ///< in the model
    std::vector<std::string> leftAlone;   ///< what the model says and commit does not do: sentences
    std::string protection;               ///< why it cannot be replaced under its own name: a sentence; empty when it can
    std::string obstacle;                 ///< why it cannot be done now: a sentence that says what to do; empty when it can
};

/// What committing a model to a connection would do. Making one changes nothing.
struct CommitPlan {
    std::string connection;
    std::vector<TableCommit> tables;      ///< in the model's order
    std::vector<std::string> otherTables; ///< on the connection, and not in the model: they stay as they are

    bool changesTables() const;
};

/// Looks at the connection's tables and compares them with the model's. Throws engine::ServiceError,
/// storage::StorageError and connection::ConnectionError. Thread-safe as far as the connection is.
CommitPlan planCommit(const model::Model &model, connection::Connection &connection);

} // namespace keywright::session
