#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/model/key_language.h"
#include "core/model/model.h"

namespace keywright::model {

/// The type of a placeholder's attribute; S for one that is not known.
using TypeOf = std::function<value::Type(std::string_view name)>;
TypeOf typesOf(const Entity &entity);

/// The attribute values that a key was built from.
struct TakenApart {
    value::Item values;
    /// Placeholders whose filters lose what they were given (upper, lower, date, shard), where nothing else tells it.
    std::vector<std::string> lost;
    friend bool operator==(const TakenApart &, const TakenApart &) = default;
};

/// The inverse of KeyTemplate::build: building from the values gives `key` again, as far as none is lost. Zeros that pad
/// put to the left are taken off. An error, as a sentence, when the template cannot build this key, or when the key can be
/// divided among the placeholders in more than one way.
tl::expected<TakenApart, std::string> takeApart(const KeyTemplate &keyTemplate, const value::AttributeValue &key, const TypeOf &typeOf);

/// Why a key of this template may not be readable again: the two placeholders, and a key that has two readings.
struct Ambiguity {
    std::string example;
    bool adjacent = false; ///< two placeholders of any length with no literal between; else a value may hold the literal
    std::string first;     ///< with `adjacent`
    std::string second;
    friend bool operator==(const Ambiguity &, const Ambiguity &) = default;
};
std::optional<Ambiguity> findAmbiguity(const KeyTemplate &keyTemplate, const TypeOf &typeOf);

} // namespace keywright::model
