#include "core/expression/condition.h"

#include <algorithm>

namespace keywright::expression {

using value::AttributeValue;
using value::Item;

namespace {

/// UTF-16 code units: one for every character, two for those outside the basic plane.
std::int64_t utf16Length(const std::string &text)
{
    std::int64_t units = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        units += (byte & 0xC0) != 0x80;
        units += byte >= 0xF0;
    }
    return units;
}

/// Null where there is no value. `scratch` holds a size, which no item has.
const AttributeValue *valueOf(const Operand &operand, const Item &item, AttributeValue &scratch)
{
    switch (operand.kind) {
    case Operand::Kind::Path: return find(item, operand.path);
    case Operand::Kind::Value: return &operand.value;
    case Operand::Kind::Size: break;
    }
    const AttributeValue *sized = valueOf(operand.sized.front(), item, scratch);
    const std::int64_t size = sized != nullptr ? sizeOf(*sized) : -1;
    if (size < 0)
        return nullptr;
    scratch = AttributeValue::number(size);
    return &scratch;
}

template <typename T>
std::strong_ordering orderOf(const T &left, const T &right)
{
    return left <=> right;
}

/// Calls `test` with the order of two values; false when they are not of one ordered type.
template <typename Test>
bool ordered(const AttributeValue *left, const AttributeValue *right, Test test)
{
    if (left == nullptr || right == nullptr || left->type() != right->type())
        return false;
    switch (left->type()) {
    case value::Type::S: return test(orderOf(*left->get<std::string>(), *right->get<std::string>()));
    case value::Type::N: return test(orderOf(*left->get<value::Decimal>(), *right->get<value::Decimal>()));
    case value::Type::B: return test(orderOf(*left->get<value::Binary>(), *right->get<value::Binary>()));
    default: return false;
    }
}

bool equal(const AttributeValue *left, const AttributeValue *right)
{
    return left != nullptr && right != nullptr && *left == *right;
}

bool beginsWith(const AttributeValue *whole, const AttributeValue *prefix)
{
    if (whole == nullptr || prefix == nullptr || whole->type() != prefix->type())
        return false;
    if (const auto *text = whole->get<std::string>())
        return text->starts_with(*prefix->get<std::string>());
    if (const auto *binary = whole->get<value::Binary>())
        return binary->bytes.starts_with(prefix->get<value::Binary>()->bytes);
    return false;
}

template <typename SetType, typename Member>
bool hasMember(const AttributeValue &whole, const AttributeValue &part)
{
    const auto *set = whole.get<SetType>();
    const auto *member = part.get<Member>();
    return set != nullptr && member != nullptr && std::binary_search(set->members.begin(), set->members.end(), *member);
}

bool contains(const AttributeValue *whole, const AttributeValue *part)
{
    if (whole == nullptr || part == nullptr)
        return false;
    switch (whole->type()) {
    case value::Type::S: {
        const auto *text = part->get<std::string>();
        return text != nullptr && whole->get<std::string>()->find(*text) != std::string::npos;
    }
    case value::Type::B: {
        const auto *binary = part->get<value::Binary>();
        return binary != nullptr && whole->get<value::Binary>()->bytes.find(binary->bytes) != std::string::npos;
    }
    case value::Type::L: {
        const auto &list = *whole->get<value::List>();
        return std::find(list.begin(), list.end(), *part) != list.end();
    }
    case value::Type::Ss: return hasMember<value::StringSet, std::string>(*whole, *part);
    case value::Type::Ns: return hasMember<value::NumberSet, value::Decimal>(*whole, *part);
    case value::Type::Bs: return hasMember<value::BinarySet, value::Binary>(*whole, *part);
    default: return false;
    }
}

bool compare(ConditionKind kind, const AttributeValue *left, const AttributeValue *right)
{
    switch (kind) {
    case ConditionKind::Equal: return equal(left, right);
    case ConditionKind::NotEqual: return !equal(left, right);
    case ConditionKind::Less: return ordered(left, right, [](std::strong_ordering order) { return order < 0; });
    case ConditionKind::LessOrEqual: return ordered(left, right, [](std::strong_ordering order) { return order <= 0; });
    case ConditionKind::Greater: return ordered(left, right, [](std::strong_ordering order) { return order > 0; });
    case ConditionKind::GreaterOrEqual: return ordered(left, right, [](std::strong_ordering order) { return order >= 0; });
    case ConditionKind::BeginsWith: return beginsWith(left, right);
    case ConditionKind::Contains: return contains(left, right);
    default: return false;
    }
}

bool isBetween(const Condition &condition, const Item &item)
{
    AttributeValue scratch;
    AttributeValue boundScratch;
    const AttributeValue *tested = valueOf(condition.operands[0], item, scratch);
    return compare(ConditionKind::GreaterOrEqual, tested, valueOf(condition.operands[1], item, boundScratch))
        && compare(ConditionKind::LessOrEqual, tested, valueOf(condition.operands[2], item, boundScratch));
}

bool isListed(const Condition &condition, const Item &item)
{
    AttributeValue scratch;
    AttributeValue listedScratch;
    const AttributeValue *tested = valueOf(condition.operands.front(), item, scratch);
    return std::any_of(condition.operands.begin() + 1, condition.operands.end(),
                       [&](const Operand &operand) { return equal(tested, valueOf(operand, item, listedScratch)); });
}

} // namespace

