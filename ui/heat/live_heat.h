#pragma once

#include <memory>
#include <vector>

#include <QObject>
#include <QTimer>

#include "core/session/live_traffic.h"
#include "core/simulation/outcome.h"
#include "ui/document/background.h"
#include "ui/document/document.h"

namespace keywright::ui {

/// What the document's tables serve while somebody watches, from the window or from an application at the endpoint. Asked
/// for once a second, off the GUI thread; a slow answer is waited for.
class LiveHeat : public QObject {
    Q_OBJECT

public:
    static constexpr int kPeriodMs = 1'000;

    explicit LiveHeat(Document &document, QObject *parent = nullptr);

    void setWatched(bool watched);
    void setSpan(session::LiveSpan span);
    session::LiveSpan span() const { return m_span; }

    /// Null before the first answer and without tables.
    const std::shared_ptr<const simulation::Outcome> &outcome() const { return m_outcome; }
    /// What the outcome was made of.
    const std::shared_ptr<const std::vector<session::LivePlace>> &places() const { return m_places; }
    /// There are tables to watch.
    bool hasTables() const { return m_document.workspace() != nullptr; }

signals:
    void changed();

private:
    struct Seen {
        std::shared_ptr<const std::vector<session::LivePlace>> places;
        std::shared_ptr<const simulation::Outcome> outcome;
    };

    void ask();
    void forget();

    Document &m_document;
    session::LiveSpan m_span = session::LiveSpan::TenMinutes;
    std::shared_ptr<const std::vector<session::LivePlace>> m_places;
    std::shared_ptr<const simulation::Outcome> m_outcome;
    bool m_watched = false;
    bool m_asking = false;
    quint64 m_request = 0; ///< answers of earlier ones are dropped
    QTimer m_tick;
    Background m_background;
};

} // namespace keywright::ui
