#include "ui/document/endpoint_host.h"

#include <algorithm>

#include <QSettings>

#include "ui/document/failure.h"
#include "ui/document/text.h"

namespace keywright::ui {

namespace {

constexpr char kPortSetting[] = "endpoint/port";
constexpr int kUsualPort = 8000; // DynamoDB Local's, so that examples work as they are
constexpr int kLowestPort = 1024;
constexpr int kHighestPort = 65535;
constexpr int kCountEveryMs = 500;

} // namespace

/// What starting gave: a URL, or why not.
struct EndpointHost::Started {
    QString url;
    QString problem;
};

EndpointHost::EndpointHost(Document &document, QObject *parent)
    : QObject(parent),
      m_document(document),
      m_port(std::clamp(QSettings().value(QLatin1String(kPortSetting), kUsualPort).toInt(), kLowestPort, kHighestPort)),
      m_background(this)
{
    m_count.setInterval(kCountEveryMs);
    connect(&m_count, &QTimer::timeout, this, &EndpointHost::countRequests);
    connect(&document, &Document::connectionChanged, this, &EndpointHost::followConnection);
    followConnection();
}

EndpointHost::~EndpointHost()
{
    stopHosted(State::Unavailable);
}

void EndpointHost::setPort(int port)
{
    m_port = std::clamp(port, kLowestPort, kHighestPort);
    QSettings().setValue(QLatin1String(kPortSetting), m_port);
}

void EndpointHost::start()
{
    if (m_state != State::Off)
        return;
    m_hosted = m_document.workspace();
    setState(State::Starting);
    m_background.start(
        [workspace = m_hosted, port = m_port](const std::stop_token &) {
            Started started;
            try {
                started.url = toQString(workspace->startEndpoint(static_cast<std::uint16_t>(port)));
            } catch (...) {
                started.problem = failureOf(std::current_exception(), {}).message;
            }
            return started;
        },
        [this, request = ++m_request](const Started &started) {
            if (request == m_request)
                takeStarted(started);
        });
}

void EndpointHost::takeStarted(const Started &started)
{
    if (!started.problem.isEmpty()) {
        m_hosted.reset();
        setState(State::Off);
        emit failed(started.problem);
        return;
    }
    m_url = started.url;
    m_requests = 0;
    m_count.start();
    setState(State::On);
}

void EndpointHost::stop()
{
    if (m_state == State::On)
        stopHosted(State::Off);
}

void EndpointHost::stopHosted(State then)
{
    ++m_request;
    m_count.stop();
    m_url.clear();
    if (!m_hosted) {
        setState(then);
        return;
    }
    setState(then == State::Off ? State::Stopping : then);
    m_background.start(
        [workspace = std::move(m_hosted)](const std::stop_token &) {
            workspace->stopEndpoint();
            return true;
        },
        [this, request = m_request](bool) {
            if (request == m_request && m_state == State::Stopping)
                setState(State::Off);
        });
    m_hosted.reset();
}

void EndpointHost::followConnection()
{
    if (m_document.workspace() == nullptr)
        stopHosted(State::Unavailable);
    else if (m_state == State::Unavailable)
        setState(State::Off);
}

void EndpointHost::countRequests()
{
    const quint64 requests = m_hosted ? m_hosted->endpointRequests() : 0;
    if (requests == m_requests)
        return;
    m_requests = requests;
    emit changed();
}

void EndpointHost::setState(State state)
{
    if (state == m_state)
        return;
    m_state = state;
    emit changed();
}

} // namespace keywright::ui
