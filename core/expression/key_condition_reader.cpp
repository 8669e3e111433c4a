#include <algorithm>
#include <array>

#include "core/expression/condition.h"
#include "core/expression/expression_error.h"
#include "core/expression/key_condition.h"

namespace keywright::expression {

namespace {

constexpr auto kKind = ExpressionKind::KeyCondition;

struct Spelling {
    ConditionKind kind;
    std::string_view text;
    std::optional<KeyOperator> op;       ///< nullopt: no key condition may have it
    std::optional<KeyOperator> reversed; ///< with the value on the left
};

constexpr std::array<Spelling, 15> kSpellings{{
    {ConditionKind::Equal, "=", KeyOperator::Equal, KeyOperator::Equal},
    {ConditionKind::Less, "<", KeyOperator::Less, KeyOperator::Greater},
    {ConditionKind::LessOrEqual, "<=", KeyOperator::LessOrEqual, KeyOperator::GreaterOrEqual},
    {ConditionKind::Greater, ">", KeyOperator::Greater, KeyOperator::Less},
    {ConditionKind::GreaterOrEqual, ">=", KeyOperator::GreaterOrEqual, KeyOperator::LessOrEqual},
    {ConditionKind::Between, "BETWEEN", KeyOperator::Between, std::nullopt},
    {ConditionKind::BeginsWith, "begins_with", KeyOperator::BeginsWith, std::nullopt},
    {ConditionKind::NotEqual, "<>", std::nullopt, std::nullopt},
    {ConditionKind::In, "IN", std::nullopt, std::nullopt},
    {ConditionKind::Or, "OR", std::nullopt, std::nullopt},
    {ConditionKind::Not, "NOT", std::nullopt, std::nullopt},
    {ConditionKind::Exists, "attribute_exists", std::nullopt, std::nullopt},
    {ConditionKind::NotExists, "attribute_not_exists", std::nullopt, std::nullopt},
    {ConditionKind::HasType, "attribute_type", std::nullopt, std::nullopt},
    {ConditionKind::Contains, "contains", std::nullopt, std::nullopt},
}};

[[noreturn]] void refuseBare(const std::string &message)
{
    throw ExpressionError(message, std::string(textOf(kKind)));
}

[[noreturn]] void refuseCondition(const std::string &reason)
{
    refuseBare("Invalid condition in KeyConditionExpression: " + reason);
}

/// The one path among the operands: the key attribute.
std::size_t keyOperandOf(const Condition &condition)
{
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < condition.operands.size(); ++i) {
        const Operand &operand = condition.operands[i];
        if (operand.kind == Operand::Kind::Size)
            refuse(kKind, "KeyConditionExpressions cannot contain nested operations", {});
        if (operand.kind != Operand::Kind::Path)
            continue;
        if (found)
            refuseCondition("Multiple attribute names used in one condition");
        if (operand.path.isNested())
            refuse(kKind, "KeyConditionExpressions cannot have conditions on nested attributes", {});
        found = i;
    }
    if (!found)
        refuseCondition("No key attribute specified");
    return *found;
}

void collect(const Condition &condition, std::vector<KeyTerm> &terms)
{
    if (condition.kind == ConditionKind::And) {
        for (const Condition &part : condition.parts)
            collect(part, terms);
        return;
    }
    const Spelling &spelling =
        *std::find_if(kSpellings.begin(), kSpellings.end(), [&](const Spelling &each) { return each.kind == condition.kind; });
    if (!spelling.op)
        refuseBare("Invalid operator used in KeyConditionExpression: " + std::string(spelling.text));
    if (!spelling.reversed && condition.operands.front().kind != Operand::Kind::Path)
        refuseCondition(std::string(spelling.text) + " operator must have the key attribute as its first operand");

    const std::size_t keyOperand = keyOperandOf(condition);
    KeyTerm term;
    term.attribute = condition.operands[keyOperand].path.attribute();
    term.op = keyOperand == 0 ? *spelling.op : *spelling.reversed;
    for (std::size_t i = 0; i < condition.operands.size(); ++i) {
        if (i != keyOperand)
            term.values.push_back(condition.operands[i].value);
    }
    if (std::any_of(terms.begin(), terms.end(), [&](const KeyTerm &earlier) { return earlier.attribute == term.attribute; }))
        refuse(kKind, "KeyConditionExpressions must only contain one condition per key", {});
    terms.push_back(std::move(term));
}

const KeyTerm *termOn(const KeyCondition &condition, const std::string &attribute)
{
    const auto found =
        std::find_if(condition.terms.begin(), condition.terms.end(), [&](const KeyTerm &term) { return term.attribute == attribute; });
    return found == condition.terms.end() ? nullptr : &*found;
}

void requireType(const KeyTerm &term, const schema::KeyAttribute &attribute)
{
    static constexpr std::array<value::Type, 3> kTypes{value::Type::S, value::Type::N, value::Type::B};
    const value::Type wanted = kTypes.at(static_cast<std::size_t>(attribute.type));
    const bool fits =
        std::all_of(term.values.begin(), term.values.end(), [&](const value::AttributeValue &value) { return value.type() == wanted; });
    if (!fits || (term.op == KeyOperator::BeginsWith && wanted == value::Type::N))
        refuseBare("One or more parameter values were invalid: Condition parameter type does not match schema type");
}

void takePartitionTerms(const KeyCondition &condition, const schema::KeySchema &key, KeyCondition &ordered)
{
    for (const schema::KeyAttribute &attribute : key.partition) {
        const KeyTerm *term = termOn(condition, attribute.name);
        if (term == nullptr)
            refuseBare("Query condition missed key schema element: " + attribute.name);
        if (term->op != KeyOperator::Equal)
            refuseBare("Query key condition not supported");
        ordered.terms.push_back(*term);
    }
}

void takeSortTerms(const KeyCondition &condition, const schema::KeySchema &key, KeyCondition &ordered)
{
    std::string open; // attributes passed over, or with an inequality: nothing may follow them
    for (const schema::KeyAttribute &attribute : key.sort) {
        const KeyTerm *term = termOn(condition, attribute.name);
        if (term != nullptr && !open.empty())
            refuseBare("RANGE key attributes " + open
                       + " must have equality conditions specified in the query because a condition is present on key attribute "
                       + attribute.name);
        if (term != nullptr)
            ordered.terms.push_back(*term);
        if (term == nullptr || term->op != KeyOperator::Equal)
            open += (open.empty() ? "" : ", ") + attribute.name;
    }
}

} // namespace

