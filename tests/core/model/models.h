#pragma once

#include <functional>

#include <QMetaType>

#include "core/model/command.h"
#include "core/model/model.h"

namespace keywright::test {

/// samples/online-shop.keywright.json.
model::Model onlineShop();

/// A model that uses every field of the format, each with a value of its own.
model::Model everyField();

/// What a row of test data does to a model, and the command that it makes of one.
using ModelChange = std::function<void(model::Model &)>;
using CommandOf = std::function<model::Command(const model::Model &)>;

} // namespace keywright::test

Q_DECLARE_METATYPE(keywright::test::ModelChange)
Q_DECLARE_METATYPE(keywright::test::CommandOf)
