#include <cmath>
#include <set>

#include <QPainter>

#include "core/simulation/heat_picture.h"
#include "ui/heat/heat_plot.h"
#include "ui/heat/heat_plot_layout.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kHatch = 5;           ///< pixels between the lines of throttled cells
constexpr double kMark = 4.5;       ///< half of a split's mark
constexpr int kSplitPicture = 12;   ///< of its picture
constexpr int kMarkRoom = 8;        ///< of several marks in so many pixels one is drawn
constexpr int kTimeRoom = 74;       ///< between two times
constexpr int kHashRoom = 18;       ///< between two hashes
constexpr int kLeastNumberRow = 16; ///< rows that high have their heat in numbers

/// Steps that people count time by, in seconds.
constexpr std::int64_t kTimeSteps[] = {1,   2,    5,     10,    15,    30,    60,     120,    300,    600,
                                       900, 1800, 3'600, 7'200, 10800, 21600, 43'200, 86'400, 172800, 604800};

/// Drawn once: there may be hundreds.
QImage splitMark(qreal pixelRatio)
{
    QImage image((QSizeF(kSplitPicture, kSplitPicture) * pixelRatio).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(pixelRatio);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme().isDark() ? Qt::white : Qt::black, 1.2));
    painter.setBrush(theme().colours().surface);
    const QPointF at(kSplitPicture / 2.0, kSplitPicture / 2.0);
    painter.drawPolygon(QPolygonF({at - QPointF(0, kMark), at + QPointF(kMark, 0), at + QPointF(0, kMark), at - QPointF(kMark, 0)}));
    return image;
}

} // namespace

void HeatPlot::renderField(qreal pixelRatio)
{
    const QSize pixels = (QSizeF(field().size()) * pixelRatio).toSize();
    if (!m_stale && m_field.size() == pixels && m_rendered == m_window)
        return;
    m_field = m_raster.image(m_window, pixels, qMax(2, qRound(kHatch * pixelRatio)), std::move(m_field));
    m_field.setDevicePixelRatio(pixelRatio);
    m_rowShades = m_raster.rowShades(m_window);
    m_columnShades = m_raster.columnShades(m_window);
    m_rendered = m_window;
    m_stale = false;
}

void HeatPlot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &colours = theme().colours();
    if (m_raster.isEmpty())
        return;
    renderField(devicePixelRatioF());
    painter.drawImage(field().topLeft(), m_field);
    if (!m_subject.caption.isEmpty()) {
        painter.setFont(fontOf(TextRole::Strong));
        painter.setPen(colours.text);
        const QRect line(plot::kLeft, 0, width() - plot::kLeft, plot::kCaption);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(m_subject.caption, Qt::ElideRight, line.width()));
    }
    painter.setFont(fontOf(TextRole::Caption));
    paintMargins(painter);
    paintTimes(painter);
    paintHashes(painter);
    painter.save();
    painter.setClipRect(field());
    paintFrames(painter);
    painter.restore();
    paintSplits(painter);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(hasFocus() ? QPen(colours.accent, 1.5) : QPen(colours.border, 1));
    painter.drawRect(field().adjusted(-1, -1, 0, 0));
    paintCursor(painter);
}

void HeatPlot::paintMargins(QPainter &painter) const
{
    const QRect area = field();
    const auto bar = [&](std::uint8_t shade) { return QColor(m_raster.colour(static_cast<std::uint8_t>(qMax(96, int{shade})))); };
    const auto columns = m_raster.visibleColumns(m_window);
    const double room = plot::kTop - space::kS;
    // A pixel's bar is the hottest of its columns.
    for (int x = area.left(); x <= area.right(); ++x) {
        const auto first = std::clamp(static_cast<std::size_t>(std::max(0.0, columnAt(x))), columns.first, columns.end - 1);
        const auto end = std::clamp(static_cast<std::size_t>(std::ceil(columnAt(x + 1))), first + 1, columns.end);
        std::uint8_t shade = 0;
        for (std::size_t column = first; column < end; ++column)
            shade = std::max(shade, m_columnShades[column - columns.first]);
        if (shade > 0)
            painter.fillRect(QRectF(x, area.top() - 3 - room * shade / 255, 1, room * shade / 255), bar(shade));
    }
    const auto rows = m_raster.visibleRows(m_window);
    const double width = plot::kRight - space::kM;
    double drawnTo = -1;
    for (std::size_t row = rows.first; row < rows.end; ++row) {
        const double top = std::max<double>(area.top(), yOf(m_raster.axis().top(row)));
        const double bottom = std::min<double>(area.bottom() + 1, yOf(m_raster.axis().bottom(row)));
        const std::uint8_t shade = m_rowShades[row - rows.first];
        const double gap = bottom - top > 4 ? 1 : 0;
        if (bottom < drawnTo + 0.5 && rows.end - rows.first > 2U * static_cast<std::size_t>(area.height()) && shade == 0)
            continue;
        drawnTo = bottom;
        painter.fillRect(QRectF(area.right() + 4, top, width * shade / 255, std::max(0.5, bottom - top - gap)), bar(shade));
        if (bottom - top < kLeastNumberRow)
            continue;
        float heat = 0;
        const simulation::HeatMap &map = m_raster.map();
        const auto seen = m_raster.visibleColumns(m_window);
        for (std::size_t column = seen.first; column < seen.end; ++column)
            heat = std::max(heat, static_cast<float>(simulation::heatOf(map.cell(row, column), m_look.what)));
        const QString number = heatText(static_cast<double>(heat) * m_look.multiplier);
        const QRectF line(area.right() + 6, top, plot::kRight - 8, bottom - top);
        const bool inside = width * shade / 255 > painter.fontMetrics().horizontalAdvance(number) + 4;
        const bool isLight = qGray(bar(shade).rgb()) > 130;
        painter.setPen(inside ? QColor(isLight ? Qt::black : Qt::white) : theme().colours().textSecondary);
        painter.drawText(inside ? line : line.translated(width * shade / 255, 0), Qt::AlignLeft | Qt::AlignVCenter, number);
    }
}

