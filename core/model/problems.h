#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/model/model.h"

namespace keywright::model {

enum class Severity : std::uint8_t { Error, Warning };

/// Something in the model that contradicts itself. `place` is a path such as "entities[2].keyTemplates.GSI1PK".
struct Problem {
    Severity severity = Severity::Error;
    std::string place;
    std::string message; ///< a sentence: what is wrong and what to do
    friend bool operator==(const Problem &, const Problem &) = default;
};

/// Looks for names that lead nowhere (tables, indexes, entities, attributes, parameters, earlier steps), definitions
/// that DynamoDB would refuse, templates that do not parse, and sample items that belong to no entity or whose keys are
/// not what their templates build. In the order of the file. Thread-safe.
std::vector<Problem> findProblems(const Model &model);

} // namespace keywright::model
