#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "core/model/model.h"
#include "ui/data/place.h"

namespace keywright::ui {

/// A column of the item grid.
struct ItemColumn {
    enum class Kind { PartitionKey, SortKey, Entity, TableKey, Attribute }; ///< TableKey: of the table, in an index
    Kind kind = Kind::Attribute;
    std::string attribute; ///< empty for Entity
    std::string alias;     ///< a facet's word for the key; empty for none
    friend bool operator==(const ItemColumn &, const ItemColumn &) = default;
};

/// The columns of a place: its key, the entity, an index's base key, then every attribute in the order of first
/// appearance; an item's new attributes come in its entity's order. A facet has its own attributes instead, and no more.
class ItemColumns {
public:
    explicit ItemColumns(const Place &place = {}, const model::Facet *facet = nullptr);

    const std::vector<ItemColumn> &columns() const { return m_columns; }
    /// How many there are before any item was seen.
    int fixedCount() const { return m_fixedCount; }

    /// The columns that `items` need and that are not there yet; add() takes them.
    std::vector<ItemColumn> missing(const std::vector<value::Item> &items, const model::Model &model, const std::string &table) const;
    void add(const std::vector<ItemColumn> &columns);

private:
    void addFixed(ItemColumn::Kind kind, const std::vector<schema::KeyAttribute> &attributes, const std::string &alias = {});

    std::vector<ItemColumn> m_columns;
    std::unordered_set<std::string> m_names;
    int m_fixedCount = 0;
    bool m_closed = false;
};

} // namespace keywright::ui
