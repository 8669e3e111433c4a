#pragma once

#include <cstddef>
#include <string_view>

#include "core/partiql/syntax_tree.h"

namespace keywright::partiql {

/// Reads a statement, or whatever expression stands for one: `EXISTS(SELECT …)` is a call. Throws StatementError with what
/// the service says of bad syntax. Nesting is bounded, so no text exhausts the stack.
/// Source: PartiQL's grammar, and the words of its reference parser as the service passes them on (measured against
/// DynamoDB by the conformance suite of nubo-db).
/// `parameters`, when not null, gets the number of question marks.
syntax::Expression parse(std::string_view statement, std::size_t *parameters = nullptr);

/// How many levels of brackets, functions and operators may stand inside one another.
inline constexpr int kMaxExpressionDepth = 256;

} // namespace keywright::partiql
