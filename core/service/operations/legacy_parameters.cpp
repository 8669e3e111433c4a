#include "core/service/operations/legacy_parameters.h"

#include "core/service/attribute_reader.h"

namespace keywright::service {

using expression::AttributeUpdate;
using expression::ExpectedAttribute;
using expression::LegacyCondition;

namespace {

constexpr std::string_view kValueList = "AttributeValueList";

template <typename Read>
auto byAttribute(const RequestValue &map, Read read)
{
    expression::ByAttribute<decltype(read(map))> result;
    for (const NamedValue &member : map.members())
        result.emplace(member.name, read(member.value));
    return result;
}

std::vector<value::AttributeValue> valuesOf(const RequestValue &member)
{
    std::vector<value::AttributeValue> values;
    for (const RequestValue &each : member.list(kValueList))
        values.push_back(readAttributeValue(each));
    return values;
}

std::optional<value::AttributeValue> valueOf(const RequestValue &member)
{
    const auto found = member.find("Value");
    return found ? std::optional(readAttributeValue(*found)) : std::nullopt;
}

} // namespace

expression::ByAttribute<ExpectedAttribute> readExpected(const RequestValue &expected)
{
    return byAttribute(expected, [](const RequestValue &member) {
        ExpectedAttribute attribute;
        attribute.op = expression::comparisonOperatorFromText(member.text("ComparisonOperator"));
        if (member.has(kValueList))
            attribute.values = valuesOf(member);
        attribute.value = valueOf(member);
        attribute.exists = member.optionalFlag("Exists");
        return attribute;
    });
}

expression::ByAttribute<AttributeUpdate> readAttributeUpdates(const RequestValue &updates)
{
    return byAttribute(updates, [](const RequestValue &member) {
        AttributeUpdate update;
        const std::string_view action = member.text("Action");
        if (action == "ADD")
            update.action = AttributeUpdate::Action::Add;
        else if (action == "DELETE")
            update.action = AttributeUpdate::Action::Delete;
        update.value = valueOf(member);
        return update;
    });
}

expression::ByAttribute<LegacyCondition> readLegacyConditions(const RequestValue &conditions)
{
    return byAttribute(conditions, [](const RequestValue &member) {
        const auto op = expression::comparisonOperatorFromText(member.text("ComparisonOperator"));
        return LegacyCondition{op.value_or(expression::ComparisonOperator::Equal), valuesOf(member)};
    });
}

} // namespace keywright::service
