#include "ui/window/dialog_help.h"

#include <QApplication>
#include <QDialog>
#include <QKeyEvent>

#include "ui/help/help_window.h"

namespace keywright::ui {

namespace {

/// Null for a widget that stands in no modal dialog, or in the help itself.
QDialog *modalDialogOf(QObject *watched)
{
    auto *widget = qobject_cast<QWidget *>(watched);
    auto *dialog = widget != nullptr ? qobject_cast<QDialog *>(widget->window()) : nullptr;
    return dialog != nullptr && dialog->isModal() && qobject_cast<HelpWindow *>(dialog) == nullptr ? dialog : nullptr;
}

} // namespace

DialogHelp::DialogHelp(std::function<QString()> fallback, QObject *parent) : QObject(parent), m_fallback(std::move(fallback))
{
    qApp->installEventFilter(this);
}

bool DialogHelp::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress || static_cast<QKeyEvent *>(event)->key() != Qt::Key_F1)
        return false;
    QDialog *dialog = modalDialogOf(watched);
    if (dialog == nullptr)
        return false;
    const QString topic = HelpWindow::topicAt(qobject_cast<QWidget *>(watched));
    auto *help = dialog->findChild<HelpWindow *>(QString(), Qt::FindDirectChildrenOnly);
    if (help == nullptr) {
        help = new HelpWindow(dialog);
        help->setAttribute(Qt::WA_DeleteOnClose);
    }
    help->showTopic(topic.isEmpty() ? m_fallback() : topic);
    help->show();
    help->raise();
    help->activateWindow();
    return true;
}

} // namespace keywright::ui
