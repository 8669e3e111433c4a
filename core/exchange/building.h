#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/exchange/exchange.h"
#include "core/model/reading.h"
#include "core/value/json.h"

/// Small things that several importers do alike. Inside core/exchange only.
namespace keywright::exchange {

/// Parses the text of a file. Throws model::ModelError, naming line and column.
value::Json parseJson(std::string_view text, const std::string &fileName);

/// The problem that `node` is, with its place in the file.
ImportProblem problemAt(const std::string &fileName, const value::Json &node, std::string path, std::string reason);
/// The same failure as a problem that does not end the import.
ImportProblem problemFrom(const model::ModelError &error, const std::string &fileName);

/// "tables[3]".
std::string element(std::string_view array, std::size_t index);
/// Only letters, digits, '.', '-' and '_', for file names; "model" when nothing is left.
std::string fileNameFrom(std::string_view name);

value::Json jsonText(std::string_view text);
value::Json jsonTexts(const std::vector<std::string> &texts);

/// Sets a model's name from the file's: "shop.template.yaml" gives "shop".
std::string modelNameFrom(const std::string &fileName);

/// Gives every index of a provisioned table that says none the table's own capacity, since CreateTable wants one.
void completeIndexCapacity(schema::TableDefinition &table);

/// What schema::brokenRule says of each table, as problems; the tables stay.
void reportBrokenTables(const std::string &fileName, ImportResult &result);

} // namespace keywright::exchange
