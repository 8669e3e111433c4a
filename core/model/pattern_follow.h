#pragma once

#include <optional>

#include "core/model/model.h"

/// What a form keeps in step in an access pattern that is still being made, as long as a person has not set it. Thread-safe.
namespace keywright::model {

/// What the pattern must give by what it asks: its entities, where the attributes in the key of its one reading step are
/// what the parameters say. Null Json for a pattern that only writes; nullopt where more than its key decides.
std::optional<value::Json> expectationByKey(const Model &model, const AccessPattern &pattern);

/// After a change from `before` to `after`: where the key was as made for the old entities, it is made for the new ones,
/// and where the expectation was by the key, it is so again.
void follow(const Model &model, const AccessPattern &before, AccessPattern &after);

} // namespace keywright::model
