#include "core/storage/item_bytes.h"

#include <cstdint>

#include "core/storage/storage_error.h"

namespace keywright::storage {

using value::AttributeMap;
using value::AttributeValue;
using value::Type;

namespace {

constexpr char kItemVersion = 1;
/// Far above the 32 levels that DynamoDB allows; it keeps damaged bytes from using up the stack.
constexpr int kDeepestNesting = 100;

void appendVarint(std::string &out, std::uint64_t number)
{
    while (number >= 0x80) {
        out += static_cast<char>(number | 0x80);
        number >>= 7;
    }
    out += static_cast<char>(number);
}

void appendBytes(std::string &out, std::string_view bytes)
{
    appendVarint(out, bytes.size());
    out += bytes;
}

void appendAttributes(std::string &out, const AttributeMap &map);
void appendValue(std::string &out, const AttributeValue &value);

struct ContentWriter {
    std::string &out;

    void operator()(const std::string &text) const { appendBytes(out, text); }
    void operator()(const value::Decimal &number) const { appendBytes(out, number.text()); }
    void operator()(const value::Binary &binary) const { appendBytes(out, binary.bytes); }
    void operator()(bool boolean) const { out += static_cast<char>(boolean ? 1 : 0); }
    void operator()(value::Null) const { }
    void operator()(const AttributeMap &map) const
    {
        std::string body;
        appendAttributes(body, map);
        appendBytes(out, body);
    }
    void operator()(const value::List &list) const
    {
        std::string body;
        appendVarint(body, list.size());
        for (const AttributeValue &member : list)
            appendValue(body, member);
        appendBytes(out, body);
    }
    template <typename Member>
    void operator()(const value::Set<Member> &set) const
    {
        std::string body;
        appendVarint(body, set.members.size());
        for (const Member &member : set.members)
            ContentWriter{body}(member);
        appendBytes(out, body);
    }
};

void appendValue(std::string &out, const AttributeValue &value)
{
    out += static_cast<char>(value.type());
    std::visit(ContentWriter{out}, value.content());
}

void appendAttributes(std::string &out, const AttributeMap &map)
{
    appendVarint(out, map.size());
    for (const auto &[name, value] : map) {
        appendBytes(out, name);
        appendValue(out, value);
    }
}

[[noreturn]] void damaged()
{
    throw StorageError(StorageError::Kind::Damaged,
                       "A stored item cannot be read: its bytes are not an item. The store is damaged; restore it from a backup, "
                       "or let Keywright build the tables anew from the model.");
}

/// Reads from the front of a run of bytes, never beyond its end.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : m_rest(bytes) { }

    void mustEnd() const
    {
        if (!m_rest.empty())
            damaged();
    }

    unsigned char byte()
    {
        if (m_rest.empty())
            damaged();
        const auto first = static_cast<unsigned char>(m_rest.front());
        m_rest.remove_prefix(1);
        return first;
    }

    std::uint64_t varint()
    {
        std::uint64_t number = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            const unsigned char part = byte();
            number |= static_cast<std::uint64_t>(part & 0x7F) << shift;
            if (part < 0x80)
                return number;
        }
        damaged();
    }

    /// A count of members that are at least one byte each, so a damaged one cannot ask for much memory.
    std::size_t count()
    {
        const std::uint64_t number = varint();
        if (number > m_rest.size())
            damaged();
        return static_cast<std::size_t>(number);
    }

    std::string_view bytes()
    {
        const std::uint64_t length = varint();
        if (length > m_rest.size())
            damaged();
        const std::string_view taken = m_rest.substr(0, static_cast<std::size_t>(length));
        m_rest.remove_prefix(taken.size());
        return taken;
    }

private:
    std::string_view m_rest;
};

value::Decimal numberOf(std::string_view text)
{
    const auto number = value::Decimal::parse(text);
    if (!number)
        damaged();
    return *number;
}

AttributeMap readAttributes(ByteReader &reader, int depth);

template <typename ReadMember>
AttributeValue readSet(std::string_view body, ReadMember readMember)
{
    ByteReader reader(body);
    std::vector<decltype(readMember(body))> members;
    for (std::size_t left = reader.count(); left > 0; --left)
        members.push_back(readMember(reader.bytes()));
    auto set = value::makeSet(std::move(members));
    if (!set)
        damaged();
    reader.mustEnd();
    return AttributeValue(std::move(*set));
}

AttributeValue readValue(ByteReader &reader, int depth)
{
    if (depth > kDeepestNesting)
        damaged();
    switch (static_cast<Type>(reader.byte())) {
    case Type::S: return AttributeValue(std::string(reader.bytes()));
    case Type::N: return AttributeValue(numberOf(reader.bytes()));
    case Type::B: return AttributeValue(value::Binary{std::string(reader.bytes())});
    case Type::Bool: return AttributeValue::boolean(reader.byte() != 0);
    case Type::Null: return AttributeValue(value::Null{});
    case Type::M: {
        ByteReader inside(reader.bytes());
        AttributeMap map = readAttributes(inside, depth + 1);
        inside.mustEnd();
        return AttributeValue(std::move(map));
    }
    case Type::L: {
        ByteReader inside(reader.bytes());
        value::List list;
        for (std::size_t left = inside.count(); left > 0; --left)
            list.push_back(readValue(inside, depth + 1));
        inside.mustEnd();
        return AttributeValue(std::move(list));
    }
    case Type::Ss: return readSet(reader.bytes(), [](std::string_view text) { return std::string(text); });
    case Type::Ns: return readSet(reader.bytes(), numberOf);
    case Type::Bs: return readSet(reader.bytes(), [](std::string_view bytes) { return value::Binary{std::string(bytes)}; });
    }
    damaged();
}

AttributeMap readAttributes(ByteReader &reader, int depth)
{
    AttributeMap map;
    for (std::size_t left = reader.count(); left > 0; --left) {
        std::string name(reader.bytes());
        if (map.contains(name))
            damaged();
        map.set(std::move(name), readValue(reader, depth));
    }
    return map;
}

} // namespace

std::string toItemBytes(const value::Item &item)
{
    std::string out(1, kItemVersion);
    appendAttributes(out, item);
    return out;
}

value::Item fromItemBytes(std::string_view bytes)
{
    ByteReader reader(bytes);
    if (reader.byte() != kItemVersion)
        damaged();
    value::Item item = readAttributes(reader, 0);
    reader.mustEnd();
    return item;
}

} // namespace keywright::storage
