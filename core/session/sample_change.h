#pragma once

#include <string>
#include <vector>

#include "core/model/model.h"

namespace keywright::session {

/// What makes tables with the sample data of one state of a model into those of another. Inside core/session only.
/// Pointers lead into the later state.
struct SampleChange {
    struct Removed {
        std::string table;
        value::Item key;
    };
    std::vector<std::string> tablesGone; ///< also those whose definition changed
    std::vector<const model::Table *> tablesAdded;
    std::vector<Removed> itemsGone;       ///< of tables that stay
    std::vector<model::TableItems> items; ///< to be put: all of tables that are added, else what is new or changed
};

SampleChange sampleChange(const model::Model &before, const model::Model &after);

} // namespace keywright::session
