#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/connection/connection_error.h"
#include "core/connection/endpoint_settings.h"
#include "core/connection/http_client.h"
#include "core/connection/refused_call.h"
#include "core/connection/retries.h"
#include "core/value/json.h"

namespace keywright::connection {

/// A call is about to be sent again.
struct RetryNotice {
    std::string operation;
    int next = 0;     ///< the number of the attempt that comes, from 2 on
    int attempts = 0; ///< in all
    std::chrono::milliseconds delay{0};
    Retry why = Retry::Transient;
    std::string reason; ///< what went wrong, a sentence
};

struct ClientOptions {
    HttpLimits limits;
    RetryRules retries;
    Surprises surprises = Surprises::ofSystem();
    /// Called on the thread of the call; may be empty.
    std::function<void(const RetryNotice &)> onRetry;
};

/// DynamoDB Streams is an API of its own, also where one endpoint speaks both.
enum class Api : std::uint8_t { Tables, Streams };
/// Of an operation's name.
Api apiOf(std::string_view operation);

/// DynamoDB's protocol from the client's side: signs calls, sends them, checks the answers' checksum, and sends again what
/// failed for a passing reason. Thread-safe.
class EndpointClient {
public:
    EndpointClient(const EndpointSettings &settings, ClientOptions options, Api api = Api::Tables);

    /// The body of the answer; an empty object for an empty one. Throws RefusedCall for what the service refuses, for good or
    /// in the last attempt, and ConnectionError.
    value::Json call(const std::string &operation, const value::Json &request, const std::stop_token &stop);

    const std::string &url() const { return m_url.text; }
    const Surprises &surprises() const { return m_options.surprises; }

private:
    /// One attempt. `retry` says whether another one makes sense when it throws.
    value::Json attempt(const std::string &operation, const std::string &body, const std::stop_token &stop, Retry &retry);
    value::Json readAnswer(const HttpAnswer &answer, Retry &retry) const;
    [[noreturn]] void refuse(const HttpAnswer &answer, const value::Json &body, Retry &retry) const;
    /// The key to sign with now: another one in time before it expires.
    AccessKey currentKey(const std::stop_token &stop);
    /// True when there is another key than the one that expired.
    bool renewExpired(const ConnectionError &error);
    std::string redacted(std::string text) const;

    Api m_api;
    EndpointUrl m_url;
    std::string m_region;
    std::function<AccessKey(const std::stop_token &)> m_renewKey;
    ClientOptions m_options;
    HttpClient m_http;
    mutable std::mutex m_mutex; ///< guards the key, and its renewal, which every call waits for
    AccessKey m_key;
};

/// A client whose settings are settled by the first call that needs them, since keys may have to be asked for elsewhere. What
/// fails is tried anew by the next call. Thread-safe.
class SettledClient {
public:
    using Settle = std::function<EndpointSettings(const std::stop_token &)>;

    SettledClient(Settle settle, ClientOptions options) : m_settle(std::move(settle)), m_options(std::move(options)) { }

    /// Throws what `settle` throws.
    EndpointClient &client(const std::stop_token &stop, Api api = Api::Tables);
    const Surprises &surprises() const { return m_options.surprises; }

private:
    Settle m_settle;
    ClientOptions m_options;
    std::mutex m_mutex; ///< guards the clients until they are there
    std::unique_ptr<EndpointClient> m_client;
    std::unique_ptr<EndpointClient> m_streamsClient;
};

} // namespace keywright::connection
