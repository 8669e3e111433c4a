#include "ui/heat/line_chart.h"

#include <algorithm>
#include <cmath>

#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kLeft = 64; ///< as the heat map's, so that times stand below each other
constexpr int kRight = 60;
constexpr int kHead = 24;
constexpr int kFoot = 20;

double greatest(const std::vector<double> &values)
{
    return values.empty() ? 0 : *std::max_element(values.begin(), values.end());
}

/// 1, 2 or 5 times a power of ten, at least `value`.
double roundUp(double value)
{
    if (value <= 0)
        return 1;
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= value)
            return factor * power;
    return 10 * power;
}

} // namespace

LineChart::LineChart(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("lineChart"));
    setMouseTracking(true);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void LineChart::setContents(Contents contents)
{
    if (contents == m_contents)
        return;
    m_contents = std::move(contents);
    // A limit far above what is used would press the line to the ground.
    const double most = greatest(m_contents.values);
    double top = most;
    for (const double other : {greatest(m_contents.limit), greatest(m_contents.thresholds), m_contents.threshold.value_or(0)})
        if (other <= 4 * most)
            top = std::max(top, other);
    m_top = roundUp(top);
    m_hovered.reset();
    setAccessibleName(m_contents.title);
    setAccessibleDescription(tr("Greatest: %1").arg(valueText(most)));
    update();
}

/// A latency may be far below a tenth.
QString LineChart::valueText(double value)
{
    return value > 0 && value < 1 ? QLocale().toString(value, 'g', 2) : amountText(value);
}

QRectF LineChart::area() const
{
    return {kLeft, kHead, std::max(1.0, width() - kLeft - static_cast<double>(kRight)),
            std::max(1.0, height() - kHead - static_cast<double>(kFoot))};
}

QPointF LineChart::pointOf(std::size_t number, double value) const
{
    const double along = (static_cast<double>(number) + 0.5) / static_cast<double>(std::max<std::size_t>(1, m_contents.values.size()));
    return {area().left() + along * area().width(), area().bottom() - area().height() * std::min(1.0, value / m_top)};
}

void LineChart::paintLine(QPainter &painter, const std::vector<double> &values) const
{
    QPolygonF line;
    for (std::size_t i = 0; i < values.size(); ++i)
        line << pointOf(i, values[i]);
    painter.drawPolyline(line);
}

/// What is written beside the title while the mouse is elsewhere.
QString LineChart::remark() const
{
    QStringList parts;
    if (!m_contents.second.empty())
        parts << tr("%1 (line), %2 (dots)").arg(m_contents.valueName, m_contents.secondName);
    if (!m_contents.thresholdText.isEmpty())
        parts << m_contents.thresholdText;
    return parts.join(QStringLiteral("; "));
}

QString LineChart::readOff(std::size_t number) const
{
    const std::int64_t second = m_contents.startSecond + static_cast<std::int64_t>(number) * m_contents.secondsPerValue;
    QString text =
        tr("%1: %2").arg(clockText(second, m_contents.clock, m_contents.secondsPerValue < 60),
                         tr("%1 %2 %3").arg(m_contents.valueName, valueText(m_contents.values[number]), m_contents.unit).simplified());
    if (number < m_contents.second.size())
        text +=
            tr(", %1").arg(tr("%1 %2 %3").arg(m_contents.secondName, valueText(m_contents.second[number]), m_contents.unit).simplified());
    if (number < m_contents.limit.size())
        text += tr(" of %1").arg(valueText(m_contents.limit[number]));
    return text;
}

