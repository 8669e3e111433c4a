#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/engine/engine.h"
#include "core/service/service.h"

namespace keywright::test {

/// The whole service on an engine in memory, with a clock and ids that repeat.
class ServiceInMemory {
public:
    /// With `throttles`, tables and their partitions have limits.
    explicit ServiceInMemory(bool throttles = false);

    /// `operation` is "PutItem", or "streams:GetRecords" for one of DynamoDB Streams.
    service::Answer answer(std::string_view operation, std::string_view json);
    /// The body of an answer that must be 200; fails the test otherwise.
    std::string body(std::string_view operation, std::string_view json);

    engine::Engine &engine() { return *m_engine; }
    /// Milliseconds since 1970; starts at 2026-11-21T09:00:00.500Z.
    void setTime(std::int64_t milliseconds) { *m_now = milliseconds; }
    std::int64_t time() const { return *m_now; }

private:
    std::shared_ptr<std::int64_t> m_now;
    std::unique_ptr<engine::Engine> m_engine;
    service::Service m_service;
};

} // namespace keywright::test
