#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/partiql/statement_error.h"

namespace keywright::partiql {

enum class TokenKind : std::uint8_t {
    Keyword,    ///< `text` in lower case; two words that belong together are one token: "insert_into", "all_old"
    Operator,   ///< + - * / % < <= > >= = <> || @ ~, and, or, not, is, is_not, in, not_in, between, like, …; != is <>
    Name,       ///< as written: case counts in DynamoDB
    QuotedName, ///< without its quotes, a doubled quote once
    String,     ///< the same
    Number,     ///< as written, without a sign
    IonLiteral, ///< what stands between backticks
    Parameter,  ///< ?
    Symbol,     ///< ( ) [ ] { } << >> , . : ;
    End,
};

struct Token {
    TokenKind kind = TokenKind::End;
    std::string text;
    Place where;

    bool isKeyword(std::string_view keyword) const { return kind == TokenKind::Keyword && text == keyword; }
    bool isOperator(std::string_view op) const { return kind == TokenKind::Operator && text == op; }
    bool isSymbol(std::string_view symbol) const { return kind == TokenKind::Symbol && text == symbol; }
    bool isName() const { return kind == TokenKind::Name || kind == TokenKind::QuotedName; }
};

/// Splits a statement; the last token is End. White space and comments (`--` to the end of the line, `/* */`) are dropped.
/// Throws StatementError for what no token can be, with nothing after the service's usual words.
/// Source: PartiQL's grammar (its reference lexer), and the conformance suite of nubo-db, which was run against DynamoDB.
std::vector<Token> tokenize(std::string_view statement);

std::string lowerCase(std::string_view text);
/// Whether the word cannot be a name unless it is quoted; case does not count. SQL-92's reserved words and PartiQL's own.
bool isKeyword(std::string_view word);
/// All of them in lower case and in order.
const std::vector<std::string_view> &keywords();

} // namespace keywright::partiql
