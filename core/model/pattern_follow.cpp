#include "core/model/pattern_follow.h"

#include <algorithm>

#include "core/model/derived_expectation.h"
#include "core/model/names.h"
#include "core/model/step_edits.h"

namespace keywright::model {

namespace {

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

} // namespace

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

void followOperation(const Model &model, const AccessPattern &before, AccessPattern &after)
{
    if (!isDerived(after))
        return;
    const bool isWritten = !(before.expectation == after.expectation) || !isDerived(before);
    if (!isWritten) {
        deriveExpectation(model, after);
        return;
    }
    AccessPattern derived = after;
    deriveExpectation(model, derived);
    if (!(derived.expectation == after.expectation))
        after.expectation = writtenByHand(after.expectation);
}

} // namespace keywright::model
