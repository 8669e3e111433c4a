#include "ui/window/palette_commands.h"

#include <QPointer>
#include <QRegularExpression>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolButton>

#include "ui/parts/labels.h"

namespace keywright::ui {

namespace {

void bringUp(QWidget *widget)
{
    for (QWidget *shown = widget; shown && shown->parentWidget(); shown = shown->parentWidget()) {
        auto *stack = qobject_cast<QStackedWidget *>(shown->parentWidget());
        auto *tabs = stack ? qobject_cast<QTabWidget *>(stack->parentWidget()) : nullptr;
        if (tabs)
            tabs->setCurrentWidget(shown);
    }
}

} // namespace

void addCommands(const QWidget &page, const QString &group, const std::function<void()> &reveal, std::vector<PaletteEntry> &entries)
{
    // Tooltips name a button's key in brackets at their end.
    static const QRegularExpression kKey(QStringLiteral("^(.*) \\(([^)]+)\\)$"));
    for (QToolButton *button : page.findChildren<QToolButton *>()) {
        if (!isCommand(*button) || !button->isEnabled() || !button->isVisibleTo(button->parentWidget()))
            continue;
        const QRegularExpressionMatch key = kKey.match(button->toolTip());
        entries.push_back({.text = key.hasMatch() ? key.captured(1) : button->toolTip(),
                           .group = group,
                           .shortcut = key.captured(2),
                           .icon = button->icon(),
                           .run = [button = QPointer<QToolButton>(button), reveal] {
                               reveal();
                               if (!button)
                                   return;
                               bringUp(button);
                               button->click();
                           }});
    }
}

} // namespace keywright::ui
