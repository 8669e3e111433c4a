#pragma once

#include "core/model/model.h"
#include "core/model/reading.h"

/// The access-pattern part of reading an AWS MCP schema. Inside core/exchange only.
namespace keywright::exchange {

/// A pattern of `entity`. Throws model::ModelError.
model::AccessPattern readMcpPattern(model::ObjectReader &reader, const model::Model &model, const model::Entity &entity);
/// A pattern over several tables: a transaction. Throws model::ModelError.
model::AccessPattern readMcpCrossTablePattern(model::ObjectReader &reader, const model::Model &model);

/// string, integer, decimal, … Throws model::ModelError.
value::Type readMcpType(model::ObjectReader &reader, bool mayBeEntity);

} // namespace keywright::exchange
