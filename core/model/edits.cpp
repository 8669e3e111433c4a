#include "core/model/edits.h"

#include <algorithm>

#include "core/model/built_keys.h"
#include "core/model/draft.h"
#include "core/model/entity_view.h"
#include "core/model/key_template.h"
#include "core/model/table_edits.h"

namespace keywright::model {

namespace {

const std::string &nameOf(const Table &table)
{
    return table.definition.name;
}

template <typename T>
const std::string &nameOf(const T &part)
{
    return part.name;
}

template <typename T>
std::size_t find(const std::vector<T> &all, const std::string &name)
{
    const auto found = std::find_if(all.begin(), all.end(), [&name](const T &one) { return nameOf(one) == name; });
    return static_cast<std::size_t>(found - all.begin());
}

template <typename T>
Command add(const std::vector<T> &all, PartKind kind, const std::string &what, T part, bool namesAreUnique = true)
{
    const std::string name = nameOf(part);
    if (name.empty() && namesAreUnique)
        throw EditError("The new " + what + " has no name; give it one.");
    if (namesAreUnique && find(all, name) != all.size())
        throw EditError("Another " + what + " is named \"" + name + "\"; choose another name.");
    Command command;
    command.text = "Add " + what + (name.empty() ? "" : " " + name);
    command.changes.push_back({{kind, all.size(), 0}, std::nullopt, Part(std::move(part))});
    return command;
}

template <typename T>
Command changeAt(const std::vector<T> &all, PartKind kind, const std::string &what, std::size_t index, T part)
{
    if (index >= all.size())
        throw EditError("There is no such " + what + " any more.");
    Command command;
    command.text = "Change " + what + " " + nameOf(part);
    command.coalesceKey = what + " " + std::to_string(index);
    if (!(part == all[index]))
        command.changes.push_back({{kind, index, 0}, Part(all[index]), Part(std::move(part))});
    return command;
}

template <typename T>
Command changeNamed(const std::vector<T> &all, PartKind kind, const std::string &what, T part)
{
    const std::size_t index = find(all, nameOf(part));
    if (index == all.size())
        throw EditError("There is no " + what + " \"" + nameOf(part) + "\" to change.");
    return changeAt(all, kind, what, index, std::move(part));
}

template <typename T>
Command removeAt(const std::vector<T> &all, PartKind kind, const std::string &what, std::size_t index)
{
    if (index >= all.size())
        throw EditError("There is no such " + what + " any more.");
    Command command;
    command.text = "Remove " + what + (nameOf(all[index]).empty() ? "" : " " + nameOf(all[index]));
    command.changes.push_back({{kind, index, 0}, Part(all[index]), std::nullopt});
    return command;
}

std::string countOf(std::size_t items)
{
    return items == 1 ? "1 item" : std::to_string(items) + " items";
}

} // namespace

Command addTable(const Model &model, Table table)
{
    const std::string &name = table.definition.name;
    if (const auto problem = name.empty() ? std::nullopt : namingProblem("table", name))
        throw EditError(*problem);
    return add(model.tables, PartKind::Table, "table", std::move(table));
}

Command addEntity(const Model &model, Entity entity)
{
    return add(model.entities, PartKind::Entity, "entity", std::move(entity));
}

Command addRelationship(const Model &model, Relationship relationship)
{
    return add(model.relationships, PartKind::Relationship, "relationship", std::move(relationship), false);
}

Command addAccessPattern(const Model &model, AccessPattern pattern)
{
    return add(model.accessPatterns, PartKind::AccessPattern, "access pattern", std::move(pattern));
}

Command addFacet(const Model &model, Facet facet)
{
    return add(model.facets, PartKind::Facet, "facet", std::move(facet), false);
}

Command addRecipe(const Model &model, Recipe recipe)
{
    return add(model.recipes, PartKind::Recipe, "recipe", std::move(recipe));
}

Command addSavedOperation(const Model &model, SavedOperation saved)
{
    return add(model.savedOperations, PartKind::SavedOperation, "saved operation", std::move(saved));
}

Command addItems(const Model &model, const std::string &table, std::vector<value::Item> items, std::size_t at)
{
    Command command;
    command.text = "Add " + countOf(items.size());
    const auto isIt = [&table](const TableItems &each) { return each.table == table; };
    const auto found = std::find_if(model.sampleData.begin(), model.sampleData.end(), isIt);
    const auto index = static_cast<std::size_t>(found - model.sampleData.begin());
    if (found == model.sampleData.end()) {
        TableItems all;
        all.table = table;
        all.items = std::move(items);
        command.changes.push_back({{PartKind::SampleTable, index, 0}, std::nullopt, Part(std::move(all))});
        return command;
    }
    at = std::min(at, found->items.size());
    for (value::Item &item : items)
        command.changes.push_back({{PartKind::SampleItem, index, at++}, std::nullopt, Part(std::move(item))});
    return command;
}

Command changeHeader(const Model &model, Header header)
{
    Header before{model.name, model.description, model.author, model.created, model.modified, model.note};
    if (header.name.empty())
        throw EditError("A model needs a name.");
    Command command;
    command.text = "Change the model's description";
    command.coalesceKey = "header";
    if (!(before == header))
        command.changes.push_back({{PartKind::Header, 0, 0}, Part(std::move(before)), Part(std::move(header))});
    return command;
}

Command changeTable(const Model &model, Table table)
{
    return changeNamed(model.tables, PartKind::Table, "table", std::move(table));
}

Command changeEntity(const Model &model, Entity entity)
{
    return changeNamed(model.entities, PartKind::Entity, "entity", std::move(entity));
}

Command changeRelationship(const Model &model, std::size_t index, Relationship relationship)
{
    return changeAt(model.relationships, PartKind::Relationship, "relationship", index, std::move(relationship));
}

Command changeAccessPattern(const Model &model, AccessPattern pattern)
{
    return changeNamed(model.accessPatterns, PartKind::AccessPattern, "access pattern", std::move(pattern));
}

Command changeFacet(const Model &model, std::size_t index, Facet facet)
{
    return changeAt(model.facets, PartKind::Facet, "facet", index, std::move(facet));
}

Command changeRecipe(const Model &model, std::size_t index, Recipe recipe)
{
    return changeAt(model.recipes, PartKind::Recipe, "recipe", index, std::move(recipe));
}

Command changeSavedOperation(const Model &model, std::size_t index, SavedOperation saved)
{
    const std::vector<SavedOperation> &all = model.savedOperations;
    if (saved.name.empty())
        throw EditError("The saved operation needs a name.");
    if (const std::size_t named = find(all, saved.name); named != all.size() && named != index)
        throw EditError("Another saved operation is named \"" + saved.name + "\"; choose another name.");
    const std::string former = index < all.size() ? all[index].name : saved.name;
    const std::string name = saved.name;
    Command command = changeAt(all, PartKind::SavedOperation, "saved operation", index, std::move(saved));
    command.coalesceKey.clear(); // each is saved on purpose
    if (former != name)
        command.text = "Rename saved operation " + former + " to " + name;
    return command;
}

Command changeItem(const Model &model, std::size_t sampleTable, std::size_t index, value::Item item)
{
    if (sampleTable >= model.sampleData.size() || index >= model.sampleData[sampleTable].items.size())
        throw EditError("There is no such item any more.");
    Draft draft(model);
    draft.item(sampleTable, index) = std::move(item);
    return draft.command("Change an item of " + model.sampleData[sampleTable].table);
}

Command changeCanvas(const Model &model, std::optional<Canvas> canvas)
{
    Command command;
    command.text = "Arrange the canvas";
    if (canvas != model.canvas)
        command.changes.push_back({{PartKind::Canvas, 0, 0}, Part(model.canvas), Part(std::move(canvas))});
    return command;
}

namespace {

/// An item without its table's key, as a new key leaves it, that the templates of this entity can give one, and of no other.
bool isLeftTo(const Entity &entity, const Model &model, const std::vector<Entity> &entities, const std::string &tableName,
              const value::Item &item)
{
    const Table *table = model.findTable(tableName);
    if (table == nullptr || entity.table != tableName || hasPrimaryKey(table->definition, item))
        return false;
    return buildersOf(entities, table->definition, item) == std::vector<const Entity *>{&entity};
}

} // namespace

Command changeKeyTemplate(const Model &model, const std::string &entity, const std::string &keyAttribute, const std::string &text)
{
    const auto parsed = KeyTemplate::parse(text);
    if (!parsed)
        throw EditError("The template does not parse: " + parsed.error().message + ".");
    const std::size_t index = find(model.entities, entity);
    if (index == model.entities.size())
        throw EditError("There is no entity \"" + entity + "\".");
    Draft draft(model);
    auto &templates = draft.entity(index).keyTemplates;
    const auto found = std::find_if(templates.begin(), templates.end(), [&](const auto &each) { return each.first == keyAttribute; });
    if (text.empty() && found != templates.end())
        templates.erase(found);
    else if (found != templates.end())
        found->second = text;
    else if (!text.empty())
        templates.emplace_back(keyAttribute, text);

    std::vector<Entity> entities = model.entities;
    entities[index] = draft.entity(index);
    // An entity attribute of the key's own name is kept as it is where no template builds it.
    const bool isAttribute = model.entities[index].findAttribute(keyAttribute) != nullptr;
    for (std::size_t table = 0; table < model.sampleData.size(); ++table) {
        const TableItems &sample = model.sampleData[table];
        for (std::size_t i = 0; i < sample.items.size(); ++i) {
            if (isLeftTo(entities[index], model, entities, sample.table, sample.items[i])) {
                draft.item(table, i) = withBuiltKeys(sample.items[i], entities[index]);
                continue;
            }
            if (model.entityOf(sample.table, sample.items[i]) != &model.entities[index] || (text.empty() && isAttribute))
                continue;
            const auto built = text.empty()
                ? std::optional<value::AttributeValue>()
                : parsed->build(completed(model, model.entities[index], sample.items[i])).value_or(std::nullopt);
            if (built)
                draft.item(table, i).set(keyAttribute, *built);
            else if (sample.items[i].contains(keyAttribute))
                draft.item(table, i).erase(keyAttribute);
        }
    }
    Command command = draft.command("Change " + keyAttribute + " of " + entity);
    command.coalesceKey = "template " + entity + "/" + keyAttribute;
    return command;
}

Command moveCard(const Model &model, CardKind kind, const std::string &name, double x, double y)
{
    Canvas canvas = model.canvas.value_or(Canvas());
    const auto isIt = [&](const CanvasCard &card) { return card.kind == kind && card.name == name; };
    auto card = std::find_if(canvas.cards.begin(), canvas.cards.end(), isIt);
    if (card == canvas.cards.end())
        card = canvas.cards.insert(card, CanvasCard{kind, name});
    card->x = x;
    card->y = y;
    Command command = changeCanvas(model, std::move(canvas));
    command.text = "Move " + name;
    command.coalesceKey = "move " + std::string(textOf(kind)) + " " + name;
    return command;
}

Command moveAccessPattern(const Model &model, const std::string &name, std::size_t to)
{
    const std::size_t from = find(model.accessPatterns, name);
    Command command = removeAt(model.accessPatterns, PartKind::AccessPattern, "access pattern", from);
    command.text = "Move access pattern " + name;
    to = std::min(to, model.accessPatterns.size());
    const std::size_t place = to > from ? to - 1 : to; // where it stands once it is taken out
    command.changes.push_back({{PartKind::AccessPattern, place, 0}, std::nullopt, Part(model.accessPatterns[from])});
    if (place == from)
        command.changes.clear();
    return command;
}

Command removeRelationship(const Model &model, std::size_t index)
{
    return removeAt(model.relationships, PartKind::Relationship, "relationship", index);
}

Command removeAccessPattern(const Model &model, const std::string &name)
{
    return removeAt(model.accessPatterns, PartKind::AccessPattern, "access pattern", find(model.accessPatterns, name));
}

Command removeFacet(const Model &model, std::size_t index)
{
    return removeAt(model.facets, PartKind::Facet, "facet", index);
}

Command removeRecipe(const Model &model, std::size_t index)
{
    return removeAt(model.recipes, PartKind::Recipe, "recipe", index);
}

Command removeSavedOperation(const Model &model, std::size_t index)
{
    return removeAt(model.savedOperations, PartKind::SavedOperation, "saved operation", index);
}

Command removeItems(const Model &model, std::size_t sampleTable, const std::vector<std::size_t> &items)
{
    Draft draft(model);
    for (const std::size_t item : items) {
        if (sampleTable >= model.sampleData.size() || item >= model.sampleData[sampleTable].items.size())
            throw EditError("There is no such item any more.");
        draft.removeItem(sampleTable, item);
    }
    return draft.command("Remove " + countOf(items.size()));
}

} // namespace keywright::model
