#include "core/service/operations/item_operations.h"

#include "core/engine/engine.h"
#include "core/schema/limits.h"
#include "core/service/fault.h"
#include "core/service/operations/expression_parameters.h"
#include "core/service/operations/item_collection_json.h"
#include "core/service/operations/item_json_sink.h"
#include "core/service/operations/request_parts.h"
#include "core/value/dynamodb_json.h"
#include "core/value/item_size.h"

namespace keywright::service {

namespace {

engine::ReturnValues returnValues(const RequestValue &request)
{
    const std::string_view text = request.text("ReturnValues");
    if (text == "ALL_OLD")
        return engine::ReturnValues::AllOld;
    if (text == "ALL_NEW")
        return engine::ReturnValues::AllNew;
    if (text == "UPDATED_OLD")
        return engine::ReturnValues::UpdatedOld;
    return text == "UPDATED_NEW" ? engine::ReturnValues::UpdatedNew : engine::ReturnValues::None;
}

/// PutItem and DeleteItem have nothing new to return.
engine::ReturnValues oldReturnValues(const RequestValue &request)
{
    const engine::ReturnValues values = returnValues(request);
    if (values != engine::ReturnValues::None && values != engine::ReturnValues::AllOld)
        throw Fault::requestValidation("ReturnValues can only be ALL_OLD or NONE");
    return values;
}

/// The engine checks the size too, but only once it has found the table.
void refuseTooLarge(const OperationCall &call, const value::Item &item)
{
    if (call.requestBytes > static_cast<std::size_t>(schema::kMaxItemBytes) && value::sizeInBytes(item) > schema::kMaxItemBytes)
        throw Fault::validation("Item size has exceeded the maximum allowed size");
}

void writeAnswer(const OperationCall &call, const engine::WriteResult &result, std::string &body)
{
    if (!result.conditionHeld) {
        value::Json details = value::Json::object();
        if (result.attributes)
            details.set("Item", value::toDynamoDbJson(*result.attributes));
        throw Fault("ConditionalCheckFailedException", "The conditional request failed", std::move(details));
    }
    JsonWriter out(body);
    out.beginObject();
    if (result.attributes)
        writeItem(out, "Attributes", *result.attributes);
    writeItemCollection(out, result.itemCollection);
    writeConsumedCapacity(out, asNamedIn(call.request, result.consumed), capacityDetailIn(call.request));
    out.endObject();
}

} // namespace

void putItem(const OperationCall &call, std::string &body)
{
    const RequestValue &request = call.request;
    engine::PutItemRequest put;
    put.table = tableIn(request);
    put.item = itemIn(request, "Item");
    ExpressionParameters expressions(request, kPutMembers);
    put.returnValues = oldReturnValues(request);
    refuseTooLarge(call, put.item);
    put.condition = expressions.condition();
    expressions.requireAllUsed();
    put.returnItemOnFailure = returnsItemOnFailure(request);
    put.returnItemCollection = returnsItemCollectionIn(request);
    writeAnswer(call, call.engine.putItem(put), body);
}

void updateItem(const OperationCall &call, std::string &body)
{
    const RequestValue &request = call.request;
    ExpressionParameters expressions(request, kUpdateMembers);
    engine::UpdateItemRequest update;
    update.table = tableIn(request);
    update.key = itemIn(request, "Key");
    update.update = expressions.update();
    update.condition = expressions.condition();
    expressions.requireAllUsed();
    update.returnItemOnFailure = returnsItemOnFailure(request);
    update.returnItemCollection = returnsItemCollectionIn(request);
    update.returnValues = returnValues(request);
    writeAnswer(call, call.engine.updateItem(update), body);
}

void deleteItem(const OperationCall &call, std::string &body)
{
    const RequestValue &request = call.request;
    ExpressionParameters expressions(request, kDeleteMembers);
    engine::DeleteItemRequest remove;
    remove.table = tableIn(request);
    remove.key = itemIn(request, "Key");
    remove.returnValues = oldReturnValues(request);
    remove.condition = expressions.condition();
    expressions.requireAllUsed();
    remove.returnItemOnFailure = returnsItemOnFailure(request);
    remove.returnItemCollection = returnsItemCollectionIn(request);
    writeAnswer(call, call.engine.deleteItem(remove), body);
}

void getItem(const OperationCall &call, std::string &body)
{
    const RequestValue &request = call.request;
    ExpressionParameters expressions(request, kGetMembers);
    engine::GetItemRequest get;
    get.table = tableIn(request);
    get.key = itemIn(request, "Key");
    get.consistentRead = request.flag("ConsistentRead");
    if (const auto paths = expressions.projection())
        get.projection.emplace(*paths);
    expressions.requireAllUsed();

    JsonWriter out(body);
    out.beginObject();
    NamedItemJsonSink sink(out, "Item");
    const engine::ReadResult result = call.engine.getItem(get, sink);
    writeConsumedCapacity(out, asNamedIn(request, result.consumed), capacityDetailIn(request));
    out.endObject();
}

} // namespace keywright::service
