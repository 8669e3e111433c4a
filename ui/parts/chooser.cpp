#include "ui/parts/chooser.h"

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

void Chooser::paintEvent(QPaintEvent *event)
{
    QComboBox::paintEvent(event);
    QPainter painter(this);
    const QRect square(width() - kChevron - space::kS, (height() - kChevron) / 2 + 1, kChevron, kChevron);
    icon(QStringLiteral("chevron-down")).paint(&painter, square, Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled);
}

} // namespace keywright::ui
