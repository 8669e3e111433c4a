#pragma once

#include <optional>

#include "core/model/command.h"
#include "core/model/model.h"
#include "ui/canvas/arrangement.h"
#include "ui/canvas/card.h"

/// The commands that drawing on the canvas makes, each one undo step. They throw model::EditError, with a sentence, when
/// there is a reason not to. Pure.
namespace keywright::ui {

/// All cards are written down where `places` has them: those in `moved`, which name the step, and the others, so that they
/// stay there. Moves of the same cards in a row are one step. Cards that are no longer in the model are left out.
model::Command moveCards(const model::Model &model, const CardPlaces &places, const std::vector<CardId> &moved);

/// A table with partition key PK and sort key SK.
model::Command drawTable(const model::Model &model, const QString &name, CardPlaces places, const QPointF &at);
/// An entity without attributes yet, in `table`; when that is empty and there is no table either, one is made for it.
model::Command drawEntity(const model::Model &model, const QString &name, const QString &table, CardPlaces places, const QPointF &at);
model::Command drawNote(const model::Model &model, const QString &text, CardPlaces places, const QPointF &at);
model::Command writeNote(const model::Model &model, const QString &note, const QString &text);
model::Command removeNote(const model::Model &model, const QString &note);

/// "price: N" or "price N"; the type is S when none is written.
struct TypedName {
    QString name;
    std::optional<value::Type> type;
    friend bool operator==(const TypedName &, const TypedName &) = default;
};
TypedName typedName(const QString &text);

model::Command addAttributeTo(const model::Model &model, const QString &entity, const TypedName &attribute);
model::Command changeAttributeType(const model::Model &model, const QString &entity, const QString &attribute, value::Type type);

/// The template that a key gets when an attribute is dropped on it: in an empty one that of another entity, where this
/// attribute alone makes the same partition key, so that their items are together, else `ENTITY#{attribute}`; added to what
/// is there in another; the attribute alone where the key is a number or bytes, or the attribute itself.
QString templateWith(const model::Model &model, const QString &entity, const QString &attribute, const QString &keyAttribute);
model::Command dropOnKey(const model::Model &model, const QString &entity, const QString &attribute, const QString &keyAttribute);

/// "Entity 2" when there is an "Entity" already.
QString freeName(const QString &wanted, const QStringList &taken);
QStringList entityNames(const model::Model &model);
QStringList tableNames(const model::Model &model);

} // namespace keywright::ui
