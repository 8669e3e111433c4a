#include "core/connection/request_signing.h"

#include <algorithm>

#include "core/service/http_message.h"

namespace keywright::connection {

namespace {

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

/// "host;x-amz-date"
std::string signedNames(const std::vector<service::HttpHeader> &headers)
{
    std::vector<std::string> names;
    for (const service::HttpHeader &header : headers)
        names.push_back(lowered(header.name));
    std::sort(names.begin(), names.end());
    std::string list;
    for (const std::string &name : names)
        list += (list.empty() ? "" : ";") + name;
    return list;
}

} // namespace

Headers signingHeaders(const UnsignedRequest &request, const AccessKey &key, service::Instant now)
{
    const std::string date = service::basicFormat(now);
    Headers added{{"X-Amz-Date", date}};
    if (!key.sessionToken.empty())
        added.emplace_back("X-Amz-Security-Token", key.sessionToken);

    service::HttpRequest http;
    http.method = "POST";
    http.path = request.url.path;
    http.body = request.body;
    http.headers.push_back({"Host", request.url.hostHeader});
    for (const Headers *headers : {&request.headers, static_cast<const Headers *>(&added)})
        for (const auto &[name, value] : *headers)
            http.headers.push_back({name, value});

    const std::string names = signedNames(http.headers);
    const std::string scope =
        date.substr(0, date.find('T')) + "/" + std::string(request.region) + "/" + std::string(request.service) + "/aws4_request";
    const std::string text = service::stringToSign(date, scope, service::canonicalRequest(http, names));
    added.emplace_back("Authorization",
                       "AWS4-HMAC-SHA256 Credential=" + key.id + "/" + scope + ", SignedHeaders=" + names
                           + ", Signature=" + service::signatureOf(key.secret, scope, text));
    return added;
}

} // namespace keywright::connection
