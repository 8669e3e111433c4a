#include "core/exchange/inference_parts.h"

#include <algorithm>

#include "core/model/key_template.h"

namespace keywright::exchange {

namespace {

std::vector<std::string> namesIn(const model::Entity &entity, const std::string &key)
{
    const std::string *text = entity.keyTemplate(key);
    const auto parsed = text == nullptr ? model::KeyTemplate::parse("") : model::KeyTemplate::parse(*text);
    return parsed ? parsed->names() : std::vector<std::string>();
}

/// A placeholder of the entity and the values that its items have for it, where an attribute holds them.
std::set<std::string> valuesOf(const FoundEntity &found, const std::string &attribute)
{
    std::set<std::string> values;
    for (const value::Item *item : *found.items)
        if (const value::AttributeValue *value = item->find(attribute)) {
            if (const auto *text = value->get<std::string>())
                values.insert(*text);
            else if (const auto *number = value->get<value::Decimal>())
                values.insert(number->text());
        }
    return values;
}

/// What the table's own key says of an entity.
struct KeyParts {
    std::string partitionTemplate;
    std::vector<std::string> partition;
    std::vector<std::string> sort;

    explicit KeyParts(const FoundEntity &found) : partition(namesIn(*found.entity, found.table->key.partition.front().name))
    {
        if (const std::string *text = found.entity->keyTemplate(found.table->key.partition.front().name))
            partitionTemplate = *text;
        if (!found.table->key.sort.empty())
            sort = namesIn(*found.entity, found.table->key.sort.front().name);
    }

    /// The one placeholder that makes the whole primary key, or nothing.
    std::string identifier() const
    {
        const bool sortAddsNothing = sort.empty() || (sort.size() == 1 && partition.size() == 1 && sort == partition);
        return partition.size() == 1 && sortAddsNothing ? partition.front() : std::string();
    }
};

bool areContained(const std::set<std::string> &values, const std::set<std::string> &all)
{
    const auto known = std::count_if(values.begin(), values.end(), [&all](const std::string &value) { return all.contains(value); });
    return !values.empty() && static_cast<std::size_t>(known) * 10 >= values.size() * 9;
}

bool isInAnyKey(const model::Entity &entity, const std::string &name)
{
    return std::any_of(entity.keyTemplates.begin(), entity.keyTemplates.end(), [&](const auto &each) {
        const auto names = namesIn(entity, each.first);
        return std::find(names.begin(), names.end(), name) != names.end();
    });
}

InferredRelationship oneToMany(const FoundEntity &one, const FoundEntity &many, const std::string &attribute)
{
    InferredRelationship found;
    found.relationship.name = one.entity->name + " has " + many.entity->name;
    found.relationship.from = one.entity->name;
    found.relationship.to = many.entity->name;
    found.relationship.attributes = {attribute};
    return found;
}

std::optional<InferredRelationship> between(const FoundEntity &one, const FoundEntity &many)
{
    const KeyParts parent(one);
    const KeyParts child(many);
    const std::string identifier = parent.identifier();
    if (identifier.empty() || one.entity == many.entity)
        return std::nullopt;
    const bool sharePartition = one.table == many.table && !child.partition.empty() && parent.partitionTemplate == child.partitionTemplate
        && parent.partitionTemplate != "{" + identifier + "}";
    if (sharePartition && child.identifier().empty()) {
        InferredRelationship found = oneToMany(one, many, identifier);
        const bool isSingle = child.sort.empty();
        found.relationship.kind = isSingle ? model::RelationshipKind::OneToOne : model::RelationshipKind::OneToMany;
        found.confidence = 0.9;
        found.reason = "Items of both have the same partition key, " + parent.partitionTemplate + ".";
        return found;
    }
    const auto values = valuesOf(many, identifier);
    if (child.identifier() == identifier || many.entity->findAttribute(identifier) == nullptr
        || !areContained(values, valuesOf(one, identifier)))
        return std::nullopt;
    InferredRelationship found = oneToMany(one, many, identifier);
    const bool isInKey = isInAnyKey(*many.entity, identifier);
    const bool isUnique = !isInKey && values.size() == many.items->size() && values.size() > 1;
    found.relationship.kind = isUnique ? model::RelationshipKind::OneToOne : model::RelationshipKind::OneToMany;
    found.confidence = isInKey ? 0.8 : 0.6;
    found.reason = std::string(isInKey ? "A key" : "An attribute") + " of " + many.entity->name + " holds " + identifier + ", the key of "
        + one.entity->name + ".";
    return found;
}

/// An entity whose key is two other entities' identifiers is the edge between them.
std::optional<InferredRelationship> across(const FoundEntity &edge, const std::vector<FoundEntity> &all)
{
    const KeyParts parts(edge);
    if (parts.partition.size() != 1 || parts.sort.size() != 1 || parts.partition == parts.sort)
        return std::nullopt;
    const FoundEntity *from = nullptr;
    const FoundEntity *to = nullptr;
    for (const FoundEntity &each : all) {
        const std::string identifier = KeyParts(each).identifier();
        if (identifier.empty() || each.entity == edge.entity)
            continue;
        if (from == nullptr && identifier == parts.partition.front() && KeyParts(each).partitionTemplate == parts.partitionTemplate)
            from = &each;
        else if (to == nullptr && identifier == parts.sort.front() && areContained(valuesOf(edge, identifier), valuesOf(each, identifier)))
            to = &each;
    }
    if (from == nullptr || to == nullptr)
        return std::nullopt;
    InferredRelationship found;
    found.relationship.name = from->entity->name + " and " + to->entity->name;
    found.relationship.from = from->entity->name;
    found.relationship.to = to->entity->name;
    found.relationship.kind = model::RelationshipKind::ManyToMany;
    found.relationship.through = edge.entity->name;
    found.confidence = 0.7;
    found.reason = "The key of " + edge.entity->name + " is made of " + parts.partition.front() + " and " + parts.sort.front() + ".";
    return found;
}

} // namespace

std::vector<InferredRelationship> findRelationships(const std::vector<FoundEntity> &entities)
{
    std::vector<InferredRelationship> all;
    for (const FoundEntity &one : entities)
        for (const FoundEntity &many : entities)
            if (auto found = between(one, many))
                all.push_back(std::move(*found));
    for (const FoundEntity &edge : entities)
        if (auto found = across(edge, entities))
            all.push_back(std::move(*found));
    return all;
}

} // namespace keywright::exchange
