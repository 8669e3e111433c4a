#include "core/model/problems.h"

#include <algorithm>
#include <set>

#include "core/model/entity_view.h"
#include "core/model/key_template.h"
#include "core/model/names.h"
#include "core/model/saved_operations.h"
#include "core/model/step_edits.h"
#include "core/schema/table_rules.h"
#include "core/value/dynamodb_json.h"

namespace keywright::model {

namespace {

class Finder {
public:
    explicit Finder(const Model &model) : m_model(model) { }

    std::vector<Problem> find()
    {
        findInNames();
        for (std::size_t i = 0; i < m_model.tables.size(); ++i)
            findInTable(m_model.tables[i], element("tables", i));
        for (std::size_t i = 0; i < m_model.entities.size(); ++i)
            findInEntity(m_model.entities[i], element("entities", i));
        for (std::size_t i = 0; i < m_model.relationships.size(); ++i)
            findInRelationship(m_model.relationships[i], element("relationships", i));
        for (std::size_t i = 0; i < m_model.accessPatterns.size(); ++i)
            findInPattern(m_model.accessPatterns[i], element("accessPatterns", i));
        for (std::size_t i = 0; i < m_model.facets.size(); ++i)
            findInFacet(m_model.facets[i], element("facets", i));
        for (std::size_t i = 0; i < m_model.sampleData.size(); ++i)
            findInItems(m_model.sampleData[i], element("sampleData", i));
        for (std::size_t i = 0; i < m_model.savedOperations.size(); ++i)
            findInSavedOperation(m_model.savedOperations[i], element("savedOperations", i));
        return std::move(m_problems);
    }

private:
    void error(const std::string &place, const std::string &message) { m_problems.push_back({Severity::Error, place, message}); }
    void warn(const std::string &place, const std::string &message) { m_problems.push_back({Severity::Warning, place, message}); }

    template <typename T, typename NameOf>
    void findTwice(const std::vector<T> &all, const std::string &array, NameOf nameOf)
    {
        std::set<std::string> seen;
        for (std::size_t i = 0; i < all.size(); ++i)
            if (!seen.insert(nameOf(all[i])).second)
                error(element(array, i) + ".name", "The name \"" + nameOf(all[i]) + "\" is used twice; rename one of the two.");
    }

    void findInNames()
    {
        findTwice(m_model.tables, "tables", [](const Table &table) { return table.definition.name; });
        findTwice(m_model.entities, "entities", [](const Entity &entity) { return entity.name; });
        findTwice(m_model.accessPatterns, "accessPatterns", [](const AccessPattern &pattern) { return pattern.name; });
        findTwice(m_model.savedOperations, "savedOperations", [](const SavedOperation &saved) { return saved.name; });
        findTwice(m_model.facets, "facets", [](const Facet &facet) { return facet.table + "/" + facet.name; });
    }

    void findInTable(const Table &table, const std::string &place)
    {
        if (const auto broken = schema::brokenRule(table.definition))
            error(place, "DynamoDB would refuse this table: " + *broken);
    }

    const Table *tableAt(const std::string &name, const std::string &place)
    {
        const Table *table = m_model.findTable(name);
        if (table == nullptr)
            error(place, "There is no table \"" + name + "\"; choose one of the model's tables.");
        return table;
    }

    /// It may be meant for a table that only a connection has, so this is no error.
    void findInSavedOperation(const SavedOperation &saved, const std::string &place)
    {
        for (const std::string &name : tablesOf(saved))
            if (m_model.findTable(name) == nullptr)
                warn(place + ".request",
                     "The saved operation \"" + saved.name + "\" is on a table \"" + name + "\", which this model does not have.");
    }

    void checkEntityName(const std::string &name, const std::string &place)
    {
        if (m_model.findEntity(name) == nullptr)
            error(place, "There is no entity \"" + name + "\"; choose one of the model's entities.");
    }

    static bool isKeyAttribute(const schema::TableDefinition &table, const std::string &attribute)
    {
        const auto inIndex = [&attribute](const schema::IndexDefinition &index) { return index.key.contains(attribute); };
        return table.key.contains(attribute) || std::any_of(table.localIndexes.begin(), table.localIndexes.end(), inIndex)
            || std::any_of(table.globalIndexes.begin(), table.globalIndexes.end(), inIndex);
    }

    void findInEntity(const Entity &entity, const std::string &place)
    {
        const Table *table = tableAt(entity.table, place + ".table");
        for (const auto &[attribute, text] : entity.keyTemplates) {
            const std::string here = place + ".keyTemplates." + attribute;
            if (table != nullptr && !isKeyAttribute(table->definition, attribute))
                error(here, "\"" + attribute + "\" is no key attribute of table " + entity.table + " or its indexes.");
            checkTemplate(
                text, here, [&entity](const std::string &name) { return entity.findAttribute(name) != nullptr; },
                "entity " + entity.name + " has no attribute");
        }
        if (table == nullptr)
            return;
        for (const auto *part : {&table->definition.key.partition, &table->definition.key.sort})
            for (const schema::KeyAttribute &attribute : *part)
                if (entity.keyTemplate(attribute.name) == nullptr && entity.findAttribute(attribute.name) == nullptr)
                    error(place + ".keyTemplates",
                          "Entity " + entity.name + " has no key template for " + attribute.name
                              + ", so its items have no primary key; add one.");
    }