void LineChart::paintAxis(QPainter &painter) const
{
    const Colours &colours = theme().colours();
    const QRectF field = area();
    painter.setPen(colours.border);
    painter.drawRect(field);
    painter.setPen(colours.textSecondary);
    painter.drawText(QRectF(0, field.top() - 6, kLeft - 6, 14), Qt::AlignRight | Qt::AlignVCenter, valueText(m_top));
    painter.drawText(QRectF(0, field.bottom() - 8, kLeft - 6, 14), Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("0"));
    const auto count = static_cast<std::int64_t>(m_contents.values.size());
    int ticks = 1;
    for (const int each : {2, 3, 4, 6, 8}) // of a day these are whole hours
        if (each <= field.width() / 90)
            ticks = each;
    for (int tick = 0; tick <= ticks; ++tick) {
        const std::int64_t second = m_contents.startSecond + count * m_contents.secondsPerValue * tick / ticks;
        const double x = field.left() + field.width() * tick / ticks;
        painter.drawText(QRectF(x - 50, field.bottom() + 3, 100, kFoot - 3), Qt::AlignHCenter | Qt::AlignTop,
                         clockText(second, m_contents.clock, m_contents.secondsPerValue < 60));
    }
}

void LineChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &colours = theme().colours();
    painter.setFont(fontOf(TextRole::Strong));
    painter.setPen(colours.text);
    painter.drawText(QRectF(kLeft, 0, width() - kLeft, kHead - 2), Qt::AlignLeft | Qt::AlignVCenter, m_contents.title);
    const int titleWidth = painter.fontMetrics().horizontalAdvance(m_contents.title) + space::kM;
    painter.setFont(fontOf(TextRole::Caption));
    painter.setPen(m_hovered ? colours.text : m_contents.thresholdText.isEmpty() ? colours.textSecondary : colours.warning);
    const QRectF head(area().left() + titleWidth, 0, area().width() - titleWidth, kHead - 2);
    painter.drawText(
        head, Qt::AlignRight | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(m_hovered ? readOff(*m_hovered) : remark(), Qt::ElideRight, static_cast<int>(head.width())));
    paintAxis(painter);
    if (m_contents.values.empty())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(area().adjusted(-1, -1, 1, 1));
    QPolygonF filled{QPointF(pointOf(0, 0))};
    for (std::size_t i = 0; i < m_contents.values.size(); ++i)
        filled << pointOf(i, m_contents.values[i]);
    filled << pointOf(m_contents.values.size() - 1, 0);
    QPainterPath path;
    path.addPolygon(filled);
    painter.fillPath(path, colours.accentSoft);
    painter.setPen(QPen(colours.accent, 1.5));
    paintLine(painter, m_contents.values);
    painter.setPen(QPen(colours.accent, 1.5, Qt::DotLine));
    if (!m_contents.second.empty())
        paintLine(painter, m_contents.second);
    painter.setPen(QPen(colours.textSecondary, 1.2));
    if (!m_contents.limit.empty() && *std::min_element(m_contents.limit.begin(), m_contents.limit.end()) <= m_top)
        paintLine(painter, m_contents.limit);
    painter.setPen(QPen(colours.warning, 1.2, Qt::DashLine));
    if (!m_contents.thresholds.empty() && *std::min_element(m_contents.thresholds.begin(), m_contents.thresholds.end()) <= m_top)
        paintLine(painter, m_contents.thresholds);
    if (m_contents.threshold)
        painter.drawLine(pointOf(0, *m_contents.threshold), pointOf(m_contents.values.size() - 1, *m_contents.threshold));
    if (m_hovered) {
        painter.setPen(QPen(colours.textSecondary, 1));
        const QPointF at = pointOf(*m_hovered, m_contents.values[*m_hovered]);
        painter.drawLine(QPointF(at.x(), area().top()), QPointF(at.x(), area().bottom()));
    }
}

void LineChart::mouseMoveEvent(QMouseEvent *event)
{
    if (m_contents.values.empty())
        return;
    const double along = std::clamp((event->pos().x() - area().left()) / area().width(), 0.0, 1.0);
    m_hovered = std::min(m_contents.values.size() - 1, static_cast<std::size_t>(along * static_cast<double>(m_contents.values.size())));
    update();
}

void LineChart::leaveEvent(QEvent *event)
{
    m_hovered.reset();
    update();
    QWidget::leaveEvent(event);
}

} // namespace keywright::ui
