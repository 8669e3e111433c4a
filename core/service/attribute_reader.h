#pragma once

#include <string_view>

#include "core/service/request.h"
#include "core/value/attribute_value.h"

namespace keywright::service {

/// Attribute values of a request that readRequest() has checked, typed. They throw Fault: ValidationException with the
/// service's own message; for empty and duplicate sets, {"NULL": false} and too much nesting it has an envelope that
/// PutItem and UpdateItem give (Fault::enveloped()). Numbers are read as DynamoDB reads them, so 1.0 comes out as 1.
/// Source of the messages and their order: dynalite, test/putItem.js, and the captures of dynamodb-conformance.

value::AttributeValue readAttributeValue(const RequestValue &value);

/// Of an Item, a Key, or a map of expression attribute values.
value::Item readItem(const RequestValue &value);

/// The whole way from the bytes of a JSON object to an item, as for PutItem's Item. Throws Fault. For fuzzing and tests.
value::Item itemFromText(std::string_view json);

} // namespace keywright::service
