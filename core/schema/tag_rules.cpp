#include "core/schema/tag_rules.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace keywright::schema {

namespace {

constexpr std::size_t kMaxKeyLength = 128;
constexpr std::size_t kMaxValueLength = 256;

/// In characters of UTF-8.
std::size_t lengthOf(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xC0) != 0x80; }));
}

/// Letters, digits and spaces of every script, and a few marks.
bool hasOnlyTagCharacters(std::string_view text)
{
    constexpr std::string_view kMarks = " _.:/=+-@";
    return std::all_of(text.begin(), text.end(), [kMarks](char letter) {
        const bool isAsciiLetter = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
        return isAsciiLetter || (letter >= '0' && letter <= '9') || (letter & 0x80) != 0 || kMarks.find(letter) != std::string_view::npos;
    });
}

bool isReserved(std::string_view key)
{
    constexpr std::string_view kPrefix = "aws:";
    return key.size() >= kPrefix.size() && std::equal(kPrefix.begin(), kPrefix.end(), key.begin(), [](char left, char right) {
               return left == (right | 0x20) || left == right;
           });
}

} // namespace

std::optional<std::string> brokenTagKeyRule(const std::string &key)
{
    if (key.empty() || lengthOf(key) > kMaxKeyLength || !hasOnlyTagCharacters(key))
        return "The Tag Key provided is invalid, Key: " + key;
    if (isReserved(key))
        return "Tag Key cannot be prefixed with aws:, Key: " + key;
    return std::nullopt;
}

std::optional<std::string> brokenTagRule(const std::vector<std::pair<std::string, std::string>> &tags)
{
    std::set<std::string_view> seen;
    for (const auto &[key, value] : tags) {
        if (auto broken = brokenTagKeyRule(key))
            return broken;
        if (lengthOf(value) > kMaxValueLength || !hasOnlyTagCharacters(value))
            return "The Tag Value provided is invalid, Value: " + value;
        if (!seen.insert(key).second)
            return "Duplicate Tag Keys provided as input: Duplicate Tag Key found " + key;
    }
    if (tags.size() > kMaxTags)
        return "Number of Tags exceed the current limit for the provided ResourceArn";
    return std::nullopt;
}

} // namespace keywright::schema
