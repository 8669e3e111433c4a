#include "core/model/new_pattern.h"

#include <algorithm>

#include "core/model/entity_view.h"
#include "core/model/key_template.h"
#include "core/model/names.h"

namespace keywright::model {

using value::Json;

namespace {

/// The first sample item of the entity, or of the table where there is no entity; null without one.
const value::Item *firstSample(const Model &model, const std::string &table, const Entity *entity)
{
    const TableItems *sample = model.sampleDataOf(table);
    if (sample == nullptr)
        return nullptr;
    const auto isOfIt = [&](const value::Item &item) { return entity == nullptr || model.entityOf(table, item) == entity; };
    const auto found = std::find_if(sample->items.begin(), sample->items.end(), isOfIt);
    return found == sample->items.end() ? nullptr : &*found;
}

Parameter parameterFor(const Model &model, const Entity &entity, const std::string &name, const value::Item *sample)
{
    Parameter parameter;
    parameter.name = name;
    if (const Attribute *attribute = entity.findAttribute(name)) {
        parameter.type = attribute->type;
        parameter.drawnFromEntity = entity.name;
        parameter.drawnFromAttribute = name;
    }
    if (sample != nullptr)
        if (const value::Item view = viewOf(model, entity, *sample); const value::AttributeValue *value = view.find(name))
            parameter.example = *value;
    return parameter;
}

AccessPattern ofEntity(const Model &model, const Table &table, const Entity &entity)
{
    AccessPattern pattern;
    pattern.name = "Get " + entity.name;
    pattern.entities = {entity.name};
    const value::Item *sample = firstSample(model, entity.table, &entity);
    Operation operation{OperationKind::GetItem, entity.table};
    std::string where;
    for (const std::string &key : namesOf(table.definition.key)) {
        const std::string *text = entity.keyTemplate(key);
        operation.key.emplace_back(key, text != nullptr ? *text : "{" + key + "}");
        const auto parsed = KeyTemplate::parse(std::get<std::string>(operation.key.back().second));
        if (!parsed)
            continue; // the template's own problem says so
        for (const std::string &name : parsed->names()) {
            const auto isIt = [&name](const Parameter &each) { return each.name == name; };
            if (std::any_of(pattern.parameters.begin(), pattern.parameters.end(), isIt))
                continue;
            pattern.parameters.push_back(parameterFor(model, entity, name, sample));
            where += (where.empty() ? "" : " AND ") + name + " = :" + name;
        }
    }
    pattern.steps.push_back(Step{.operation = std::move(operation)});
    if (!where.empty())
        pattern.expectation =
            Json::object({{"entities", Json::array({Json::string(entity.name)})}, {"where", Json::string(std::move(where))}});
    return pattern;
}

AccessPattern ofTable(const Model &model, const Table &table)
{
    AccessPattern pattern;
    pattern.name = "Get item of " + table.definition.name;
    const value::Item *sample = firstSample(model, table.definition.name, nullptr);
    Operation operation{OperationKind::GetItem, table.definition.name};
    for (const auto *keys : {&table.definition.key.partition, &table.definition.key.sort}) {
        for (const schema::KeyAttribute &key : *keys) {
            operation.key.emplace_back(key.name, "{" + key.name + "}");
            Parameter parameter;
            parameter.name = key.name;
            parameter.type = key.type == schema::KeyType::N ? value::Type::N
                : key.type == schema::KeyType::B            ? value::Type::B
                                                            : value::Type::S;
            if (const value::AttributeValue *value = sample == nullptr ? nullptr : sample->find(key.name))
                parameter.example = *value;
            pattern.parameters.push_back(std::move(parameter));
        }
    }
    pattern.steps.push_back(Step{.operation = std::move(operation)});
    return pattern;
}

} // namespace

AccessPattern newAccessPattern(const Model &model, const Entity *entity)
{
    const Table *table = entity != nullptr ? model.findTable(entity->table) : nullptr;
    if (table == nullptr && model.tables.empty())
        throw EditError("An access pattern asks a table, and the model has none yet; add a table first.");
    AccessPattern pattern = table != nullptr ? ofEntity(model, *table, *entity) : ofTable(model, model.tables.front());
    pattern.name = freePatternName(model, pattern.name);
    return pattern;
}

std::string freePatternName(const Model &model, const std::string &wish)
{
    std::string name = wish;
    for (int number = 2; model.findAccessPattern(name) != nullptr; ++number)
        name = wish + " " + std::to_string(number);
    return name;
}

} // namespace keywright::model
