#include "ui/canvas/card_painting.h"

#include <algorithm>

#include <QCoreApplication>
#include <QPainterPath>

#include "ui/parts/key_header.h"
#include "ui/parts/template_text.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr double kKeysFrom = 0.26;
constexpr double kCorner = 8;
constexpr double kHandle = 14;
constexpr double kDim = 0.3;

QString cardText(const char *text)
{
    return QCoreApplication::translate("Canvas", text);
}

QColor mixed(const QColor &colour, const QColor &ground, double share)
{
    const auto channel = [&](float one, float other) { return static_cast<float>(one * share + other * (1 - share)); };
    return QColor::fromRgbF(channel(colour.redF(), ground.redF()), channel(colour.greenF(), ground.greenF()),
                            channel(colour.blueF(), ground.blueF()));
}

QColor headColour(const Card &card)
{
    const Colours &colours = theme().colours();
    switch (card.id.kind) {
    case model::CardKind::Entity: return mixed(entityColour(card.look.colour, colours.dark), colours.raised, colours.dark ? 0.24 : 0.13);
    case model::CardKind::Table: return colours.dark ? mixed(colours.text, colours.raised, 0.09) : colours.sunken;
    case model::CardKind::Note: break;
    }
    return colours.partitionKeySoft;
}

void drawLine(QPainter &painter, const QRectF &rect, const QString &text, int alignment = Qt::AlignLeft)
{
    const QFontMetricsF metrics(painter.font());
    const bool fits = metrics.horizontalAdvance(text) <= rect.width() + 0.5;
    painter.drawText(rect, alignment | Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip,
                     fits ? text : metrics.elidedText(text, Qt::ElideRight, rect.width()));
}

void drawIcon(QPainter &painter, const QRectF &rect, const char *name, IconTint tint)
{
    icon(QLatin1String(name), tint).paint(&painter, rect.toRect());
}

QPainterPath roundedTop(const QRectF &rect)
{
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    path.addRoundedRect(rect, kCorner, kCorner);
    path.addRect(rect.adjusted(0, rect.height() / 2, 0, 0));
    return path.simplified();
}

/// The card without its contents. `scale` is what the painter makes of one pixel.
void drawFrame(QPainter &painter, const Card &card, const QRectF &rect, const CardState &state, double scale)
{
    const Colours &colours = theme().colours();
    QColor shadow = colours.dark ? QColor(0, 0, 0, 70) : QColor(25, 28, 34, 16);
    painter.setPen(Qt::NoPen);
    painter.setBrush(shadow);
    painter.drawRoundedRect(rect.translated(0, 2 * scale), kCorner, kCorner);
    const bool note = card.id.kind == model::CardKind::Note;
    painter.setBrush(note ? headColour(card) : colours.raised);
    const bool strong = state.selected || state.onPath || state.drop.kind == CardPart::Kind::Body;
    const QColor edge = state.selected || state.drop.kind == CardPart::Kind::Body ? colours.accent
        : state.onPath && card.id.kind == model::CardKind::Entity                 ? entityColour(card.look.colour, colours.dark)
        : strong                                                                  ? colours.accent
        : state.hovered                                                           ? colours.textFaint
                                                                                  : colours.borderStrong;
    painter.setPen(QPen(edge, (strong ? 2 : 1) * scale));
    painter.drawRoundedRect(rect, kCorner, kCorner);
}

void drawHead(QPainter &painter, const Card &card, const QRectF &head)
{
    const Colours &colours = theme().colours();
    painter.setPen(Qt::NoPen);
    painter.setBrush(headColour(card));
    painter.drawPath(roundedTop(head.adjusted(1, 1, -1, 0)));
    painter.fillRect(QRectF(head.x() + 1, head.bottom() - 1, head.width() - 2, 1), colours.border);
    const QRectF mark(head.x() + kCardPadding, head.center().y() - kMarkSize / 2.0, kMarkSize, kMarkSize);
    const bool entity = card.id.kind == model::CardKind::Entity;
    if (entity)
        drawEntityMark(painter, mark, card.look);
    else
        drawIcon(painter, mark.adjusted(1, 1, -1, -1), "table", IconTint::Text);
    painter.setFont(fontOf(TextRole::Strong));
    painter.setPen(colours.text);
    drawLine(painter, head.adjusted(mark.right() + space::kS, 0, -kCardPadding, 0), card.id.name);
}

