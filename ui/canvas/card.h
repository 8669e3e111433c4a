#pragma once

#include <optional>
#include <vector>

#include <QHashFunctions>
#include <QString>
#include <QStringList>

#include "core/model/model.h"
#include "ui/parts/entity_look.h"

/// What the canvas shows, as values: cards of tables, entities and notes, and the links of relationships. Sizes and places
/// are not part of it.
namespace keywright::ui {

/// What a card stands for, by the name that the model's canvas knows it by.
struct CardId {
    model::CardKind kind = model::CardKind::Entity;
    QString name;
    friend bool operator==(const CardId &, const CardId &) = default;
};

inline size_t qHash(const CardId &id, size_t seed = 0)
{
    return qHashMulti(seed, static_cast<int>(id.kind), id.name);
}

/// One key attribute of an entity: a row of the key chart.
struct KeyRow {
    QString attribute; ///< "GSI1PK"
    QString place;     ///< the table or index whose key it belongs to
    bool ofIndex = false;
    bool partition = false;
    QString keyTemplate; ///< empty where the entity builds none
    friend bool operator==(const KeyRow &, const KeyRow &) = default;
};

struct AttributeRow {
    QString name;
    QString type;
    bool required = false;
    bool inPartitionKey = false; ///< a key template uses it
    bool inSortKey = false;
    friend bool operator==(const AttributeRow &, const AttributeRow &) = default;
};

/// A key attribute at the head of a lane.
struct LaneKey {
    QString attribute;
    bool partition = false;
    QString mark = {}; ///< of a vector index: what it is there for; else PK or SK
    friend bool operator==(const LaneKey &, const LaneKey &) = default;
};

/// The table itself or one of its indexes, with the entities that have all of its key; a vector index with those that have
/// its vector.
struct Lane {
    QString index; ///< empty for the table itself
    bool local = false;
    QString projection; ///< "ALL"; empty for the table itself
    QString vectors;    ///< of a vector index: "COSINE · 3"
    std::vector<LaneKey> keys;
    std::vector<EntityLook> entities;
    friend bool operator==(const Lane &, const Lane &) = default;
};

/// One card; which members are filled follows from its kind.
struct Card {
    CardId id;
    int row = -1; ///< in the model's tables, entities, or the canvas's cards
    // of an entity
    EntityLook look;
    QString table;
    std::vector<KeyRow> keys;
    std::vector<AttributeRow> attributes;
    // of a table
    std::vector<Lane> lanes;
    // of a note
    QString text;
    friend bool operator==(const Card &, const Card &) = default;
};

struct Link {
    int row = -1; ///< in the model's relationships
    QString name;
    int from = -1; ///< card
    int to = -1;
    model::RelationshipKind kind = model::RelationshipKind::OneToMany;
    QString through; ///< many-to-many: the entity that is the edge; may be empty
    friend bool operator==(const Link &, const Link &) = default;
};

struct CanvasContents {
    std::vector<Card> cards;
    std::vector<Link> links;
    friend bool operator==(const CanvasContents &, const CanvasContents &) = default;

    /// -1 when there is none.
    int indexOf(const CardId &id) const;
};

/// Cards in the order tables, entities, notes. Relationships whose entities are missing are left out. Pure.
CanvasContents canvasContents(const model::Model &model);

/// The keys of a table and of its indexes that an entity may build: each attribute once, under the first place that has it.
std::vector<KeyRow> keysOf(const schema::TableDefinition &table);

/// The template of an entity's key attribute, also that of a key attribute which is simply one of its own attributes.
/// Empty when the entity has none.
QString keyTemplateOf(const model::Entity &entity, const std::string &attribute);

} // namespace keywright::ui
