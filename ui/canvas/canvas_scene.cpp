#include "ui/canvas/canvas_scene.h"

#include <algorithm>

#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr double kDimmed = 0.22;
constexpr double kRoom = 48;

} // namespace

void CanvasScene::setContents(CanvasContents contents, const CardPlaces &places)
{
    for (const Step &step : m_steps)
        delete step.item;
    qDeleteAll(m_links);
    m_links.clear();
    m_steps.clear();
    m_path = {};
    m_selectedCard = m_selectedLink = m_selectedLane = m_dragged = -1;
    m_pointed = m_drop = {};
    m_contents = std::move(contents);
    showCards(places);
    for (const Link &link : m_contents.links) {
        auto *item = new LinkItem(link);
        addItem(item);
        m_links.push_back(item);
    }
    runAllLines();
    showStates();
}

/// Cards that are as they were keep their items: measuring the texts of hundreds takes longer than a frame.
void CanvasScene::showCards(const CardPlaces &places)
{
    QHash<CardId, CardItem *> before;
    for (CardItem *item : m_cards)
        before.insert(item->card().id, item);
    m_cards.clear();
    for (const Card &card : m_contents.cards) {
        CardItem *item = before.value(card.id);
        if (item && item->card() == card) {
            before.remove(card.id);
        } else {
            item = new CardItem(card, geometryOf(card));
            addItem(item);
        }
        item->setPos(places.value(card.id));
        m_cards.push_back(item);
    }
    qDeleteAll(before);
}

QSizeF CanvasScene::sizeOf(const Card &wanted) const
{
    const int shown = m_contents.indexOf(wanted.id);
    return shown >= 0 && card(shown).card() == wanted ? card(shown).geometry().size : geometryOf(wanted).size;
}

std::vector<QSizeF> CanvasScene::sizes() const
{
    std::vector<QSizeF> sizes;
    for (const CardItem *card : m_cards)
        sizes.push_back(card->geometry().size);
    return sizes;
}

CardPlaces CanvasScene::places() const
{
    CardPlaces places;
    for (const CardItem *card : m_cards)
        places.insert(card->card().id, card->pos());
    return places;
}

void CanvasScene::placeCard(int number, const QPointF &place)
{
    m_cards[static_cast<std::size_t>(number)]->setPos(place);
    runAllLines();
}

void CanvasScene::runAllLines()
{
    std::vector<QRectF> rects;
    for (const CardItem *card : m_cards)
        rects.push_back(card->cardRect());
    std::vector<LineBetween> lines;
    for (const LinkItem *link : m_links)
        lines.push_back({link->link().from, link->link().to});
    const std::vector<LinePath> paths = runLines(lines, rects);
    for (std::size_t i = 0; i < m_links.size(); ++i)
        m_links[i]->setLine(paths[i]);
    for (const Step &step : m_steps) {
        const CardItem &table = card(step.table);
        const CardItem &entity = card(step.entity);
        const QRectF lane = table.geometry().lanes[static_cast<std::size_t>(step.lane)].rect;
        step.item->setLine(runFromRow(table.cardRect(), table.pos().y() + lane.center().y(), entity.cardRect(),
                                      entity.pos().y() + entity.geometry().header.center().y()));
    }
}

QRectF CanvasScene::extent() const
{
    QRectF extent;
    for (const CardItem *card : m_cards)
        extent = extent.united(card->cardRect());
    return extent.isEmpty() ? QRectF(-400, -300, 800, 600) : extent.adjusted(-kRoom, -kRoom, kRoom, kRoom);
}

CanvasSpot CanvasScene::spotAt(const QPointF &point) const
{
    // A handle stands half outside of its card, and may lie over another one.
    for (int number = 0; number < static_cast<int>(m_cards.size()); ++number) {
        const CardItem &item = card(number);
        const bool hasHandle = item.card().id.kind == model::CardKind::Entity && (item.state().selected || item.state().hovered);
        if (hasHandle && relationHandle(item.geometry()).adjusted(-3, -3, 3, 3).contains(point - item.pos()))
            return {.card = number, .part = {CardPart::Kind::Header}, .handle = true};
    }
    CanvasSpot under;
    for (int number = static_cast<int>(m_cards.size()) - 1; number >= 0; --number) {
        const CardItem &item = card(number);
        const CardPart part = partAt(item.card(), item.geometry(), point - item.pos());
        if (part.kind != CardPart::Kind::None) {
            under = {.card = number, .part = part};
            break;
        }
    }
    for (int number = 0; under.card < 0 && number < static_cast<int>(m_links.size()); ++number) {
        if (link(number).boundingRect().contains(point) && link(number).shape().contains(point))
            return {.link = number};
    }
    return under;
}

