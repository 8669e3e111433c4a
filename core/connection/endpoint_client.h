#pragma once

#include <stop_token>
#include <string>

#include "core/connection/endpoint_settings.h"
#include "core/connection/http_client.h"
#include "core/connection/retries.h"
#include "core/engine/service_error.h"
#include "core/value/json.h"

namespace keywright::connection {

/// What the service refused, with all that its answer says beside name and message: an item, the reasons of a transaction.
class RefusedCall : public engine::ServiceError {
public:
    RefusedCall(std::string name, const std::string &message, value::Json body)
        : ServiceError(std::move(name), message), m_body(std::move(body))
    { }

    const value::Json &body() const { return m_body; }

private:
    value::Json m_body;
};

struct ClientOptions {
    HttpLimits limits;
    RetryRules retries;
    Surprises surprises = Surprises::ofSystem();
};

/// DynamoDB's protocol from the client's side: signs calls, sends them, checks the answers' checksum, and sends again what
/// failed for a passing reason. Thread-safe.
class EndpointClient {
public:
    EndpointClient(const EndpointSettings &settings, ClientOptions options);

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
    std::string redacted(std::string text) const;

    EndpointUrl m_url;
    std::string m_region;
    AccessKey m_key;
    ClientOptions m_options;
    HttpClient m_http;
};

} // namespace keywright::connection
