#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/connection/endpoint_url.h"

namespace keywright::connection {

struct HttpLimits {
    std::chrono::milliseconds connecting{10'000};
    std::chrono::milliseconds answering{60'000};             ///< for a whole request, connecting included
    std::size_t answerBytes = std::size_t(64) * 1024 * 1024; ///< a longer answer is none of DynamoDB's
};

struct HttpAnswer {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers; ///< names in lower case
    std::string body;

    std::optional<std::string> header(std::string_view name) const;
};

/// Sends requests to one endpoint, by libcurl, over connections that are kept and reused: as many as there are calls at once.
/// Follows no redirection. Thread-safe.
class HttpClient {
public:
    /// `certificates` as EndpointSettings says.
    HttpClient(EndpointUrl url, std::string certificates, HttpLimits limits);
    ~HttpClient();
    HttpClient(const HttpClient &) = delete;
    HttpClient &operator=(const HttpClient &) = delete;

    /// `headers` without Host and Content-Length. Throws ConnectionError: Unreachable, TimedOut, Tls, NotDynamoDb (an answer
    /// that is too long or no HTTP), and Stopped soon after `stop` is requested.
    HttpAnswer post(const std::vector<std::pair<std::string, std::string>> &headers, std::string_view body, const std::stop_token &stop);
    /// `target` is a path with its query, below the endpoint's. Throws the same.
    HttpAnswer get(const std::string &target, const std::vector<std::pair<std::string, std::string>> &headers, const std::stop_token &stop);

private:
    class Channel;
    struct Sending;
    HttpAnswer send(const Sending &sending, const std::stop_token &stop);
    std::unique_ptr<Channel> takeChannel();

    struct Pool;
    EndpointUrl m_url;
    std::string m_certificates;
    HttpLimits m_limits;
    std::unique_ptr<Pool> m_pool;
};

} // namespace keywright::connection
