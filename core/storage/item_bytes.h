#pragma once

#include <string>
#include <string_view>

#include "core/value/attribute_value.h"

/// How an item stands on disk: compact, in the order of its names, every length before its content, numbers as the text
/// that DynamoDB JSON shows, so that a response can be written straight from it.
///
///     item    01 | count | (name | value)*
///     value   type byte (value::Type) | content
///     content S, N, B: bytes; BOOL: 00 or 01; NULL: nothing; M: length | count | (name | value)*;
///             L: length | count | value*; sets: length | count | bytes*
///     bytes   length | bytes; lengths and counts are LEB128 varints
namespace keywright::storage {

std::string toItemBytes(const value::Item &item);

/// Throws StorageError (Damaged) when the bytes are no item; never reads outside `bytes`, whatever they are.
value::Item fromItemBytes(std::string_view bytes);

} // namespace keywright::storage
