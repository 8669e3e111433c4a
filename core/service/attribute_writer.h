#pragma once

#include <string>

#include "core/value/attribute_value.h"

namespace keywright::service {

/// Appends the value in DynamoDB JSON: {"S":"text"}. Strings must be UTF-8, as those of every request are.
void appendAttributeValueJson(std::string &out, const value::AttributeValue &value);

/// Appends the item in DynamoDB JSON, attributes in the order of their names: {"pk":{"S":"a"},"n":{"N":"1"}}.
void appendItemJson(std::string &out, const value::Item &item);

} // namespace keywright::service
