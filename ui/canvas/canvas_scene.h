#pragma once

#include <optional>

#include <QGraphicsScene>
#include <QSet>

#include "ui/canvas/arrangement.h"
#include "ui/canvas/canvas_items.h"
#include "ui/canvas/lit_path.h"

namespace keywright::ui {

/// What lies at a point: a part of a card, or a relationship's line, or nothing.
struct CanvasSpot {
    int card = -1;
    CardPart part;
    int link = -1;       ///< in the contents' links
    bool handle = false; ///< the card's handle for relationships
    friend bool operator==(const CanvasSpot &, const CanvasSpot &) = default;
};

/// The cards and lines of a model, and what of them is selected, pointed at and lit. Knows no document.
class CanvasScene : public QGraphicsScene {
    Q_OBJECT

public:
    using QGraphicsScene::QGraphicsScene;

    /// Every card has its place in `places`. What was selected and lit is so no longer.
    void setContents(CanvasContents contents, const CardPlaces &places);
    const CanvasContents &contents() const { return m_contents; }
    std::vector<QSizeF> sizes() const;
    /// Of a card that is to be shown; quick when it is shown already.
    QSizeF sizeOf(const Card &card) const;
    CardPlaces places() const;

    const CardItem &card(int number) const { return *m_cards[static_cast<std::size_t>(number)]; }
    const LinkItem &link(int number) const { return *m_links[static_cast<std::size_t>(number)]; }
    /// The lines of its relationships follow.
    void placeCard(int number, const QPointF &place);
    /// All cards with some room around; a window's worth when there are none.
    QRectF extent() const;

    CanvasSpot spotAt(const QPointF &point) const;

    void select(int card, int link);
    void selectLane(int card, int lane);
    void point(const CanvasSpot &spot);
    /// Lights a path and dims the rest; without steps nothing is dim.
    void light(const LitPath &path);
    const LitPath &path() const { return m_path; }
    bool isDim(int card) const;

    /// While an attribute of the entity `card` is dragged: its own keys and those of its table take it. -1 ends it.
    void awaitDrop(int card);
    /// The part that would take it, which is shown as such.
    void showDrop(const CanvasSpot &spot);

    /// Selected beside the one that the rest of the window follows; they stay so until they are told otherwise.
    void selectBeside(QSet<CardId> cards);
    const QSet<CardId> &selectedBeside() const { return m_beside; }
    /// All that are selected, in the order of their numbers.
    std::vector<int> selectedCards() const;
    bool isSelected(int card) const;

    int selectedCard() const { return m_selectedCard; }
    int selectedLink() const { return m_selectedLink; }

private:
    void showCards(const CardPlaces &places);
    void runAllLines();
    void showStates();
    bool takesDrop(int card) const;

    CanvasContents m_contents;
    std::vector<CardItem *> m_cards;
    std::vector<LinkItem *> m_links;
    struct Step {
        StepItem *item;
        int table;
        int lane;
        int entity;
    };
    std::vector<Step> m_steps;
    LitPath m_path;
    int m_selectedCard = -1;
    int m_selectedLink = -1;
    QSet<CardId> m_beside;
    int m_selectedLane = -1;
    CanvasSpot m_pointed;
    CanvasSpot m_drop;
    int m_dragged = -1; ///< the entity card whose attribute is dragged
};

} // namespace keywright::ui
