#pragma once

#include <bitset>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/key_template.h"

namespace keywright::model {

/// All texts that a template can build, byte by byte, from values of given types: a small nondeterministic automaton.
/// A placeholder stands for any text (S) or any number as DynamoDB writes it (N); its filters narrow that down: pad to a
/// length, upper and lower to letters, date to digits in its pattern, shard to the numbers below its count. A placeholder
/// that occurs twice is taken for two different ones, and padding beyond 64 characters for any text.
class KeyLanguage {
public:
    using Bytes = std::bitset<256>;

    /// One literal or placeholder. `type` is the placeholder's attribute's, S or N; anything else counts as S.
    static KeyLanguage ofPart(const TemplatePart &part, value::Type type);
    static KeyLanguage empty();
    /// `other` after this. Its parts keep their numbers, counted on from this one's.
    KeyLanguage &append(const KeyLanguage &other);

    /// Where a match that starts at `start` may end, ascending.
    std::vector<std::size_t> ends(std::string_view text, std::size_t start) const;
    /// The shortest text, not empty, that both can build; nullopt when there is none.
    static std::optional<std::string> common(const KeyLanguage &one, const KeyLanguage &other);
    /// The shortest text that can be divided among the parts in two ways; nullopt when there is none.
    std::optional<std::string> readInTwoWays() const;

private:
    struct Edge {
        Bytes bytes;
        std::size_t to = 0;
    };
    struct State {
        std::vector<Edge> edges;
        std::vector<std::size_t> free; ///< reached without a byte
        bool accepts = false;
        std::size_t part = 0; ///< that a byte read here belongs to
    };
    using States = std::vector<std::size_t>;

    std::size_t add();
    void edge(std::size_t from, std::size_t to, const Bytes &bytes) { m_states[from].edges.push_back({bytes, to}); }
    States closure(std::size_t state) const;

    static KeyLanguage ofText(std::string_view text);
    static KeyLanguage ofAnything();
    static KeyLanguage ofNumbers();
    static KeyLanguage ofNumbersBelow(std::size_t count);
    static KeyLanguage ofDates(std::string_view pattern);
    KeyLanguage withCase(bool upper) const;
    KeyLanguage padded(std::size_t length) const;
    static std::optional<std::string> searchBoth(const KeyLanguage &one, const KeyLanguage &other, bool mustDiffer);

    std::vector<State> m_states; ///< the first is the start
    std::size_t m_parts = 1;
};

} // namespace keywright::model
