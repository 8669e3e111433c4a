#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/engine/catalog.h"
#include "core/expression/key_condition.h"
#include "core/value/attribute_value.h"

namespace keywright::engine {

/// The entries from `lower` up to, not including, `upper`.
struct KeyRange {
    std::string lower;
    std::string upper;

    bool contains(std::string_view entry) const { return entry >= lower && entry < upper; }
};

/// The index's key, or the table's.
const schema::KeySchema &keyOfPlace(const TableState &table, const Place &place);

/// One of `totalSegments` equal parts of the hash space of the table or index; with one segment, all entries.
/// `segment` is from 0 to totalSegments - 1.
KeyRange segmentRange(const TableState &table, const Place &place, std::int64_t segment, std::int64_t totalSegments);

/// The terms of a condition that fits the key, in the key's order. Throws ServiceError (ValidationException) when it does
/// not: an attribute missed, an operator that is not allowed there, a value of another type, empty, or bounds the wrong
/// way round.
expression::KeyCondition keyTermsOf(const TableState &table, const Place &place, const expression::KeyCondition &condition);

/// The entries that satisfy what keyTermsOf gave, exactly: a key condition is always one contiguous range.
KeyRange rangeOf(const TableState &table, const Place &place, const expression::KeyCondition &terms);

/// The entries that the terms on the sort key would leave of the item collection of another partition key.
KeyRange rangeUnder(const TableState &table, const Place &place, const expression::KeyCondition &terms,
                    std::string_view encodedPartitionKey);

} // namespace keywright::engine
