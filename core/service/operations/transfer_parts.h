#pragma once

#include <cstdint>
#include <string_view>

#include "core/itemfile/item_file.h"
#include "core/service/operations/json_writer.h"
#include "core/service/request.h"

/// Parts that requests and answers of imports, exports and bulk operations have in common.
namespace keywright::service {

/// InputCompressionType; none when it is not there.
itemfile::Packing packingIn(const RequestValue &request);
/// "GZIP", …
std::string_view nameOf(itemfile::Packing packing);

/// Nothing when the text is empty.
void writeUnlessEmpty(JsonWriter &out, std::string_view name, std::string_view text);
/// `milliseconds` since 1970.
void writeTime(JsonWriter &out, std::string_view name, std::int64_t milliseconds);

} // namespace keywright::service
