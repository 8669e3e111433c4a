#pragma once

#include <cstdint>
#include <string>

#include "core/model/command.h"
#include "core/model/survey.h"

/// What mends keys and indexes, for advice: the templates, the sample data and the access patterns that ask by them in one
/// command. Everything throws EditError when a person must decide, or a pattern would be judged worse. Inside core/model
/// only.
namespace keywright::model {

/// Pads the number {placeholder} in the template of a key attribute to ten digits, and in what patterns compare it with.
Command padNumbers(const Survey &survey, const Entity &entity, const std::string &keyAttribute, const std::string &placeholder);

/// The fewest shards of the usual numbers with which `load` on one key becomes less than `limit`, 1 when it is already.
/// Throws EditError when a hundred are too few.
std::int64_t shardsFor(double load, double limit);

/// Spreads each value of the place's partition key over shards by an attribute of the entity's primary key. Patterns that
/// know the attribute go to its shard, the others ask all shards and merge.
/// Source: developer guide, "Using write sharding to distribute workloads evenly in your DynamoDB table".
Command shardKey(const Survey &survey, const KeyedPlace &place, const Entity &entity, std::int64_t shards);

/// Whether the entity's template for the place's partition key has a shard.
bool isSharded(const Entity &entity, const KeyedPlace &place);

/// Every LSI of the table becomes a GSI of the same name, keys and projection.
Command makeLocalIndexesGlobal(const Survey &survey, const Table &table);

} // namespace keywright::model
