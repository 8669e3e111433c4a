#pragma once

#include <string>
#include <vector>

#include "core/schema/table_definition.h"

/// Lists of names and places, for what looks a model over. Inside core/model only.
namespace keywright::model {

/// The key's attributes, those of the partition key first.
std::vector<std::string> namesOf(const schema::KeySchema &key);
bool contains(const std::vector<std::string> &names, const std::string &name);
/// "steps[2]".
std::string element(const std::string &array, std::size_t index);

} // namespace keywright::model
