#pragma once

#include <vector>

#include <QWidget>

#include "core/session/commit.h"

class QComboBox;
class QVBoxLayout;

namespace keywright::ui {

class TextField;
class ToggleField;

/// The questions of a plan that need an explicit answer: what becomes of each table that needs a replacement, and whether
/// indexes may be dropped. Nothing is answered beforehand.
class ConsentList : public QWidget {
    Q_OBJECT

public:
    explicit ConsentList(QWidget *parent = nullptr);

    /// Asks what this plan needs; earlier answers are forgotten. Hidden when it needs nothing.
    void setPlan(const session::CommitPlan &plan);

    /// Whether every question has its answer.
    bool isAnswered() const;
    /// The plan without the tables that are to stay as they are.
    session::CommitPlan answered(session::CommitPlan plan) const;
    void addTo(session::CommitChoices &choices) const;

signals:
    void changed();

private:
    enum class Answer { None, Leave, Replace, Beside };
    struct Replacement {
        std::string table;
        QComboBox *answer = nullptr;
        TextField *newName = nullptr;
    };

    void addReplacement(const session::TableCommit &commit);
    void addDroppedIndexes(const std::vector<session::Consent> &consents);
    static Answer answerOf(const Replacement &replacement);

    QVBoxLayout *m_column;
    QWidget *m_rows = nullptr;
    std::vector<Replacement> m_replacements;
    ToggleField *m_drops = nullptr;
    bool m_mayDrop = false;
};

} // namespace keywright::ui
