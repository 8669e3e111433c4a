#include "core/model/draft.h"

namespace keywright::model {

SampleHead &Draft::sampleHead(std::size_t index)
{
    const TableItems &items = m_model.sampleData.at(index);
    return m_heads.try_emplace(index, SampleHead{items.table, items.note}).first->second;
}

value::Item &Draft::item(std::size_t table, std::size_t index)
{
    return m_items.try_emplace({table, index}, m_model.sampleData.at(table).items.at(index)).first->second;
}

Canvas *Draft::canvas()
{
    if (!m_canvas)
        m_canvas = m_model.canvas;
    return m_canvas ? &*m_canvas : nullptr;
}

bool Draft::isRemoved(PartKind kind, std::size_t index) const
{
    const auto found = m_removed.find(kind);
    return found != m_removed.end() && found->second.contains(index);
}

template <typename T>
void Draft::addReplaced(Command &command, PartKind kind, const std::map<std::size_t, T> &parts, const std::vector<T> &all) const
{
    for (const auto &[index, part] : parts)
        if (!isRemoved(kind, index) && !(part == all[index]))
            command.changes.push_back({{kind, index, 0}, Part(all[index]), Part(part)});
}

template <typename T>
void Draft::addRemoved(Command &command, PartKind kind, const std::vector<T> &all) const
{
    const auto found = m_removed.find(kind);
    if (found == m_removed.end())
        return;
    for (auto index = found->second.rbegin(); index != found->second.rend(); ++index)
        command.changes.push_back({{kind, *index, 0}, Part(all[*index]), std::nullopt});
}

Command Draft::command(std::string text) const
{
    Command command;
    command.text = std::move(text);
    addReplaced(command, PartKind::Table, m_tables, m_model.tables);
    addReplaced(command, PartKind::Entity, m_entities, m_model.entities);
    addReplaced(command, PartKind::Relationship, m_relationships, m_model.relationships);
    addReplaced(command, PartKind::AccessPattern, m_patterns, m_model.accessPatterns);
    addReplaced(command, PartKind::Facet, m_facets, m_model.facets);
    addReplaced(command, PartKind::Recipe, m_recipes, m_model.recipes);
    addReplaced(command, PartKind::SavedOperation, m_savedOperations, m_model.savedOperations);
    for (const auto &[index, head] : m_heads) {
        const SampleHead before{m_model.sampleData[index].table, m_model.sampleData[index].note};
        if (!isRemoved(PartKind::SampleTable, index) && !(head == before))
            command.changes.push_back({{PartKind::SampleHead, index, 0}, Part(before), Part(head)});
    }
    for (const auto &[place, item] : m_items) {
        const value::Item &before = m_model.sampleData[place.first].items[place.second];
        if (!isRemoved(PartKind::SampleTable, place.first) && !m_removedItems.contains(place) && !(item == before))
            command.changes.push_back({{PartKind::SampleItem, place.first, place.second}, Part(before), Part(item)});
    }
    if (m_canvas && m_canvas != m_model.canvas)
        command.changes.push_back({{PartKind::Canvas, 0, 0}, Part(m_model.canvas), Part(m_canvas)});
    for (auto place = m_removedItems.rbegin(); place != m_removedItems.rend(); ++place)
        if (!isRemoved(PartKind::SampleTable, place->first))
            command.changes.push_back({{PartKind::SampleItem, place->first, place->second},
                                       Part(m_model.sampleData[place->first].items[place->second]),
                                       std::nullopt});
    addRemoved(command, PartKind::Table, m_model.tables);
    addRemoved(command, PartKind::Entity, m_model.entities);
    addRemoved(command, PartKind::Relationship, m_model.relationships);
    addRemoved(command, PartKind::AccessPattern, m_model.accessPatterns);
    addRemoved(command, PartKind::Facet, m_model.facets);
    addRemoved(command, PartKind::Recipe, m_model.recipes);
    addRemoved(command, PartKind::SavedOperation, m_model.savedOperations);
    addRemoved(command, PartKind::SampleTable, m_model.sampleData);
    return command;
}

} // namespace keywright::model
