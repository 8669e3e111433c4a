#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "core/service/http_message.h"

namespace keywright::service {

/// What a connection is doing.
enum class Phase : std::uint8_t {
    Waiting,   ///< for a request, or for the rest of its head
    Receiving, ///< its body
    Working,   ///< on the answer; this may take as long as it takes
    Sending,   ///< the answer
};

/// Why a request is not answered by the handler.
enum class Refusal : std::uint8_t { None, TooLarge, Busy };

/// One connection and the request that it is at. What is not atomic belongs to the connection's thread.
struct Connection {
    explicit Connection(int fd) : socket(fd) { enter(Phase::Waiting); }

    void enter(Phase next);

    const int socket;
    std::atomic<Phase> phase{Phase::Waiting};
    std::atomic<std::chrono::steady_clock::rep> since{0}; ///< when the phase began
    bool isClosing = false;                               ///< guarded by the table

    bool hasHead = false;
    Refusal refusal = Refusal::None;
    std::string target; ///< path and query as sent
    std::string body;
    std::size_t received = 0;  ///< bytes of the body, kept or not
    std::size_t accounted = 0; ///< of the bytes that all bodies may have together
    std::vector<HttpHeader> headers;
};

/// All connections of a server. Thread-safe. Closing one here ends it for its client at once; its own thread then removes it.
class ConnectionTable {
public:
    Connection *add(int socket);
    /// Before its socket is closed. Frees the connection.
    void remove(Connection *connection);
    std::size_t size() const;

    /// Closes those that have been longer than `limit` in a phase in which it is the client's turn.
    void closeOverdue(std::chrono::milliseconds limit);
    /// Closes the one whose client has kept quiet longest, unless one is being closed already or all are being answered.
    void closeQuietest();
    /// Closes those that no answer is under way to.
    void closeUnanswered();
    void closeAll();
    /// Until one is removed, at most that long.
    void waitForRemoval(std::chrono::milliseconds limit);
    /// False when the time is over before.
    bool waitUntilEmpty(std::chrono::milliseconds limit);

private:
    void close(Connection &connection);

    mutable std::mutex m_mutex;
    std::condition_variable m_removed;
    std::unordered_map<Connection *, std::unique_ptr<Connection>> m_connections; // guarded by m_mutex
};

} // namespace keywright::service
