#include "core/expression/legacy_rules.h"

#include <algorithm>
#include <array>

#include "core/expression/expression_error.h"

namespace keywright::expression {

namespace {

using value::AttributeValue;
using value::Type;

/// Which values an operator may have. Source: API reference, "Condition".
enum class Allowed : std::uint8_t { Any, Scalar, ScalarOrFlag, Text };

struct OperatorRule {
    std::string_view text;
    std::size_t fewest;
    std::size_t most;
    Allowed allowed;
};

constexpr std::size_t kManyValues = 100;

constexpr std::array<OperatorRule, 13> kRules{{{"EQ", 1, 1, Allowed::Any},
                                               {"NE", 1, 1, Allowed::Any},
                                               {"LE", 1, 1, Allowed::Scalar},
                                               {"LT", 1, 1, Allowed::Scalar},
                                               {"GE", 1, 1, Allowed::Scalar},
                                               {"GT", 1, 1, Allowed::Scalar},
                                               {"NOT_NULL", 0, 0, Allowed::Any},
                                               {"NULL", 0, 0, Allowed::Any},
                                               {"CONTAINS", 1, 1, Allowed::ScalarOrFlag},
                                               {"NOT_CONTAINS", 1, 1, Allowed::ScalarOrFlag},
                                               {"BEGINS_WITH", 1, 1, Allowed::Text},
                                               {"IN", 1, kManyValues, Allowed::Scalar},
                                               {"BETWEEN", 2, 2, Allowed::Scalar}}};

bool isAllowed(Allowed allowed, Type type)
{
    const bool text = type == Type::S || type == Type::B;
    const bool scalar = text || type == Type::N;
    switch (allowed) {
    case Allowed::Any: return true;
    case Allowed::Scalar: return scalar;
    case Allowed::ScalarOrFlag: return scalar || type == Type::Bool || type == Type::Null;
    case Allowed::Text: return text;
    }
    return false;
}

} // namespace

std::string_view textOf(ComparisonOperator op)
{
    return kRules.at(static_cast<std::size_t>(op)).text;
}

std::optional<ComparisonOperator> comparisonOperatorFromText(std::string_view text)
{
    const auto found = std::find_if(kRules.begin(), kRules.end(), [&](const OperatorRule &rule) { return rule.text == text; });
    if (found == kRules.end())
        return std::nullopt;
    return static_cast<ComparisonOperator>(found - kRules.begin());
}

void refuseLegacy(std::string_view parameter, const std::string &reason)
{
    throw ExpressionError("One or more parameter values were invalid: " + reason, std::string(parameter));
}

void requireGoodValues(std::string_view parameter, ComparisonOperator op, const std::vector<AttributeValue> &values)
{
    const OperatorRule &rule = kRules.at(static_cast<std::size_t>(op));
    const std::string name(rule.text);
    if (values.size() < rule.fewest || values.size() > rule.most)
        refuseLegacy(parameter, "Invalid number of argument(s) for the " + name + " ComparisonOperator");
    for (const AttributeValue &value : values) {
        if (!isAllowed(rule.allowed, value.type()))
            refuseLegacy(parameter,
                         "ComparisonOperator " + name + " is not valid for " + std::string(value::tagOf(value.type()))
                             + " AttributeValue type");
    }
    const bool mixed =
        std::any_of(values.begin(), values.end(), [&](const AttributeValue &value) { return value.type() != values.front().type(); });
    if (mixed)
        refuseLegacy(parameter, "AttributeValues inside AttributeValueList must be of same type");
    if (op == ComparisonOperator::Between
        && matches(Condition::on(ConditionKind::Greater, {Operand::of(values.front()), Operand::of(values.back())}), {}))
        throw ExpressionError("The BETWEEN condition was provided a range where the lower bound is greater than the upper bound",
                              std::string(parameter));
}

} // namespace keywright::expression
