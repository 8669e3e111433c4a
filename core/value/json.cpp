#include "core/value/json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>

#include <nlohmann/json.hpp>

#include "core/value/decimal.h"

namespace keywright::value {

namespace {

constexpr std::size_t kDeepestNesting = 512;

struct Place {
    int line = 1;
    int column = 1;
};

Place placeOf(std::string_view text, std::size_t offset)
{
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    const auto lineBreaks = std::count(before.begin(), before.end(), '\n');
    const std::size_t lineStart = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    return {static_cast<int>(lineBreaks) + 1, static_cast<int>(before.size() - lineStart) + 1};
}

/// nlohmann's reader tells no positions, but it reads byte by byte: this iterator over the text shows how far it came.
class CountingIterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char *;
    using reference = const char &;

    CountingIterator(const char *at, const char **furthest) : m_at(at), m_furthest(furthest) { }

    reference operator*() const { return *m_at; }
    CountingIterator &operator++()
    {
        ++m_at;
        if (m_furthest != nullptr && m_at > *m_furthest)
            *m_furthest = m_at;
        return *this;
    }
    friend bool operator==(const CountingIterator &left, const CountingIterator &right) { return left.m_at == right.m_at; }
    friend bool operator!=(const CountingIterator &left, const CountingIterator &right) { return left.m_at != right.m_at; }

private:
    const char *m_at;
    const char **m_furthest;
};

/// nlohmann begins its messages with "[json.exception.parse_error.101] parse error at line 1, column 2: ", or with the
/// brackets alone; a person gets the part after it.
std::string plainMessage(std::string_view what)
{
    constexpr std::string_view kPlace = "parse error at line ";
    if (const std::size_t bracket = what.find("] "); what.starts_with('[') && bracket != std::string_view::npos)
        what.remove_prefix(bracket + 2);
    if (const std::size_t colon = what.find(": "); what.starts_with(kPlace) && colon != std::string_view::npos)
        what.remove_prefix(colon + 2);
    return std::string(what);
}

} // namespace

/// Builds the document from nlohmann's SAX events.
class JsonBuilder {
public:
    explicit JsonBuilder(std::string_view text) : m_text(text), m_furthest(text.data()) { }

    const char **furthest() { return &m_furthest; }
    Json takeRoot() { return std::move(m_root); }

    // NOLINTBEGIN(readability-identifier-naming): the names are nlohmann's
    bool null() { return place(Json(), 4); }
    bool boolean(bool value) { return place(Json::boolean(value), value ? 4 : 5); }
    bool number_integer(std::int64_t) { return numberToken(); }
    bool number_unsigned(std::uint64_t) { return numberToken(); }
    bool number_float(double, const std::string &) { return numberToken(); }
    bool string(std::string &text) { return place(Json::string(text), stringTokenLength()); }
    template <typename Bytes>
    bool binary(Bytes &)
    {
        return false;
    }

    bool start_object(std::size_t) { return open(Json::object(), '{'); }
    bool end_object() { return close(); }
    bool start_array(std::size_t) { return open(Json::array(), '['); }
    bool end_array() { return close(); }

    bool key(std::string &name)
    {
        // Names of big objects (items keyed by id) would make a linear search quadratic; sorted ones are cheap to check.
        auto &names = m_open.back().names;
        const auto at = std::lower_bound(names.begin(), names.end(), name);
        if (at != names.end() && *at == name) {
            const Place where = placeOf(m_text, endOfToken() - stringTokenLength());
            throw JsonSyntaxError("the member \"" + name + "\" stands here for the second time in one object; remove one of the two",
                                  where.line, where.column);
        }
        names.insert(at, name);
        m_open.back().pendingName = name;
        return true;
    }

    bool parse_error(std::size_t position, const std::string &, const nlohmann::detail::exception &error)
    {
        const Place where = placeOf(m_text, position == 0 ? 0 : position - 1);
        throw JsonSyntaxError(plainMessage(error.what()), where.line, where.column);
    }

    // NOLINTEND(readability-identifier-naming)

private:
    struct Open {
        Json node;
        std::string pendingName;
        std::vector<std::string> names;
    };

    std::size_t endOfToken() const { return static_cast<std::size_t>(m_furthest - m_text.data()); }

    /// From the closing quote back to the quote that is not escaped.
    std::size_t stringTokenLength() const
    {
        const std::size_t end = endOfToken();
        std::size_t start = end - 1;
        bool escaped = true;
        while (start > 0 && escaped) {
            start = m_text.rfind('"', start - 1);
            std::size_t slashes = 0;
            while (slashes < start && m_text[start - 1 - slashes] == '\\')
                ++slashes;
            escaped = slashes % 2 != 0;
        }
        return end - start;
    }

    bool numberToken()
    {
        constexpr std::string_view kOfNumbers = "+-.0123456789eE";
        // The reader has gone one byte past the number, unless the text ended there.
        std::size_t end = endOfToken();
        while (end > 0 && kOfNumbers.find(m_text[end - 1]) == std::string_view::npos)
            --end;
        std::size_t start = end;
        while (start > 0 && kOfNumbers.find(m_text[start - 1]) != std::string_view::npos)
            --start;
        return placeAt(Json::number(std::string(m_text.substr(start, end - start))), start);
    }

