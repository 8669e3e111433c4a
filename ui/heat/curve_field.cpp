#include "ui/heat/curve_field.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kHourRoom = 18; ///< below the bars
constexpr double kSteps = 20; ///< of a full bar

} // namespace

CurveField::CurveField(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("dailyCurve"));
    setAccessibleName(tr("Weight of each hour of the day"));
    setFocusPolicy(Qt::StrongFocus);
    setToolTip(tr("Draw with the mouse, or move with the arrows: left and right from hour to hour, up and down for more or less"));
    Weights even;
    even.fill(1);
    setWeights(even);
}

void CurveField::setWeights(const Weights &weights)
{
    m_weights = weights;
    m_top = std::max(1e-9, *std::max_element(weights.begin(), weights.end())) * 1.25;
    describe();
    update();
}

QRectF CurveField::area() const
{
    return QRectF(rect()).adjusted(2, 4, -2, -kHourRoom);
}

QPoint CurveField::pointOf(int hour, double part) const
{
    return QPointF(area().left() + area().width() * (hour + 0.5) / 24, area().bottom() - area().height() * part).toPoint();
}

void CurveField::set(int hour, double weight)
{
    const double rounded = std::round(std::clamp(weight, 0.0, m_top) * 1'000) / 1'000;
    double &held = m_weights[static_cast<std::size_t>(hour)];
    m_hour = hour;
    if (rounded != held) {
        held = rounded;
        emit edited();
    }
    describe();
    update();
}

void CurveField::draw(const QPoint &point)
{
    const int hour = std::clamp(static_cast<int>((point.x() - area().left()) / area().width() * 24), 0, 23);
    set(hour, m_top * std::clamp((area().bottom() - point.y()) / area().height(), 0.0, 1.0));
}

void CurveField::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        draw(event->pos());
}

void CurveField::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        draw(event->pos());
}

void CurveField::keyPressEvent(QKeyEvent *event)
{
    const double weight = m_weights[static_cast<std::size_t>(m_hour)];
    switch (event->key()) {
    case Qt::Key_Left: m_hour = std::max(0, m_hour - 1); break;
    case Qt::Key_Right: m_hour = std::min(23, m_hour + 1); break;
    case Qt::Key_Up: set(m_hour, weight + m_top / kSteps); break;
    case Qt::Key_Down: set(m_hour, weight - m_top / kSteps); break;
    default: QWidget::keyPressEvent(event); return;
    }
    describe();
    update();
}

void CurveField::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void CurveField::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

void CurveField::describe()
{
    const double mean = std::accumulate(m_weights.begin(), m_weights.end(), 0.0) / 24;
    const double share = mean > 0 ? m_weights[static_cast<std::size_t>(m_hour)] / mean : 0;
    setAccessibleDescription(tr("%1:00: %2 times the average").arg(m_hour).arg(QLocale().toString(share, 'f', 2)));
}

void CurveField::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &colours = theme().colours();
    const QRectF bars = area();
    painter.fillRect(bars, colours.sunken);
    const double mean = std::accumulate(m_weights.begin(), m_weights.end(), 0.0) / 24;
    for (int hour = 0; hour < 24; ++hour) {
        const double height = bars.height() * std::min(1.0, m_weights[static_cast<std::size_t>(hour)] / m_top);
        const QRectF bar(bars.left() + bars.width() * hour / 24 + 1, bars.bottom() - height, bars.width() / 24 - 2, height);
        painter.fillRect(bar, isEnabled() ? colours.accent : colours.borderStrong);
        if (hasFocus() && hour == m_hour) {
            painter.setPen(QPen(colours.text, 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(QRectF(bar.left() - 1, bars.top(), bar.width() + 2, bars.height()));
        }
    }
    painter.setPen(QPen(colours.textFaint, 1, Qt::DashLine));
    const double line = bars.bottom() - bars.height() * std::min(1.0, mean / m_top);
    painter.drawLine(QPointF(bars.left(), line), QPointF(bars.right(), line));
    painter.setFont(fontOf(TextRole::Caption));
    painter.setPen(colours.textSecondary);
    for (int hour = 0; hour < 24; hour += 3)
        painter.drawText(QRectF(bars.left() + bars.width() * hour / 24, bars.bottom() + 1, 40, kHourRoom - 1), Qt::AlignLeft | Qt::AlignTop,
                         QStringLiteral("%1:00").arg(hour));
}

} // namespace keywright::ui
