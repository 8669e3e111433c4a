#pragma once

#include <string_view>

#include "core/exchange/exchange.h"

namespace keywright::exchange {

/// Reads the `aws_dynamodb_table` resources of a Terraform file, in the forms of the AWS provider 5 and 6. Variables with
/// a default and locals stand for their values; other expressions stay as text. A table with `dynamic` blocks for keys
/// or indexes is refused, since what it is comes out only when Terraform runs. Throws model::ModelError.
/// Source: the provider's schemas 5.100.0 and 6.66.0.
ImportResult readTerraform(std::string_view text, const std::string &fileName);

} // namespace keywright::exchange
