#include "core/model/model.h"

#include <algorithm>
#include <array>

#include "core/model/recognition.h"

namespace keywright::model {

namespace {

constexpr std::array<std::string_view, 12> kOperations{
    "GetItem", "PutItem",      "UpdateItem",     "DeleteItem",       "ConditionCheck",     "Query",
    "Scan",    "BatchGetItem", "BatchWriteItem", "TransactGetItems", "TransactWriteItems", "SearchVectors"};

constexpr std::array<std::string_view, 3> kRelationships{"one-to-one", "one-to-many", "many-to-many"};
constexpr std::array<std::string_view, 3> kCards{"table", "entity", "note"};

template <typename Enum, std::size_t count>
std::optional<Enum> fromText(const std::array<std::string_view, count> &texts, std::string_view text)
{
    const auto found = std::find(texts.begin(), texts.end(), text);
    if (found == texts.end())
        return std::nullopt;
    return static_cast<Enum>(found - texts.begin());
}

template <typename T>
const T *findByName(const std::vector<T> &all, std::string_view name)
{
    const auto found = std::find_if(all.begin(), all.end(), [name](const T &one) { return one.name == name; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace

std::string_view textOf(OperationKind kind)
{
    return kOperations.at(static_cast<std::size_t>(kind));
}

std::optional<OperationKind> operationKindFromText(std::string_view text)
{
    return fromText<OperationKind>(kOperations, text);
}

std::string_view textOf(RelationshipKind kind)
{
    return kRelationships.at(static_cast<std::size_t>(kind));
}

std::optional<RelationshipKind> relationshipKindFromText(std::string_view text)
{
    return fromText<RelationshipKind>(kRelationships, text);
}

std::string_view textOf(CardKind kind)
{
    return kCards.at(static_cast<std::size_t>(kind));
}

std::optional<CardKind> cardKindFromText(std::string_view text)
{
    return fromText<CardKind>(kCards, text);
}

const std::string *Entity::keyTemplate(std::string_view keyAttribute) const
{
    for (const auto &[attribute, text] : keyTemplates)
        if (attribute == keyAttribute)
            return &text;
    return nullptr;
}

const Attribute *Entity::findAttribute(std::string_view attributeName) const
{
    return findByName(attributes, attributeName);
}

const Table *Model::findTable(std::string_view tableName) const
{
    const auto found =
        std::find_if(tables.begin(), tables.end(), [tableName](const Table &table) { return table.definition.name == tableName; });
    return found == tables.end() ? nullptr : &*found;
}

const Entity *Model::findEntity(std::string_view entityName) const
{
    return findByName(entities, entityName);
}

const AccessPattern *Model::findAccessPattern(std::string_view patternName) const
{
    return findByName(accessPatterns, patternName);
}

const TableItems *Model::sampleDataOf(std::string_view tableName) const
{
    const auto found =
        std::find_if(sampleData.begin(), sampleData.end(), [tableName](const TableItems &items) { return items.table == tableName; });
    return found == sampleData.end() ? nullptr : &*found;
}

const Entity *Model::entityOf(std::string_view tableName, const value::Item &item) const
{
    for (const Entity &entity : entities) {
        if (entity.table != tableName || !entity.identifiedBy)
            continue;
        const value::AttributeValue *mark = item.find(entity.identifiedBy->attribute);
        if (mark != nullptr && *mark == entity.identifiedBy->value)
            return &entity;
    }
    return recognised(*this, tableName, item);
}

std::size_t Model::itemCount() const
{
    std::size_t count = 0;
    for (const TableItems &items : sampleData)
        count += items.items.size();
    return count;
}

} // namespace keywright::model
