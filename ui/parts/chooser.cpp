#include "ui/parts/chooser.h"

#include <QAbstractItemView>
#include <QStyleOptionComboBox>
#include <QStylePainter>

#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kChevron = 14;

} // namespace

Chooser::Chooser(const QString &name, QWidget *parent) : QComboBox(parent)
{
    setAccessibleName(name);
    setSizeAdjustPolicy(AdjustToContents);
}

void Chooser::showPopup()
{
    view()->setMinimumWidth(view()->sizeHintForColumn(0) + style()->pixelMetric(QStyle::PM_ScrollBarExtent) + space::kS);
    QComboBox::showPopup();
}

void Chooser::paintEvent(QPaintEvent *)
{
    QStyleOptionComboBox option;
    initStyleOption(&option);
    if (currentIndex() < 0 && !placeholderText().isEmpty()) {
        option.palette.setBrush(QPalette::ButtonText, option.palette.placeholderText());
        option.currentText = placeholderText();
    }
    // The style clips a text that is too long; an ellipsis says that there is more.
    constexpr int kBeside = 2; // the style leaves a pixel at either end
    const int iconWidth = option.currentIcon.isNull() ? 0 : option.iconSize.width() + space::kXs;
    const int room =
        style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this).width() - iconWidth - kBeside;
    option.currentText = option.fontMetrics.elidedText(option.currentText, Qt::ElideRight, room);
    QStylePainter painter(this);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
    const QRect square(width() - kChevron - space::kS, (height() - kChevron) / 2 + 1, kChevron, kChevron);
    icon(QStringLiteral("chevron-down")).paint(&painter, square, Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled);
}

} // namespace keywright::ui
