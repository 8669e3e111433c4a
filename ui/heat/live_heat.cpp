#include "ui/heat/live_heat.h"

namespace keywright::ui {

LiveHeat::LiveHeat(Document &document, QObject *parent) : QObject(parent), m_document(document), m_background(this)
{
    m_tick.setInterval(kPeriodMs);
    connect(&m_tick, &QTimer::timeout, this, &LiveHeat::ask);
    connect(&document, &Document::connectionChanged, this, &LiveHeat::forget);
}

void LiveHeat::setWatched(bool watched)
{
    if (watched == m_watched)
        return;
    m_watched = watched;
    if (!watched) {
        m_tick.stop();
        return;
    }
    m_tick.start();
    ask();
}

void LiveHeat::setSpan(session::LiveSpan span)
{
    if (span == m_span)
        return;
    m_span = span;
    ++m_request;
    m_asking = false;
    if (m_watched)
        ask();
}

/// The tables are others, or there are none.
void LiveHeat::forget()
{
    ++m_request;
    m_asking = false;
    m_places.reset();
    m_outcome.reset();
    emit changed();
    if (m_watched)
        ask();
}

void LiveHeat::ask()
{
    const auto workspace = m_document.workspace();
    if (m_asking || !workspace)
        return;
    m_asking = true;
    m_background.start(
        [workspace, span = m_span](const std::stop_token &) {
            Seen seen;
            try {
                seen.places = std::make_shared<const std::vector<session::LivePlace>>(workspace->liveTraffic());
                seen.outcome = std::make_shared<const simulation::Outcome>(session::liveOutcome(*seen.places, span));
            } catch (const std::exception &) {
                seen = {}; // the store has failed: the window says so elsewhere
            }
            return seen;
        },
        [this, request = ++m_request](Seen seen) {
            if (request != m_request)
                return;
            m_asking = false;
            m_places = std::move(seen.places);
            m_outcome = std::move(seen.outcome);
            emit changed();
        });
}

} // namespace keywright::ui
