#pragma once

#include "core/schema/table_definition.h"
#include "core/value/json.h"

namespace keywright::schema {

/// The definition as the request body of CreateTable.
value::Json toCreateTableJson(const TableDefinition &table);

/// Reads what toCreateTableJson wrote. Throws std::invalid_argument, naming the member, when it is something else.
TableDefinition fromCreateTableJson(const value::Json &json);

} // namespace keywright::schema
