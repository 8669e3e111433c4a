#include "ui/canvas/link_path.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <QFontMetricsF>

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

enum class Side { Left, Right, Top, Bottom };

constexpr double kPortGap = 22;
constexpr double kFoot = 9;
constexpr double kLeastBend = 28;

QPointF directionOf(Side side)
{
    switch (side) {
    case Side::Left: return {-1, 0};
    case Side::Right: return {1, 0};
    case Side::Top: return {0, -1};
    case Side::Bottom: return {0, 1};
    }
    return {};
}

bool isUpright(Side side)
{
    return side == Side::Left || side == Side::Right;
}

/// The sides of two rectangles that face each other: across the wider gap.
std::pair<Side, Side> facingSides(const QRectF &from, const QRectF &to)
{
    const double right = to.left() - from.right();
    const double left = from.left() - to.right();
    const double down = to.top() - from.bottom();
    const double up = from.top() - to.bottom();
    const double across = std::max(left, right);
    const double along = std::max(up, down);
    if (across < 0 && along < 0)
        return {Side::Right, Side::Right};
    // Beside each other in a row the lines run across; below each other they run down, even when far to one side.
    if (along >= 24 || along >= across)
        return down >= up ? std::pair(Side::Bottom, Side::Top) : std::pair(Side::Top, Side::Bottom);
    return right >= left ? std::pair(Side::Right, Side::Left) : std::pair(Side::Left, Side::Right);
}

struct End {
    std::size_t line;
    bool isStart;
    double otherAt; ///< along the side: where the other end wants to be
};

LinePath curve(const QPointF &start, const QPointF &out, const QPointF &end, const QPointF &in)
{
    const double distance = std::hypot(end.x() - start.x(), end.y() - start.y());
    const double bend = std::clamp(distance * 0.45, kLeastBend, 140.0);
    LinePath line{QPainterPath(start), start, out, end, in, {}};
    const QPointF first = start + out * bend;
    const QPointF second = end + in * bend;
    line.path.cubicTo(first, second, end);
    line.middle = (start + 3 * first + 3 * second + end) / 8; // of the curve's parameter: near enough to that of its length, and quick
    return line;
}

QPointF portAt(const QRectF &rect, Side side, double offset)
{
    switch (side) {
    case Side::Left: return {rect.left(), rect.center().y() + offset};
    case Side::Right: return {rect.right(), rect.center().y() + offset};
    case Side::Top: return {rect.center().x() + offset, rect.top()};
    case Side::Bottom: return {rect.center().x() + offset, rect.bottom()};
    }
    return {};
}

void drawOne(QPainter &painter, const QPointF &end, const QPointF &out)
{
    const QPointF across(out.y(), -out.x());
    const QPointF at = end + out * kFoot;
    painter.drawLine(at - across * 5, at + across * 5);
}

void drawMany(QPainter &painter, const QPointF &end, const QPointF &out)
{
    const QPointF across(out.y(), -out.x());
    const QPointF root = end + out * (kFoot + 2);
    painter.drawLine(root, end + across * 6);
    painter.drawLine(root, end - across * 6);
}

void drawLabel(QPainter &painter, const QPointF &middle, const QString &text, const QColor &colour)
{
    painter.setFont(fontOf(TextRole::Caption));
    const QFontMetricsF metrics(painter.font());
    QRectF pill(0, 0, metrics.horizontalAdvance(text) + 2 * space::kS, metrics.height() + 4);
    pill.moveCenter(middle);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().colours().surface);
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter.setPen(colour);
    painter.drawText(pill, Qt::AlignCenter, text);
}

} // namespace

