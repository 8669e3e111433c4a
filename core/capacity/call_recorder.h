#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "core/capacity/call_metrics.h"

namespace keywright::capacity {

/// Keeps how the calls of each table went: the last ten minutes by second, the last 24 hours by minute. Tables are known by
/// their names, as in CloudWatch: one that is made anew goes on where the dropped one ended, until it is forgotten. Thread-safe: tables
/// do not wait for each other, and readers get copies. Memory is bounded by 2 KB an operation and 40 bytes an operation and
/// slice of time. A time before what was recorded last counts as that.
class CallRecorder {
public:
    static constexpr std::int64_t kKeptSeconds = 600;
    static constexpr std::int64_t kKeptMinutes = 1'440;

    CallRecorder();
    ~CallRecorder();

    void answered(std::string_view table, CallKind kind, std::int64_t nanoseconds, std::int64_t second);
    void throttled(std::string_view table, CallKind kind, std::int64_t second);
    void conditionFailed(std::string_view table, std::int64_t second);
    void conflicted(std::string_view table, std::int64_t second);

    /// Up to and with `now`, oldest first; the slice that runs is there as far as it has come.
    std::vector<CallSlice> recent(std::string_view table, std::int64_t now) const;
    std::vector<CallSlice> recentMinutes(std::string_view table, std::int64_t now) const;

    /// Gives up what is kept of tables that are none of these; `tables` are in the order of their bytes.
    void forgetAllBut(const std::vector<std::string> &tables);

private:
    class TableRecord;

    std::shared_ptr<TableRecord> find(std::string_view table) const;
    std::shared_ptr<TableRecord> findOrMake(std::string_view table);

    mutable std::shared_mutex m_mutex; // guards the map, not what it leads to
    std::map<std::string, std::shared_ptr<TableRecord>, std::less<>> m_tables;
};

} // namespace keywright::capacity
