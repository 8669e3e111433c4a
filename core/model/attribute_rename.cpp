#include <algorithm>

#include "core/model/draft.h"
#include "core/model/json_edit.h"
#include "core/model/renames.h"
#include "core/model/renaming.h"
#include "core/model/saved_operations.h"
#include "core/schema/limits.h"

namespace keywright::model {

namespace {

/// One renaming of an attribute, of one entity or of a whole table, walking through the model.
class AttributeRename {
public:
    AttributeRename(const Model &model, const Entity &entity, std::string from, std::string to)
        : m_model(model), m_entities{&entity}, m_table(entity.table), m_from(std::move(from)), m_to(std::move(to)), m_draft(model)
    { }

    /// Of all entities and of the keys.
    AttributeRename(const Model &model, const Table &table, std::string from, std::string to)
        : m_model(model), m_isOfTable(true), m_table(table.definition.name), m_from(std::move(from)), m_to(std::move(to)), m_draft(model)
    {
        for (const Entity &entity : model.entities)
            if (entity.table == m_table)
                m_entities.push_back(&entity);
    }

    Command command(const std::string &text)
    {
        inEntities();
        inTable();
        for (std::size_t i = 0; i < m_model.relationships.size(); ++i)
            if (isOurs(m_model.relationships[i].to))
                inList(m_draft.relationship(i).attributes, {});
        for (std::size_t i = 0; i < m_model.accessPatterns.size(); ++i)
            inPattern(m_draft.pattern(i));
        for (std::size_t i = 0; i < m_model.facets.size(); ++i)
            inFacet(m_draft.facet(i));
        inItems();
        inSavedOperations();
        Command command = m_draft.command(text);
        command.remarks = std::move(m_remarks);
        return command;
    }

private:
    bool isOurs(const std::string &entity) const
    {
        return std::any_of(m_entities.begin(), m_entities.end(), [&entity](const Entity *each) { return each->name == entity; });
    }

    bool isOurs(const Entity *entity) const { return std::find(m_entities.begin(), m_entities.end(), entity) != m_entities.end(); }

    /// Another entity of the same table, among those named (all when none is), that has the attribute too.
    const Entity *rival(const std::vector<std::string> &names) const
    {
        for (const Entity &entity : m_model.entities) {
            const bool isNamed = names.empty() || std::find(names.begin(), names.end(), entity.name) != names.end();
            if (!isOurs(&entity) && entity.table == m_table && isNamed && entity.findAttribute(m_from) != nullptr)
                return &entity;
        }
        return nullptr;
    }

    bool concerns(const std::vector<std::string> &names) const
    {
        return names.empty() || std::any_of(names.begin(), names.end(), [this](const std::string &name) { return isOurs(name); });
    }

    /// In a list that names attributes of several entities, a rival keeps the old name beside the new one.
    void inList(std::vector<std::string> &names, const std::vector<std::string> &entities)
    {
        const auto found = std::find(names.begin(), names.end(), m_from);
        if (found == names.end())
            return;
        const bool hasNew = std::find(names.begin(), names.end(), m_to) != names.end();
        const bool isShared = !entities.empty() && rival(entities) != nullptr;
        if (isShared && !hasNew)
            names.insert(found + 1, m_to);
        else if (!isShared && hasNew)
            names.erase(found);
        else if (!isShared)
            *found = m_to;
    }

    void inExpression(std::string &text, const std::vector<std::string> &entities, const std::string &place)
    {
        if (!mentionsAttribute(text, m_from))
            return;
        if (!canStandInExpression(m_to))
            throw EditError("\"" + m_to + "\" cannot stand in an expression. " + place + " mentions " + m_from
                            + ": choose a name of letters, digits and _.");
        if (const Entity *other = rival(entities))
            m_remarks.push_back(place + " mentions " + m_from + ", which " + other->name + " has too, so it was left; check it.");
        else
            text = withAttributeRenamed(text, m_from, m_to);
    }

    void inEntities()
    {
        for (std::size_t i = 0; i < m_model.entities.size(); ++i) {
            Entity &entity = m_draft.entity(i);
            const bool isOwn = isOurs(&m_model.entities[i]);
            if (isOwn)
                inOwn(entity);
            if (isOwn && !m_isOfTable)
                continue;
            for (Attribute &attribute : entity.attributes) {
                const value::Json *source = attribute.sampleFormat.find("entity");
                if (source == nullptr || !isOurs(source->text()))
                    continue;
                attribute.sampleFormat = withTexts(attribute.sampleFormat, {"attribute"}, renamed());
                const value::Json *format = attribute.sampleFormat.find("format");
                if (format != nullptr && (format->text() == "sum" || format->text() == "count"))
                    for (const std::string_view member : {"via", "times"})
                        attribute.sampleFormat = withTexts(attribute.sampleFormat, {member}, renamed());
            }
        }
    }

