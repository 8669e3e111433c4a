#pragma once

#include <map>

#include <QObject>

#include "core/session/pattern_run.h"
#include "ui/document/background.h"
#include "ui/document/document.h"
#include "ui/document/recording_connection.h"

namespace keywright::ui {

/// Runs access patterns with their example values, one after the other off the GUI thread, and keeps each one's last run
/// until the model changes. They run on the sample data in tables in memory, made for the run, so that a pattern that
/// writes changes nothing that the user sees.
class PatternRunner : public QObject {
    Q_OBJECT

public:
    explicit PatternRunner(Document &document, QObject *parent = nullptr);

    /// False without access patterns.
    bool canRun() const;
    bool isRunning() const { return m_done < m_all; }
    Progress progress() const;

    /// Rows of the model's access patterns. Ends a run that still goes on.
    void run(const std::vector<int> &rows);
    void runAll();
    /// The pattern that runs is finished; those behind it are left out.
    void cancel();

    /// Null when the pattern has not run.
    const session::PatternRun *lastRun(int row) const;

signals:
    void patternRan(int row);
    void runsCleared();
    void progressChanged();

private:
    struct Scratch;

    /// On the worker's thread. Never throws.
    static session::PatternRun runOn(Scratch &scratch, const model::Model &model, const model::AccessPattern &pattern,
                                     const RecordingConnection::Sink &sink);
    void take(int row, session::PatternRun run);
    void clear();

    Document &m_document;
    std::map<int, session::PatternRun> m_runs;
    quint64 m_request = 0;
    int m_done = 0;
    int m_all = 0;
    Background m_background;
};

} // namespace keywright::ui
