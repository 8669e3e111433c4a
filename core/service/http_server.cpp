#include "core/service/http_server.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include <microhttpd.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/service/connection_table.h"
#include "core/service/endpoint_error.h"
#include "core/service/listening.h"

namespace keywright::service {

namespace {

using std::chrono::milliseconds;

constexpr int kUnavailable = 503;
/// For the head of a request and what is read of its body at once.
constexpr std::size_t kConnectionMemory = std::size_t(48) * 1024;
/// Bodies up to this size are not counted against all bodies' limit, and their memory is kept for the next request.
constexpr std::size_t kSmallBody = std::size_t(64) * 1024;
/// A client that sends too large a body is heard out to this many times the limit, so that it gets its answer.
constexpr std::size_t kHeardOut = 4;
constexpr milliseconds kLongestTick{1'000};
constexpr milliseconds kFullPause{10};
/// libmicrohttpd 0.9.75 hangs when its own limit is met, so that is put where ours never lets it get.
constexpr std::size_t kUnmetLimit = 1'000'000;
constexpr unsigned kFewestThreads = 4;
constexpr unsigned kMostThreads = 64;

unsigned threadCount(unsigned asked)
{
    const unsigned fitting = std::max(kFewestThreads, 2 * std::thread::hardware_concurrency());
    return std::min(asked == 0 ? fitting : asked, kMostThreads);
}

Connection *connectionOf(MHD_Connection *connection)
{
    return static_cast<Connection *>(MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context);
}

void freeBody(void *body)
{
    delete static_cast<std::string *>(body);
}

MHD_Result addHeader(void *headers, MHD_ValueKind, const char *name, std::size_t nameSize, const char *value, std::size_t valueSize)
{
    static_cast<std::vector<HttpHeader> *>(headers)->push_back({{name, nameSize}, trimmed({value == nullptr ? "" : value, valueSize})});
    return MHD_YES;
}

MHD_Result send(MHD_Connection *connection, HttpResponse response, bool isLast)
{
    auto body = std::make_unique<std::string>(std::move(response.body));
    MHD_Response *made = MHD_create_response_from_buffer_with_free_callback_cls(body->size(), body->data(), freeBody, body.get());
    if (made == nullptr)
        return MHD_NO;
    static_cast<void>(body.release()); // freeBody has it now
    for (const HttpResponse::Header &header : response.headers)
        MHD_add_response_header(made, header.name, header.value.c_str());
    if (isLast)
        MHD_add_response_header(made, MHD_HTTP_HEADER_CONNECTION, "close");
    const MHD_Result queued = MHD_queue_response(connection, static_cast<unsigned>(response.status), made);
    MHD_destroy_response(made);
    return queued;
}

} // namespace

class HttpServer::Acceptor {
public:
    Acceptor(HttpServerOptions options, Handler handler);
    ~Acceptor() { stop(); }

    void stop();

    std::uint16_t port() const { return m_port; }
    std::size_t connectionCount() const { return m_connections.size(); }

private:
    struct Worker {
        MHD_Daemon *daemon = nullptr;
        std::atomic<std::size_t> load{0};
        Acceptor *server = nullptr;
    };

    static MHD_Result onRequest(void *worker, MHD_Connection *mhd, const char *url, const char *method, const char *version,
                                const char *upload, std::size_t *uploadSize, void **context);
    static void *onTarget(void *worker, const char *target, MHD_Connection *mhd);
    static void onCompleted(void *worker, MHD_Connection *mhd, void **context, MHD_RequestTerminationCode code);
    static void onConnection(void *worker, MHD_Connection *mhd, void **context, MHD_ConnectionNotificationCode code);

    void startWorkers();
    void stopWorkers();
    void run();
    bool acceptFrom(int socket);
    Worker &leastLoaded();
    MHD_Result begin(MHD_Connection *mhd, Connection &connection) const;
    bool receive(Connection &connection, std::string_view part);
    bool account(Connection &connection, std::size_t size);
    MHD_Result answer(MHD_Connection *mhd, Connection &connection, const char *method);
    void releaseBody(Connection &connection);
    void finish(Connection &connection);
    void closeWhenStopping(const Connection &connection) const;

