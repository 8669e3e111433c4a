#pragma once

#include <string>
#include <string_view>

#include "core/value/attribute_value.h"

namespace keywright::expression {

/// Parts of the service's messages that more than one check uses.

/// The value as the service's messages write it: "{N:5}", "{S:abc}", a binary in base64.
std::string valueText(const value::AttributeValue &value);

/// STRING, NUMBER, BINARY, BOOLEAN, NULL, LIST, MAP; a set's tag.
std::string_view longTypeName(value::Type type);

std::string explainUndefinedValue(std::string_view placeholder);
std::string explainOperandCount(std::string_view function, std::size_t count);
std::string explainOperandType(std::string_view function, std::string_view type);

} // namespace keywright::expression
