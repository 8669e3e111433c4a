#pragma once

#include <string_view>

#include "core/model/model.h"

/// Which entity an item belongs to where no mark says it. Inside core/model only; thread-safe.
namespace keywright::model {

/// The entity without a mark whose templates of the table's primary key build exactly the item's key, from the item's
/// attributes and, where it lacks one, from what its key itself says (a placeholder whose filters lose that may have been
/// anything). A key attribute without a template must be an attribute of the entity. Of several it is the one with the
/// most literal text in its primary key, then the one whose index keys fit too, then the one with the most literal text in
/// those, then the one whose required attributes the item has, then the first in the model. Null when there is none.
const Entity *recognised(const Model &model, std::string_view tableName, const value::Item &item);

} // namespace keywright::model
