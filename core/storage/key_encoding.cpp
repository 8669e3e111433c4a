#include "core/storage/key_encoding.h"

#include <stdexcept>

#include "core/value/md5.h"

namespace keywright::storage {

namespace {

constexpr char kEscape = '\x00';
constexpr char kEscapedZero = '\xFF';
constexpr char kEnd = '\x01';

template <typename Number>
void appendBigEndian(std::string &out, Number number)
{
    for (int shift = static_cast<int>(sizeof(Number)) * 8 - 8; shift >= 0; shift -= 8)
        out += static_cast<char>(number >> shift & 0xFF);
}

} // namespace

void appendOrderedPrefix(std::string &out, std::string_view bytes)
{
    for (const char byte : bytes) {
        out += byte;
        if (byte == kEscape)
            out += kEscapedZero;
    }
}

void appendOrderedBytes(std::string &out, std::string_view bytes)
{
    appendOrderedPrefix(out, bytes);
    out += kEscape;
    out += kEnd;
}

bool readOrderedBytes(std::string_view &in, std::string &out)
{
    out.clear();
    while (!in.empty()) {
        const char byte = in.front();
        in.remove_prefix(1);
        if (byte != kEscape) {
            out += byte;
            continue;
        }
        if (in.empty())
            return false;
        const char mark = in.front();
        in.remove_prefix(1);
        if (mark == kEnd)
            return true;
        if (mark != kEscapedZero)
            return false;
        out += kEscape;
    }
    return false;
}

void appendKeyValue(std::string &out, const value::AttributeValue &value)
{
    if (const auto *text = value.get<std::string>())
        appendOrderedBytes(out, *text);
    else if (const auto *number = value.get<value::Decimal>())
        number->appendOrderedBytes(out);
    else if (const auto *binary = value.get<value::Binary>())
        appendOrderedBytes(out, binary->bytes);
    else
        throw std::invalid_argument("a key attribute is of type S, N or B");
}

bool readKeyValue(std::string_view &in, schema::KeyType type, value::AttributeValue &out)
{
    std::string bytes;
    switch (type) {
    case schema::KeyType::S:
        if (!readOrderedBytes(in, bytes))
            return false;
        out = value::AttributeValue(std::move(bytes));
        return true;
    case schema::KeyType::B:
        if (!readOrderedBytes(in, bytes))
            return false;
        out = value::AttributeValue(value::Binary{std::move(bytes)});
        return true;
    case schema::KeyType::N: {
        value::Decimal number;
        if (!value::Decimal::readOrderedBytes(in, number))
            return false;
        out = value::AttributeValue(number);
        return true;
    }
    }
    return false;
}

bool skipKeyValue(std::string_view &in, schema::KeyType type)
{
    if (type == schema::KeyType::N) {
        value::Decimal number;
        return value::Decimal::readOrderedBytes(in, number);
    }
    for (std::size_t at = in.find(kEscape); at != std::string_view::npos && at + 1 < in.size(); at = in.find(kEscape, at + 2)) {
        if (in[at + 1] == kEnd) {
            in.remove_prefix(at + 2);
            return true;
        }
        if (in[at + 1] != kEscapedZero)
            return false;
    }
    return false;
}

std::uint64_t partitionHash(std::string_view encodedPartitionKey)
{
    return value::md5First64(encodedPartitionKey);
}

void appendBigEndian16(std::string &out, std::uint16_t number)
{
    appendBigEndian(out, number);
}
void appendBigEndian32(std::string &out, std::uint32_t number)
{
    appendBigEndian(out, number);
}

void appendSized(std::string &out, std::string_view bytes)
{
    appendBigEndian32(out, static_cast<std::uint32_t>(bytes.size()));
    out += bytes;
}
void appendBigEndian64(std::string &out, std::uint64_t number)
{
    appendBigEndian(out, number);
}

std::string placePrefix(TableId table, IndexId index)
{
    std::string prefix;
    appendBigEndian32(prefix, table);
    appendBigEndian16(prefix, index);
    return prefix;
}

std::string collectionPrefix(TableId table, IndexId index, std::string_view encodedPartitionKey)
{
    std::string prefix = placePrefix(table, index);
    appendBigEndian64(prefix, partitionHash(encodedPartitionKey));
    prefix += encodedPartitionKey;
    return prefix;
}

std::string afterPrefix(std::string prefix)
{
    while (!prefix.empty() && static_cast<unsigned char>(prefix.back()) == 0xFF)
        prefix.pop_back();
    if (!prefix.empty())
        prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
    return prefix;
}

} // namespace keywright::storage
