#pragma once

#include <functional>
#include <string>
#include <string_view>

/// Names inside the model's texts. A text that does not parse is left as it is. Inside core/model only.
namespace keywright::model {

/// Whether an expression or document path can name the attribute at all: a letter, then letters, digits and _.
bool canStandInExpression(std::string_view attribute);

/// An expression or a path that speaks of the top-level attribute.
bool mentionsAttribute(std::string_view expression, std::string_view attribute);
std::string withAttributeRenamed(std::string_view expression, std::string_view from, std::string_view to);

/// `:from` becomes `:to`.
std::string withValueRenamed(std::string_view expression, std::string_view from, std::string_view to);

/// Every placeholder of a template goes through `rename`; its filters stay.
std::string withPlaceholdersRenamed(const std::string &text, const std::function<std::string(const std::string &)> &rename);
bool mentionsPlaceholder(const std::string &text, const std::string &name);

} // namespace keywright::model
