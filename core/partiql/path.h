#pragma once

#include <string>

#include "core/expression/document_path.h"
#include "core/partiql/syntax_tree.h"

namespace keywright::partiql {

/// Whether it names an attribute or something inside one.
bool isPath(const syntax::Expression &expression);

/// Throws StatementError for wildcards, an index that is none, and a path that is too deep. `expression` must be one.
expression::DocumentPath pathOf(const syntax::Expression &expression);

/// What a SELECT calls the column: the last name with the indexes behind it, "k[0]" of m.k[0] (captured from DynamoDB by
/// the conformance suite of nubo-db).
std::string columnName(const expression::DocumentPath &path);

} // namespace keywright::partiql
