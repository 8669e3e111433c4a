#include "ui/window/focus_keeper.h"

#include <QApplication>
#include <QEvent>
#include <QWidget>

namespace keywright::ui {

FocusKeeper::FocusKeeper(QObject *parent) : QObject(parent)
{
    connect(qApp, &QApplication::focusChanged, this, &FocusKeeper::follow);
}

void FocusKeeper::follow(QWidget *before, QWidget *now)
{
    if (before == nullptr || before->isEnabled() || now == nullptr || now->window() != before->window()) {
        // A person went on elsewhere; a window that loses the focus changes nothing.
        if (now != nullptr && now != m_instead)
            forget();
        return;
    }
    if (before == m_instead && m_lost != nullptr) {
        m_instead = now; // also disabled
        return;
    }
    forget();
    m_lost = before;
    m_instead = now;
    before->installEventFilter(this);
}

void FocusKeeper::forget()
{
    if (m_lost)
        m_lost->removeEventFilter(this);
    m_lost = nullptr;
    m_instead = nullptr;
}

bool FocusKeeper::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::EnabledChange && watched == m_lost && m_lost->isEnabled()) {
        QWidget *back = m_lost;
        const bool untouched = m_instead != nullptr && back->window()->focusWidget() == m_instead;
        forget();
        if (untouched && back->isVisible())
            back->setFocus(Qt::OtherFocusReason);
    }
    return QObject::eventFilter(watched, event);
}

} // namespace keywright::ui
