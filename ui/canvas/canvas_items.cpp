#include "ui/canvas/canvas_items.h"

#include <QStyleOptionGraphicsItem>

namespace keywright::ui {

namespace {

constexpr double kMargin = 10;      ///< shadow, outline and handle
constexpr double kLabelMargin = 90; ///< the name of a relationship beside its line
constexpr double kReach = 12;       ///< how near to a line the mouse must be

double zoomOf(const QPainter &painter)
{
    return QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter.worldTransform());
}

} // namespace

CardItem::CardItem(Card card, CardGeometry geometry) : m_card(std::move(card)), m_geometry(std::move(geometry))
{
    setZValue(m_card.id.kind == model::CardKind::Note ? 1 : 2);
}

void CardItem::setState(const CardState &state)
{
    if (state == m_state)
        return;
    m_state = state;
    update();
}

QRectF CardItem::boundingRect() const
{
    return m_geometry.rect().adjusted(-kMargin, -kMargin, kMargin, kMargin);
}

void CardItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    drawCard(*painter, m_card, m_geometry, m_state, zoomOf(*painter));
}

LinkItem::LinkItem(Link link) : m_link(std::move(link)) { }

void LinkItem::setLine(const LinePath &line)
{
    if (line.path == m_line.path)
        return;
    prepareGeometryChange();
    m_line = line;
}

void LinkItem::setTone(LineTone tone)
{
    m_tone = tone;
    setZValue(tone == LineTone::Quiet ? 0 : 0.5);
    update();
}

QRectF LinkItem::boundingRect() const
{
    return m_line.path.boundingRect().adjusted(-kLabelMargin, -kReach, kLabelMargin, kReach);
}

QPainterPath LinkItem::shape() const
{
    QPainterPathStroker stroker;
    stroker.setWidth(kReach);
    return stroker.createStroke(m_line.path);
}

void LinkItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const double zoom = zoomOf(*painter);
    const bool named = detailAt(zoom) == Detail::Whole || m_tone != LineTone::Quiet;
    drawRelationshipLine(*painter, m_line, m_link.kind, named ? m_link.name : QString(), m_tone, zoom);
}

void StepItem::setLine(const LinePath &line)
{
    prepareGeometryChange();
    m_line = line;
    setZValue(3);
}

QRectF StepItem::boundingRect() const
{
    return m_line.path.boundingRect().adjusted(-40, -40, 40, 40);
}

void StepItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    drawStepArrow(*painter, m_line, m_step, m_writes, zoomOf(*painter));
}

} // namespace keywright::ui
