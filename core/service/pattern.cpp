#include "core/service/pattern.h"

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace keywright::service {

/// Recursive descent over the pattern's text; the model's patterns nest one group deep.
class PatternCompiler {
public:
    explicit PatternCompiler(Pattern &pattern) : m_pattern(pattern), m_text(pattern.m_text) { }

    void compile()
    {
        skip('^');
        sequence();
        skip('$');
        if (m_at != m_text.size())
            fail();
        m_pattern.m_states.push_back({Pattern::State::Kind::Accept, {}, 0, 0});
        const auto &states = m_pattern.m_states;
        m_pattern.m_isOneClass = states.size() == 3 && states[0].kind == Pattern::State::Kind::Take
            && states[1].kind == Pattern::State::Kind::Split && states[1].first == 0;
    }

private:
    using State = Pattern::State;
    using Bytes = Pattern::Bytes;
    static constexpr int kMaxNesting = 8;

    [[noreturn]] void fail() const { throw std::invalid_argument("the pattern " + m_text + " has a part that Pattern does not know"); }

    bool skip(char c)
    {
        if (m_at >= m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }

    bool atEnd() const { return m_at >= m_text.size() || m_text[m_at] == ')' || m_text[m_at] == '$'; }

    void sequence()
    {
        if (++m_nesting > kMaxNesting)
            fail();
        while (!atEnd())
            quantified();
        --m_nesting;
    }

    /// An atom is compiled once more for every time that the quantifier demands or allows it.
    void quantified()
    {
        const std::size_t atomStart = m_at;
        const std::size_t first = states().size();
        atom();
        int least = 1;
        std::optional<int> most = 1;
        readQuantifier(least, most);
        const std::size_t next = m_at;

        const auto again = [&] {
            m_at = atomStart;
            atom();
        };
        if (least == 0)
            states().resize(first);
        for (int i = 1; i < least; ++i)
            again();
        if (!most && least == 0) {
            const std::size_t split = states().size();
            states().push_back({State::Kind::Split, {}, split + 1, 0});
            again();
            states().push_back({State::Kind::Split, {}, split, split});
            states()[split].second = states().size();
        } else if (!most) {
            states().push_back({State::Kind::Split, {}, first, states().size() + 1});
        } else {
            for (int i = least; i < *most; ++i) {
                const std::size_t split = states().size();
                states().push_back({State::Kind::Split, {}, split + 1, 0});
                again();
                states()[split].second = states().size();
            }
        }
        m_at = next;
    }

    void readQuantifier(int &least, std::optional<int> &most)
    {
        if (skip('*')) {
            least = 0;
            most.reset();
        } else if (skip('+')) {
            most.reset();
        } else if (skip('?')) {
            least = 0;
        } else if (skip('{')) {
            least = number();
            most = least;
            if (skip(','))
                most = number();
            if (!skip('}') || *most < least)
                fail();
        }
    }

    int number()
    {
        int value = 0;
        const std::size_t start = m_at;
        while (m_at < m_text.size() && m_text[m_at] >= '0' && m_text[m_at] <= '9' && m_at - start < 4)
            value = value * 10 + (m_text[m_at++] - '0');
        if (m_at == start)
            fail();
        return value;
    }

    void atom()
    {
        if (skip('(')) {
            sequence();
            if (!skip(')'))
                fail();
        } else if (skip('[')) {
            take(readClass());
        } else {
            Bytes bytes;
            addOne(bytes);
            take(bytes);
        }
    }

    void take(const Bytes &bytes) { states().push_back({State::Kind::Take, bytes, states().size() + 1, 0}); }

    Bytes readClass()
    {
        Bytes bytes;
        const bool negated = skip('^');
        while (m_at < m_text.size() && m_text[m_at] != ']') {
            const std::optional<int> low = addOne(bytes);
            if (low && m_at + 1 < m_text.size() && m_text[m_at] == '-' && m_text[m_at + 1] != ']') {
                ++m_at;
                Bytes ignored;
                const std::optional<int> high = addOne(ignored);
                if (!high || *high < *low)
                    fail();
                addRange(bytes, *low, *high);
            }
        }
        if (!skip(']'))
            fail();
        return negated ? ~bytes : bytes;
    }

    static void addRange(Bytes &bytes, int low, int high)
    {
        for (int c = low; c <= std::min(high, 0x7F); ++c)
            bytes.set(static_cast<std::size_t>(c));
        if (high > 0x7F)
            for (std::size_t c = 0x80; c <= 0xFF; ++c)
                bytes.set(c);
    }

    /// One character or escape. Nullopt when it stands for several characters and so cannot begin a range.
    std::optional<int> addOne(Bytes &bytes)
    {
        int code = static_cast<unsigned char>(m_text[m_at++]);
        if (code == '\\') {
            if (m_at >= m_text.size())
                fail();
            const char escape = m_text[m_at++];
            switch (escape) {
            case 'p':
                if (m_text.compare(m_at, 7, "{Print}") != 0)
                    fail();
                m_at += 7;
                addRange(bytes, 0x20, 0x7E);
                return std::nullopt;
            case 'w':
                addRange(bytes, '0', '9');
                addRange(bytes, 'A', 'Z');
                addRange(bytes, 'a', 'z');
                addRange(bytes, '_', '_');
                return std::nullopt;
            case 'u': code = codePoint(); break;
            case 'x': code = hex(2); break;
            case 't': code = '\t'; break;
            case 'r': code = '\r'; break;
            case 'n': code = '\n'; break;
            default: code = static_cast<unsigned char>(escape);
            }
        }
        addRange(bytes, code, code);
        return code;
    }

    /// As Java reads it: two escaped surrogates are one character.
    int codePoint()
    {
        const int code = hex(4);
        if (code < 0xD800 || code > 0xDBFF || m_text.compare(m_at, 2, "\\u") != 0)
            return code;
        m_at += 2;
        return 0x10000 + ((code - 0xD800) << 10) + (hex(4) - 0xDC00);
    }

    int hex(std::size_t digits)
    {
        const std::string text = m_text.substr(m_at, digits);
        if (text.size() != digits || text.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos)
            fail();
        m_at += digits;
        return std::stoi(text, nullptr, 16);
    }

    std::vector<State> &states() { return m_pattern.m_states; }

    Pattern &m_pattern;
    const std::string &m_text;
    std::size_t m_at = 0;
    int m_nesting = 0;
};

Pattern::Pattern(std::string text) : m_text(std::move(text))
{
    PatternCompiler(*this).compile();
}

void Pattern::enter(std::vector<bool> &active, std::vector<std::size_t> &list, std::size_t state) const
{
    std::vector<std::size_t> waiting{state};
    while (!waiting.empty()) {
        const std::size_t at = waiting.back();
        waiting.pop_back();
        if (active[at])
            continue;
        active[at] = true;
        if (m_states[at].kind == State::Kind::Split) {
            waiting.push_back(m_states[at].first);
            waiting.push_back(m_states[at].second);
        } else {
            list.push_back(at);
        }
    }
}

bool Pattern::matches(std::string_view whole) const
{
    if (m_isOneClass)
        return !whole.empty()
            && std::all_of(whole.begin(), whole.end(), [this](char c) { return m_states.front().bytes[static_cast<unsigned char>(c)]; });

    std::vector<bool> active(m_states.size(), false);
    std::vector<std::size_t> now;
    std::vector<std::size_t> next;
    enter(active, now, 0);
    for (const char c : whole) {
        active.assign(m_states.size(), false);
        next.clear();
        for (const std::size_t state : now)
            if (m_states[state].kind == State::Kind::Take && m_states[state].bytes[static_cast<unsigned char>(c)])
                enter(active, next, m_states[state].first);
        now.swap(next);
        if (now.empty())
            return false;
    }
    return std::any_of(now.begin(), now.end(), [this](std::size_t state) { return m_states[state].kind == State::Kind::Accept; });
}

} // namespace keywright::service
