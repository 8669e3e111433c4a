#include "ui/start/model_picture.h"

#include <algorithm>
#include <cmath>

#include <QPainterPath>

#include "ui/document/text.h"
#include "ui/parts/entity_look.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kMaxCards = 12;
constexpr double kGap = 14;

void drawDots(QPainter &painter, const QRectF &rect)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().colours().border);
    for (double y = rect.top() + 8; y < rect.bottom(); y += 14) {
        for (double x = rect.left() + 8; x < rect.right(); x += 14)
            painter.drawEllipse(QPointF(x, y), 0.9, 0.9);
    }
}

/// Cards in rows of equal length, as near to the rectangle's shape as their number allows.
std::vector<QRectF> placeCards(const QRectF &rect, int count)
{
    const int columns = std::max(1, static_cast<int>(std::ceil(std::sqrt(count * 1.4))));
    const int rows = (count + columns - 1) / columns;
    const double width = std::min(96.0, (rect.width() - kGap * (columns + 1)) / columns);
    const double height = std::min(60.0, (rect.height() - kGap * (rows + 1)) / rows);
    const double left = rect.center().x() - (columns * width + (columns - 1) * kGap) / 2;
    const double top = rect.center().y() - (rows * height + (rows - 1) * kGap) / 2;
    std::vector<QRectF> cards;
    for (int card = 0; card < count; ++card)
        cards.emplace_back(left + (card % columns) * (width + kGap), top + (card / columns) * (height + kGap), width, height);
    return cards;
}

void drawRelationship(QPainter &painter, const QRectF &from, const QRectF &to)
{
    const QPointF start = from.center();
    const QPointF end = to.center();
    QPainterPath path(start);
    if (std::abs(start.y() - end.y()) < 1)
        path.lineTo(end);
    else
        path.cubicTo({start.x(), (start.y() + end.y()) / 2}, {end.x(), (start.y() + end.y()) / 2}, end);
    painter.strokePath(path, QPen(theme().colours().borderStrong, 1.5));
}

void drawCard(QPainter &painter, const QRectF &card, const EntityLook &look, std::size_t attributes)
{
    const Colours &colours = theme().colours();
    const QColor colour = entityColour(look.colour, colours.dark);
    const double header = std::min(16.0, card.height() * 0.4);
    QPainterPath outline;
    outline.addRoundedRect(card, radius::kS, radius::kS);
    painter.fillPath(outline, colours.raised);
    painter.save();
    painter.setClipPath(outline);
    painter.fillRect(QRectF(card.x(), card.y(), card.width(), header), colour);
    painter.restore();
    painter.strokePath(outline, QPen(colours.borderStrong, 1));
    QFont letters = fontOf(TextRole::Caption);
    letters.setPixelSize(9);
    letters.setWeight(QFont::DemiBold);
    painter.setFont(letters);
    painter.setPen(markText(colours.dark));
    const QRectF text = QRectF(card.x(), card.y(), card.width(), header).adjusted(5, 0, -4, 0);
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, QFontMetricsF(letters).elidedText(look.name, Qt::ElideRight, text.width()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.border);
    const auto bars = static_cast<int>(std::min<double>(static_cast<double>(attributes), (card.height() - header - 5) / 7));
    for (int bar = 0; bar < bars; ++bar) {
        const double length = (card.width() - 12) * (0.45 + 0.13 * ((bar * 3 + look.colour) % 4));
        painter.drawRoundedRect(QRectF(card.x() + 5, card.y() + header + 5 + bar * 7, length, 3), 1.5, 1.5);
    }
}

} // namespace

void drawModelPicture(QPainter &painter, const QRectF &rect, const model::Model &model)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(rect, Qt::IntersectClip);
    painter.fillRect(rect, theme().colours().sunken);
    drawDots(painter, rect);
    const std::vector<EntityLook> looks = entityLooks(model);
    const int count = std::min(kMaxCards, static_cast<int>(looks.size()));
    const std::vector<QRectF> cards = placeCards(rect, std::max(1, count));
    const auto cardOf = [&](const std::string &entity) -> const QRectF * {
        for (int row = 0; row < count; ++row) {
            if (looks[static_cast<std::size_t>(row)].name == toQString(entity))
                return &cards[static_cast<std::size_t>(row)];
        }
        return nullptr;
    };
    for (const model::Relationship &relationship : model.relationships) {
        const QRectF *from = cardOf(relationship.from);
        const QRectF *to = cardOf(relationship.to);
        if (from && to)
            drawRelationship(painter, *from, *to);
    }
    for (int row = 0; row < count; ++row) {
        const auto at = static_cast<std::size_t>(row);
        drawCard(painter, cards[at], looks[at], model.entities[at].attributes.size());
    }
    painter.restore();
}

} // namespace keywright::ui
