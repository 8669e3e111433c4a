#include "core/capacity/call_recorder.h"

#include <algorithm>
#include <array>
#include <deque>
#include <mutex>

#include "core/capacity/latency_histogram.h"

namespace keywright::capacity {

namespace {

constexpr double kNanosecondsInMillisecond = 1e6;

void setQuantiles(CallFigures &figures, const LatencyHistogram &latency)
{
    figures.p50 = static_cast<float>(latency.quantile(0.5) / kNanosecondsInMillisecond);
    figures.p99 = static_cast<float>(latency.quantile(0.99) / kNanosecondsInMillisecond);
}

/// A slice of time that is still being counted.
class RunningSlice {
public:
    std::int64_t second() const { return m_second; }
    bool isEmpty() const { return m_touched == 0 && m_conditionalFailures == 0 && m_transactionConflicts == 0; }

    void begin(std::int64_t second)
    {
        for (std::size_t kind = 0; kind < kCallKinds; ++kind)
            if (isTouched(kind)) {
                m_latencies[kind]->clear();
                m_throttled[kind] = 0;
            }
        m_touched = 0;
        m_conditionalFailures = 0;
        m_transactionConflicts = 0;
        m_second = second;
    }

    void answered(CallKind kind, std::int64_t nanoseconds) { latencyOf(static_cast<std::size_t>(kind)).add(nanoseconds); }
    void throttled(CallKind kind)
    {
        latencyOf(static_cast<std::size_t>(kind));
        ++m_throttled[static_cast<std::size_t>(kind)];
    }
    void conditionFailed() { ++m_conditionalFailures; }
    void conflicted() { ++m_transactionConflicts; }

    void add(const RunningSlice &other)
    {
        for (std::size_t kind = 0; kind < kCallKinds; ++kind)
            if (other.isTouched(kind)) {
                latencyOf(kind).add(*other.m_latencies[kind]);
                m_throttled[kind] += other.m_throttled[kind];
            }
        m_conditionalFailures += other.m_conditionalFailures;
        m_transactionConflicts += other.m_transactionConflicts;
    }

    CallSlice slice() const
    {
        CallSlice slice;
        slice.second = m_second;
        slice.conditionalFailures = m_conditionalFailures;
        slice.transactionConflicts = m_transactionConflicts;
        LatencyHistogram all;
        for (std::size_t kind = 0; kind < kCallKinds; ++kind) {
            if (!isTouched(kind))
                continue;
            CallFigures &figures = slice.calls.emplace_back();
            figures.kind = static_cast<CallKind>(kind);
            figures.answered = m_latencies[kind]->count();
            figures.throttled = m_throttled[kind];
            setQuantiles(figures, *m_latencies[kind]);
            all.add(*m_latencies[kind]);
            slice.all.throttled += figures.throttled;
        }
        slice.all.answered = all.count();
        setQuantiles(slice.all, all);
        return slice;
    }

private:
    bool isTouched(std::size_t kind) const { return (m_touched >> kind & 1U) != 0; }

    LatencyHistogram &latencyOf(std::size_t kind)
    {
        m_touched |= 1U << kind;
        if (!m_latencies[kind])
            m_latencies[kind] = std::make_unique<LatencyHistogram>();
        return *m_latencies[kind];
    }

    std::int64_t m_second = 0;
    unsigned m_touched = 0; // a bit for each kind
    std::array<std::unique_ptr<LatencyHistogram>, kCallKinds> m_latencies;
    std::array<std::uint64_t, kCallKinds> m_throttled{};
    std::uint64_t m_conditionalFailures = 0;
    std::uint64_t m_transactionConflicts = 0;
};

} // namespace

class CallRecorder::TableRecord {
public:
    template <typename Count>
    void add(std::int64_t second, const Count &count)
    {
        const std::lock_guard lock(m_mutex);
        if (second > m_second.second())
            begin(second);
        count(m_second);
    }

    std::vector<CallSlice> recent(std::int64_t now) const
    {
        const std::lock_guard lock(m_mutex);
        return since(m_past, m_second, std::max(now, m_second.second()) - kKeptSeconds + 1);
    }