void CanvasScene::select(int card, int link)
{
    m_selectedCard = card;
    m_selectedLink = link;
    m_selectedLane = -1;
    showStates();
}

void CanvasScene::selectBeside(QSet<CardId> cards)
{
    if (cards == m_beside)
        return;
    m_beside = std::move(cards);
    showStates();
}

bool CanvasScene::isSelected(int number) const
{
    return number == m_selectedCard || m_beside.contains(card(number).card().id);
}

std::vector<int> CanvasScene::selectedCards() const
{
    std::vector<int> cards;
    for (int number = 0; number < static_cast<int>(m_cards.size()); ++number) {
        if (isSelected(number))
            cards.push_back(number);
    }
    return cards;
}

void CanvasScene::selectLane(int card, int lane)
{
    m_selectedCard = card;
    m_selectedLink = -1;
    m_selectedLane = lane;
    showStates();
}

void CanvasScene::point(const CanvasSpot &spot)
{
    if (spot.card == m_pointed.card && spot.link == m_pointed.link)
        return;
    m_pointed = spot;
    showStates();
}

void CanvasScene::light(const LitPath &path)
{
    for (const Step &step : m_steps)
        delete step.item;
    m_steps.clear();
    m_path = path;
    for (const PathLeg &leg : m_path.legs) {
        for (const int entity : leg.entities) {
            const auto same = [&](const Step &step) { return step.table == leg.table && step.lane == leg.lane && step.entity == entity; };
            if (std::any_of(m_steps.begin(), m_steps.end(), same))
                continue; // one arrow, with the number of the first step
            auto *item = new StepItem(leg.step, leg.writes);
            addItem(item);
            m_steps.push_back({item, leg.table, leg.lane, entity});
        }
    }
    runAllLines();
    showStates();
}

bool CanvasScene::isDim(int card) const
{
    return !m_path.legs.empty() && !m_path.hasCard(card);
}

void CanvasScene::awaitDrop(int card)
{
    m_dragged = card;
    m_drop = {};
    showStates();
}

void CanvasScene::showDrop(const CanvasSpot &spot)
{
    if (spot == m_drop)
        return;
    m_drop = spot;
    showStates();
}

bool CanvasScene::takesDrop(int number) const
{
    if (m_dragged < 0)
        return false;
    const Card &dragged = card(m_dragged).card();
    return number == m_dragged || card(number).card().id == CardId{model::CardKind::Table, dragged.table};
}

void CanvasScene::showStates()
{
    const bool lit = !m_path.legs.empty();
    for (int number = 0; number < static_cast<int>(m_cards.size()); ++number) {
        CardItem &item = *m_cards[static_cast<std::size_t>(number)];
        CardState state{.selected = isSelected(number),
                        .hovered = number == m_pointed.card,
                        .onPath = lit && m_path.hasCard(number),
                        .awaitsDrop = takesDrop(number)};
        if (state.onPath) {
            state.litKeys = m_path.keysOf(number);
            state.litLanes = m_path.lanesOf(number);
        } else if (state.selected && m_selectedLane >= 0) {
            state.litLanes = {m_selectedLane};
        }
        if (number == m_drop.card)
            state.drop = m_drop.part;
        item.setState(state);
        item.setOpacity(isDim(number) ? kDimmed : 1);
        // Over each other in the order of their numbers, as spotAt() finds them.
        constexpr double kAbove = 1e-6;
        const double level = (item.card().id.kind == model::CardKind::Note ? 1 : 2) + number * kAbove;
        item.setZValue(level + (state.selected || state.hovered ? 0.5 : 0));
    }
    for (int number = 0; number < static_cast<int>(m_links.size()); ++number) {
        LinkItem &item = *m_links[static_cast<std::size_t>(number)];
        const bool ofSelected = m_selectedCard >= 0 && (item.link().from == m_selectedCard || item.link().to == m_selectedCard);
        item.setTone(number == m_selectedLink || ofSelected ? LineTone::Selected
                         : number == m_pointed.link         ? LineTone::Hovered
                                                            : LineTone::Quiet);
        item.setOpacity(lit ? kDimmed * 0.6 : 1);
    }
}

} // namespace keywright::ui