    TextChange renamed() const
    {
        return [this](const std::string &text) { return text == m_from ? m_to : text; };
    }

    std::string templateRenamed(const std::string &text) const { return withPlaceholdersRenamed(text, renamed()); }

    void inOwn(Entity &entity) const
    {
        for (Attribute &attribute : entity.attributes) {
            if (attribute.name == m_from)
                attribute.name = m_to;
            for (const std::string_view member : {"presentWith", "after"})
                attribute.sampleFormat = withTexts(attribute.sampleFormat, {member}, renamed());
            const value::Json *format = attribute.sampleFormat.find("format");
            if (format != nullptr && format->text() == "copy")
                attribute.sampleFormat = withTexts(attribute.sampleFormat, {"via"}, renamed());
            attribute.sampleFormat =
                withTexts(attribute.sampleFormat, {"template"}, [this](const std::string &text) { return templateRenamed(text); });
            attribute.sampleFormat = withTexts(attribute.sampleFormat, {"presentWhen"},
                                               [this](const std::string &text) { return withAttributeRenamed(text, m_from, m_to); });
        }
        for (auto &[key, text] : entity.keyTemplates) {
            text = templateRenamed(text);
            if (m_isOfTable && key == m_from)
                key = m_to;
        }
        if (entity.identifiedBy && entity.identifiedBy->attribute == m_from)
            entity.identifiedBy->attribute = m_to;
        entity.unknown = withTexts(entity.unknown, {"uniqueTogether", "[]", "[]"}, renamed());
    }

    void inTable()
    {
        const Table *found = m_model.findTable(m_table);
        if (found == nullptr)
            return;
        Table &table = m_draft.table(static_cast<std::size_t>(found - m_model.tables.data()));
        std::vector<std::string> all;
        for (const Entity &entity : m_model.entities)
            if (entity.table == m_table)
                all.push_back(entity.name);
        for (auto *indexes : {&table.definition.localIndexes, &table.definition.globalIndexes})
            for (schema::IndexDefinition &index : *indexes) {
                inList(index.projection.attributes, all);
                inKey(index.key);
            }
        for (schema::VectorIndexDefinition &index : table.definition.vectorIndexes)
            inVectorIndex(index, all);
        inKey(table.definition.key);
        if (table.timeToLiveAttribute != m_from)
            return;
        if (const Entity *other = rival({}))
            m_remarks.push_back("The time-to-live attribute of " + m_table + " is " + m_from + ", which " + other->name
                                + " has too, so it was left; items of " + m_entities.front()->name + " no longer expire.");
        else
            table.timeToLiveAttribute = m_to;
    }

    void inVectorIndex(schema::VectorIndexDefinition &index, const std::vector<std::string> &entities)
    {
        inList(index.projection.attributes, entities);
        const Entity *other = m_isOfTable ? nullptr : rival({});
        const auto rename = [&](std::string &name) {
            if (name == m_from && other == nullptr)
                name = m_to;
            else if (name == m_from)
                m_remarks.push_back("Vector index " + index.name + " uses " + m_from + ", which " + other->name
                                    + " has too, so it was left; items of " + m_entities.front()->name + " are no longer found there.");
        };
        rename(index.vectorAttribute);
        for (schema::SearchAttribute &element : index.searchSchema)
            rename(element.attribute.name);
    }

    void inKey(schema::KeySchema &key) const
    {
        for (auto *part : {&key.partition, &key.sort})
            for (schema::KeyAttribute &attribute : *part)
                if (m_isOfTable && attribute.name == m_from)
                    attribute.name = m_to;
    }

    void inOperation(Operation &operation, const AccessPattern &pattern)
    {
        if (operation.table != m_table)
            return;
        const std::vector<std::string> entities = operation.entity.empty() ? pattern.entities : std::vector{operation.entity};
        if (!m_isOfTable && !concerns(entities))
            return;
        for (auto &[name, operand] : operation.key)
            if (m_isOfTable && name == m_from)
                name = m_to;
        const bool isSearch = operation.kind == OperationKind::SearchVectors && rival(entities) == nullptr;
        for (KeyComparison &comparison : operation.keyCondition)
            if ((m_isOfTable || isSearch) && comparison.attribute == m_from)
                comparison.attribute = m_to;
        const std::string place = " of access pattern " + pattern.name;
        inExpression(operation.filter, entities, "The filter" + place);
        inExpression(operation.condition, entities, "The condition" + place);
        inExpression(operation.update, entities, "The update" + place);
        for (std::string &path : operation.projection)
            inExpression(path, entities, "The projection" + place);
        for (auto &[name, operand] : operation.item)
            if (name == m_from && rival(entities) == nullptr)
                name = m_to;
    }

