#pragma once

#include "core/exchange/exchange.h"
#include "core/exchange/infrastructure.h"

namespace keywright::exchange {

struct TerraformOptions {
    /// 5 takes hash_key and range_key in a GSI, 6 key_schema blocks, which also say keys of several attributes.
    int providerMajor = 6;
    InfrastructureExtras extras;
    /// Where a GSI scales by itself, let Terraform ignore the whole block: it can ignore no capacity of one alone, so that
    /// it then sees no other change of any GSI either.
    bool ignoreIndexChanges = false;
};

/// Writes the model's tables as one main.tf for HashiCorp's AWS provider, as `terraform fmt` lays it out: safe by default
/// (prevent_destroy), a variable for a name prefix, outputs for names and ARNs.
/// Source: the provider's own schema, 5.100.0 and 6.66.0.
ExportResult writeTerraform(const model::Model &model, const TerraformOptions &options = {});

} // namespace keywright::exchange
