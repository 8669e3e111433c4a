#include "core/partiql/token.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <utility>

namespace keywright::partiql {

namespace {

constexpr std::array<std::string_view, 8> kWordOperators{"and", "between", "except", "in", "intersect", "is", "like", "not"};
constexpr std::array<std::string_view, 2> kMoreWordOperators{"or", "union"};

struct WordPair {
    std::string_view first;
    std::string_view second;
    TokenKind kind;
};

/// Two words that make one token.
constexpr std::array kPairs{
    WordPair{"not", "in", TokenKind::Operator},          WordPair{"is", "not", TokenKind::Operator},
    WordPair{"not", "between", TokenKind::Operator},     WordPair{"not", "like", TokenKind::Operator},
    WordPair{"union", "all", TokenKind::Operator},       WordPair{"intersect", "all", TokenKind::Operator},
    WordPair{"except", "all", TokenKind::Operator},      WordPair{"insert", "into", TokenKind::Keyword},
    WordPair{"on", "conflict", TokenKind::Keyword},      WordPair{"do", "nothing", TokenKind::Keyword},
    WordPair{"modified", "old", TokenKind::Keyword},     WordPair{"modified", "new", TokenKind::Keyword},
    WordPair{"all", "old", TokenKind::Keyword},          WordPair{"all", "new", TokenKind::Keyword},
    WordPair{"double", "precision", TokenKind::Keyword}, WordPair{"character", "varying", TokenKind::Keyword},
    WordPair{"cross", "join", TokenKind::Keyword},       WordPair{"inner", "join", TokenKind::Keyword},
    WordPair{"left", "join", TokenKind::Keyword},        WordPair{"right", "join", TokenKind::Keyword},
    WordPair{"full", "join", TokenKind::Keyword},        WordPair{"outer", "join", TokenKind::Keyword},
};

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}

bool isNamePart(char c)
{
    return isNameStart(c) || isDigit(c);
}

bool isWordOperator(std::string_view word)
{
    return std::find(kWordOperators.begin(), kWordOperators.end(), word) != kWordOperators.end()
        || std::find(kMoreWordOperators.begin(), kMoreWordOperators.end(), word) != kMoreWordOperators.end();
}

/// The exponent, and the scale that it leaves with `fractionDigits`, fit 32 bits: else the service's reader gives up.
bool isReadableNumber(std::string_view text)
{
    constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();
    const std::size_t mark = text.find_first_of("eE");
    const std::size_t point = text.find('.');
    const std::size_t mantissaEnd = std::min(mark, text.size());
    const std::int64_t fractionDigits = point < mantissaEnd ? static_cast<std::int64_t>(mantissaEnd - point - 1) : 0;
    if (mark == std::string_view::npos)
        return true;
    std::string_view exponentText = text.substr(mark + 1);
    const bool negative = exponentText.starts_with('-');
    if (negative || exponentText.starts_with('+'))
        exponentText.remove_prefix(1);
    std::int64_t exponent = 0;
    for (const char c : exponentText) {
        exponent = exponent * 10 + (c - '0');
        if (exponent > kMost)
            return false;
    }
    const std::int64_t scale = fractionDigits - (negative ? -exponent : exponent);
    return scale <= kMost && scale >= -kMost;
}

class Lexer {
public:
    explicit Lexer(std::string_view text) : m_text(text) { }

    std::vector<Token> run()
    {
        while (skipBlank())
            readToken();
        startToken();
        add(TokenKind::End, {});
        return joinPairs(std::move(m_tokens));
    }

private:
    char at(std::size_t ahead = 0) const { return m_next + ahead < m_text.size() ? m_text[m_next + ahead] : '\0'; }
    bool isAtEnd() const { return m_next >= m_text.size(); }

    void step()
    {
        const char c = m_text[m_next++];
        if (c == '\n') {
            ++m_line;
            m_column = 1;
        } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
            ++m_column;
        }
        m_characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }

    void step(std::size_t count)
    {
        for (; count > 0; --count)
            step();
    }

    void startToken()
    {
        m_start = {m_next, 0, m_line, m_column, 0};
        m_startCharacters = m_characters;
    }

    Place place() const
    {
        Place place = m_start;
        place.length = m_next - m_start.position;
        place.characters = m_characters - m_startCharacters;
        return place;
    }

    void add(TokenKind kind, std::string text) { m_tokens.push_back({kind, std::move(text), place()}); }

    [[noreturn]] void refuseToken() const { refuseSyntax({}, place()); }