    bool place(Json node, std::size_t tokenLength) { return placeAt(std::move(node), endOfToken() - tokenLength); }

    bool placeAt(Json node, std::size_t offset)
    {
        mark(node, offset);
        attach(std::move(node));
        return true;
    }

    bool open(Json node, char)
    {
        const std::size_t offset = endOfToken() - 1;
        mark(node, offset);
        if (m_open.size() == kDeepestNesting)
            throw JsonSyntaxError("the nesting is deeper than " + std::to_string(kDeepestNesting) + " levels; flatten the document",
                                  node.m_line, node.m_column);
        m_open.push_back({std::move(node), {}, {}});
        return true;
    }

    bool close()
    {
        Json node = std::move(m_open.back().node);
        m_open.pop_back();
        attach(std::move(node));
        return true;
    }

    void attach(Json node)
    {
        if (m_open.empty())
            m_root = std::move(node);
        else if (m_open.back().node.isArray())
            m_open.back().node.m_elements.push_back(std::move(node));
        else
            m_open.back().node.m_members.push_back({std::move(m_open.back().pendingName), std::move(node)});
    }

    /// Offsets only grow, so lines are counted on from the last one.
    void mark(Json &node, std::size_t offset)
    {
        while (m_markOffset < offset) {
            if (m_text[m_markOffset++] == '\n') {
                ++m_mark.line;
                m_mark.column = 1;
            } else {
                ++m_mark.column;
            }
        }
        node.m_line = m_mark.line;
        node.m_column = m_mark.column;
    }

    std::string_view m_text;
    const char *m_furthest;
    Json m_root;
    std::vector<Open> m_open;
    Place m_mark;
    std::size_t m_markOffset = 0;
};

Json::Json() = default;
Json::Json(const Json &) = default;
Json::Json(Json &&) noexcept = default;
Json &Json::operator=(const Json &) = default;
Json &Json::operator=(Json &&) noexcept = default;
Json::~Json() = default;

Json Json::parse(std::string_view text)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    JsonBuilder builder(text);
    nlohmann::json::sax_parse(CountingIterator(text.data(), builder.furthest()), CountingIterator(text.data() + text.size(), nullptr),
                              &builder);
    // The reader takes a zero byte after the value for the end of the text.
    if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos) {
        const Place where = placeOf(text, zero);
        throw JsonSyntaxError("a zero byte stands after the end of the document; remove it and what follows", where.line, where.column);
    }
    return builder.takeRoot();
}

Json Json::boolean(bool value)
{
    Json node;
    node.m_kind = Kind::Boolean;
    node.m_boolean = value;
    return node;
}

Json Json::number(std::string text)
{
    Json node;
    node.m_kind = Kind::Number;
    node.m_text = std::move(text);
    return node;
}

Json Json::number(std::int64_t value)
{
    return number(std::to_string(value));
}

Json Json::string(std::string text)
{
    Json node;
    node.m_kind = Kind::String;
    node.m_text = std::move(text);
    return node;
}

Json Json::array()
{
    return array(Elements());
}

Json Json::array(Elements elements)
{
    Json node;
    node.m_kind = Kind::Array;
    node.m_elements = std::move(elements);
    return node;
}

Json Json::object()
{
    return object(Members());
}

Json Json::object(Members members)
{
    Json node;
    node.m_kind = Kind::Object;
    node.m_members = std::move(members);
    return node;
}

std::optional<std::int64_t> Json::asInteger() const
{
    const auto decimal = isNumber() ? Decimal::parse(m_text) : tl::unexpected(DecimalFault::Syntax);
    std::int64_t integer = 0;
    if (!decimal || !decimal->toInteger(integer))
        return std::nullopt;
    return integer;
}

std::optional<double> Json::asDouble() const
{
    double number = 0;
    if (!isNumber() || std::from_chars(m_text.data(), m_text.data() + m_text.size(), number).ec != std::errc())
        return std::nullopt;
    return number;
}

const Json *Json::find(std::string_view name) const
{
    const auto found = std::find_if(m_members.begin(), m_members.end(), [name](const Member &member) { return member.name == name; });
    return found == m_members.end() ? nullptr : &found->value;
}

void Json::append(Json element)
{
    m_elements.push_back(std::move(element));
}

void Json::set(std::string name, Json value)
{
    const auto found = std::find_if(m_members.begin(), m_members.end(), [&name](const Member &member) { return member.name == name; });
    if (found != m_members.end())
        found->value = std::move(value);
    else
        m_members.push_back({std::move(name), std::move(value)});
}