void HeatPlot::paintTimes(QPainter &painter) const
{
    const simulation::HeatMap &map = m_raster.map();
    const QRect area = field();
    const double seconds = m_window.columns() * static_cast<double>(map.secondsPerColumn);
    const double most = std::max(1.0, std::floor(area.width() / static_cast<double>(kTimeRoom)));
    std::int64_t step = std::end(kTimeSteps)[-1];
    for (const std::int64_t each : kTimeSteps)
        if (seconds / static_cast<double>(each) <= most) {
            step = each;
            break;
        }
    const std::int64_t from = map.startSecond + static_cast<std::int64_t>(m_window.firstColumn * static_cast<double>(map.secondsPerColumn));
    const std::int64_t to = map.startSecond + static_cast<std::int64_t>(m_window.lastColumn * static_cast<double>(map.secondsPerColumn));
    for (std::int64_t second = (from + step - 1) / step * step; second <= to; second += step) {
        const double x = xOf(static_cast<double>(second - map.startSecond) / static_cast<double>(map.secondsPerColumn));
        painter.setPen(theme().colours().borderStrong);
        painter.drawLine(QPointF(x, area.bottom() + 1), QPointF(x, area.bottom() + 5));
        painter.setPen(theme().colours().textSecondary);
        const QRectF line(x - 50, area.bottom() + 6, 100, plot::kBottom - 8);
        painter.drawText(line, Qt::AlignHCenter | Qt::AlignTop, clockText(second, m_subject.clock, step < 60));
    }
}

void HeatPlot::paintHashes(QPainter &painter) const
{
    const QRect area = field();
    const auto rows = m_raster.visibleRows(m_window);
    double drawnTo = -1e9;
    painter.setPen(theme().colours().textSecondary);
    for (std::size_t row = rows.first; row < rows.end; ++row) {
        const double y = std::max<double>(area.top(), yOf(m_raster.axis().top(row)));
        if (y < drawnTo + kHashRoom || y > area.bottom() - kHashRoom / 2.0)
            continue;
        drawnTo = y;
        const capacity::PartitionRange &range = m_raster.map().rows[row].range;
        QString label = QStringLiteral("%1…").arg(QStringLiteral("%1").arg(range.first.hash, 16, 16, QLatin1Char('0')).left(4));
        if (range.first.sort > 0)
            label = QStringLiteral("+ %1 %").arg(
                qRound(100.0 * static_cast<double>(range.first.sort) / static_cast<double>(capacity::kLastPosition)));
        painter.drawText(QRectF(0, y - 2, area.left() - 8, kHashRoom), Qt::AlignRight | Qt::AlignTop, label);
        painter.drawLine(QPointF(area.left() - 5, y), QPointF(area.left() - 1, y));
    }
}

void HeatPlot::paintSplits(QPainter &painter) const
{
    const QRectF area = QRectF(field()).adjusted(-1, -1, 1, 1);
    const QImage drawn = splitMark(painter.device()->devicePixelRatioF());
    std::set<std::pair<int, int>> taken;
    for (const simulation::SplitMark &mark : m_raster.map().splits) {
        const QPointF at(xOf(static_cast<double>(mark.column)), yOf(m_raster.axis().top(mark.row)));
        if (area.contains(at) && taken.insert({qRound(at.x()) / kMarkRoom, qRound(at.y()) / kMarkRoom}).second)
            painter.drawImage((at - QPointF(kSplitPicture, kSplitPicture) / 2).toPoint(), drawn);
    }
}

void HeatPlot::paintFrames(QPainter &painter) const
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme().colours().accent, 2));
    for (const std::size_t row : m_framed) {
        if (row >= m_raster.axis().rows())
            continue;
        painter.drawRect(QRectF(QPointF(xOf(static_cast<double>(m_framedFirst)), yOf(m_raster.axis().top(row))),
                                QPointF(xOf(static_cast<double>(m_framedLast) + 1), yOf(m_raster.axis().bottom(row))))
                             .adjusted(1, 1, -1, -1));
    }
}

void HeatPlot::paintCursor(QPainter &painter) const
{
    const Colours &colours = theme().colours();
    if (m_cell && hasFocus()) {
        const QPointF from(xOf(static_cast<double>(m_cell->column)), yOf(m_raster.axis().top(m_cell->row)));
        const QPointF to(xOf(static_cast<double>(m_cell->column) + 1), yOf(m_raster.axis().bottom(m_cell->row)));
        const QRectF box = QRectF(from, to).adjusted(-2, -2, 2, 2).intersected(QRectF(field()).adjusted(-2, -2, 2, 2));
        painter.setPen(QPen(colours.surface, 3));
        painter.drawRect(box);
        painter.setPen(QPen(colours.accent, 1.5));
        painter.drawRect(box);
    }
    if (m_brush.isNull())
        return;
    QColor veil = colours.accent;
    veil.setAlpha(50);
    painter.setBrush(veil);
    painter.setPen(QPen(colours.accent, 1.5));
    painter.drawRect(m_brush.intersected(field()).adjusted(0, 0, -1, -1));
}

QImage HeatPlot::picture(qreal pixelRatio)
{
    QImage image((QSizeF(size()) * pixelRatio).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(pixelRatio);
    image.fill(theme().colours().surface);
    m_stale = true;
    render(&image, {}, {}, RenderFlags());
    m_stale = true;
    return image;
}

} // namespace keywright::ui
