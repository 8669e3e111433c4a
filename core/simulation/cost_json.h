#pragma once

#include "core/simulation/cost.h"
#include "core/value/json.h"

namespace keywright::simulation {

/// A report for programs: every figure with its amount in dollars and its terms.
value::Json costJson(const CostReport &report);

} // namespace keywright::simulation
