#include "ui/heat/heat_tip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include "ui/parts/labels.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

HeatTip::HeatTip(QWidget *parent, bool pinned) : QFrame(parent), m_label(makeLabel({}, TextRole::Caption)), m_pinned(pinned)
{
    setProperty("role", "card");
    setObjectName(pinned ? QStringLiteral("pinnedTip") : QStringLiteral("heatTip"));
    m_label->setTextFormat(Qt::RichText);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::kM, space::kS, space::kS, space::kS);
    row->setSpacing(space::kS);
    row->addWidget(m_label);
    if (pinned) {
        auto *close = makeIconButton(QStringLiteral("close"), tr("Take this note away"));
        connect(close, &QToolButton::clicked, this, &QWidget::deleteLater);
        row->addWidget(close, 0, Qt::AlignTop);
    } else {
        setAttribute(Qt::WA_TransparentForMouseEvents);
    }
    hide();
}

void HeatTip::show(const QString &html, const QPoint &point)
{
    m_label->setText(html);
    adjustSize();
    constexpr int kAway = 14;
    const QRect room = parentWidget()->rect().adjusted(0, 0, -width(), -height());
    QPoint corner = point + QPoint(kAway, kAway);
    if (corner.x() > room.right())
        corner.setX(point.x() - width() - kAway);
    if (corner.y() > room.bottom())
        corner.setY(point.y() - height() - kAway);
    move(qBound(0, corner.x(), qMax(0, room.right())), qBound(0, corner.y(), qMax(0, room.bottom())));
    raise();
    QFrame::show();
}

QString HeatTip::text() const
{
    return m_label->text();
}

} // namespace keywright::ui