    /// False at the end of the statement.
    bool skipBlank()
    {
        for (;;) {
            startToken();
            if (isAtEnd())
                return false;
            if (isSpace(at())) {
                step();
            } else if (at() == '-' && at(1) == '-') {
                while (!isAtEnd() && at() != '\n')
                    step();
            } else if (at() == '/' && at(1) == '*') {
                step(2);
                while (!isAtEnd() && !(at() == '*' && at(1) == '/'))
                    step();
                if (isAtEnd())
                    refuseToken();
                step(2);
            } else {
                return true;
            }
        }
    }

    void readToken()
    {
        const char c = at();
        if (isNameStart(c))
            readWord();
        else if (isDigit(c) || (c == '.' && isDigit(at(1))))
            readNumber();
        else if (c == '\'')
            readQuoted('\'', TokenKind::String);
        else if (c == '"')
            readQuoted('"', TokenKind::QuotedName);
        else if (c == '`')
            readQuoted('`', TokenKind::IonLiteral);
        else
            readSymbol();
    }

    void readWord()
    {
        while (isNamePart(at()))
            step();
        const std::string_view word = m_text.substr(m_start.position, m_next - m_start.position);
        if (!isKeyword(word)) {
            add(TokenKind::Name, std::string(word));
            return;
        }
        std::string keyword = lowerCase(word);
        const bool isOperator = isWordOperator(keyword);
        add(isOperator ? TokenKind::Operator : TokenKind::Keyword, std::move(keyword));
    }

    void readNumber()
    {
        while (isDigit(at()))
            step();
        if (at() == '.')
            step();
        while (isDigit(at()))
            step();
        if (at() == 'e' || at() == 'E') {
            step();
            if (at() == '+' || at() == '-')
                step();
            if (!isDigit(at()))
                refuseToken();
            while (isDigit(at()))
                step();
        }
        const std::string_view text = m_text.substr(m_start.position, m_next - m_start.position);
        if (isNamePart(at()) || !isReadableNumber(text))
            refuseToken();
        add(TokenKind::Number, std::string(text));
    }

    void readQuoted(char quote, TokenKind kind)
    {
        std::string content;
        step();
        while (!isAtEnd()) {
            if (at() != quote) {
                content += at();
                step();
                continue;
            }
            step();
            if (at() != quote) {
                add(kind, std::move(content));
                return;
            }
            content += quote;
            step();
        }
        refuseToken();
    }

    void readSymbol()
    {
        constexpr std::array<std::string_view, 2> kBrackets{"<<", ">>"};
        constexpr std::array<std::string_view, 5> kLongOperators{"<=", ">=", "<>", "!=", "||"};
        const std::string_view two = m_text.substr(m_next, 2);
        if (std::find(kBrackets.begin(), kBrackets.end(), two) != kBrackets.end()) {
            step(2);
            add(TokenKind::Symbol, std::string(two));
        } else if (std::find(kLongOperators.begin(), kLongOperators.end(), two) != kLongOperators.end()) {
            step(2);
            add(TokenKind::Operator, two == "!=" ? "<>" : std::string(two));
        } else {
            const char c = at();
            step();
            if (std::string_view("+-*/%<>=@~").find(c) != std::string_view::npos)
                add(TokenKind::Operator, std::string(1, c));
            else if (std::string_view("()[]{},.:;").find(c) != std::string_view::npos)
                add(TokenKind::Symbol, std::string(1, c));
            else if (c == '?')
                add(TokenKind::Parameter, "?");
            else
                refuseToken();
        }
    }

    static bool isWord(const Token &token) { return token.kind == TokenKind::Keyword || token.kind == TokenKind::Operator; }

    static std::vector<Token> joinPairs(std::vector<Token> tokens)
    {
        std::vector<Token> joined;
        joined.reserve(tokens.size());
        for (Token &token : tokens) {
            if (joined.empty() || !isWord(token) || !isWord(joined.back())) {
                joined.push_back(std::move(token));
                continue;
            }
            Token &last = joined.back();
            const auto pair = std::find_if(kPairs.begin(), kPairs.end(),
                                           [&](const WordPair &each) { return each.first == last.text && each.second == token.text; });
            if (pair == kPairs.end()) {
                joined.push_back(std::move(token));
                continue;
            }
            last.kind = pair->kind;
            last.text += "_" + token.text;
            last.where.length = token.where.position + token.where.length - last.where.position;
            last.where.characters = static_cast<int>(last.where.length); // keywords are ASCII
        }
        return joined;
    }

    std::string_view m_text;
    std::vector<Token> m_tokens;
    std::size_t m_next = 0;
    int m_line = 1;
    int m_column = 1;
    int m_characters = 0;
    Place m_start;
    int m_startCharacters = 0;
};

} // namespace

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    for (char &c : lower)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

std::vector<Token> tokenize(std::string_view statement)
{
    return Lexer(statement).run();
}

} // namespace keywright::partiql
