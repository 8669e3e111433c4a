#include "core/expression/expression_writer.h"

#include <algorithm>

#include "core/expression/mentions.h"

namespace keywright::expression {

namespace {

std::string_view comparator(ConditionKind kind)
{
    switch (kind) {
    case ConditionKind::Equal: return " = ";
    case ConditionKind::NotEqual: return " <> ";
    case ConditionKind::Less: return " < ";
    case ConditionKind::LessOrEqual: return " <= ";
    case ConditionKind::Greater: return " > ";
    case ConditionKind::GreaterOrEqual: return " >= ";
    default: return {};
    }
}

std::string_view function(ConditionKind kind)
{
    switch (kind) {
    case ConditionKind::Exists: return "attribute_exists";
    case ConditionKind::NotExists: return "attribute_not_exists";
    case ConditionKind::BeginsWith: return "begins_with";
    case ConditionKind::Contains: return "contains";
    default: return {};
    }
}

std::string_view keyword(UpdateAction::Kind kind)
{
    switch (kind) {
    case UpdateAction::Kind::Set: return "SET ";
    case UpdateAction::Kind::Remove: return "REMOVE ";
    case UpdateAction::Kind::Add: return "ADD ";
    case UpdateAction::Kind::Delete: return "DELETE ";
    }
    return {};
}

/// Calls `write` for every element and puts `between` between the texts.
template <typename Elements, typename Write>
std::string join(const Elements &elements, std::string_view between, Write write)
{
    std::string text;
    for (const auto &element : elements) {
        if (!text.empty())
            text += between;
        text += write(element);
    }
    return text;
}

} // namespace

std::string ExpressionWriter::name(const std::string &attribute)
{
    if (!needsAlias(attribute))
        return attribute;
    const auto [alias, isNew] = m_aliases.try_emplace(attribute, "#n" + std::to_string(m_aliases.size()));
    if (isNew)
        m_names.emplace(alias->second, attribute);
    return alias->second;
}

std::string ExpressionWriter::value(const value::AttributeValue &value)
{
    const std::string placeholder = ":v" + std::to_string(m_values.size());
    m_values.emplace(placeholder, value);
    return placeholder;
}

std::string ExpressionWriter::path(const DocumentPath &path)
{
    std::string text;
    for (const PathStep &step : path.steps) {
        if (step.isIndex())
            text += "[" + std::to_string(step.index) + "]";
        else
            text += (text.empty() ? "" : ".") + name(step.name);
    }
    return text;
}

std::string ExpressionWriter::operand(const Operand &operand)
{
    switch (operand.kind) {
    case Operand::Kind::Path: return path(operand.path);
    case Operand::Kind::Value: return value(operand.value);
    case Operand::Kind::Size: return "size(" + this->operand(operand.sized.front()) + ")";
    }
    return {};
}

/// In parentheses where it would otherwise join what stands beside it.
std::string ExpressionWriter::part(const Condition &condition)
{
    const bool joins = (condition.kind == ConditionKind::And || condition.kind == ConditionKind::Or) && condition.parts.size() > 1;
    const std::string text = write(condition);
    return joins ? "(" + text + ")" : text;
}

std::string ExpressionWriter::joined(const std::vector<Condition> &parts, std::string_view word)
{
    return join(parts, word, [this](const Condition &each) { return part(each); });
}

std::string ExpressionWriter::write(const Condition &condition)
{
    const auto &operands = condition.operands;
    switch (condition.kind) {
    case ConditionKind::And: return joined(condition.parts, " AND ");
    case ConditionKind::Or: return joined(condition.parts, " OR ");
    case ConditionKind::Not: return "NOT " + part(condition.parts.front());
    case ConditionKind::Between: {
        const std::string tested = operand(operands[0]);
        const std::string lower = operand(operands[1]);
        return tested + " BETWEEN " + lower + " AND " + operand(operands[2]);
    }
    case ConditionKind::In: {
        const std::string tested = operand(operands[0]);
        const std::vector<Operand> listed(operands.begin() + 1, operands.end());
        return tested + " IN (" + join(listed, ", ", [this](const Operand &each) { return operand(each); }) + ")";
    }
    case ConditionKind::HasType: {
        const std::string tested = operand(operands[0]);
        return "attribute_type(" + tested + ", " + value(value::AttributeValue(std::string(value::tagOf(condition.type)))) + ")";
    }
    default: break;
    }
    const auto written = [this](const Operand &each) { return operand(each); };
    if (const std::string_view sign = comparator(condition.kind); !sign.empty())
        return join(operands, sign, written);
    return std::string(function(condition.kind)) + "(" + join(operands, ", ", written) + ")";
}

std::string ExpressionWriter::operand(const UpdateOperand &operand)
{
    const auto pair = [this, &operand](std::string_view between) {
        return join(operand.operands, between, [this](const UpdateOperand &each) { return this->operand(each); });
    };
    switch (operand.kind) {
    case UpdateOperand::Kind::Path: return path(operand.path);
    case UpdateOperand::Kind::Value: return value(operand.value);
    case UpdateOperand::Kind::Plus: return pair(" + ");
    case UpdateOperand::Kind::Minus: return pair(" - ");
    case UpdateOperand::Kind::ListAppend: return "list_append(" + pair(", ") + ")";
    case UpdateOperand::Kind::IfNotExists: {
        const std::string tested = path(operand.path);
        return "if_not_exists(" + tested + ", " + this->operand(operand.operands.front()) + ")";
    }
    }
    return {};
}

std::string ExpressionWriter::actions(const Update &update, UpdateAction::Kind kind)
{
    std::string text;
    for (const UpdateAction &action : update.actions) {
        if (action.kind != kind)
            continue;
        text += text.empty() ? keyword(kind) : ", ";
        text += path(action.path);
        if (kind == UpdateAction::Kind::Set)
            text += " = ";
        if (kind == UpdateAction::Kind::Add || kind == UpdateAction::Kind::Delete)
            text += " ";
        if (kind != UpdateAction::Kind::Remove)
            text += operand(action.operand);
    }
    return text;
}

std::string ExpressionWriter::write(const Update &update)
{
    using Kind = UpdateAction::Kind;
    std::string text;
    for (const Kind kind : {Kind::Set, Kind::Remove, Kind::Add, Kind::Delete}) {
        const std::string clause = actions(update, kind);
        if (!clause.empty())
            text += (text.empty() ? "" : " ") + clause;
    }
    return text;
}

std::string ExpressionWriter::write(const KeyCondition &condition)
{
    return join(condition.terms, " AND ", [this](const KeyTerm &term) {
        const std::string attribute = name(term.attribute);
        if (term.op == KeyOperator::BeginsWith)
            return "begins_with(" + attribute + ", " + value(term.values.front()) + ")";
        if (term.op == KeyOperator::Between) {
            const std::string lower = value(term.values[0]);
            return attribute + " BETWEEN " + lower + " AND " + value(term.values[1]);
        }
        return attribute + " " + std::string(textOf(term.op)) + " " + value(term.values.front());
    });
}

std::string ExpressionWriter::write(const std::vector<DocumentPath> &paths)
{
    return join(paths, ", ", [this](const DocumentPath &each) { return path(each); });
}

} // namespace keywright::expression
