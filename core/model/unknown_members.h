#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace keywright::model {

/// A member of a model file that this version does not know. It is kept and does nothing: of a newer version, or misspelt.
struct UnknownMember {
    std::string place; ///< "accessPatterns[2].steps[0].fliter"
    int line = 0;
    int column = 0;
    std::string likely; ///< the known member that it looks like; empty when there is none
    friend bool operator==(const UnknownMember &, const UnknownMember &) = default;
};

/// In the order of the file, without those that begin with "x-", by resources/schemas/keywright-model.schema.json. `text` is one that
/// readModel() takes; empty for any other. Thread-safe.
std::vector<UnknownMember> unknownMembers(std::string_view text);

} // namespace keywright::model
