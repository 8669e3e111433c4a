#pragma once

#include <functional>
#include <string>

#include "core/value/json.h"

namespace keywright::exchange {

/// A comment to stand above a member; empty for none.
using YamlComments = std::function<std::string(const std::string &member, const value::Json &value)>;

/// JSON as YAML in block style, two spaces a level, with CloudFormation's short forms: {"Ref": x} is `!Ref x`, Fn::Sub
/// `!Sub x`, Fn::GetAtt `!GetAtt a.b`. A text that YAML could take for something else is quoted.
std::string yamlFrom(const value::Json &json, const YamlComments &comments = {});

} // namespace keywright::exchange
