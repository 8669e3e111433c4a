#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/condition.h"
#include "core/expression/key_condition.h"
#include "core/expression/update.h"
#include "core/value/attribute_value.h"

/// The parameters of before expressions, translated into the values that expressions become. Each function throws
/// ExpressionError with the service's message for the first fault, attributes in the order of their names.
/// Source: developer guide, "Legacy DynamoDB conditional parameters".
namespace keywright::expression {

enum class ComparisonOperator : std::uint8_t {
    Equal,
    NotEqual,
    LessOrEqual,
    Less,
    GreaterOrEqual,
    Greater,
    NotNull,
    Null,
    Contains,
    NotContains,
    BeginsWith,
    In,
    Between,
};

/// "EQ", "NE", "LE", "LT", "GE", "GT", "NOT_NULL", "NULL", "CONTAINS", "NOT_CONTAINS", "BEGINS_WITH", "IN", "BETWEEN".
std::string_view textOf(ComparisonOperator op);
std::optional<ComparisonOperator> comparisonOperatorFromText(std::string_view text);

enum class ConditionalOperator : std::uint8_t { And, Or };

/// A member of QueryFilter, ScanFilter or KeyConditions.
struct LegacyCondition {
    ComparisonOperator op = ComparisonOperator::Equal;
    std::vector<value::AttributeValue> values; ///< AttributeValueList
};

/// A member of Expected.
struct ExpectedAttribute {
    std::optional<ComparisonOperator> op;
    std::optional<std::vector<value::AttributeValue>> values; ///< AttributeValueList
    std::optional<value::AttributeValue> value;
    std::optional<bool> exists;
};

/// A member of AttributeUpdates.
struct AttributeUpdate {
    enum class Action : std::uint8_t { Put, Delete, Add };
    Action action = Action::Put;
    std::optional<value::AttributeValue> value;
};

template <typename Member>
using ByAttribute = std::map<std::string, Member, std::less<>>;

/// ConditionalOperator needs at least two members to join.
Condition conditionFromExpected(const ByAttribute<ExpectedAttribute> &expected, std::optional<ConditionalOperator> join);

/// `parameter` is "QueryFilter" or "ScanFilter". NOT_CONTAINS is false for an attribute that the item does not have.
Condition conditionFromFilter(std::string_view parameter, const ByAttribute<LegacyCondition> &filter,
                              std::optional<ConditionalOperator> join);

/// Operators that no key may have are refused; orderByKey checks the rest.
KeyCondition keyConditionFromLegacy(const ByAttribute<LegacyCondition> &conditions);

/// ADD also lengthens lists; DELETE without a value removes the attribute.
Update updateFromAttributeUpdates(const ByAttribute<AttributeUpdate> &updates);

/// Top-level attributes only; a dot or bracket in a name has no meaning.
std::vector<DocumentPath> projectionFromAttributesToGet(const std::vector<std::string> &attributes);

} // namespace keywright::expression
