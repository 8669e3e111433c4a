#pragma once

#include <vector>

#include "core/model/model.h"

/// Rows that say what they are in the entity's own words, and leave the keys to its templates. Thread-safe.
namespace keywright::model {

/// The item with every key that the entity's templates build from its attributes; one that they cannot build stays as it is.
value::Item withBuiltKeys(value::Item item, const Entity &entity);

/// Whether it has every attribute of the table's primary key.
bool hasPrimaryKey(const schema::TableDefinition &table, const value::Item &item);

/// The entities of the table whose templates build each key attribute of its primary key that the item lacks. An entity with
/// an identifying attribute is among them only for items that have it; then no other is.
std::vector<const Entity *> buildersOf(const std::vector<Entity> &entities, const schema::TableDefinition &table, const value::Item &item);

} // namespace keywright::model
