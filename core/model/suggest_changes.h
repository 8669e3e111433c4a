#pragma once

#include <vector>

#include "core/model/suggest.h"

/// Inside core/model only.
namespace keywright::model {

/// suggestFor() of a pattern that changes items.
std::vector<Suggestion> suggestForChange(const Model &model, const AccessPattern &pattern);

} // namespace keywright::model