    const HttpServerOptions m_options;
    const Handler m_handler;
    Listening m_listening;
    const std::uint16_t m_port;
    ConnectionTable m_connections;
    std::atomic<std::size_t> m_open{0}; ///< connections, those on their way to a worker included
    std::atomic<std::size_t> m_bodyBytes{0};
    std::atomic<bool> m_isStopping{false};
    std::vector<std::unique_ptr<Worker>> m_workers;
    std::size_t m_nextWorker = 0; ///< of the accepting thread
    int m_wake = -1;
    std::thread m_thread;
};

HttpServer::Acceptor::Acceptor(HttpServerOptions options, Handler handler)
    : m_options(std::move(options)), m_handler(std::move(handler)), m_listening(m_options.host, m_options.port), m_port(m_listening.port())
{
    m_wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    startWorkers();
    m_thread = std::thread([this] { run(); });
}

void HttpServer::Acceptor::startWorkers()
{
    constexpr unsigned kFlags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ITC;
    for (unsigned i = threadCount(m_options.threads); i > 0; --i) {
        auto worker = std::make_unique<Worker>();
        worker->server = this;
        worker->daemon =
            MHD_start_daemon(kFlags, 0, nullptr, nullptr, onRequest, worker.get(), MHD_OPTION_CONNECTION_MEMORY_LIMIT, kConnectionMemory,
                             MHD_OPTION_CONNECTION_LIMIT, static_cast<unsigned>(kUnmetLimit), MHD_OPTION_CONNECTION_TIMEOUT, 0U,
                             MHD_OPTION_URI_LOG_CALLBACK, onTarget, worker.get(), MHD_OPTION_NOTIFY_COMPLETED, onCompleted, worker.get(),
                             MHD_OPTION_NOTIFY_CONNECTION, onConnection, worker.get(), MHD_OPTION_END);
        if (worker->daemon == nullptr) {
            stopWorkers();
            ::close(m_wake);
            throw EndpointError("The endpoint's threads cannot be started. The system may be out of memory, threads or open files.");
        }
        m_workers.push_back(std::move(worker));
    }
}

void HttpServer::Acceptor::stopWorkers()
{
    for (const std::unique_ptr<Worker> &worker : m_workers)
        MHD_stop_daemon(worker->daemon);
    m_workers.clear();
}

void HttpServer::Acceptor::stop()
{
    if (m_isStopping.exchange(true))
        return;
    const std::uint64_t one = 1;
    static_cast<void>(!::write(m_wake, &one, sizeof one)); // an eventfd with room takes it always
    m_thread.join();
    m_listening.close();
    m_connections.closeUnanswered();
    if (!m_connections.waitUntilEmpty(m_options.drainLimit))
        m_connections.closeAll();
    stopWorkers();
    ::close(m_wake);
}

/// The accepting thread: deals out new connections, and closes those whose clients take too long.
void HttpServer::Acceptor::run()
{
    std::vector<pollfd> polled;
    for (const int socket : m_listening.sockets())
        polled.push_back({socket, POLLIN, 0});
    polled.push_back({m_wake, POLLIN, 0});
    const milliseconds tick = std::clamp(m_options.phaseLimit / 4, kFullPause, kLongestTick);
    auto nextCheck = std::chrono::steady_clock::now() + tick;
    while (!m_isStopping) {
        ::poll(polled.data(), polled.size(), static_cast<int>(tick.count()));
        if (std::chrono::steady_clock::now() >= nextCheck) {
            m_connections.closeOverdue(m_options.phaseLimit);
            nextCheck += tick;
        }
        bool isFull = false;
        for (std::size_t i = 0; i + 1 < polled.size(); ++i)
            if ((polled[i].revents & POLLIN) != 0)
                isFull |= !acceptFrom(polled[i].fd);
        if (isFull) // the waiting client stays in the queue of the system
            m_connections.waitForRemoval(kFullPause);
    }
}

/// False when there is no room for another connection at the moment.
bool HttpServer::Acceptor::acceptFrom(int socket)
{
    if (m_open >= m_options.connectionLimit) {
        m_connections.closeQuietest();
        return false;
    }
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    const int accepted = ::accept4(socket, reinterpret_cast<sockaddr *>(&address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (accepted < 0) {
        const bool isOutOfFiles = errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM;
        if (isOutOfFiles)
            m_connections.closeQuietest();
        return !isOutOfFiles;
    }
    const int on = 1;
    setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    Worker &worker = leastLoaded();
    m_open += 1; // until it is closed
    worker.load += 1;
    if (MHD_add_connection(worker.daemon, accepted, reinterpret_cast<sockaddr *>(&address), size) != MHD_YES) {
        m_open -= 1;
        worker.load -= 1;
    }
    return true;
}

HttpServer::Acceptor::Worker &HttpServer::Acceptor::leastLoaded()
{
    Worker *best = nullptr;
    for (std::size_t i = 0; i < m_workers.size(); ++i) {
        Worker &worker = *m_workers[(m_nextWorker + i) % m_workers.size()];
        if (best == nullptr || worker.load < best->load)
            best = &worker;
    }
    m_nextWorker = (m_nextWorker + 1) % m_workers.size();
    return *best;
}

void HttpServer::Acceptor::onConnection(void *cls, MHD_Connection *mhd, void **context, MHD_ConnectionNotificationCode code)
{
    Worker &worker = *static_cast<Worker *>(cls);
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        worker.load -= 1;
        worker.server->m_open -= 1;
        if (auto *connection = static_cast<Connection *>(*context)) {
            worker.server->finish(*connection);
            worker.server->m_connections.remove(connection);
        }
        return;
    }
    try {
        Connection *connection =
            worker.server->m_connections.add(MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd);
        *context = connection;
        worker.server->closeWhenStopping(*connection);
    } catch (const std::bad_alloc &) {
        *context = nullptr; // onRequest then refuses it
    }
}

/// Comes first for every request, with the target as the client sent it.
void *HttpServer::Acceptor::onTarget(void *, const char *target, MHD_Connection *mhd)
{
    Connection *connection = connectionOf(mhd);
    try {
        if (connection != nullptr)
            connection->target = target;
    } catch (const std::bad_alloc &) {
        return nullptr;
    }
    return connection;
}

void HttpServer::Acceptor::onCompleted(void *cls, MHD_Connection *, void **context, MHD_RequestTerminationCode)
{
    if (auto *connection = static_cast<Connection *>(*context)) {
        Acceptor &server = *static_cast<Worker *>(cls)->server;
        server.finish(*connection);
        server.closeWhenStopping(*connection);
    }
    *context = nullptr;
}

MHD_Result HttpServer::Acceptor::onRequest(void *cls, MHD_Connection *mhd, const char *, const char *method, const char *,
                                           const char *upload, std::size_t *uploadSize, void **context)
{
    auto *connection = static_cast<Connection *>(*context);
    if (connection == nullptr)
        return MHD_NO;
    Acceptor &server = *static_cast<Worker *>(cls)->server;
    try {
        if (!connection->hasHead)
            return server.begin(mhd, *connection);
        if (*uploadSize == 0)
            return server.answer(mhd, *connection, method);
        const bool goesOn = server.receive(*connection, {upload, *uploadSize});
        *uploadSize = 0;
        return goesOn ? MHD_YES : MHD_NO;
    } catch (...) {
        return MHD_NO; // out of memory: closes the connection
    }
}

/// A client that asks before it sends a large body is told at once.
MHD_Result HttpServer::Acceptor::begin(MHD_Connection *mhd, Connection &connection) const
{
    connection.hasHead = true;
    connection.enter(Phase::Receiving);
    const char *length = MHD_lookup_connection_value(mhd, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH);
    if (length != nullptr && MHD_lookup_connection_value(mhd, MHD_HEADER_KIND, MHD_HTTP_HEADER_EXPECT) != nullptr
        && std::strtoull(length, nullptr, 10) > m_options.bodyLimit) {
        connection.enter(Phase::Sending);
        return send(mhd, {kTooLarge, {}, {}}, true);
    }
    return MHD_YES;
}

/// False when the client sends without end.
bool HttpServer::Acceptor::receive(Connection &connection, std::string_view part)
{
    connection.received += part.size();
    if (connection.refusal == Refusal::None && connection.received > m_options.bodyLimit)
        connection.refusal = Refusal::TooLarge;
    else if (connection.refusal == Refusal::None && !account(connection, connection.received))
        connection.refusal = Refusal::Busy;
    if (connection.refusal == Refusal::None)
        connection.body.append(part);
    else
        releaseBody(connection);
    return connection.received <= kHeardOut * m_options.bodyLimit;
}

/// Takes the body's bytes from what all bodies may have together; false when there are too many.
bool HttpServer::Acceptor::account(Connection &connection, std::size_t size)
{
    if (size <= kSmallBody)
        return true;
    const std::size_t more = size - connection.accounted;
    connection.accounted = size;
    return m_bodyBytes.fetch_add(more) + more <= m_options.bodiesLimit;
}

MHD_Result HttpServer::Acceptor::answer(MHD_Connection *mhd, Connection &connection, const char *method)
{
    if (m_isStopping)
        return MHD_NO;
    connection.enter(Phase::Working);
    HttpResponse response;
    if (connection.refusal == Refusal::None) {
        connection.headers.clear();
        MHD_get_connection_values_n(mhd, MHD_HEADER_KIND, addHeader, &connection.headers);
        HttpRequest request;
        const std::string_view target = connection.target;
        const std::size_t mark = std::min(target.find('?'), target.size());
        request.method = method;
        request.path = target.substr(0, mark);
        request.query = target.substr(std::min(mark + 1, target.size()));
        request.headers = std::move(connection.headers);
        request.body = connection.body;
        response = m_handler(request);
        connection.headers = std::move(request.headers);
    } else {
        response.status = connection.refusal == Refusal::TooLarge ? kTooLarge : kUnavailable;
    }
    releaseBody(connection);
    connection.enter(Phase::Sending);
    return send(mhd, std::move(response), m_isStopping || connection.refusal != Refusal::None);
}

void HttpServer::Acceptor::releaseBody(Connection &connection)
{
    m_bodyBytes -= std::exchange(connection.accounted, 0);
    if (connection.body.capacity() > kSmallBody)
        connection.body = std::string();
    connection.body.clear();
}

/// stop() has closed those that waited; this one began to wait, or to be, after it looked.
void HttpServer::Acceptor::closeWhenStopping(const Connection &connection) const
{
    if (m_isStopping)
        ::shutdown(connection.socket, SHUT_RDWR);
}

/// Ready for the next request of the connection.
void HttpServer::Acceptor::finish(Connection &connection)
{
    releaseBody(connection);
    connection.received = 0;
    connection.refusal = Refusal::None;
    connection.hasHead = false;
    connection.enter(Phase::Waiting);
}

HttpServer::HttpServer(HttpServerOptions options, Handler handler)
    : m_acceptor(std::make_unique<Acceptor>(std::move(options), std::move(handler)))
{ }

HttpServer::~HttpServer() = default;

std::uint16_t HttpServer::port() const
{
    return m_acceptor->port();
}

std::size_t HttpServer::connectionCount() const
{
    return m_acceptor->connectionCount();
}

void HttpServer::stop()
{
    m_acceptor->stop();
}

} // namespace keywright::service
