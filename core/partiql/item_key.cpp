#include "core/partiql/item_key.h"

#include <algorithm>

namespace keywright::partiql {

using expression::Condition;
using expression::ConditionKind;
using expression::Operand;
using schema::KeyAttribute;
using schema::KeySchema;

namespace {

/// The parts of nested ANDs.
void flatten(const Condition &condition, std::vector<const Condition *> &parts)
{
    if (condition.kind != ConditionKind::And) {
        parts.push_back(&condition);
        return;
    }
    for (const Condition &part : condition.parts)
        flatten(part, parts);
}

/// The value that the condition gives to an attribute of the key; null when it does not.
const value::AttributeValue *keyValue(const Condition &condition, const KeySchema &key, bool takesSingleIn)
{
    const bool isEquality =
        condition.kind == ConditionKind::Equal || (takesSingleIn && condition.kind == ConditionKind::In && condition.operands.size() == 2);
    if (!isEquality || condition.operands[0].kind != Operand::Kind::Path || condition.operands[1].kind != Operand::Kind::Value)
        return nullptr;
    const expression::DocumentPath &path = condition.operands[0].path;
    return !path.isNested() && key.contains(path.attribute()) ? &condition.operands[1].value : nullptr;
}

template <typename Test>
bool allAttributes(const KeySchema &key, Test test)
{
    return std::all_of(key.partition.begin(), key.partition.end(), test) && std::all_of(key.sort.begin(), key.sort.end(), test);
}

Condition existence(const KeySchema &key, ConditionKind kind)
{
    return Condition::on(kind, {Operand::at(expression::pathTo(key.partition.front().name))});
}

} // namespace

bool NamedItem::isWhole(const KeySchema &schema) const
{
    return allAttributes(schema, [this](const KeyAttribute &attribute) { return key.contains(attribute.name); });
}

bool NamedItem::fits(const KeySchema &schema) const
{
    return allAttributes(schema, [this](const KeyAttribute &attribute) {
        const value::AttributeValue *value = key.find(attribute.name);
        return value == nullptr || value::tagOf(value->type()) == schema::textOf(attribute.type);
    });
}

NamedItem namedItem(const std::optional<Condition> &where, const KeySchema &key, bool takesSingleIn)
{
    NamedItem item;
    if (!where)
        return item;
    std::vector<const Condition *> parts;
    flatten(*where, parts);
    for (const Condition *part : parts) {
        const value::AttributeValue *value = keyValue(*part, key, takesSingleIn);
        if (value == nullptr) {
            item.conditions.push_back(*part);
            continue;
        }
        const std::string &attribute = part->operands.front().path.attribute();
        const value::AttributeValue *earlier = item.key.find(attribute);
        if (earlier == nullptr) {
            item.key.set(attribute, *value);
        } else if (!(*earlier == *value)) {
            item.contradicted = item.contradicted.value_or(attribute);
            item.conditions.push_back(*part);
        }
    }
    return item;
}

Condition updateCondition(const KeySchema &key, const NamedItem &item)
{
    std::vector<Condition> all{existence(key, ConditionKind::Exists)};
    all.insert(all.end(), item.conditions.begin(), item.conditions.end());
    return Condition::all(std::move(all));
}

Condition insertCondition(const KeySchema &key)
{
    return existence(key, ConditionKind::NotExists);
}

std::optional<Condition> deleteCondition(const KeySchema &key, const NamedItem &item)
{
    if (item.conditions.empty())
        return std::nullopt;
    return Condition::any({existence(key, ConditionKind::NotExists), Condition::all(item.conditions)});
}

} // namespace keywright::partiql
