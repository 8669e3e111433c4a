#pragma once

#include "core/value/attribute_value.h"
#include "core/value/json.h"

namespace keywright::exchange {

/// Counts of what was read in another form than DynamoDB JSON.
struct Looseness {
    std::size_t plain = 0;        ///< values inside M and L written as plain JSON
    std::size_t doubled = 0;      ///< {"M": {"M": {…}}}
    std::size_t wordsForBool = 0; ///< "true" and "false" as text
};

/// Reads an item in NoSQL Workbench's ways of writing: an object of exactly one member that is a type's tag whose
/// content has that tag's JSON kind is typed, anything else is plain JSON; {"M": {"M": obj}} whose members are all typed
/// is doubled and unwrapped once. Throws value::ValueFormatError.
value::Item looseItem(const value::Json &json, Looseness &looseness);

} // namespace keywright::exchange
