#include "core/expression/key_operator.h"

namespace keywright::expression {

std::optional<KeyOperator> keyOperatorOf(ConditionKind kind)
{
    switch (kind) {
    case ConditionKind::Equal: return KeyOperator::Equal;
    case ConditionKind::Less: return KeyOperator::Less;
    case ConditionKind::LessOrEqual: return KeyOperator::LessOrEqual;
    case ConditionKind::Greater: return KeyOperator::Greater;
    case ConditionKind::GreaterOrEqual: return KeyOperator::GreaterOrEqual;
    case ConditionKind::Between: return KeyOperator::Between;
    case ConditionKind::BeginsWith: return KeyOperator::BeginsWith;
    default: return std::nullopt;
    }
}

ConditionKind conditionKindOf(KeyOperator op)
{
    switch (op) {
    case KeyOperator::Equal: return ConditionKind::Equal;
    case KeyOperator::Less: return ConditionKind::Less;
    case KeyOperator::LessOrEqual: return ConditionKind::LessOrEqual;
    case KeyOperator::Greater: return ConditionKind::Greater;
    case KeyOperator::GreaterOrEqual: return ConditionKind::GreaterOrEqual;
    case KeyOperator::Between: return ConditionKind::Between;
    case KeyOperator::BeginsWith: break;
    }
    return ConditionKind::BeginsWith;
}

} // namespace keywright::expression
