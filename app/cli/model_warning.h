#pragma once

#include "core/model/model.h"

namespace keywright::cli {

/// Says on standard error that figures of a model that contradicts itself may be wrong.
void warnOfContradictions(const model::Model &model);

} // namespace keywright::cli
