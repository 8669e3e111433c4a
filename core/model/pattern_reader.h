#pragma once

#include "core/model/model.h"
#include "core/model/reading.h"

/// The access-pattern part of reading a model file. Inside core/model only.
namespace keywright::model {

AccessPattern readAccessPattern(ObjectReader &reader);

/// A value in DynamoDB JSON at `path`. Throws ModelError.
value::AttributeValue readValue(const value::Json &json, const std::string &path, const std::string &fileName);

/// The same for `json`, which stands at `member` of the reader's object; keeps its spelling.
value::AttributeValue readValue(ObjectReader &reader, const std::string &member, const value::Json &json);

/// A member that must be one of the ten type tags. Throws ModelError.
value::Type readType(ObjectReader &reader, std::string_view member);

} // namespace keywright::model
