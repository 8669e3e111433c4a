#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/value/attribute_value.h"

/// Answers taken from the bytes of an item as the store holds them (item_bytes.h), without making values of them. Each
/// reads only inside the bytes, whatever they are, and throws StorageError (Damaged) when what it reads is no item.
namespace keywright::storage {

/// The item in DynamoDB JSON, byte for byte what value::toDynamoDbJson(item).compact() would give:
/// {"pk":{"S":"a"},"n":{"N":"1.5"}}.
void appendItemJson(std::string &out, std::string_view itemBytes);

/// The item's size as DynamoDB counts it: value::sizeInBytes of the item.
std::int64_t itemSize(std::string_view itemBytes);

/// The bytes of the attribute's value, its type byte first, as long as `itemBytes` live; nullopt when there is none of
/// that name.
std::optional<std::string_view> findAttribute(std::string_view itemBytes, std::string_view name);

/// Only these attributes of the item, as values; `sortedNames` are in the order of their bytes.
value::Item pickAttributes(std::string_view itemBytes, const std::vector<std::string> &sortedNames);

/// The value that findAttribute found.
value::AttributeValue valueFromBytes(std::string_view valueBytes);

} // namespace keywright::storage
