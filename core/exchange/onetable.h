#pragma once

#include <string>
#include <string_view>

#include "core/exchange/exchange.h"
#include "core/value/json.h"

/// Schemas of the OneTable library: {"indexes": {"primary": {"hash", "sort"}, …}, "models": {"User": {"pk": {"type", "value":
/// "user#${id}"}, …}}}.
/// Source: OneTable's documentation, "Schema"; the sample in aws-samples/amazon-dynamodb-labs.
namespace keywright::exchange {

/// Reads a whole schema file, with the rows of "data" if there are any. Throws model::ModelError.
ImportResult readOneTable(std::string_view text, const std::string &fileName);

/// Adds the entities that `schema`'s "models" describe, as entities of `table`. Throws model::ModelError when the shape
/// is another one; then nothing was added.
void readOneTableEntities(const value::Json &schema, const std::string &path, const std::string &fileName, const model::Table &table,
                          ImportResult &result);

/// "user#${id}" as a key template: "user#{id}". A width, as in ${n:10:0}, becomes padding.
std::string templateFromOneTable(std::string_view value);

} // namespace keywright::exchange
