#include "core/model/new_parts.h"

#include <algorithm>
#include <functional>

#include "core/model/entity_view.h"
#include "core/model/new_pattern.h"

namespace keywright::model {

namespace {

constexpr const char *kFirstVector = "embedding";
constexpr std::int64_t kFirstDimensions = 3;

using IsTaken = std::function<bool(const std::string &name)>;

/// `stem` with the first number from `first` that is free.
std::string numbered(const std::string &stem, int first, const IsTaken &isTaken)
{
    for (int number = first;; ++number) {
        std::string name = stem + std::to_string(number);
        if (!isTaken(name))
            return name;
    }
}

/// "Order2" of "Order", "Order3" of "Order2".
std::string copyName(const std::string &name, const IsTaken &isTaken)
{
    const std::size_t lastLetter = name.find_last_not_of("0123456789");
    const std::string stem = lastLetter == std::string::npos ? name : name.substr(0, lastLetter + 1);
    return numbered(stem, 2, isTaken);
}

IsTaken tableNames(const Model &model)
{
    return [&model](const std::string &name) { return model.findTable(name) != nullptr; };
}

IsTaken entityNames(const Model &model)
{
    return [&model](const std::string &name) { return model.findEntity(name) != nullptr; };
}

IsTaken facetNames(const Model &model)
{
    return [&model](const std::string &name) {
        return std::any_of(model.facets.begin(), model.facets.end(), [&name](const Facet &facet) { return facet.name == name; });
    };
}

IsTaken indexNames(const Table &table)
{
    return [&table](const std::string &name) { return table.definition.hasIndex(name); };
}

} // namespace

Table newTable(const Model &model)
{
    Table table;
    table.definition.name = numbered("Table", 1, tableNames(model));
    table.definition.key = {{{"PK", schema::KeyType::S}}, {{"SK", schema::KeyType::S}}};
    table.definition.billingMode = schema::BillingMode::PayPerRequest;
    return table;
}

Entity newEntity(const Model &model, const std::string &table)
{
    Entity entity;
    entity.name = numbered("Entity", 1, entityNames(model));
    entity.table = table;
    return entity;
}

Facet newFacet(const Model &model, const std::string &table)
{
    Facet facet;
    facet.name = numbered("Facet", 1, facetNames(model));
    facet.table = table;
    return facet;
}

schema::IndexDefinition newGlobalIndex(const Table &table)
{
    schema::IndexDefinition index;
    index.name = numbered("GSI", 1, indexNames(table));
    index.key = {{{index.name + "PK", schema::KeyType::S}}, {{index.name + "SK", schema::KeyType::S}}};
    return index;
}

schema::IndexDefinition newLocalIndex(const Table &table)
{
    schema::IndexDefinition index;
    index.name = numbered("LSI", 1, indexNames(table));
    index.key = {table.definition.key.partition, {{index.name + "SK", schema::KeyType::S}}};
    return index;
}

schema::VectorIndexDefinition newVectorIndex(const Model &model, const Table &table)
{
    schema::VectorIndexDefinition index;
    index.name = numbered("Vectors", 1, indexNames(table));
    index.vectorAttribute = kFirstVector;
    index.dimensions = kFirstDimensions;
    for (const Entity &entity : model.entities)
        for (const Attribute &attribute : entity.attributes)
            if (entity.table == table.definition.name && attribute.type == value::Type::L && index.vectorAttribute == kFirstVector)
                index.vectorAttribute = attribute.name;
    for (const schema::VectorIndexDefinition &each : table.definition.vectorIndexes)
        if (each.vectorAttribute == index.vectorAttribute)
            index.dimensions = each.dimensions; // which all indexes on it must have
    return index;
}

Relationship newRelationship(const Model &model, const Entity &from, const Entity &to)
{
    Relationship relationship;
    relationship.from = from.name;
    relationship.to = to.name;
    if (from.name != to.name)
        for (const std::string &name : identifyingAttributes(model, from))
            if (to.findAttribute(name) != nullptr)
                relationship.attributes.push_back(name);
    return relationship;
}

Table duplicateOf(const Model &model, const Table &table)
{
    Table copy = table;
    copy.definition.name = copyName(table.definition.name, tableNames(model));
    return copy;
}

Entity duplicateOf(const Model &model, const Entity &entity)
{
    Entity copy = entity;
    copy.name = copyName(entity.name, entityNames(model));
    copy.colour.reset();
    if (copy.identifiedBy && copy.identifiedBy->value == value::AttributeValue(entity.name))
        copy.identifiedBy->value = value::AttributeValue(copy.name);
    else
        copy.identifiedBy.reset();
    return copy;
}

AccessPattern duplicateOf(const Model &model, const AccessPattern &pattern)
{
    AccessPattern copy = pattern;
    copy.name = freePatternName(model, pattern.name);
    return copy;
}

Facet duplicateOf(const Model &model, const Facet &facet)
{
    Facet copy = facet;
    copy.name = copyName(facet.name, facetNames(model));
    return copy;
}

} // namespace keywright::model
