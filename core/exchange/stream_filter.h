#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/model/model.h"
#include "core/value/json.h"

/// What a Lambda function is handed of a table's stream. Inside core/exchange only.
namespace keywright::exchange {

/// Of a mapping, unless the account's quota is raised. Source: Lambda developer guide, "Control which events Lambda sends to
/// your function".
inline constexpr std::size_t kMostStreamFilters = 5;

/// Whether the table will have one: the model says so, or it has replicas, which need it.
bool hasStream(const model::Table &table);

/// A pattern for each entity of the table, such as {"dynamodb": {"Keys": {"PK": {"S": [{"prefix": "USER#"}]}}}}, made from
/// the literal text of its primary key's templates, which every record holds whatever the stream's view. Empty when the
/// keys do not tell each of the entities.
std::vector<std::pair<std::string, value::Json>> streamFilters(const model::Model &model, const model::Table &table);

} // namespace keywright::exchange
