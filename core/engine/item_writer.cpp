#include "core/engine/item_writer.h"

#include <map>
#include <set>

#include "core/engine/index_view.h"
#include "core/engine/item_key.h"
#include "core/engine/service_error.h"
#include "core/engine/write_plan.h"
#include "core/expression/projection.h"
#include "core/storage/item_bytes.h"

namespace keywright::engine {

using value::Item;

namespace {

constexpr double kStandardWrite = 1;
constexpr double kTransactionalWrite = 2;

[[noreturn]] void invalid(const std::string &message)
{
    throw ServiceError("ValidationException", message);
}

/// What all four kinds of action have.
struct Common {
    const std::string &table;
    const std::optional<expression::Condition> &condition;
    bool returnItemOnFailure;
};

Common commonOf(const WriteAction &action)
{
    return std::visit([](const auto &each) { return Common{each.table, each.condition, each.returnItemOnFailure}; }, action);
}

void checkTouchesNoKey(const schema::KeySchema &key, const expression::Update &update)
{
    for (const expression::DocumentPath &path : expression::touchedPaths(update))
        if (key.contains(path.attribute()))
            invalid("One or more parameter values were invalid: Cannot update attribute " + path.attribute()
                    + ". This attribute is part of the key");
}

std::optional<Item> returned(const std::optional<Item> &item, const expression::Update *update, bool onlyTouched)
{
    if (!item || !onlyTouched || update == nullptr)
        return item;
    Item picked = expression::Projection(expression::touchedPaths(*update)).of(*item);
    return picked.empty() ? std::nullopt : std::optional(std::move(picked));
}

} // namespace

/// One action on its way: the item it names, as it is and as it will be.
struct ItemWriter::Change {
    const WriteAction *action = nullptr;
    std::shared_ptr<const TableState> table;
    Item key;
    std::string entry;
    std::optional<Item> before;
    std::optional<Item> after;

    const expression::Update *updateExpression() const
    {
        const auto *update = std::get_if<UpdateItemRequest>(action);
        return update == nullptr ? nullptr : &update->update;
    }

    bool isCheckOnly() const { return std::holds_alternative<ConditionCheckRequest>(*action); }

    bool conditionHolds() const
    {
        static const Item kNothing;
        const auto &condition = commonOf(*action).condition;
        return !condition || expression::matches(*condition, before ? *before : kNothing);
    }

    /// Throws ServiceError (ValidationException) when the update cannot run on the item, or makes one that cannot be.
    void evaluate()
    {
        if (const auto *put = std::get_if<PutItemRequest>(action)) {
            after = put->item;
        } else if (const auto *update = std::get_if<UpdateItemRequest>(action)) {
            auto updated = expression::apply(update->update, before ? &*before : nullptr, key);
            if (!updated)
                invalid(updated.error().message);
            if (updated->exists) {
                checkUpdatedItem(table->definition, updated->item);
                after = std::move(updated->item);
            }
        } else if (isCheckOnly()) {
            after = before;
        }
    }

