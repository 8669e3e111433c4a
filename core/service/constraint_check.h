#pragma once

#include <simdjson.h>

#include "core/service/facts.h"

namespace keywright::service {

/// Checks required members, lengths, ranges, patterns and enums of a root that passed checkTypes(). Throws Fault:
/// ValidationException that names what is wrong, at most ten things, in the order of the facts.
void checkConstraints(simdjson::dom::element root, const Shape &input);

} // namespace keywright::service
