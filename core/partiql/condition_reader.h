#pragma once

#include "core/expression/condition.h"
#include "core/partiql/literal.h"
#include "core/partiql/syntax_tree.h"

namespace keywright::partiql {

/// A WHERE clause as a condition on an item. A comparison has its path on the left, also when it was written the other way
/// round. Throws StatementError with the service's message; the types of operands are checked here, before anything is
/// known of the table.
/// Source: developer guide, "PartiQL operators for DynamoDB" and "Use PartiQL functions with DynamoDB"; the messages are
/// those that others captured from DynamoDB (conformance suite of nubo-db; floci's edge cases).
expression::Condition readCondition(const syntax::Expression &where, const Parameters &parameters);

} // namespace keywright::partiql
