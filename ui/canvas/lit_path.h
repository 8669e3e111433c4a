#pragma once

#include <vector>

#include <QSet>
#include <QString>

#include "ui/canvas/card.h"

namespace keywright::ui {

/// Where one operation of a step goes: from a lane of a table card to the entities that it finds or changes.
struct PathLeg {
    int step = 1;   ///< counted from 1, as it is written on the arrow
    int table = -1; ///< card
    int lane = 0;   ///< of the table card
    bool writes = false;
    std::vector<int> entities; ///< cards
    std::vector<QString> keys; ///< key attributes that it names
    friend bool operator==(const PathLeg &, const PathLeg &) = default;
};

/// What a person reads of a step beside the arrows.
struct PathStep {
    QString operation; ///< "Query"
    QString place;     ///< "GSI1"
    QString keys;      ///< "GSI1PK = USER#{userId}"
    friend bool operator==(const PathStep &, const PathStep &) = default;
};

/// The way of an access pattern over the canvas.
struct LitPath {
    QString name;
    std::vector<PathStep> steps;
    std::vector<PathLeg> legs;
    friend bool operator==(const LitPath &, const LitPath &) = default;

    bool hasCard(int card) const;
    /// The lanes of a table card that it uses.
    QSet<int> lanesOf(int card) const;
    /// The key attributes of an entity card that it goes by.
    QSet<QString> keysOf(int card) const;
};

/// The path of the model's access pattern `pattern`. An entity belongs to a leg when the operation names it, or when what
/// the operation asks of the keys can be what the entity's templates build. Pure.
LitPath litPath(const model::Model &model, const CanvasContents &contents, int pattern);

} // namespace keywright::ui
