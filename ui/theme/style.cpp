#include "ui/theme/style.h"

#include <QStyleOption>

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

void drawCentredIcon(QPainter *painter, const QRect &rect, const QString &name, IconTint tint, int size)
{
    const QRect square(rect.center().x() - size / 2 + 1, rect.center().y() - size / 2 + 1, size, size);
    icon(name, tint).paint(painter, square);
}

void drawFocusRing(QPainter *painter, const QRect &rect)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(theme().colours().accent, 1.5));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius::kS, radius::kS);
    painter->restore();
}

} // namespace

Style::Style() : QProxyStyle(QStringLiteral("Fusion")) { }

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ListViewIconSize:
    case PM_TabBarIconSize: return kIconSize;
    case PM_TreeViewIndentation: return space::kL;
    case PM_DockWidgetSeparatorExtent: return 5;
    case PM_SplitterWidth: return 5;
    case PM_MessageBoxIconSize: return 32;
    case PM_MenuHMargin:
    case PM_MenuVMargin: return space::kXs;
    case PM_ToolTipLabelFrameWidth: return 1;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *returned) const
{
    switch (hint) {
    case SH_DockWidget_ButtonsHaveFrame:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_UnderlineShortcut:
    case SH_ComboBox_Popup: return 0;
    case SH_ItemView_ShowDecorationSelected: return 1;
    case SH_ItemView_ActivateItemOnSingleClick: return 0;
    case SH_ScrollBar_LeftClickAbsolutePosition: return 1;
    default: return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

QIcon Style::standardIcon(StandardPixmap pixmap, const QStyleOption *option, const QWidget *widget) const
{
    switch (pixmap) {
    case SP_MessageBoxWarning: return icon(QStringLiteral("warning"), IconTint::Warning);
    case SP_MessageBoxCritical: return icon(QStringLiteral("error"), IconTint::Error);
    case SP_MessageBoxInformation:
    case SP_MessageBoxQuestion: return icon(QStringLiteral("info"), IconTint::Accent);
    case SP_LineEditClearButton:
    case SP_TitleBarCloseButton:
    case SP_DockWidgetCloseButton: return icon(QStringLiteral("close"));
    default: return QProxyStyle::standardIcon(pixmap, option, widget);
    }
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_IndicatorBranch:
        if (option->state & State_Children) {
            const bool open = option->state & State_Open;
            drawCentredIcon(painter, option->rect, open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"), IconTint::Faint,
                            12);
        }
        return;
    case PE_FrameTabBarBase: return; // no line beside the tabs
    case PE_FrameFocusRect: drawFocusRing(painter, option->rect); return;
    case PE_IndicatorMenuCheckMark: drawCentredIcon(painter, option->rect, QStringLiteral("check"), IconTint::Accent, kIconSize); return;
    case PE_IndicatorArrowDown: drawCentredIcon(painter, option->rect, QStringLiteral("chevron-down"), IconTint::Secondary, 12); return;
    case PE_IndicatorArrowRight: drawCentredIcon(painter, option->rect, QStringLiteral("chevron-right"), IconTint::Secondary, 12); return;
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

} // namespace keywright::ui
