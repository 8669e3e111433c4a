#pragma once

#include "core/model/model.h"

/// What a form keeps in step in an access pattern, as long as a person has not set it. Thread-safe.
namespace keywright::model {

/// After a change from `before` to `after` of a pattern that is still being made: where the key was as made for the old
/// entities, it is made for the new ones.
void followEntities(const Model &model, const AccessPattern &before, AccessPattern &after);

/// After any change: a derived expectation is derived again, and one that the change wrote is derived no more.
void followOperation(const Model &model, const AccessPattern &before, AccessPattern &after);

} // namespace keywright::model
