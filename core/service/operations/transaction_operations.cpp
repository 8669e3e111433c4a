#include "core/service/operations/transaction_operations.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/engine/engine.h"
#include "core/engine/service_error.h"
#include "core/expression/projection.h"
#include "core/service/fault.h"
#include "core/service/operations/cancellation.h"
#include "core/service/operations/expression_parameters.h"
#include "core/service/operations/item_collection_json.h"
#include "core/service/operations/item_json_sink.h"
#include "core/service/operations/request_parts.h"
#include "core/storage/item_bytes.h"

namespace keywright::service {

namespace {

/// The one action of a member of TransactItems.
struct ActionMember {
    std::string_view kind;
    RequestValue action;
};

ActionMember actionIn(const RequestValue &member)
{
    constexpr std::array<std::string_view, 4> kKinds{"ConditionCheck", "Put", "Delete", "Update"};
    std::optional<ActionMember> only;
    for (const std::string_view kind : kKinds) {
        const auto action = member.find(kind);
        if (!action)
            continue;
        if (only)
            throw Fault::validation("TransactItems can only contain one of Check, Put, Update or Delete");
        only = ActionMember{kind, *action};
    }
    if (!only)
        throw Fault::validation("Invalid Request: TransactWriteRequest should contain Delete or Put or Update request");
    return *only;
}

template <typename Action>
Action conditioned(const RequestValue &request, const ExpressionMembers &members)
{
    Action action;
    action.table = tableIn(request);
    ExpressionParameters expressions(request, members);
    if constexpr (requires { action.update; })
        action.update = expressions.update();
    action.condition = expressions.condition();
    expressions.requireAllUsed();
    if constexpr (requires { action.key; })
        action.key = itemIn(request, "Key");
    else
        action.item = itemIn(request, "Item");
    action.returnItemOnFailure = returnsItemOnFailure(request);
    return action;
}

engine::WriteAction writeActionOf(const ActionMember &member, bool returnsItemCollection)
{
    const auto asked = [returnsItemCollection](auto action) -> engine::WriteAction {
        action.returnItemCollection = returnsItemCollection;
        return action;
    };
    if (member.kind == "Put")
        return asked(conditioned<engine::PutItemRequest>(member.action, kTransactOtherMembers));
    if (member.kind == "Update")
        return asked(conditioned<engine::UpdateItemRequest>(member.action, kTransactUpdateMembers));
    if (member.kind == "Delete")
        return asked(conditioned<engine::DeleteItemRequest>(member.action, kTransactOtherMembers));
    return conditioned<engine::ConditionCheckRequest>(member.action, kTransactOtherMembers);
}

/// A key that does not fit its table is a reason to cancel; an empty key value refuses the request, as one for another
/// fault does (measured by others).
std::vector<engine::GetItemResult> gotten(engine::Engine &engine, const std::vector<engine::GetItemRequest> &gets)
{
    try {
        return engine.transactGetItems(gets);
    } catch (const engine::ServiceError &error) {
        if (error.name() != "ValidationException" || std::string_view(error.what()).starts_with(kEmptyKey))
            throw;
    }
    std::vector<engine::CancellationReason> reasons;
    for (const engine::GetItemRequest &get : gets) {
        engine::CancellationReason reason;
        try {
            engine.getItem(get);
        } catch (const engine::ServiceError &error) {
            reason = {"ValidationError", error.what(), std::nullopt};
        }
        reasons.push_back(std::move(reason));
    }
    refuseCancelled(reasons);
}

/// What was consumed of each table, by the names that the request gives them.
CapacityList namedAs(const std::vector<std::string_view> &names, const std::vector<capacity::ConsumedCapacity> &consumed)
{
    CapacityList list;
    for (const capacity::ConsumedCapacity &ofTable : consumed) {
        const auto name =
            std::find_if(names.begin(), names.end(), [&](std::string_view each) { return tableNameIn(each) == ofTable.table; });
        list.add(name == names.end() ? std::string_view(ofTable.table) : *name, ofTable);
    }
    return list;
}

} // namespace

void transactWriteItems(const OperationCall &call, std::string &body)
{
    engine::TransactWriteRequest transaction;
    std::vector<std::string_view> names;
    const bool returnsItemCollection = returnsItemCollectionIn(call.request);
    for (const RequestValue &item : call.request.list("TransactItems")) {
        const ActionMember member = actionIn(item);
        transaction.actions.push_back(writeActionOf(member, returnsItemCollection));
        names.push_back(member.action.text("TableName"));
    }
    transaction.token = requestTokenIn(call.request, "TransactItems");
    const engine::TransactWriteResult result = call.engine.transactWriteItems(transaction);
    if (result.cancelled)
        refuseCancelled(result.reasons);

    JsonWriter out(body);
    out.beginObject();
    writeItemCollections(out, result.itemCollections);
    writeConsumedCapacities(out, namedAs(names, result.consumed).entries(), capacityDetailIn(call.request),
                            result.isRepeated ? UnitKind::Read : UnitKind::Write);
    out.endObject();
}

void transactGetItems(const OperationCall &call, std::string &body)
{
    std::vector<engine::GetItemRequest> gets;
    std::vector<std::string_view> names;
    std::set<std::pair<std::string, std::string>> seen;
    for (const RequestValue &item : call.request.list("TransactItems")) {
        const RequestValue request = item.find("Get").value_or(item);
        ExpressionParameters expressions(request, kTransactGetMembers);
        engine::GetItemRequest get;
        get.table = tableIn(request);
        get.key = itemIn(request, "Key");
        if (const auto paths = expressions.projection())
            get.projection.emplace(*paths);
        expressions.requireAllUsed();
        if (!seen.emplace(get.table, storage::toItemBytes(get.key)).second)
            throw Fault::validation("Transaction request cannot include multiple operations on one item");
        gets.push_back(std::move(get));
        names.push_back(request.text("TableName"));
    }
    const std::vector<engine::GetItemResult> results = gotten(call.engine, gets);

    CapacityList consumed;
    JsonWriter out(body);
    out.beginObject();
    out.key("Responses");
    out.beginArray();
    for (std::size_t i = 0; i < results.size(); ++i) {
        out.beginObject();
        const bool isNothing = !results[i].item || (gets[i].projection && results[i].item->empty());
        if (!isNothing) // the service leaves out what a projection left nothing of (measured by others)
            writeItem(out, "Item", *results[i].item);
        out.endObject();
        consumed.add(names[i], results[i].consumed);
    }
    out.endArray();
    writeConsumedCapacities(out, consumed.entries(), capacityDetailIn(call.request), UnitKind::Read);
    out.endObject();
}

} // namespace keywright::service
