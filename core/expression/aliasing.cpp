#include "core/expression/aliasing.h"

#include <algorithm>
#include <array>

#include "core/expression/reserved_words.h"
#include "core/expression/token.h"

namespace keywright::expression {

namespace {

bool isKeyword(const Token &token)
{
    constexpr std::array<std::string_view, 9> kKeywords{"AND", "OR", "NOT", "BETWEEN", "IN", "SET", "REMOVE", "ADD", "DELETE"};
    return std::any_of(kKeywords.begin(), kKeywords.end(), [&token](std::string_view keyword) { return token.isKeyword(keyword); });
}

} // namespace

AliasedExpression aliased(std::string_view text)
{
    AliasedExpression result;
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
        const std::string alias = "#" + std::string(token.text);
        result.names[alias] = token.text;
        result.text.append(text, copied, token.position - copied).append(alias);
        copied = token.position + token.text.size();
    }
    result.text.append(text, copied);
    return result;
}

} // namespace keywright::expression
