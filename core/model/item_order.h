#pragma once

#include <compare>
#include <vector>

#include "core/model/model.h"

namespace keywright::model {

/// How `left` stands to `right` under the terms: numbers by value, strings and binaries by their bytes, as sort keys do;
/// false before true. An item without the attribute comes first; values of different types are ordered by type, and those
/// of other types are equal. Thread-safe.
std::weak_ordering orderOf(const std::vector<OrderTerm> &terms, const value::Item &left, const value::Item &right);

} // namespace keywright::model
