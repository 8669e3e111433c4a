#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "core/capacity/request_limits.h"
#include "core/capacity/traffic.h"
#include "core/engine/engine_options.h"
#include "core/engine/service_error.h"
#include "core/engine/table_state.h"

namespace keywright::engine {

/// A request that was throttled: by billing mode a ProvisionedThroughputExceededException or a ThrottlingException, and what
/// ThrottlingReasons says. Sources: API reference, "ThrottlingReason"; the messages are those that clients report of both.
class ThrottledError : public ServiceError {
public:
    ThrottledError(std::string name, const std::string &message, std::string reason, std::string resource)
        : ServiceError(std::move(name), message), m_reason(std::move(reason)), m_resource(std::move(resource))
    { }

    /// "TableWriteKeyRangeThroughputExceeded", …
    const std::string &reason() const { return m_reason; }
    /// The ARN of the table or index.
    const std::string &resource() const { return m_resource; }
    /// As a transaction's CancellationReasons, BatchExecuteStatement and such have it.
    std::string cancellationCode() const { return isProvisioned() ? "ProvisionedThroughputExceeded" : "ThrottlingError"; }
    bool isProvisioned() const { return name() == "ProvisionedThroughputExceededException"; }

private:
    std::string m_reason;
    std::string m_resource;
};

/// Holds operations to the limits of tables, GSIs and their partitions (capacity/request_limits.h), where
/// EngineOptions::throttle asks for it. An LSI lies in its table's partitions. A table or index whose capacity or billing
/// mode changes begins with new partitions. Thread-safe.
class Throttle {
public:
    /// `options` must outlive it.
    explicit Throttle(const EngineOptions &options) : m_options(options) { }

    /// Throws ThrottledError when an operation on this entry may not run now.
    void ask(const TableState &table, const Place &place, std::uint64_t hash, bool isWrite);
    void consumed(const TableState &table, const Place &place, std::uint64_t hash, const capacity::Units &units);
    /// Of a place that was dropped.
    void forget(capacity::TrafficPlace place);

private:
    struct Limits {
        capacity::PlaceSettings settings;
        std::shared_ptr<capacity::RequestLimits> limits;
    };

    std::shared_ptr<capacity::RequestLimits> limitsOf(const TableState &table, const Place &place);
    std::int64_t second() const { return m_options.clock() / 1'000; }

    const EngineOptions &m_options;
    std::mutex m_mutex; // guards the map, not what it leads to
    std::map<capacity::TrafficPlace, Limits> m_limits;
};

} // namespace keywright::engine
