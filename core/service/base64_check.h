#pragma once

#include <string_view>

namespace keywright::service {

/// Throws Fault: SerializationException with the service's message when the text is no base64 that it takes.
/// Messages: dynalite, test/helpers.js, assertType, Blob.
void checkBase64(std::string_view text);

} // namespace keywright::service
