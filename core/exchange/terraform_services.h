#pragma once

#include <vector>

#include "core/exchange/terraform_extras.h"

/// What other services do with the tables: a DAX cluster before them, the way to them from a VPC, functions behind their
/// streams. Inside core/exchange only.
namespace keywright::exchange {

/// Those that are on.
void writeTerraformServices(HclWriter &hcl, const model::Model &model, const std::vector<TerraformTable> &tables,
                            const TerraformOptions &options, std::vector<Loss> &losses);

} // namespace keywright::exchange
