#include "core/connection/endpoint_url.h"

#include <algorithm>
#include <memory>
#include <optional>

#include <curl/curl.h>

#include "core/connection/connection_error.h"

namespace keywright::connection {

namespace {

std::optional<std::string> part(CURLU *url, CURLUPart which)
{
    char *text = nullptr;
    if (curl_url_get(url, which, &text, 0) != CURLUE_OK)
        return std::nullopt;
    std::string result(text);
    curl_free(text);
    return result;
}

} // namespace

bool EndpointUrl::isThisMachine() const
{
    return host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.") || host == "::1";
}

EndpointUrl readEndpointUrl(const std::string &text)
{
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> url(curl_url(), curl_url_cleanup);
    // What was given is not repeated in full: it may have a password in it.
    const std::string expected = " Give one such as http://localhost:8000 or https://dynamodb.eu-central-1.amazonaws.com.";
    if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK)
        refuseSettings("The URL of the endpoint cannot be read." + expected);
    const std::string scheme = part(url.get(), CURLUPART_SCHEME).value_or("");
    if (scheme != "http" && scheme != "https")
        refuseSettings("An endpoint is reached by http or https, not by " + scheme + "." + expected);
    for (const CURLUPart surplus : {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_QUERY, CURLUPART_FRAGMENT})
        if (part(url.get(), surplus))
            refuseSettings("The URL of an endpoint has no user, password, query or fragment." + expected);

    EndpointUrl result;
    result.host = part(url.get(), CURLUPART_HOST).value_or("");
    result.path = part(url.get(), CURLUPART_PATH).value_or("/");
    while (result.path.size() > 1 && result.path.ends_with('/'))
        result.path.pop_back();
    const auto port = part(url.get(), CURLUPART_PORT);
    const bool isDefaultPort = !port || *port == (scheme == "http" ? "80" : "443");
    result.hostHeader = result.host + (isDefaultPort ? "" : ":" + *port);
    result.text = scheme + "://" + result.hostHeader + (result.path == "/" ? "" : result.path);
    if (result.host.starts_with('[') && result.host.ends_with(']'))
        result.host = result.host.substr(1, result.host.size() - 2);
    return result;
}

std::string urlOfRegion(const std::string &region)
{
    const bool isName = !region.empty()
        && std::all_of(region.begin(), region.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
    if (!isName)
        refuseSettings("\"" + region + "\" is not a region. Give one such as eu-central-1.");
    return "https://dynamodb." + region + (region.starts_with("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com");
}

std::string regionInHost(std::string_view host)
{
    constexpr std::string_view kService = "dynamodb.";
    const std::size_t begin = host.find(kService);
    const std::size_t end = host.find(".amazonaws.com");
    if (begin == std::string_view::npos || end == std::string_view::npos || begin + kService.size() >= end)
        return {};
    const std::string_view region = host.substr(begin + kService.size(), end - begin - kService.size());
    return region.find('.') == std::string_view::npos ? std::string(region) : std::string();
}

EndpointUrl streamsUrl(const EndpointUrl &tables)
{
    constexpr std::string_view kService = "dynamodb.";
    if (!tables.host.starts_with(kService) || regionInHost(tables.host).empty())
        return tables;
    std::string text = tables.text;
    return readEndpointUrl(text.insert(text.find(kService), "streams."));
}

} // namespace keywright::connection
