#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/engine/engine.h"
#include "core/partiql/read_plan.h"

/// Tables and plans in the words of fixtures.
namespace keywright::test {

std::unique_ptr<engine::Engine> engineInMemory();

/// {"Music", "pk:S", "sk:N"}.
schema::TableDefinition tableFrom(const std::vector<std::string> &words);
/// {"byYear", "pk:S", "year:N", "ALL"}, or with KEYS_ONLY, or with INCLUDE and the attributes; keys of several attributes
/// are joined by commas, and "-" is no sort key.
schema::IndexDefinition indexFrom(const std::vector<std::string> &words);

/// "T 1, L:x 2, G:y 3": the units of each place.
std::string unitsOf(const capacity::ConsumedCapacity &consumed);

/// "get", "query byYear pk sk> filter down", "scan byYear filter".
std::string readText(const partiql::Read &read);

} // namespace keywright::test
