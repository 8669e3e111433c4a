#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/expression/condition.h"
#include "core/expression/key_condition.h"
#include "core/expression/update.h"

/// For whoever writes expressions: what must be aliased, and what an expression speaks of.
namespace keywright::expression {

/// True when an expression can name the attribute only by a #placeholder: it is a reserved word, or not a letter followed
/// by letters, digits and _.
bool needsAlias(std::string_view attribute);

/// The top-level attributes that it reads or writes, in order and each once.
std::vector<std::string> mentionedAttributes(const Condition &condition);
std::vector<std::string> mentionedAttributes(const KeyCondition &condition);
std::vector<std::string> mentionedAttributes(const Update &update);
std::vector<std::string> mentionedAttributes(const std::vector<DocumentPath> &paths);

/// The top-level attributes that it looks into by `.` or `[]`, in order and each once.
std::vector<std::string> nestedAttributes(const Condition &condition);

/// The #names and :values in an expression's text, in order and each once. Of any text, also a faulty one.
std::vector<std::string> mentionedPlaceholders(std::string_view text);

} // namespace keywright::expression
