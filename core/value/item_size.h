#pragma once

#include <cstdint>

#include "core/value/attribute_value.h"

namespace keywright::value {

/// Bytes of a value as DynamoDB counts them for the item limit and for capacity: the UTF-8 bytes of a string, the bytes
/// of a binary, Decimal::sizeInBytes of a number, 1 for BOOL and NULL, the sum of its members for a set, and 3 plus 1 a
/// member (with a map's names) for M and L.
/// Source: developer guide, "DynamoDB item sizes and formats".
std::int64_t sizeInBytes(const AttributeValue &value);

/// The names and values of all attributes. What is billed as storage is 100 bytes more an item.
std::int64_t sizeInBytes(const Item &item);

} // namespace keywright::value
