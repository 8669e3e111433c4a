#include "core/capacity/traffic_recorder.h"

#include <algorithm>

namespace keywright::capacity {

/// The traffic of one place: the running second in an array by bucket, those before it as lists.
class TrafficRecorder::PlaceRecord {
public:
    void add(std::span<const Traffic> traffic)
    {
        const std::lock_guard lock(m_mutex);
        for (const Traffic &each : traffic) {
            if (each.second > m_second)
                begin(each.second);
            const std::size_t bucket = each.bucket % kTrafficBuckets;
            Units &units = m_units[bucket];
            if (units.read == 0 && units.write == 0)
                m_touched.push_back(static_cast<std::uint16_t>(bucket));
            units.read += static_cast<float>(each.readUnits);
            units.write += static_cast<float>(each.writeUnits);
        }
    }

    std::vector<TrafficSecond> recent(std::int64_t now) const
    {
        const std::lock_guard lock(m_mutex);
        const std::int64_t oldest = std::max(now, m_second) - kKeptSeconds + 1;
        std::vector<TrafficSecond> seconds;
        std::copy_if(m_past.begin(), m_past.end(), std::back_inserter(seconds),
                     [oldest](const TrafficSecond &each) { return each.second >= oldest; });
        if (!m_touched.empty() && m_second >= oldest)
            seconds.push_back(running());
        return seconds;
    }

    std::vector<TrafficMinute> recentMinutes(std::int64_t now) const
    {
        const std::lock_guard lock(m_mutex);
        const std::int64_t oldest = (std::max(now, m_second) / 60 - kKeptMinutes + 1) * 60;
        std::vector<TrafficMinute> minutes(m_pastMinutes.begin(), m_pastMinutes.end());
        minutes.push_back(m_minute);
        if (!m_touched.empty()) {
            if (m_second / 60 * 60 != m_minute.second)
                minutes.push_back({m_second / 60 * 60, {}});
            add(minutes.back(), running());
        }
        std::erase_if(minutes, [oldest](const TrafficMinute &each) { return each.second < oldest || each.buckets.empty(); });
        return minutes;
    }

private:
    struct Units {
        float read = 0;
        float write = 0;
    };

    TrafficSecond running() const
    {
        TrafficSecond second{m_second, {}};
        second.buckets.reserve(m_touched.size());
        for (const std::uint16_t bucket : m_touched)
            second.buckets.push_back({bucket, m_units[bucket].read, m_units[bucket].write});
        std::sort(second.buckets.begin(), second.buckets.end(),
                  [](const BucketUnits &left, const BucketUnits &right) { return left.bucket < right.bucket; });
        return second;
    }

    /// Both have their buckets in order.
    static void add(TrafficMinute &minute, const TrafficSecond &second)
    {
        std::vector<BucketMinute> sum;
        sum.reserve(minute.buckets.size() + second.buckets.size());
        auto old = minute.buckets.begin();
        for (const BucketUnits &each : second.buckets) {
            for (; old != minute.buckets.end() && old->bucket < each.bucket; ++old)
                sum.push_back(*old);
            BucketMinute both = old != minute.buckets.end() && old->bucket == each.bucket ? *old++ : BucketMinute{.bucket = each.bucket};
            both.readUnits += each.readUnits;
            both.writeUnits += each.writeUnits;
            both.greatestReads = std::max(both.greatestReads, each.readUnits);
            both.greatestWrites = std::max(both.greatestWrites, each.writeUnits);
            sum.push_back(both);
        }
        sum.insert(sum.end(), old, minute.buckets.end());
        minute.buckets = std::move(sum);
    }

    void fold(const TrafficSecond &second)
    {
        const std::int64_t begins = second.second / 60 * 60;
        if (begins != m_minute.second) {
            if (!m_minute.buckets.empty())
                m_pastMinutes.push_back(std::move(m_minute));
            m_minute = {begins, {}};
            while (!m_pastMinutes.empty() && m_pastMinutes.front().second <= begins - 60 * kKeptMinutes)
                m_pastMinutes.pop_front();
        }
        add(m_minute, second);
    }

    void begin(std::int64_t second)
    {
        if (!m_touched.empty()) {
            m_past.push_back(running());
            fold(m_past.back());
        }
        for (const std::uint16_t bucket : m_touched)
            m_units[bucket] = {};
        m_touched.clear();
        m_second = second;
        while (!m_past.empty() && m_past.front().second <= second - kKeptSeconds)
            m_past.pop_front();
    }

    mutable std::mutex m_mutex; // guards everything
    std::int64_t m_second = 0;
    std::array<Units, kTrafficBuckets> m_units{};
    std::vector<std::uint16_t> m_touched;
    std::deque<TrafficSecond> m_past;
    TrafficMinute m_minute; // the one that runs, without the running second
    std::deque<TrafficMinute> m_pastMinutes;
};

TrafficRecorder::TrafficRecorder() = default;
TrafficRecorder::~TrafficRecorder() = default;

std::shared_ptr<TrafficRecorder::PlaceRecord> TrafficRecorder::find(TrafficPlace place) const
{
    const std::shared_lock lock(m_mutex);
    const auto found = m_places.find(place);
    return found == m_places.end() ? nullptr : found->second;
}

std::shared_ptr<TrafficRecorder::PlaceRecord> TrafficRecorder::findOrMake(TrafficPlace place)
{
    if (auto found = find(place))
        return found;
    const std::unique_lock lock(m_mutex);
    auto &record = m_places[place];
    if (!record)
        record = std::make_shared<PlaceRecord>();
    return record;
}

void TrafficRecorder::record(std::span<const Traffic> traffic)
{
    if (!traffic.empty())
        findOrMake(traffic.front().place)->add(traffic);
}

std::vector<TrafficSecond> TrafficRecorder::recent(TrafficPlace place, std::int64_t now) const
{
    const auto record = find(place);
    return record ? record->recent(now) : std::vector<TrafficSecond>();
}

std::vector<TrafficMinute> TrafficRecorder::recentMinutes(TrafficPlace place, std::int64_t now) const
{
    const auto record = find(place);
    return record ? record->recentMinutes(now) : std::vector<TrafficMinute>();
}

void TrafficRecorder::forget(TrafficPlace place)
{
    const std::unique_lock lock(m_mutex);
    m_places.erase(place);
}

} // namespace keywright::capacity
