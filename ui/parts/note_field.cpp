#include "ui/parts/note_field.h"

#include <QKeyEvent>
#include <QScrollBar>

#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kMostLines = 8;

} // namespace

NoteField::NoteField(const QString &name, QWidget *parent) : QPlainTextEdit(parent)
{
    setAccessibleName(name);
    setPlaceholderText(name);
    setFont(fontOf(TextRole::Body));
    setTabChangesFocus(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(this, &QPlainTextEdit::textChanged, this, &QWidget::updateGeometry);
}

void NoteField::setValue(const QString &value)
{
    const bool halfTyped = toPlainText() != m_value;
    m_value = value;
    if (!halfTyped && toPlainText() != value)
        setPlainText(value);
}

bool NoteField::commit()
{
    const QString text = toPlainText();
    if (text == m_value || !m_take)
        return true;
    if (m_take(text))
        return false;
    m_value = text;
    return true;
}

QSize NoteField::sizeHint() const
{
    // Lines of a plain text's layout, since its own height counts in them.
    const int lines = qBound(1, static_cast<int>(document()->size().height()), kMostLines);
    const int frame = 2 * (frameWidth() + static_cast<int>(document()->documentMargin()) + space::kXs);
    return {120, lines * QFontMetrics(font()).lineSpacing() + frame};
}

bool NoteField::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if ((key->matches(QKeySequence::Undo) && !document()->isUndoAvailable())
            || (key->matches(QKeySequence::Redo) && !document()->isRedoAvailable())) {
            event->ignore();
            return false;
        }
    }
    return QPlainTextEdit::event(event);
}

void NoteField::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        commit();
}

void NoteField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && toPlainText() != m_value) {
        setPlainText(m_value);
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && event->modifiers().testFlag(Qt::ControlModifier)) {
        commit();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void NoteField::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    updateGeometry();
}

} // namespace keywright::ui
