#pragma once

#include <string>

#include "core/model/command.h"

/// Commands that take a part out together with everything that cannot be without it. Command::alsoGone says what, for the
/// question before; Command::remarks names what stays and no longer works. They throw EditError when the part is not there.
namespace keywright::model {

/// Goes with its entities, sample data, facets, canvas card, and the access patterns that use no other table.
Command removeTable(const Model &model, const std::string &name);

/// Goes with the key templates and sample keys that only it used. Access patterns that read it stay, and need a new place.
Command removeIndex(const Model &model, const std::string &table, const std::string &index);

/// Goes with its sample items, relationships, canvas card, and the access patterns that are about nothing else; from
/// what is about other entities too, its name is taken out.
Command removeEntity(const Model &model, const std::string &name);

/// Goes with the values in the entity's sample items and the index templates that use it. Throws EditError when the
/// table's own key is built from it.
Command removeAttribute(const Model &model, const std::string &entity, const std::string &attribute);

} // namespace keywright::model
