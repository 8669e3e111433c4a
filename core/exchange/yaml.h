#pragma once

#include <string>
#include <string_view>

#include "core/value/json.h"

namespace keywright::exchange {

/// YAML as JSON. CloudFormation's short forms become text: `!Sub ${Env}-orders` and `!Ref Name` stay as they were written.
/// Nodes of YAML have no place in the result. Throws model::ModelError with line and column.
value::Json jsonFromYaml(std::string_view text, const std::string &fileName);

} // namespace keywright::exchange
