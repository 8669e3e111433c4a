#pragma once

#include <memory>

#include <QWidget>

#include "core/expression/event_pattern.h"
#include "core/model/model.h"
#include "ui/streams/change_filter.h"

class QComboBox;
class QLabel;
class QTimer;

namespace keywright::ui {

class CodeEditor;
class FieldNote;

/// An event pattern as an event source mapping of Lambda takes it: typed, or begun from an entity's keys, with what is wrong
/// with it underlined, and how many of the records it would have matched.
class PatternPanel : public QWidget {
    Q_OBJECT

public:
    explicit PatternPanel(QWidget *parent = nullptr);

    /// The pattern in force; null when none is typed, or what is typed cannot be used.
    const std::shared_ptr<const expression::EventPattern> &pattern() const { return m_pattern; }
    QString text() const;
    void setText(const QString &text);
    /// Patterns to begin with: those of the table's entities.
    void setTable(const model::Model *model, const std::string &table);
    void showMatches(qint64 matched, qint64 judged);

signals:
    void changed();

private:
    void judge();
    void takeExample(int row);

    CodeEditor *m_editor;
    QComboBox *m_examples;
    FieldNote *m_note;
    QLabel *m_matches;
    QTimer *m_typing;
    std::shared_ptr<const expression::EventPattern> m_pattern;
};

} // namespace keywright::ui