    std::optional<Item> attributes() const
    {
        const auto returnValues = std::visit(
            [](const auto &each) {
                if constexpr (requires { each.returnValues; })
                    return each.returnValues;
                else
                    return ReturnValues::None;
            },
            *action);
        switch (returnValues) {
        case ReturnValues::None: return std::nullopt;
        case ReturnValues::AllOld: return before;
        case ReturnValues::AllNew: return after;
        case ReturnValues::UpdatedOld: return returned(before, updateExpression(), true);
        case ReturnValues::UpdatedNew: return returned(after, updateExpression(), true);
        }
        return std::nullopt;
    }
};

ItemWriter::ItemWriter(storage::Store &store, const Catalog &catalog, Committer &committer)
    : m_store(store), m_catalog(catalog), m_committer(committer)
{ }

ItemWriter::Change ItemWriter::prepare(const WriteAction &action) const
{
    Change change;
    change.action = &action;
    change.table = m_catalog.find(commonOf(action).table);
    const schema::TableDefinition &definition = change.table->definition;
    if (const auto *put = std::get_if<PutItemRequest>(&action)) {
        checkItem(definition, put->item);
        change.key = keyOf(definition.key, put->item);
    } else {
        change.key = std::visit(
            [](const auto &each) {
                if constexpr (requires { each.key; })
                    return each.key;
                else
                    return Item();
            },
            action);
        checkKey(definition.key, change.key);
    }
    if (const expression::Update *update = change.updateExpression())
        checkTouchesNoKey(definition.key, *update);
    change.entry = entryKey(*change.table, change.table->base, change.key);
    return change;
}

void ItemWriter::read(Change &change) const
{
    if (const auto stored = m_store.get(change.entry))
        change.before = storage::fromItemBytes(*stored);
}

WriteResult ItemWriter::writeOne(const WriteAction &action)
{
    const auto tables = m_catalog.keepTables();
    Change change = prepare(action);
    const ItemLocks::Held held = m_locks.lock({change.entry});
    read(change);

    WriteResult result;
    WritePlan plan(*change.table, kStandardWrite);
    if (!change.conditionHolds()) {
        // A write that is refused is charged as if it had left the item as it is.
        plan.change(change.before, change.before);
        result.conditionHeld = false;
        if (commonOf(action).returnItemOnFailure)
            result.attributes = change.before;
        result.consumed = plan.consumed();
        return result;
    }
    change.evaluate();
    plan.change(change.before, change.after);
    m_committer.commit(plan.takeBatch(), plan.counterChanges());
    result.attributes = change.attributes();
    result.consumed = plan.consumed();
    return result;
}

WriteResult ItemWriter::put(const PutItemRequest &request)
{
    return writeOne(request);
}

WriteResult ItemWriter::update(const UpdateItemRequest &request)
{
    return writeOne(request);
}

WriteResult ItemWriter::remove(const DeleteItemRequest &request)
{
    return writeOne(request);
}

TransactWriteResult ItemWriter::transact(const TransactWriteRequest &request)
{
    const auto tables = m_catalog.keepTables();
    std::vector<Change> changes;
    std::vector<std::string> entries;
    for (const WriteAction &action : request.actions) {
        changes.push_back(prepare(action));
        entries.push_back(changes.back().entry);
    }
    if (std::set(entries.begin(), entries.end()).size() != entries.size())
        invalid("Transaction request cannot include multiple operations on one item");

    const ItemLocks::Held held = m_locks.lock(entries);
    TransactWriteResult result;
    for (Change &change : changes) {
        read(change);
        CancellationReason reason;
        if (!change.conditionHolds()) {
            reason = {"ConditionalCheckFailed", "The conditional request failed", std::nullopt};
            if (commonOf(*change.action).returnItemOnFailure)
                reason.item = change.before;
        } else {
            try {
                change.evaluate();
            } catch (const ServiceError &error) {
                reason = {"ValidationError", error.what(), std::nullopt};
            }
        }
        result.cancelled = result.cancelled || reason.code != CancellationReason::kNone;
        result.reasons.push_back(std::move(reason));
    }

    storage::Batch batch;
    std::vector<CounterChange> counterChanges;
    std::map<std::string, capacity::ConsumedCapacity> consumed;
    for (const Change &change : changes) {
        WritePlan plan(*change.table, kTransactionalWrite);
        plan.change(change.before, result.cancelled ? change.before : change.after);
        auto &ofTable = consumed.try_emplace(change.table->definition.name).first->second;
        ofTable.table = change.table->definition.name;
        ofTable.add(plan.consumed());
        if (!change.isCheckOnly()) {
            batch.append(plan.takeBatch());
            counterChanges.insert(counterChanges.end(), plan.counterChanges().begin(), plan.counterChanges().end());
        }
    }
    for (auto &[table, ofTable] : consumed)
        result.consumed.push_back(std::move(ofTable));
    if (!result.cancelled)
        m_committer.commit(std::move(batch), counterChanges);
    return result;
}

} // namespace keywright::engine
