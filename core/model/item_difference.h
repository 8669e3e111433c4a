#pragma once

#include <vector>

#include "core/model/model_diff.h"

/// The sample data's part of the differences of two models. Inside core/model only.
namespace keywright::model {

/// One for each table whose sample data differs, with a detail for each item.
std::vector<ElementDifference> itemDifferences(const Model &from, const Model &to);

} // namespace keywright::model
