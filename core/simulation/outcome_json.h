#pragma once

#include "core/simulation/outcome.h"
#include "core/value/json.h"

namespace keywright::simulation {

/// What a simulation found, for programs: everything but the heat maps' cells, which have a file of their own.
value::Json outcomeJson(const Outcome &outcome);

} // namespace keywright::simulation
