#pragma once

#include <vector>

#include <QString>

#include "core/value/attribute_value.h"

namespace keywright::ui {

enum class JsonForm { Plain, DynamoDb };

/// One item as an object, several as an array; indented.
QString jsonOf(const std::vector<const value::Item *> &items, JsonForm form);

} // namespace keywright::ui
