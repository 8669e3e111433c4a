#pragma once

#include <string>
#include <vector>

#include "core/connection/batch_requests.h"
#include "core/engine/requests.h"
#include "core/engine/table_requests.h"
#include "core/engine/vector_search.h"
#include "core/value/json.h"

/// Requests as the JSON that DynamoDB takes. All of items ask for what was consumed, index by index.
namespace keywright::connection {

value::Json toJson(const engine::PutItemRequest &request);
value::Json toJson(const engine::UpdateItemRequest &request);
value::Json toJson(const engine::DeleteItemRequest &request);
/// Throws engine::ServiceError for an action that no batch can hold: an update, a check, one with a condition.
value::Json toJson(const engine::BatchWriteRequest &request);
/// `token` is the ClientRequestToken; empty for none.
value::Json toJson(const engine::TransactWriteRequest &request, const std::string &token);

value::Json toJson(const engine::GetItemRequest &request);
value::Json toJson(const std::vector<KeysOfTable> &request);
/// Of TransactGetItems.
value::Json toJson(const std::vector<engine::GetItemRequest> &requests);
value::Json toJson(const engine::QueryRequest &request);
value::Json toJson(const engine::ScanRequest &request);
value::Json toJson(const engine::SearchVectorsRequest &request);

value::Json toJson(const engine::CreateTableRequest &request);
value::Json toJson(const engine::UpdateTableRequest &request);
value::Json toTagsJson(const std::vector<std::pair<std::string, std::string>> &tags);

} // namespace keywright::connection