KeyCondition compileKeyCondition(std::string_view text, Placeholders &placeholders)
{
    KeyCondition condition;
    collect(compileCondition(kKind, text, placeholders), condition.terms);
    return condition;
}

KeyCondition orderByKey(const KeyCondition &condition, const schema::KeySchema &key)
{
    const std::size_t keyCount = key.partition.size() + key.sort.size();
    if (condition.terms.size() > keyCount)
        refuseBare("The number of query conditions (" + std::to_string(condition.terms.size())
                   + ") exceeds the number of key attributes defined in the schema (" + std::to_string(keyCount) + ")");
    KeyCondition ordered;
    takePartitionTerms(condition, key, ordered);
    takeSortTerms(condition, key, ordered);
    if (ordered.terms.size() < condition.terms.size()) {
        const auto missed = std::find_if(key.sort.begin(), key.sort.end(),
                                         [&](const auto &attribute) { return termOn(condition, attribute.name) == nullptr; });
        refuseBare(missed == key.sort.end() ? "Query key condition not supported"
                                            : "Query condition missed key schema element: " + missed->name);
    }
    std::vector<schema::KeyAttribute> attributes = key.partition;
    attributes.insert(attributes.end(), key.sort.begin(), key.sort.end());
    for (std::size_t i = 0; i < ordered.terms.size(); ++i)
        requireType(ordered.terms[i], attributes[i]);
    return ordered;
}

} // namespace keywright::expression
