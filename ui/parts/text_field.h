#pragma once

#include <functional>

#include <QWidget>

#include "ui/parts/field_note.h"

class QLineEdit;
class QVBoxLayout;

namespace keywright::ui {

class EditLine;

/// A line that edits one value of the model. What is typed is offered on Enter and on leaving the field; when it is
/// refused, it stays and the reason stands below. Escape takes back what was typed. A new value of the model does not
/// touch what a person is typing.
class TextField : public QWidget {
    Q_OBJECT

public:
    using Take = std::function<Refusal(const QString &text)>;

    /// `name` is for assistive technology.
    explicit TextField(const QString &name, QWidget *parent = nullptr);
    /// With a line of another kind, which it owns.
    TextField(const QString &name, EditLine *line, QWidget *parent = nullptr);

    /// Takes what was typed, with no spaces around it. Called only when it differs from the value.
    void onCommit(Take take) { m_take = std::move(take); }
    /// Judges every letter; what it refuses is never offered.
    void setCheck(Take check) { m_check = std::move(check); }

    /// What the model holds.
    void setValue(const QString &value);
    const QString &value() const { return m_value; }
    QString text() const;
    bool isHalfTyped() const { return text() != m_value; }
    /// The reason that stands below the field; empty without one.
    QString refusal() const { return m_note->text(); }
    /// Shows a reason below the field, or takes it away.
    void refuse(const QString &sentence);
    /// A sentence to look at; the value was taken.
    void warn(const QString &sentence) { m_note->say(sentence, FieldNote::Kind::Warning); }

    /// Offers what was typed. False when it was refused.
    bool commit();
    void takeBack();
    EditLine &line() const { return *m_line; }
    void setMono(bool mono);
    void setPlaceholder(const QString &text);

signals:
    /// A person changed the text; it is not taken yet.
    void edited(const QString &text);
    /// What was typed has been taken.
    void committed();

private:
    void judge();

    EditLine *m_line;
    FieldNote *m_note;
    Take m_take;
    Take m_check;
    QString m_value;
    bool m_committing = false;
};

} // namespace keywright::ui
