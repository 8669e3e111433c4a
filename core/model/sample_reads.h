#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/model/survey.h"

namespace keywright::model {

/// What a Query reads, as the sample data has it.
struct SampledReads {
    std::map<std::string, double> unitsOf; ///< read units of one call, by the partition key: its attributes' texts, " | " between
    double units = 0;                      ///< on average, each item collection counted once
};

/// For each item collection that the Query can ask for. Only the entities that it meets count, and no more items than its limit;
/// a range of the sort key is taken as the whole collection. Nullopt when the sample data holds nothing that it could read.
/// Thread-safe.
std::optional<SampledReads> sampledReads(const Survey &survey, const OperationUse &query);

} // namespace keywright::model
