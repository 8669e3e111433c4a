#include "ui/parts/edit_line.h"

#include <QKeyEvent>
#include <QStyle>

#include "ui/theme/fonts.h"

namespace keywright::ui {

EditLine::EditLine(QWidget *parent) : QLineEdit(parent)
{
    setFont(fontOf(TextRole::Body));
}

void EditLine::setMono(bool mono)
{
    setFont(fontOf(mono ? TextRole::Mono : TextRole::Body));
}

void EditLine::setRefused(const QString &reason)
{
    setAccessibleDescription(reason);
    if (property("refused").toBool() == !reason.isEmpty())
        return;
    setProperty("refused", !reason.isEmpty());
    style()->unpolish(this);
    style()->polish(this);
}

bool EditLine::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool windows =
            (key->matches(QKeySequence::Undo) && !isUndoAvailable()) || (key->matches(QKeySequence::Redo) && !isRedoAvailable());
        if (windows) {
            event->ignore();
            return false;
        }
    }
    return QLineEdit::event(event);
}

void EditLine::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        event->ignore();
        emit takenBack();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        emit entered();
        event->accept();
        return;
    default: QLineEdit::keyPressEvent(event);
    }
}

} // namespace keywright::ui
