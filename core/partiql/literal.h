#pragma once

#include <string>
#include <vector>

#include "core/partiql/syntax_tree.h"
#include "core/value/attribute_value.h"

namespace keywright::partiql {

/// The values of a request's Parameters, which the statement's question marks stand for one after the other.
using Parameters = std::vector<value::AttributeValue>;

/// Whether it is a value by itself: a literal or a parameter.
bool isValue(const syntax::Expression &expression);

/// The value of a literal or parameter. Throws StatementError for numbers out of range, mixed or repeated members of a
/// set, parameters inside a collection, nesting beyond 32 levels, and what is no value. Messages name the place in the value
/// as "root.x[1]".
/// Source of the messages: floci's edge cases and the conformance suite of nubo-db, both captured from DynamoDB.
value::AttributeValue valueOf(const syntax::Expression &literal, const Parameters &parameters);

/// The item of an INSERT, each of whose attributes is a value.
value::Item itemOf(const syntax::Expression &literal, const Parameters &parameters);

/// The parameter that a question mark stands for.
const value::AttributeValue &parameterOf(const syntax::Expression &expression, const Parameters &parameters);

} // namespace keywright::partiql
