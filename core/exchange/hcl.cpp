#include "core/exchange/hcl.h"

#include <algorithm>

#include "core/model/model_reader.h"
#include "core/value/decimal.h"

namespace keywright::exchange {

using value::Json;

namespace {

constexpr int kDeepestHcl = 64;

bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool isNamePart(char c)
{
    return isNameStart(c) || (c >= '0' && c <= '9') || c == '-';
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

class Parser {
public:
    Parser(std::string_view text, const std::string &fileName) : m_text(text), m_fileName(fileName) { }

    HclBlock file()
    {
        HclBlock root;
        readBody(root, 0, false);
        return root;
    }

private:
    [[noreturn]] void fail(const std::string &what) const
    {
        throw model::ModelError(m_fileName + ", line " + std::to_string(m_line) + ", column " + std::to_string(m_column) + ": " + what
                                    + ".",
                                "", m_line, m_column);
    }

    char peek(std::size_t ahead = 0) const { return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0'; }
    bool atEnd() const { return m_at >= m_text.size(); }
    void next()
    {
        if (m_text[m_at++] == '\n') {
            ++m_line;
            m_column = 1;
        } else {
            ++m_column;
        }
    }

    bool passComment()
    {
        if (peek() == '#' || (peek() == '/' && peek(1) == '/')) {
            while (!atEnd() && peek() != '\n')
                next();
            return true;
        }
        if (peek() != '/' || peek(1) != '*')
            return false;
        next();
        next();
        while (!(peek() == '*' && peek(1) == '/')) {
            if (atEnd())
                fail("a comment is never closed; expected \"*/\"");
            next();
        }
        next();
        next();
        return true;
    }

    void passSpace()
    {
        while (!atEnd())
            if (peek() == ' ' || peek() == '\t' || peek() == '\r' || peek() == '\n')
                next();
            else if (!passComment())
                return;
    }

    std::string name()
    {
        std::string text;
        while (!atEnd() && isNamePart(peek())) {
            text += peek();
            next();
        }
        return text;
    }

    void readBody(HclBlock &block, int depth, bool isNested)
    {
        if (depth > kDeepestHcl)
            fail("the blocks are nested deeper than " + std::to_string(kDeepestHcl) + " levels");
        for (passSpace(); !atEnd(); passSpace()) {
            if (isNested && peek() == '}') {
                next();
                return;
            }
            readEntry(block, depth);
        }
        if (isNested)
            fail("the file ends inside the block \"" + block.type + "\", which began at line " + std::to_string(block.line)
                 + "; expected \"}\"");
    }

    /// `name = expression` or `type "label" { … }`.
    void readEntry(HclBlock &block, int depth)
    {
        if (!isNameStart(peek()))
            fail(std::string("found \"") + peek() + "\"; expected the name of an argument or block");
        const int line = m_line;
        const int column = m_column;
        const std::string word = name();
        passBlanks();
        if (peek() == '=' && peek(1) != '=') {
            next();
            passSpace();
            block.attributes.push_back({word, expression(depth + 1, "\n"), line, column});
            return;
        }
        HclBlock inner;
        inner.type = word;
        inner.line = line;
        inner.column = column;
        while (peek() == '"' || isNameStart(peek())) {
            inner.labels.push_back(peek() == '"' ? quoted() : name());
            passBlanks();
        }
        if (peek() != '{')
            fail("expected \"=\" or \"{\" after \"" + word + "\"");
        next();
        readBody(inner, depth + 1, true);
        block.blocks.push_back(std::move(inner));
    }

    void passBlanks()
    {
        while (peek() == ' ' || peek() == '\t')
            next();
    }

    /// A string; interpolations stay as text.
    std::string quoted()
    {
        std::string text;
        next();
        int braces = 0;
        while (braces > 0 || peek() != '"') {
            if (atEnd() || peek() == '\n')
                fail("a string is never closed; expected a quote on the same line");
            const bool opens = (peek() == '$' || peek() == '%') && peek(1) == '{';
            if (braces == 0 && peek() == '\\') {
                next();
                text += escaped();
                continue;
            }
            if (opens && braces == 0) {
                text += peek();
                next();
                braces = 1;
            } else if (braces > 0) {
                braces += peek() == '{' ? 1 : peek() == '}' ? -1 : 0;
            }
            text += peek();
            next();
        }
        next();
        return text;
    }

    char escaped()
    {
        const char c = peek();
        if (atEnd())
            fail("a string is never closed; expected a quote on the same line");
        next();
        return c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
    }

    Json heredoc()
    {
        next();
        next();
        if (peek() == '-')
            next();
        const std::string mark = name();
        while (!atEnd() && peek() != '\n')
            next();
        std::string text;
        while (!atEnd()) {
            next();
            std::string line;
            while (!atEnd() && peek() != '\n') {
                line += peek();
                next();
            }
            if (trimmed(line) == mark)
                return Json::string(text);
            text += line + "\n";
        }
        fail("a heredoc is never closed; expected a line \"" + mark + "\"");
    }

    /// Up to one of `ends` outside brackets. A constant is its value; everything else the text that was written.
    Json expression(int depth, std::string_view ends)
    {
        if (depth > kDeepestHcl)
            fail("the expressions are nested deeper than " + std::to_string(kDeepestHcl) + " levels");
        const std::size_t start = m_at;
        Json value;
        bool isConstant = true;
        if (peek() == '"')
            value = Json::string(quoted());
        else if (peek() == '<' && peek(1) == '<')
            return heredoc();
        else if (peek() == '[' || peek() == '{')
            isConstant = collection(depth, value);
        else
            isConstant = word(value);
        passBlanks();
        if (isConstant && (atEnd() || endsHere(ends)))
            return value;
        passRest(ends);
        return Json::string(std::string(trimmed(m_text.substr(start, m_at - start))));
    }

    bool endsHere(std::string_view ends) const
    {
        return ends.find(peek()) != std::string_view::npos || peek() == '\n' || peek() == '\r' || peek() == '#'
            || (peek() == '/' && peek(1) == '/') || peek() == '}';
    }

    bool word(Json &value)
    {
        std::string text;
        while (!atEnd() && (isNamePart(peek()) || peek() == '.')) {
            text += peek();
            next();
        }
        if (text == "true" || text == "false")
            value = Json::boolean(text == "true");
        else if (value::Decimal::parse(text))
            value = Json::number(text);
        else if (text != "null")
            return false;
        return true;
    }

    /// False for a `for` expression.
    bool collection(int depth, Json &value)
    {
        const bool isArray = peek() == '[';
        value = isArray ? Json::array() : Json::object();
        next();
        passSpace();
        if (m_text.substr(m_at).starts_with("for ")) {
            passRest(isArray ? "]" : "}");
            if (!atEnd())
                next();
            return false;
        }
        while (peek() != (isArray ? ']' : '}')) {
            if (atEnd())
                fail(std::string("a list or object is never closed; expected \"") + (isArray ? ']' : '}') + "\"");
            if (isArray) {
                value.append(expression(depth + 1, ",]"));
            } else {
                const std::string key = peek() == '"' ? quoted() : name();
                passSpace();
                if (key.empty() || (peek() != '=' && peek() != ':'))
                    fail("expected a name and \"=\" in an object");
                next();
                passSpace();
                value.set(key, expression(depth + 1, ",}\n"));
            }
            passSpace();
            if (peek() == ',')
                next();
            passSpace();
        }
        next();
        return true;
    }

    /// Over an expression that is not read, to its end outside brackets and strings.
    void passRest(std::string_view ends)
    {
        int depth = 0;
        while (!atEnd()) {
            if (peek() == '"') {
                quoted();
                continue;
            }
            if (depth == 0 && (ends.find(peek()) != std::string_view::npos || (ends == "\n" && peek() == '}')))
                return;
            if (peek() == '(' || peek() == '[' || peek() == '{')
                ++depth;
            if (peek() == ')' || peek() == ']' || peek() == '}')
                --depth;
            if (depth < 0)
                fail(std::string("found \"") + peek() + "\" without its opening bracket");
            next();
        }
    }

    std::string_view m_text;
    const std::string &m_fileName;
    std::size_t m_at = 0;
    int m_line = 1;
    int m_column = 1;
};

} // namespace

const HclAttribute *HclBlock::find(std::string_view name) const
{
    const auto found = std::find_if(attributes.begin(), attributes.end(), [name](const HclAttribute &each) { return each.name == name; });
    return found == attributes.end() ? nullptr : &*found;
}

HclBlock readHcl(std::string_view text, const std::string &fileName)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    return Parser(text, fileName).file();
}

} // namespace keywright::exchange
