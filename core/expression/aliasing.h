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
/// they are; and of every name in double quotes ("first-name"), which no expression could hold otherwise. A placeholder that
/// they wrote stands for the attribute of its name: #status for status. Keywords and function names stay; a faulty text
/// stays faulty.
AliasedExpression aliased(std::string_view text);

/// The other way round: names in place of their placeholders, in quotes where they need them. Placeholders that `names`
/// does not have stay.
std::string unaliased(std::string_view text, const AttributeNames &names);

/// The attribute's name as a person writes it in an expression: in quotes where only a placeholder could stand for it.
std::string quotedName(std::string_view attribute);

/// The placeholder that aliased() gives the name: "#status"; other characters than letters, digits and _ in hexadecimal.
std::string aliasFor(std::string_view attribute);

} // namespace keywright::expression