void drawDropMark(QPainter &painter, const QRectF &rect, bool isTarget)
{
    const Colours &colours = theme().colours();
    painter.setBrush(isTarget ? QBrush(colours.accentSoft) : Qt::NoBrush);
    painter.setPen(QPen(colours.accent, isTarget ? 2 : 1, isTarget ? Qt::SolidLine : Qt::DashLine));
    painter.drawRoundedRect(rect, radius::kS, radius::kS);
}

void drawKey(QPainter &painter, const Card &card, const CardGeometry &geometry, int row, const CardState &state)
{
    const Colours &colours = theme().colours();
    const auto at = static_cast<std::size_t>(row);
    const KeyRow &key = card.keys[at];
    const QRectF rect = geometry.keys[at];
    if (state.litKeys.contains(key.attribute))
        painter.fillRect(rect.adjusted(1, 0, -1, 0), key.partition ? colours.partitionKeySoft : colours.sortKeySoft);
    if (state.awaitsDrop)
        drawDropMark(painter, rect.adjusted(6, 1.5, -6, -1.5), state.drop == CardPart{CardPart::Kind::Key, row});
    double x = kCardPadding;
    if (geometry.placeColumn > 0) {
        const bool first = row == 0 || card.keys[at - 1].place != key.place;
        painter.setFont(fontOf(TextRole::Caption));
        painter.setPen(colours.textFaint);
        if (first && key.ofIndex)
            drawLine(painter, {x, rect.y(), geometry.placeColumn - space::kS, rect.height()}, key.place);
        x += geometry.placeColumn;
    }
    x +=
        drawKeyMark(painter, qRound(x), qRound(rect.center().y()), key.partition ? QStringLiteral("PK") : QStringLiteral("SK")) + space::kS;
    const QRectF text(x, rect.y(), rect.right() - kCardPadding / 2 - x, rect.height());
    if (!key.keyTemplate.isEmpty()) {
        drawTemplate(painter, text.toRect(), key.keyTemplate);
        return;
    }
    painter.setFont(fontOf(TextRole::Caption));
    painter.setPen(colours.textFaint);
    drawLine(painter, text, cardText("Drag an attribute here"));
}

void drawAttribute(QPainter &painter, const AttributeRow &attribute, const QRectF &rect)
{
    const Colours &colours = theme().colours();
    painter.setFont(fontOf(TextRole::MonoCaption));
    painter.setPen(colours.textFaint);
    drawLine(painter, rect.adjusted(0, 0, -kCardPadding, 0), attribute.type, Qt::AlignRight);
    double right = rect.right() - kCardPadding - QFontMetricsF(painter.font()).horizontalAdvance(QStringLiteral("BOOL"));
    const QRectF small(right - 14, rect.center().y() - 6, 12, 12);
    if (attribute.inPartitionKey)
        drawIcon(painter, small, "partition-key", IconTint::PartitionKey);
    else if (attribute.inSortKey)
        drawIcon(painter, small, "sort-key", IconTint::SortKey);
    painter.setFont(fontOf(TextRole::Body));
    painter.setPen(attribute.required ? colours.text : colours.textSecondary);
    drawLine(painter, rect.adjusted(kCardPadding, 0, small.x() - rect.right() - 2, 0), attribute.name);
}

