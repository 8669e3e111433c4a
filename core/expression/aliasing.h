#pragma once

#include <string>
#include <string_view>

#include "core/expression/placeholders.h"

namespace keywright::expression {

/// An expression as a request carries it, with the names that its placeholders stand for.
struct AliasedExpression {
    std::string text;
    AttributeNames names; ///< "#status" to "status"
};

/// Puts a placeholder in the place of every attribute name that is a reserved word, so that people may write names as
/// they are. A placeholder that they wrote stands for the attribute of its name: #status for status. Keywords and function
/// names stay; a faulty text stays faulty.
AliasedExpression aliased(std::string_view text);

} // namespace keywright::expression