    std::vector<CallSlice> recentMinutes(std::int64_t now) const
    {
        const std::lock_guard lock(m_mutex);
        RunningSlice minute; // with the second that runs
        minute.begin(m_minute.second());
        minute.add(m_minute);
        minute.add(m_second);
        return since(m_pastMinutes, minute, (std::max(now, m_second.second()) / 60 - kKeptMinutes + 1) * 60);
    }

private:
    static std::vector<CallSlice> since(const std::deque<CallSlice> &past, const RunningSlice &running, std::int64_t oldest)
    {
        std::vector<CallSlice> slices;
        std::copy_if(past.begin(), past.end(), std::back_inserter(slices),
                     [oldest](const CallSlice &each) { return each.second >= oldest; });
        if (!running.isEmpty() && running.second() >= oldest)
            slices.push_back(running.slice());
        return slices;
    }

    static void end(const RunningSlice &running, std::deque<CallSlice> &past, std::int64_t oldest)
    {
        if (!running.isEmpty())
            past.push_back(running.slice());
        while (!past.empty() && past.front().second < oldest)
            past.pop_front();
    }

    void begin(std::int64_t second)
    {
        end(m_second, m_past, second - kKeptSeconds + 1);
        m_minute.add(m_second);
        const std::int64_t minute = second / 60 * 60;
        if (minute != m_minute.second()) {
            end(m_minute, m_pastMinutes, minute - 60 * (kKeptMinutes - 1));
            m_minute.begin(minute);
        }
        m_second.begin(second);
    }

    mutable std::mutex m_mutex; // guards everything
    RunningSlice m_second;
    RunningSlice m_minute; // the one of that second, without it
    std::deque<CallSlice> m_past;
    std::deque<CallSlice> m_pastMinutes;
};

CallRecorder::CallRecorder() = default;
CallRecorder::~CallRecorder() = default;

std::shared_ptr<CallRecorder::TableRecord> CallRecorder::find(std::string_view table) const
{
    const std::shared_lock lock(m_mutex);
    const auto found = m_tables.find(table);
    return found == m_tables.end() ? nullptr : found->second;
}

std::shared_ptr<CallRecorder::TableRecord> CallRecorder::findOrMake(std::string_view table)
{
    if (auto found = find(table))
        return found;
    const std::unique_lock lock(m_mutex);
    auto &record = m_tables[std::string(table)];
    if (!record)
        record = std::make_shared<TableRecord>();
    return record;
}

void CallRecorder::answered(std::string_view table, CallKind kind, std::int64_t nanoseconds, std::int64_t second)
{
    findOrMake(table)->add(second, [=](RunningSlice &running) { running.answered(kind, nanoseconds); });
}

void CallRecorder::throttled(std::string_view table, CallKind kind, std::int64_t second)
{
    findOrMake(table)->add(second, [=](RunningSlice &running) { running.throttled(kind); });
}

void CallRecorder::conditionFailed(std::string_view table, std::int64_t second)
{
    findOrMake(table)->add(second, [](RunningSlice &running) { running.conditionFailed(); });
}

void CallRecorder::conflicted(std::string_view table, std::int64_t second)
{
    findOrMake(table)->add(second, [](RunningSlice &running) { running.conflicted(); });
}

std::vector<CallSlice> CallRecorder::recent(std::string_view table, std::int64_t now) const
{
    const auto record = find(table);
    return record ? record->recent(now) : std::vector<CallSlice>();
}

std::vector<CallSlice> CallRecorder::recentMinutes(std::string_view table, std::int64_t now) const
{
    const auto record = find(table);
    return record ? record->recentMinutes(now) : std::vector<CallSlice>();
}

void CallRecorder::forgetAllBut(const std::vector<std::string> &tables)
{
    const std::unique_lock lock(m_mutex);
    std::erase_if(m_tables, [&tables](const auto &each) { return !std::binary_search(tables.begin(), tables.end(), each.first); });
}

} // namespace keywright::capacity
