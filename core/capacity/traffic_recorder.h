#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <vector>

#include "core/capacity/traffic.h"

namespace keywright::capacity {

/// What one bucket consumed in one second.
struct BucketUnits {
    std::uint16_t bucket = 0;
    float readUnits = 0;
    float writeUnits = 0;
    friend bool operator==(const BucketUnits &, const BucketUnits &) = default;
};

/// The buckets that consumed anything in one second, in their order.
struct TrafficSecond {
    std::int64_t second = 0;
    std::vector<BucketUnits> buckets;
    friend bool operator==(const TrafficSecond &, const TrafficSecond &) = default;
};

/// What one bucket consumed in one minute.
struct BucketMinute {
    std::uint16_t bucket = 0;
    float readUnits = 0;
    float writeUnits = 0;
    float greatestReads = 0; ///< in one second of it
    float greatestWrites = 0;
    friend bool operator==(const BucketMinute &, const BucketMinute &) = default;
};

/// The buckets that consumed anything in one minute, in their order.
struct TrafficMinute {
    std::int64_t second = 0; ///< when it began
    std::vector<BucketMinute> buckets;
    friend bool operator==(const TrafficMinute &, const TrafficMinute &) = default;
};

/// Keeps what every table and index consumed, by bucket: the last ten minutes by second, the last 24 hours by minute.
/// Thread-safe: places do not wait for each other, and readers get copies. Memory is bounded by 12 bytes a bucket and second
/// and 20 a bucket and minute that consumed anything.
class TrafficRecorder : public TrafficSink {
public:
    static constexpr std::int64_t kKeptSeconds = 600;
    static constexpr std::int64_t kKeptMinutes = 1'440;

    TrafficRecorder();
    ~TrafficRecorder() override;

    void record(std::span<const Traffic> traffic) override;

    /// The seconds with traffic up to and with `now`, oldest first, none older than kKeptSeconds. A time before what was
    /// recorded last counts as that.
    std::vector<TrafficSecond> recent(TrafficPlace place, std::int64_t now) const;

    /// The minutes with traffic, likewise; the one that runs is there as far as it has come.
    std::vector<TrafficMinute> recentMinutes(TrafficPlace place, std::int64_t now) const;

    /// Gives up what is kept of a table or index.
    void forget(TrafficPlace place);

private:
    class PlaceRecord;

    std::shared_ptr<PlaceRecord> find(TrafficPlace place) const;
    std::shared_ptr<PlaceRecord> findOrMake(TrafficPlace place);

    mutable std::shared_mutex m_mutex; // guards the map, not what it leads to
    std::map<TrafficPlace, std::shared_ptr<PlaceRecord>> m_places;
};

} // namespace keywright::capacity
