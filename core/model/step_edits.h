#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/expression/expression_error.h"
#include "core/model/command.h"

/// What a form for access patterns does to one; changeAccessPattern() of edits.h makes the command. Thread-safe.
namespace keywright::model {

/// `before` as an operation of another kind or in another place. Its key, key condition or item is made anew from the
/// templates of the pattern's entities where the old one does not fit; what the new kind has no use for is taken away.
/// Throws EditError for a transaction or batch, which is made of parts, and for a place that the model does not have.
Operation operationOn(const Model &model, const AccessPattern &pattern, const Operation &before, OperationKind kind,
                      const std::string &table, const std::string &index);

/// A comparison of a key attribute to begin with, from the template that the pattern's entities build it with: all of it for
/// =; for begins_with the literals it begins with and the parameters between them; for a range those and what comes next,
/// which BETWEEN has as {from} and {to}.
KeyComparison comparisonOn(const Model &model, const AccessPattern &pattern, const Operation &operation, const std::string &attribute,
                           expression::KeyOperator op);

/// Whether one of its steps creates, changes or deletes items.
bool writes(const AccessPattern &pattern);

/// One operation by itself, without parts.
bool isSingleOperation(OperationKind kind);

/// Gives a parameter to every name that the steps or the expectation use and nothing defines, and a source to those that have
/// nothing but their name, as parameterFor() tells what they are.
void addMissingParameters(const Model &model, AccessPattern &pattern);

/// The names that the steps and the expectation take values from, each once.
std::vector<std::string> namesUsedBy(const AccessPattern &pattern);

/// Why the text is no filter, condition or update: a sentence; nullopt for a good one and for an empty one.
std::optional<std::string> faultOf(const std::string &text, expression::ExpressionKind kind);

/// The value that a person typed for a parameter of that type: the text of S, N and B (in base64), plain JSON of any other.
/// Throws EditError.
value::AttributeValue valueFromText(const std::string &text, value::Type type);

} // namespace keywright::model
