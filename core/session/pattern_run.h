#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/capacity/units.h"
#include "core/connection/connection.h"
#include "core/model/model.h"
#include "core/value/json.h"

namespace keywright::session {

/// Values of an access pattern's parameters, by name.
using Arguments = std::map<std::string, value::AttributeValue>;

enum class RunStatus : std::uint8_t {
    Ran,          ///< every step was answered
    NotSupported, ///< a step needs an operation that the connection does not have; `message` says which
    Failed,       ///< a step was refused or an argument is missing; `message` says why
};

/// What one step of an access pattern did; a fan-out or repetition is summed up, its items merged.
struct StepRun {
    std::string operation; ///< "Query", …
    std::string place;     ///< the table's or index's name
    std::vector<value::Item> items;
    std::vector<double> scores;    ///< of a vector search: how far each item is, as the service tells
    std::int64_t scannedCount = 0; ///< items read
    std::int64_t writtenCount = 0; ///< actions that changed or checked an item
    capacity::ConsumedCapacity consumed;
    double milliseconds = 0;
    value::Json request; ///< of `operation` as DynamoDB takes it, filled with the arguments; the first one of several
};

struct PatternRun {
    std::string pattern;
    RunStatus status = RunStatus::Ran;
    std::string message;
    bool conditionFailed = false; ///< of Failed: a condition did not hold, so the step changed nothing
    std::vector<StepRun> steps;
    double milliseconds = 0;

    /// Of the last step: what the pattern gives its caller.
    std::int64_t itemCount() const;
    /// Of all steps.
    std::int64_t writtenCount() const;
    double capacityUnits() const;
};

/// The parameters' example values; parameters without one are left out.
Arguments exampleArguments(const model::AccessPattern &pattern);

/// Runs the steps of a pattern of `model` one after the other on `connection`. Steps that write really write: run such
/// patterns on a Workspace::inMemory of the model, never on a user's tables. Never throws for what goes wrong in a step:
/// it says so in the result. Thread-safe as far as the connection is.
PatternRun runPattern(connection::Connection &connection, const model::Model &model, const model::AccessPattern &pattern,
                      const Arguments &arguments);

} // namespace keywright::session
