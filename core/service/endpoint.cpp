#include "core/service/endpoint.h"

#include "core/service/endpoint_error.h"
#include "core/service/local_access.h"

namespace keywright::service {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kFirstError = 400;
constexpr std::size_t kLongestTableName = 255;

std::string operationOf(const HttpRequest &request)
{
    const std::string_view target = request.header("X-Amz-Target");
    const std::size_t dot = target.rfind('.');
    return printable(target.empty() ? request.method : target.substr(dot == std::string_view::npos ? 0 : dot + 1));
}

/// What stands after the first "TableName" of the body: good enough for a log, and cheap.
std::string tableOf(const HttpRequest &request)
{
    constexpr std::string_view kMember = "\"TableName\"";
    const std::size_t member = request.body.find(kMember);
    if (member == std::string_view::npos)
        return {};
    const std::size_t open = request.body.find('"', member + kMember.size());
    const std::size_t close = open == std::string_view::npos ? open : request.body.find('"', open + 1);
    if (close == std::string_view::npos || close - open - 1 > kLongestTableName)
        return {};
    return printable(request.body.substr(open + 1, close - open - 1));
}

WireOptions wireOptionsOf(const EndpointOptions &options)
{
    WireOptions wire;
    wire.cors = options.cors;
    wire.credentials = options.credentials;
    wire.region = options.region;
    return wire;
}

HttpServerOptions serverOptionsOf(const EndpointOptions &options)
{
    HttpServerOptions server;
    server.host = options.host;
    server.port = options.port;
    server.threads = options.threads;
    server.bodyLimit = kLargestBody;
    return server;
}

/// The part of a URL that leads to the host from this machine.
std::string urlHost(const std::string &host)
{
    if (host == "localhost" || host == "0.0.0.0")
        return "127.0.0.1";
    if (host == "::")
        return "[::1]";
    return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

Answerer answererOf(EngineFor engineFor)
{
    return [service = std::make_shared<const Service>(std::move(engineFor))](const Call &call) { return service->answer(call); };
}

} // namespace

Endpoint::Endpoint(EndpointOptions options, EngineFor engineFor) : Endpoint(std::move(options), answererOf(std::move(engineFor))) { }

Endpoint::Endpoint(EndpointOptions options, Answerer answerer)
    : m_options(std::move(options)), m_wire(wireOptionsOf(m_options), std::move(answerer))
{ }

Endpoint::~Endpoint()
{
    stop();
}

void Endpoint::start()
{
    if (!m_options.credentials && !isLoopbackAddress(m_options.host))
        throw EndpointError("Others could reach the tables on " + m_options.host
                            + " unsigned. Name the access keys that may with --credentials FILE, or listen on 127.0.0.1.");
    m_server = std::make_unique<HttpServer>(serverOptionsOf(m_options), [this](const HttpRequest &request) { return respond(request); });
}

void Endpoint::stop()
{
    if (m_server)
        m_server->stop();
}

std::uint16_t Endpoint::port() const
{
    return m_server ? m_server->port() : std::uint16_t(0);
}

std::string Endpoint::url() const
{
    return m_server ? "http://" + urlHost(m_options.host) + ":" + std::to_string(port()) : std::string();
}

EndpointCounters Endpoint::counters() const
{
    return {m_requests, m_errors, m_server ? m_server->connectionCount() : 0};
}

HttpResponse Endpoint::respond(const HttpRequest &request)
{
    const Clock::time_point begun = m_options.log ? Clock::now() : Clock::time_point();
    HttpResponse response = m_wire.respond(request);
    m_requests += 1;
    m_errors += response.status >= kFirstError ? 1 : 0;
    if (m_options.log)
        m_options.log({operationOf(request), tableOf(request), response.status,
                       std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begun), request.body.size(),
                       response.body.size()});
    return response;
}

} // namespace keywright::service
