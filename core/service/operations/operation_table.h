#pragma once

#include <string_view>

#include "core/service/facts.h"
#include "core/service/operations/operation_call.h"

namespace keywright::service {

/// What the service knows of one operation.
struct OperationEntry {
    const Operation *facts = nullptr;
    OperationFunction run = nullptr; ///< null: an operation of the API that Keywright does not have yet
    /// PutItem and UpdateItem: what is wrong with their values and expressions stands behind an envelope.
    bool enveloped = false;
};

/// By X-Amz-Target: "DynamoDB_20120810.PutItem"; null when the API has no such operation. Thread-safe.
const OperationEntry *findOperation(std::string_view target);

} // namespace keywright::service
