#include "core/connection/retries.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <random>

namespace keywright::connection {

namespace {

constexpr std::array<std::string_view, 14> kThrottling{
    "ProvisionedThroughputExceededException",
    "ThrottlingException",
    "RequestLimitExceeded",
    "LimitExceededException",
    "TransactionInProgressException",
    "Throttling",
    "ThrottledException",
    "RequestThrottled",
    "RequestThrottledException",
    "TooManyRequestsException",
    "BandwidthLimitExceeded",
    "EC2ThrottledException",
    "PriorRequestNotComplete",
    "SlowDown",
};
constexpr std::array<std::string_view, 3> kTransient{"RequestTimeout", "RequestTimeoutException", "InternalServerError"};
constexpr std::array<int, 4> kTransientStatuses{500, 502, 503, 504};

template <typename Values, typename Value>
bool holds(const Values &values, const Value &value)
{
    return std::find(values.begin(), values.end(), value) != values.end();
}

std::uint64_t randomBits()
{
    static std::mutex mutex; // guards the generator
    static std::mt19937_64 generator{std::random_device{}()};
    const std::lock_guard lock(mutex);
    return generator();
}

/// Shaped like a UUID of version 4.
std::string randomToken()
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text = "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx";
    for (char &c : text)
        if (c == 'x')
            c = kDigits[randomBits() & 15];
    return text;
}

bool sleepUnlessStopped(std::chrono::milliseconds time, const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any condition;
    std::unique_lock lock(mutex);
    condition.wait_for(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

} // namespace

Surprises Surprises::ofSystem()
{
    constexpr double kScale = 0x1p-53;
    return {[] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }, sleepUnlessStopped,
            [] { return static_cast<double>(randomBits() >> 11) * kScale; }, randomToken};
}

Retry retryOf(int status, std::string_view errorName)
{
    if (holds(kThrottling, errorName))
        return Retry::Throttled;
    return holds(kTransient, errorName) || holds(kTransientStatuses, status) ? Retry::Transient : Retry::Never;
}

std::chrono::milliseconds delayBefore(int next, Retry retry, const RetryRules &rules, double random)
{
    const auto first = retry == Retry::Throttled ? rules.firstSpanThrottled : rules.firstSpan;
    const double span = std::min(std::ldexp(static_cast<double>(first.count()), next - 2), static_cast<double>(rules.longestSpan.count()));
    return std::chrono::milliseconds(static_cast<std::int64_t>(span * random));
}

} // namespace keywright::connection
