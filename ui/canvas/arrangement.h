#pragma once

#include <vector>

#include <QHash>

#include "core/model/command.h"
#include "ui/canvas/card.h"
#include "ui/canvas/card_geometry.h"

/// Where the cards stand: as the model says, or arranged automatically where it says nothing.
namespace keywright::ui {

/// Top left corners of all cards, in their order: a table with its notes to the left of its entities, entities in layers
/// along their relationships, nothing overlapping, on the grid. Takes long for hundreds of cards. Any thread.
std::vector<QPointF> arrange(const CanvasContents &contents, const std::vector<QSizeF> &sizes);

using CardPlaces = QHash<CardId, QPointF>;

/// The places that the model's canvas holds.
CardPlaces placesInModel(const model::Model &model);

/// A free place for a card of that size beside what stands, as near to `wanted` as the grid lets.
QPointF freePlace(const QSizeF &size, const QPointF &wanted, const std::vector<QRectF> &taken);

/// Where the cards can be seen when some have grown over their neighbours: those that are covered move down, no further than
/// needed; what stands free stays. Rectangles and result in the order of the cards.
std::vector<QPointF> apart(const std::vector<QRectF> &cards);

QPointF onGrid(const QPointF &point);

/// Changes the model's canvas so that all cards stand where `places` says; other members of the canvas stay.
model::Command placeCards(const model::Model &model, const CardPlaces &places, const QString &text);

} // namespace keywright::ui
