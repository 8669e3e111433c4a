#pragma once

#include "core/schema/table_change_plan.h"

/// The differences of two tables, without the steps. Inside core/schema only.
namespace keywright::schema {

/// In the order of TableAspect.
std::vector<TableDifference> differencesOf(const TableShape &from, const TableShape &to, const std::optional<StoredSize> &size);

/// The GSI of that name; null when there is none.
const IndexDefinition *globalIndex(const TableDefinition &table, const std::string &name);
/// Whether one can become the other without building it anew: capacity does not count, nor the order of what is projected.
bool isSameIndex(const IndexDefinition &left, const IndexDefinition &right);

/// The vector index of that name is this one; its search schema and what it projects may be in another order.
bool isSameIndex(const VectorIndexDefinition &left, const VectorIndexDefinition &right);

/// The capacity that counts under the billing mode: what the other mode would use is left out.
Capacity effectiveCapacity(const Capacity &capacity, BillingMode mode);

} // namespace keywright::schema
