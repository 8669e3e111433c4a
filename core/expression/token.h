#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/expression/expression_error.h"

namespace keywright::expression {

enum class TokenKind : std::uint8_t {
    Word,        ///< a letter, then letters, digits and _; keywords too
    NameHolder,  ///< #name
    ValueHolder, ///< :value
    Number,      ///< digits
    Symbol,      ///< = <> < <= > >= + - ( ) [ ] . ,
    Invalid,     ///< one character that begins no token
    End,
};

/// A piece of an expression; a view into its text.
struct Token {
    TokenKind kind = TokenKind::End;
    std::string_view text;
    std::size_t position = 0;

    TextRange range() const { return {position, text.size()}; }
    bool is(std::string_view symbol) const { return kind == TokenKind::Symbol && text == symbol; }
    /// `keyword` in upper case; the text's case does not count.
    bool isKeyword(std::string_view keyword) const;
};

/// Splits the text; the last token is End. White space separates and is dropped. Never throws for any bytes.
std::vector<Token> tokenize(std::string_view text);

} // namespace keywright::expression