    void inPattern(AccessPattern &pattern)
    {
        for (Parameter &parameter : pattern.parameters)
            if (isOurs(parameter.drawnFromEntity) && parameter.drawnFromAttribute == m_from)
                parameter.drawnFromAttribute = m_to;
        for (Step &step : pattern.steps) {
            inOperation(step.operation, pattern);
            for (Operation &part : step.parts)
                inOperation(part, pattern);
        }
        inResults(pattern);
        inExpectation(pattern);
    }

    /// {step.attribute} of steps that read this entity.
    void inResults(AccessPattern &pattern)
    {
        if (!concerns(pattern.entities) || rival(pattern.entities) != nullptr)
            return;
        const auto change = [&](const std::string &name) {
            const std::size_t dot = name.find('.');
            const bool isIt = dot != std::string::npos && name.substr(dot + 1) == m_from;
            return isIt ? name.substr(0, dot + 1) + m_to : name;
        };
        const auto inOperands = [&](std::vector<std::pair<std::string, Operand>> &operands) {
            for (auto &[name, operand] : operands)
                if (auto *text = std::get_if<std::string>(&operand))
                    *text = withPlaceholdersRenamed(*text, change);
        };
        const auto inOne = [&](Operation &operation) {
            inOperands(operation.key);
            inOperands(operation.item);
            inOperands(operation.values);
            for (KeyComparison &comparison : operation.keyCondition)
                for (Operand &operand : comparison.values)
                    if (auto *text = std::get_if<std::string>(&operand))
                        *text = withPlaceholdersRenamed(*text, change);
            if (auto *text = operation.searchVector ? std::get_if<std::string>(&*operation.searchVector) : nullptr)
                *text = withPlaceholdersRenamed(*text, change);
        };
        for (Step &step : pattern.steps) {
            inOne(step.operation);
            std::for_each(step.parts.begin(), step.parts.end(), inOne);
        }
        const auto inText = [&](const std::string &text) { return withPlaceholdersRenamed(text, change); };
        pattern.expectation = withTexts(pattern.expectation, {"values", "*"}, inText);
        for (const std::string_view list : {"after", "changes"})
            pattern.expectation = withTexts(pattern.expectation, {list, "[]", "values", "*"}, inText);
    }

    void inExpectation(AccessPattern &pattern)
    {
        value::Json &expectation = pattern.expectation;
        std::vector<std::string> entities;
        if (const value::Json *named = expectation.find("entities"))
            for (const value::Json &name : named->elements())
                entities.push_back(name.text());
        const std::string place = "The expectation of access pattern " + pattern.name;
        if (!entities.empty() && concerns(entities)) {
            expectation = withTexts(expectation, {"where"}, [&](std::string text) {
                inExpression(text, entities, place);
                return text;
            });
            if (rival(entities) == nullptr) {
                expectation = withTexts(expectation, {"orderBy", "[]", "attribute"}, renamed());
                expectation = withTexts(expectation, {"attributes", "[]"}, renamed());
                expectation = withTexts(expectation, {"nearest", "attribute"}, renamed());
            }
        }
        for (const std::string_view list : {"after", "changes"})
            inEntries(expectation, std::string(list), place);
    }

    void inEntries(value::Json &expectation, const std::string &list, const std::string &place)
    {
        const value::Json *entries = expectation.find(list);
        if (entries == nullptr)
            return;
        value::Json changed = value::Json::array();
        for (const value::Json &entry : entries->elements()) {
            const value::Json *entity = entry.find("entity");
            if (entity == nullptr || !isOurs(entity->text())) {
                changed.append(entry);
                continue;
            }
            value::Json renamedEntry = withTexts(entry, {"where"}, [&](std::string text) {
                inExpression(text, {entity->text()}, place);
                return text;
            });
            changed.append(withTexts(renamedEntry, {"attribute"}, renamed()));
        }
        expectation.set(list, std::move(changed));
    }

    void inFacet(Facet &facet)
    {
        if (facet.table != m_table || !concerns(facet.entities))
            return;
        std::vector<std::string> entities = facet.entities;
        if (entities.empty())
            for (const Entity &entity : m_model.entities)
                entities.push_back(entity.name);
        inList(facet.attributes, entities);
        inExpression(facet.where, entities, "Facet " + facet.name);
        facet.partitionKeyAlias = templateRenamed(facet.partitionKeyAlias);
        facet.sortKeyAlias = templateRenamed(facet.sortKeyAlias);
    }

