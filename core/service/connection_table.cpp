#include "core/service/connection_table.h"

#include <sys/socket.h>

namespace keywright::service {

namespace {

using Clock = std::chrono::steady_clock;

bool isClientsTurn(Phase phase)
{
    return phase != Phase::Working;
}

Clock::time_point sinceOf(const Connection &connection)
{
    return Clock::time_point(Clock::duration(connection.since.load(std::memory_order_relaxed)));
}

} // namespace

void Connection::enter(Phase next)
{
    since.store(Clock::now().time_since_epoch().count(), std::memory_order_relaxed);
    phase.store(next);
}

Connection *ConnectionTable::add(int socket)
{
    auto connection = std::make_unique<Connection>(socket);
    Connection *added = connection.get();
    const std::lock_guard lock(m_mutex);
    m_connections.emplace(added, std::move(connection));
    return added;
}

void ConnectionTable::remove(Connection *connection)
{
    const std::lock_guard lock(m_mutex);
    m_connections.erase(connection);
    m_removed.notify_all();
}

std::size_t ConnectionTable::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_connections.size();
}

/// m_mutex is held, so the socket is still this connection's.
void ConnectionTable::close(Connection &connection)
{
    connection.isClosing = true;
    ::shutdown(connection.socket, SHUT_RDWR);
}

void ConnectionTable::closeOverdue(std::chrono::milliseconds limit)
{
    const Clock::time_point oldest = Clock::now() - limit;
    const std::lock_guard lock(m_mutex);
    for (const auto &[key, connection] : m_connections)
        if (!connection->isClosing && isClientsTurn(connection->phase.load()) && sinceOf(*connection) < oldest)
            close(*connection);
}

void ConnectionTable::closeQuietest()
{
    const std::lock_guard lock(m_mutex);
    Connection *quietest = nullptr;
    for (const auto &[key, connection] : m_connections) {
        if (connection->isClosing)
            return;
        if (isClientsTurn(connection->phase.load()) && (quietest == nullptr || sinceOf(*connection) < sinceOf(*quietest)))
            quietest = connection.get();
    }
    if (quietest != nullptr)
        close(*quietest);
}

void ConnectionTable::closeUnanswered()
{
    const std::lock_guard lock(m_mutex);
    for (const auto &[key, connection] : m_connections)
        if (const Phase phase = connection->phase.load(); !connection->isClosing && (phase == Phase::Waiting || phase == Phase::Receiving))
            close(*connection);
}

void ConnectionTable::closeAll()
{
    const std::lock_guard lock(m_mutex);
    for (const auto &[key, connection] : m_connections)
        close(*connection);
}

void ConnectionTable::waitForRemoval(std::chrono::milliseconds limit)
{
    std::unique_lock lock(m_mutex);
    m_removed.wait_for(lock, limit);
}

bool ConnectionTable::waitUntilEmpty(std::chrono::milliseconds limit)
{
    std::unique_lock lock(m_mutex);
    return m_removed.wait_for(lock, limit, [this] { return m_connections.empty(); });
}

} // namespace keywright::service
