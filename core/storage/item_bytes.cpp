#include "core/storage/item_bytes.h"

#include <algorithm>
#include <cstdint>

#include "core/storage/byte_reader.h"
#include "core/storage/item_json.h"
#include "core/storage/storage_error.h"

namespace keywright::storage {

using value::AttributeMap;
using value::AttributeValue;
using value::Type;

namespace {

constexpr char kItemVersion = 1;
/// Room made at once for the members of a map or list, whatever count damaged bytes may tell.
constexpr std::size_t kMostReserved = 64;
/// For the lengths and the type of an attribute, and for a short value.
constexpr std::size_t kUsualBytes = 24;

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

value::Decimal numberOf(std::string_view text)
{
    const auto number = value::Decimal::parse(text);
    if (!number)
        throwDamagedItem();
    return *number;
}

AttributeMap readAttributes(ByteReader &reader, std::size_t count, int depth);

template <typename ReadMember>
AttributeValue readSet(std::string_view body, ReadMember readMember)
{
    ByteReader reader(body);
    std::vector<decltype(readMember(body))> members;
    for (std::size_t left = reader.count(); left > 0; --left)
        members.push_back(readMember(reader.bytes()));
    auto set = value::makeSet(std::move(members));
    if (!set)
        throwDamagedItem();
    reader.mustEnd();
    return AttributeValue(std::move(*set));
}

AttributeValue readValue(ByteReader &reader, int depth)
{
    if (depth > kDeepestNesting)
        throwDamagedItem();
    switch (static_cast<Type>(reader.byte())) {
    case Type::S: return AttributeValue(std::string(reader.bytes()));
    case Type::N: return AttributeValue(numberOf(reader.bytes()));
    case Type::B: return AttributeValue(value::Binary{std::string(reader.bytes())});
    case Type::Bool: return AttributeValue::boolean(reader.byte() != 0);
    case Type::Null: return AttributeValue(value::Null{});
    case Type::M: {
        ByteReader inside(reader.bytes());
        const std::size_t count = inside.count();
        AttributeMap map = readAttributes(inside, count, depth + 1);
        inside.mustEnd();
        return AttributeValue(std::move(map));
    }
    case Type::L: {
        ByteReader inside(reader.bytes());
        value::List list;
        std::size_t left = inside.count();
        list.reserve(std::min(left, kMostReserved));
        for (; left > 0; --left)
            list.push_back(readValue(inside, depth + 1));
        inside.mustEnd();
        return AttributeValue(std::move(list));
    }
    case Type::Ss: return readSet(reader.bytes(), [](std::string_view text) { return std::string(text); });
    case Type::Ns: return readSet(reader.bytes(), numberOf);
    case Type::Bs: return readSet(reader.bytes(), [](std::string_view bytes) { return value::Binary{std::string(bytes)}; });
    }
    throwDamagedItem();
}

AttributeMap readAttributes(ByteReader &reader, std::size_t count, int depth)
{
    AttributeMap map;
    map.reserve(std::min(count, kMostReserved));
    for (; count > 0; --count) {
        const std::string_view name = reader.bytes();
        if (!map.empty() && std::string_view(std::prev(map.end())->name) >= name)
            throwDamagedItem();
        map.set(std::string(name), readValue(reader, depth));
    }
    return map;
}

} // namespace

void throwDamagedItem()
{
    throw StorageError(StorageError::Kind::Damaged,
                       "A stored item cannot be read: its bytes are not an item. The store is damaged; restore it from a backup, "
                       "or let Keywright build the tables anew from the model.");
}

std::size_t beginItem(ByteReader &reader)
{
    if (reader.byte() != kItemVersion)
        throwDamagedItem();
    return reader.count();
}

std::string toItemBytes(const value::Item &item)
{
    std::size_t expected = kUsualBytes;
    for (const auto &[name, value] : item) {
        const auto *text = value.get<std::string>();
        expected += kUsualBytes + name.size() + (text == nullptr ? 0 : text->size());
    }
    std::string out;
    out.reserve(expected);
    out += kItemVersion;
    appendAttributes(out, item);
    return out;
}

value::Item fromItemBytes(std::string_view bytes)
{
    ByteReader reader(bytes);
    const std::size_t count = beginItem(reader);
    value::Item item = readAttributes(reader, count, 0);
    reader.mustEnd();
    return item;
}

AttributeValue valueFromBytes(std::string_view valueBytes)
{
    ByteReader reader(valueBytes);
    AttributeValue value = readValue(reader, 0);
    reader.mustEnd();
    return value;
}

} // namespace keywright::storage
