#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/schema/table_definition.h"
#include "core/value/attribute_value.h"

/// How keys stand on disk. The layout of an entry's key is
///     table id (4 bytes) | index id (2 bytes) | hash (8 bytes) | partition-key attributes | sort-key attributes
/// and for an index entry the base table's key attributes after it, since index keys are not unique. All integers are
/// big-endian; every attribute is order-preserving and ends itself. So a partition is one contiguous range, and a Scan
/// walks in hash order as DynamoDB does. The hash is that of the encoded partition-key attributes; of an LSI entry, of
/// the base partition key, which is the same attribute. Golden-byte tests fix all of it.
namespace keywright::storage {

using TableId = std::uint32_t;
using IndexId = std::uint16_t;

inline constexpr TableId kCatalogId = 0; ///< the store's own records; tables count from 1
inline constexpr IndexId kBaseIndex = 0; ///< the table itself; indexes count from 1
inline constexpr std::size_t kPlacePrefixBytes = 6;
inline constexpr std::size_t kHashedPrefixBytes = 14;

/// S and B: byte 00 becomes 00 FF, the end is 00 01.
void appendOrderedBytes(std::string &out, std::string_view bytes);
/// Reads what appendOrderedBytes wrote from the front of `in` and removes it there. False when it is no such encoding.
bool readOrderedBytes(std::string_view &in, std::string &out);

/// The same without the end mark: what all encodings of texts that begin with `bytes` begin with.
void appendOrderedPrefix(std::string &out, std::string_view bytes);

/// A key attribute's value, which must be of type S, N or B.
void appendKeyValue(std::string &out, const value::AttributeValue &value);
bool readKeyValue(std::string_view &in, schema::KeyType type, value::AttributeValue &out);
/// The same without telling the value.
bool skipKeyValue(std::string_view &in, schema::KeyType type);

/// The first 8 bytes of the MD5 of the encoded partition-key attributes.
std::uint64_t partitionHash(std::string_view encodedPartitionKey);

void appendBigEndian16(std::string &out, std::uint16_t number);
void appendBigEndian32(std::string &out, std::uint32_t number);
/// Its length in four bytes, then the bytes.
void appendSized(std::string &out, std::string_view bytes);
void appendBigEndian64(std::string &out, std::uint64_t number);

/// table id | index id: what all entries of the table or index begin with.
std::string placePrefix(TableId table, IndexId index);

/// … | hash | encodedPartitionKey: what all entries of one item collection begin with.
std::string collectionPrefix(TableId table, IndexId index, std::string_view encodedPartitionKey);

/// The smallest key above all keys that begin with `prefix`; empty when there is none.
std::string afterPrefix(std::string prefix);

} // namespace keywright::storage
