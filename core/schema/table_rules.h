#pragma once

#include <optional>
#include <string>

#include "core/schema/table_definition.h"

namespace keywright::schema {

/// The first of DynamoDB's rules that the definition breaks, as CreateTable's ValidationException says it; nullopt when
/// it is a table that DynamoDB would make.
/// Source: developer guide, "Quotas and limits", "Local secondary indexes", "Global secondary indexes",
/// "Multi-attribute keys"; messages as the service answers them.
std::optional<std::string> brokenRule(const TableDefinition &table);

} // namespace keywright::schema
