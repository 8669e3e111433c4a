#include "core/storage/item_json.h"

#include <algorithm>

#include "core/storage/byte_reader.h"
#include "core/value/base64.h"
#include "core/value/json.h"

namespace keywright::storage {

using value::Type;

namespace {

constexpr std::int64_t kDocumentBytes = 3; ///< what DynamoDB counts for a map or list itself

/// What the text of a stored number shows of it.
struct NumberShape {
    std::int64_t integerDigits = 0;  ///< before the point, without zeros at the front
    std::int64_t fractionDigits = 0; ///< behind the point, without zeros at the front when nothing stands before it
    bool negative = false;
    bool zero = false;
};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::size_t digitsAtFront(std::string_view text)
{
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), isDigit) - text.begin());
}

std::size_t zerosAtFront(std::string_view text)
{
    return std::min(text.find_first_not_of('0'), text.size());
}

/// Numbers are stored as Decimal::text() gives them: [-]digits[.digits].
NumberShape shapeOfNumber(std::string_view text)
{
    NumberShape shape;
    shape.negative = text.starts_with('-');
    text.remove_prefix(shape.negative ? 1 : 0);
    const std::string_view integer = text.substr(0, digitsAtFront(text));
    text.remove_prefix(integer.size());
    if (integer.empty())
        throwDamagedItem();
    std::string_view fraction;
    if (!text.empty()) {
        fraction = text.substr(1);
        if (text.front() != '.' || fraction.empty() || digitsAtFront(fraction) != fraction.size())
            throwDamagedItem();
    }
    const std::size_t leading = zerosAtFront(integer);
    shape.integerDigits = static_cast<std::int64_t>(integer.size() - leading);
    shape.fractionDigits = static_cast<std::int64_t>(fraction.size());
    if (shape.integerDigits == 0)
        shape.fractionDigits -= static_cast<std::int64_t>(zerosAtFront(fraction));
    else if (fraction.empty()) // zeros at the end of an integer do not count
        shape.integerDigits = static_cast<std::int64_t>(integer.find_last_not_of('0') + 1 - leading);
    shape.zero = shape.integerDigits == 0 && shape.fractionDigits == 0;
    return shape;
}

/// The rule of value::Decimal::sizeInBytes.
std::int64_t sizeOfNumber(std::string_view text)
{
    const NumberShape shape = shapeOfNumber(text);
    if (shape.zero)
        return 1;
    return 1 + (shape.integerDigits + 1) / 2 + (shape.fractionDigits + 1) / 2 + (shape.negative ? 1 : 0);
}

void checkDepth(int depth)
{
    if (depth > kDeepestNesting)
        throwDamagedItem();
}

void appendAttributesJson(std::string &out, ByteReader &reader, std::size_t count, int depth);

void appendTextJson(std::string &out, Type type, std::string_view bytes)
{
    switch (type) {
    case Type::N:
        shapeOfNumber(bytes);
        out += '"';
        out += bytes;
        out += '"';
        break;
    case Type::B:
        out += '"';
        value::appendBase64(out, bytes);
        out += '"';
        break;
    default: value::appendJsonString(out, bytes); break;
    }
}

void appendSetJson(std::string &out, Type memberType, std::string_view body)
{
    ByteReader members(body);
    out += '[';
    std::optional<std::string_view> last;
    for (std::size_t left = members.count(); left > 0; --left) {
        const std::string_view member = members.bytes();
        // Numbers are in the order of their values, which their texts do not show.
        if (last && (last == member || (memberType != Type::N && *last > member)))
            throwDamagedItem();
        if (last)
            out += ',';
        appendTextJson(out, memberType, member);
        last = member;
    }
    members.mustEnd();
    out += ']';
}

void appendValueJson(std::string &out, ByteReader &reader, int depth);

void appendListJson(std::string &out, std::string_view body, int depth)
{
    ByteReader members(body);
    out += '[';
    bool isFirst = true;
    for (std::size_t left = members.count(); left > 0; --left) {
        if (!isFirst)
            out += ',';
        appendValueJson(out, members, depth);
        isFirst = false;
    }
    members.mustEnd();
    out += ']';
}

void appendContentJson(std::string &out, Type type, ByteReader &reader, int depth)
{
    switch (type) {
    case Type::S:
    case Type::N:
    case Type::B: appendTextJson(out, type, reader.bytes()); break;
    case Type::Bool: out += reader.byte() != 0 ? "true" : "false"; break;
    case Type::Null: out += "true"; break;
    case Type::M: {
        ByteReader inside(reader.bytes());
        const std::size_t count = inside.count();
        appendAttributesJson(out, inside, count, depth + 1);
        inside.mustEnd();
        break;
    }
    case Type::L: appendListJson(out, reader.bytes(), depth + 1); break;
    case Type::Ss: appendSetJson(out, Type::S, reader.bytes()); break;
    case Type::Ns: appendSetJson(out, Type::N, reader.bytes()); break;
    case Type::Bs: appendSetJson(out, Type::B, reader.bytes()); break;
    }
}

