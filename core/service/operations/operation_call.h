#pragma once

#include <string>
#include <string_view>

#include "core/service/request.h"

namespace keywright::engine {
class Engine;
}

namespace keywright::service {

/// One request on its way: its types and constraints are checked, its meaning is not.
struct OperationCall {
    engine::Engine &engine;
    const Request &request;
    std::size_t requestBytes = 0; ///< of the request's text: nothing in it is larger
    std::string_view host;        ///< where the request was sent to; empty when nobody said
};

/// Does what an operation says and writes the body of the answer. Throws Fault, engine::ServiceError,
/// expression::ExpressionError and partiql::StatementError for what DynamoDB refuses, and storage::StorageError; what it wrote by then is
/// worth nothing.
using OperationFunction = void (*)(const OperationCall &call, std::string &body);

} // namespace keywright::service
