#pragma once

#include "core/model/model.h"

/// The access-pattern part of writing a model file. Inside core/model only.
namespace keywright::model {

value::Json accessPatternJson(const AccessPattern &pattern);

} // namespace keywright::model
