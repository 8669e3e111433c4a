#pragma once

#include "core/model/model_diff.h"

/// The tables' part of the differences of two models. Inside core/model only.
namespace keywright::model {

/// Without details when there is nothing and the names are equal.
ElementDifference tableDifference(const Table &from, const Table &to, const std::string &place);
ElementDifference tableAdded(const Table &table, const std::string &place);
ElementDifference tableRemoved(const Table &table, const std::string &place);

} // namespace keywright::model
