#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/service/http_message.h"

namespace keywright::service {

struct HttpServerOptions {
    /// An address, or a name: "localhost" listens on every loopback address that the machine has.
    std::string host = "localhost";
    std::uint16_t port = 0;                                   ///< 0 for any that is free
    unsigned threads = 0;                                     ///< that answer requests; 0 for what suits the machine
    std::size_t bodyLimit = std::size_t(16) * 1024 * 1024;    ///< of one request; a larger one is answered 413
    std::size_t bodiesLimit = std::size_t(512) * 1024 * 1024; ///< of all requests at once; beyond it they are answered 503
    std::size_t connectionLimit = 512;                        ///< beyond it the connection that has kept quiet longest makes room
    /// How long a connection may wait for its next request, take to send one, or take to read the answer.
    std::chrono::milliseconds phaseLimit{60'000};
    /// How long stop() waits for answers that are under way.
    std::chrono::milliseconds drainLimit{10'000};
};

/// HTTP/1.1 by libmicrohttpd: every thread has connections of its own, dealt out in turn by one that accepts them, so that a
/// slow answer holds up few others. Connections, headers and bodies are bounded; nobody starves the others by keeping
/// connections half open or sending a byte at a time. Thread-safe.
class HttpServer {
public:
    /// Called on several threads at once. Must not throw.
    using Handler = std::function<HttpResponse(const HttpRequest &)>;

    /// Listens at once. Throws EndpointError when it cannot: the port is taken, the host is none of this machine's.
    HttpServer(HttpServerOptions options, Handler handler);
    ~HttpServer();
    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;

    std::uint16_t port() const;
    std::size_t connectionCount() const;

    /// Takes no new connections or requests, lets the answers under way finish, and closes. The second call does nothing.
    void stop();

private:
    class Acceptor;
    std::unique_ptr<Acceptor> m_acceptor;
};

} // namespace keywright::service