std::vector<LinePath> runLines(const std::vector<LineBetween> &lines, const std::vector<QRectF> &rects)
{
    std::vector<std::pair<Side, Side>> sides;
    std::map<std::pair<int, Side>, std::vector<End>> ports;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const QRectF &from = rects[static_cast<std::size_t>(lines[i].from)];
        const QRectF &to = rects[static_cast<std::size_t>(lines[i].to)];
        sides.push_back(facingSides(from, to));
        const auto along = [](Side side, const QRectF &rect) { return isUpright(side) ? rect.center().y() : rect.center().x(); };
        ports[{lines[i].from, sides[i].first}].push_back({i, true, along(sides[i].first, to)});
        ports[{lines[i].to, sides[i].second}].push_back({i, false, along(sides[i].second, from)});
    }
    std::vector<QPointF> starts(lines.size());
    std::vector<QPointF> ends(lines.size());
    for (auto &[place, all] : ports) {
        const auto &[card, side] = place;
        const QRectF &rect = rects[static_cast<std::size_t>(card)];
        std::stable_sort(all.begin(), all.end(), [](const End &one, const End &other) { return one.otherAt < other.otherAt; });
        const double length = (isUpright(side) ? rect.height() : rect.width()) - 2 * space::kM;
        const double gap = std::min(kPortGap * 1.6, length / static_cast<double>(all.size()));
        for (std::size_t i = 0; i < all.size(); ++i) {
            const double offset = (static_cast<double>(i) - static_cast<double>(all.size() - 1) / 2) * gap;
            (all[i].isStart ? starts : ends)[all[i].line] = portAt(rect, side, offset);
        }
    }
    std::vector<LinePath> paths;
    for (std::size_t i = 0; i < lines.size(); ++i)
        paths.push_back(curve(starts[i], directionOf(sides[i].first), ends[i], directionOf(sides[i].second)));
    return paths;
}

LinePath runFromRow(const QRectF &from, double y, const QRectF &to, double toY)
{
    const bool rightwards = to.center().x() >= from.center().x();
    const bool beside = rightwards ? to.left() >= from.right() : to.right() <= from.left();
    const QPointF start(rightwards ? from.right() : from.left(), y);
    const QPointF out(rightwards ? 1 : -1, 0);
    // A card above or below is reached from the same side, around.
    const bool toLeftSide = beside ? rightwards : !rightwards;
    return curve(start, out, {toLeftSide ? to.left() : to.right(), toY}, {toLeftSide ? -1.0 : 1.0, 0});
}

void drawRelationshipLine(QPainter &painter, const LinePath &line, model::RelationshipKind kind, const QString &name, LineTone tone,
                          double zoom)
{
    const Colours &colours = theme().colours();
    const QColor colour = tone == LineTone::Selected ? colours.accent : tone == LineTone::Hovered ? colours.text : colours.textFaint;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    // Never thinner than a pixel, however small the drawing.
    const double width = std::max(tone == LineTone::Selected ? 2.0 : 1.4, 1 / zoom);
    painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(line.path);
    kind == model::RelationshipKind::ManyToMany ? drawMany(painter, line.start, line.out) : drawOne(painter, line.start, line.out);
    kind == model::RelationshipKind::OneToOne ? drawOne(painter, line.end, line.in) : drawMany(painter, line.end, line.in);
    if (!name.isEmpty())
        drawLabel(painter, line.middle, name, tone == LineTone::Quiet ? colours.textSecondary : colour);
    painter.restore();
}

void drawStepArrow(QPainter &painter, const LinePath &line, int step, bool towardsStart, double zoom)
{
    const Colours &colours = theme().colours();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double unit = std::max(1.0, 0.75 / zoom);
    painter.setPen(QPen(colours.accent, 2 * unit, Qt::SolidLine, Qt::RoundCap));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(line.path);
    const QPointF tip = towardsStart ? line.start : line.end;
    const QPointF out = towardsStart ? line.out : line.in;
    const QPointF across(out.y(), -out.x());
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.accent);
    painter.drawPolygon(QPolygonF{tip, tip + out * 10 * unit + across * 5 * unit, tip + out * 10 * unit - across * 5 * unit});
    // Near the entity: lines of one lane start together, and their numbers would cover each other there.
    const QPointF at = line.path.pointAtPercent(0.8);
    const double radius = 9 * unit;
    painter.setPen(QPen(colours.surface, 2 * unit));
    painter.drawEllipse(at, radius, radius);
    QFont digits = fontOf(TextRole::Caption);
    digits.setPixelSize(std::max(1, qRound(11 * unit)));
    digits.setWeight(QFont::Bold);
    painter.setFont(digits);
    painter.setPen(colours.accentText);
    painter.drawText(QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius), Qt::AlignCenter, QString::number(step));
    painter.restore();
}

} // namespace keywright::ui
