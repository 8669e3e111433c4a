#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/engine/engine.h"
#include "core/partiql/literal.h"

/// ExecuteTransaction: all statements or none. Source: API reference, and developer guide, "Performing transactions with
/// PartiQL for DynamoDB"; the order of checks was captured from DynamoDB by floci and the conformance suite of nubo-db.
namespace keywright::partiql {

struct TransactionStatement {
    std::string statement;
    Parameters parameters;
    bool returnItemOnFailure = false;
};

struct TransactionRequest {
    std::vector<TransactionStatement> statements; ///< 1 to 100
    std::optional<engine::RequestToken> token;
};

struct TransactionResult {
    bool cancelled = false;
    std::vector<engine::CancellationReason> reasons;  ///< one for each statement, when it was cancelled
    std::vector<std::optional<value::Item>> items;    ///< one for each statement; what a read found
    std::vector<capacity::ConsumedCapacity> consumed; ///< one for each table
    bool countsReads = false; ///< what was consumed are read units: of a transaction that reads, and of a repeated one
};

/// Throws StatementError and engine::ServiceError for what refuses the request as a whole; then nothing was done.
TransactionResult executeTransaction(engine::Engine &engine, const TransactionRequest &request);

} // namespace keywright::partiql
