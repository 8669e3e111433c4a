#pragma once

#include <string>

#include "core/exchange/exchange.h"

namespace keywright::exchange {

struct PolicyOptions {
    std::string region = "*";
    std::string account = "*";
    /// The variable of IAM that holds the calling user's own id, such as "${cognito-identity.amazonaws.com:sub}": the principals of the
    /// access patterns are bound to it. Empty: patterns are not bound to who calls.
    std::string identity;
};

/// access-policy.json, an IAM policy that allows what the access patterns need and nothing else, and access-policy.md, which
/// says of every statement why it is there: which patterns need it, and of which items. Source: see access_policy.h.
ExportResult writeAccessPolicy(const model::Model &model, const PolicyOptions &options = {});

} // namespace keywright::exchange
