#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace keywright::service {

/// A regular expression of the service model, matched against whole texts in time proportional to their length and
/// without recursion (std::regex has neither, and its stack gives way on a long text). Understands what the model uses:
/// classes, escapes, \p{Print}, groups, and the quantifiers * + ? {n} {n,m}. Works on bytes: a class that reaches beyond
/// ASCII takes every byte of a multi-byte character. Immutable.
class Pattern {
public:
    /// Throws std::invalid_argument when it holds something else.
    explicit Pattern(std::string text);

    /// As the service model writes it, and as messages quote it.
    const std::string &text() const { return m_text; }
    bool matches(std::string_view whole) const;

    friend bool operator==(const Pattern &left, const Pattern &right) { return left.m_text == right.m_text; }

private:
    friend class PatternCompiler;
    using Bytes = std::bitset<256>;

    /// Of a Thompson automaton: takes a byte and goes to the next state, or goes on to one or two states without.
    struct State {
        enum class Kind : std::uint8_t { Take, Split, Accept };
        Kind kind = Kind::Accept;
        Bytes bytes;
        std::size_t first = 0;
        std::size_t second = 0;
    };

    void enter(std::vector<bool> &active, std::vector<std::size_t> &list, std::size_t state) const;

    std::string m_text;
    std::vector<State> m_states;
    bool m_isOneClass = false; ///< "[…]+": no automaton needed
};

} // namespace keywright::service
