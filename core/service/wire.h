#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/service/credentials.h"
#include "core/service/http_message.h"
#include "core/service/service.h"
#include "core/service/signature.h"

namespace keywright::service {

/// Answers a call: Service::answer, or a test's stand-in. Thread-safe, never throws.
using Answerer = std::function<Answer(const Call &)>;

struct WireOptions {
    /// Answer pages of every origin, under every host name, as DynamoDB does. Otherwise, while signatures are not
    /// verified, only those of this machine.
    bool cors = false;
    /// Verify every signature against these. Without them an Authorization must be there, and is not verified.
    std::optional<Credentials> credentials;
    std::string region = "us-east-1";       ///< what the health check names
    std::function<Instant()> now;           ///< the system's clock when empty
    std::function<std::string()> requestId; ///< randomRequestId when empty
};

/// DynamoDB's protocol around one request: everything between HTTP and the JSON of an operation. Source: ENGINE.md, wire
/// protocol. Thread-safe.
class Wire {
public:
    Wire(WireOptions options, Answerer answerer);

    /// Never throws; what goes wrong is a response too.
    HttpResponse respond(const HttpRequest &request) const;

private:
    void respondTo(const HttpRequest &request, HttpResponse &response) const;
    bool refusesOrigin(const HttpRequest &request, HttpResponse &response) const;
    void addCrossOrigin(const HttpRequest &request, HttpResponse &response) const;
    void answerCall(const HttpRequest &request, HttpResponse &response) const;
    void authorize(const HttpRequest &request, const Authorization &authorization) const;

    WireOptions m_options;
    Answerer m_answerer;
};

/// Bodies of requests are at most 16 MB, as sent and as inflated; what is larger is answered 413.
inline constexpr std::size_t kLargestBody = std::size_t(16) * 1024 * 1024;

} // namespace keywright::service
