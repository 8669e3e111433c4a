#include "core/model/new_pattern.h"

#include "core/model/derived_expectation.h"
#include "core/model/names.h"
#include "core/model/step_edits.h"
#include "core/model/step_parts.h"

namespace keywright::model {

namespace {

AccessPattern ofEntity(const Model &model, const Table &table, const Entity &entity)
{
    AccessPattern pattern;
    pattern.name = "Get " + entity.name;
    pattern.entities = {entity.name};
    Operation operation{OperationKind::GetItem, entity.table};
    for (const std::string &key : namesOf(table.definition.key)) {
        const std::string *text = entity.keyTemplate(key);
        operation.key.emplace_back(key, text != nullptr ? *text : "{" + key + "}");
    }
    pattern.steps.push_back(Step{.operation = std::move(operation)});
    addMissingParameters(model, pattern);
    deriveExpectation(model, pattern);
    return pattern;
}

AccessPattern ofTable(const Model &model, const Table &table)
{
    AccessPattern pattern;
    pattern.name = "Get item of " + table.definition.name;
    const TableItems *items = model.sampleDataOf(table.definition.name);
    const value::Item *sample = items == nullptr || items->items.empty() ? nullptr : &items->items.front();
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
    deriveExpectation(model, pattern);
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

AccessPattern newTransaction(const Model &model, const Entity *entity)
{
    if (model.tables.empty())
        throw EditError("A transaction writes to tables, and the model has none yet; add a table first.");
    AccessPattern pattern;
    pattern.name = freePatternName(model, entity == nullptr ? "Transaction" : "Write " + entity->name);
    if (entity != nullptr)
        pattern.entities = {entity->name};
    pattern.steps.push_back(stepOf(model, pattern, {}, OperationKind::TransactWriteItems));
    addMissingParameters(model, pattern);
    deriveExpectation(model, pattern);
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
