#pragma once

#include <string>

#include "core/simulation/cost.h"
#include "core/simulation/outcome.h"

/// What traffic comes to, for the design report.
namespace keywright::session {

/// A table of the month's cost by table, and of the dearest access patterns.
std::string costHtml(const simulation::CostReport &report);

/// A table of the places with their partitions, heat and throttling, then the findings in words.
std::string heatHtml(const simulation::Outcome &outcome);

} // namespace keywright::session
