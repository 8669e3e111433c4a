#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/value/decimal.h"

namespace keywright::value {

class AttributeValue;

/// The ten types of a DynamoDB attribute. Source: developer guide, "Supported data types and naming rules".
enum class Type : std::uint8_t { S, N, B, Bool, Null, M, L, Ss, Ns, Bs };

/// The type's tag in DynamoDB JSON: "S", "BOOL", "NS", …
std::string_view tagOf(Type type);
std::optional<Type> typeFromTag(std::string_view tag);

/// Attributes by name, in the order of the names' bytes. Names are unique. It is an item, or the value of type M.
class AttributeMap {
public:
    struct Entry;
    using Entries = std::vector<Entry>;

    AttributeMap();
    AttributeMap(std::initializer_list<std::pair<std::string, AttributeValue>> entries);
    AttributeMap(const AttributeMap &);
    AttributeMap(AttributeMap &&) noexcept;
    AttributeMap &operator=(const AttributeMap &);
    AttributeMap &operator=(AttributeMap &&) noexcept;
    ~AttributeMap();

    /// Null when there is no such attribute. The pointer lives until the map changes.
    const AttributeValue *find(std::string_view name) const;
    AttributeValue *find(std::string_view name);
    bool contains(std::string_view name) const { return find(name) != nullptr; }

    /// Makes room for as many attributes.
    void reserve(std::size_t count);
    /// Adds the attribute, or replaces its value. Fastest in the order of the names.
    void set(std::string name, AttributeValue value);
    /// True when there was one to erase.
    bool erase(std::string_view name);

    bool empty() const;
    std::size_t size() const;
    Entries::const_iterator begin() const;
    Entries::const_iterator end() const;

    friend bool operator==(const AttributeMap &left, const AttributeMap &right);

private:
    std::size_t positionOf(std::string_view name) const;

    Entries m_entries;
};

using Item = AttributeMap;

/// The bytes of a value of type B.
struct Binary {
    std::string bytes;
    friend auto operator<=>(const Binary &, const Binary &) = default;
};

struct Null {
    friend bool operator==(const Null &, const Null &) = default;
};

/// The members of a set type, sorted and unique; never empty when it came from a valid request.
template <typename Member>
struct Set {
    std::vector<Member> members;
    friend bool operator==(const Set &, const Set &) = default;
};

using List = std::vector<AttributeValue>;
using StringSet = Set<std::string>;
using NumberSet = Set<Decimal>;
using BinarySet = Set<Binary>;

/// Sorts the members; nullopt when two are equal.
std::optional<StringSet> makeSet(std::vector<std::string> members);
std::optional<NumberSet> makeSet(std::vector<Decimal> members);
std::optional<BinarySet> makeSet(std::vector<Binary> members);

/// One typed value of an attribute. A value type: copying copies everything in it. Two values are equal when type and
/// content are (1.0 and 1 are the same number; the order of a set's members does not count).
class AttributeValue {
public:
    using Content = std::variant<std::string, Decimal, Binary, bool, Null, AttributeMap, List, StringSet, NumberSet, BinarySet>;

    /// The empty string.
    AttributeValue() = default;
    AttributeValue(std::string text) : m_content(std::move(text)) { }
    AttributeValue(const char *text) : m_content(std::string(text)) { }
    AttributeValue(Decimal number) : m_content(number) { }
    AttributeValue(Binary binary) : m_content(std::move(binary)) { }
    AttributeValue(Null null) : m_content(null) { }
    AttributeValue(AttributeMap map) : m_content(std::move(map)) { }
    AttributeValue(List list) : m_content(std::move(list)) { }
    AttributeValue(StringSet set) : m_content(std::move(set)) { }
    AttributeValue(NumberSet set) : m_content(std::move(set)) { }
    AttributeValue(BinarySet set) : m_content(std::move(set)) { }
    /// Named, so that no pointer or integer becomes a BOOL unseen.
    static AttributeValue boolean(bool value);
    static AttributeValue number(std::int64_t value) { return Decimal::fromInteger(value); }

    Type type() const { return static_cast<Type>(m_content.index()); }
    const Content &content() const { return m_content; }

    /// Null when the value is of another type.
    template <typename T>
    const T *get() const
    {
        return std::get_if<T>(&m_content);
    }
    template <typename T>
    T *get()
    {
        return std::get_if<T>(&m_content);
    }

    friend bool operator==(const AttributeValue &, const AttributeValue &) = default;

private:
    Content m_content;
};

struct AttributeMap::Entry {
    std::string name;
    AttributeValue value;
    friend bool operator==(const Entry &, const Entry &) = default;
};

} // namespace keywright::value
