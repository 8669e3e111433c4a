#pragma once

#include <chrono>
#include <stop_token>
#include <string>

#include "core/connection/endpoint_settings.h"

namespace keywright::connection {

/// The key that a user's own program prints, as `credential_process` of a profile names it: a JSON object with Version 1,
/// AccessKeyId, SecretAccessKey and, for temporary ones, SessionToken and Expiration. The program's complaints are not shown,
/// since they may hold secrets. Throws ConnectionError: Credentials for what it prints or how it ends, TimedOut, Stopped.
/// Source: AWS SDKs and Tools reference, "Process credential provider".
AccessKey keyOfProcess(const std::string &command, const std::stop_token &stop,
                       std::chrono::milliseconds limit = std::chrono::milliseconds(60'000));

} // namespace keywright::connection
