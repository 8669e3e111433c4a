#pragma once

#include <cstdint>
#include <string>

#include "core/engine/catalog.h"
#include "core/engine/key_range.h"
#include "core/expression/key_condition.h"
#include "core/value/attribute_value.h"

/// What an ExclusiveStartKey must be. The checks stand apart, since the service makes others between them; all throw
/// ServiceError (ValidationException). Source of the messages and of their order: dynalite's tests, which its authors ran
/// against the service.
namespace keywright::engine {

/// Of a Query: as many attributes as the keys of table and index have together.
void checkStartKeyCount(const TableState &table, const Place &place, const value::Item &startKey);

/// Of a Query, or of a Scan of an index: every attribute of the place's key, with its type.
void checkStartKeyOfPlace(const TableState &table, const Place &place, const value::Item &startKey);

/// The entry that the start key of a Query names, which must satisfy the condition whose terms and range these are.
std::string queryStart(const TableState &table, const Place &place, const value::Item &startKey, const expression::KeyCondition &terms,
                       const KeyRange &range);

/// The entry that the start key of a Scan names, which must be of its segment.
std::string scanStart(const TableState &table, const Place &place, const value::Item &startKey, std::int64_t segment,
                      std::int64_t totalSegments);

} // namespace keywright::engine
