#pragma once

#include <string>

#include "core/model/model.h"

namespace keywright::model {

/// What a parameter that an access pattern uses must be, by the attribute on the other side of where it is used: of that
/// attribute's type, drawn from it, with an example from the sample data. A bound of BETWEEN has the smallest or greatest
/// value as example and draws none, since bounds that are drawn apart may be the wrong way round; nor does an amount that is
/// added, or a span of time. Where nothing is on the other side, by the attribute of the parameter's own name; of no source
/// where there is none. Thread-safe.
Parameter parameterFor(const Model &model, const AccessPattern &pattern, const std::string &name);

} // namespace keywright::model
