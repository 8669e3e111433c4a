#include "ui/canvas/arrangement.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/model/edits.h"
#include "ui/canvas/graph_layout.h"
#include "ui/document/text.h"

namespace keywright::ui {

namespace {

constexpr double kAspect = 1.5; ///< of what is laid out: that of a window with its docks
constexpr double kGap = 40;
constexpr double kLayerGap = 88; ///< a line with its name
constexpr double kGroupGap = 72;

/// Which cards hang together.
class Groups {
public:
    explicit Groups(std::size_t count) : m_parents(count) { std::iota(m_parents.begin(), m_parents.end(), 0); }

    int of(int card)
    {
        while (m_parents[static_cast<std::size_t>(card)] != card)
            card = m_parents[static_cast<std::size_t>(card)] =
                m_parents[static_cast<std::size_t>(m_parents[static_cast<std::size_t>(card)])];
        return card;
    }

    void join(int one, int other) { m_parents[static_cast<std::size_t>(of(other))] = of(one); }

private:
    std::vector<int> m_parents;
};

/// Cards that are placed together, and where, from their common top left corner.
struct Block {
    std::vector<int> cards;
    std::vector<QPointF> places;
    QSizeF extent;
};

class Arranger {
public:
    Arranger(const CanvasContents &contents, const std::vector<QSizeF> &sizes) : m_contents(contents), m_sizes(sizes) { }

    std::vector<QPointF> places()
    {
        std::vector<Block> blocks;
        for (const std::vector<int> &cards : setsOfTables())
            blocks.push_back(blockOf(cards));
        Block all = inRows(std::move(blocks), kGroupGap);
        if (!notesUnderTable()) {
            std::vector<Block> notes;
            for (const int note : cardsOfKind(model::CardKind::Note))
                notes.push_back(single(note));
            all = above(std::move(all), inRows(std::move(notes), kGap));
        }
        std::vector<QPointF> result(m_sizes.size());
        for (std::size_t i = 0; i < all.cards.size(); ++i)
            result[static_cast<std::size_t>(all.cards[i])] = onGrid(all.places[i]);
        return result;
    }

private:
    const Card &card(int number) const { return m_contents.cards[static_cast<std::size_t>(number)]; }
    QSizeF size(int number) const { return m_sizes[static_cast<std::size_t>(number)]; }

    std::vector<int> cardsOfKind(model::CardKind kind) const
    {
        std::vector<int> cards;
        for (int number = 0; number < static_cast<int>(m_contents.cards.size()); ++number) {
            if (card(number).id.kind == kind)
                cards.push_back(number);
        }
        return cards;
    }

    /// Tables with their entities, joined where a relationship leads from one to another.
    std::vector<std::vector<int>> setsOfTables()
    {
        Groups groups(m_contents.cards.size());
        for (const int entity : cardsOfKind(model::CardKind::Entity)) {
            const int table = m_contents.indexOf({model::CardKind::Table, card(entity).table});
            if (table >= 0)
                groups.join(table, entity);
        }
        for (const Link &link : m_contents.links)
            groups.join(link.from, link.to);
        return sorted(groups, m_contents.cards.size());
    }

    /// Without notes, in the order of their first cards.
    std::vector<std::vector<int>> sorted(Groups &groups, std::size_t count) const
    {
        std::vector<std::vector<int>> sets(count);
        for (int number = 0; number < static_cast<int>(count); ++number) {
            if (card(number).id.kind != model::CardKind::Note)
                sets[static_cast<std::size_t>(groups.of(number))].push_back(number);
        }
        std::erase_if(sets, [](const std::vector<int> &set) { return set.empty(); });
        return sets;
    }

    Block single(int number) const { return {{number}, {QPointF()}, size(number)}; }

    Block blockOf(const std::vector<int> &cards)
    {
        std::vector<int> tables;
        std::vector<int> entities;
        for (const int number : cards)
            (card(number).id.kind == model::CardKind::Table ? tables : entities).push_back(number);
        if (tables.size() > 1)
            return layered(cards, true);
        Block block = inRows(byRelationships(entities), kGap);
        if (tables.empty())
            return block;
        Block left = single(tables.front());
        if (notesUnderTable()) {
            for (const int note : cardsOfKind(model::CardKind::Note))
                left = above(std::move(left), single(note));
        }
        return beside(std::move(left), block);
    }

    /// Of the only table there is room for what is said about the whole model.
    bool notesUnderTable() const { return cardsOfKind(model::CardKind::Table).size() == 1; }

    /// Entities that are related in layers; each of the others alone.
    std::vector<Block> byRelationships(const std::vector<int> &entities)
    {
        Groups groups(m_contents.cards.size());
        for (const Link &link : m_contents.links)
            groups.join(link.from, link.to);
        std::vector<Block> blocks;
        for (const std::vector<int> &set : sorted(groups, m_contents.cards.size())) {
            if (std::find(entities.begin(), entities.end(), set.front()) == entities.end())
                continue;
            blocks.push_back(set.size() == 1 ? single(set.front()) : layered(set, false));
        }
        std::stable_sort(blocks.begin(), blocks.end(),
                         [](const Block &one, const Block &other) { return one.extent.height() > other.extent.height(); });
        return blocks;
    }

