#pragma once

#include <vector>

#include "core/schema/table_definition.h"
#include "core/value/json.h"

namespace keywright::schema {

/// The definition as the request body of CreateTable.
value::Json toCreateTableJson(const TableDefinition &table);

/// An element of GlobalSecondaryIndexes, or of LocalSecondaryIndexes, whose definitions have no capacity.
value::Json toIndexJson(const IndexDefinition &index);

/// An element of VectorIndexes.
value::Json toIndexJson(const VectorIndexDefinition &index);

/// Sets ProvisionedThroughput, OnDemandThroughput and WarmThroughput in `json`, as far as there are such.
void setCapacityMembers(value::Json &json, const Capacity &capacity);

/// AttributeDefinitions: the attributes of all these keys, in the order of their names.
value::Json toAttributeDefinitionsJson(const std::vector<KeySchema> &keys);
/// The attributes that the index is searched by, as a key has them.
std::vector<KeySchema> searchKeysOf(const VectorIndexDefinition &index);

/// Reads what toCreateTableJson wrote. Throws std::invalid_argument, naming the member, when it is something else.
TableDefinition fromCreateTableJson(const value::Json &json);

} // namespace keywright::schema
