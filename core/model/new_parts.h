#pragma once

#include <string>

#include "core/model/model.h"

/// Parts as a person gets them from New and Duplicate, with a name that the model has not yet. Nothing is added. New access
/// patterns are in new_pattern.h.
namespace keywright::model {

/// Table1 with PK and SK, on demand.
Table newTable(const Model &model);
/// Entity1 of that table.
Entity newEntity(const Model &model, const std::string &table);
Facet newFacet(const Model &model, const std::string &table);
/// One-to-many without a name; it is of those attributes of `to` that tell the items of `from` apart.
Relationship newRelationship(const Model &model, const Entity &from, const Entity &to);
/// GSI1 with GSI1PK and GSI1SK, or the next number; all attributes projected.
schema::IndexDefinition newGlobalIndex(const Table &table);
/// LSI1 with the table's partition key and LSI1SK, or the next number.
schema::IndexDefinition newLocalIndex(const Table &table);

/// Vectors1 over the first list of the table's entities, by COSINE; it has no partition key.
schema::VectorIndexDefinition newVectorIndex(const Model &model, const Table &table);

/// The same under another name: "Order2". An entity's mark follows its name, or is left out.
Table duplicateOf(const Model &model, const Table &table);
Entity duplicateOf(const Model &model, const Entity &entity);
AccessPattern duplicateOf(const Model &model, const AccessPattern &pattern);
Facet duplicateOf(const Model &model, const Facet &facet);

} // namespace keywright::model
