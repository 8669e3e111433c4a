#pragma once

#include <string>

#include "core/model/model.h"

namespace keywright::model {

/// The text of a *.keywright.json file: UTF-8, a stable order of members, one value a line where it helps a diff, a line
/// break at the end. Reading it gives an equal model. A model that was read keeps the order of its file, its unknown
/// members where they stood, and numbers word for word; only white space is made uniform.
/// Throws std::invalid_argument when a number is infinite. Thread-safe.
std::string writeModel(const Model &model);

} // namespace keywright::model
