#pragma once

#include "core/model/model.h"

namespace keywright::test {

inline constexpr const char *kLikeThis = "Articles like this one";

/// Articles in two languages with vectors of their meaning, and a search of them without an expectation.
model::Model articles();

} // namespace keywright::test
