#pragma once

#include <QString>

#include "ui/document/selection.h"

namespace keywright::ui {

/// The thing of the model that a JSON path, such as "tables[0].globalSecondaryIndexes[1].projection", is about; of kind None
/// when it is about none.
Selection selectionOfPlace(const model::Model &model, const QString &place);

/// The same in a person's words: "Product · GSI2PK", "OnlineShop · GSI1", "Orders of a user · step 2"; the path itself where
/// it is about none of the model's parts.
QString wordsOfPlace(const model::Model &model, const QString &place);

} // namespace keywright::ui
