#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/model/model.h"
#include "core/value/json.h"

/// Least privilege: what an application may do when it is to run the model's access patterns and nothing else. Inside
/// core/exchange only.
namespace keywright::exchange {

/// Why an action is allowed: an access pattern that needs it.
struct PolicyReason {
    std::string pattern; ///< its name
    std::string action;
    std::string leadingKey;  ///< what the pattern's partition keys match; empty where they may be anything, or of an index
    bool isOfCaller = false; ///< the leading key holds the calling user's own id
    friend bool operator==(const PolicyReason &, const PolicyReason &) = default;
};

struct PolicyStatement {
    std::vector<std::string> actions; ///< "dynamodb:Query", by the alphabet
    const model::Table *table = nullptr;
    std::string index; ///< empty for the table itself
    /// Patterns that every partition key value matches, such as "USER#*"; empty where an action takes any, or an index.
    std::vector<std::string> leadingKeys;
    std::vector<PolicyReason> reasons; ///< pattern by pattern, in the order of the model
    friend bool operator==(const PolicyStatement &, const PolicyStatement &) = default;
};

/// Table by table, in the order of the model; the actions on an index after those on its table. Parts of a transaction need
/// the action of the operation that they are, those of a batch that of the batch.
/// Source: service authorization reference, "Actions, resources, and condition keys for Amazon DynamoDB"; developer guide,
/// "Using IAM with DynamoDB transactions" and "Using IAM policy conditions for fine-grained access control".
/// `identity` is the variable of IAM that holds the calling user's own id, such as "${cognito-identity.amazonaws.com:sub}";
/// the principal of a pattern is then bound to it. Empty: patterns are not bound to who calls.
std::vector<PolicyStatement> accessPolicy(const model::Model &model, const std::string &identity = {});

/// Every action that the patterns need on the table or one of its indexes, by the alphabet; all that read and write items
/// when no pattern names the table.
std::vector<std::string> itemActionsOn(const model::Model &model, const model::Table &table);

/// Their Sids, each once.
std::vector<std::string> statementIds(const std::vector<PolicyStatement> &statements);

/// The ARN of a statement's table or index in the language of the target.
using ResourceName = std::function<value::Json(const PolicyStatement &statement)>;

/// The statements as an IAM policy document.
value::Json policyDocument(const std::vector<PolicyStatement> &statements, const ResourceName &resourceOf);

} // namespace keywright::exchange
