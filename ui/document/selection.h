#pragma once

#include <memory>

#include <QMetaType>
#include <QString>

#include "core/model/model.h"

namespace keywright::ui {

/// What a person is looking at: one thing of the model, or an item of a table. Rows count in the model's own lists.
struct Selection {
    enum class Kind { None, Table, Index, Entity, AccessPattern, Facet, Relationship, Item };

    Kind kind = Kind::None;
    int row = -1;
    QString index;                           ///< with Index: its name
    std::shared_ptr<const value::Item> item; ///< with Item; `row` is its table's

    friend bool operator==(const Selection &, const Selection &) = default;
};

/// The same thing after an edit: found by its name, or at its row when it was renamed. Nothing when it is gone.
Selection followed(const Selection &selection, const model::Model &before, const model::Model &after);

} // namespace keywright::ui

Q_DECLARE_METATYPE(keywright::ui::Selection)
