#pragma once

#include <string>
#include <string_view>

#include "core/model/model.h"
#include "core/model/model_reader.h"

/// One access pattern as text, for a person to edit: what the model file says of it.
namespace keywright::model {

std::string accessPatternText(const AccessPattern &pattern);

/// Reads such a text, as strictly as readModel(). Throws ModelError, whose path stands below the pattern
/// ("steps[0].filter"), with line and column in the text. Whether its names lead anywhere, findProblems() tells.
/// Thread-safe.
AccessPattern parseAccessPattern(std::string_view text);

} // namespace keywright::model
