#pragma once

#include <optional>
#include <string_view>

#include "core/service/signature.h"

namespace keywright::connection {

/// A time of ISO 8601 as AWS writes it: "2026-11-21T22:05:00Z", with a fraction, "+01:00" or "UTC" at its end. Nullopt for
/// anything else.
std::optional<service::Instant> readInstant(std::string_view text);

} // namespace keywright::connection
