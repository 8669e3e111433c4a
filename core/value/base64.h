#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace keywright::value {

/// Standard base64 with padding, as DynamoDB JSON writes values of type B.
std::string toBase64(std::string_view bytes);
void appendBase64(std::string &out, std::string_view bytes);

/// Nullopt unless `text` is well-formed, padded base64 without white space.
std::optional<std::string> fromBase64(std::string_view text);

} // namespace keywright::value
