#pragma once

#include <variant>
#include <vector>

#include "core/engine/requests.h"
#include "core/partiql/statement.h"
#include "core/schema/table_definition.h"

namespace keywright::partiql {

using Read = std::variant<engine::GetItemRequest, engine::QueryRequest, engine::ScanRequest>;

/// How a SELECT is answered: one read after the other, in the order that it asks for. A full key is a GetItem, each
/// partition key and range of sort keys a Query, and anything else one Scan.
struct ReadPlan {
    std::vector<Read> reads;
};

/// Throws StatementError for what the service refuses of this table: an index that it does not have, a column or filter that
/// the index does not project, an order that no key gives, key values of a wrong type.
/// Source: developer guide, "PartiQL select statements for DynamoDB"; measured by others (conformance suite of nubo-db, floci).
ReadPlan planRead(const SelectStatement &select, const schema::TableDefinition &table, bool consistentRead);

} // namespace keywright::partiql