Operand Operand::at(DocumentPath path)
{
    Operand operand;
    operand.path = std::move(path);
    return operand;
}

Operand Operand::of(value::AttributeValue value)
{
    Operand operand;
    operand.kind = Kind::Value;
    operand.value = std::move(value);
    return operand;
}

Condition Condition::on(ConditionKind kind, std::vector<Operand> operands)
{
    Condition condition;
    condition.kind = kind;
    condition.operands = std::move(operands);
    return condition;
}

Condition Condition::all(std::vector<Condition> parts)
{
    Condition condition;
    condition.parts = std::move(parts);
    return condition;
}

Condition Condition::any(std::vector<Condition> parts)
{
    Condition condition = all(std::move(parts));
    condition.kind = ConditionKind::Or;
    return condition;
}

Condition Condition::negation(Condition part)
{
    Condition condition;
    condition.kind = ConditionKind::Not;
    condition.parts.push_back(std::move(part));
    return condition;
}

std::int64_t sizeOf(const AttributeValue &value)
{
    const auto count = [](const auto &members) { return static_cast<std::int64_t>(members.size()); };
    switch (value.type()) {
    case value::Type::S: return utf16Length(*value.get<std::string>());
    case value::Type::B: return count(value.get<value::Binary>()->bytes);
    case value::Type::M: return count(*value.get<value::AttributeMap>());
    case value::Type::L: return count(*value.get<value::List>());
    case value::Type::Ss: return count(value.get<value::StringSet>()->members);
    case value::Type::Ns: return count(value.get<value::NumberSet>()->members);
    case value::Type::Bs: return count(value.get<value::BinarySet>()->members);
    default: return -1;
    }
}

bool matches(const Condition &condition, const Item &item)
{
    const auto holds = [&](const Condition &part) { return matches(part, item); };
    AttributeValue left;
    AttributeValue right;
    switch (condition.kind) {
    case ConditionKind::And: return std::all_of(condition.parts.begin(), condition.parts.end(), holds);
    case ConditionKind::Or: return std::any_of(condition.parts.begin(), condition.parts.end(), holds);
    case ConditionKind::Not: return !holds(condition.parts.front());
    case ConditionKind::Exists: return find(item, condition.operands.front().path) != nullptr;
    case ConditionKind::NotExists: return find(item, condition.operands.front().path) == nullptr;
    case ConditionKind::HasType: {
        const AttributeValue *tested = valueOf(condition.operands.front(), item, left);
        return tested != nullptr && tested->type() == condition.type;
    }
    case ConditionKind::Between: return isBetween(condition, item);
    case ConditionKind::In: return isListed(condition, item);
    default: return compare(condition.kind, valueOf(condition.operands[0], item, left), valueOf(condition.operands[1], item, right));
    }
}

} // namespace keywright::expression