Type readType(ByteReader &reader)
{
    const unsigned char type = reader.byte();
    if (type > static_cast<unsigned char>(Type::Bs))
        throwDamagedItem();
    return static_cast<Type>(type);
}

void appendValueJson(std::string &out, ByteReader &reader, int depth)
{
    checkDepth(depth);
    const Type type = readType(reader);
    out += "{\"";
    out += value::tagOf(type);
    out += "\":";
    appendContentJson(out, type, reader, depth);
    out += '}';
}

void appendAttributesJson(std::string &out, ByteReader &reader, std::size_t count, int depth)
{
    out += '{';
    std::optional<std::string_view> last;
    for (; count > 0; --count) {
        const std::string_view name = reader.bytes();
        if (last && *last >= name)
            throwDamagedItem();
        if (last)
            out += ',';
        value::appendJsonString(out, name);
        out += ':';
        appendValueJson(out, reader, depth);
        last = name;
    }
    out += '}';
}

std::int64_t sizeOfValue(ByteReader &reader, int depth);

std::int64_t sizeOfAttributes(ByteReader &reader, std::size_t count, int depth)
{
    std::int64_t size = 0;
    for (; count > 0; --count) {
        size += static_cast<std::int64_t>(reader.bytes().size());
        size += sizeOfValue(reader, depth);
    }
    return size;
}

std::int64_t sizeOfSet(bool ofNumbers, std::string_view body)
{
    ByteReader members(body);
    std::int64_t size = 0;
    for (std::size_t left = members.count(); left > 0; --left) {
        const std::string_view member = members.bytes();
        size += ofNumbers ? sizeOfNumber(member) : static_cast<std::int64_t>(member.size());
    }
    members.mustEnd();
    return size;
}

std::int64_t sizeOfDocument(Type type, std::string_view body, int depth)
{
    ByteReader inside(body);
    const std::size_t count = inside.count();
    std::int64_t size = kDocumentBytes + static_cast<std::int64_t>(count);
    if (type == Type::M)
        size += sizeOfAttributes(inside, count, depth);
    else
        for (std::size_t left = count; left > 0; --left)
            size += sizeOfValue(inside, depth);
    inside.mustEnd();
    return size;
}

std::int64_t sizeOfValue(ByteReader &reader, int depth)
{
    checkDepth(depth);
    const Type type = readType(reader);
    switch (type) {
    case Type::S:
    case Type::B: return static_cast<std::int64_t>(reader.bytes().size());
    case Type::N: return sizeOfNumber(reader.bytes());
    case Type::Bool: reader.byte(); return 1;
    case Type::Null: return 1;
    case Type::M:
    case Type::L: return sizeOfDocument(type, reader.bytes(), depth + 1);
    case Type::Ss:
    case Type::Ns:
    case Type::Bs: return sizeOfSet(type == Type::Ns, reader.bytes());
    }
    throwDamagedItem();
}

/// The bytes of the next value; every one but BOOL and NULL says its length.
std::string_view takeValue(ByteReader &reader)
{
    const std::string_view from = reader.rest();
    switch (readType(reader)) {
    case Type::Bool: reader.byte(); break;
    case Type::Null: break;
    default: reader.bytes(); break;
    }
    return from.substr(0, from.size() - reader.rest().size());
}

} // namespace

void appendItemJson(std::string &out, std::string_view itemBytes)
{
    ByteReader reader(itemBytes);
    const std::size_t count = beginItem(reader);
    appendAttributesJson(out, reader, count, 0);
    reader.mustEnd();
}

std::int64_t itemSize(std::string_view itemBytes)
{
    ByteReader reader(itemBytes);
    const std::size_t count = beginItem(reader);
    const std::int64_t size = sizeOfAttributes(reader, count, 0);
    reader.mustEnd();
    return size;
}

std::optional<std::string_view> findAttribute(std::string_view itemBytes, std::string_view name)
{
    ByteReader reader(itemBytes);
    for (std::size_t left = beginItem(reader); left > 0; --left) {
        const int order = reader.bytes().compare(name);
        if (order > 0)
            return std::nullopt;
        const std::string_view value = takeValue(reader);
        if (order == 0)
            return value;
    }
    return std::nullopt;
}

value::Item pickAttributes(std::string_view itemBytes, const std::vector<std::string> &sortedNames)
{
    value::Item picked;
    ByteReader reader(itemBytes);
    auto wanted = sortedNames.begin();
    for (std::size_t left = beginItem(reader); left > 0; --left) {
        const std::string_view name = reader.bytes();
        while (wanted != sortedNames.end() && *wanted < name)
            ++wanted;
        if (wanted == sortedNames.end())
            break;
        const std::string_view value = takeValue(reader);
        if (*wanted == name)
            picked.set(*wanted, valueFromBytes(value));
    }
    return picked;
}

} // namespace keywright::storage
