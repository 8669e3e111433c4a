#pragma once

#include <QFrame>

#include "core/value/attribute_value.h"
#include "ui/parts/field_note.h"

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedLayout;

namespace keywright::ui {

class CodeEditor;
class EditLine;

/// A card over a cell that edits one value of any type. Enter (Ctrl+Enter where lines are typed) takes it, Escape leaves it.
/// A value that cannot be read, or that its owner refuses, stays as it was typed, with the reason below it.
class ValueEditor : public QFrame {
    Q_OBJECT

public:
    explicit ValueEditor(QWidget *parent);

    struct Attribute {
        QString name;
        QString source;                             ///< what is written to: "Sample data"
        std::optional<value::AttributeValue> value; ///< nullopt: the item lacks it
        value::Type typeIfMissing = value::Type::S;
        bool isKey = false; ///< of the table's key: S, N or B of its own type, and it cannot be removed
    };
    /// Shows it over `cell`, in the parent's coordinates.
    void edit(const Attribute &attribute, const QRect &cell);
    void refuse(const QString &sentence);
    /// While the owner writes it nothing can be changed.
    void setBusy(bool busy);

signals:
    void taken(const keywright::value::AttributeValue &value);
    void removalWanted();
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void buildFields();
    QWidget *buildFooter();
    value::Type type() const;
    QString text() const;
    void showForm(const QString &text);
    void changeType();
    void place();
    void take();

    QLabel *m_name;
    QLabel *m_source;
    QComboBox *m_type;
    QStackedLayout *m_fields;
    EditLine *m_line;
    QPlainTextEdit *m_lines;
    QComboBox *m_choice;
    CodeEditor *m_json;
    QWidget *m_nothing;
    QWidget *m_box;
    FieldNote *m_note;
    QLabel *m_hint;
    QPushButton *m_remove;
    QPushButton *m_set;
    QRect m_cell;
    bool m_isKey = false;
};

} // namespace keywright::ui
