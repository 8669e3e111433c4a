#include "tests/core/engine/write_requests.h"

#include "core/expression/aliasing.h"
#include "core/expression/mentions.h"
#include "tests/support/item_text.h"

namespace keywright::test {

namespace {

expression::Placeholders placeholders(const expression::AliasedExpression &aliased, std::string_view values)
{
    expression::AttributeNames names = aliased.names;
    for (const std::string &placeholder : expression::mentionedPlaceholders(aliased.text))
        if (placeholder.starts_with("#"))
            names[placeholder] = placeholder.substr(1);
    expression::AttributeValues known;
    for (const auto &[name, value] : item(values))
        known[name] = value;
    return {names.empty() ? std::nullopt : std::optional(names), known.empty() ? std::nullopt : std::optional(known)};
}

} // namespace

expression::Condition condition(std::string_view text, std::string_view values)
{
    const auto aliased = expression::aliased(text);
    expression::Placeholders known = placeholders(aliased, values);
    return expression::compileCondition(expression::ExpressionKind::Condition, aliased.text, known);
}

engine::UpdateItemRequest update(const std::string &table, const value::Item &key, std::string_view text, std::string_view values)
{
    const auto aliased = expression::aliased(text);
    expression::Placeholders known = placeholders(aliased, values);
    engine::UpdateItemRequest request;
    request.table = table;
    request.key = key;
    request.update = expression::compileUpdate(aliased.text, known);
    return request;
}

expression::Projection projection(std::string_view text)
{
    const auto aliased = expression::aliased(text);
    expression::Placeholders known = placeholders(aliased, "{}");
    return expression::Projection(expression::compileProjection(aliased.text, known));
}

} // namespace keywright::test
