#include "core/expression/aliasing.h"

#include <algorithm>
#include <array>

#include "core/expression/mentions.h"
#include "core/expression/reserved_words.h"
#include "core/expression/token.h"

namespace keywright::expression {

namespace {

bool isKeyword(const Token &token)
{
    constexpr std::array<std::string_view, 9> kKeywords{"AND", "OR", "NOT", "BETWEEN", "IN", "SET", "REMOVE", "ADD", "DELETE"};
    return std::any_of(kKeywords.begin(), kKeywords.end(), [&token](std::string_view keyword) { return token.isKeyword(keyword); });
}

/// Aliases reserved words in a stretch of text that has no quotes.
void appendAliased(std::string_view text, AliasedExpression &result)
{
    std::size_t copied = 0;
    const std::vector<Token> tokens = tokenize(text);
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        const Token &token = tokens[i];
        if (token.kind == TokenKind::NameHolder) {
            result.names[std::string(token.text)] = token.text.substr(1);
            continue;
        }
        const bool isFunction = tokens[i + 1].is("(");
        if (token.kind != TokenKind::Word || isFunction || isKeyword(token) || !isReservedWord(token.text))
            continue;
        const std::string alias = aliasFor(token.text);
        result.names[alias] = token.text;
        result.text.append(text, copied, token.position - copied).append(alias);
        copied = token.position + token.text.size();
    }
    result.text.append(text, copied);
}

bool isPlainLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

} // namespace

std::string aliasFor(std::string_view attribute)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string alias = "#";
    for (const char c : attribute) {
        if (isPlainLetter(c)) {
            alias += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        alias += {'_', kDigits[byte / 16], kDigits[byte % 16]};
    }
    return alias;
}

std::string quotedName(std::string_view attribute)
{
    if (isReservedWord(attribute) || !needsAlias(attribute))
        return std::string(attribute);
    return "\"" + std::string(attribute) + "\"";
}

AliasedExpression aliased(std::string_view text)
{
    AliasedExpression result;
    while (!text.empty()) {
        const std::size_t open = text.find('"');
        const std::size_t close = open == std::string_view::npos ? open : text.find('"', open + 1);
        if (close == std::string_view::npos || close == open + 1) {
            appendAliased(text, result);
            break;
        }
        appendAliased(text.substr(0, open), result);
        const std::string name(text.substr(open + 1, close - open - 1));
        const std::string alias = aliasFor(name);
        result.names[alias] = name;
        result.text += alias;
        text.remove_prefix(close + 1);
    }
    return result;
}

std::string unaliased(std::string_view text, const AttributeNames &names)
{
    std::string result;
    std::size_t copied = 0;
    for (const Token &token : tokenize(text)) {
        const auto found = token.kind == TokenKind::NameHolder ? names.find(token.text) : names.end();
        if (found == names.end())
            continue;
        result.append(text, copied, token.position - copied).append(quotedName(found->second));
        copied = token.position + token.text.size();
    }
    result.append(text, copied);
    return result;
}

} // namespace keywright::expression
