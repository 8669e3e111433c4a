#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/engine/requests.h"
#include "core/expression/condition.h"
#include "core/expression/update.h"
#include "core/partiql/literal.h"

namespace keywright::partiql {

/// One column of a SELECT.
struct Column {
    expression::DocumentPath path;
    std::string name; ///< what the answer calls it
    Place where;
};

struct SortTerm {
    std::string attribute;
    bool isDescending = false;
    Place where;
};

struct SelectStatement {
    std::string table;
    std::string index;           ///< empty for the table
    std::vector<Column> columns; ///< empty for all
    std::optional<expression::Condition> where;
    std::vector<SortTerm> order;
    Place source; ///< where it names the index, or the table when it names none
};

/// EXISTS(SELECT …): demands something of an item in a transaction.
struct ExistsStatement {
    SelectStatement select;
};

struct InsertStatement {
    std::string table;
    value::Item item;
};

struct UpdateStatement {
    std::string table;
    expression::Update update;
    std::optional<expression::Condition> where;
    engine::ReturnValues returning = engine::ReturnValues::None;
};

struct DeleteStatement {
    std::string table;
    std::optional<expression::Condition> where;
    engine::ReturnValues returning = engine::ReturnValues::None;
};

using Statement = std::variant<SelectStatement, ExistsStatement, InsertStatement, UpdateStatement, DeleteStatement>;

/// Reads a statement with its parameters and checks all that needs no table to be seen. Throws StatementError, whose
/// message is the service's.
/// Source: developer guide, "PartiQL statements for DynamoDB"; messages captured from DynamoDB by others.
Statement readStatement(std::string_view text, const Parameters &parameters);

/// For an editor: what is wrong with a statement whose parameters and table are not known; nothing when it may be right.
std::optional<StatementError> problemIn(std::string_view text);

/// The table as the statement names it: its name or its ARN.
const std::string &tableOf(const Statement &statement);
bool isRead(const Statement &statement);
/// Whether it has a RETURNING clause.
bool returns(const Statement &statement);

} // namespace keywright::partiql
