#pragma once

#include <functional>

#include <QVariant>

#include "ui/parts/field_note.h"

namespace keywright::ui {

class Chooser;

/// A choice among few: taken at once, or put back with the reason below it.
class ChoiceField : public QWidget {
    Q_OBJECT

public:
    using Take = std::function<Refusal(const QVariant &value)>;

    explicit ChoiceField(const QString &name, QWidget *parent = nullptr);

    void addChoice(const QString &text, const QVariant &value);
    /// Puts other choices in place of all; the value stays.
    void setChoices(const QList<std::pair<QString, QVariant>> &choices);
    void onCommit(Take take) { m_take = std::move(take); }
    /// What the model holds. A value that is none of the choices is added, so that it is never hidden.
    void setValue(const QVariant &value);
    QVariant value() const { return m_value; }
    QString refusal() const { return m_note->text(); }
    void refuse(const QString &sentence) { m_note->say(sentence); }
    Chooser &chooser() const { return *m_chooser; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void take(int choice);
    void showValue();

    Chooser *m_chooser;
    FieldNote *m_note;
    Take m_take;
    QVariant m_value;
};

/// A choice among the ten attribute types; its values are type tags ("S", "BOOL").
ChoiceField *makeTypeField(const QString &name);
/// The same of the types that a key may have: S, N, B.
ChoiceField *makeKeyTypeField(const QString &name);

} // namespace keywright::ui
