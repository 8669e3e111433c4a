#pragma once

#include "core/model/model.h"

namespace keywright::test {

/// samples/online-shop.keywright.json.
model::Model onlineShop();

/// A model that uses every field of the format, each with a value of its own.
model::Model everyField();

} // namespace keywright::test
