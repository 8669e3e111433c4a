#pragma once

#include <vector>

#include "core/expression/update.h"
#include "core/partiql/literal.h"
#include "core/partiql/syntax_tree.h"

namespace keywright::partiql {

/// The SET and REMOVE clauses of an UPDATE; set_add and set_delete become ADD and DELETE. Throws StatementError.
/// Source: developer guide, "PartiQL update statements for DynamoDB"; messages captured from DynamoDB by others.
expression::Update readUpdate(const std::vector<syntax::Action> &actions, const Parameters &parameters);

} // namespace keywright::partiql
