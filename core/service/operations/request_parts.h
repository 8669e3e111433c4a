#pragma once

#include <optional>
#include <string>

#include "core/engine/requests.h"
#include "core/service/operations/consumed_capacity_json.h"
#include "core/service/request.h"
#include "core/value/attribute_value.h"

/// Parts that the requests of several operations have. Everything throws Fault (ValidationException).
namespace keywright::service {

/// TableName, or the name in it where it is an ARN.
std::string tableIn(const RequestValue &request);
std::optional<std::string> textIn(const RequestValue &request, std::string_view member);
/// A timestamp in milliseconds.
std::optional<std::int64_t> timeIn(const RequestValue &request, std::string_view member);
/// An empty item when the member is not there.
value::Item itemIn(const RequestValue &request, std::string_view member);
CapacityDetail capacityDetailIn(const RequestValue &request);
/// ReturnValuesOnConditionCheckFailure is ALL_OLD.
bool returnsItemOnFailure(const RequestValue &request);

/// What was consumed, with the table as the request names it: by its ARN where it did.
capacity::ConsumedCapacity asNamedIn(const RequestValue &request, capacity::ConsumedCapacity consumed);

/// The end of a list, which is the last but one member of its answer, and of the answer.
void endPage(JsonWriter &out, const std::optional<std::string> &nextToken);

/// The member "KeySchema" of an answer.
void writeKeySchema(JsonWriter &out, const schema::KeySchema &key);

} // namespace keywright::service
