#pragma once

#include <string>
#include <vector>

#include "core/model/model.h"

/// Entities for tables that have none: what an imported model or a live table's items tell about them.
///
/// Items are told apart by an attribute that names their kind (type, entityType, _et …), else by the words at the start of
/// their keys, else by the attributes they have in common. Within a kind, each key is divided into words that all items
/// share and pieces that an attribute of the item holds too, as it is or through a filter of the key-template grammar; a
/// piece that no attribute holds gets a name of its own.
namespace keywright::exchange {

struct InferredEntity {
    model::Entity entity;
    std::size_t itemCount = 0;
    double confidence = 0; ///< 0 to 1: how much of it could be a coincidence
    std::string reason;    ///< a sentence: by what its items were told apart, and what stands in their keys only
    friend bool operator==(const InferredEntity &, const InferredEntity &) = default;
};

struct InferredRelationship {
    model::Relationship relationship;
    double confidence = 0;
    std::string reason;
    friend bool operator==(const InferredRelationship &, const InferredRelationship &) = default;
};

struct Inference {
    std::vector<InferredEntity> entities; ///< table by table, in the order in which their first items stand
    std::vector<InferredRelationship> relationships;
    friend bool operator==(const Inference &, const Inference &) = default;
};

/// Looks at the sample data of every table without entities. The same model gives the same answer. Every key template
/// either builds the key of all items of its entity, and none where an item has none; or it has parts that stand in the
/// key only, and then model::takeApart reads them from every item's key. Thread-safe.
Inference inferEntities(const model::Model &model);

/// The model with these entities and relationships added; its items stay as they are.
model::Model withInference(model::Model model, const Inference &inference);

} // namespace keywright::exchange
