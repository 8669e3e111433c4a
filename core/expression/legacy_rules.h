#pragma once

#include <string>

#include "core/expression/legacy.h"

namespace keywright::expression {

/// Throws ExpressionError with "One or more parameter values were invalid: <reason>".
[[noreturn]] void refuseLegacy(std::string_view parameter, const std::string &reason);

/// Throws ExpressionError unless the operator may have these values: their number, their types, and BETWEEN's order.
void requireGoodValues(std::string_view parameter, ComparisonOperator op, const std::vector<value::AttributeValue> &values);

} // namespace keywright::expression
