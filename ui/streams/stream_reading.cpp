#include "ui/streams/stream_reading.h"

#include <algorithm>

#include <QDateTime>

#include "ui/document/text.h"

namespace keywright::ui {

namespace {

constexpr int kOwnPauseMs = 250;       ///< between two rounds that found nothing more
constexpr int kEndpointPauseMs = 1000; ///< GetRecords may be called five times a second and shard
constexpr int kLongestPauseMs = 30'000;

int pauseAfter(int failures)
{
    return std::min(kLongestPauseMs, kEndpointPauseMs << std::min(failures, 10));
}

} // namespace

struct StreamReading::Found {
    quint64 request = 0;
    bool hasStream = false;
    std::string arn;
    std::optional<ConnectionProblem> problem;
};

struct StreamReading::Round {
    quint64 request = 0;
    std::vector<JudgedChange> changes;
    std::vector<session::TailShard> shards;
    quint64 lastNumber = 0;
    bool hasMore = false;
    bool isOver = false;
    bool hasGap = false;
    std::optional<ConnectionProblem> problem;
};

StreamReading::StreamReading(QObject *parent) : QObject(parent), m_filter(std::make_shared<ChangeFilter>()), m_background(this)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &StreamReading::readRound);
}

void StreamReading::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

void StreamReading::start(const ChosenConnection &connection, const std::string &table, session::TailStart from)
{
    stop();
    m_connection = connection;
    m_table = table;
    m_from = from;
    if (!m_connection.connection || m_table.empty())
        return;
    setState(State::Looking);
    look();
}

void StreamReading::stop()
{
    m_background.stop();
    m_next.stop();
    ++m_request;
    m_isRoundUnderWay = false;
    m_tail.reset();
    m_connection = {}; // which keeps the store open that a document may want to close
    m_shards.clear();
    m_arn.clear();
    m_hasGap = false;
    m_failures = 0;
    m_lastNumber = 0;
    emit shardsChanged();
    if (m_state != State::Idle)
        setState(State::Idle);
}

void StreamReading::look()
{
    m_background.start(
        [connection = m_connection.connection, table = m_table, request = m_request](const std::stop_token &stop) {
            Found found;
            found.request = request;
            try {
                const engine::TableDescription description = connection::stoppedBy(connection, stop)->describeTable(table);
                found.hasStream = description.definition.streamViewType.has_value();
                found.arn = description.latestStreamArn;
            } catch (...) {
                found.problem = connectionProblem(std::current_exception());
            }
            return found;
        },
        [this](Found found) {
            if (found.request == m_request)
                take(std::move(found));
        });
}

void StreamReading::take(Found found)
{
    if (found.problem) {
        fail(*found.problem);
        return;
    }
    if (!found.hasStream || found.arn.empty()) {
        setState(State::NoStream);
        return;
    }
    m_arn = std::move(found.arn);
    m_tail = std::make_shared<session::StreamTail>(m_arn, m_from, [] { return QDateTime::currentMSecsSinceEpoch(); });
    setState(State::Reading);
    readRound();
}

void StreamReading::readRound()
{
    if (!m_tail || m_isRoundUnderWay || m_state == State::Paused)
        return;
    m_isRoundUnderWay = true;
    ChangeFilter filter = *m_filter;
    filter.streamArn = m_arn;
    m_background.start(
        [connection = m_connection.connection, tail = m_tail, filter = std::move(filter), last = m_lastNumber,
         request = m_request](const std::stop_token &stop) {
            Round round;
            round.request = request;
            round.lastNumber = last;
            try {
                for (session::TailRecord &record : tail->read(*connection::stoppedBy(connection, stop))) {
                    QString key = keyTextOf(record.record.change);
                    round.changes.push_back(
                        judged(std::make_shared<Change>(Change{++round.lastNumber, std::move(record), std::move(key)}), filter));
                }
            } catch (...) {
                round.problem = connectionProblem(std::current_exception());
            }
            round.shards = tail->shards();
            round.hasMore = tail->hasMore();
            round.isOver = tail->isOver();
            round.hasGap = tail->hasGap();
            return round;
        },
        [this](Round round) {
            if (round.request == m_request)
                take(std::move(round));
        });
}

void StreamReading::take(Round round)
{
    m_isRoundUnderWay = false;
    if (round.problem) {
        fail(*round.problem);
        return;
    }
    m_failures = 0;
    m_lastNumber = round.lastNumber;
    m_shards = std::move(round.shards);
    m_hasGap = round.hasGap;
    if (!round.changes.empty())
        emit read(round.changes);
    emit shardsChanged();
    if (m_state == State::Paused)
        return;
    if (round.isOver) {
        setState(State::Over);
        return;
    }
    if (m_state != State::Reading)
        setState(State::Reading);
    m_next.start(round.hasMore ? 0 : m_connection.isWorkspace() ? kOwnPauseMs : kEndpointPauseMs);
}

void StreamReading::fail(const ConnectionProblem &problem)
{
    if (problem.isStopped)
        return;
    m_problem = problem;
    ++m_failures;
    setState(State::Failed);
    if (m_tail)
        m_next.start(pauseAfter(m_failures));
}

void StreamReading::pause()
{
    if (m_state != State::Reading && !isRetrying())
        return;
    m_next.stop();
    setState(State::Paused);
}

void StreamReading::resume()
{
    if (m_state == State::Paused)
        setState(State::Reading);
    readRound();
}

void StreamReading::setFilter(const ChangeFilter &filter)
{
    m_filter = std::make_shared<const ChangeFilter>(filter);
}

} // namespace keywright::ui
