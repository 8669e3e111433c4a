#pragma once

#include <vector>

#include <QRectF>

#include "ui/canvas/card.h"

/// How large cards are and where their parts lie, in units of the canvas (device-independent pixels at 100 %), from the
/// card's own top left corner.
namespace keywright::ui {

inline constexpr int kCanvasGrid = 8;
inline constexpr double kHeaderHeight = 36;
inline constexpr double kCardRow = 22;
inline constexpr double kCardPadding = 12;
inline constexpr double kLaneChip = 18;

/// Where one lane of a table card lies.
struct LaneGeometry {
    QRectF rect;
    QRectF title;
    std::vector<QRectF> keys;  ///< as in Lane::keys
    std::vector<QRectF> chips; ///< as in Lane::entities: mark and name
};

struct CardGeometry {
    QSizeF size;
    QRectF header;
    double placeColumn = 0;         ///< width of the names of tables and indexes before the keys; 0 where they are left out
    std::vector<QRectF> keys;       ///< as in Card::keys
    std::vector<QRectF> attributes; ///< as in Card::attributes
    QRectF addRow;                  ///< "Add attribute"
    std::vector<LaneGeometry> lanes;

    QRectF rect() const { return {QPointF(), size}; }
};

/// Measures with the fonts of the theme.
CardGeometry geometryOf(const Card &card);

/// A part of a card that can be pointed at.
struct CardPart {
    enum class Kind { None, Body, Header, Key, Attribute, AddAttribute, Lane, LaneKey, LaneEntity };
    Kind kind = Kind::None;
    int row = -1;  ///< of a key or an attribute; a lane
    int item = -1; ///< of a lane's key or entity
    friend bool operator==(const CardPart &, const CardPart &) = default;
};

/// `point` in the card's coordinates. None outside of it.
CardPart partAt(const Card &card, const CardGeometry &geometry, const QPointF &point);

/// The part's rectangle in the card; the whole card for its body, an empty one for none.
QRectF rectOf(const CardGeometry &geometry, const CardPart &part);

} // namespace keywright::ui
