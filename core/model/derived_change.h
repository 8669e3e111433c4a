#pragma once

#include <string>

#include <tl/expected.hpp>

#include "core/model/model.h"

/// Inside core/model only.
namespace keywright::model {

/// derivedExpectation() of a pattern that writes, without the mark: what is there afterwards, what is gone, and which
/// numbers have moved.
tl::expected<value::Json, std::string> derivedChange(const Model &model, const AccessPattern &pattern);

} // namespace keywright::model
