#pragma once

#include <string>
#include <vector>

#include "core/model/model.h"

/// Items in the words of their entities. Inside core/ only; thread-safe.
namespace keywright::model {

/// The entity of an item of `table`: Model::entityOf(), or else, for what an index gives without the mark, the only one whose
/// templates of the primary key can have built the item's key; null when neither tells.
const Entity *entityOfItem(const Model &model, const std::string &table, const value::Item &item);

/// The item's attributes that the entity names, and nothing else. One that only the primary key holds is taken from there.
value::Item viewOf(const Model &model, const Entity &entity, const value::Item &item);

/// The whole item, with those attributes of the entity besides that only its primary key holds.
value::Item completed(const Model &model, const Entity &entity, const value::Item &item);

/// The entity's attributes that build the primary key: what tells its items apart.
std::vector<std::string> identifyingAttributes(const Model &model, const Entity &entity);

/// "Review p-2003 u-1004".
std::string displayName(const Model &model, const Entity &entity, const value::Item &view);

/// The primary key's attributes; empty when the table is not known or the item lacks one.
value::Item primaryKeyOf(const Model &model, const std::string &table, const value::Item &item);

} // namespace keywright::model
