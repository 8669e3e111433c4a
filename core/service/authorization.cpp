#include "core/service/authorization.h"

#include <algorithm>
#include <array>

namespace keywright::service {

namespace {

struct Parameter {
    std::string_view name;
    std::string Authorization::*member;
};

constexpr std::array<Parameter, 3> kHeaderParameters{{
    {"Credential", &Authorization::credential},
    {"Signature", &Authorization::signature},
    {"SignedHeaders", &Authorization::signedHeaders},
}};

/// The first five must be there, and are named in this order when they are not.
constexpr std::size_t kRequiredOfQuery = 5;
constexpr std::array<Parameter, 7> kQueryParameters{{
    {"X-Amz-Algorithm", &Authorization::algorithm},
    {"X-Amz-Credential", &Authorization::credential},
    {"X-Amz-Signature", &Authorization::signature},
    {"X-Amz-SignedHeaders", &Authorization::signedHeaders},
    {"X-Amz-Date", &Authorization::date},
    {"X-Amz-Expires", &Authorization::expires},
    {"X-Amz-Security-Token", &Authorization::sessionToken},
}};

int hexDigitOf(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string percentDecoded(std::string_view text)
{
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool isEscape = text[i] == '%' && i + 2 < text.size() && hexDigitOf(text[i + 1]) >= 0 && hexDigitOf(text[i + 2]) >= 0;
        decoded += isEscape ? static_cast<char>(hexDigitOf(text[i + 1]) * 16 + hexDigitOf(text[i + 2])) : text[i];
        i += isEscape ? 2 : 0;
    }
    return decoded;
}

template <std::size_t size>
void setParameter(Authorization &authorization, const std::array<Parameter, size> &known, std::string_view name, std::string_view value)
{
    for (const Parameter &parameter : known)
        if (parameter.name == name)
            authorization.*parameter.member = value;
}

/// "AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…"; commas and spaces part alike.
void readHeader(std::string_view header, Authorization &authorization)
{
    bool isFirst = true;
    while (!header.empty()) {
        const auto parting = std::find_if(header.begin(), header.end(), [](char c) { return c == ',' || c == ' '; });
        const auto end = static_cast<std::size_t>(parting - header.begin());
        const std::string_view word = header.substr(0, end);
        header.remove_prefix(std::min(end + 1, header.size()));
        const std::size_t equals = word.find('=');
        if (isFirst)
            authorization.algorithm = word;
        else if (equals != std::string_view::npos)
            setParameter(authorization, kHeaderParameters, word.substr(0, equals), word.substr(equals + 1));
        isFirst = false;
    }
}

std::string missingInHeader(const HttpRequest &request, const Authorization &authorization)
{
    std::string missing;
    for (const Parameter &parameter : kHeaderParameters)
        if ((authorization.*parameter.member).empty())
            missing += "Authorization header requires '" + std::string(parameter.name) + "' parameter. ";
    if (authorization.date.empty())
        missing += "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
    return missing.empty() ? missing : missing + "Authorization=" + printable(request.header("Authorization"));
}

std::string missingInQuery(const Authorization &authorization)
{
    std::string missing;
    for (std::size_t i = 0; i < kRequiredOfQuery; ++i)
        if ((authorization.*kQueryParameters[i].member).empty())
            missing += "AWS query-string parameters must include '" + std::string(kQueryParameters[i].name) + "'. ";
    return missing.empty() ? missing : missing + "Re-examine the query-string parameters.";
}

} // namespace

std::vector<std::pair<std::string, std::string>> queryParameters(std::string_view query)
{
    std::vector<std::pair<std::string, std::string>> parameters;
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view part = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        const std::size_t equals = std::min(part.find('='), part.size());
        if (!part.empty())
            parameters.emplace_back(percentDecoded(part.substr(0, equals)), percentDecoded(part.substr(std::min(equals + 1, part.size()))));
    }
    return parameters;
}

Authorization readAuthorization(const HttpRequest &request)
{
    Authorization authorization;
    if (const auto header = request.find("Authorization")) {
        authorization.hasHeader = true;
        readHeader(*header, authorization);
    }
    const auto date = request.find("X-Amz-Date");
    authorization.date = date ? *date : request.header("Date");
    authorization.sessionToken = request.header("X-Amz-Security-Token");
    if (request.query.empty())
        return authorization;
    const auto parameters = queryParameters(request.query);
    authorization.hasQuery =
        std::any_of(parameters.begin(), parameters.end(), [](const auto &each) { return each.first == "X-Amz-Algorithm"; });
    if (authorization.hasQuery && !authorization.hasHeader) {
        authorization.date.clear();
        for (const auto &[name, value] : parameters)
            setParameter(authorization, kQueryParameters, name, value);
    }
    return authorization;
}

Caller callerOf(const Authorization &authorization)
{
    const std::string_view credential = authorization.credential;
    const std::size_t afterKey = credential.find('/');
    const std::size_t afterDate = afterKey == std::string_view::npos ? afterKey : credential.find('/', afterKey + 1);
    if (afterDate == std::string_view::npos)
        return {std::string(credential.substr(0, afterKey)), {}};
    const std::size_t afterRegion = credential.find('/', afterDate + 1);
    return {std::string(credential.substr(0, afterKey)), std::string(credential.substr(afterDate + 1, afterRegion - afterDate - 1))};
}

void demandAuthorization(const HttpRequest &request, const Authorization &authorization)
{
    if (authorization.hasHeader && authorization.hasQuery)
        throw Fault("InvalidSignatureException",
                    "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");
    if (!authorization.hasQuery && !authorization.algorithm.starts_with("AWS4-"))
        throw Fault("MissingAuthenticationTokenException", "Request is missing Authentication Token");
    const std::string missing = authorization.hasHeader ? missingInHeader(request, authorization) : missingInQuery(authorization);
    if (!missing.empty())
        throw Fault("IncompleteSignatureException", missing);
}

} // namespace keywright::service
