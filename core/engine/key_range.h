#pragma once

#include <cstdint>
#include <string>

#include "core/engine/catalog.h"
#include "core/expression/key_condition.h"
#include "core/value/attribute_value.h"

namespace keywright::engine {

/// The entries from `lower` up to, not including, `upper`.
struct KeyRange {
    std::string lower;
    std::string upper;
};

/// One of `totalSegments` equal parts of the hash space of the table or index; with one segment, all entries.
/// `segment` is from 0 to totalSegments - 1.
KeyRange segmentRange(const TableState &table, const Place &place, std::int64_t segment, std::int64_t totalSegments);

/// The entries that satisfy the condition, exactly: a key condition is always one contiguous range. Throws ServiceError
/// (ValidationException) when the condition does not fit the key.
KeyRange rangeOf(const TableState &table, const Place &place, const expression::KeyCondition &condition);

/// The entry that an ExclusiveStartKey names. Throws ServiceError (ValidationException) when it is no key of the place,
/// or outside `range`.
std::string startKeyOf(const TableState &table, const Place &place, const value::Item &startKey, const KeyRange &range);

} // namespace keywright::engine
