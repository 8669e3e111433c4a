#pragma once

#include <functional>

#include <QWidget>

#include "core/model/expectation.h"
#include "core/value/json.h"
#include "ui/design/edited_pattern.h"

class QVBoxLayout;

namespace keywright::ui {

class FormRows;

/// What must hold after a change, one card each: items of an entity that are there or gone, and numbers that have moved, each
/// under a condition over the entity's own attributes. Made anew when the shape changes; the focus stays on what has the same
/// name.
class ExpectedChanges : public QWidget {
    Q_OBJECT

public:
    explicit ExpectedChanges(const EditedPattern &edited, QWidget *parent = nullptr);

    /// Shows the pattern's expectation as it is now. With `another`, what is half typed is forgotten.
    void show(const model::Expectation &expectation, bool another);

private:
    /// Changes the lists of what is there afterwards and of what has moved.
    using Change = std::function<void(value::Json::Elements &after, value::Json::Elements &changes)>;
    using ChangeEntry = std::function<void(value::Json &entry)>;
    using Values = model::ExpectedValues;

    void build(const model::Expectation &expectation);
    void addCount(const model::ExpectedCount &count, int number);
    void addMove(const model::ExpectedChange &change, int number);
    FormRows *addCard(const QString &kind, const std::string &entity, int number);
    void addWhere(FormRows &rows, const std::string &where, const Values &values, int number);
    void addEntry() const;
    Refusal become(int number, const QString &kind) const;
    Refusal change(const Change &change) const;
    Refusal changeEntry(int number, const ChangeEntry &change) const;
    Refusal setValue(int number, const std::string &name, const model::Operand &before, const QString &text) const;

    const EditedPattern &m_edited;
    QVBoxLayout *m_cards;
    QWidget *m_all = nullptr;
    model::Expectation m_shown;
    bool m_isBuilt = false;
};

} // namespace keywright::ui
