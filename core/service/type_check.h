#pragma once

#include <simdjson.h>

#include "core/service/facts.h"

namespace keywright::service {

/// Walks a request's root against the operation's input. Throws Fault: SerializationException with the service's message
/// at the first value, in the order of the text, whose JSON type does not fit. Members without a shape are skipped.
/// Messages: dynalite, test/helpers.js, assertType.
void checkTypes(simdjson::dom::element root, const Shape &input);

} // namespace keywright::service
