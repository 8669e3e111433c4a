#pragma once

#include <string>
#include <variant>
#include <vector>

#include "core/engine/requests.h"
#include "core/schema/table_definition.h"
#include "core/value/json.h"

namespace keywright::session {

using TypedRead = std::variant<engine::GetItemRequest, engine::QueryRequest, engine::ScanRequest>;

/// The table that a request reads: of a statement, the one that it names. Empty for what reads no single table.
std::string tableReadBy(const std::string &operation, const value::Json &request);

/// The reads that a GetItem, Query, Scan or SELECT makes of `table`, one after the other, as the service plans them; nothing
/// for any other request, for legacy parameters, and for what the service would refuse.
std::vector<TypedRead> typedReads(const std::string &operation, const value::Json &request, const schema::TableDefinition &table);

/// "status = open AND total > 5": as a person reads it, values in their place. Empty for nothing.
std::string inWords(const std::optional<expression::Condition> &condition);
std::string inWords(const expression::KeyCondition &condition);

} // namespace keywright::session
