#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/model/model.h"

/// Saved operations hold requests as DynamoDB takes them; this finds the model's names in them.
namespace keywright::model {

/// "GetItem", "Query", …: the operations on items, PartiQL's included, which are all that can be saved.
bool isSavedOperationKind(std::string_view operation);

/// The tables that the request names, in order and each once. Those of a PartiQL statement are not looked for.
std::vector<std::string> tablesOf(const SavedOperation &saved);

/// The same with the table called `to` wherever the request names it; statements stay as they are.
SavedOperation withTableRenamed(SavedOperation saved, const std::string &from, const std::string &to);
SavedOperation withIndexRenamed(SavedOperation saved, const std::string &table, const std::string &from, const std::string &to);

/// Whether a statement of it has this name as a whole word, so that a person should look at it after a renaming.
bool statementMentions(const SavedOperation &saved, std::string_view name);
/// The same of all its expressions, names and keys.
bool mentionsAttribute(const SavedOperation &saved, std::string_view attribute);

/// "Orders", or "Orders 2", "Orders 3" … where the model has saved operations of that name.
std::string freeSavedName(const Model &model, const std::string &name);

} // namespace keywright::model
