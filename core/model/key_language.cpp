#include "core/model/key_language.h"

#include <algorithm>
#include <charconv>
#include <deque>
#include <map>
#include <set>
#include <tuple>

namespace keywright::model {

namespace {

using Bytes = KeyLanguage::Bytes;

Bytes range(char first, char last)
{
    Bytes bytes;
    for (int byte = static_cast<unsigned char>(first); byte <= static_cast<unsigned char>(last); ++byte)
        bytes.set(static_cast<std::size_t>(byte));
    return bytes;
}

Bytes only(char byte)
{
    return range(byte, byte);
}

/// The bytes that begin no character of UTF-8.
Bytes continuations()
{
    return range('\x80', '\xBF');
}

std::size_t numberOf(const std::string &text)
{
    std::size_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// A byte that a person can read, where there is one.
char readable(const Bytes &bytes)
{
    constexpr std::string_view kLiked = "abcdefghijklmnopqrstuvwxyz123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ0-_.#/:|+@";
    for (const char byte : kLiked)
        if (bytes.test(static_cast<unsigned char>(byte)))
            return byte;
    for (std::size_t byte = ' '; byte < bytes.size() + ' '; ++byte)
        if (bytes.test(byte % bytes.size()))
            return static_cast<char>(byte % bytes.size());
    return '\0';
}

/// Longer ones are taken for any text: the states would be too many, and no one pads so far.
constexpr std::size_t kLongestWalkedPadding = 64;

} // namespace

std::size_t KeyLanguage::add()
{
    m_states.emplace_back();
    return m_states.size() - 1;
}

KeyLanguage KeyLanguage::empty()
{
    KeyLanguage language;
    language.m_states[language.add()].accepts = true;
    language.m_parts = 0;
    return language;
}

KeyLanguage KeyLanguage::ofText(std::string_view text)
{
    KeyLanguage language;
    std::size_t at = language.add();
    for (const char byte : text) {
        const std::size_t next = language.add();
        language.edge(at, next, only(byte));
        at = next;
    }
    language.m_states[at].accepts = true;
    return language;
}

KeyLanguage KeyLanguage::ofAnything()
{
    KeyLanguage language;
    const std::size_t start = language.add();
    language.m_states[start].accepts = true;
    language.edge(start, start, Bytes().set());
    return language;
}

/// -?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?
KeyLanguage KeyLanguage::ofNumbers()
{
    KeyLanguage language;
    const std::size_t start = language.add();
    const std::size_t unsignedPart = language.add();
    const std::size_t zero = language.add();
    const std::size_t digits = language.add();
    const std::size_t fraction = language.add();
    const std::size_t end = language.add();
    language.edge(start, unsignedPart, only('-'));
    for (const std::size_t from : {start, unsignedPart}) {
        language.edge(from, zero, only('0'));
        language.edge(from, digits, range('1', '9'));
    }
    language.edge(digits, digits, range('0', '9'));
    language.edge(zero, fraction, only('.'));
    language.edge(digits, fraction, only('.'));
    language.edge(fraction, fraction, range('0', '9'));
    language.edge(fraction, end, range('1', '9'));
    for (const std::size_t state : {zero, digits, end})
        language.m_states[state].accepts = true;
    return language;
}

KeyLanguage KeyLanguage::ofNumbersBelow(std::size_t count)
{
    const std::string most = std::to_string(count - 1);
    KeyLanguage language;
    const std::size_t start = language.add();
    std::size_t tight = start;      // as the largest so far
    std::vector<std::size_t> loose; // by how many digits may still come
    for (std::size_t i = 0; i < most.size(); ++i)
        loose.push_back(language.add());
    for (std::size_t left = 0; left < loose.size(); ++left) {
        language.m_states[loose[left]].accepts = true;
        if (left > 0)
            language.edge(loose[left], loose[left - 1], range('0', '9'));
    }
    language.edge(start, loose[0], only('0'));
    if (most.size() > 1)
        language.edge(start, loose[most.size() - 2], range('1', '9'));
    for (std::size_t i = 0; i < most.size(); ++i) {
        // Fewer digits are allowed above, so below a leading digit the rest must be whole: those have their own states.
        const char low = i == 0 ? '1' : '0';
        if (most[i] > low) {
            std::size_t at = language.add();
            language.edge(tight, at, range(low, static_cast<char>(most[i] - 1)));
            for (std::size_t rest = i + 1; rest < most.size(); ++rest) {
                const std::size_t next = language.add();
                language.edge(at, next, range('0', '9'));
                at = next;
            }
            language.m_states[at].accepts = true;
        }
        const std::size_t next = language.add();
        language.edge(tight, next, only(most[i]));
        tight = next;
    }
    language.m_states[tight].accepts = true;
    return language;
}

KeyLanguage KeyLanguage::ofDates(std::string_view pattern)
{
    KeyLanguage language;
    std::size_t at = language.add();
    for (std::size_t i = 0; i < pattern.size();) {
        const char letter = pattern[i];
        const std::size_t run = std::min(pattern.find_first_not_of(letter, i), pattern.size()) - i;
        const bool isField = std::string_view("yMdHms").find(letter) != std::string_view::npos;
        const std::size_t longest = isField ? std::max<std::size_t>(run, letter == 'y' ? 4 : 2) : run;
        std::vector<std::size_t> mayEnd;
        for (std::size_t digit = 1; digit <= longest; ++digit) {
            const std::size_t next = language.add();
            language.edge(at, next, isField ? range('0', '9') : only(letter));
            at = next;
            if (digit >= run && digit < longest)
                mayEnd.push_back(at);
        }
        for (const std::size_t state : mayEnd)
            language.m_states[state].free.push_back(at);
        i += run;
    }
    language.m_states[at].accepts = true;
    return language;
}

KeyLanguage KeyLanguage::withCase(bool upper) const
{
    KeyLanguage changed = *this;
    const char from = upper ? 'a' : 'A';
    const char to = upper ? 'A' : 'a';
    for (State &state : changed.m_states)
        for (Edge &edge : state.edges)
            for (int i = 0; i < 26; ++i)
                if (edge.bytes.test(static_cast<std::size_t>(from + i)))
                    edge.bytes.reset(static_cast<std::size_t>(from + i)).set(static_cast<std::size_t>(to + i));
    return changed;
}

/// Zeros before a text that is shorter: a state is one of this language with the length so far, and whether zeros came.
KeyLanguage KeyLanguage::padded(std::size_t length) const
{
    KeyLanguage result;
    std::map<std::tuple<bool, std::size_t, std::size_t>, std::size_t> known;
    std::vector<std::tuple<bool, std::size_t, std::size_t>> open;
    const auto stateOf = [&](bool zeros, std::size_t count, std::size_t inner) {
        const auto key = std::tuple(zeros, std::min(count, zeros ? length + 1 : length), inner);
        const auto [found, isNew] = known.try_emplace(key, 0);
        if (isNew) {
            found->second = result.add();
            open.push_back(key);
        }
        return found->second;
    };
    stateOf(false, 0, 0);
    std::size_t zerosAt = 0;
    for (std::size_t count = 1; count <= length; ++count) {
        const std::size_t next = result.add();
        result.edge(zerosAt, next, only('0'));
        const std::size_t entry = stateOf(true, count, 0);
        result.m_states[next].free.push_back(entry);
        zerosAt = next;
    }
    while (!open.empty()) {
        const auto [zeros, count, inner] = open.back();
        open.pop_back();
        const std::size_t from = known.at({zeros, count, inner});
        result.m_states[from].accepts = m_states[inner].accepts && count == length;
        for (const std::size_t to : m_states[inner].free) {
            const std::size_t target = stateOf(zeros, count, to);
            result.m_states[from].free.push_back(target);
        }
        for (const Edge &edge : m_states[inner].edges) {
            const Bytes starts = edge.bytes & ~continuations();
            const Bytes rest = edge.bytes & continuations();
            if (starts.any()) {
                const std::size_t target = stateOf(zeros, count + 1, edge.to);
                result.edge(from, target, starts);
            }
            if (rest.any()) {
                const std::size_t target = stateOf(zeros, count, edge.to);
                result.edge(from, target, rest);
            }
        }
    }
    return result;
}

KeyLanguage KeyLanguage::ofPart(const TemplatePart &part, value::Type type)
{
    if (!part.isPlaceholder)
        return ofText(part.text);
    KeyLanguage language = type == value::Type::N ? ofNumbers() : ofAnything();
    for (const TemplateFilter &filter : part.filters) {
        if (filter.name == "pad")
            language = numberOf(filter.argument) > kLongestWalkedPadding ? ofAnything() : language.padded(numberOf(filter.argument));
        else if (filter.name == "shard")
            language = ofNumbersBelow(numberOf(filter.argument));
        else if (filter.name == "date")
            language = ofDates(filter.argument);
        else
            language = language.withCase(filter.name == "upper");
    }
    return language;
}

KeyLanguage &KeyLanguage::append(const KeyLanguage &other)
{
    const std::size_t shift = m_states.size();
    for (State &state : m_states) {
        if (state.accepts)
            state.free.push_back(shift);
        state.accepts = false;
    }
    for (State state : other.m_states) {
        for (Edge &edge : state.edges)
            edge.to += shift;
        for (std::size_t &to : state.free)
            to += shift;
        state.part += m_parts;
        m_states.push_back(std::move(state));
    }
    m_parts += other.m_parts;
    return *this;
}

KeyLanguage::States KeyLanguage::closure(std::size_t state) const
{
    States all{state};
    std::vector<bool> seen(m_states.size());
    seen[state] = true;
    for (std::size_t i = 0; i < all.size(); ++i)
        for (const std::size_t next : m_states[all[i]].free)
            if (!seen[next]) {
                seen[next] = true;
                all.push_back(next);
            }
    return all;
}

std::vector<std::size_t> KeyLanguage::ends(std::string_view text, std::size_t start) const
{
    std::vector<std::size_t> found;
    std::set<std::size_t> now{0};
    for (std::size_t at = start;; ++at) {
        std::set<std::size_t> reached;
        for (const std::size_t state : now)
            for (const std::size_t each : closure(state))
                reached.insert(each);
        if (std::any_of(reached.begin(), reached.end(), [this](std::size_t state) { return m_states[state].accepts; }))
            found.push_back(at);
        if (at == text.size() || reached.empty())
            return found;
        now.clear();
        for (const std::size_t state : reached)
            for (const Edge &edge : m_states[state].edges)
                if (edge.bytes.test(static_cast<unsigned char>(text[at])))
                    now.insert(edge.to);
    }
}

/// Walks both automata with the same bytes, breadth first; with `mustDiffer`, to a text whose bytes fell to other parts.
std::optional<std::string> KeyLanguage::searchBoth(const KeyLanguage &one, const KeyLanguage &other, bool mustDiffer)
{
    using Pair = std::tuple<std::size_t, std::size_t, bool>;
    struct Step {
        Pair from;
        char byte = 0;
    };
    std::map<Pair, Step> cameFrom;
    std::deque<Pair> open{{0, 0, false}};
    cameFrom[open.front()] = {open.front(), 0};
    while (!open.empty()) {
        const Pair here = open.front();
        open.pop_front();
        const auto [left, right, differs] = here;
        const States lefts = one.closure(left);
        const States rights = other.closure(right);
        const auto accepts = [](const KeyLanguage &language, const States &states) {
            return std::any_of(states.begin(), states.end(), [&](std::size_t state) { return language.m_states[state].accepts; });
        };
        const bool isEmpty = here == Pair{0, 0, false}; // no key is
        if (!isEmpty && (differs || !mustDiffer) && accepts(one, lefts) && accepts(other, rights)) {
            std::string text;
            for (Pair at = here; at != Pair{0, 0, false}; at = cameFrom.at(at).from)
                text += cameFrom.at(at).byte;
            return std::string(text.rbegin(), text.rend());
        }
        for (const std::size_t l : lefts)
            for (const std::size_t r : rights)
                for (const Edge &a : one.m_states[l].edges)
                    for (const Edge &b : other.m_states[r].edges) {
                        const Bytes both = a.bytes & b.bytes;
                        if (both.none())
                            continue;
                        const bool now = mustDiffer && (differs || one.m_states[l].part != other.m_states[r].part);
                        const Pair next{a.to, b.to, now};
                        // Coming back to the start would end the way back too early; it leads nowhere new.
                        if (next != Pair{0, 0, false} && cameFrom.try_emplace(next, Step{here, readable(both)}).second)
                            open.push_back(next);
                    }
    }
    return std::nullopt;
}

std::optional<std::string> KeyLanguage::common(const KeyLanguage &one, const KeyLanguage &other)
{
    return searchBoth(one, other, false);
}

std::optional<std::string> KeyLanguage::readInTwoWays() const
{
    return searchBoth(*this, *this, true);
}

} // namespace keywright::model
