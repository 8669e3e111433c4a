#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/service/credentials.h"
#include "core/service/http_server.h"
#include "core/service/service.h"
#include "core/service/wire.h"

namespace keywright::service {

/// One request that was answered, for a log. It holds no secret and no item.
struct RequestRecord {
    std::string operation; ///< the target's last part, or the HTTP method where there is none
    std::string table;     ///< empty when the request names none
    int status = 200;
    std::chrono::microseconds duration{0};
    std::size_t requestBytes = 0;
    std::size_t responseBytes = 0;
};

struct EndpointOptions {
    std::string host = "localhost";         ///< an address or name of this machine; only with credentials one that others reach
    std::uint16_t port = 8000;              ///< 0 for any that is free
    unsigned threads = 0;                   ///< 0 for what suits the machine
    bool cors = false;                      ///< answer web pages of every origin
    std::optional<Credentials> credentials; ///< verify signatures against these
    std::string region = "us-east-1";
    /// Called after each answer, on the thread that gave it; empty for no log. Must not throw.
    std::function<void(const RequestRecord &)> log;
};

/// What an endpoint has done since it was started.
struct EndpointCounters {
    std::uint64_t requests = 0;
    std::uint64_t errors = 0;    ///< of them, answered with a status from 400 on
    std::size_t connections = 0; ///< open now
};

/// DynamoDB's API on a port of this machine. Thread-safe, but for start() and stop(), which one thread calls.
class Endpoint {
public:
    /// The engines must outlive it, or at least its stop().
    Endpoint(EndpointOptions options, EngineFor engineFor);
    /// The same, with calls answered by something else than engines.
    Endpoint(EndpointOptions options, Answerer answerer);
    ~Endpoint();

    /// Listens, and answers from then on. Throws EndpointError when it cannot; it may be called again then.
    void start();
    /// Takes no more requests and lets those under way finish. The second call does nothing.
    void stop();

    /// 0 until it has started.
    std::uint16_t port() const;
    /// For people and for SDKs: http://127.0.0.1:8000. Empty until it has started.
    std::string url() const;
    EndpointCounters counters() const;

private:
    HttpResponse respond(const HttpRequest &request);

    EndpointOptions m_options;
    Wire m_wire;
    std::atomic<std::uint64_t> m_requests{0};
    std::atomic<std::uint64_t> m_errors{0};
    std::unique_ptr<HttpServer> m_server;
};

} // namespace keywright::service
