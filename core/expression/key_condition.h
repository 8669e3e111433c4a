#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/placeholders.h"
#include "core/schema/table_definition.h"
#include "core/value/attribute_value.h"

namespace keywright::expression {

/// The comparisons that a key condition may make. Source: developer guide, "Key condition expressions for Query".
enum class KeyOperator : std::uint8_t { Equal, Less, LessOrEqual, Greater, GreaterOrEqual, Between, BeginsWith };

/// "=", "<", "<=", ">", ">=", "between", "begins_with".
std::string_view textOf(KeyOperator op);
std::optional<KeyOperator> keyOperatorFromText(std::string_view text);

/// One comparison of a key attribute: two values for Between, else one.
struct KeyTerm {
    std::string attribute;
    KeyOperator op = KeyOperator::Equal;
    std::vector<value::AttributeValue> values;
    friend bool operator==(const KeyTerm &, const KeyTerm &) = default;
};

/// All terms must hold. A valid one has Equal on every partition-key attribute, and on sort-key attributes from left to
/// right without a gap, where only the last one used may have another operator; the engine checks it against the key.
struct KeyCondition {
    std::vector<KeyTerm> terms;
    friend bool operator==(const KeyCondition &, const KeyCondition &) = default;
};

/// Reads a KeyConditionExpression: terms in the order they were written, a value on the left of a comparison turned
/// round. Throws ExpressionError with what DynamoDB says of the first fault that needs no key schema to be seen.
/// Source: developer guide, "Key condition expressions for the Query operation in DynamoDB".
KeyCondition compileKeyCondition(std::string_view text, Placeholders &placeholders);

/// The same terms in the key's order, partition key first, when they are a valid condition on this key. Throws
/// ExpressionError with the service's message otherwise: an attribute of the key missed, a gap, an operator that is not
/// allowed there, or a value of another type than the key's.
KeyCondition orderByKey(const KeyCondition &condition, const schema::KeySchema &key);

} // namespace keywright::expression