bool operator==(const Json &left, const Json &right)
{
    const auto sameMembers = [](const Json::Member &a, const Json::Member &b) { return a.name == b.name && a.value == b.value; };
    return left.m_kind == right.m_kind && left.m_boolean == right.m_boolean && left.m_text == right.m_text
        && left.m_elements == right.m_elements
        && std::equal(left.m_members.begin(), left.m_members.end(), right.m_members.begin(), right.m_members.end(), sameMembers);
}

namespace {

/// Eight bytes at a time: whether one of them is below 20 hex, a quote or a backslash (the classic test for a zero byte).
bool needsEscapeIn(const char *eightBytes)
{
    constexpr std::uint64_t kOnes = 0x0101010101010101;
    constexpr std::uint64_t kHighs = 0x8080808080808080;
    std::uint64_t word = 0;
    std::memcpy(&word, eightBytes, sizeof word);
    const std::uint64_t quote = word ^ (kOnes * '"');
    const std::uint64_t backslash = word ^ (kOnes * '\\');
    const std::uint64_t found = ((word - kOnes * 0x20) & ~word) | ((quote - kOnes) & ~quote) | ((backslash - kOnes) & ~backslash);
    return (found & kHighs) != 0;
}

bool needsEscape(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

/// How many bytes at the front stand in JSON as they are.
std::size_t plainRun(std::string_view text)
{
    std::size_t at = 0;
    while (at + 8 <= text.size() && !needsEscapeIn(text.data() + at))
        at += 8;
    while (at < text.size() && !needsEscape(text[at]))
        ++at;
    return at;
}

void appendEscaped(std::string &out, char c)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    switch (c) {
    case '"': out += "\\\""; break;
    case '\\': out += "\\\\"; break;
    case '\b': out += "\\b"; break;
    case '\f': out += "\\f"; break;
    case '\n': out += "\\n"; break;
    case '\r': out += "\\r"; break;
    case '\t': out += "\\t"; break;
    default:
        out += "\\u00";
        out += kHex[static_cast<unsigned char>(c) >> 4];
        out += kHex[static_cast<unsigned char>(c) & 0xF];
    }
}

} // namespace

void appendJsonString(std::string &out, std::string_view text)
{
    out += '"';
    for (;;) {
        const std::size_t plain = plainRun(text);
        out.append(text.substr(0, plain));
        if (plain == text.size())
            break;
        appendEscaped(out, text[plain]);
        text.remove_prefix(plain + 1);
    }
    out += '"';
}

namespace {

/// `gap` is what stands after a comma or colon: nothing, or a space.
void appendOnOneLine(std::string &out, const Json &node, std::string_view gap)
{
    switch (node.kind()) {
    case Json::Kind::Null: out += "null"; break;
    case Json::Kind::Boolean: out += node.asBoolean() ? "true" : "false"; break;
    case Json::Kind::Number: out += node.text(); break;
    case Json::Kind::String: appendJsonString(out, node.text()); break;
    case Json::Kind::Array:
        out += '[';
        for (std::size_t i = 0; i < node.elements().size(); ++i) {
            if (i != 0)
                out.append(",").append(gap);
            appendOnOneLine(out, node.elements()[i], gap);
        }
        out += ']';
        break;
    case Json::Kind::Object:
        out += '{';
        for (std::size_t i = 0; i < node.members().size(); ++i) {
            if (i != 0)
                out.append(",").append(gap);
            appendJsonString(out, node.members()[i].name);
            out.append(":").append(gap);
            appendOnOneLine(out, node.members()[i].value, gap);
        }
        out += '}';
        break;
    }
}

void appendPretty(std::string &out, const Json &node, std::size_t indent, std::size_t width)
{
    const std::size_t lineStart = out.rfind('\n') == std::string::npos ? 0 : out.rfind('\n') + 1;
    const std::size_t before = out.size();
    appendOnOneLine(out, node, " ");
    const bool isEmptyOrLeaf = node.elements().empty() && node.members().empty();
    if (isEmptyOrLeaf || out.size() - lineStart <= width)
        return;

    out.resize(before);
    const bool isArray = node.isArray();
    const std::size_t count = isArray ? node.elements().size() : node.members().size();
    out += isArray ? '[' : '{';
    for (std::size_t i = 0; i < count; ++i) {
        out += i == 0 ? "\n" : ",\n";
        out.append(indent + 2, ' ');
        if (!isArray) {
            appendJsonString(out, node.members()[i].name);
            out += ": ";
        }
        appendPretty(out, isArray ? node.elements()[i] : node.members()[i].value, indent + 2, width);
    }
    out += '\n';
    out.append(indent, ' ');
    out += isArray ? ']' : '}';
}

} // namespace

std::string Json::compact() const
{
    std::string out;
    appendOnOneLine(out, *this, "");
    return out;
}

std::string Json::pretty(std::size_t width) const
{
    std::string out;
    appendPretty(out, *this, 0, width);
    return out;
}

std::string_view kindInWords(Json::Kind kind)
{
    constexpr std::array<std::string_view, 6> kWords{"null", "true or false", "a number", "a string", "an array", "an object"};
    return kWords.at(static_cast<std::size_t>(kind));
}

} // namespace keywright::value
