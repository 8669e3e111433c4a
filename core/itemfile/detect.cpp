#include <algorithm>

#include "core/itemfile/csv.h"
#include "core/itemfile/reading.h"
#include "core/itemfile/record_json.h"
#include "core/value/json.h"

namespace keywright::itemfile {

using value::Json;

namespace {

constexpr std::size_t kLookedAt = 64 * 1024;

std::size_t pastSpace(std::string_view text, std::size_t at)
{
    return std::min(text.find_first_not_of(" \t\r\n", at), text.size());
}

/// Where the value that starts at `at` ends; nullopt when the text ends before.
std::optional<std::size_t> endOfValue(std::string_view text, std::size_t at)
{
    int depth = 0;
    bool inString = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (inString) {
            if (c == '\\')
                ++at;
            inString = c != '"';
            continue;
        }
        inString = c == '"';
        if (c == '{' || c == '[')
            ++depth;
        if ((c == '}' || c == ']') && --depth == 0)
            return at + 1;
    }
    return std::nullopt;
}

std::optional<Json> parsed(std::string_view text)
{
    try {
        return Json::parse(text);
    } catch (const value::JsonSyntaxError &) {
        return std::nullopt;
    }
}

bool startsWith(std::string_view text, std::initializer_list<std::string_view> tokens)
{
    std::size_t at = 0;
    for (const std::string_view token : tokens) {
        at = pastSpace(text, at);
        if (token == "name") { // any member name
            const std::size_t quote = at < text.size() && text[at] == '"' ? text.find('"', at + 1) : std::string_view::npos;
            if (quote == std::string_view::npos)
                return false;
            at = quote + 1;
        } else {
            if (!text.substr(at).starts_with(token))
                return false;
            at += token.size();
        }
    }
    return true;
}

bool isBatch(std::string_view text)
{
    return startsWith(text, {"{", "name", ":", "[", "{", "\"PutRequest\""})
        || startsWith(text, {"{", "name", ":", "[", "{", "\"DeleteRequest\""}) || startsWith(text, {"{", "\"RequestItems\"", ":", "{"});
}

/// The first item in the text, which begins with a bracket.
std::optional<Json> firstItem(std::string_view text)
{
    std::size_t at = 0;
    if (startsWith(text, {"{", "\"Items\"", ":", "["}))
        at = text.find('[') + 1;
    else if (text[0] == '[')
        at = 1;
    at = pastSpace(text, at);
    const auto end = endOfValue(text, at);
    return end ? parsed(text.substr(at, *end - at)) : std::nullopt;
}

Encoding encodingOf(std::string_view text)
{
    const std::optional<Json> first = firstItem(text);
    Encoding encoding = Encoding::Auto;
    try {
        if (first)
            recordFromJson(*first, encoding);
    } catch (const std::exception &) { // what is wrong is said when it is read
        return encoding;
    }
    return encoding;
}

/// Whether the text is lines of printable cells.
bool isCsv(std::string_view text)
{
    const auto isControl = [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t'; };
    if (std::any_of(text.begin(), text.end(), isControl))
        return false;
    const std::string_view line = text.substr(0, text.find('\n'));
    return line.find(likelyDelimiter(text)) != std::string_view::npos;
}

} // namespace

std::optional<Detection> detectFormat(std::string_view beginning)
{
    if (beginning.starts_with("\xEF\xBB\xBF"))
        beginning.remove_prefix(3);
    beginning = beginning.substr(0, kLookedAt);
    const std::string_view text = beginning.substr(pastSpace(beginning, 0));
    if (text.empty())
        return std::nullopt;
    if (text[0] == '[')
        return Detection{Format::Json, encodingOf(text), ','};
    if (text[0] != '{')
        return isCsv(beginning) ? std::optional(Detection{Format::Csv, Encoding::Auto, likelyDelimiter(beginning)}) : std::nullopt;
    if (isBatch(text))
        return Detection{Format::BatchWrite, Encoding::DynamoDb, ','};
    const auto end = endOfValue(text, 0);
    const bool another = end && pastSpace(text, *end) < text.size() && text[pastSpace(text, *end)] == '{';
    return Detection{another ? Format::JsonLines : Format::Json, encodingOf(text), ','};
}

std::optional<Detection> detectFormat(const std::filesystem::path &path)
{
    if (isS3Export(path))
        return Detection{Format::S3Export, Encoding::DynamoDb, ','};
    if (std::error_code ignored; std::filesystem::is_directory(path, ignored))
        throw ItemFileError("\"" + path.string()
                            + "\" is a folder, and no export of DynamoDB to S3: expected manifest-files.json, manifest-summary.json or "
                              "data/ in it. Name a file, or the folder of an export (AWSDynamoDB/…).");
    const auto source = openFile(path);
    CharReader reader(*source);
    return detectFormat(reader.lookAhead());
}

} // namespace keywright::itemfile
