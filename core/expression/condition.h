#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/expression/document_path.h"
#include "core/expression/expression_error.h"
#include "core/expression/placeholders.h"
#include "core/value/attribute_value.h"

namespace keywright::expression {

/// A value that a condition looks at: from the item, from the request, or the size of either.
struct Operand {
    enum class Kind : std::uint8_t { Path, Value, Size };
    Kind kind = Kind::Path;
    DocumentPath path;           ///< of Path
    value::AttributeValue value; ///< of Value
    std::vector<Operand> sized;  ///< of Size: the one operand whose size it is

    static Operand at(DocumentPath path);
    static Operand of(value::AttributeValue value);

    friend bool operator==(const Operand &, const Operand &) = default;
};

enum class ConditionKind : std::uint8_t {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Between, ///< operands: tested, lower bound, upper bound
    In,      ///< operands: tested, then those listed
    Exists,  ///< operand: a path; so NotExists
    NotExists,
    HasType,    ///< operand, and `type`
    BeginsWith, ///< operands: whole, prefix
    Contains,   ///< operands: whole, member or substring
    And,        ///< all parts hold; true when there are none
    Or,         ///< one part holds
    Not,        ///< its one part does not hold
};

/// A ConditionExpression or FilterExpression, checked and with its placeholders looked up: plain data, safe to share.
struct Condition {
    ConditionKind kind = ConditionKind::And;
    std::vector<Operand> operands;
    std::vector<Condition> parts;
    value::Type type = value::Type::S;

    static Condition on(ConditionKind kind, std::vector<Operand> operands);
    static Condition all(std::vector<Condition> parts);
    static Condition any(std::vector<Condition> parts);
    static Condition negation(Condition part);

    friend bool operator==(const Condition &, const Condition &) = default;
};

/// `kind` is Condition, Filter or KeyCondition. Throws ExpressionError with what DynamoDB says of the first fault, in its
/// order of checks.
/// Source: developer guide, "Condition and filter expressions, operators, and functions".
Condition compileCondition(ExpressionKind kind, std::string_view text, Placeholders &placeholders);

/// Whether it holds for the item; an item that does not exist is an empty one. Values of different types are neither
/// equal nor ordered; a missing attribute makes everything false but <>, attribute_not_exists and NOT. Copies nothing,
/// throws nothing, and may run on many threads at once.
bool matches(const Condition &condition, const value::Item &item);

/// What size() gives: UTF-16 code units of a string (measured against the service by others), bytes of a binary, members
/// of a set, list or map; -1 for the other types, which have no size.
std::int64_t sizeOf(const value::AttributeValue &value);

} // namespace keywright::expression
