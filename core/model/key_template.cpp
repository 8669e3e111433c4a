#include "core/model/key_template.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>

#include "core/value/dynamodb_json.h"
#include "core/value/md5.h"

namespace keywright::model {

using value::AttributeValue;

namespace {

using Failure = tl::unexpected<TemplateError>;
using Text = tl::expected<std::string, TemplateError>;

constexpr std::int64_t kLongestPadding = 1024;
constexpr std::int64_t kMostShards = 1'000'000;

std::optional<std::int64_t> integerOf(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

bool isCountUpTo(const std::string &argument, std::int64_t most)
{
    const auto number = integerOf(argument);
    return number && *number >= 1 && *number <= most;
}

/// The letters a date pattern may use, each run being one field.
constexpr std::string_view kDateLetters = "yMdHms";

/// Nothing when the filter is one that the grammar has; else what is wrong.
std::string wrongWith(const TemplateFilter &filter)
{
    if (filter.name == "upper" || filter.name == "lower")
        return filter.argument.empty() ? "" : "the filter " + filter.name + " takes nothing after a colon";
    if (filter.name == "pad")
        return isCountUpTo(filter.argument, kLongestPadding) ? "" : "pad takes a length from 1 to 1024, such as {name|pad:10}";
    if (filter.name == "shard")
        return isCountUpTo(filter.argument, kMostShards) ? "" : "shard takes a count from 1 to 1000000, such as {name|shard:10}";
    if (filter.name == "date")
        return filter.argument.empty() ? "date takes a pattern of yyyy MM dd HH mm ss, such as {name|date:yyyy-MM}" : "";
    return "there is no filter \"" + filter.name + "\"; use pad, upper, lower, date or shard";
}

TemplateFilter filterOf(std::string_view text)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return {std::string(text), {}};
    return {std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}

/// The inside of the braces: name|filter|filter.
tl::expected<TemplatePart, TemplateError> placeholderOf(std::string_view inside, std::size_t offset)
{
    TemplatePart part;
    part.isPlaceholder = true;
    part.offset = offset;
    part.length = inside.size() + 2;
    std::size_t bar = inside.find('|');
    part.text = inside.substr(0, bar);
    if (part.text.empty())
        return Failure({"a placeholder needs a name between its braces, such as {userId}", offset});
    while (bar != std::string_view::npos) {
        const std::size_t start = bar + 1;
        bar = inside.find('|', start);
        part.filters.push_back(filterOf(inside.substr(start, bar == std::string_view::npos ? bar : bar - start)));
        if (const std::string wrong = wrongWith(part.filters.back()); !wrong.empty())
            return Failure({wrong, offset + 1 + start});
    }
    return part;
}

std::string padded(const std::string &text, std::int64_t length)
{
    const auto isCharacterStart = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    const std::int64_t characters = std::count_if(text.begin(), text.end(), isCharacterStart);
    return std::string(static_cast<std::size_t>(std::max<std::int64_t>(0, length - characters)), '0') + text;
}

std::string withCase(std::string text, char first, char last, int shift)
{
    for (char &c : text)
        if (c >= first && c <= last)
            c = static_cast<char>(c + shift);
    return text;
}

/// Year, month, day, hour, minute, second.
using DateFields = std::array<std::int64_t, 6>;

std::optional<DateFields> fieldsOfIsoText(std::string_view text)
{
    // 2026-11-21T04:05:06, cut anywhere after the year.
    constexpr std::array<std::size_t, 6> kStarts{0, 5, 8, 11, 14, 17};
    DateFields fields{0, 1, 1, 0, 0, 0};
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const std::size_t width = i == 0 ? 4 : 2;
        if (text.size() < kStarts[i] + width)
            return i == 0 ? std::nullopt : std::optional(fields);
        const auto number = integerOf(text.substr(kStarts[i], width));
        if (!number)
            return std::nullopt;
        fields[i] = *number;
    }
    return fields;
}

DateFields fieldsOfEpochSeconds(std::int64_t seconds)
{
    using namespace std::chrono;
    const sys_seconds moment{std::chrono::seconds(seconds)};
    const auto day = floor<days>(moment);
    const year_month_day date(day);
    const hh_mm_ss time(moment - day);
    return {static_cast<int>(date.year()),
            static_cast<unsigned>(date.month()),
            static_cast<unsigned>(date.day()),
            time.hours().count(),
            time.minutes().count(),
            time.seconds().count()};
}

std::optional<std::string> dated(const std::string &text, const std::string &pattern)
{
    constexpr std::int64_t kLastSecond = 253'402'300'799; // the end of year 9999
    const auto seconds = integerOf(text);
    std::optional<DateFields> fields;
    if (seconds && text.size() != 4 && *seconds >= 0 && *seconds <= kLastSecond)
        fields = fieldsOfEpochSeconds(*seconds);
    else
        fields = fieldsOfIsoText(text);
    if (!fields)
        return std::nullopt;

    std::string out;
    for (std::size_t i = 0; i < pattern.size();) {
        const std::size_t field = kDateLetters.find(pattern[i]);
        const std::size_t run = std::min(pattern.find_first_not_of(pattern[i], i), pattern.size()) - i;
        if (field == std::string_view::npos)
            out.append(pattern, i, run);
        else
            out += padded(std::to_string(fields->at(field)), static_cast<std::int64_t>(run));
        i += run;
    }
    return out;
}

Text applied(const TemplateFilter &filter, std::string text, const TemplatePart &part)
{
    if (filter.name == "pad")
        return padded(text, *integerOf(filter.argument));
    if (filter.name == "upper")
        return withCase(std::move(text), 'a', 'z', 'A' - 'a');
    if (filter.name == "lower")
        return withCase(std::move(text), 'A', 'Z', 'a' - 'A');
    if (filter.name == "shard")
        return std::to_string(value::md5First32(text) % static_cast<std::uint32_t>(*integerOf(filter.argument)));
    auto date = dated(text, filter.argument);
    if (!date)
        return Failure({"{" + part.text + "|date} needs an ISO 8601 date or epoch seconds; the value is \"" + text + "\"", part.offset});
    return std::move(*date);
}

Text textOfPart(const TemplatePart &part, const AttributeValue &value)
{
    std::string text;
    if (const auto *string = value.get<std::string>())
        text = *string;
    else if (const auto *number = value.get<value::Decimal>())
        text = number->text();
    else
        return Failure(
            {"{" + part.text + "} is of type " + std::string(tagOf(value.type())) + "; only S and N can stand inside a key's text",
             part.offset});
    for (const TemplateFilter &filter : part.filters) {
        auto next = applied(filter, std::move(text), part);
        if (!next)
            return next;
        text = std::move(*next);
    }
    return text;
}

} // namespace

std::string asLiteral(std::string_view text)
{
    std::string literal;
    for (const char c : text)
        literal += std::string(c == '{' || c == '}' ? 2 : 1, c);
    return literal;
}

tl::expected<KeyTemplate, TemplateError> KeyTemplate::parse(std::string_view text)
{
    KeyTemplate result;
    const auto appendLiteral = [&result](char c, std::size_t offset, std::size_t length) {
        if (result.m_parts.empty() || result.m_parts.back().isPlaceholder)
            result.m_parts.push_back({false, {}, {}, offset, 0});
        result.m_parts.back().text += c;
        result.m_parts.back().length += length;
    };

    for (std::size_t i = 0; i < text.size();) {
        const bool isBrace = text[i] == '{' || text[i] == '}';
        if (isBrace && i + 1 < text.size() && text[i + 1] == text[i]) {
            appendLiteral(text[i], i, 2);
            i += 2;
            continue;
        }
        if (!isBrace) {
            appendLiteral(text[i], i, 1);
            ++i;
            continue;
        }
        if (text[i] == '}')
            return Failure({"this } closes nothing; write }} for a literal brace", i});
        const std::size_t close = text.find_first_of("{}", i + 1);
        if (close == std::string_view::npos || text[close] == '{')
            return Failure({"this { is not closed; write {{ for a literal brace", i});
        auto part = placeholderOf(text.substr(i + 1, close - i - 1), i);
        if (!part)
            return Failure(part.error());
        result.m_parts.push_back(std::move(*part));
        i = close + 1;
    }
    return result;
}

std::vector<std::string> KeyTemplate::names() const
{
    std::vector<std::string> names;
    for (const TemplatePart &part : m_parts)
        if (part.isPlaceholder && std::find(names.begin(), names.end(), part.text) == names.end())
            names.push_back(part.text);
    return names;
}

tl::expected<std::optional<AttributeValue>, TemplateError> KeyTemplate::build(const Lookup &lookup) const
{
    if (m_parts.size() == 1 && m_parts.front().isPlaceholder && m_parts.front().filters.empty()) {
        const AttributeValue *value = lookup(m_parts.front().text);
        return value == nullptr ? std::nullopt : std::optional(*value);
    }
    std::string text;
    for (const TemplatePart &part : m_parts) {
        if (!part.isPlaceholder) {
            text += part.text;
            continue;
        }
        const AttributeValue *value = lookup(part.text);
        if (value == nullptr)
            return std::nullopt;
        auto piece = textOfPart(part, *value);
        if (!piece)
            return Failure(piece.error());
        text += *piece;
    }
    return std::optional(AttributeValue(std::move(text)));
}

tl::expected<std::optional<AttributeValue>, TemplateError> KeyTemplate::build(const value::Item &item) const
{
    return build([&item](std::string_view name) { return item.find(name); });
}

} // namespace keywright::model
