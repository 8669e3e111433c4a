#pragma once

#include <QScrollArea>

#include "core/model/advice.h"
#include "core/simulation/outcome.h"
#include "ui/document/adviser.h"

class QVBoxLayout;

namespace keywright::ui {

/// What a heat map shows, in words, each with what can be done about it: show it on the map, apply the advice's fix, or
/// open the problems.
class Findings : public QScrollArea {
    Q_OBJECT

public:
    explicit Findings(Adviser &adviser, QWidget *parent = nullptr);

    /// Of one place of the outcome. `isOfModel` says that the place is one of the open model, whose advice counts.
    void setOutcome(const std::shared_ptr<const simulation::Outcome> &outcome, int place, bool isOfModel = true);
    QStringList sentences() const;

signals:
    void frameWanted(const std::vector<std::size_t> &rows, std::size_t firstColumn, std::size_t lastColumn);
    void problemsWanted();
    /// A fix was not taken; a sentence.
    void refused(const QString &sentence);

private:
    void build();
    void addDiagnosis(const simulation::Diagnosis &diagnosis, const simulation::PlaceOutcome &place);
    void addAdvice(QVBoxLayout &column, const simulation::Diagnosis &diagnosis, const simulation::PlaceOutcome &place);
    QVBoxLayout *addCard(const QString &iconName, int tint, const QString &title, const QString &text);
    const model::Advice *adviceFor(const std::string &rule, const simulation::PlaceOutcome &place) const;

    Adviser &m_adviser;
    std::shared_ptr<const simulation::Outcome> m_outcome;
    int m_place = -1;
    bool m_isOfModel = true;
    QWidget *m_contents;
    QVBoxLayout *m_column;
};

} // namespace keywright::ui
