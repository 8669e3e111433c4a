#include "core/model/expectation_terms.h"

#include "core/expression/aliasing.h"
#include "core/expression/expression_error.h"
#include "core/expression/mentions.h"
#include "core/model/key_template.h"

namespace keywright::model {

using value::AttributeValue;
using value::Item;

AttributeValue ExpectationTerms::valueOf(const Operand &operand, const std::string &member) const
{
    const std::string place = m_place + "." + member;
    if (const auto *constant = std::get_if<AttributeValue>(&operand))
        return *constant;
    const std::string &text = std::get<std::string>(operand);
    const auto parsed = KeyTemplate::parse(text);
    if (!parsed)
        throw ExpectationError(place, "The template \"" + text + "\" does not parse: " + parsed.error().message + ".");
    const auto built = parsed->build([this](std::string_view name) { return lookUp(name); });
    if (!built)
        throw ExpectationError(place, built.error().message + ".");
    if (!*built)
        throw ExpectationError(place, "A value of \"" + text + "\" is missing: neither a parameter nor a step's result has it.");
    return **built;
}

expression::Condition ExpectationTerms::condition(const std::string &text, const std::string &member) const
{
    if (text.empty())
        return {};
    const expression::AliasedExpression aliased = expression::aliased(text);
    expression::AttributeValues values;
    for (const std::string &placeholder : expression::mentionedPlaceholders(aliased.text))
        if (placeholder.starts_with(":"))
            values[placeholder] = valueOfName(placeholder.substr(1), member);
    try {
        expression::Placeholders known{aliased.names.empty() ? std::nullopt : std::optional(aliased.names),
                                       values.empty() ? std::nullopt : std::optional(std::move(values))};
        return expression::compileCondition(expression::ExpressionKind::Condition, aliased.text, known);
    } catch (const expression::ExpressionError &error) {
        throw ExpectationError(m_place + "." + member, error.what());
    }
}

const AttributeValue *ExpectationTerms::lookUp(std::string_view name) const
{
    if (const auto argument = m_facts.arguments.find(std::string(name)); argument != m_facts.arguments.end())
        return &argument->second;
    const std::size_t dot = name.find('.');
    if (dot == std::string_view::npos)
        return nullptr;
    const std::string step(name.substr(0, dot));
    const std::string_view attribute = name.substr(dot + 1);
    if (m_step != nullptr && *m_step == step)
        return m_item->find(attribute);
    const auto items = m_facts.itemsOfSteps.find(step);
    return items == m_facts.itemsOfSteps.end() || items->second.empty() ? nullptr : items->second.front().find(attribute);
}

AttributeValue ExpectationTerms::valueOfName(const std::string &name, const std::string &member) const
{
    for (const ExpectedValues *values : m_values)
        for (const auto &[known, operand] : *values)
            if (known == name)
                return valueOf(operand, "values." + name);
    if (const auto argument = m_facts.arguments.find(name); argument != m_facts.arguments.end())
        return argument->second;
    throw ExpectationError(m_place + "." + member, ":" + name + " is neither a parameter nor one of the values.");
}

} // namespace keywright::model
