#include "ui/window/dock.h"

#include <QToolButton>

#include "ui/parts/labels.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

QWidget *makeTitleBar(Dock *dock)
{
    auto *bar = new QWidget;
    bar->setProperty("role", "window");
    bar->setAttribute(Qt::WA_StyledBackground);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(space::kM, space::kXs, space::kXs, space::kXs);
    QLabel *title = makeLabel(dock->windowTitle(), TextRole::Caption, LabelTone::Secondary);
    QToolButton *close = makeIconButton(QStringLiteral("close"), Dock::tr("Hide %1").arg(dock->windowTitle()));
    close->setIconSize({14, 14});
    QObject::connect(close, &QToolButton::clicked, dock, &QDockWidget::close);
    layout->addWidget(title, 1);
    layout->addWidget(close);
    return bar;
}

} // namespace

Dock::Dock(const QString &id, const QString &title, QWidget *content, QWidget *parent) : QDockWidget(title, parent)
{
    setObjectName(id);
    setAccessibleName(title);
    setFeatures(DockWidgetClosable | DockWidgetMovable);
    setTitleBarWidget(makeTitleBar(this));
    setWidget(content);
}

} // namespace keywright::ui
