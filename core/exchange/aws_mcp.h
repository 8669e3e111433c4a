#pragma once

#include <string_view>

#include "core/exchange/exchange.h"

/// Schemas of the AWS MCP server for DynamoDB: {"tables": [{"table_config", "gsi_list", "entities"}], "cross_table_access_patterns"}.
/// Source: awslabs/mcp, src/dynamodb-mcp-server: its ten valid and ten invalid test schemas.
namespace keywright::exchange {

/// Reads a schema. A schema that breaks a rule of the format (names that lead nowhere, names or pattern ids used twice,
/// unknown operations, types, operators) throws model::ModelError at the first place that does.
ImportResult readAwsMcpSchema(std::string_view text, const std::string &fileName);

/// Adds the rows of a usage data file ({"entities": {"User": {"sample_data": {…}, "access_pattern_data": {…}}}}) to the
/// sample data of a model that readAwsMcpSchema gave; keys are built from the entities' templates. Throws
/// model::ModelError when the file has another shape.
void addAwsMcpUsageData(std::string_view text, const std::string &fileName, ImportResult &result);

} // namespace keywright::exchange