    void inItems()
    {
        for (std::size_t table = 0; table < m_model.sampleData.size(); ++table) {
            const TableItems &sample = m_model.sampleData[table];
            for (std::size_t i = 0; i < sample.items.size(); ++i) {
                const value::AttributeValue *old = sample.items[i].find(m_from);
                if (old == nullptr || !isOurItem(sample.table, sample.items[i]))
                    continue;
                if (sample.items[i].contains(m_to))
                    throw EditError("A sample item of " + (m_isOfTable ? m_table : m_entities.front()->name)
                                    + " already has an attribute \"" + m_to + "\" that no entity lists; choose another name.");
                value::Item &item = m_draft.item(table, i);
                item.set(m_to, *old);
                item.erase(m_from);
            }
        }
    }

    /// Which entity a request is about cannot be told from it, so it is left to a person.
    void inSavedOperations()
    {
        for (const SavedOperation &saved : m_model.savedOperations) {
            const std::vector<std::string> tables = tablesOf(saved);
            const bool isOnTable = tables.empty() || std::find(tables.begin(), tables.end(), m_table) != tables.end();
            if (isOnTable && mentionsAttribute(saved, m_from))
                m_remarks.push_back("Saved operation " + saved.name + " mentions " + m_from + "; change it there.");
        }
    }

    bool isOurItem(const std::string &table, const value::Item &item) const
    {
        return m_isOfTable ? table == m_table : isOurs(m_model.entityOf(table, item));
    }

    const Model &m_model;
    bool m_isOfTable = false;
    std::vector<const Entity *> m_entities; ///< whose attribute it is
    std::string m_table;
    std::string m_from;
    std::string m_to;
    Draft m_draft;
    std::vector<std::string> m_remarks;
};

bool isKeyAttribute(const Table &table, const std::string &attribute)
{
    const auto inIndex = [&attribute](const schema::IndexDefinition &index) { return index.key.contains(attribute); };
    const schema::TableDefinition &definition = table.definition;
    return definition.key.contains(attribute) || std::any_of(definition.localIndexes.begin(), definition.localIndexes.end(), inIndex)
        || std::any_of(definition.globalIndexes.begin(), definition.globalIndexes.end(), inIndex);
}

} // namespace

Command renameAttribute(const Model &model, const std::string &entityName, const std::string &from, const std::string &to)
{
    const Entity *entity = model.findEntity(entityName);
    if (entity == nullptr)
        throw EditError("There is no entity \"" + entityName + "\".");
    const bool isMark = entity->identifiedBy && entity->identifiedBy->attribute == from;
    if (entity->findAttribute(from) == nullptr && !isMark)
        throw EditError(entityName + " has no attribute \"" + from + "\" to rename.");
    if (to.empty())
        throw EditError("The attribute needs a name.");
    if (from == to)
        return {};
    if (const Table *table = model.findTable(entity->table))
        for (const std::string &name : {from, to})
            if (isKeyAttribute(*table, name))
                throw EditError("\"" + name + "\" is a key attribute of table " + entity->table
                                + "; give the entity an attribute of another name and a key template that uses it.");
    if (entity->findAttribute(to) != nullptr || entity->keyTemplate(to) != nullptr)
        throw EditError(entityName + " already has an attribute \"" + to + "\"; choose another name.");
    return AttributeRename(model, *entity, from, to).command("Rename attribute " + from + " of " + entityName + " to " + to);
}

Command renameKeyAttribute(const Model &model, const std::string &tableName, const std::string &from, const std::string &to)
{
    const Table *table = model.findTable(tableName);
    if (table == nullptr)
        throw EditError("There is no table \"" + tableName + "\".");
    if (!isKeyAttribute(*table, from))
        throw EditError("\"" + from + "\" is no key attribute of table " + tableName + ".");
    if (to.empty() || to.size() > schema::kMaxKeyAttributeNameLength)
        throw EditError("A key attribute needs a name of 1 to 255 bytes.");
    if (from == to)
        return {};
    if (isKeyAttribute(*table, to))
        throw EditError("\"" + to + "\" is a key attribute of table " + tableName + " already; choose another name.");
    for (const Entity &entity : model.entities)
        if (entity.table == tableName && (entity.findAttribute(to) != nullptr || entity.keyTemplate(to) != nullptr))
            throw EditError(entity.name + " already has an attribute \"" + to + "\"; choose another name.");
    return AttributeRename(model, *table, from, to).command("Rename key attribute " + from + " to " + to);
}

} // namespace keywright::model
