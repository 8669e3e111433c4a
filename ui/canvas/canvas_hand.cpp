#include "ui/canvas/canvas_hand.h"

#include <algorithm>
#include <utility>

#include <QApplication>
#include <QLabel>
#include <QRubberBand>

#include "ui/canvas/arrangement.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

/// The line from an entity's handle to the mouse.
class RubberLine : public QGraphicsItem {
public:
    RubberLine() { setZValue(4); }

    void setEnds(const QPointF &from, const QPointF &to)
    {
        prepareGeometryChange();
        m_from = from;
        m_to = to;
    }

    QRectF boundingRect() const override { return QRectF(m_from, m_to).normalized().adjusted(-10, -10, 10, 10); }

    void paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *) override
    {
        painter->setPen(QPen(theme().colours().accent, 2, Qt::DashLine, Qt::RoundCap));
        painter->drawLine(m_from, m_to);
        painter->setBrush(theme().colours().accent);
        painter->drawEllipse(m_to, 4, 4);
    }

private:
    QPointF m_from;
    QPointF m_to;
};

bool isEntity(const CanvasScene &scene, int card)
{
    return card >= 0 && scene.card(card).card().id.kind == model::CardKind::Entity;
}

bool isGround(const CanvasSpot &spot)
{
    return spot.card < 0 && spot.link < 0;
}

} // namespace

CanvasHand::CanvasHand(CanvasBoard &board)
    : QObject(&board),
      m_board(board),
      m_scene(board.canvas()),
      m_hint(new QLabel(board.viewport())),
      m_frame(new QRubberBand(QRubberBand::Rectangle, board.viewport()))
{
    m_hint->setObjectName(QStringLiteral("canvasHint"));
    m_hint->setProperty("role", "bubble");
    m_hint->setTextFormat(Qt::RichText);
    m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_hint->hide();
    board.setHand(this);
    connect(&theme(), &Theme::changed, this, [this] {
        if (m_drag == Drag::Attribute)
            dragAttribute(m_lastAt);
    });
}

void CanvasHand::startPlacing(model::CardKind kind)
{
    cancel();
    m_placing = kind;
    m_board.viewport()->setCursor(Qt::CrossCursor);
    showPlacingHint({m_board.viewport()->width() / 2 - 160, 0});
    emit placingChanged();
}

void CanvasHand::showPlacingHint(const QPoint &at)
{
    const QString what = *m_placing == model::CardKind::Table ? tr("table")
        : *m_placing == model::CardKind::Entity               ? tr("entity")
                                                              : tr("note");
    showHint(at, tr("Click where the <b>%1</b> should stand. Enter places it in the middle, Esc none.").arg(what));
}

void CanvasHand::placeInView()
{
    if (!m_placing)
        return;
    const model::CardKind kind = *m_placing;
    cancel();
    std::vector<QRectF> taken;
    for (int number = 0; number < static_cast<int>(m_scene.contents().cards.size()); ++number)
        taken.push_back(m_scene.card(number).cardRect());
    constexpr QSizeF kRoom(200, 160); // of a new card with an attribute or two
    const QPointF middle = m_board.mapToScene(m_board.viewport()->rect().center());
    emit placed(kind, freePlace(kRoom, middle - QPointF(kRoom.width(), kRoom.height()) / 2, taken));
}

void CanvasHand::cancel()
{
    if (m_drag == Drag::Cards) {
        for (const auto &[card, from] : m_cardsFrom)
            m_scene.placeCard(card, from);
    }
    finish();
    if (m_placing) {
        m_placing.reset();
        m_board.viewport()->setCursor(Qt::ArrowCursor);
        emit placingChanged();
    }
}

void CanvasHand::finish()
{
    if (m_drag == Drag::Attribute)
        m_scene.awaitDrop(-1);
    if (m_drag == Drag::Relation)
        m_scene.showDrop({});
    delete m_rubber;
    m_rubber = nullptr;
    m_drag = Drag::None;
    m_target = {};
    m_hint->hide();
    m_frame->hide();
}

void CanvasHand::press(const QPoint &at, bool more)
{
    const QPointF point = m_board.mapToScene(at);
    if (m_placing) {
        const model::CardKind kind = *m_placing;
        cancel();
        emit placed(kind, onGrid(point));
        return;
    }
    m_pressed = m_scene.spotAt(point);
    m_pressedAt = m_lastAt = at;
    m_drag = Drag::Pressed;
    m_more = more;
    // One of several that are selected may be about to take the others along.
    const bool ofSeveral = m_pressed.card >= 0 && m_scene.isSelected(m_pressed.card) && m_scene.selectedCards().size() > 1;
    if (!isGround(m_pressed) && !m_more && !ofSeveral)
        emit clicked(m_pressed);
}