    template <typename IsKnown>
    void checkTemplate(const std::string &text, const std::string &place, IsKnown isKnown, const std::string &unknownIs)
    {
        const auto parsed = KeyTemplate::parse(text);
        if (!parsed) {
            error(place,
                  "The template \"" + text + "\" does not parse at character " + std::to_string(parsed.error().offset + 1) + ": "
                      + parsed.error().message + ".");
            return;
        }
        for (const std::string &name : parsed->names())
            if (!isKnown(name))
                error(place, "The template \"" + text + "\" uses {" + name + "}, but " + unknownIs + " of that name.");
    }

    void findInRelationship(const Relationship &relationship, const std::string &place)
    {
        checkEntityName(relationship.from, place + ".from");
        checkEntityName(relationship.to, place + ".to");
        if (!relationship.through.empty())
            checkEntityName(relationship.through, place + ".through");
    }

    void findInPattern(const AccessPattern &pattern, const std::string &place)
    {
        for (std::size_t i = 0; i < pattern.entities.size(); ++i)
            checkEntityName(pattern.entities[i], element(place + ".entities", i));
        std::set<std::string> earlierSteps;
        for (std::size_t i = 0; i < pattern.steps.size(); ++i) {
            const Step &step = pattern.steps[i];
            const std::string here = element(place + ".steps", i);
            if (!isSingleOperation(step.operation.kind) && step.parts.empty())
                error(here + ".parts", std::string(textOf(step.operation.kind)) + " needs at least one part; add one to parts.");
            findInOperation(pattern, step, step.operation, here, earlierSteps);
            for (std::size_t part = 0; part < step.parts.size(); ++part)
                findInOperation(pattern, step, step.parts[part], element(here + ".parts", part), earlierSteps);
            if (!step.name.empty())
                earlierSteps.insert(step.name);
        }
    }

    void findInOperation(const AccessPattern &pattern, const Step &step, const Operation &operation, const std::string &place,
                         const std::set<std::string> &earlierSteps)
    {
        if (!operation.forEach.empty() && !earlierSteps.contains(operation.forEach))
            error(place + ".forEach", "There is no earlier step \"" + operation.forEach + "\" whose items could be repeated over.");
        if (!operation.entity.empty())
            checkEntityName(operation.entity, place + ".entity");
        if (operation.table.empty())
            return;
        const Table *table = tableAt(operation.table, place + ".table");
        if (table != nullptr)
            findInIndexOf(operation, table->definition, place);

        const auto isKnown = [&](const std::string &name) {
            const std::string step1 = name.substr(0, name.find('.'));
            const auto isNamed = [&name](const Parameter &parameter) { return parameter.name == name; };
            return std::any_of(pattern.parameters.begin(), pattern.parameters.end(), isNamed) || earlierSteps.contains(step1)
                || (step.fanOut && step.fanOut->placeholder == name);
        };
        const auto check = [&](const Operand &operand, const std::string &here) {
            if (const auto *text = std::get_if<std::string>(&operand))
                checkTemplate(*text, here, isKnown, "the access pattern has no parameter or earlier step");
        };
        for (const auto &[name, operand] : operation.key)
            check(operand, place + ".key." + name);
        for (const auto &[name, operand] : operation.item)
            check(operand, place + ".item." + name);
        for (const auto &[name, operand] : operation.values)
            check(operand, place + ".values." + name);
        if (operation.searchVector)
            check(*operation.searchVector, place + ".searchVector");
        for (std::size_t i = 0; i < operation.keyCondition.size(); ++i)
            for (std::size_t v = 0; v < operation.keyCondition[i].values.size(); ++v)
                check(operation.keyCondition[i].values[v], element(element(place + ".keyCondition", i) + ".values", v));
    }

    void findInIndexOf(const Operation &operation, const schema::TableDefinition &table, const std::string &place)
    {
        const bool isSearch = operation.kind == OperationKind::SearchVectors;
        const std::string missing = "Table " + operation.table + " has no ";
        if (isSearch && table.findVectorIndex(operation.index) == nullptr)
            error(place + ".index", missing + "vector index \"" + operation.index + "\".");
        else if (!isSearch && table.findVectorIndex(operation.index) != nullptr)
            error(place + ".index", operation.index + " is a vector index, which only SearchVectors reads.");
        else if (!isSearch && !operation.index.empty() && table.findIndex(operation.index) == nullptr)
            error(place + ".index", missing + "index \"" + operation.index + "\".");
    }

    /// What the service would refuse of the item.
    void findInVectorsOf(const schema::TableDefinition &table, const value::Item &item, const std::string &place)
    {
        for (const schema::VectorIndexDefinition &index : table.vectorIndexes) {
            const value::AttributeValue *vector = item.find(index.vectorAttribute);
            const auto *list = vector == nullptr ? nullptr : vector->get<value::List>();
            const bool isVector = list != nullptr && static_cast<std::int64_t>(list->size()) == index.dimensions
                && std::all_of(list->begin(), list->end(), [](const auto &each) { return each.type() == value::Type::N; });
            if (vector != nullptr && !isVector)
                error(place + "." + index.vectorAttribute,
                      index.vectorAttribute + " is no list of " + std::to_string(index.dimensions) + " numbers, as the vector index "
                          + index.name + " demands.");
        }
    }

