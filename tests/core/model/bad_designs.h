#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/model/model.h"

namespace keywright::test {

/// A small, good design: devices with their readings, one sparse index, rates and sizes. It trips no rule at all.
model::Model warehouse();

/// A change that spoils a design, and what the rule says of it.
struct BadDesign {
    std::string rule;
    std::string name;
    std::string severity;
    std::string place;
    std::string says; ///< in the reason
    std::function<void(model::Model &)> spoil;
    bool hasFix = false;
    std::function<void(model::Model &)> common = [](model::Model &) {}; ///< made on the good design too
};

/// At least one for every rule.
std::vector<BadDesign> badDesigns();

} // namespace keywright::test
