#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/model/key_template.h"
#include "core/model/taking_apart.h"

namespace keywright::model {

/// A value that both templates can build, for attributes of the types given; nullopt when there is none. A lone
/// placeholder keeps its type, so {price} of a number and {name} of a string have none. A placeholder that occurs twice is
/// taken for two different ones, so that a value may be given where in truth there is none.
std::optional<value::AttributeValue> commonKey(const KeyTemplate &one, const TypeOf &typesOfOne, const KeyTemplate &other,
                                               const TypeOf &typesOfOther);

/// Two entities of one table that can build the same key. In the table one item would replace the other; in an index, which
/// is not unique, they share item collections, which may be meant.
struct KeyClash {
    std::string table;
    std::string index; ///< empty for the table itself
    std::string one;
    std::string other;
    value::Item example; ///< the key attributes with values that both can build
    friend bool operator==(const KeyClash &, const KeyClash &) = default;
};

/// Of all tables and indexes, in the model's order. Entities without a template for a key attribute use the attribute of
/// that name; those that have neither, or a template that does not parse, are not in that index. Thread-safe.
std::vector<KeyClash> findKeyClashes(const Model &model);

} // namespace keywright::model
