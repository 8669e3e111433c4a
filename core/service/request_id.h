#pragma once

#include <string>

namespace keywright::service {

/// A new x-amzn-RequestId: 52 of [0-9A-V], at random. Thread-safe.
std::string randomRequestId();

} // namespace keywright::service
