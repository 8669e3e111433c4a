#include "core/expression/mentions.h"

#include <set>

#include "core/expression/reserved_words.h"
#include "core/expression/token.h"

namespace keywright::expression {

namespace {

using Names = std::set<std::string>;

void collect(const Operand &operand, Names &names)
{
    if (operand.kind == Operand::Kind::Path)
        names.insert(operand.path.attribute());
    for (const Operand &sized : operand.sized)
        collect(sized, names);
}

void collect(const Condition &condition, Names &names)
{
    for (const Operand &operand : condition.operands)
        collect(operand, names);
    for (const Condition &part : condition.parts)
        collect(part, names);
}

void collectNested(const Operand &operand, Names &names)
{
    if (operand.kind == Operand::Kind::Path && operand.path.isNested())
        names.insert(operand.path.attribute());
    for (const Operand &sized : operand.sized)
        collectNested(sized, names);
}

void collectNested(const Condition &condition, Names &names)
{
    for (const Operand &operand : condition.operands)
        collectNested(operand, names);
    for (const Condition &part : condition.parts)
        collectNested(part, names);
}

void collect(const UpdateOperand &operand, Names &names)
{
    if (!operand.path.steps.empty())
        names.insert(operand.path.attribute());
    for (const UpdateOperand &part : operand.operands)
        collect(part, names);
}

std::vector<std::string> listOf(const Names &names)
{
    return {names.begin(), names.end()};
}

} // namespace

bool needsAlias(std::string_view attribute)
{
    const std::vector<Token> tokens = tokenize(attribute);
    return tokens.front().kind != TokenKind::Word || tokens.front().text != attribute || isReservedWord(attribute);
}

std::vector<std::string> mentionedAttributes(const Condition &condition)
{
    Names names;
    collect(condition, names);
    return listOf(names);
}

std::vector<std::string> mentionedAttributes(const KeyCondition &condition)
{
    Names names;
    for (const KeyTerm &term : condition.terms)
        names.insert(term.attribute);
    return listOf(names);
}

std::vector<std::string> mentionedAttributes(const Update &update)
{
    Names names;
    for (const UpdateAction &action : update.actions) {
        names.insert(action.path.attribute());
        collect(action.operand, names);
    }
    return listOf(names);
}

std::vector<std::string> mentionedAttributes(const std::vector<DocumentPath> &paths)
{
    Names names;
    for (const DocumentPath &path : paths)
        names.insert(path.attribute());
    return listOf(names);
}

std::vector<std::string> nestedAttributes(const Condition &condition)
{
    Names names;
    collectNested(condition, names);
    return listOf(names);
}

std::vector<std::string> mentionedPlaceholders(std::string_view text)
{
    Names names;
    for (const Token &token : tokenize(text)) {
        if (token.kind == TokenKind::NameHolder || token.kind == TokenKind::ValueHolder)
            names.emplace(token.text);
    }
    return listOf(names);
}

} // namespace keywright::expression
