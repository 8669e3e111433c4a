#pragma once

#include <functional>
#include <string>

#include "core/model/sample_format.h"

/// Sample values for an attribute that says nothing of them. Inside core/model only; thread-safe.
namespace keywright::model {

/// What a person would expect of the attribute: a reference where a relationship or another entity's key says so (of the
/// entities that `hasItems`), numbered identifiers in what tells items apart, else what its name and type suggest ("email",
/// "placedAt", "price"), else what its type does.
SampleFormat likelyFormat(const Model &model, const Entity &entity, const Attribute &attribute,
                          const std::function<bool(const std::string &entity)> &hasItems);

} // namespace keywright::model
