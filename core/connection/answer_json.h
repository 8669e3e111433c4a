#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/capacity/units.h"
#include "core/connection/batch_requests.h"
#include "core/engine/requests.h"
#include "core/engine/table_requests.h"
#include "core/value/json.h"

/// Answers of an endpoint, from the JSON that it gives. What it does not tell is left empty. Everything throws
/// std::invalid_argument or value::ValueFormatError for JSON of another shape than DynamoDB's.
namespace keywright::connection {

/// Of any operation on items: by table, in the order of their names; empty when it tells nothing.
std::vector<capacity::ConsumedCapacity> readConsumedCapacity(const value::Json &answer);

engine::WriteResult readWriteResult(const value::Json &answer, const std::string &table);
/// Of the body of a ConditionalCheckFailedException.
engine::WriteResult readFailedCondition(const value::Json &body, const std::string &table);
BatchWriteResult readBatchWriteResult(const value::Json &answer);
/// `isRepeated` is told from units that were read.
engine::TransactWriteResult readTransactWriteResult(const value::Json &answer);
/// Of the body of a TransactionCanceledException.
engine::TransactWriteResult readCancelledTransaction(const value::Json &body);

engine::GetItemResult readGetItemResult(const value::Json &answer, const std::string &table);
BatchGetResult readBatchGetResult(const value::Json &answer, const std::vector<KeysOfTable> &request);
/// Capacity is told for each table: the first result of a table has all of it.
std::vector<engine::GetItemResult> readTransactGetResults(const value::Json &answer, const std::vector<engine::GetItemRequest> &requests);
engine::ItemPage readItemPage(const value::Json &answer, const std::string &table);

engine::TimeToLiveDescription readTimeToLive(const value::Json &answer);
engine::TagPage readTagPage(const value::Json &answer);
engine::InsightsDescription readInsights(const value::Json &answer);

} // namespace keywright::connection
