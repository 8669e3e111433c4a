#include "core/partiql/path.h"

#include <charconv>

#include "core/schema/limits.h"

namespace keywright::partiql {

using syntax::Expression;
using Kind = Expression::Kind;

namespace {

std::int32_t indexOf(const Expression &number)
{
    std::string digits = number.text;
    if (digits == "-0")
        digits = "0";
    std::int32_t index = -1;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
    if (fault != std::errc() || end != digits.data() + digits.size() || index < 0)
        refuseAt("List index is not within the allowable range; index: [" + digits + "]", number.where);
    return index;
}

expression::PathStep stepOf(const Expression &part)
{
    if (part.is(Kind::Member))
        return {part.text, -1};
    if (part.is(Kind::Wildcard))
        refuse(part.text == "[*]" ? "Wildcard path component like a[*].b are not supported"
                                  : "Unpivot path component like a.*.b are not supported",
               part.where);
    const Expression &inside = part.children.front();
    if (inside.is(Kind::String))
        return {inside.text, -1};
    if (inside.is(Kind::Number))
        return {{}, indexOf(inside)};
    refuseAt("Unexpected path component", inside.where);
}

} // namespace

bool isPath(const Expression &expression)
{
    return expression.is(Kind::Name) || (expression.is(Kind::Path) && expression.children.front().is(Kind::Name));
}

expression::DocumentPath pathOf(const Expression &expression)
{
    if (expression.is(Kind::Name))
        return expression::pathTo(expression.text);
    expression::DocumentPath path = expression::pathTo(expression.children.front().text);
    for (std::size_t i = 1; i < expression.children.size(); ++i)
        path.steps.push_back(stepOf(expression.children[i]));
    if (path.steps.size() > static_cast<std::size_t>(schema::kMaxNestingLevels))
        refuse("The document path has too many nesting elements; nesting levels: " + std::to_string(path.steps.size()), expression.where);
    return path;
}

std::string columnName(const expression::DocumentPath &path)
{
    std::size_t last = path.steps.size() - 1;
    while (last > 0 && path.steps[last].isIndex())
        --last;
    std::string name = path.steps[last].name;
    for (std::size_t i = last + 1; i < path.steps.size(); ++i)
        name += "[" + std::to_string(path.steps[i].index) + "]";
    return name;
}

} // namespace keywright::partiql
