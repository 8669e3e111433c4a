#include "core/engine/engine_options.h"

#include <chrono>
#include <random>

namespace keywright::engine {

Clock systemClock()
{
    return [] {
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        return static_cast<std::int64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
    };
}

Stopwatch steadyStopwatch()
{
    return [] {
        const auto now = std::chrono::steady_clock::now().time_since_epoch();
        return static_cast<std::int64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
    };
}

IdSource randomIds()
{
    return [] {
        constexpr std::string_view kHex = "0123456789abcdef";
        thread_local std::random_device device;
        std::string id;
        for (int word = 0; word < 4; ++word) {
            const std::uint32_t bits = device();
            for (int shift = 28; shift >= 0; shift -= 4)
                id += kHex[bits >> shift & 0xF];
        }
        return id;
    };
}

std::string asUuid(const std::string &id)
{
    std::string uuid = id;
    for (const std::size_t at : {20, 16, 12, 8})
        uuid.insert(at, "-");
    return uuid;
}

} // namespace keywright::engine
