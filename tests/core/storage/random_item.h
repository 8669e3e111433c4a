#pragma once

#include <random>

#include "core/value/attribute_value.h"

namespace keywright::test {

/// An item of all types, nested up to four levels, with awkward names and texts; the same for the same generator.
value::Item randomItem(std::mt19937 &random);

} // namespace keywright::test
