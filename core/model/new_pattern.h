#pragma once

#include <string>

#include "core/model/command.h"

/// Access patterns to begin with.
namespace keywright::model {

/// Reads one item of the entity by its primary key: parameters for what the key is built from, drawn from the entity with
/// the first sample item as example, and the expectation of that item, so that it can be verified at once. Without an
/// entity (null), of the model's first table and without expectation. The name is free. Throws EditError when the model
/// has no table. Thread-safe.
AccessPattern newAccessPattern(const Model &model, const Entity *entity);

/// A TransactWriteItems with one part, which puts an item of the entity; of the first table's keys without one. Throws
/// EditError when the model has no table. Thread-safe.
AccessPattern newTransaction(const Model &model, const Entity *entity);

/// The name, or the name with a number behind it where a pattern has it already.
std::string freePatternName(const Model &model, const std::string &wish);

} // namespace keywright::model
