#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/exchange/exchange.h"
#include "core/value/json.h"

/// What the exports of a DAX cluster, a VPC gateway endpoint and Lambda functions have in common, whatever the target.
/// Inside core/exchange only. Source: developer guide, "DAX access control" and "Using Amazon VPC endpoints to access
/// DynamoDB"; Lambda developer guide, "Using AWS Lambda with Amazon DynamoDB".
namespace keywright::exchange {

inline constexpr const char *kDaxNodeType = "dax.t3.small";
inline constexpr std::int64_t kDaxNodes = 3;
inline constexpr const char *kStreamStart = "TRIM_HORIZON"; ///< so that nothing written before the mapping is missed

/// A cluster's name: up to 20 letters, digits and single hyphens that begin with a letter.
std::string daxNameFrom(const std::string &modelName);

/// Lets DAX take the role.
value::Json daxTrustPolicy();

/// A table and the ARNs of it and its indexes, in the language of the target.
struct DaxGrant {
    const model::Table *table = nullptr;
    std::vector<value::Json> resources;
};
/// What DAX may do with the tables: what the access patterns do, and DescribeTable.
value::Json daxPolicy(const model::Model &model, const std::vector<DaxGrant> &grants);

/// Everything on the tables and indexes named, nothing on others.
value::Json vpcEndpointPolicy(const value::Json &resources);

/// What no function gets, or gets without a filter.
void listStreamLosses(const model::Model &model, std::vector<Loss> &losses);

} // namespace keywright::exchange
