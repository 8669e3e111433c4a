#pragma once

#include <memory>

#include <QObject>
#include <QTimer>

#include "core/session/workspace.h"
#include "ui/document/background.h"
#include "ui/document/document.h"

namespace keywright::ui {

/// The switch behind "Endpoint" in the status bar: DynamoDB's protocol on a local port, on the very tables that the window
/// shows. Starting and stopping go on off the GUI thread. It stops when the tables are closed.
class EndpointHost : public QObject {
    Q_OBJECT

public:
    enum class State {
        Unavailable, ///< no tables are open
        Off,
        Starting,
        On,
        Stopping,
    };

    explicit EndpointHost(Document &document, QObject *parent = nullptr);
    ~EndpointHost() override;

    void start();
    void stop();

    State state() const { return m_state; }
    /// "http://127.0.0.1:8000" while On, else empty.
    const QString &url() const { return m_url; }
    /// Requests answered since it was started.
    quint64 requests() const { return m_requests; }

    /// The port that start() takes, from 1024 to 65535; remembered between sessions.
    int port() const { return m_port; }
    void setPort(int port);

signals:
    void changed();
    /// It could not start; `reason` is a sentence for a person.
    void failed(const QString &reason);

private:
    struct Started;

    void followConnection();
    void takeStarted(const Started &started);
    void stopHosted(State then);
    void countRequests();
    void setState(State state);

    Document &m_document;
    State m_state = State::Unavailable;
    QString m_url;
    quint64 m_requests = 0;
    int m_port;
    quint64 m_request = 0;                        ///< answers of earlier ones are dropped
    std::shared_ptr<session::Workspace> m_hosted; ///< from start() until it has stopped
    QTimer m_count;
    Background m_background;
};

} // namespace keywright::ui
