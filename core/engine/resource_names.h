#pragma once

#include <string>
#include <string_view>

#include "core/engine/engine_options.h"

/// Amazon resource names of tables, indexes and streams.
namespace keywright::engine {

/// "arn:aws:dynamodb:us-east-1:000000000000:table/Orders"
std::string tableArn(const EngineOptions &options, std::string_view table);
std::string indexArn(const EngineOptions &options, std::string_view table, std::string_view index);
std::string streamArn(const EngineOptions &options, std::string_view table, std::string_view label);

/// What an ARN of DynamoDB names.
struct ResourceName {
    std::string region;
    std::string account;
    std::string table;
    std::string index;       ///< of an index's ARN
    std::string streamLabel; ///< of a stream's ARN
};

/// The table's name of what a TableName member says: a name, or the ARN of a table. Throws ServiceError
/// (ValidationException) for what is neither, and for an ARN of another region or account than the options say
/// (as the service does, which knows no tables of others).
std::string tableNameOf(const EngineOptions &options, const std::string &nameOrArn);

/// Throws ServiceError (ValidationException) when it is no ARN of a table, index or stream.
ResourceName resourceOf(const EngineOptions &options, const std::string &arn);

} // namespace keywright::engine
