#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/model.h"
#include "core/schema/table_change_plan.h"

namespace keywright::model {

/// The parts of a model, in the order in which differences are told.
enum class ModelPart : std::uint8_t {
    Header,
    Table,
    Entity,
    Relationship,
    AccessPattern,
    Facet,
    SampleData,
    Recipe,
    SavedOperation,
    Canvas
};

/// "table", "access pattern", …
std::string_view textOf(ModelPart part);

enum class ChangeKind : std::uint8_t { Added, Removed, Changed, Renamed };

/// "added", …
std::string_view textOf(ChangeKind kind);

/// One way in which something that both models have differs.
struct DetailDifference {
    ChangeKind kind = ChangeKind::Changed;
    std::string place;   ///< JSON path in the newer model; of what was removed, in the older one
    std::string subject; ///< "attribute email, type"; of sample data the item's key: "PK = USER#1, SK = PROFILE"
    std::string from;    ///< for people; empty when it is not there
    std::string to;
    std::optional<schema::ChangeWay> way; ///< of a table: how it is made on a live one; nullopt when that is not concerned
    std::string meaning;                  ///< on a live table: a sentence or two; may be empty
    friend bool operator==(const DetailDifference &, const DetailDifference &) = default;
};

/// What differs in one table, entity, access pattern, …
struct ElementDifference {
    ModelPart part = ModelPart::Header;
    ChangeKind kind = ChangeKind::Changed;
    std::string name;       ///< in the newer model; of what was removed, in the older one
    std::string formerName; ///< of what was renamed
    std::string place;      ///< as of a detail
    std::vector<DetailDifference> details;
    std::string meaning;                  ///< of a table that came, went or was renamed: on a connection
    std::vector<schema::TableStep> steps; ///< of a table: the calls that change a live one; none when it is a replacement
    bool needsReplacement = false;        ///< of a table
    friend bool operator==(const ElementDifference &, const ElementDifference &) = default;
};

/// "Entity Order: 2 differences.", "Table Shop is new."
std::string sentenceOf(const ElementDifference &element);
/// "attribute email, type: S -> N".
std::string sentenceOf(const DetailDifference &detail);

/// The table as its model has it, with the encryption that its settings name.
schema::TableShape shapeOf(const Table &table);

/// What differs from one model to another, the parts in their order, each in the order of the newer model with what was
/// removed behind. Things are matched by name; one that is gone and one that has come are a renaming only where they are
/// equal but for the name and no other is. Sample items are matched by primary key. Spelling does not count, nor does the
/// date of the last change. Empty when there is nothing. Thread-safe.
std::vector<ElementDifference> diffModels(const Model &from, const Model &to);

} // namespace keywright::model
