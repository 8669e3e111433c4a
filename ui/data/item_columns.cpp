#include "ui/data/item_columns.h"

namespace keywright::ui {

ItemColumns::ItemColumns(const Place &place, const model::Facet *facet) : m_closed(facet != nullptr && !facet->attributes.empty())
{
    addFixed(ItemColumn::Kind::PartitionKey, place.key.partition, facet ? facet->partitionKeyAlias : std::string());
    addFixed(ItemColumn::Kind::SortKey, place.key.sort, facet ? facet->sortKeyAlias : std::string());
    m_columns.push_back({ItemColumn::Kind::Entity, {}, {}});
    addFixed(ItemColumn::Kind::TableKey, place.tableKey.partition);
    addFixed(ItemColumn::Kind::TableKey, place.tableKey.sort);
    if (m_closed) {
        for (const std::string &attribute : facet->attributes) {
            if (m_names.insert(attribute).second)
                m_columns.push_back({ItemColumn::Kind::Attribute, attribute, {}});
        }
    }
    m_fixedCount = static_cast<int>(m_columns.size());
}

void ItemColumns::addFixed(ItemColumn::Kind kind, const std::vector<schema::KeyAttribute> &attributes, const std::string &alias)
{
    for (const schema::KeyAttribute &attribute : attributes) {
        if (m_names.insert(attribute.name).second)
            m_columns.push_back({kind, attribute.name, alias});
    }
}

std::vector<ItemColumn> ItemColumns::missing(const std::vector<value::Item> &items, const model::Model &model,
                                             const std::string &table) const
{
    std::vector<ItemColumn> found;
    if (m_closed)
        return found;
    std::unordered_set<std::string> seen;
    const auto consider = [&](const std::string &name) {
        if (!m_names.contains(name) && seen.insert(name).second)
            found.push_back({ItemColumn::Kind::Attribute, name, {}});
    };
    for (const value::Item &item : items) {
        if (const model::Entity *entity = model.entityOf(table, item)) {
            if (entity->identifiedBy)
                consider(entity->identifiedBy->attribute);
            for (const model::Attribute &attribute : entity->attributes) {
                if (item.contains(attribute.name))
                    consider(attribute.name);
            }
        }
        for (const auto &entry : item)
            consider(entry.name);
    }
    return found;
}

void ItemColumns::add(const std::vector<ItemColumn> &columns)
{
    for (const ItemColumn &column : columns) {
        if (m_names.insert(column.attribute).second)
            m_columns.push_back(column);
    }
}

} // namespace keywright::ui
