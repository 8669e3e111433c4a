#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/condition.h"
#include "core/expression/document_path.h"
#include "core/expression/key_condition.h"
#include "core/expression/legacy.h"
#include "core/expression/placeholders.h"
#include "core/expression/update.h"
#include "core/service/request.h"

namespace keywright::service {

/// Which parameters an operation has of either kind, in the order in which messages list them.
struct ExpressionMembers {
    std::span<const std::string_view> expressions;
    std::span<const std::string_view> legacy;
    /// A message on values without any expression says which expressions are null. Not since 2026 in PutItem and
    /// UpdateItem (measured by others).
    bool namesMissingExpressions = true;
};

extern const ExpressionMembers kPutMembers;
extern const ExpressionMembers kUpdateMembers;
extern const ExpressionMembers kDeleteMembers;
extern const ExpressionMembers kGetMembers;
extern const ExpressionMembers kQueryMembers;
extern const ExpressionMembers kScanMembers;
extern const ExpressionMembers kSearchMembers;
/// The actions of transactions have no legacy parameters.
extern const ExpressionMembers kTransactUpdateMembers;
extern const ExpressionMembers kTransactOtherMembers;
extern const ExpressionMembers kTransactGetMembers;

/// The expressions of one request, or of one part of a batch or transaction, with the placeholders that they share; and
/// the legacy parameters that stand for them. Ask in the order in which the service checks: update, condition, key
/// condition, filter, projection, then requireAllUsed(). Everything throws expression::ExpressionError with the service's
/// message, and Fault (ValidationException) for a value that is none.
class ExpressionParameters {
public:
    /// Refuses expressions beside legacy parameters, and placeholders without an expression.
    ExpressionParameters(const RequestValue &request, const ExpressionMembers &members);

    /// UpdateExpression or AttributeUpdates; an update without actions when there is neither.
    expression::Update update();
    /// ConditionExpression or Expected.
    std::optional<expression::Condition> condition();
    /// KeyConditionExpression or KeyConditions, of which there must be one.
    expression::KeyCondition keyCondition();
    /// FilterExpression or the legacy `parameter`: "QueryFilter" or "ScanFilter".
    std::optional<expression::Condition> filter(std::string_view parameter);
    /// SearchConditionExpression.
    std::optional<expression::Condition> searchCondition();
    /// ProjectionExpression or AttributesToGet.
    std::optional<std::vector<expression::DocumentPath>> projection();
    void requireAllUsed() const { m_placeholders.requireAllUsed(); }

private:
    std::optional<expression::ConditionalOperator> conditionalOperator() const;

    RequestValue m_request;
    expression::Placeholders m_placeholders;
};

} // namespace keywright::service
