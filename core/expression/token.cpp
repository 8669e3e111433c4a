#include "core/expression/token.h"

#include <algorithm>

namespace keywright::expression {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isWordPart(char c)
{
    return isLetter(c) || isDigit(c) || c == '_';
}

template <typename Predicate>
std::size_t lengthWhile(std::string_view text, std::size_t from, Predicate belongs)
{
    std::size_t end = from;
    while (end < text.size() && belongs(text[end]))
        ++end;
    return end - from;
}

/// Bytes of the character at `from`, so that a message never has half a character in it.
std::size_t characterLength(std::string_view text, std::size_t from)
{
    const auto lead = static_cast<unsigned char>(text[from]);
    const std::size_t wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    std::size_t length = 1;
    while (length < wanted && from + length < text.size() && (static_cast<unsigned char>(text[from + length]) & 0xC0) == 0x80)
        ++length;
    return length;
}

Token tokenAt(std::string_view text, std::size_t at)
{
    const auto make = [&](TokenKind kind, std::size_t length) { return Token{kind, text.substr(at, length), at}; };
    const char c = text[at];
    const char next = at + 1 < text.size() ? text[at + 1] : '\0';
    if (isLetter(c))
        return make(TokenKind::Word, lengthWhile(text, at, isWordPart));
    if (isDigit(c))
        return make(TokenKind::Number, lengthWhile(text, at, isDigit));
    if ((c == '#' || c == ':') && isWordPart(next))
        return make(c == '#' ? TokenKind::NameHolder : TokenKind::ValueHolder, 1 + lengthWhile(text, at + 1, isWordPart));
    if ((c == '<' && (next == '>' || next == '=')) || (c == '>' && next == '='))
        return make(TokenKind::Symbol, 2);
    if (c != '\0' && std::string_view("=<>+-()[].,").find(c) != std::string_view::npos)
        return make(TokenKind::Symbol, 1);
    return make(TokenKind::Invalid, characterLength(text, at));
}

} // namespace

bool Token::isKeyword(std::string_view keyword) const
{
    return kind == TokenKind::Word && text.size() == keyword.size()
        && std::equal(text.begin(), text.end(), keyword.begin(),
                      [](char have, char upper) { return have == upper || have == upper - 'A' + 'a'; });
}

std::vector<Token> tokenize(std::string_view text)
{
    std::vector<Token> tokens;
    std::size_t at = lengthWhile(text, 0, isSpace);
    while (at < text.size()) {
        tokens.push_back(tokenAt(text, at));
        at += tokens.back().text.size();
        at += lengthWhile(text, at, isSpace);
    }
    tokens.push_back({TokenKind::End, {}, text.size()});
    return tokens;
}

} // namespace keywright::expression
