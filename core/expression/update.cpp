#include "core/expression/update.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace keywright::expression {

using value::AttributeValue;
using value::Item;

namespace {

using Outcome = tl::expected<AttributeValue, UpdateFault>;

tl::unexpected<UpdateFault> fault(std::string_view message)
{
    return tl::unexpected(UpdateFault{std::string(message)});
}

constexpr std::string_view kNoAttribute = "The provided expression refers to an attribute that does not exist in the item";
constexpr std::string_view kWrongType = "An operand in the update expression has an incorrect data type";
constexpr std::string_view kLegacyWrongType = "Type mismatch for attribute to update";
constexpr std::string_view kWrongPath = "The document path provided in the update expression is invalid for update";

std::string_view messageOf(value::DecimalFault decimalFault)
{
    switch (decimalFault) {
    case value::DecimalFault::Overflow: return "Number overflow. Attempting to store a number with magnitude larger than supported range";
    case value::DecimalFault::Underflow:
        return "Number underflow. Attempting to store a number with magnitude smaller than supported range";
    default: return "Attempting to store more than 38 significant digits in a Number";
    }
}

Outcome number(const tl::expected<value::Decimal, value::DecimalFault> &sum)
{
    if (!sum)
        return fault(messageOf(sum.error()));
    return AttributeValue(*sum);
}

Outcome evaluate(const UpdateOperand &operand, const Item &item);

Outcome evaluatePair(const UpdateOperand &operand, const Item &item)
{
    Outcome left = evaluate(operand.operands[0], item);
    if (!left)
        return left;
    Outcome right = evaluate(operand.operands[1], item);
    if (!right)
        return right;
    if (operand.kind == UpdateOperand::Kind::ListAppend) {
        auto *front = left->get<value::List>();
        auto *back = right->get<value::List>();
        if (front == nullptr || back == nullptr)
            return fault(kWrongType);
        std::move(back->begin(), back->end(), std::back_inserter(*front));
        return left;
    }
    const auto *one = left->get<value::Decimal>();
    const auto *two = right->get<value::Decimal>();
    if (one == nullptr || two == nullptr)
        return fault(kWrongType);
    return number(operand.kind == UpdateOperand::Kind::Plus ? one->plus(*two) : one->minus(*two));
}

Outcome evaluate(const UpdateOperand &operand, const Item &item)
{
    switch (operand.kind) {
    case UpdateOperand::Kind::Value: return operand.value;
    case UpdateOperand::Kind::Path:
    case UpdateOperand::Kind::IfNotExists:
        if (const AttributeValue *found = find(item, operand.path))
            return *found;
        if (operand.kind == UpdateOperand::Kind::Path)
            return fault(kNoAttribute);
        return evaluate(operand.operands.front(), item);
    default: return evaluatePair(operand, item);
    }
}

template <typename SetType, typename Combine>
bool combineSets(const AttributeValue &old, const AttributeValue &operand, AttributeValue &out, Combine combine)
{
    const auto *one = old.get<SetType>();
    const auto *two = operand.get<SetType>();
    if (one == nullptr || two == nullptr)
        return false;
    SetType result;
    combine(one->members, two->members, std::back_inserter(result.members));
    out = std::move(result);
    return true;
}

template <typename Combine>
bool combineAnySets(const AttributeValue &old, const AttributeValue &operand, AttributeValue &out, Combine combine)
{
    return combineSets<value::StringSet>(old, operand, out, combine) || combineSets<value::NumberSet>(old, operand, out, combine)
        || combineSets<value::BinarySet>(old, operand, out, combine);
}

bool isEmptySet(const AttributeValue &value)
{
    const auto empty = [](const auto *set) { return set != nullptr && set->members.empty(); };
    return empty(value.get<value::StringSet>()) || empty(value.get<value::NumberSet>()) || empty(value.get<value::BinarySet>());
}

/// ADD: what was there, with the operand added.
Outcome added(const AttributeValue *old, const AttributeValue &operand, bool legacy)
{
    if (old == nullptr)
        return operand;
    const auto *one = old->get<value::Decimal>();
    const auto *two = operand.get<value::Decimal>();
    if (one != nullptr && two != nullptr)
        return number(one->plus(*two));
    AttributeValue result;
    const auto unite = [](const auto &left, const auto &right, auto out) {
        std::set_union(left.begin(), left.end(), right.begin(), right.end(), out);
    };
    if (combineAnySets(*old, operand, result, unite))
        return result;
    const auto *list = old->get<value::List>();
    const auto *more = operand.get<value::List>();
    if (legacy && list != nullptr && more != nullptr) {
        value::List longer = *list;
        longer.insert(longer.end(), more->begin(), more->end());
        return AttributeValue(std::move(longer));
    }
    return fault(legacy ? kLegacyWrongType : kWrongType);
}

/// DELETE: the set without the operand's members; it may be empty.
Outcome subtracted(const AttributeValue &old, const AttributeValue &operand, bool legacy)
{
    AttributeValue result;
    const auto subtract = [](const auto &left, const auto &right, auto out) {
        std::set_difference(left.begin(), left.end(), right.begin(), right.end(), out);
    };
    if (combineAnySets(old, operand, result, subtract))
        return result;
    return fault(legacy ? kLegacyWrongType : kWrongType);
}

/// A value to write, or nullopt for what is to go.
struct Change {
    const DocumentPath *path = nullptr;
    std::optional<AttributeValue> value;
};

/// Order of places in a document: a list's elements by index.
bool isBefore(const DocumentPath &one, const DocumentPath &two)
{
    return std::lexicographical_compare(one.steps.begin(), one.steps.end(), two.steps.begin(), two.steps.end(),
                                        [](const PathStep &left, const PathStep &right) {
                                            return left.index != right.index ? left.index < right.index : left.name < right.name;
                                        });
}

/// The map or list that the path's last step goes into; null when there is none of the right type. Not for a path of one
/// step.
template <typename ItemType>
auto containerOf(ItemType &item, const DocumentPath &path) -> decltype(item.find(path.attribute()))
{
    auto *at = item.find(path.attribute());
    for (std::size_t i = 1; at != nullptr; ++i) {
        const PathStep &step = path.steps[i];
        auto *list = step.isIndex() ? at->template get<value::List>() : nullptr;
        auto *map = step.isIndex() ? nullptr : at->template get<value::AttributeMap>();
        if (list == nullptr && map == nullptr)
            return nullptr;
        if (i + 1 == path.steps.size())
            return at;
        if (map != nullptr)
            at = map->find(step.name);
        else
            at = static_cast<std::size_t>(step.index) < list->size() ? &(*list)[static_cast<std::size_t>(step.index)] : nullptr;
    }
    return nullptr;
}

bool hasPlace(const Item &item, const DocumentPath &path)
{
    return !path.isNested() || containerOf(item, path) != nullptr;
}

void write(Item &item, Change &change)
{
    const PathStep &last = change.path->steps.back();
    if (!change.path->isNested()) {
        item.set(last.name, std::move(*change.value));
        return;
    }
    AttributeValue *container = containerOf(item, *change.path);
    if (auto *map = container->get<value::AttributeMap>()) {
        map->set(last.name, std::move(*change.value));
        return;
    }
    auto &list = *container->get<value::List>();
    const auto index = static_cast<std::size_t>(last.index);
    if (index < list.size())
        list[index] = std::move(*change.value);
    else
        list.push_back(std::move(*change.value));
}

void remove(Item &item, const DocumentPath &path)
{
    const PathStep &last = path.steps.back();
    if (!path.isNested()) {
        item.erase(last.name);
        return;
    }
    AttributeValue *container = containerOf(item, path);
    if (auto *map = container->get<value::AttributeMap>()) {
        map->erase(last.name);
        return;
    }
    auto &list = *container->get<value::List>();
    if (static_cast<std::size_t>(last.index) < list.size())
        list.erase(list.begin() + last.index);
}

/// What the action does to the item as it was; a change without a path does nothing.
tl::expected<Change, UpdateFault> changeOf(const UpdateAction &action, const Item &old, bool legacy)
{
    const AttributeValue *present = find(old, action.path);
    Change change{&action.path, std::nullopt};
    if (action.kind != UpdateAction::Kind::Remove && !(action.kind == UpdateAction::Kind::Delete && present == nullptr)) {
        Outcome outcome = evaluate(action.operand, old);
        if (outcome && action.kind == UpdateAction::Kind::Add)
            outcome = added(present, *outcome, legacy);
        else if (outcome && action.kind == UpdateAction::Kind::Delete)
            outcome = subtracted(*present, *outcome, legacy);
        if (!outcome)
            return tl::unexpected(outcome.error());
        if (!isEmptySet(*outcome))
            change.value = std::move(*outcome);
    }
    if (!hasPlace(old, action.path))
        return fault(kWrongPath);
    return change;
}

bool takesAway(const UpdateAction &action)
{
    return action.kind == UpdateAction::Kind::Remove || action.kind == UpdateAction::Kind::Delete;
}

} // namespace

