#pragma once

#include <memory>

#include <QMetaType>
#include <QString>

#include "core/value/attribute_value.h"

namespace keywright::ui {

/// What a person is looking at: one thing of the model, or an item of a table. Rows count in the model's own lists.
struct Selection {
    enum class Kind { None, Table, Index, Entity, AccessPattern, Facet, Item };

    Kind kind = Kind::None;
    int row = -1;
    QString index;                           ///< with Index: its name
    std::shared_ptr<const value::Item> item; ///< with Item; `row` is its table's

    friend bool operator==(const Selection &, const Selection &) = default;
};

} // namespace keywright::ui

Q_DECLARE_METATYPE(keywright::ui::Selection)
