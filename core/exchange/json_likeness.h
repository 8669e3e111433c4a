#pragma once

#include <functional>
#include <string>

#include "core/value/json.h"

namespace keywright::exchange {

/// `fresh` with the members of its objects in the order that `previous` has them, at every depth; members that are new
/// come after them. Arrays are compared element by element. The content stays `fresh`'s, but where `saysTheSame` the
/// previous wording stays.
value::Json orderedLike(const value::Json &fresh, const value::Json &previous,
                        const std::function<bool(const value::Json &fresh, const value::Json &previous)> &saysTheSame);

/// The text with two spaces a level and every member on a line of its own, as JavaScript's JSON.stringify writes it.
std::string stringified(const value::Json &json, const std::string &lineBreak = "\n");

} // namespace keywright::exchange