void drawAddRow(QPainter &painter, const QRectF &rect)
{
    drawIcon(painter, {rect.x() + kCardPadding, rect.center().y() - 6, 12, 12}, "add", IconTint::Accent);
    painter.setFont(fontOf(TextRole::Caption));
    painter.setPen(theme().colours().accent);
    drawLine(painter, rect.adjusted(kCardPadding + 18, 0, -kCardPadding, 0), cardText("Add attribute"));
}

void drawHandle(QPainter &painter, const CardGeometry &geometry)
{
    const Colours &colours = theme().colours();
    const QRectF handle = relationHandle(geometry);
    painter.setPen(QPen(colours.accent, 1.5));
    painter.setBrush(colours.raised);
    painter.drawEllipse(handle);
    painter.drawLine(handle.center() - QPointF(3, 0), handle.center() + QPointF(3, 0));
    painter.drawLine(handle.center() - QPointF(0, 3), handle.center() + QPointF(0, 3));
}

void drawEntity(QPainter &painter, const Card &card, const CardGeometry &geometry, const CardState &state)
{
    drawFrame(painter, card, geometry.rect(), state, 1);
    drawHead(painter, card, geometry.header);
    for (int row = 0; row < static_cast<int>(card.keys.size()); ++row)
        drawKey(painter, card, geometry, row, state);
    if (!card.keys.empty()) {
        const double y = geometry.keys.back().bottom() + 5;
        painter.fillRect(QRectF(1, y, geometry.size.width() - 2, 1), theme().colours().border);
    }
    for (std::size_t row = 0; row < card.attributes.size(); ++row)
        drawAttribute(painter, card.attributes[row], geometry.attributes[row]);
    if (state.selected || state.hovered) {
        drawAddRow(painter, geometry.addRow);
        drawHandle(painter, geometry);
    }
}

void drawLaneTitle(QPainter &painter, const Lane &lane, const QRectF &title)
{
    const Colours &colours = theme().colours();
    const bool table = lane.index.isEmpty();
    drawIcon(painter, {title.x(), title.center().y() - 7, 14, 14}, table ? "table" : "index", IconTint::Secondary);
    painter.setFont(fontOf(TextRole::Strong));
    painter.setPen(colours.text);
    const double kindWidth =
        lane.vectors.isEmpty() ? 70 : QFontMetricsF(fontOf(TextRole::Caption)).horizontalAdvance(lane.vectors) + space::kS;
    drawLine(painter, title.adjusted(20, 0, -kindWidth, 0), table ? cardText("Table") : lane.index);
    painter.setFont(fontOf(TextRole::Caption));
    painter.setPen(colours.textFaint);
    const QString kind = table    ? QString()
        : !lane.vectors.isEmpty() ? lane.vectors
                                  : (lane.local ? cardText("LSI · %1") : cardText("GSI · %1")).arg(lane.projection);
    drawLine(painter, title, kind, Qt::AlignRight);
}

