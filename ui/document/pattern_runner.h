#pragma once

#include <map>
#include <string>

#include <QObject>
#include <QSet>
#include <QTimer>

#include "core/session/verification.h"
#include "ui/document/background.h"
#include "ui/document/document.h"

namespace keywright::ui {

/// Verifies access patterns on the sample data, off the GUI thread and in tables of its own in memory, so that a pattern
/// that writes changes nothing that the user sees. Keeps each one's last verification until another model is opened, also
/// when an edit makes it stale, and follows patterns that are renamed or moved.
class PatternRunner : public QObject {
    Q_OBJECT

public:
    static constexpr int kDelayMs = 150; ///< after an edit, before staleness is looked at

    explicit PatternRunner(Document &document, QObject *parent = nullptr);

    /// False without access patterns.
    bool canRun() const;
    bool isRunning() const { return m_done < m_all; }
    Progress progress() const;

    /// Rows of the model's access patterns. Ends a run that still goes on.
    void run(const std::vector<int> &rows);
    void runAll();
    /// What is verified stays; the rest is left out.
    void cancel();
    /// Why the last run could not be made, a sentence; empty when it could.
    const QString &problem() const { return m_problem; }

    /// Null when the pattern has not run.
    const session::PatternVerification *lastVerification(int row) const;
    /// The run of it with the examples; null when the pattern has not run.
    const session::PatternRun *lastRun(int row) const;
    /// The model has changed since the last verification in something that it depends on.
    bool isStale(int row) const;
    /// The pattern is part of the run that goes on, and its turn has not come or is now.
    bool isWaiting(int row) const;

signals:
    void patternRan(int row);
    /// The runs are gone, for another model is open.
    void runsCleared();
    /// Runs have become stale or are no longer.
    void stalenessChanged();
    void progressChanged();

private:
    void take(session::PatternVerification verification, const std::shared_ptr<const model::Model> &model);
    void record(const session::PatternRun &run, const model::AccessPattern &pattern);
    void clear();
    void followEdit();
    void lookAtStaleness();
    const std::string *nameAt(int row) const;

    Document &m_document;
    std::shared_ptr<const model::Model> m_model;                    ///< as it was after the last edit
    std::map<std::string, session::PatternVerification> m_verified; ///< by the pattern's name
    std::map<std::string, std::string> m_fingerprints;              ///< of the patterns as they are now, by name
    QSet<QString> m_waiting;                                        ///< names
    QString m_problem;
    QTimer m_timer;
    quint64 m_request = 0;
    quint64 m_look = 0;
    int m_done = 0;
    int m_all = 0;
    Background m_looking;
    Background m_background;
};

} // namespace keywright::ui
