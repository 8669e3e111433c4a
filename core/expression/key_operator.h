#pragma once

#include <optional>

#include "core/expression/condition.h"
#include "core/expression/key_condition.h"

namespace keywright::expression {

/// The comparison of a key condition that says the same as one of a condition; nullopt where key conditions have none such.
std::optional<KeyOperator> keyOperatorOf(ConditionKind kind);
ConditionKind conditionKindOf(KeyOperator op);

} // namespace keywright::expression
