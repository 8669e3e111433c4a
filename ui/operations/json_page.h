#pragma once

#include <optional>

#include <QWidget>

#include "core/value/json.h"
#include "ui/operations/known_table.h"

namespace keywright::ui {

class ChoiceField;
class CodeEditor;
class FieldNote;

/// A request as DynamoDB takes it: its operation and its JSON, highlighted and completed, with its first fault underlined.
class JsonPage : public QWidget {
    Q_OBJECT

public:
    explicit JsonPage(QWidget *parent = nullptr);

    void setTables(const KnownTables &tables) { m_tables = tables; }
    void setRequest(const QString &operation, const value::Json &request);
    QString operation() const;
    /// Nullopt while the text is no JSON object.
    std::optional<value::Json> request() const;
    bool check();
    CodeEditor &editor() const { return *m_editor; }

signals:
    void changed();

private:
    void judge();
    QStringList words() const;

    KnownTables m_tables;
    ChoiceField *m_operation;
    CodeEditor *m_editor;
    FieldNote *m_note;
};

} // namespace keywright::ui
