#include "core/model/pattern_follow.h"

#include <algorithm>

#include "core/model/key_template.h"
#include "core/model/names.h"
#include "core/model/step_edits.h"

namespace keywright::model {

using value::Json;

namespace {

bool isRead(OperationKind kind)
{
    using enum OperationKind;
    return kind == GetItem || kind == Query || kind == Scan || kind == BatchGetItem || kind == TransactGetItems;
}

void addNames(const Operand &operand, std::vector<std::string> &names)
{
    const auto *text = std::get_if<std::string>(&operand);
    const auto parsed = text != nullptr ? KeyTemplate::parse(*text) : tl::expected<KeyTemplate, TemplateError>();
    if (text == nullptr || !parsed)
        return;
    for (const std::string &name : parsed->names())
        if (!contains(names, name))
            names.push_back(name);
}

/// The names that the operation asks for exactly.
std::vector<std::string> namesAskedFor(const Operation &operation)
{
    std::vector<std::string> names;
    for (const auto &[attribute, operand] : operation.key)
        addNames(operand, names);
    for (const KeyComparison &comparison : operation.keyCondition)
        if (comparison.op == expression::KeyOperator::Equal)
            addNames(comparison.values.front(), names);
    return names;
}

bool isAttribute(const Model &model, const AccessPattern &pattern, const std::string &name)
{
    return std::any_of(pattern.entities.begin(), pattern.entities.end(), [&](const std::string &each) {
        const Entity *entity = model.findEntity(each);
        const Table *table = entity == nullptr ? nullptr : model.findTable(entity->table);
        return table != nullptr && (entity->findAttribute(name) != nullptr || contains(namesOf(table->definition.key), name));
    });
}

Operation madeAnew(const Model &model, const AccessPattern &pattern, const Operation &like)
{
    const Entity *entity = pattern.entities.empty() ? nullptr : model.findEntity(pattern.entities.front());
    const bool isElsewhere = entity != nullptr && entity->table != like.table && model.findTable(entity->table) != nullptr;
    return operationOn(model, pattern, {}, like.kind, isElsewhere ? entity->table : like.table, isElsewhere ? std::string() : like.index);
}

bool hasSameKey(const Operation &left, const Operation &right)
{
    return left.key == right.key && left.keyCondition == right.keyCondition && left.item == right.item && left.entity == right.entity;
}

void followEntities(const Model &model, const AccessPattern &before, AccessPattern &after)
{
    const bool isChanged = before.entities != after.entities && !after.entities.empty() && before.steps == after.steps;
    if (!isChanged || before.steps.size() != 1 || !isSingleOperation(before.steps.front().operation.kind))
        return;
    Operation &operation = after.steps.front().operation;
    if (model.findTable(operation.table) == nullptr || !hasSameKey(madeAnew(model, before, operation), operation))
        return;
    const Operation made = madeAnew(model, after, operation);
    operation.table = made.table;
    operation.index = made.index;
    operation.key = made.key;
    operation.keyCondition = made.keyCondition;
    operation.item = made.item;
    operation.entity = made.entity;
}

} // namespace

std::optional<Json> expectationByKey(const Model &model, const AccessPattern &pattern)
{
    const auto reads = [](const Step &step) { return isRead(step.operation.kind); };
    if (std::none_of(pattern.steps.begin(), pattern.steps.end(), reads) || pattern.entities.empty())
        return Json();
    if (pattern.steps.size() != 1 || !isSingleOperation(pattern.steps.front().operation.kind))
        return std::nullopt;
    Json entities = Json::array();
    for (const std::string &name : pattern.entities)
        entities.append(Json::string(name));
    std::string where;
    for (const std::string &name : namesAskedFor(pattern.steps.front().operation))
        if (isAttribute(model, pattern, name))
            where += (where.empty() ? "" : " AND ") + name + " = :" + name;
    Json expectation = Json::object({{"entities", std::move(entities)}});
    if (!where.empty())
        expectation.set("where", Json::string(std::move(where)));
    return expectation;
}

void follow(const Model &model, const AccessPattern &before, AccessPattern &after)
{
    followEntities(model, before, after);
    const auto former = expectationByKey(model, before);
    if (!former || !(*former == before.expectation) || !(before.expectation == after.expectation))
        return;
    if (auto now = expectationByKey(model, after))
        after.expectation = std::move(*now);
}

} // namespace keywright::model
