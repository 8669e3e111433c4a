#include "ui/parts/text_field.h"

#include <QScopedValueRollback>
#include <QVBoxLayout>

#include "ui/parts/edit_line.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

TextField::TextField(const QString &name, QWidget *parent) : TextField(name, new EditLine, parent) { }

TextField::TextField(const QString &name, EditLine *line, QWidget *parent) : QWidget(parent), m_line(line), m_note(new FieldNote)
{
    m_line->setAccessibleName(name);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_line);
    column->addWidget(m_note);
    setFocusProxy(m_line);
    connect(m_line, &EditLine::entered, this, [this] {
        if (commit())
            m_line->selectAll();
    });
    connect(m_line, &EditLine::takenBack, this, &TextField::takeBack);
    connect(m_line, &QLineEdit::editingFinished, this, &TextField::commit);
    connect(m_line, &QLineEdit::textEdited, this, [this](const QString &text) {
        judge();
        emit edited(text);
    });
}

void TextField::judge()
{
    const Refusal refusal = m_check && isHalfTyped() ? m_check(text()) : std::nullopt;
    refuse(refusal.value_or(QString()));
}

void TextField::setValue(const QString &value)
{
    const bool halfTyped = isHalfTyped() && !m_committing;
    m_value = value;
    if (halfTyped || (m_line->text() == value && !m_line->isUndoAvailable()))
        return;
    // Also where the text is the same: it forgets what was typed, so that the next undo is the window's.
    const int cursor = m_line->cursorPosition();
    m_line->setText(value);
    m_line->setCursorPosition(m_line->hasFocus() ? cursor : 0);
}

QString TextField::text() const
{
    return m_line->text().trimmed();
}

void TextField::refuse(const QString &sentence)
{
    m_note->say(sentence);
    m_line->setRefused(sentence);
}

bool TextField::commit()
{
    if (m_committing)
        return true;
    if (!isHalfTyped()) {
        m_line->setText(m_value);
        refuse({});
        return true;
    }
    Refusal refusal = m_check ? m_check(text()) : std::nullopt;
    {
        const QScopedValueRollback<bool> committing(m_committing, true);
        if (!refusal && m_take)
            refusal = m_take(text());
        if (!refusal)
            setValue(text());
    }
    refuse(refusal.value_or(QString()));
    if (!refusal)
        emit committed();
    return !refusal;
}

void TextField::takeBack()
{
    m_line->setText(m_value);
    m_line->selectAll();
    refuse({});
}

void TextField::setMono(bool mono)
{
    m_line->setMono(mono);
}

void TextField::setPlaceholder(const QString &text)
{
    m_line->setPlaceholderText(text);
}

} // namespace keywright::ui