UpdateOperand UpdateOperand::of(AttributeValue value)
{
    UpdateOperand operand;
    operand.value = std::move(value);
    return operand;
}

tl::expected<UpdatedItem, UpdateFault> apply(const Update &update, const Item *item, const Item &key)
{
    if (item == nullptr && !update.actions.empty() && std::all_of(update.actions.begin(), update.actions.end(), takesAway))
        return UpdatedItem{key, false};

    const Item &old = item != nullptr ? *item : key;
    std::vector<Change> changes;
    changes.reserve(update.actions.size());
    for (const UpdateAction &action : update.actions) {
        if (item == nullptr && takesAway(action))
            continue;
        tl::expected<Change, UpdateFault> change = changeOf(action, old, update.legacy);
        if (!change)
            return tl::unexpected(change.error());
        changes.push_back(std::move(*change));
    }

    // In document order, so that elements beyond a list's end are appended by their indexes, and what goes goes from the
    // last place to the first, so that no index changes its meaning on the way.
    std::stable_sort(changes.begin(), changes.end(), [](const Change &one, const Change &two) { return isBefore(*one.path, *two.path); });
    UpdatedItem result{old, true};
    for (Change &change : changes) {
        if (change.value)
            write(result.item, change);
    }
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
        if (!change->value)
            remove(result.item, *change->path);
    }
    return result;
}

std::vector<DocumentPath> touchedPaths(const Update &update)
{
    std::vector<DocumentPath> paths;
    paths.reserve(update.actions.size());
    for (const UpdateAction &action : update.actions)
        paths.push_back(action.path);
    return paths;
}

} // namespace keywright::expression
