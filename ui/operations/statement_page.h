#pragma once

#include <vector>

#include <QWidget>

#include "core/value/json.h"
#include "ui/operations/known_table.h"

class QVBoxLayout;

namespace keywright::ui {

class CodeEditor;
class FieldNote;
class NumberField;
class ToggleField;
class ValueField;

/// A PartiQL statement: highlighted, completed, with its first fault underlined and said, and a value for each `?`.
class StatementPage : public QWidget {
    Q_OBJECT

public:
    explicit StatementPage(QWidget *parent = nullptr);

    void setTables(const KnownTables &tables);
    /// Of an ExecuteStatement.
    void setRequest(const value::Json &request);
    value::Json request() const;
    bool check();
    CodeEditor &editor() const { return *m_editor; }

signals:
    void changed();

private:
    void judge();
    void showParameters();

    KnownTables m_tables;
    CodeEditor *m_editor;
    FieldNote *m_note;
    QVBoxLayout *m_parametersLayout;
    std::vector<ValueField *> m_parameters;
    NumberField *m_limit;
    ToggleField *m_consistent;
};

} // namespace keywright::ui
