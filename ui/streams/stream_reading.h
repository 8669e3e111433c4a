#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QObject>
#include <QTimer>

#include "ui/connections/connection_problem.h"
#include "ui/connections/connections.h"
#include "ui/document/background.h"
#include "ui/streams/change_filter.h"

namespace keywright::ui {

/// Reads a table's stream off the GUI thread, round after round, until it is stopped. A round that fails says why and is
/// tried again, more and more seldom.
class StreamReading : public QObject {
    Q_OBJECT

public:
    enum class State {
        Idle,
        Looking,  ///< for the stream
        NoStream, ///< the table has none, or it is switched off
        Reading,
        Paused,
        Over,   ///< the stream was switched off, and is read to its end
        Failed, ///< see problem(); when isRetrying() it goes on by itself
    };

    explicit StreamReading(QObject *parent = nullptr);

    /// Looks for the table's stream and reads it from there.
    void start(const ChosenConnection &connection, const std::string &table, session::TailStart from);
    void stop();
    void pause();
    void resume();
    /// Of what is read from the next round on.
    void setFilter(const ChangeFilter &filter);

    State state() const { return m_state; }
    const ConnectionProblem &problem() const { return m_problem; }
    bool isRetrying() const { return m_state == State::Failed && m_tail != nullptr; }
    const std::vector<session::TailShard> &shards() const { return m_shards; }
    const std::string &arn() const { return m_arn; }
    bool hasGap() const { return m_hasGap; }

signals:
    void stateChanged();
    /// Judged by the filter as it was when their round began.
    void read(const std::vector<keywright::ui::JudgedChange> &changes);
    void shardsChanged();

private:
    struct Found;
    struct Round;

    void take(Found found);
    void take(Round round);
    void look();
    void readRound();
    void fail(const ConnectionProblem &problem);
    void setState(State state);

    State m_state = State::Idle;
    ChosenConnection m_connection;
    std::string m_table;
    session::TailStart m_from = session::TailStart::Latest;
    std::string m_arn;
    std::shared_ptr<session::StreamTail> m_tail; ///< used by one round at a time
    std::shared_ptr<const ChangeFilter> m_filter;
    std::vector<session::TailShard> m_shards;
    ConnectionProblem m_problem;
    bool m_hasGap = false;
    bool m_isRoundUnderWay = false;
    int m_failures = 0; ///< one after the other
    quint64 m_lastNumber = 0;
    quint64 m_request = 0; ///< answers of earlier ones are dropped
    QTimer m_next;
    Background m_background;
};

} // namespace keywright::ui
