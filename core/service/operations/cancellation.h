#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/engine/requests.h"
#include "core/service/request.h"

/// What the operations on transactions have in common.
namespace keywright::service {

/// An empty value of a key refuses a transaction as a whole instead of cancelling it (measured by others).
inline constexpr std::string_view kEmptyKey = "One or more parameter values are not valid.";

/// Throws Fault: TransactionCanceledException with the reasons.
[[noreturn]] void refuseCancelled(const std::vector<engine::CancellationReason> &reasons);

/// ClientRequestToken, with a digest of the list that is the member `actions`: the same for the same content, whatever the
/// order of members in its JSON.
std::optional<engine::RequestToken> requestTokenIn(const RequestValue &request, std::string_view actions);

} // namespace keywright::service