void CanvasHand::move(const QPoint &at, bool pressed)
{
    const QPointF point = m_board.mapToScene(at);
    if (!pressed || m_drag == Drag::None) {
        const CanvasSpot spot = m_scene.spotAt(point);
        m_scene.point(spot);
        showCursor(spot);
        if (m_placing)
            showPlacingHint(at);
        return;
    }
    if (m_drag == Drag::Pressed) {
        if ((at - m_pressedAt).manhattanLength() < QApplication::startDragDistance())
            return;
        beginDrag();
    }
    const QPoint by = at - std::exchange(m_lastAt, at);
    switch (m_drag) {
    case Drag::Ground: m_board.pan(by); break;
    case Drag::Frame: dragFrame(at); break;
    case Drag::Cards: dragCards(point); break;
    case Drag::Attribute: dragAttribute(at); break;
    case Drag::Relation: dragRelation(at); break;
    case Drag::None:
    case Drag::Pressed: break;
    }
}

void CanvasHand::showCursor(const CanvasSpot &spot)
{
    if (m_placing)
        return;
    m_board.viewport()->setCursor(spot.handle ? Qt::CrossCursor
                                      : spot.part.kind == CardPart::Kind::Attribute && detailAt(m_board.zoom()) == Detail::Whole
                                      ? Qt::OpenHandCursor
                                      : spot.part.kind == CardPart::Kind::AddAttribute || spot.link >= 0 ? Qt::PointingHandCursor
                                                                                                         : Qt::ArrowCursor);
}

void CanvasHand::beginDrag()
{
    if (m_pressed.card < 0 && m_more) {
        m_drag = Drag::Frame;
    } else if (m_pressed.card < 0) {
        m_drag = Drag::Ground;
        m_board.viewport()->setCursor(Qt::ClosedHandCursor);
    } else if (m_pressed.handle) {
        m_drag = Drag::Relation;
        m_rubber = new RubberLine;
        m_scene.addItem(m_rubber);
    } else if (m_pressed.part.kind == CardPart::Kind::Attribute && detailAt(m_board.zoom()) == Detail::Whole) {
        m_drag = Drag::Attribute;
        m_scene.awaitDrop(m_pressed.card);
    } else {
        beginCards();
    }
}

void CanvasHand::beginCards()
{
    m_drag = Drag::Cards;
    m_cardsFrom.clear();
    const std::vector<int> cards = m_scene.isSelected(m_pressed.card) ? m_scene.selectedCards() : std::vector{m_pressed.card};
    for (const int card : cards)
        m_cardsFrom.emplace_back(card, m_scene.card(card).pos());
    m_board.viewport()->setCursor(Qt::ClosedHandCursor);
}

void CanvasHand::dragCards(const QPointF &at)
{
    for (const auto &[card, from] : m_cardsFrom)
        m_scene.placeCard(card, onGrid(from + at - m_board.mapToScene(m_pressedAt)));
}

void CanvasHand::dragFrame(const QPoint &at)
{
    m_frame->setGeometry(QRect(m_pressedAt, at).normalized());
    m_frame->show();
}

std::vector<int> CanvasHand::cardsInFrame() const
{
    const QRectF frame = m_board.mapToScene(m_frame->geometry()).boundingRect();
    std::vector<int> cards;
    for (int number = 0; number < static_cast<int>(m_scene.contents().cards.size()); ++number) {
        if (frame.intersects(m_scene.card(number).cardRect()))
            cards.push_back(number);
    }
    return cards;
}

/// The first key of a lane that the entity does not build yet; none when it builds all of them.
CanvasSpot CanvasHand::freeKeyOf(const CanvasSpot &lane) const
{
    const std::vector<KeyRow> &built = m_scene.card(m_pressed.card).card().keys;
    const std::vector<LaneKey> &keys = m_scene.card(lane.card).card().lanes[static_cast<std::size_t>(lane.part.row)].keys;
    for (int key = 0; key < static_cast<int>(keys.size()); ++key) {
        const QString &attribute = keys[static_cast<std::size_t>(key)].attribute;
        const auto builds = [&](const KeyRow &row) { return row.attribute == attribute && !row.keyTemplate.isEmpty(); };
        if (std::none_of(built.begin(), built.end(), builds))
            return {.card = lane.card, .part = {CardPart::Kind::LaneKey, lane.part.row, key}};
    }
    return {};
}

/// What a vector index is searched by are the entities' own attributes: nothing is built there.
bool CanvasHand::isOnVectors(const CanvasSpot &spot) const
{
    const bool isInLane =
        spot.part.kind == CardPart::Kind::Lane || spot.part.kind == CardPart::Kind::LaneEntity || spot.part.kind == CardPart::Kind::LaneKey;
    return isInLane && !m_scene.card(spot.card).card().lanes[static_cast<std::size_t>(spot.part.row)].vectors.isEmpty();
}

