#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace keywright::value {

/// A text that is not JSON. Line and column count from 1; the column counts bytes.
class JsonSyntaxError : public std::runtime_error {
public:
    JsonSyntaxError(const std::string &what, int line, int column) : std::runtime_error(what), m_line(line), m_column(column) { }

    int line() const { return m_line; }
    int column() const { return m_column; }

private:
    int m_line;
    int m_column;
};

/// A JSON document as it was written: members keep their order, and a number keeps its text word for word, so that
/// 1.10 and 38 digits survive reading and writing. Every node knows where it stood in its text.
/// For model files, imports and unknown fields; not for the endpoint's hot path.
class Json {
public:
    enum class Kind : std::uint8_t { Null, Boolean, Number, String, Array, Object };
    struct Member;
    using Members = std::vector<Member>;
    using Elements = std::vector<Json>;

    Json(); ///< null
    Json(const Json &);
    Json(Json &&) noexcept;
    Json &operator=(const Json &);
    Json &operator=(Json &&) noexcept;
    ~Json();
    static Json boolean(bool value);
    /// `text` must be a JSON number token.
    static Json number(std::string text);
    static Json number(std::int64_t value);
    static Json string(std::string text);
    static Json array();
    static Json array(Elements elements);
    static Json object();
    static Json object(Members members);

    /// Reads UTF-8 text of one JSON value. Throws JsonSyntaxError: bad syntax, bad UTF-8, a member named twice, or
    /// nesting deeper than 512 levels.
    static Json parse(std::string_view text);

    Kind kind() const { return m_kind; }
    bool isObject() const { return m_kind == Kind::Object; }
    bool isArray() const { return m_kind == Kind::Array; }
    bool isString() const { return m_kind == Kind::String; }
    bool isNumber() const { return m_kind == Kind::Number; }
    bool isBoolean() const { return m_kind == Kind::Boolean; }
    bool isNull() const { return m_kind == Kind::Null; }

    bool asBoolean() const { return m_boolean; }
    /// The string's text, or the number's token; empty for the other kinds.
    const std::string &text() const { return m_text; }
    /// Nullopt unless it is a number without fraction that fits.
    std::optional<std::int64_t> asInteger() const;
    /// Nullopt unless it is a number.
    std::optional<double> asDouble() const;
    /// Empty for the other kinds.
    const Elements &elements() const { return m_elements; }
    const Members &members() const { return m_members; }
    /// Null when this is no object or has no such member.
    const Json *find(std::string_view name) const;

    void append(Json element);
    /// Adds the member at the end, or replaces its value in place.
    void set(std::string name, Json value);

    /// Where the value starts in the text it was read from, from 1; 0 when it was made in the program.
    int line() const { return m_line; }
    int column() const { return m_column; }

    /// One line, no spaces.
    std::string compact() const;
    /// Indented by two spaces, but a value that fits on the rest of its line (`width` columns) stays on one line.
    std::string pretty(std::size_t width = 120) const;

    /// The same content; places in the text do not count.
    friend bool operator==(const Json &left, const Json &right);

private:
    friend class JsonBuilder;

    Kind m_kind = Kind::Null;
    bool m_boolean = false;
    int m_line = 0;
    int m_column = 0;
    std::string m_text;
    Elements m_elements;
    Members m_members;
};

struct Json::Member {
    std::string name;
    Json value;
};

/// Appends `text` as a JSON string with its quotes. `text` must be UTF-8; control characters are escaped.
void appendJsonString(std::string &out, std::string_view text);

/// What a person calls the kind: "an object", "a string", …
std::string_view kindInWords(Json::Kind kind);

} // namespace keywright::value
