#pragma once

#include <vector>

#include <QHash>
#include <QScrollArea>

#include "ui/design/edited_pattern.h"

class QLabel;
class QPushButton;
class QToolButton;

namespace keywright::ui {

class ChoiceField;
class EntityChoice;
class ExpectationForm;
class FormRows;
class NoteField;
class ParameterForm;
class StepForm;
class TextField;

/// The access pattern as a form: what it is, its steps, its parameters and its expectation. Every field is one step to
/// undo; what is refused stays in its field with the reason below.
class PatternForm : public QScrollArea {
    Q_OBJECT

public:
    explicit PatternForm(Document &document, QWidget *parent = nullptr);

    /// The pattern at that row as it is now; -1 for none.
    void show(int row);
    /// Puts the cursor into the name.
    void editName();

signals:
    /// The person wants the whole pattern as text.
    void textWanted();

private:
    void buildGeneral(FormRows &rows);
    void buildSteps(FormRows &rows);
    void showGeneral(const model::AccessPattern &pattern, bool another);
    void showSteps(const model::AccessPattern &pattern, bool another);
    Refusal setEntities(const std::vector<std::string> &entities) const;
    Refusal setRate(const QString &text, bool peak) const;
    void addStep();
    void removeStep();
    void keepTyped();
    void giveBackTyped();

    EditedPattern m_edited;
    /// What a person typed and was not taken, with the reason.
    struct Typed {
        QString field; ///< object name
        QString text;
        QString refusal;
    };

    std::string m_shown;                        ///< the pattern's name
    QHash<QString, std::vector<Typed>> m_typed; ///< by the pattern's name and the place in it
    std::size_t m_step = 0;
    TextField *m_name;
    NoteField *m_description;
    EntityChoice *m_entities;
    TextField *m_rate;
    TextField *m_peak;
    ChoiceField *m_steps;
    QToolButton *m_removeStep = nullptr;
    StepForm *m_stepForm;
    ParameterForm *m_parameters;
    ExpectationForm *m_expectation;
};

} // namespace keywright::ui