/// The key under the mouse that can take the dragged attribute.
CanvasSpot CanvasHand::dropSpot(const QPointF &at) const
{
    const CanvasSpot spot = m_scene.spotAt(at);
    if (spot.card < 0 || !m_scene.card(spot.card).state().awaitsDrop || isOnVectors(spot))
        return {};
    if (spot.part.kind == CardPart::Kind::Lane || spot.part.kind == CardPart::Kind::LaneEntity)
        return freeKeyOf(spot);
    const bool key = spot.part.kind == CardPart::Kind::Key || spot.part.kind == CardPart::Kind::LaneKey;
    return key ? spot : CanvasSpot();
}

void CanvasHand::dragAttribute(const QPoint &at)
{
    m_target = dropSpot(m_board.mapToScene(at));
    m_scene.showDrop(m_target);
    const Card &card = m_scene.card(m_pressed.card).card();
    const QString name = card.attributes[static_cast<std::size_t>(m_pressed.part.row)].name;
    const QString text = m_target.card < 0 ? tr("<b>%1</b> – drop it on a key").arg(name.toHtmlEscaped())
        : m_preview                        ? m_preview(m_pressed.card, m_pressed.part.row, m_target)
                                           : QString();
    showHint(at, text);
}

void CanvasHand::dragRelation(const QPoint &at)
{
    const QPointF point = m_board.mapToScene(at);
    const CardItem &from = m_scene.card(m_pressed.card);
    static_cast<RubberLine *>(m_rubber)->setEnds(from.pos() + relationHandle(from.geometry()).center(), point);
    const CanvasSpot spot = m_scene.spotAt(point);
    m_target = isEntity(m_scene, spot.card) ? CanvasSpot{.card = spot.card, .part = {CardPart::Kind::Body}} : CanvasSpot();
    m_scene.showDrop(m_target);
    const QString name = from.card().id.name.toHtmlEscaped();
    showHint(at,
             m_target.card < 0 ? tr("Relate <b>%1</b> to …").arg(name)
                               : tr("Relate <b>%1</b> to <b>%2</b>").arg(name, m_scene.card(m_target.card).card().id.name.toHtmlEscaped()));
}

void CanvasHand::showHint(const QPoint &at, const QString &text)
{
    m_hint->setText(text);
    m_hint->adjustSize();
    QPoint place = at + QPoint(space::kL, space::kL);
    const QSize room = m_board.viewport()->size();
    place.setX(qMin(place.x(), room.width() - m_hint->width() - space::kXs));
    place.setY(qMin(place.y(), room.height() - m_hint->height() - space::kXs));
    m_hint->move(place);
    m_hint->show();
    m_hint->raise();
}

void CanvasHand::release(const QPoint &at)
{
    const Drag drag = m_drag;
    const CanvasSpot pressed = m_pressed;
    const CanvasSpot target = m_target;
    const auto cardsFrom = std::exchange(m_cardsFrom, {});
    const std::vector<int> inFrame = drag == Drag::Frame ? cardsInFrame() : std::vector<int>();
    finish();
    m_board.viewport()->setCursor(Qt::ArrowCursor);
    std::vector<int> moved;
    for (const auto &[card, from] : cardsFrom) {
        if (m_scene.card(card).pos() != from)
            moved.push_back(card);
    }
    if (drag == Drag::Pressed && m_more) {
        if (pressed.card >= 0)
            emit clickedBeside(pressed.card);
        return;
    }
    if (drag == Drag::Pressed && (isGround(pressed) || m_scene.selectedCards().size() > 1))
        emit clicked(pressed); // not when it was dragged: what is lit stays so while one looks around
    if (drag == Drag::Frame)
        emit framed(inFrame);
    else if (drag == Drag::Cards && !moved.empty())
        emit cardsMoved(moved);
    else if (drag == Drag::Attribute && target.card >= 0)
        emit attributeDropped(pressed.card, pressed.part.row, target);
    else if (drag == Drag::Relation && target.card >= 0)
        emit related(pressed.card, target.card, at);
    else if (drag == Drag::Pressed && pressed.part.kind == CardPart::Kind::AddAttribute && detailAt(m_board.zoom()) == Detail::Whole)
        emit editWanted(pressed);
}

void CanvasHand::doubleClick(const QPoint &at)
{
    const CanvasSpot spot = m_scene.spotAt(m_board.mapToScene(at));
    if (spot.card >= 0)
        emit editWanted(spot);
    else if (isGround(spot))
        emit placed(model::CardKind::Entity, onGrid(m_board.mapToScene(at)));
}

void CanvasHand::menu(std::optional<QPoint> at)
{
    if (at) {
        const CanvasSpot spot = m_scene.spotAt(m_board.mapToScene(*at));
        emit clicked(spot);
        emit menuWanted(spot, *at);
        return;
    }
    const int card = m_scene.selectedCard();
    const QRectF rect =
        card >= 0 ? m_scene.card(card).cardRect() : QRectF(m_board.mapToScene(m_board.viewport()->rect().center()), QSizeF(0, 0));
    emit menuWanted({.card = card, .part = {card >= 0 ? CardPart::Kind::Header : CardPart::Kind::None}, .link = m_scene.selectedLink()},
                    m_board.mapFromScene(rect.center()));
}

} // namespace keywright::ui
