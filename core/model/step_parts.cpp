#include "core/model/step_parts.h"

#include <algorithm>
#include <array>

#include "core/expression/mentions.h"
#include "core/model/key_template.h"
#include "core/model/names.h"
#include "core/model/step_edits.h"
#include "core/model/survey.h"

namespace keywright::model {

namespace {

using enum OperationKind;

/// What DynamoDB says of its calls that are made of parts.
struct Whole {
    OperationKind kind;
    std::size_t most;
    std::span<const OperationKind> parts;
};

constexpr std::array kTransactWrites{PutItem, UpdateItem, DeleteItem, ConditionCheck};
constexpr std::array kBatchWrites{PutItem, DeleteItem};
constexpr std::array kGets{GetItem};
constexpr std::array kWholes{Whole{TransactWriteItems, 100, kTransactWrites}, Whole{TransactGetItems, 100, kGets},
                             Whole{BatchGetItem, 100, kGets}, Whole{BatchWriteItem, 25, kBatchWrites}};

const Whole *wholeOf(OperationKind kind)
{
    const auto found = std::find_if(kWholes.begin(), kWholes.end(), [kind](const Whole &each) { return each.kind == kind; });
    return found == kWholes.end() ? nullptr : &*found;
}

bool canHave(const Whole &whole, OperationKind part)
{
    return std::find(whole.parts.begin(), whole.parts.end(), part) != whole.parts.end();
}

/// The table that a new operation of the pattern is about.
std::string tableFor(const Model &model, const AccessPattern &pattern, const std::string &wish)
{
    if (model.findTable(wish) != nullptr)
        return wish;
    for (const std::string &name : pattern.entities)
        if (const Entity *entity = model.findEntity(name); entity != nullptr && model.findTable(entity->table) != nullptr)
            return entity->table;
    if (model.tables.empty())
        throw EditError("An operation is on a table, and the model has none yet; add a table first.");
    return model.tables.front().definition.name;
}

Operation partAbout(const Model &model, const AccessPattern &pattern, OperationKind kind, const Entity *entity)
{
    const Operation part = operationOn(model, pattern, {}, kind, tableFor(model, pattern, entity ? entity->table : std::string()), {});
    return entity == nullptr ? part : operationAbout(model, part, *entity);
}

/// What a part may not say.
void fitPart(OperationKind whole, Operation &part)
{
    if (whole == BatchWriteItem)
        part.condition.clear();
    if (whole == TransactGetItems)
        part.consistentRead = false;
    dropUnusedValues(part);
}

std::vector<Operation> partsFrom(const Model &model, const AccessPattern &pattern, const Step &before, const Whole &whole)
{
    std::vector<Operation> parts = before.parts;
    const bool isAlone = isSingleOperation(before.operation.kind);
    if (isAlone && before.operation.index.empty() && before.operation.kind != Scan && !before.operation.table.empty())
        parts = {before.operation};
    for (Operation &part : parts) {
        if (!canHave(whole, part.kind))
            part = operationOn(model, pattern, part, whole.parts.front(), tableFor(model, pattern, part.table), {});
        fitPart(whole.kind, part);
    }
    return parts;
}

bool hasPartAbout(const Model &model, const Step &step, const Entity &entity)
{
    return std::any_of(step.parts.begin(), step.parts.end(), [&](const Operation &part) { return entityOf(model, part) == &entity; });
}

/// Whether two templates are the same but for the names in their braces.
bool sameShape(const std::string &left, const std::string &right)
{
    const auto one = KeyTemplate::parse(left);
    const auto other = KeyTemplate::parse(right);
    if (!one || !other || one->parts().size() != other->parts().size())
        return left == right;
    for (std::size_t i = 0; i < one->parts().size(); ++i) {
        const TemplatePart &a = one->parts()[i];
        const TemplatePart &b = other->parts()[i];
        if (a.isPlaceholder != b.isPlaceholder || (!a.isPlaceholder && a.text != b.text))
            return false;
    }
    return true;
}

using Same = bool (*)(const std::string &left, const std::string &right);

bool hasKeyOf(const Operation &operation, const Entity &entity, Same same)
{
    return std::all_of(operation.key.begin(), operation.key.end(), [&](const auto &key) {
        const auto *text = std::get_if<std::string>(&key.second);
        const auto built = Survey::builds(entity, key.first);
        return text != nullptr && built && same(*text, *built);
    });
}

/// The filter `shard` of a placeholder; null without one.
const TemplateFilter *shardFilter(const TemplatePart &part)
{
    for (const TemplateFilter &filter : part.filters)
        if (filter.name == "shard")
            return &filter;
    return nullptr;
}

std::string withShardRunning(const std::string &text, const std::string &placeholder)
{
    const auto parsed = KeyTemplate::parse(text);
    if (!parsed)
        return text;
    std::string changed;
    for (const TemplatePart &part : parsed->parts())
        changed += part.isPlaceholder && shardFilter(part) != nullptr ? "{" + placeholder + "}" : text.substr(part.offset, part.length);
    return changed;
}

} // namespace

std::span<const OperationKind> partKindsOf(OperationKind whole)
{
    const Whole *found = wholeOf(whole);
    return found == nullptr ? std::span<const OperationKind>() : found->parts;
}

std::size_t mostParts(OperationKind whole)
{
    const Whole *found = wholeOf(whole);
    return found == nullptr ? 0 : found->most;
}

Step stepOf(const Model &model, const AccessPattern &pattern, const Step &before, OperationKind kind)
{
    Step after = before;
    const Whole *whole = wholeOf(kind);
    if (whole == nullptr) {
        const Operation &from = before.parts.empty() ? before.operation : before.parts.front();
        const std::string table = tableFor(model, pattern, from.table);
        after.operation = operationOn(model, pattern, from, kind, table, from.index);
        after.parts.clear();
        if (kind != Query && kind != Scan)
            after.fanOut.reset();
        return after;
    }
    after.operation = Operation{};
    after.operation.kind = kind;
    after.operation.unknown = before.operation.unknown;
    after.operation.wording = before.operation.wording;
    if (kind == TransactWriteItems)
        after.operation.clientRequestToken = before.operation.clientRequestToken;
    after.fanOut.reset();
    after.parts = partsFrom(model, pattern, before, *whole);
    for (const std::string &name : pattern.entities)
        if (const Entity *entity = model.findEntity(name); isSingleOperation(before.operation.kind) && entity != nullptr)
            if (!hasPartAbout(model, after, *entity) && after.parts.size() < whole->most)
                after.parts.push_back(partAbout(model, pattern, whole->parts.front(), entity));
    if (after.parts.empty())
        after.parts.push_back(partAbout(model, pattern, whole->parts.front(), nullptr));
    return after;
}

Operation newPart(const Model &model, const AccessPattern &pattern, const Step &step)
{
    const Whole *whole = wholeOf(step.operation.kind);
    if (whole == nullptr)
        throw EditError("A " + std::string(textOf(step.operation.kind)) + " has no parts.");
    if (step.parts.size() >= whole->most)
        throw EditError("A " + std::string(textOf(whole->kind)) + " has at most " + std::to_string(whole->most) + " parts.");
    for (const std::string &name : pattern.entities)
        if (const Entity *entity = model.findEntity(name); entity != nullptr && !hasPartAbout(model, step, *entity))
            return partAbout(model, pattern, whole->parts.front(), entity);
    for (const Entity &entity : model.entities)
        if (!hasPartAbout(model, step, entity))
            return partAbout(model, pattern, whole->parts.front(), &entity);
    return partAbout(model, pattern, whole->parts.front(), model.entities.empty() ? nullptr : &model.entities.front());
}

Operation operationAbout(const Model &model, const Operation &before, const Entity &entity)
{
    AccessPattern about;
    about.entities = {entity.name};
    Operation emptied = before;
    emptied.key.clear();
    emptied.item.clear();
    emptied.entity.clear();
    emptied.keyCondition.clear();
    const bool isSamePlace = before.table == entity.table;
    return operationOn(model, about, emptied, before.kind, entity.table, isSamePlace ? before.index : std::string());
}

const Entity *entityOf(const Model &model, const Operation &operation)
{
    if (!operation.entity.empty())
        return model.findEntity(operation.entity);
    if (operation.key.empty())
        return nullptr;
    for (const Same same : {Same([](const std::string &left, const std::string &right) { return left == right; }), Same(sameShape)})
        for (const Entity &entity : model.entities)
            if (entity.table == operation.table && hasKeyOf(operation, entity, same))
                return &entity;
    return nullptr;
}

std::optional<std::int64_t> shardsOf(const Step &step)
{
    for (const KeyComparison &comparison : step.operation.keyCondition)
        for (const Operand &operand : comparison.values) {
            const auto *text = std::get_if<std::string>(&operand);
            const auto parsed = text != nullptr ? KeyTemplate::parse(*text) : tl::expected<KeyTemplate, TemplateError>();
            if (text == nullptr || !parsed)
                continue;
            for (const TemplatePart &part : parsed->parts())
                if (const TemplateFilter *filter = shardFilter(part))
                    return std::atoll(filter->argument.c_str());
        }
    return std::nullopt;
}

void setShards(Step &step, std::optional<std::int64_t> count)
{
    if (!count) {
        step.fanOut.reset();
        return;
    }
    if (step.fanOut) {
        step.fanOut->count = *count;
        return;
    }
    step.fanOut = FanOut{"shard", *count, {}, std::nullopt};
    for (KeyComparison &comparison : step.operation.keyCondition)
        for (Operand &operand : comparison.values)
            if (auto *text = std::get_if<std::string>(&operand))
                *text = withShardRunning(*text, step.fanOut->placeholder);
}

std::vector<std::string> valueNamesOf(const Operation &operation)
{
    std::vector<std::string> names;
    const std::string all = operation.update + " " + operation.condition + " " + operation.filter;
    for (const std::string &placeholder : expression::mentionedPlaceholders(all))
        if (placeholder.starts_with(':') && !contains(names, placeholder.substr(1)))
            names.push_back(placeholder.substr(1));
    return names;
}

void dropUnusedValues(Operation &operation)
{
    const std::vector<std::string> used = valueNamesOf(operation);
    std::erase_if(operation.values, [&used](const auto &each) { return !contains(used, each.first); });
}

} // namespace keywright::model
