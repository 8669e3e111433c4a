#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/capacity/call_recorder.h"
#include "core/engine/engine_options.h"
#include "core/engine/requests.h"
#include "core/engine/throttle.h"

namespace keywright::engine {

/// Measures calls of data operations and records how they went for each table that they consumed anything of: how long the
/// answered ones took, which were throttled, and which conditions failed. A call whose condition failed counts as that alone.
/// Thread-safe. Source: developer guide, "DynamoDB metrics and dimensions".
class CallMeter {
public:
    /// Both must outlive it.
    CallMeter(const EngineOptions &options, capacity::CallRecorder &recorder) : m_options(options), m_recorder(recorder) { }

    /// `run` gives the operation's result; what it throws goes on.
    template <typename Run>
    auto measure(capacity::CallKind kind, const Run &run) const
    {
        const std::int64_t began = m_options.stopwatch();
        try {
            auto result = run();
            note(kind, result, m_options.stopwatch() - began);
            return result;
        } catch (const ThrottledError &error) {
            noteThrottled(kind, error.resource());
            throw;
        }
    }

    /// Of a transaction that was cancelled: the conditions of which actions failed, and which were throttled.
    void noteCancelled(const TransactWriteRequest &request, const TransactWriteResult &result) const;

private:
    void note(capacity::CallKind kind, const WriteResult &result, std::int64_t nanoseconds) const;
    void note(capacity::CallKind kind, const ReadResult &result, std::int64_t nanoseconds) const;
    void note(capacity::CallKind kind, const PageResult &result, std::int64_t nanoseconds) const;
    void note(capacity::CallKind kind, const BatchWriteResult &result, std::int64_t nanoseconds) const;
    void note(capacity::CallKind kind, const BatchGetResult &result, std::int64_t nanoseconds) const;
    void note(capacity::CallKind kind, const std::vector<GetItemResult> &results, std::int64_t nanoseconds) const;
    void note(capacity::CallKind kind, const TransactWriteResult &result, std::int64_t nanoseconds) const;
    void noteThrottled(capacity::CallKind kind, const std::string &arn) const;
    void noteAnswered(capacity::CallKind kind, std::vector<std::string> tables, std::int64_t nanoseconds) const;
    std::int64_t second() const { return m_options.clock() / 1'000; }

    const EngineOptions &m_options;
    capacity::CallRecorder &m_recorder;
};

} // namespace keywright::engine
