#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/model/command.h"

/// Commands on a table's keys, indexes and billing. Each leaves a definition that CreateTable would take, where it was one
/// before; they throw EditError, with a sentence, when there is a reason not to.
namespace keywright::model {

enum class IndexKind : std::uint8_t { Global, Local };

/// Why DynamoDB would not take the name, a sentence; nullopt when it would. `what` is "table" or "index".
std::optional<std::string> namingProblem(const std::string &what, const std::string &name);

/// Provisioned tables give a GSI without capacity the table's own.
Command addIndex(const Model &model, const std::string &table, schema::IndexDefinition index, IndexKind kind);

/// The dimensions of a vector and the types of what is searched by count for every index that has them.
Command addVectorIndex(const Model &model, const std::string &table, schema::VectorIndexDefinition index);
/// The vector index of the same name becomes this one.
Command changeVectorIndex(const Model &model, const std::string &table, const schema::VectorIndexDefinition &index);

/// The key of the table (with an empty `index`) or of an index becomes this one. A new type counts for every key that has
/// the attribute, and LSIs follow the table's partition key. Key templates and sample keys that no key has any more go.
Command changeKey(const Model &model, const std::string &table, const std::string &index, schema::KeySchema key);

/// Provisioned begins with 5 read and 5 write units a second for the table and each GSI; on demand drops them.
Command changeBillingMode(const Model &model, const std::string &table, schema::BillingMode mode);

/// The table of the same name becomes this one; `text` names the step to undo.
Command changeTableSettings(const Model &model, Table table, std::string text);

/// The entity belongs to another table then, with the templates of key attributes that this one has too. Its sample items
/// and its other templates go, as Command::alsoGone says.
Command moveEntity(const Model &model, const std::string &entity, const std::string &table);

} // namespace keywright::model
