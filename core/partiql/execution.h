#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/engine.h"
#include "core/partiql/statement.h"

/// ExecuteStatement: a statement of its own. Source: API reference, and developer guide, "PartiQL statements for DynamoDB".
namespace keywright::partiql {

struct StatementRequest {
    std::string statement;
    Parameters parameters;
    bool consistentRead = false;
    std::optional<std::int64_t> limit; ///< items to examine, at least 1
    std::optional<std::string> nextToken;
    bool returnItemOnFailure = false; ///< when the condition of a write does not hold: give the item as it is
};

/// What a statement did, beside the items that it gave to the sink.
struct StatementResult {
    bool conditionHeld = true; ///< of a write; else nothing was changed: ConditionalCheckFailedException
    std::optional<value::Item> failedItem;
    bool isDuplicate = false; ///< of an INSERT, when its condition did not hold: DuplicateItemException
    std::optional<std::string> nextToken;
    std::optional<value::Item> lastEvaluatedKey;
    capacity::ConsumedCapacity consumed; ///< its table as the statement names it
};

/// Runs the statement; a read gives its items to the sink, a write what it returns. Thread-safe. Throws StatementError and
/// engine::ServiceError for what DynamoDB refuses (DuplicateItemException too), and storage::StorageError.
///
/// A duplicate is an error here, and a result of run().
StatementResult executeStatement(engine::Engine &engine, const StatementRequest &request, engine::ItemSink &items);

/// The same for a statement that was read before; `request.statement` is its text.
StatementResult run(engine::Engine &engine, const Statement &statement, const StatementRequest &request, engine::ItemSink &items);

inline constexpr const char *kDuplicateItem = "Duplicate primary key exists in table";

} // namespace keywright::partiql
