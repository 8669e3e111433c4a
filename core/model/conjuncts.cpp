#include "core/model/conjuncts.h"

#include <algorithm>

#include "core/expression/expression_error.h"
#include "core/expression/parser.h"
#include "core/model/key_template.h"
#include "core/model/names.h"

namespace keywright::model {

namespace {

using expression::KeyOperator;
using expression::syntax::Condition;
using SyntaxOperand = expression::syntax::Operand;

/// `#status` is the attribute status: in the model's own language nothing else can be meant.
std::string attributeOf(const expression::syntax::Step &step)
{
    return std::string(step.text.starts_with('#') ? step.text.substr(1) : step.text);
}

void addAttributes(const SyntaxOperand &operand, std::vector<std::string> &names)
{
    if (operand.kind == SyntaxOperand::Kind::Path && !operand.path.empty())
        if (std::string name = attributeOf(operand.path.front()); !contains(names, name))
            names.push_back(std::move(name));
    for (const SyntaxOperand &argument : operand.arguments)
        addAttributes(argument, names);
}

void addAttributes(const Condition &condition, std::vector<std::string> &names)
{
    for (const SyntaxOperand &operand : condition.operands)
        addAttributes(operand, names);
    for (const Condition &part : condition.parts)
        addAttributes(part, names);
}

std::optional<AskedFor> askedBy(const Condition &condition, const ValueOfName &valueOf)
{
    AskedFor asked;
    std::vector<SyntaxOperand> operands = condition.operands;
    if (condition.kind == Condition::Kind::Function && operands.front().text == "begins_with") {
        operands = std::vector<SyntaxOperand>(operands.front().arguments);
        asked.op = KeyOperator::BeginsWith;
    } else if (condition.kind == Condition::Kind::Between) {
        asked.op = KeyOperator::Between;
    } else if (const auto op = expression::keyOperatorFromText(condition.op); condition.kind == Condition::Kind::Compare && op) {
        asked.op = *op;
    } else {
        return std::nullopt;
    }
    if (operands.size() < 2 || operands.front().kind != SyntaxOperand::Kind::Path || operands.front().path.size() != 1)
        return std::nullopt;
    asked.attribute = attributeOf(operands.front().path.front());
    for (std::size_t i = 1; i < operands.size(); ++i) {
        const bool isValue = operands[i].kind == SyntaxOperand::Kind::Value;
        const auto value = isValue ? valueOf(std::string(operands[i].text.substr(1))) : std::nullopt;
        if (!value)
            return std::nullopt;
        asked.values.push_back(*value);
    }
    return asked;
}

/// Of attribute_exists() with a top-level attribute; else empty.
std::string presentIn(const Condition &condition)
{
    if (condition.kind != Condition::Kind::Function || condition.operands.front().text != "attribute_exists")
        return {};
    const auto &arguments = condition.operands.front().arguments;
    const bool isTopLevel =
        arguments.size() == 1 && arguments.front().kind == SyntaxOperand::Kind::Path && arguments.front().path.size() == 1;
    return isTopLevel ? attributeOf(arguments.front().path.front()) : std::string();
}

void addConjuncts(const Condition &condition, const std::string &text, const ValueOfName &valueOf, std::vector<Conjunct> &all)
{
    if (condition.kind == Condition::Kind::And) {
        for (const Condition &part : condition.parts)
            addConjuncts(part, text, valueOf, all);
        return;
    }
    Conjunct conjunct;
    conjunct.text = text.substr(condition.range.position, condition.range.length);
    if (condition.kind == Condition::Kind::Or)
        conjunct.text = "(" + conjunct.text + ")";
    conjunct.asked = askedBy(condition, valueOf);
    conjunct.present = presentIn(condition);
    addAttributes(condition, conjunct.attributes);
    all.push_back(std::move(conjunct));
}

std::optional<std::string> constantText(const Operand &operand)
{
    if (const auto *constant = std::get_if<value::AttributeValue>(&operand)) {
        const auto *text = constant->get<std::string>();
        return text == nullptr ? std::nullopt : std::optional(*text);
    }
    const auto parsed = KeyTemplate::parse(std::get<std::string>(operand));
    if (!parsed || parsed->parts().size() != 1 || parsed->parts().front().isPlaceholder)
        return std::nullopt;
    return parsed->parts().front().text;
}

} // namespace

std::optional<std::vector<Conjunct>> conjunctsOf(const std::string &text, const ValueOfName &valueOf)
{
    std::vector<Conjunct> all;
    if (text.empty())
        return all;
    try {
        const auto parsed = expression::parseCondition(text, expression::ExpressionKind::Condition);
        addConjuncts(parsed.tree, text, valueOf, all);
    } catch (const expression::ExpressionError &) {
        return std::nullopt;
    }
    return all;
}

std::optional<std::vector<Conjunct>> conjunctsOfFilter(const Operation &operation)
{
    return conjunctsOf(operation.filter, [&operation](const std::string &name) -> std::optional<Operand> {
        for (const auto &[own, operand] : operation.values)
            if (own == name)
                return operand;
        return Operand("{" + name + "}");
    });
}

std::string joined(const std::vector<Conjunct> &conjuncts)
{
    std::string text;
    for (const Conjunct &conjunct : conjuncts)
        text += (text.empty() ? "" : " AND ") + conjunct.text;
    return text;
}

bool holdsForAll(const Conjunct &conjunct, const Entity &entity)
{
    if (!conjunct.asked)
        return false;
    const AskedFor &asked = *conjunct.asked;
    const std::optional<std::string> text = constantText(asked.values.front());
    if (!text)
        return false;
    if (asked.op == KeyOperator::Equal && entity.identifiedBy && entity.identifiedBy->attribute == asked.attribute) {
        const auto *mark = entity.identifiedBy->value.get<std::string>();
        return mark != nullptr && *mark == *text;
    }
    const std::string *built = entity.keyTemplate(asked.attribute);
    const auto parsed = KeyTemplate::parse(built == nullptr ? "" : *built);
    if (built == nullptr || !parsed || parsed->parts().empty() || parsed->parts().front().isPlaceholder)
        return false;
    const bool isWhole = parsed->parts().size() == 1;
    const std::string &start = parsed->parts().front().text;
    return asked.op == KeyOperator::BeginsWith ? start.starts_with(*text) : asked.op == KeyOperator::Equal && isWhole && start == *text;
}

} // namespace keywright::model
