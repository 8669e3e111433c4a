#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/model/command.h"

/// What a form does to a step that is made of parts, repeats itself or is about one entity. Thread-safe.
namespace keywright::model {

/// What the parts of a transaction or batch can be, the usual one first; empty for an operation by itself.
std::span<const OperationKind> partKindsOf(OperationKind whole);

/// How many parts DynamoDB takes in one call; 0 for an operation by itself.
std::size_t mostParts(OperationKind whole);

/// `before` as a step of another kind. A single operation becomes the first part of a transaction or batch that can have it,
/// and the other way round; parts that the new kind cannot have become parts that it can. What becomes a transaction or
/// batch has a part for each of the pattern's entities. Throws EditError where the model has no table.
Step stepOf(const Model &model, const AccessPattern &pattern, const Step &before, OperationKind kind);

/// One more part for the step: of the next of the pattern's entities that has none yet. Throws EditError when there are as
/// many as one call can have, or the model has no table.
Operation newPart(const Model &model, const AccessPattern &pattern, const Step &step);

/// `before` about an item of that entity: its key, or the item that it puts, made anew from the entity.
Operation operationAbout(const Model &model, const Operation &before, const Entity &entity);

/// The entity whose item the operation is about, by the entity that it names or the shape of its key; null when nothing tells.
const Entity *entityOf(const Model &model, const Operation &operation);

/// Runs the step once for each of so many shards, or once by itself without a number. Placeholders of the key condition that
/// work out a shard become the shard that runs.
void setShards(Step &step, std::optional<std::int64_t> count);

/// How many shards the templates of the step's key condition spread over; nullopt when they do not.
std::optional<std::int64_t> shardsOf(const Step &step);

/// Takes away the operation's own values that its expressions do not mention, which DynamoDB would refuse.
void dropUnusedValues(Operation &operation);

/// The `:names` that the operation's expressions mention, without the colon, each once.
std::vector<std::string> valueNamesOf(const Operation &operation);

} // namespace keywright::model
