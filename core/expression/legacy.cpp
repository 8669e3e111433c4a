#include "core/expression/legacy.h"

#include <algorithm>
#include <set>

#include "core/expression/expression_error.h"
#include "core/expression/legacy_rules.h"

namespace keywright::expression {

using value::AttributeValue;
using value::Type;

namespace {

constexpr std::string_view kExpected = "Expected";
constexpr std::string_view kKeyConditions = "KeyConditions";
constexpr std::string_view kAttributeUpdates = "AttributeUpdates";

ConditionKind kindOf(ComparisonOperator op)
{
    switch (op) {
    case ComparisonOperator::Equal: return ConditionKind::Equal;
    case ComparisonOperator::NotEqual: return ConditionKind::NotEqual;
    case ComparisonOperator::LessOrEqual: return ConditionKind::LessOrEqual;
    case ComparisonOperator::Less: return ConditionKind::Less;
    case ComparisonOperator::GreaterOrEqual: return ConditionKind::GreaterOrEqual;
    case ComparisonOperator::Greater: return ConditionKind::Greater;
    case ComparisonOperator::NotNull: return ConditionKind::Exists;
    case ComparisonOperator::Null: return ConditionKind::NotExists;
    case ComparisonOperator::Contains:
    case ComparisonOperator::NotContains: return ConditionKind::Contains;
    case ComparisonOperator::BeginsWith: return ConditionKind::BeginsWith;
    case ComparisonOperator::In: return ConditionKind::In;
    case ComparisonOperator::Between: break;
    }
    return ConditionKind::Between;
}

std::optional<KeyOperator> keyOperatorOf(ComparisonOperator op)
{
    switch (op) {
    case ComparisonOperator::Equal: return KeyOperator::Equal;
    case ComparisonOperator::LessOrEqual: return KeyOperator::LessOrEqual;
    case ComparisonOperator::Less: return KeyOperator::Less;
    case ComparisonOperator::GreaterOrEqual: return KeyOperator::GreaterOrEqual;
    case ComparisonOperator::Greater: return KeyOperator::Greater;
    case ComparisonOperator::BeginsWith: return KeyOperator::BeginsWith;
    case ComparisonOperator::Between: return KeyOperator::Between;
    default: return std::nullopt;
    }
}

Condition conditionOn(const std::string &attribute, ComparisonOperator op, const std::vector<AttributeValue> &values)
{
    std::vector<Operand> operands{Operand::at(pathTo(attribute))};
    for (const AttributeValue &value : values)
        operands.push_back(Operand::of(value));
    Condition condition = Condition::on(kindOf(op), std::move(operands));
    if (op != ComparisonOperator::NotContains)
        return condition;
    return Condition::all(
        {Condition::on(ConditionKind::Exists, {Operand::at(pathTo(attribute))}), Condition::negation(std::move(condition))});
}

Condition joined(std::vector<Condition> parts, std::optional<ConditionalOperator> join)
{
    return join == ConditionalOperator::Or ? Condition::any(std::move(parts)) : Condition::all(std::move(parts));
}

void requireSomethingToJoin(std::string_view parameter, std::size_t members, std::optional<ConditionalOperator> join)
{
    if (join && members == 0)
        throw ExpressionError("ConditionalOperator cannot be used without Filter or Expected", std::string(parameter));
    if (join && members == 1)
        throw ExpressionError("ConditionalOperator can only be used when Filter or Expected has two or more elements",
                              std::string(parameter));
}

Condition compared(const std::string &attribute, const ExpectedAttribute &expected)
{
    const std::string forAttribute = " for Attribute: " + attribute;
    if (expected.value && expected.values)
        refuseLegacy(kExpected, "Value and AttributeValueList cannot be used together" + forAttribute);
    if (!expected.op)
        refuseLegacy(kExpected, "AttributeValueList can only be used with a ComparisonOperator" + forAttribute);
    if (expected.exists)
        refuseLegacy(kExpected, "Exists and ComparisonOperator cannot be used together" + forAttribute);
    const bool needsNone = *expected.op == ComparisonOperator::Null || *expected.op == ComparisonOperator::NotNull;
    if (!expected.value && !expected.values && !needsNone)
        refuseLegacy(kExpected,
                     "Value or AttributeValueList must be used with ComparisonOperator: " + std::string(textOf(*expected.op))
                         + forAttribute);
    std::vector<AttributeValue> values = expected.values.value_or(std::vector<AttributeValue>{});
    if (expected.value)
        values.push_back(*expected.value);
    requireGoodValues(kExpected, *expected.op, values);
    return conditionOn(attribute, *expected.op, values);
}

Condition existing(const std::string &attribute, const ExpectedAttribute &expected)
{
    const bool exists = expected.exists.value_or(true);
    if (exists && !expected.value)
        refuseLegacy(kExpected,
                     std::string("Value must be provided when Exists is ") + (expected.exists ? "true" : "null")
                         + " for Attribute: " + attribute);
    if (!exists && expected.value)
        refuseLegacy(kExpected, "Value cannot be used when Exists is false for Attribute: " + attribute);
    if (!exists)
        return conditionOn(attribute, ComparisonOperator::Null, {});
    return conditionOn(attribute, ComparisonOperator::Equal, {*expected.value});
}

bool isSet(Type type)
{
    return type == Type::Ss || type == Type::Ns || type == Type::Bs;
}

UpdateAction actionOn(const std::string &attribute, const AttributeUpdate &update)
{
    using Action = AttributeUpdate::Action;
    UpdateAction action;
    action.path = pathTo(attribute);
    if (!update.value) {
        if (update.action != Action::Delete)
            refuseLegacy(kAttributeUpdates, "Only DELETE action is allowed when no attribute value is specified");
        action.kind = UpdateAction::Kind::Remove;
        return action;
    }
    const Type type = update.value->type();
    if (update.action == Action::Delete && !isSet(type))
        refuseLegacy(kAttributeUpdates, "DELETE action with value is not supported for the type " + std::string(value::tagOf(type)));
    if (update.action == Action::Add && !isSet(type) && type != Type::N && type != Type::L)
        refuseLegacy(kAttributeUpdates, "ADD action is not supported for the type " + std::string(value::tagOf(type)));
    action.kind = update.action == Action::Put ? UpdateAction::Kind::Set
        : update.action == Action::Add         ? UpdateAction::Kind::Add
                                               : UpdateAction::Kind::Delete;
    action.operand = UpdateOperand::of(*update.value);
    return action;
}

} // namespace

Condition conditionFromExpected(const ByAttribute<ExpectedAttribute> &expected, std::optional<ConditionalOperator> join)
{
    std::vector<Condition> parts;
    for (const auto &[attribute, member] : expected)
        parts.push_back(member.op || member.values ? compared(attribute, member) : existing(attribute, member));
    requireSomethingToJoin(kExpected, expected.size(), join);
    return joined(std::move(parts), join);
}

Condition conditionFromFilter(std::string_view parameter, const ByAttribute<LegacyCondition> &filter,
                              std::optional<ConditionalOperator> join)
{
    std::vector<Condition> parts;
    for (const auto &[attribute, member] : filter) {
        requireGoodValues(parameter, member.op, member.values);
        parts.push_back(conditionOn(attribute, member.op, member.values));
    }
    requireSomethingToJoin(parameter, filter.size(), join);
    return joined(std::move(parts), join);
}

KeyCondition keyConditionFromLegacy(const ByAttribute<LegacyCondition> &conditions)
{
    for (const auto &[attribute, member] : conditions)
        requireGoodValues(kKeyConditions, member.op, member.values);
    KeyCondition key;
    for (const auto &[attribute, member] : conditions) {
        const std::optional<KeyOperator> op = keyOperatorOf(member.op);
        if (!op)
            throw ExpressionError("Attempted conditional constraint is not an indexable operation", std::string(kKeyConditions));
        key.terms.push_back({attribute, *op, member.values});
    }
    return key;
}

Update updateFromAttributeUpdates(const ByAttribute<AttributeUpdate> &updates)
{
    Update update;
    update.legacy = true;
    for (const auto &[attribute, member] : updates)
        update.actions.push_back(actionOn(attribute, member));
    return update;
}

std::vector<DocumentPath> projectionFromAttributesToGet(const std::vector<std::string> &attributes)
{
    std::set<std::string_view> seen;
    std::vector<DocumentPath> paths;
    for (const std::string &attribute : attributes) {
        if (!seen.insert(attribute).second)
            refuseLegacy("AttributesToGet", "Duplicate value in attribute name: " + attribute);
        paths.push_back(pathTo(attribute));
    }
    return paths;
}

} // namespace keywright::expression
