#pragma once

#include "core/value/json.h"

namespace keywright::simulation {

/// The number with at most `decimals` decimals, without needless ones, in no locale. Inside core/simulation only.
value::Json jsonNumber(double value, int decimals = 6);

} // namespace keywright::simulation
