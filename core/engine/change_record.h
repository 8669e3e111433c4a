#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/value/attribute_value.h"

namespace keywright::engine {

enum class ChangeKind : std::uint8_t { Insert, Modify, Remove };

/// As eventName says it: "INSERT", …
std::string_view textOf(ChangeKind kind);

/// What happened to one item, with the images that its stream wants.
struct ItemChange {
    ChangeKind kind = ChangeKind::Insert;
    bool byService = false; ///< an expiry, not a client's delete
    value::Item key;
    std::optional<value::Item> oldImage;
    std::optional<value::Item> newImage;
    friend bool operator==(const ItemChange &, const ItemChange &) = default;
};

/// A change on its way into the log: bytes made by toChangeBody, and where it belongs.
struct ChangeDraft {
    std::uint32_t tableId = 0;
    std::uint64_t hash = 0; ///< of the item's partition key
    std::string body;
};

/// The bytes of a change. Item bytes stand in it as they are (storage/item_bytes.h); empty ones are absent.
///     01 | kind, plus 04 when by the service | length | key | length | old image | length | new image
/// Lengths are 4 bytes, big-endian.
std::string toChangeBody(ChangeKind kind, bool byService, std::string_view key, std::string_view oldImage, std::string_view newImage);

/// Throws storage::StorageError (Damaged) when the bytes are no change.
ItemChange fromChangeBody(std::string_view body);

} // namespace keywright::engine
