#include "core/model/removals.h"

#include <algorithm>

#include "core/model/draft.h"
#include "core/model/names.h"
#include "core/model/renaming.h"

namespace keywright::model {

using value::Json;

namespace {

std::string countOf(std::size_t count, const std::string &what)
{
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

std::size_t entityAt(const Model &model, const std::string &name)
{
    const Entity *entity = model.findEntity(name);
    if (entity == nullptr)
        throw EditError("There is no entity \"" + name + "\".");
    return static_cast<std::size_t>(entity - model.entities.data());
}

/// The list without elements that are `name`, or whose member "entity" is.
Json without(const Json &json, const std::string &member, const std::string &name)
{
    const Json *list = json.find(member);
    if (list == nullptr)
        return json;
    Json kept = Json::array();
    for (const Json &element : list->elements()) {
        const Json *entity = element.find("entity");
        if (element.text() != name && (entity == nullptr || entity->text() != name))
            kept.append(element);
    }
    Json::Members members;
    for (const auto &[each, value] : json.members())
        if (each != member || !kept.elements().empty())
            members.push_back({each, each == member ? kept : value});
    return Json::object(std::move(members));
}

class Removal {
public:
    explicit Removal(const Model &model) : m_model(model), m_draft(model) { }

    void entity(std::size_t index)
    {
        const std::string &name = m_model.entities[index].name;
        m_draft.remove(PartKind::Entity, index);
        itemsOf(index);
        for (std::size_t i = 0; i < m_model.relationships.size(); ++i) {
            const Relationship &each = m_model.relationships[i];
            if (each.from != name && each.to != name && each.through != name)
                continue;
            m_draft.remove(PartKind::Relationship, i);
            gone("the relationship " + each.from + " " + (each.name.empty() ? "to" : each.name) + " " + each.to);
        }
        for (std::size_t i = 0; i < m_model.entities.size(); ++i)
            for (std::size_t a = 0; a < m_model.entities[i].attributes.size(); ++a)
                generatorsFrom(name, i, a);
        for (std::size_t i = 0; i < m_model.accessPatterns.size(); ++i)
            entityFromPattern(name, i);
        for (std::size_t i = 0; i < m_model.facets.size(); ++i)
            entityFromFacet(name, i);
        for (std::size_t i = 0; i < m_model.recipes.size(); ++i)
            std::erase_if(m_draft.recipe(i).counts, [&name](const auto &count) { return count.first == name; });
        card(CardKind::Entity, name);
    }

    void itemsOf(std::size_t entity)
    {
        std::size_t count = 0;
        eachItem(entity, [&](std::size_t table, std::size_t i) {
            m_draft.removeItem(table, i);
            ++count;
        });
        if (count > 0)
            gone(countOf(count, "sample item") + " of " + m_model.entities[entity].name);
    }

    template <typename Use>
    void eachItem(std::size_t entity, Use use) const
    {
        for (std::size_t table = 0; table < m_model.sampleData.size(); ++table) {
            const TableItems &sample = m_model.sampleData[table];
            for (std::size_t i = 0; i < sample.items.size(); ++i)
                if (m_model.entityOf(sample.table, sample.items[i]) == &m_model.entities[entity])
                    use(table, i);
        }
    }

    void card(CardKind kind, const std::string &name)
    {
        if (Canvas *canvas = m_draft.canvas())
            std::erase_if(canvas->cards, [&](const CanvasCard &card) { return card.kind == kind && card.name == name; });
    }

    void gone(const std::string &what) { m_gone.push_back(what); }
    void remark(const std::string &what) { m_remarks.push_back(what); }
    Draft &draft() { return m_draft; }

    Command command(const std::string &text)
    {
        Command command = m_draft.command(text);
        command.alsoGone = std::move(m_gone);
        command.remarks = std::move(m_remarks);
        return command;
    }

private:
    void generatorsFrom(const std::string &name, std::size_t entity, std::size_t attribute)
    {
        const Attribute &each = m_model.entities[entity].attributes[attribute];
        const Json *source = each.sampleFormat.find("entity");
        if (source == nullptr || source->text() != name || m_draft.isRemoved(PartKind::Entity, entity))
            return;
        m_draft.entity(entity).attributes[attribute].sampleFormat = Json();
        gone("how values of " + m_model.entities[entity].name + "." + each.name + " are generated");
    }

    void entityFromPattern(const std::string &name, std::size_t index)
    {
        const std::vector<std::string> &named = m_draft.pattern(index).entities;
        if (m_draft.isRemoved(PartKind::AccessPattern, index))
            return;
        if (named.size() == 1 && named.front() == name) {
            m_draft.remove(PartKind::AccessPattern, index);
            gone("the access pattern " + m_model.accessPatterns[index].name);
            return;
        }
        AccessPattern &pattern = m_draft.pattern(index);
        std::erase(pattern.entities, name);
        for (Parameter &parameter : pattern.parameters)
            if (parameter.drawnFromEntity == name)
                parameter.drawnFromEntity = parameter.drawnFromAttribute = "";
        for (const char *list : {"entities", "after", "changes"})
            pattern.expectation = without(pattern.expectation, list, name);
        const auto writesIt = [&name](const Operation &operation) { return operation.entity == name; };
        for (const Step &step : pattern.steps)
            if (writesIt(step.operation) || std::any_of(step.parts.begin(), step.parts.end(), writesIt))
                remark("Access pattern " + pattern.name + " still writes items of " + name + "; change its steps.");
    }

    void entityFromFacet(const std::string &name, std::size_t index)
    {
        const std::vector<std::string> &named = m_draft.facet(index).entities;
        if (m_draft.isRemoved(PartKind::Facet, index) || !contains(named, name))
            return;
        if (named.size() == 1) { // without entities it would show everything
            m_draft.remove(PartKind::Facet, index);
            gone("the facet " + m_model.facets[index].name);
            return;
        }
        std::erase(m_draft.facet(index).entities, name);
    }

    const Model &m_model;
    Draft m_draft;
    std::vector<std::string> m_gone;
    std::vector<std::string> m_remarks;
};

bool uses(const AccessPattern &pattern, const std::string &table, const std::string &index)
{
    const auto isIt = [&](const Operation &operation) { return operation.table == table && (index.empty() || operation.index == index); };
    return std::any_of(pattern.steps.begin(), pattern.steps.end(),
                       [&](const Step &step) { return isIt(step.operation) || std::any_of(step.parts.begin(), step.parts.end(), isIt); });
}

bool usesOnly(const AccessPattern &pattern, const std::string &table)
{
    const auto isOther = [&](const Operation &operation) { return !operation.table.empty() && operation.table != table; };
    return uses(pattern, table, "") && std::none_of(pattern.steps.begin(), pattern.steps.end(), [&](const Step &step) {
               return isOther(step.operation) || std::any_of(step.parts.begin(), step.parts.end(), isOther);
           });
}

/// The index's key attributes that neither the table nor another index has.
std::vector<std::string> ownKeyAttributes(const schema::TableDefinition &table, const std::string &indexName)
{
    std::vector<std::string> own;
    const schema::IndexDefinition *index = table.findIndex(indexName);
    if (index == nullptr) // the attributes of a vector index are the entities' own
        return own;
    for (const auto *part : {&index->key.partition, &index->key.sort})
        for (const schema::KeyAttribute &attribute : *part) {
            bool isShared = table.key.contains(attribute.name);
            for (const auto *indexes : {&table.localIndexes, &table.globalIndexes})
                for (const schema::IndexDefinition &other : *indexes)
                    isShared = isShared || (other.name != indexName && other.key.contains(attribute.name));
            if (!isShared)
                own.push_back(attribute.name);
        }
    return own;
}

} // namespace

Command removeTable(const Model &model, const std::string &name)
{
    const std::size_t index = tableAt(model, name);
    Removal removal(model);
    removal.draft().remove(PartKind::Table, index);
    for (std::size_t i = 0; i < model.accessPatterns.size(); ++i) {
        if (usesOnly(model.accessPatterns[i], name)) {
            removal.draft().remove(PartKind::AccessPattern, i);
            removal.gone("the access pattern " + model.accessPatterns[i].name);
        } else if (uses(model.accessPatterns[i], name, "")) {
            removal.remark("Access pattern " + model.accessPatterns[i].name + " uses the table beside others; change its steps.");
        }
    }
    for (std::size_t i = 0; i < model.facets.size(); ++i) {
        if (model.facets[i].table != name)
            continue;
        removal.draft().remove(PartKind::Facet, i);
        removal.gone("the facet " + model.facets[i].name);
    }
    for (std::size_t i = 0; i < model.entities.size(); ++i) {
        if (model.entities[i].table != name)
            continue;
        removal.gone("the entity " + model.entities[i].name);
        removal.entity(i);
    }
    for (std::size_t i = 0; i < model.sampleData.size(); ++i) {
        if (model.sampleData[i].table != name)
            continue;
        removal.draft().remove(PartKind::SampleTable, i);
        removal.gone("the table's sample data, " + countOf(model.sampleData[i].items.size(), "item"));
    }
    removal.card(CardKind::Table, name);
    return removal.command("Remove table " + name);
}

Command removeIndex(const Model &model, const std::string &tableName, const std::string &indexName)
{
    const std::size_t index = tableAt(model, tableName);
    const schema::TableDefinition &definition = model.tables[index].definition;
    if (!definition.hasIndex(indexName))
        throw EditError("Table " + tableName + " has no index \"" + indexName + "\".");
    Removal removal(model);
    Table &table = removal.draft().table(index);
    for (auto *indexes : {&table.definition.localIndexes, &table.definition.globalIndexes})
        std::erase_if(*indexes, [&indexName](const schema::IndexDefinition &each) { return each.name == indexName; });
    std::erase_if(table.definition.vectorIndexes,
                  [&indexName](const schema::VectorIndexDefinition &each) { return each.name == indexName; });
    table.indexNotes.erase(indexName);
    table.indexSettings.erase(indexName);
    const std::vector<std::string> keys = ownKeyAttributes(definition, indexName);
    for (std::size_t i = 0; i < model.entities.size(); ++i) {
        const Entity &entity = model.entities[i];
        for (const std::string &key : keys) {
            if (entity.table != tableName || entity.keyTemplate(key) == nullptr)
                continue;
            std::erase_if(removal.draft().entity(i).keyTemplates, [&key](const auto &each) { return each.first == key; });
            removal.gone("the key template " + key + " of " + entity.name);
            if (entity.findAttribute(key) == nullptr)
                removal.eachItem(i, [&](std::size_t sample, std::size_t item) { removal.draft().item(sample, item).erase(key); });
        }
    }
    for (const AccessPattern &pattern : model.accessPatterns)
        if (uses(pattern, tableName, indexName))
            removal.remark("Access pattern " + pattern.name + " reads " + indexName + "; give it another place.");
    return removal.command("Remove index " + indexName);
}

Command removeEntity(const Model &model, const std::string &name)
{
    Removal removal(model);
    removal.entity(entityAt(model, name));
    return removal.command("Remove entity " + name);
}

Command removeAttribute(const Model &model, const std::string &entityName, const std::string &attribute)
{
    const std::size_t index = entityAt(model, entityName);
    const Entity &entity = model.entities[index];
    if (entity.findAttribute(attribute) == nullptr)
        throw EditError(entityName + " has no attribute \"" + attribute + "\".");
    const Table *table = model.findTable(entity.table);
    Removal removal(model);
    Entity &changed = removal.draft().entity(index);
    std::erase_if(changed.attributes, [&attribute](const Attribute &each) { return each.name == attribute; });
    std::vector<std::string> lost{attribute};
    if (table != nullptr && table->definition.key.contains(attribute))
        throw EditError(attribute + " is a key attribute of table " + entity.table + ", so " + entityName + " cannot be without it.");
    for (const auto &[key, text] : entity.keyTemplates) {
        if (!mentionsPlaceholder(text, attribute))
            continue;
        if (table != nullptr && table->definition.key.contains(key))
            throw EditError("The template of " + key + ", \"" + text + "\", needs " + attribute + "; change it first.");
        std::erase_if(changed.keyTemplates, [&key = key](const auto &each) { return each.first == key; });
        removal.gone("the key template " + key + ", \"" + text + "\"");
        lost.push_back(key);
    }
    if (table != nullptr)
        for (const schema::VectorIndexDefinition &each : table->definition.vectorIndexes)
            if (each.vectorAttribute == attribute || each.findSearchAttribute(attribute) != nullptr)
                removal.remark("Vector index " + each.name + " uses " + attribute + "; items without it are not found there.");
    std::size_t values = 0;
    removal.eachItem(index, [&](std::size_t sample, std::size_t item) {
        for (const std::string &name : lost)
            values += removal.draft().item(sample, item).erase(name) ? 1 : 0;
    });
    if (values > 0)
        removal.gone(countOf(values, "value") + " in the sample data");
    for (std::size_t i = 0; i < model.relationships.size(); ++i)
        if (model.relationships[i].to == entityName && contains(model.relationships[i].attributes, attribute))
            std::erase(removal.draft().relationship(i).attributes, attribute);
    for (std::size_t i = 0; i < model.accessPatterns.size(); ++i) {
        for (Parameter &parameter : removal.draft().pattern(i).parameters)
            if (parameter.drawnFromEntity == entityName && parameter.drawnFromAttribute == attribute)
                parameter.drawnFromEntity = parameter.drawnFromAttribute = "";
        const AccessPattern &pattern = model.accessPatterns[i];
        const bool isAbout = contains(pattern.entities, entityName);
        const auto mentions = [&attribute](const Operation &operation) {
            return mentionsAttribute(operation.filter, attribute) || mentionsAttribute(operation.condition, attribute)
                || mentionsAttribute(operation.update, attribute);
        };
        const bool inSteps = std::any_of(pattern.steps.begin(), pattern.steps.end(), [&](const Step &step) {
            return mentions(step.operation) || std::any_of(step.parts.begin(), step.parts.end(), mentions);
        });
        if (isAbout && inSteps)
            removal.remark("Access pattern " + pattern.name + " mentions " + attribute + "; check its expressions.");
    }
    return removal.command("Remove attribute " + attribute + " of " + entityName);
}

} // namespace keywright::model
