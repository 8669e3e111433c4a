#include "core/itemfile/csv.h"

#include <algorithm>
#include <array>

#include "core/itemfile/tagged_value.h"
#include "core/value/base64.h"
#include "core/value/dynamodb_json.h"
#include "core/value/json.h"

namespace keywright::itemfile {

using value::AttributeValue;
using value::Json;
using value::Type;

namespace {

constexpr std::size_t kLongestRow = 16 * 1024 * 1024;

[[noreturn]] void failCell(const std::string &reason)
{
    throw value::ValueFormatError(reason, "", 0, 0);
}

std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

std::string quoted(const std::string &text)
{
    return "\"" + text.substr(0, 60) + "\"";
}

bool isRowEnd(int c)
{
    return c == CharReader::kEnd || c == '\n' || c == '\r';
}

void passRowEnd(CharReader &reader)
{
    if (reader.peek() == '\r')
        reader.next();
    if (reader.peek() == '\n')
        reader.next();
}

/// After the opening quote. False when the text ends before the closing one.
bool readQuoted(CharReader &reader, std::string &text)
{
    for (int c = reader.next(); c != CharReader::kEnd && text.size() < kLongestRow; c = reader.next()) {
        if (c != '"') {
            text += static_cast<char>(c);
        } else if (reader.peek() == '"') {
            text += '"';
            reader.next();
        } else {
            return true;
        }
    }
    return false;
}

/// True when the next character ends the cell.
bool readCell(CharReader &reader, char delimiter, CsvRow &row)
{
    CsvCell cell{{}, reader.line(), reader.column()};
    if (reader.peek() == '"') {
        reader.next();
        if (!readQuoted(reader, cell.text))
            row.fault = CsvCell{"a quote that opens here is never closed; double the quotes inside a quoted cell", cell.line, cell.column};
        else if (!isRowEnd(reader.peek()) && reader.peek() != delimiter)
            row.fault =
                CsvCell{"text stands after the closing quote; double the quotes inside a quoted cell", reader.line(), reader.column()};
    } else {
        while (!isRowEnd(reader.peek()) && reader.peek() != delimiter && cell.text.size() < kLongestRow)
            cell.text += static_cast<char>(reader.next());
    }
    if (cell.text.size() >= kLongestRow)
        row.fault = CsvCell{"a cell is longer than 16 MB; no item is that large", cell.line, cell.column};
    row.cells.push_back(std::move(cell));
    return !row.fault;
}

bool isTrueOrFalse(const std::string &text)
{
    const std::string word = lower(text);
    return word == "true" || word == "false";
}

/// A number that stays the same text, so that "007" or "+49" is not taken for one.
bool isPlainNumber(const std::string &text)
{
    const auto number = value::Decimal::parse(text);
    if (!number)
        return false;
    const std::string_view digits = std::string_view(text).substr(text.starts_with('-') ? 1 : 0);
    const bool hasLeadingZero = digits.size() > 1 && digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9';
    return !hasLeadingZero && !text.starts_with('+') && text.find_first_of("eE") == std::string::npos;
}

std::optional<Json> jsonIn(const std::string &text)
{
    try {
        return Json::parse(text);
    } catch (const value::JsonSyntaxError &) {
        return std::nullopt;
    }
}

bool isJsonOf(const std::string &text, char opening)
{
    return text.starts_with(opening) && jsonIn(text).has_value();
}

bool fits(const std::string &text, Type type)
{
    switch (type) {
    case Type::Bool: return isTrueOrFalse(text);
    case Type::N: return isPlainNumber(text);
    case Type::M: return isJsonOf(text, '{');
    case Type::L: return isJsonOf(text, '[');
    default: return true;
    }
}

AttributeValue typedOrPlain(const Json &json)
{
    const Json asItem = Json::object({{"value", json}});
    return isDynamoDbJson(asItem) ? value::valueFromDynamoDbJson(json) : value::valueFromPlainJson(json);
}

AttributeValue documentOfCell(const std::string &text, Type type)
{
    const std::optional<Json> json = jsonIn(text);
    const bool wantsObject = type == Type::M;
    if (!json || (wantsObject ? !json->isObject() : !json->isArray()))
        failCell(quoted(text) + " is no JSON " + (wantsObject ? "object" : "array"));
    if (type == Type::L) {
        value::List list;
        for (const Json &element : json->elements())
            list.push_back(typedOrPlain(element));
        return AttributeValue(std::move(list));
    }
    if (!wantsObject)
        return value::valueFromDynamoDbJson(Json::object({{std::string(value::tagOf(type)), *json}}));
    return AttributeValue(isDynamoDbJson(*json) ? value::itemFromDynamoDbJson(*json) : value::itemFromPlainJson(*json));
}

/// A set's cell may write its numbers without quotes.
std::string withQuotedNumbers(const std::string &text)
{
    const std::optional<Json> json = jsonIn(text);
    if (!json || !json->isArray())
        return text;
    Json array = Json::array();
    for (const Json &element : json->elements())
        array.append(element.isNumber() ? Json::string(element.text()) : element);
    return array.compact();
}

} // namespace

bool readCsvRow(CharReader &reader, char delimiter, CsvRow &row)
{
    while (reader.peek() == '\n' || reader.peek() == '\r')
        reader.next();
    row = {{}, reader.line(), std::nullopt};
    if (reader.peek() == CharReader::kEnd)
        return false;
    while (readCell(reader, delimiter, row) && reader.peek() == delimiter)
        reader.next();
    while (!isRowEnd(reader.peek())) // only after a fault
        reader.next();
    passRowEnd(reader);
    return true;
}

char likelyDelimiter(std::string_view beginning)
{
    constexpr std::string_view kCandidates = ",;\t|";
    std::array<int, kCandidates.size()> seen{};
    bool inQuotes = false;
    for (const char c : beginning) {
        if (c == '"')
            inQuotes = !inQuotes;
        else if (!inQuotes && c == '\n')
            break;
        else if (const std::size_t at = kCandidates.find(c); !inQuotes && at != std::string_view::npos)
            ++seen.at(at);
    }
    return kCandidates[static_cast<std::size_t>(std::max_element(seen.begin(), seen.end()) - seen.begin())];
}

Type likelyType(const std::vector<CsvRow> &rows, std::size_t column)
{
    for (const Type type : {Type::Bool, Type::N, Type::M, Type::L}) {
        bool all = true;
        bool any = false;
        for (const CsvRow &row : rows) {
            if (row.fault || column >= row.cells.size() || row.cells[column].text.empty())
                continue;
            any = true;
            all = all && fits(row.cells[column].text, type);
        }
        if (any && all)
            return type;
    }
    return Type::S;
}

AttributeValue valueOfCell(const std::string &text, Type type)
{
    switch (type) {
    case Type::S: return AttributeValue(text);
    case Type::N: {
        const auto number = value::Decimal::parse(text);
        if (!number)
            failCell(value::explain(number.error(), text) + "; expected a number");
        return AttributeValue(*number);
    }
    case Type::B: {
        auto bytes = value::fromBase64(text);
        if (!bytes)
            failCell(quoted(text) + " is no base64 with padding; expected bytes in base64");
        return AttributeValue(value::Binary{std::move(*bytes)});
    }
    case Type::Bool:
        if (!isTrueOrFalse(text))
            failCell(quoted(text) + " is neither true nor false");
        return AttributeValue::boolean(lower(text) == "true");
    case Type::Null:
        if (lower(text) != "null" && lower(text) != "true")
            failCell(quoted(text) + " is not null; a column of type NULL holds null or nothing");
        return AttributeValue(value::Null{});
    case Type::M:
    case Type::L:
    case Type::Ss:
    case Type::Bs: return documentOfCell(text, type);
    case Type::Ns: return documentOfCell(withQuotedNumbers(text), type);
    }
    failCell("the column's type is unknown");
}

void appendCsvCell(std::string &out, std::string_view text, char delimiter)
{
    const bool plain = text.find_first_of("\"\r\n") == std::string_view::npos && text.find(delimiter) == std::string_view::npos;
    if (plain) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"')
            out += '"';
        out += c;
    }
    out += '"';
}

std::string textOfCell(const AttributeValue &value)
{
    switch (value.type()) {
    case Type::S: return *value.get<std::string>();
    case Type::Null: return "null";
    case Type::B: return value::toBase64(value.get<value::Binary>()->bytes);
    case Type::N:
    case Type::Bool: return value::toPlainJson(value).compact();
    case Type::Ss:
    case Type::Ns:
    case Type::Bs:
    case Type::M:
    case Type::L: return value::toDynamoDbJson(value).members().front().value.compact();
    }
    return {};
}

} // namespace keywright::itemfile
