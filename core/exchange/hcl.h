#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/value/json.h"

/// The part of HCL2 that Terraform's resource blocks need.
/// Source: the HCL native syntax specification (hashicorp/hcl, hclsyntax/spec.md).
namespace keywright::exchange {

struct HclAttribute {
    std::string name;
    value::Json value; ///< a constant, a list or an object; any other expression as the text it was written in
    int line = 0;
    int column = 0;
};

/// `resource "aws_dynamodb_table" "orders" { … }`: type, labels and body.
struct HclBlock {
    std::string type;
    std::vector<std::string> labels;
    std::vector<HclAttribute> attributes;
    std::vector<HclBlock> blocks;
    int line = 0;
    int column = 0;

    /// Null when there is none.
    const HclAttribute *find(std::string_view name) const;
};

/// Reads a file; its body is a block without type. Throws model::ModelError with line and column.
HclBlock readHcl(std::string_view text, const std::string &fileName);

} // namespace keywright::exchange
