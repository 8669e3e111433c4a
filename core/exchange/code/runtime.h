#pragma once

#include <string>

#include "core/exchange/code/plan.h"

namespace keywright::exchange {

/// What the generated functions of a Python module stand on: values in and out, pages, batches, the filters in use.
std::string pythonRuntime(const CodePlan &plan);
/// The same for JavaScript.
std::string javascriptRuntime(const CodePlan &plan);

} // namespace keywright::exchange
