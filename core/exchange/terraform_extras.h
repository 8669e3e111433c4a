#pragma once

#include <string>
#include <vector>

#include "core/exchange/hcl_writer.h"
#include "core/exchange/terraform_writer.h"

/// The resources beside the tables in a Terraform export. Inside core/exchange only.
namespace keywright::exchange {

/// A table with its name in the Terraform file.
struct TerraformTable {
    const model::Table *table = nullptr;
    std::string label;
    TableSettings settings;

    std::string address() const { return "aws_dynamodb_table." + label; }
};

/// "${var.name_prefix}Orders" in quotes.
std::string prefixedName(const std::string &name);

/// The expression for the name of the provider's Region.
std::string regionName(const TerraformOptions &options);

/// True when the table is encrypted with a key that can be named: the model names it, or it is made here.
bool hasOwnKey(const TerraformTable &table, const InfrastructureExtras &extras);
/// The expression for the ARN of the table's own KMS key.
std::string kmsKeyArn(const TerraformTable &table, const InfrastructureExtras &extras);

/// `output "name" {` … `}`; `value` is an expression.
void writeOutput(HclWriter &hcl, const std::string &name, const std::string &description, const std::string &value);

/// The extras that are on, and the look-ups that the tables need.
void writeTerraformExtras(HclWriter &hcl, const model::Model &model, const std::vector<TerraformTable> &tables,
                          const TerraformOptions &options, std::vector<Loss> &losses);

} // namespace keywright::exchange
