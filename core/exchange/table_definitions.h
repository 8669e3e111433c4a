#pragma once

#include <string_view>

#include "core/exchange/exchange.h"
#include "core/model/reading.h"

/// Tables as DynamoDB's own API writes them.
namespace keywright::exchange {

/// Reads the request of CreateTable, the answer of DescribeTable ({"Table": …}), an AWS CLI skeleton ({"TableName": …}), or
/// an array of them. Throws model::ModelError.
ImportResult readTableDefinitions(std::string_view text, const std::string &fileName);

/// Reads CloudFormation: AWS::DynamoDB::Table, AWS::DynamoDB::GlobalTable and SAM's AWS::Serverless::SimpleTable, from JSON
/// or YAML. Intrinsic functions are kept as text; a parameter with a default stands for its default. Throws
/// model::ModelError.
ImportResult readCloudFormation(std::string_view text, const std::string &fileName);

/// One table from an object with CreateTable's members; CloudFormation's differ in a few names, which are read too.
model::Table readTableMembers(model::ObjectReader &reader, const std::string &tableName);

} // namespace keywright::exchange
