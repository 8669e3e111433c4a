#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/engine/engine.h"
#include "core/partiql/execution.h"

/// BatchExecuteStatement: statements each for itself. Source: API reference, and developer guide, "Running batch operations
/// with PartiQL for DynamoDB"; what goes beyond was captured from DynamoDB by others (conformance suite of nubo-db, dynoxide).
namespace keywright::partiql {

/// A code of the API's BatchStatementErrorCodeEnum: "ValidationError", "ResourceNotFound", …
struct BatchError {
    std::string code;
    std::string message;
    std::optional<value::Item> item; ///< that failed the condition, when it was asked for
};

struct BatchStatement {
    StatementRequest request;
    std::optional<BatchError> fault; ///< its parameters could not be read
};

struct BatchStatementResult {
    std::optional<BatchError> error;
    std::optional<value::Item> item;
    std::string table; ///< as the statement names it; empty when it was refused before it ran
};

struct BatchResult {
    std::vector<BatchStatementResult> statements;   ///< in their order
    std::vector<capacity::ConsumedCapacity> tables; ///< one for each table; empty when no statement succeeded
};

/// Throws StatementError when the batch reads and writes, or has two statements on one item: then nothing was done.
BatchResult executeBatch(engine::Engine &engine, const std::vector<BatchStatement> &batch);

/// The code for an exception's name: "ValidationError" of "ValidationException".
std::string batchErrorCode(const std::string &exceptionName);

} // namespace keywright::partiql
