#include "core/engine/prepared_action.h"

#include <algorithm>

#include "core/engine/index_view.h"
#include "core/engine/item_key.h"
#include "core/engine/service_error.h"
#include "core/expression/projection.h"
#include "core/schema/limits.h"
#include "core/storage/item_bytes.h"
#include "core/storage/item_json.h"
#include "core/value/item_size.h"

namespace keywright::engine {

using value::Item;

namespace {

// How the service bounds an update before it runs it (measured, see ENGINE.md).
constexpr std::int64_t kUpdateBytes = 3;
constexpr std::int64_t kWritingActionBytes = 19;
constexpr std::int64_t kClearingActionBytes = 2;

/// Null when it is no put.
const PutItemRequest *asPut(const ActionReference &action)
{
    const auto *put = std::get_if<const PutItemRequest *>(&action);
    return put == nullptr ? nullptr : *put;
}

const std::string &tableOf(ActionReference action)
{
    return std::visit([](const auto &each) -> const std::string & { return each->table; }, action);
}

const std::optional<expression::Condition> &conditionOf(ActionReference action)
{
    return std::visit([](const auto &each) -> const std::optional<expression::Condition> & { return each->condition; }, action);
}

ReturnValues returnValuesOf(ActionReference action)
{
    return std::visit(
        [](const auto &each) {
            if constexpr (requires { each->returnValues; })
                return each->returnValues;
            else
                return ReturnValues::None;
        },
        action);
}

/// Of all but a put.
const Item &requestedKey(ActionReference action)
{
    static const Item kNone;
    return std::visit(
        [](const auto &each) -> const Item & {
            if constexpr (requires { each->key; })
                return each->key;
            else
                return kNone;
        },
        action);
}

void checkTouchesNoKey(const schema::KeySchema &key, const expression::Update &update)
{
    for (const expression::UpdateAction &action : update.actions)
        if (key.contains(action.path.attribute()))
            invalid("One or more parameter values were invalid: Cannot update attribute " + action.path.attribute()
                    + ". This attribute is part of the key");
}

std::optional<Item> copyOf(const Item *item)
{
    return item == nullptr ? std::nullopt : std::optional(*item);
}

std::optional<Item> touchedOf(const Item *item, const expression::Update &update)
{
    if (item == nullptr)
        return std::nullopt;
    Item picked = expression::Projection(expression::touchedPaths(update)).of(*item);
    return picked.empty() ? std::nullopt : std::optional(std::move(picked));
}

} // namespace

ActionReference referenceTo(const WriteAction &action)
{
    return std::visit([](const auto &each) { return ActionReference(&each); }, action);
}

PreparedAction::PreparedAction(const Catalog &catalog, ActionReference action) : m_action(action), m_table(catalog.find(tableOf(action)))
{
    const schema::TableDefinition &definition = m_table->definition;
    if (const auto *put = asPut(action)) {
        checkItem(definition, put->item);
        m_entry = entryKey(*m_table, m_table->base, put->item);
        return;
    }
    checkKey(definition.key, requestedKey(action));
    if (const expression::Update *expression = update())
        checkTouchesNoKey(definition.key, *expression);
    m_entry = entryKey(*m_table, m_table->base, requestedKey(action));
}

const expression::Update *PreparedAction::update() const
{
    const auto *request = std::get_if<const UpdateItemRequest *>(&m_action);
    return request == nullptr ? nullptr : &(*request)->update;
}

bool PreparedAction::returnsItemOnFailure() const
{
    return std::visit([](const auto &each) { return each->returnItemOnFailure; }, m_action);
}

bool PreparedAction::returnsItemCollection() const
{
    return std::visit(
        [](const auto &each) {
            if constexpr (requires { each->returnItemCollection; })
                return each->returnItemCollection;
            else
                return false;
        },
        m_action);
}

void PreparedAction::read(const storage::Store &store)
{
    if (auto stored = store.get(m_entry)) {
        m_bytesBefore = std::move(*stored);
        m_sizeBefore = storage::itemSize(m_bytesBefore);
    }
}

const Item *PreparedAction::before()
{
    if (!m_before && !m_bytesBefore.empty())
        m_before = storage::fromItemBytes(m_bytesBefore);
    return m_before ? &*m_before : nullptr;
}

bool PreparedAction::conditionHolds()
{
    static const Item kNothing;
    const auto &condition = conditionOf(m_action);
    return !condition || expression::matches(*condition, before() == nullptr ? kNothing : *before());
}

void PreparedAction::evaluate()
{
    if (const auto *put = asPut(m_action)) {
        m_after = &put->item;
    } else if (const expression::Update *expression = update()) {
        checkUpdate(*expression);
        auto updated = expression::apply(*expression, before(), requestedKey(m_action));
        if (!updated)
            invalid(updated.error().message);
        if (updated->exists) {
            checkUpdatedItem(m_table->definition, updated->item);
            m_updated = std::move(updated->item);
            m_after = &*m_updated;
        }
    } else if (isCheckOnly()) {
        m_sizeAfter = m_sizeBefore;
        return;
    }
    if (m_after != nullptr) {
        m_bytesAfter = storage::toItemBytes(*m_after);
        m_sizeAfter = value::sizeInBytes(*m_after);
    }
}

void PreparedAction::checkUpdate(const expression::Update &update) const
{
    std::int64_t size = kUpdateBytes + std::max<std::int64_t>(m_sizeBefore - value::sizeInBytes(requestedKey(m_action)), 0);
    for (const expression::UpdateAction &action : update.actions) {
        const bool clears = action.kind == expression::UpdateAction::Kind::Remove || action.kind == expression::UpdateAction::Kind::Delete;
        size += clears ? kClearingActionBytes : kWritingActionBytes;
    }
    if (size > schema::kMaxItemBytes)
        invalid("Item size to update has exceeded the maximum allowed size");
}

std::int64_t PreparedAction::sizeWhenRefused()
{
    std::int64_t size = m_sizeBefore;
    if (const auto *put = asPut(m_action))
        size = std::max(size, value::sizeInBytes(put->item));
    else if (const expression::Update *expression = update())
        if (const auto updated = expression::apply(*expression, before(), requestedKey(m_action)))
            size = std::max(size, updated->exists ? value::sizeInBytes(updated->item) : 0);
    return size;
}

const Item &PreparedAction::key()
{
    const auto *put = asPut(m_action);
    if (put == nullptr)
        return requestedKey(m_action);
    if (!m_key)
        m_key = keyOf(m_table->definition.key, put->item);
    return *m_key;
}

ItemStep PreparedAction::step()
{
    ItemStep step;
    step.entry = m_entry;
    const bool needsItems = WritePlan::needsItems(*m_table);
    step.before = {m_bytesBefore, m_sizeBefore, needsItems ? before() : nullptr};
    step.after = {m_bytesAfter, m_sizeAfter, m_after};
    if (WritePlan::needsKey(*m_table))
        step.key = &key();
    return step;
}

std::optional<Item> PreparedAction::attributes()
{
    const expression::Update *expression = update();
    switch (returnValuesOf(m_action)) {
    case ReturnValues::None: return std::nullopt;
    case ReturnValues::AllOld: return copyOf(before());
    case ReturnValues::AllNew: return copyOf(m_after);
    case ReturnValues::UpdatedOld: return expression == nullptr ? copyOf(before()) : touchedOf(before(), *expression);
    case ReturnValues::UpdatedNew: return expression == nullptr ? copyOf(m_after) : touchedOf(m_after, *expression);
    }
    return std::nullopt;
}

} // namespace keywright::engine
