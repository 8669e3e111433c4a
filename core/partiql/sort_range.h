#pragma once

#include <optional>

#include "core/expression/key_condition.h"
#include "core/value/attribute_value.h"

namespace keywright::partiql {

/// One end of a range of sort keys.
struct RangeEnd {
    value::AttributeValue value;
    bool isIncluded = false;
};

/// A range of values of a sort key; without an end it goes on.
struct SortRange {
    std::optional<RangeEnd> lower;
    std::optional<RangeEnd> upper;

    bool isEmpty() const;
    bool overlaps(const SortRange &other) const;
    /// Orders by where they begin.
    bool beginsBefore(const SortRange &other) const;
};

SortRange rangeOf(const expression::KeyTerm &term);
SortRange intersection(const SortRange &one, const SortRange &two);

} // namespace keywright::partiql
