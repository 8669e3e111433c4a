#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/schema/table_definition.h"

namespace keywright::schema {

/// Whether a name of a table or index has only the letters that it may have.
bool isPlainName(std::string_view name);

/// The first of DynamoDB's rules that the definition breaks, as CreateTable's ValidationException says it; nullopt when
/// it is a table that DynamoDB would make.
/// Source: developer guide, "Quotas and limits", "Local secondary indexes", "Global secondary indexes",
/// "Multi-attribute keys"; messages as the service answers them.
std::optional<std::string> brokenRule(const TableDefinition &table);

} // namespace keywright::schema
