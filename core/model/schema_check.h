#pragma once

#include <string>

#include "core/value/json.h"

namespace keywright::model {

/// Checks a whole model file against resources/schemas/keywright-model.schema.json, which is compiled in. Throws
/// ModelError with the place of the first thing that does not fit. Inside core/model only.
void checkAgainstSchema(const value::Json &json, const std::string &fileName);

} // namespace keywright::model
