#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/schema/table_definition.h"
#include "core/value/attribute_value.h"

/// What vector indexes demand of items and hold of them. Source of rules and messages: developer guide, "Working with vector
/// indexes", and measurements by others.
namespace keywright::engine {

/// As the index keeps it: with 32 bits; nullopt when it is no number or too large for that.
std::optional<float> vectorElement(const value::AttributeValue &value);

/// Nullopt when it is no list of so many such numbers: of an item that is older than the index.
std::optional<std::vector<float>> vectorIn(const value::AttributeValue &value, std::int64_t dimensions);

/// Refuses an item whose vector or partition attribute of a vector index is of another form; either may be missing. Throws
/// ServiceError (ValidationException).
void checkVectors(const schema::TableDefinition &table, const value::Item &item);

/// Whether the index holds the item.
bool isInVectorIndex(const schema::VectorIndexDefinition &index, const value::Item &item);

/// What the index holds of an item beside its vector; the vector only where it is projected.
value::Item vectorProjection(const schema::TableDefinition &table, const schema::VectorIndexDefinition &index, const value::Item &item);

/// The bytes that the index holds of an item: 4 a dimension, and what is projected.
std::int64_t vectorEntryBytes(const schema::TableDefinition &table, const schema::VectorIndexDefinition &index, const value::Item &item);

/// What a write is charged for in the index, which takes nothing when its entry stays the same; null is no item. At least
/// 1,024 bytes (measured by others).
std::int64_t vectorWriteBytes(const schema::TableDefinition &table, const schema::VectorIndexDefinition &index, const value::Item *before,
                              const value::Item *after);

} // namespace keywright::engine