void drawLane(QPainter &painter, const Lane &lane, const LaneGeometry &geometry, int row, const CardState &state)
{
    const Colours &colours = theme().colours();
    if (state.litLanes.contains(row))
        painter.fillRect(geometry.rect.adjusted(1, 1, -1, -1), mixed(colours.accentSoft, colours.raised, 0.55));
    drawLaneTitle(painter, lane, geometry.title);
    for (int key = 0; key < static_cast<int>(lane.keys.size()); ++key) {
        const LaneKey &each = lane.keys[static_cast<std::size_t>(key)];
        const QRectF rect = geometry.keys[static_cast<std::size_t>(key)];
        painter.setPen(Qt::NoPen);
        painter.setBrush(each.partition ? colours.partitionKeySoft : colours.sortKeySoft);
        painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), radius::kS, radius::kS);
        if (state.awaitsDrop && lane.vectors.isEmpty())
            drawDropMark(painter, rect.adjusted(0.5, 1.5, -0.5, -1.5), state.drop == CardPart{CardPart::Kind::LaneKey, row, key});
        const QString keyMark = each.partition ? QStringLiteral("PK") : QStringLiteral("SK");
        const int mark = drawKeyMark(painter, qRound(rect.x()) + 2, qRound(rect.center().y()), each.mark.isEmpty() ? keyMark : each.mark);
        painter.setFont(fontOf(TextRole::Mono));
        painter.setPen(colours.text);
        drawLine(painter, rect.adjusted(mark + space::kXs, 0, -space::kXs, 0), each.attribute);
    }
    painter.setFont(fontOf(TextRole::Caption));
    for (std::size_t chip = 0; chip < lane.entities.size(); ++chip) {
        const QRectF rect = geometry.chips[chip];
        drawEntityMark(painter, QRectF(rect.x(), rect.y() + 1, 16, 16), lane.entities[chip]);
        painter.setFont(fontOf(TextRole::Caption));
        painter.setPen(colours.textSecondary);
        drawLine(painter, rect.adjusted(16 + space::kXs, 0, 0, 0), lane.entities[chip].name);
    }
    if (lane.entities.empty()) {
        painter.setPen(colours.textFaint);
        const double y = geometry.keys.empty() ? geometry.title.bottom() : geometry.keys.back().bottom();
        drawLine(painter, QRectF(kCardPadding, y + space::kXs, geometry.rect.width() - 2 * kCardPadding, kLaneChip),
                 lane.vectors.isEmpty() ? cardText("No entity has this key yet") : cardText("No entity has these vectors yet"));
    }
}

void drawTable(QPainter &painter, const Card &card, const CardGeometry &geometry, const CardState &state)
{
    drawFrame(painter, card, geometry.rect(), state, 1);
    drawHead(painter, card, geometry.header);
    for (int row = 0; row < static_cast<int>(card.lanes.size()); ++row) {
        const LaneGeometry &lane = geometry.lanes[static_cast<std::size_t>(row)];
        const bool dim = state.onPath && !state.litLanes.contains(row);
        painter.setOpacity(painter.opacity() * (dim ? kDim : 1));
        if (row > 0)
            painter.fillRect(QRectF(1, lane.rect.y(), lane.rect.width() - 2, 1), theme().colours().border);
        drawLane(painter, card.lanes[static_cast<std::size_t>(row)], lane, row, state);
        painter.setOpacity(dim ? painter.opacity() / kDim : painter.opacity());
    }
}

void drawNote(QPainter &painter, const Card &card, const CardGeometry &geometry, const CardState &state)
{
    const Colours &colours = theme().colours();
    drawFrame(painter, card, geometry.rect(), state, 1);
    painter.setFont(fontOf(TextRole::Body));
    painter.setPen(card.text.isEmpty() ? colours.textFaint : colours.text);
    painter.drawText(geometry.rect().adjusted(kCardPadding, kCardPadding, -kCardPadding, -kCardPadding), Qt::TextWordWrap,
                     card.text.isEmpty() ? cardText("Double-click to write a note") : card.text);
}

/// What is left of a card when it is small, in pixels of the screen: `rect` is its size there.
class SmallCard {
public:
    SmallCard(QPainter &painter, const Card &card, const CardGeometry &geometry, const CardState &state, double zoom)
        : m_painter(painter), m_card(card), m_state(state), m_rect(0, 0, geometry.size.width() * zoom, geometry.size.height() * zoom)
    { }

    void drawKeys()
    {
        drawFrame(m_painter, m_card, m_rect, m_state, 1);
        if (m_card.id.kind == model::CardKind::Note) {
            drawNoteLines();
            return;
        }
        m_y = drawName(std::min(24.0, m_rect.height()));
        m_painter.setClipRect(m_rect.adjusted(1, 1, -1, -1), Qt::IntersectClip);
        if (m_card.id.kind == model::CardKind::Entity)
            drawTemplates();
        else
            drawLanes();
    }

