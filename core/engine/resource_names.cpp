#include "core/engine/resource_names.h"

#include <vector>

#include "core/engine/service_error.h"
#include "core/schema/limits.h"
#include "core/schema/table_rules.h"

namespace keywright::engine {

namespace {

/// At most `count` parts; the last one has the rest.
std::vector<std::string> split(const std::string &text, char separator, std::size_t count)
{
    std::vector<std::string> parts;
    std::size_t from = 0;
    while (parts.size() + 1 < count) {
        const std::size_t to = text.find(separator, from);
        if (to == std::string::npos)
            break;
        parts.push_back(text.substr(from, to - from));
        from = to + 1;
    }
    parts.push_back(text.substr(from));
    return parts;
}

[[noreturn]] void denied(const EngineOptions &options, const std::string &arn)
{
    throw ServiceError("AccessDeniedException",
                       "User: arn:aws:iam::" + options.account + ":root is not authorized to access this resource: " + arn);
}

/// "table/Orders", "table/Orders/index/ByDate", "table/Orders/stream/2026-…"; false when it is none of these.
bool readResource(const std::string &text, ResourceName &name)
{
    const std::vector<std::string> parts = split(text, '/', 4);
    if (parts.size() < 2 || parts[0] != "table" || parts[1].empty())
        return false;
    name.table = parts[1];
    if (parts.size() == 2)
        return true;
    if (parts.size() != 4 || parts[3].empty())
        return false;
    if (parts[2] == "index")
        name.index = parts[3];
    else if (parts[2] == "stream")
        name.streamLabel = parts[3];
    else
        return false;
    return true;
}

} // namespace

std::string tableArn(const EngineOptions &options, std::string_view table)
{
    return "arn:aws:dynamodb:" + options.region + ":" + options.account + ":table/" + std::string(table);
}

std::string indexArn(const EngineOptions &options, std::string_view table, std::string_view index)
{
    return tableArn(options, table) + "/index/" + std::string(index);
}

std::string streamArn(const EngineOptions &options, std::string_view table, std::string_view label)
{
    return tableArn(options, table) + "/stream/" + std::string(label);
}

std::string tableNameOf(const EngineOptions &options, const std::string &nameOrArn)
{
    if (!nameOrArn.starts_with("arn:"))
        return nameOrArn;
    const auto refuse = [&nameOrArn](const std::string &constraint) {
        invalid("1 validation error detected: Value '" + nameOrArn + "' at 'tableName' failed to satisfy constraint: " + constraint);
    };
    const std::string kFormat =
        "Valid ARN format is 'arn:<awsPartition>:<vendor>:<region>:<subscriber>:resourceType/resourceName', where Resource name must have "
        "length less than or equal to 255, Resource name must have length greater than or equal to 3, Resource name must satisfy regular "
        "expression pattern: [a-zA-Z0-9_.-]+";
    const std::vector<std::string> parts = split(nameOrArn, ':', 6);
    if (parts.size() != 6 || parts[2] != "dynamodb" || parts[5].find('/') == std::string::npos)
        refuse(kFormat);
    if (parts[1] != "aws")
        invalid("1 validation error detected: Invalid AWS partition in '" + nameOrArn + "'");
    if (!parts[5].starts_with("table/"))
        invalid("1 validation error detected: Invalid resource type in '" + nameOrArn + "'");
    const std::string name = parts[5].substr(sizeof("table/") - 1);
    if (name.size() < schema::kMinTableNameLength)
        refuse("Table name of ARN must have length greater than or equal to 3");
    if (name.size() > schema::kMaxTableNameLength || !schema::isPlainName(name))
        refuse(kFormat);
    if (parts[3] != options.region)
        invalid("1 validation error detected: Invalid AWS region in '" + nameOrArn + "'");
    if (parts[4] != options.account)
        denied(options, nameOrArn);
    return name;
}

ResourceName resourceOf(const EngineOptions &options, const std::string &arn)
{
    const std::string kInvalid = "One or more parameter values were invalid: ";
    if (!arn.starts_with("arn:"))
        invalid(kInvalid + "ARNs must start with 'arn:': " + arn);
    const std::vector<std::string> parts = split(arn, ':', 6);
    if (parts.size() != 6)
        invalid(kInvalid + "Provided Arn is not a DynamoDB resource arn: " + arn);
    if (parts[2] != "dynamodb")
        denied(options, arn);
    ResourceName name;
    name.region = parts[3];
    name.account = parts[4];
    if (!readResource(parts[5], name))
        invalid(kInvalid + "Provided Arn is not a DynamoDB resource arn: " + arn);
    if (!name.index.empty())
        invalid(kInvalid + "Invalid resource arn provided, only table or stream is accepted. Provided resource arn: " + arn);
    if (name.account != options.account)
        denied(options, arn);
    return name;
}

} // namespace keywright::engine
