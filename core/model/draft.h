#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "core/model/command.h"

namespace keywright::model {

/// Collects the changes of one command: parts are copied when they are first touched, and what differs in the end makes
/// the command. The model must outlive the draft and not change. Inside core/model only.
class Draft {
public:
    explicit Draft(const Model &model) : m_model(model) { }

    const Model &model() const { return m_model; }

    Table &table(std::size_t index) { return touched(m_tables, m_model.tables, index); }
    Entity &entity(std::size_t index) { return touched(m_entities, m_model.entities, index); }
    Relationship &relationship(std::size_t index) { return touched(m_relationships, m_model.relationships, index); }
    AccessPattern &pattern(std::size_t index) { return touched(m_patterns, m_model.accessPatterns, index); }
    Facet &facet(std::size_t index) { return touched(m_facets, m_model.facets, index); }
    Recipe &recipe(std::size_t index) { return touched(m_recipes, m_model.recipes, index); }
    SavedOperation &savedOperation(std::size_t index) { return touched(m_savedOperations, m_model.savedOperations, index); }
    SampleHead &sampleHead(std::size_t index);
    value::Item &item(std::size_t table, std::size_t index);
    /// Null when the model has no canvas.
    Canvas *canvas();

    /// Takes the part out; what the draft did to it before does not matter.
    void remove(PartKind kind, std::size_t index) { m_removed[kind].insert(index); }
    void removeItem(std::size_t table, std::size_t index) { m_removedItems.insert({table, index}); }
    bool isRemoved(PartKind kind, std::size_t index) const;

    /// The changes in an order that keeps every place right.
    Command command(std::string text) const;

private:
    template <typename T>
    static T &touched(std::map<std::size_t, T> &parts, const std::vector<T> &all, std::size_t index)
    {
        return parts.try_emplace(index, all.at(index)).first->second;
    }
    template <typename T>
    void addReplaced(Command &command, PartKind kind, const std::map<std::size_t, T> &parts, const std::vector<T> &all) const;
    template <typename T>
    void addRemoved(Command &command, PartKind kind, const std::vector<T> &all) const;

    const Model &m_model;
    std::map<std::size_t, Table> m_tables;
    std::map<std::size_t, Entity> m_entities;
    std::map<std::size_t, Relationship> m_relationships;
    std::map<std::size_t, AccessPattern> m_patterns;
    std::map<std::size_t, Facet> m_facets;
    std::map<std::size_t, Recipe> m_recipes;
    std::map<std::size_t, SavedOperation> m_savedOperations;
    std::map<std::size_t, SampleHead> m_heads;
    std::map<std::pair<std::size_t, std::size_t>, value::Item> m_items;
    std::optional<Canvas> m_canvas;
    std::map<PartKind, std::set<std::size_t>> m_removed;
    std::set<std::pair<std::size_t, std::size_t>> m_removedItems;
};

} // namespace keywright::model