    void drawNameAlone()
    {
        const Colours &colours = theme().colours();
        const bool entity = m_card.id.kind == model::CardKind::Entity;
        const QColor fill = entity ? entityColour(m_card.look.colour, colours.dark) : headColour(m_card);
        m_painter.setPen(m_state.selected || m_state.onPath ? QPen(colours.accent, 2) : QPen(colours.borderStrong, entity ? 0 : 1));
        m_painter.setBrush(entity ? mixed(fill, colours.raised, colours.dark ? 0.6 : 0.75) : fill);
        m_painter.drawRoundedRect(m_rect, 3, 3);
        if (m_rect.width() < 20 || m_rect.height() < 12 || m_card.id.kind == model::CardKind::Note)
            return;
        m_painter.setFont(font(TextRole::Caption, 10, QFont::DemiBold));
        m_painter.setPen(entity ? markText(colours.dark) : colours.text);
        const QRectF text = m_rect.adjusted(3, 0, -3, 0);
        const QFontMetricsF metrics(m_painter.font());
        const bool fits = metrics.horizontalAdvance(m_card.id.name) <= text.width();
        drawLine(m_painter, text, !fits && entity ? m_card.look.mark : m_card.id.name, Qt::AlignHCenter);
    }

private:
    static QFont font(TextRole role, int pixels, QFont::Weight weight = QFont::Normal)
    {
        QFont result = fontOf(role);
        result.setPixelSize(pixels);
        result.setWeight(weight);
        return result;
    }

    /// Letters for a name at the head, as small as they have to be and can still be read.
    static QFont fittingFont(const QString &name, double width)
    {
        constexpr int kUsual = 12;
        constexpr int kLeast = 9;
        for (int pixels = kUsual; pixels > kLeast; --pixels) {
            const QFont letters = font(TextRole::Body, pixels, QFont::DemiBold);
            if (QFontMetricsF(letters).horizontalAdvance(name) <= width)
                return letters;
        }
        return font(TextRole::Body, kLeast, QFont::DemiBold);
    }

    double drawName(double height)
    {
        const Colours &colours = theme().colours();
        const QRectF head(0, 0, m_rect.width(), height);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(headColour(m_card));
        m_painter.drawPath(roundedTop(head.adjusted(1, 1, -1, 0)));
        const double mark = std::min(15.0, height - 4);
        const QRectF square(6, (height - mark) / 2, mark, mark);
        if (m_card.id.kind == model::CardKind::Entity)
            drawEntityMark(m_painter, square, m_card.look);
        else
            drawIcon(m_painter, square, "table", IconTint::Text);
        const QRectF text = head.adjusted(square.right() + 4, 0, -3, 0);
        m_painter.setFont(fittingFont(m_card.id.name, text.width()));
        m_painter.setPen(colours.text);
        drawLine(m_painter, text, m_card.id.name);
        return height + 3;
    }

    /// The row's rectangle; empty when the card is full.
    QRectF nextRow(double height)
    {
        if (m_y + height > m_rect.height())
            return {};
        const QRectF row(0, m_y, m_rect.width(), height);
        m_y += height;
        return row;
    }

    void drawTemplates()
    {
        const Colours &colours = theme().colours();
        const QFont letters = font(TextRole::MonoCaption, 10);
        QString place;
        for (const KeyRow &key : m_card.keys) {
            const QRectF row = nextRow(14);
            if (row.isEmpty())
                return;
            if (m_state.litKeys.contains(key.attribute))
                m_painter.fillRect(row.adjusted(1, 0, -1, 0), key.partition ? colours.partitionKeySoft : colours.sortKeySoft);
            if (key.place != place && !place.isEmpty())
                m_painter.fillRect(QRectF(6, row.y(), row.width() - 12, 1), colours.border);
            place = key.place;
            m_painter.setPen(Qt::NoPen);
            m_painter.setBrush(key.partition ? colours.partitionKey : colours.sortKey);
            m_painter.drawRoundedRect(QRectF(6, row.center().y() - 3, 6, 6), key.partition ? 3 : 1, key.partition ? 3 : 1);
            m_painter.setFont(letters);
            m_painter.setPen(colours.textSecondary);
            drawLine(m_painter, row.adjusted(16, 0, -4, 0), key.keyTemplate);
        }
    }