    void findInFacet(const Facet &facet, const std::string &place)
    {
        tableAt(facet.table, place + ".table");
        for (std::size_t i = 0; i < facet.entities.size(); ++i)
            checkEntityName(facet.entities[i], element(place + ".entities", i));
    }

    void findInItems(const TableItems &items, const std::string &place)
    {
        const Table *table = tableAt(items.table, place + ".table");
        if (table == nullptr)
            return;
        std::set<std::string> primaryKeys;
        for (std::size_t i = 0; i < items.items.size(); ++i) {
            const value::Item &item = items.items[i];
            const std::string here = element(place + ".items", i);
            const Entity *entity = m_model.entityOf(items.table, item);
            if (entity != nullptr) {
                findInKeysOf(*entity, item, here);
                findInValuesOf(*entity, item, here);
            } else if (!m_model.entities.empty())
                warn(here, "This item belongs to no entity; give it the identifying attribute of one, or a key that a template builds.");
            findInVectorsOf(table->definition, item, here);
            if (const std::string lacking = lackingKey(table->definition, item); !lacking.empty())
                error(here, "This item has no " + lacking + ", a key attribute of " + items.table + ", so the table cannot hold it.");
            else if (!primaryKeys.insert(primaryKeyText(table->definition, item)).second)
                error(here, "Another item has the same primary key; only the last one stays in the table.");
        }
    }

    void findInValuesOf(const Entity &entity, const value::Item &item, const std::string &place)
    {
        const value::Item whole = completed(m_model, entity, item);
        for (const Attribute &attribute : entity.attributes) {
            const value::AttributeValue *value = whole.find(attribute.name);
            if (value == nullptr) {
                if (attribute.required)
                    warn(place, entity.name + " requires " + attribute.name + ", which this item lacks.");
            } else if (value->type() != attribute.type && value->type() != value::Type::Null) {
                warn(place + "." + attribute.name,
                     "The value is of type " + std::string(tagOf(value->type())) + ", but " + attribute.name + " of " + entity.name
                         + " is of type " + std::string(tagOf(attribute.type)) + ".");
            } else if (isEmptyText(*value) && identifies(entity, attribute.name)) {
                warn(place + "." + attribute.name,
                     attribute.name + " is empty, but the item's primary key is built of it; give it a value.");
            }
        }
    }

    static bool isEmptyText(const value::AttributeValue &value)
    {
        return value.type() == value::Type::S && value.get<std::string>()->empty();
    }

    bool identifies(const Entity &entity, const std::string &attribute) const
    {
        const std::vector<std::string> identifying = identifyingAttributes(m_model, entity);
        return std::find(identifying.begin(), identifying.end(), attribute) != identifying.end();
    }

    /// The first key attribute that the item has not; empty when it has all.
    static std::string lackingKey(const schema::TableDefinition &table, const value::Item &item)
    {
        for (const auto *part : {&table.key.partition, &table.key.sort})
            for (const schema::KeyAttribute &attribute : *part)
                if (!item.contains(attribute.name))
                    return attribute.name;
        return {};
    }

    static std::string primaryKeyText(const schema::TableDefinition &table, const value::Item &item)
    {
        value::Item key;
        for (const auto *part : {&table.key.partition, &table.key.sort})
            for (const schema::KeyAttribute &attribute : *part)
                if (const value::AttributeValue *value = item.find(attribute.name))
                    key.set(attribute.name, *value);
        return value::toDynamoDbJson(key).compact();
    }

    void findInKeysOf(const Entity &entity, const value::Item &item, const std::string &place)
    {
        const value::Item whole = completed(m_model, entity, item);
        for (const auto &[attribute, text] : entity.keyTemplates) {
            const auto parsed = KeyTemplate::parse(text);
            if (!parsed)
                continue; // reported at the entity
            const auto built = parsed->build(whole);
            const value::AttributeValue *stored = item.find(attribute);
            if (!built)
                error(place + "." + attribute, built.error().message + ".");
            else if (*built && stored == nullptr)
                warn(place,
                     "The item has no " + attribute + ", but its template \"" + text + "\" builds \"" + displayText(**built) + "\".");
            else if (!*built && stored != nullptr)
                warn(place + "." + attribute, "The item has " + attribute + ", but lacks an attribute of its template \"" + text + "\".");
            else if (*built && *stored != **built)
                warn(place + "." + attribute,
                     "The item has \"" + displayText(*stored) + "\" here, but its template \"" + text + "\" builds \""
                         + displayText(**built) + "\".");
        }
    }

    const Model &m_model;
    std::vector<Problem> m_problems;
};

} // namespace

std::vector<Problem> findProblems(const Model &model)
{
    return Finder(model).find();
}

} // namespace keywright::model
