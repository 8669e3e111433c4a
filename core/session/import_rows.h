#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/schema/table_definition.h"
#include "core/value/attribute_value.h"

/// What reading and previewing files share. Inside core/session only.
namespace keywright::session {

std::optional<schema::KeyType> keyTypeOf(const value::AttributeValue &value);

/// The values of the key attributes as one text that tells them apart; an attribute that is not there adds nothing.
std::string identityOf(const schema::KeySchema &key, const value::Item &item);

/// The whole text of a file of tables or a model; nullopt for items, which are read row by row.
std::optional<std::string> modelText(const std::filesystem::path &file);

} // namespace keywright::session
