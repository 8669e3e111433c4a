#pragma once

#include "core/expression/legacy.h"
#include "core/service/request.h"

/// The parameters of before expressions, as core/expression takes them, from a request whose types and constraints were
/// checked. They throw Fault (ValidationException) for a value that is none.
namespace keywright::service {

expression::ByAttribute<expression::ExpectedAttribute> readExpected(const RequestValue &expected);
expression::ByAttribute<expression::AttributeUpdate> readAttributeUpdates(const RequestValue &updates);
/// QueryFilter, ScanFilter, KeyConditions.
expression::ByAttribute<expression::LegacyCondition> readLegacyConditions(const RequestValue &conditions);

} // namespace keywright::service
