#include "core/service/http_message.h"

#include <algorithm>

namespace keywright::service {

namespace {

char lowerLetter(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

bool equalIgnoringCase(std::string_view left, std::string_view right)
{
    return left.size() == right.size()
        && std::equal(left.begin(), left.end(), right.begin(), [](char a, char b) { return lowerLetter(a) == lowerLetter(b); });
}

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), lowerLetter);
    return result;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string printable(std::string_view text)
{
    std::string result(text);
    for (char &c : result)
        if (c < ' ' || c > '~')
            c = '?';
    return result;
}

std::optional<std::string_view> HttpRequest::find(std::string_view name) const
{
    for (const HttpHeader &header : headers)
        if (equalIgnoringCase(header.name, name))
            return header.value;
    return std::nullopt;
}

std::string_view HttpResponse::header(std::string_view name) const
{
    for (const Header &header : headers)
        if (header.name == name)
            return header.value;
    return {};
}

} // namespace keywright::service
