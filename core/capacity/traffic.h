#pragma once

#include <compare>
#include <cstdint>
#include <span>

/// What operations consumed, as it happens: the ground of heat, of top keys and of throttling.
namespace keywright::capacity {

/// The hash space of a table or index is seen in this many equal parts.
inline constexpr std::size_t kTrafficBuckets = 1'024;

/// A table (index 0) or one of its indexes, by the ids that the engine gave them; they are never used again.
struct TrafficPlace {
    std::uint32_t table = 0;
    std::uint16_t index = 0;
    friend auto operator<=>(const TrafficPlace &, const TrafficPlace &) = default;
};

/// Units that one operation consumed in one bucket of one place.
struct Traffic {
    TrafficPlace place;
    std::uint16_t bucket = 0; ///< below kTrafficBuckets
    double readUnits = 0;
    double writeUnits = 0;
    std::int64_t second = 0; ///< since 1970-01-01 UTC
};

/// Receives the traffic of an engine, after each operation. Called from many threads at once; must not throw.
class TrafficSink {
public:
    virtual ~TrafficSink() = default;
    /// All that one operation consumed in one place.
    virtual void record(std::span<const Traffic> traffic) = 0;
};

} // namespace keywright::capacity
