#pragma once

#include <string>
#include <vector>

#include <QString>

#include "core/model/model.h"

namespace keywright::ui {

/// Where items are read: a table of the model, or one of its indexes.
struct Place {
    int tableRow = -1;
    std::string table;
    std::string index; ///< empty for the table
    schema::KeySchema key;
    schema::KeySchema tableKey;
    friend bool operator==(const Place &, const Place &) = default;

    QString label() const;      ///< "Table OnlineShop", "GSI1 of OnlineShop"
    QString inSentence() const; ///< "table OnlineShop", "GSI1 of OnlineShop"
};

/// The model's tables, each followed by its indexes.
std::vector<Place> placesOf(const model::Model &model);

} // namespace keywright::ui