    void drawLanes()
    {
        const Colours &colours = theme().colours();
        const double height = std::max(16.0, (m_rect.height() - m_y - 2) / std::max<double>(1, static_cast<double>(m_card.lanes.size())));
        for (int at = 0; at < static_cast<int>(m_card.lanes.size()); ++at) {
            const Lane &lane = m_card.lanes[static_cast<std::size_t>(at)];
            const QRectF row = nextRow(height);
            if (row.isEmpty())
                return;
            const bool dim = m_state.onPath && !m_state.litLanes.contains(at);
            m_painter.setOpacity(m_painter.opacity() * (dim ? kDim : 1));
            if (m_state.litLanes.contains(at))
                m_painter.fillRect(row.adjusted(1, 0, -1, 0), mixed(colours.accentSoft, colours.raised, 0.55));
            if (at > 0)
                m_painter.fillRect(QRectF(1, row.y(), row.width() - 2, 1), colours.border);
            m_painter.setFont(font(TextRole::Caption, 11, QFont::Medium));
            m_painter.setPen(colours.text);
            drawLine(m_painter, QRectF(7, row.y() + 2, row.width() - 12, 14), lane.index.isEmpty() ? cardText("Table") : lane.index);
            drawMarks(lane, row.adjusted(7, 17, -4, -2));
            m_painter.setOpacity(dim ? m_painter.opacity() / kDim : m_painter.opacity());
        }
    }

    void drawMarks(const Lane &lane, const QRectF &rect)
    {
        constexpr double kSmallMark = 13;
        double x = rect.x();
        double y = rect.y();
        for (const EntityLook &look : lane.entities) {
            if (x + kSmallMark > rect.right()) {
                x = rect.x();
                y += kSmallMark + 2;
            }
            if (y + kSmallMark > rect.bottom() + 1)
                return;
            drawEntityMark(m_painter, {x, y, kSmallMark, kSmallMark}, look);
            x += kSmallMark + 2;
        }
    }

    void drawNoteLines()
    {
        m_painter.setClipRect(m_rect, Qt::IntersectClip);
        m_painter.setFont(font(TextRole::Caption, 10));
        m_painter.setPen(theme().colours().textSecondary);
        m_painter.drawText(m_rect.adjusted(5, 3, -4, -2), Qt::TextWordWrap, m_card.text);
    }

    QPainter &m_painter;
    const Card &m_card;
    const CardState &m_state;
    QRectF m_rect;
    double m_y = 0;
};

} // namespace

Detail detailAt(double zoom)
{
    return zoom >= kLegibleZoom ? Detail::Whole : zoom >= kKeysFrom ? Detail::Keys : Detail::Name;
}

QRectF relationHandle(const CardGeometry &geometry)
{
    return {geometry.size.width() - kHandle / 2, geometry.header.center().y() - kHandle / 2, kHandle, kHandle};
}

void drawCard(QPainter &painter, const Card &card, const CardGeometry &geometry, const CardState &state, double zoom)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const Detail detail = detailAt(zoom);
    if (detail == Detail::Whole) {
        switch (card.id.kind) {
        case model::CardKind::Table: drawTable(painter, card, geometry, state); break;
        case model::CardKind::Entity: drawEntity(painter, card, geometry, state); break;
        case model::CardKind::Note: drawNote(painter, card, geometry, state); break;
        }
    } else {
        painter.scale(1 / zoom, 1 / zoom);
        SmallCard small(painter, card, geometry, state, zoom);
        detail == Detail::Keys ? small.drawKeys() : small.drawNameAlone();
    }
    painter.restore();
}

} // namespace keywright::ui
