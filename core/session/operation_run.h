#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/capacity/units.h"
#include "core/connection/connection.h"
#include "core/engine/requests.h"
#include "core/value/json.h"

namespace keywright::session {

/// Why an operation was not answered. `name` is the service's ("ValidationException"), empty when it was never reached.
struct OperationProblem {
    std::string name;
    std::string message;
    std::optional<value::Item> item;                 ///< that failed the condition, when it was asked for
    std::vector<engine::CancellationReason> reasons; ///< of a cancelled transaction, one for each action
};

/// One request and what came of it: a page of a read, or a whole write.
struct OperationRun {
    std::string operation; ///< "Query", "ExecuteStatement", …
    value::Json request;
    value::Json answer; ///< null when there was a problem
    std::optional<OperationProblem> problem;
    std::vector<value::Item> items;      ///< whatever the answer holds of items
    std::vector<double> scores;          ///< of a vector search: one for each item, as the service tells
    std::optional<std::int64_t> scanned; ///< items read, where the service tells
    std::vector<capacity::ConsumedCapacity> consumed;
    std::optional<value::Json> next; ///< the request for what is left: the next page, or the unprocessed parts
    double milliseconds = 0;

    double capacityUnits() const;
    /// Of a vector search; 0 for any other.
    double searchedBytes() const;
};

/// Runs one request of an operation on items. Never throws. Thread-safe as far as the connection is.
OperationRun runOperation(connection::Connection &connection, const std::string &operation, const value::Json &request);

/// It changes items, so a person is asked first on a table that is not their own.
bool isWrite(const std::string &operation, const value::Json &request);

} // namespace keywright::session
