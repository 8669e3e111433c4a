#pragma once

#include <string>

#include "core/exchange/code/plan.h"

/// One writer a language. Inside core/exchange only.
namespace keywright::exchange {

std::string pythonCode(const CodePlan &plan);
std::string javascriptCode(const CodePlan &plan);
std::string typescriptCode(const CodePlan &plan);
std::string goCode(const CodePlan &plan);
/// Functions of bash over the AWS CLI.
std::string shellCode(const CodePlan &plan);

} // namespace keywright::exchange
