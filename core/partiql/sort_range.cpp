#include "core/partiql/sort_range.h"

#include "core/partiql/key_plan.h"

namespace keywright::partiql {

using expression::KeyOperator;
using value::AttributeValue;

namespace {

/// What comes after everything that begins with the prefix; nothing when nothing does.
std::optional<RangeEnd> endOfPrefix(const AttributeValue &prefix)
{
    const auto *text = prefix.get<std::string>();
    const auto *binary = prefix.get<value::Binary>();
    std::string bytes = text != nullptr ? *text : binary != nullptr ? binary->bytes : std::string();
    while (!bytes.empty() && static_cast<unsigned char>(bytes.back()) == 0xFF)
        bytes.pop_back();
    if (bytes.empty())
        return std::nullopt;
    bytes.back() = static_cast<char>(static_cast<unsigned char>(bytes.back()) + 1);
    return RangeEnd{text != nullptr ? AttributeValue(std::move(bytes)) : AttributeValue(value::Binary{std::move(bytes)}), false};
}

bool isSame(const AttributeValue &left, const AttributeValue &right)
{
    return !isKeyBelow(left, right) && !isKeyBelow(right, left);
}

/// Whether the range that ends at `upper` ends before the one that begins at `lower`.
bool endsBefore(const std::optional<RangeEnd> &upper, const std::optional<RangeEnd> &lower)
{
    if (!upper || !lower)
        return false;
    if (isSame(upper->value, lower->value))
        return !upper->isIncluded || !lower->isIncluded;
    return isKeyBelow(upper->value, lower->value);
}

/// The end that leaves less: of two lower ends the higher one, of two upper ends the lower one.
std::optional<RangeEnd> tighter(const std::optional<RangeEnd> &one, const std::optional<RangeEnd> &two, bool isLower)
{
    if (!one || !two)
        return one ? one : two;
    if (isSame(one->value, two->value))
        return one->isIncluded ? two : one;
    return isKeyBelow(one->value, two->value) == isLower ? two : one;
}

} // namespace

bool SortRange::isEmpty() const
{
    return endsBefore(upper, lower);
}

bool SortRange::overlaps(const SortRange &other) const
{
    return !isEmpty() && !other.isEmpty() && !endsBefore(upper, other.lower) && !endsBefore(other.upper, lower);
}

bool SortRange::beginsBefore(const SortRange &other) const
{
    if (!lower || !other.lower)
        return !lower && other.lower;
    if (isSame(lower->value, other.lower->value))
        return lower->isIncluded && !other.lower->isIncluded;
    return isKeyBelow(lower->value, other.lower->value);
}

SortRange rangeOf(const expression::KeyTerm &term)
{
    const AttributeValue &value = term.values.front();
    switch (term.op) {
    case KeyOperator::Equal: return {RangeEnd{value, true}, RangeEnd{value, true}};
    case KeyOperator::Less: return {std::nullopt, RangeEnd{value, false}};
    case KeyOperator::LessOrEqual: return {std::nullopt, RangeEnd{value, true}};
    case KeyOperator::Greater: return {RangeEnd{value, false}, std::nullopt};
    case KeyOperator::GreaterOrEqual: return {RangeEnd{value, true}, std::nullopt};
    case KeyOperator::Between: return {RangeEnd{value, true}, RangeEnd{term.values.back(), true}};
    case KeyOperator::BeginsWith: return {RangeEnd{value, true}, endOfPrefix(value)};
    }
    return {};
}

SortRange intersection(const SortRange &one, const SortRange &two)
{
    return {tighter(one.lower, two.lower, true), tighter(one.upper, two.upper, false)};
}

} // namespace keywright::partiql
