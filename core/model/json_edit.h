#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/value/json.h"

/// Changing parts that the model keeps as Json. Inside core/model only.
namespace keywright::model {

using TextChange = std::function<std::string(const std::string &)>;

/// The same document with every string that `change` is given changed. `path` leads to strings: member names, and "[]"
/// for every element of an array or "*" for every member; what is not there stays so.
value::Json withTexts(const value::Json &json, const std::vector<std::string_view> &path, const TextChange &change);

} // namespace keywright::model
