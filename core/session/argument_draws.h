#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/model/expectation_check.h"
#include "core/session/pattern_run.h"

namespace keywright::session {

/// Sets of values for a pattern's parameters.
struct ArgumentSets {
    std::vector<Arguments> sets; ///< the examples first, when every parameter has one
    bool beginsWithExamples = false;
    std::string missing; ///< a parameter with neither an example nor items to draw from; there are no sets then
};

/// Up to `count` different sets: the examples, then values drawn from the items. Parameters of one entity come from one
/// item in every other set, so that they fit together, and from several in the others. The same seed draws the same.
ArgumentSets drawArguments(const model::AccessPattern &pattern, const model::EntityItems &items, std::uint64_t seed, std::size_t count);

} // namespace keywright::session