    Block layered(const std::vector<int> &cards, bool withTables) const
    {
        GraphToLayOut graph;
        QHash<int, int> boxes;
        for (const int number : cards) {
            boxes.insert(number, static_cast<int>(graph.boxes.size()));
            graph.boxes.push_back(size(number));
        }
        for (const Link &link : m_contents.links) {
            if (boxes.contains(link.from) && boxes.contains(link.to))
                graph.links.emplace_back(boxes.value(link.from), boxes.value(link.to));
        }
        for (const int number : cards) {
            const int table = withTables ? m_contents.indexOf({model::CardKind::Table, card(number).table}) : -1;
            if (table >= 0 && boxes.contains(table))
                graph.links.emplace_back(boxes.value(table), boxes.value(number));
        }
        Block block{cards, layOut(graph, kAspect, kGap, kLayerGap), {}};
        block.extent = extentOf(graph.boxes, block.places);
        return block;
    }

    Block inRows(std::vector<Block> blocks, double gap) const
    {
        std::vector<QSizeF> extents;
        for (const Block &block : blocks)
            extents.push_back(block.extent);
        const std::vector<QPointF> corners = layInRows(extents, kAspect, gap);
        Block all;
        for (std::size_t i = 0; i < blocks.size(); ++i)
            take(all, blocks[i], corners[i]);
        return all;
    }

    static void take(Block &all, const Block &block, const QPointF &corner)
    {
        for (std::size_t i = 0; i < block.cards.size(); ++i) {
            all.cards.push_back(block.cards[i]);
            all.places.push_back(block.places[i] + corner);
        }
        all.extent = all.extent.expandedTo({corner.x() + block.extent.width(), corner.y() + block.extent.height()});
    }

    static Block beside(Block left, const Block &right)
    {
        if (!right.cards.empty())
            take(left, right, {left.extent.width() + kGroupGap, 0});
        return left;
    }

    static Block above(Block top, const Block &bottom)
    {
        take(top, bottom, {0, top.cards.empty() ? 0 : top.extent.height() + kGroupGap});
        return top;
    }

    const CanvasContents &m_contents;
    const std::vector<QSizeF> &m_sizes;
};

} // namespace

std::vector<QPointF> arrange(const CanvasContents &contents, const std::vector<QSizeF> &sizes)
{
    return Arranger(contents, sizes).places();
}

CardPlaces placesInModel(const model::Model &model)
{
    CardPlaces places;
    if (model.canvas) {
        for (const model::CanvasCard &card : model.canvas->cards)
            places.insert({card.kind, toQString(card.name)}, {card.x, card.y});
    }
    return places;
}

QPointF onGrid(const QPointF &point)
{
    const auto nearest = [](double value) { return std::round(value / kCanvasGrid) * kCanvasGrid; };
    return {nearest(point.x()), nearest(point.y())};
}

QPointF freePlace(const QSizeF &size, const QPointF &wanted, const std::vector<QRectF> &taken)
{
    const auto isFree = [&](const QPointF &place) {
        const QRectF wide = QRectF(place, size).adjusted(-kGap / 2, -kGap / 2, kGap / 2, kGap / 2);
        return std::none_of(taken.begin(), taken.end(), [&](const QRectF &rect) { return rect.intersects(wide); });
    };
    if (isFree(onGrid(wanted)))
        return onGrid(wanted);
    constexpr int kAround = 16;
    for (int ring = 1; ring < 400; ++ring) {
        for (int step = 0; step < kAround; ++step) {
            const double angle = 2 * M_PI * step / kAround;
            const QPointF place = onGrid(wanted + QPointF(std::cos(angle), std::sin(angle)) * ring * 4 * kCanvasGrid);
            if (isFree(place))
                return place;
        }
    }
    return onGrid(wanted);
}

std::vector<QPointF> apart(const std::vector<QRectF> &cards)
{
    constexpr double kBetween = 2 * kCanvasGrid;
    std::vector<std::size_t> fromAbove(cards.size());
    std::iota(fromAbove.begin(), fromAbove.end(), std::size_t{0});
    std::stable_sort(fromAbove.begin(), fromAbove.end(),
                     [&](std::size_t one, std::size_t other) { return cards[one].top() < cards[other].top(); });
    std::vector<QRectF> standing;
    std::vector<QPointF> places(cards.size());
    for (const std::size_t number : fromAbove) {
        QRectF rect = cards[number];
        const auto covered = [&](const QRectF &other) { return other.intersects(rect); };
        for (auto other = std::find_if(standing.begin(), standing.end(), covered); other != standing.end();
             other = std::find_if(standing.begin(), standing.end(), covered))
            rect.moveTop(std::ceil((other->bottom() + kBetween) / kCanvasGrid) * kCanvasGrid);
        standing.push_back(rect);
        places[number] = rect.topLeft();
    }
    return places;
}

model::Command placeCards(const model::Model &model, const CardPlaces &places, const QString &text)
{
    model::Canvas canvas = model.canvas.value_or(model::Canvas());
    CardPlaces left = places;
    for (model::CanvasCard &card : canvas.cards) {
        const auto place = left.find({card.kind, toQString(card.name)});
        if (place == left.end())
            continue;
        card.x = place->x();
        card.y = place->y();
        left.erase(place);
    }
    std::vector<CardId> added(left.keyBegin(), left.keyEnd());
    // A hash has no order of its own, and a file should not depend on one.
    std::sort(added.begin(), added.end(),
              [](const CardId &one, const CardId &other) { return std::pair(one.kind, one.name) < std::pair(other.kind, other.name); });
    for (const CardId &id : added) {
        if (id.kind != model::CardKind::Note)
            canvas.cards.push_back({.kind = id.kind, .name = id.name.toStdString(), .x = left[id].x(), .y = left[id].y()});
    }
    model::Command command = model::changeCanvas(model, std::move(canvas));
    command.text = text.toStdString();
    return command;
}

} // namespace keywright::ui
