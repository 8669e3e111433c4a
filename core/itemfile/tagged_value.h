#pragma once

#include "core/value/json.h"

namespace keywright::itemfile {

/// True for an object of one member that is a type's tag and whose content has that type's JSON kind, such as
/// {"N": "5"}; {"N": 5} is none.
bool isTaggedValue(const value::Json &json);

/// True for an object that has members, all of them tagged values.
bool isDynamoDbJson(const value::Json &item);

} // namespace keywright::itemfile
