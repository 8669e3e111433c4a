#pragma once

#include <QPainter>
#include <QSet>

#include "ui/canvas/card.h"
#include "ui/canvas/card_geometry.h"

namespace keywright::ui {

/// How much of a card is drawn: all of it; its name and keys, in letters of readable size; or its name alone.
enum class Detail { Whole, Keys, Name };
inline constexpr double kLegibleZoom = 0.66; ///< from here on cards show all that they have

/// `zoom`: device-independent pixels for one unit of the canvas.
Detail detailAt(double zoom);

/// What is going on with a card while it is drawn.
struct CardState {
    bool selected = false;
    bool hovered = false;
    bool onPath = false;     ///< of the access pattern that is lit
    QSet<QString> litKeys;   ///< key attributes that the path goes by
    QSet<int> litLanes;      ///< lanes that the path uses; the others are dim when onPath
    bool awaitsDrop = false; ///< an attribute is dragged, and this card has keys for it
    CardPart drop;           ///< the part that would take what is dragged
    friend bool operator==(const CardState &, const CardState &) = default;
};

/// Draws a card with its top left corner at the painter's origin, in the theme in force.
void drawCard(QPainter &painter, const Card &card, const CardGeometry &geometry, const CardState &state, double zoom);

/// The handle to drag a relationship from, in the card's coordinates; it stands half outside.
QRectF relationHandle(const CardGeometry &geometry);

} // namespace keywright::ui
