#pragma once

#include <string>

#include <tl/expected.hpp>

#include "core/model/model.h"

/// The expectation that an operation itself tells, in its entities' terms. A new access pattern has it, marked as derived in
/// the model, until a person writes one: so it is never behind the operation that it came from. Thread-safe.
namespace keywright::model {

/// What the pattern's operations give or leave, as far as their keys, filters, items and updates tell: an expectation with
/// its mark. An error where it cannot be told: a sentence that says of what.
tl::expected<value::Json, std::string> derivedExpectation(const Model &model, const AccessPattern &pattern);

/// Whether nobody has written the expectation by hand.
bool isDerived(const AccessPattern &pattern);

/// Derives it from now on. Where it cannot be told, the pattern has none yet, and will have as soon as it can.
void deriveExpectation(const Model &model, AccessPattern &pattern);

/// The expectation without the mark: a person has set it.
value::Json writtenByHand(const value::Json &expectation);

} // namespace keywright::model
