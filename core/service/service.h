#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/service/fault.h"

namespace keywright::engine {
class Engine;
}

namespace keywright::service {

/// Who calls, as the Authorization header says it. Empty where nobody said.
struct Caller {
    std::string accessKey;
    std::string region;
};

/// One request after HTTP: what it wants and its body.
struct Call {
    std::string_view target; ///< the X-Amz-Target header: "DynamoDB_20120810.PutItem"
    std::string_view body;
    Caller caller;
    /// Run after body and target were understood and before the members are looked at; throws Fault to refuse the caller.
    std::function<void()> authorize;
    std::string_view host; ///< the Host header: the address that DescribeEndpoints gives; may be empty
};

/// Gives the engine whose tables this caller sees. Thread-safe; the engine must outlive the call.
using EngineFor = std::function<engine::Engine &(const Caller &)>;

/// DynamoDB's operations in JSON, on typed engines. Thread-safe.
class Service {
public:
    explicit Service(EngineFor engineFor);

    /// Never throws: whatever goes wrong is an answer too. Order: JSON, target, authorization, types of the members,
    /// constraints, semantics.
    Answer answer(const Call &call) const;

private:
    EngineFor m_engineFor;
};

} // namespace keywright::service
