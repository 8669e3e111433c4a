#include "core/model/renaming.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/expression/token.h"
#include "core/model/key_template.h"

namespace keywright::model {

using expression::Token;
using expression::TokenKind;

namespace {

bool isKeyword(const Token &token)
{
    constexpr std::array<std::string_view, 9> kKeywords{"AND", "OR", "NOT", "BETWEEN", "IN", "SET", "REMOVE", "ADD", "DELETE"};
    return std::any_of(kKeywords.begin(), kKeywords.end(), [&token](std::string_view keyword) { return token.isKeyword(keyword); });
}

/// A name at the head of a path: no keyword, no function, no step after a dot.
bool isAttribute(const std::vector<Token> &tokens, std::size_t i)
{
    const bool isStep = i > 0 && tokens[i - 1].is(".");
    const bool isFunction = i + 1 < tokens.size() && tokens[i + 1].is("(");
    return tokens[i].kind == TokenKind::Word && !isStep && !isFunction && !isKeyword(tokens[i]);
}

template <typename Matches>
std::string replaced(std::string_view text, std::string_view to, Matches matches)
{
    std::string result;
    std::size_t copied = 0;
    const std::vector<Token> tokens = expression::tokenize(text);
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        if (!matches(tokens, i))
            continue;
        result.append(text.substr(copied, tokens[i].position - copied)).append(to);
        copied = tokens[i].position + tokens[i].text.size();
    }
    return result.append(text.substr(copied));
}

} // namespace

bool canStandInExpression(std::string_view attribute)
{
    const std::vector<Token> tokens = expression::tokenize(attribute);
    return tokens.front().text == attribute && isAttribute(tokens, 0);
}

bool mentionsAttribute(std::string_view expression, std::string_view attribute)
{
    const std::vector<Token> tokens = expression::tokenize(expression);
    for (std::size_t i = 0; i < tokens.size(); ++i)
        if (isAttribute(tokens, i) && tokens[i].text == attribute)
            return true;
    return false;
}

std::string withAttributeRenamed(std::string_view expression, std::string_view from, std::string_view to)
{
    return replaced(expression, to,
                    [from](const std::vector<Token> &tokens, std::size_t i) { return isAttribute(tokens, i) && tokens[i].text == from; });
}

std::string withValueRenamed(std::string_view expression, std::string_view from, std::string_view to)
{
    return replaced(expression, ":" + std::string(to), [from](const std::vector<Token> &tokens, std::size_t i) {
        return tokens[i].kind == TokenKind::ValueHolder && tokens[i].text.substr(1) == from;
    });
}

std::string withPlaceholdersRenamed(const std::string &text, const std::function<std::string(const std::string &)> &rename)
{
    const auto parsed = KeyTemplate::parse(text);
    if (!parsed)
        return text;
    std::string result;
    for (const TemplatePart &part : parsed->parts()) {
        if (!part.isPlaceholder) {
            result.append(text, part.offset, part.length);
            continue;
        }
        const std::size_t afterName = part.offset + 1 + part.text.size();
        result.append("{").append(rename(part.text)).append(text, afterName, part.offset + part.length - afterName);
    }
    return result;
}

bool mentionsPlaceholder(const std::string &text, const std::string &name)
{
    const auto parsed = KeyTemplate::parse(text);
    if (!parsed)
        return false;
    const auto names = parsed->names();
    return std::find(names.begin(), names.end(), name) != names.end();
}

} // namespace keywright::model
