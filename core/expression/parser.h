#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/expression/syntax_tree.h"

namespace keywright::expression {

/// What was read beside the tree, for the checks that come after the syntax.
template <typename Tree>
struct Parsed {
    Tree tree;
    std::optional<TextRange> redundantParentheses;
};

/// Read an expression's text. They throw ExpressionError for an empty text, more than 4,096 bytes, bad syntax, more than
/// 300 operators and functions, or a list index out of range. Nesting is bounded, so no text exhausts the stack.
/// `kind` is Condition, Filter or KeyCondition: they share a grammar.
/// Source: developer guide, "Condition and filter expressions, operators, and functions".
Parsed<syntax::Condition> parseCondition(std::string_view text, ExpressionKind kind);

/// Source: developer guide, "Using update expressions".
Parsed<std::vector<syntax::UpdateSection>> parseUpdate(std::string_view text);

/// Source: developer guide, "Using projection expressions".
Parsed<std::vector<syntax::Steps>> parseProjection(std::string_view text);

} // namespace keywright::expression
