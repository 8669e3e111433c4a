#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/service/signature.h"

namespace keywright::connection {

/// How often and how patiently a call is sent again. The time before the next attempt is any between none and a span that
/// doubles with every attempt (full jitter).
struct RetryRules {
    int attempts = 5; ///< in all
    std::chrono::milliseconds firstSpan{50};
    std::chrono::milliseconds firstSpanThrottled{500};
    std::chrono::milliseconds longestSpan{20'000};
};

/// Time and chance as calls use them; injected, so that tests do not sleep.
struct Surprises {
    std::function<service::Instant()> now;
    /// False when `stop` was requested meanwhile.
    std::function<bool(std::chrono::milliseconds, const std::stop_token &stop)> sleep;
    std::function<double()> random;        ///< from 0 to just under 1; thread-safe
    std::function<std::string()> newToken; ///< for a transaction that may be sent twice

    /// The system's.
    static Surprises ofSystem();
};

enum class Retry : std::uint8_t { Never, Transient, Throttled };

/// Of an answer that is no success. Source: AWS SDKs' standard retry mode (transient statuses and errors, throttling errors).
Retry retryOf(int status, std::string_view errorName);

/// The time before attempt number `next`, from 2 on.
std::chrono::milliseconds delayBefore(int next, Retry retry, const RetryRules &rules, double random);

} // namespace keywright::connection
