#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/storage/key_encoding.h"

/// The store's own records beside items and index entries: kCatalogId (4 bytes) | kind (1 byte) | what names the record.
/// Kinds that stand elsewhere: "format" (storage/store.cpp), table t, next table id n, counter c, doomed place d, cursor
/// of a backfill b (catalog.cpp), mark w
/// (engine.cpp). A kind is never given a second meaning, since stores outlive programs.
namespace keywright::engine {

inline constexpr char kStreamRecord = 's';       ///< stream id (8): JSON of a Stream
inline constexpr char kChangeRecord = 'r';       ///< stream id (8) | shard (4) | number (8): one change
inline constexpr char kNextChangeRecord = 'q';   ///< the number that the next change gets (8)
inline constexpr char kPendingIndexRecord = 'p'; ///< number (8): a change of a GSI that is held back
inline constexpr char kRequestTokenRecord = 'i'; ///< token: what it was used for
inline constexpr char kTokenExpiryRecord = 'e';  ///< milliseconds (8) | token: when to forget it

inline constexpr char kExportRecord = 'x';  ///< id of an export: JSON (export_record.h)
inline constexpr char kKinesisRecord = 'k'; ///< number (8): milliseconds (8) | a change on its way (kinesis_record.h)
inline constexpr char kImportRecord = 'm';  ///< id of an import: JSON (import_record.h)
inline constexpr char kBulkRecord = 'u';    ///< id of a bulk operation: JSON (bulk_record.h)

inline std::string recordPrefix(char kind)
{
    std::string key;
    storage::appendBigEndian32(key, storage::kCatalogId);
    return key += kind;
}

inline std::uint64_t readBigEndian(std::string_view bytes)
{
    std::uint64_t number = 0;
    for (const char byte : bytes)
        number = number << 8 | static_cast<unsigned char>(byte);
    return number;
}

} // namespace keywright::engine
