#pragma once

#include <string>
#include <vector>

#include "core/model/model_diff.h"
#include "core/value/json.h"

/// Differences of two pieces of a model file. Inside core/model only.
namespace keywright::model {

/// Whether both say the same: numbers by value, and what says nothing (false, an empty text or list) like what is not there.
bool saysTheSame(const value::Json *from, const value::Json *to);

/// For people: a text as it is, a list of texts with commas, anything else as JSON; empty for null.
std::string plainText(const value::Json *json);

/// Appends what differs inside. Elements of a list are matched by their names where they all have one, else by number.
/// Each place begins with `place`; a subject is the words of the path from there.
void compareJson(const value::Json &from, const value::Json &to, const std::string &place, std::vector<DetailDifference> &differences);

} // namespace keywright::model
