#include "core/service/operations/batch_operations.h"

#include <algorithm>
#include <memory>
#include <set>

#include "core/engine/engine.h"
#include "core/engine/service_error.h"
#include "core/expression/projection.h"
#include "core/schema/limits.h"
#include "core/service/attribute_reader.h"
#include "core/service/fault.h"
#include "core/service/operations/expression_parameters.h"
#include "core/service/operations/item_collection_json.h"
#include "core/service/operations/item_json_sink.h"
#include "core/service/operations/request_parts.h"
#include "core/storage/item_bytes.h"
#include "core/value/item_size.h"

namespace keywright::service {

namespace {

constexpr std::size_t kMostGets = 100;
constexpr std::size_t kMostWrites = 25;

/// One table of a BatchGetItem, and the items found in it as they are written.
struct TableOfGets {
    std::string_view name; ///< as the request says it
    std::size_t firstRequest = 0;
    std::vector<RequestValue> keys;
    RequestValue request;
    std::string items = "[";
    JsonWriter out{items};
    ItemJsonSink sink{out};

    TableOfGets(std::string_view tableName, RequestValue keysAndAttributes)
        : name(tableName), keys(keysAndAttributes.list("Keys")), request(keysAndAttributes)
    { }
};

/// They are read before anything of them is used, since projections of either kind must not be mixed between tables.
void refuseMixedProjections(const std::vector<NamedValue> &tables)
{
    const auto any = [&tables](std::string_view member) {
        return std::any_of(tables.begin(), tables.end(), [&](const NamedValue &table) { return table.value.has(member); });
    };
    if (any("AttributesToGet") && any("ProjectionExpression"))
        throw Fault::validation("Can not use both expression and non-expression parameters in the same request: "
                                "Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}");
}

void addGets(const TableOfGets &table, std::vector<engine::GetItemRequest> &gets)
{
    ExpressionParameters expressions(table.request, kGetMembers);
    engine::GetItemRequest get;
    get.table = tableNameIn(table.name);
    get.consistentRead = table.request.flag("ConsistentRead");
    std::set<std::string> seen;
    for (const RequestValue &key : table.keys) {
        get.key = readItem(key);
        if (!seen.insert(storage::toItemBytes(get.key)).second)
            throw Fault::validation("Provided list of item keys contains duplicates");
        if (gets.size() == kMostGets)
            throw Fault::validation("Too many items requested for the BatchGetItem call");
        gets.push_back(get);
    }
    const auto paths = expressions.projection();
    expressions.requireAllUsed();
    if (paths)
        for (std::size_t i = table.firstRequest; i < gets.size(); ++i)
            gets[i].projection.emplace(*paths);
}

/// As the request said it, with only the keys that were left.
void writeUnprocessedKeys(JsonWriter &out, const std::vector<std::unique_ptr<TableOfGets>> &tables,
                          const std::vector<std::size_t> &unprocessed)
{
    out.key("UnprocessedKeys");
    out.beginObject();
    for (const auto &table : tables) {
        value::Json keys = value::Json::array();
        for (const std::size_t number : unprocessed)
            if (number >= table->firstRequest && number < table->firstRequest + table->keys.size())
                keys.append(table->keys[number - table->firstRequest].toJson());
        if (keys.elements().empty())
            continue;
        value::Json left = table->request.toJson();
        left.set("Keys", std::move(keys));
        out.key(table->name);
        out.value() += left.compact();
    }
    out.endObject();
}

engine::WriteAction writeActionOf(const std::string &table, const RequestValue &write, bool returnsItemCollection)
{
    const auto put = write.find("PutRequest");
    const auto remove = write.find("DeleteRequest");
    if (put.has_value() == remove.has_value())
        throw Fault::validation("Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported "
                                "datatypes"); // the service's words, whatever they mean here
    if (put) {
        engine::PutItemRequest action;
        action.table = table;
        action.item = itemIn(*put, "Item");
        if (value::sizeInBytes(action.item) > schema::kMaxItemBytes)
            throw Fault::validation("Item size has exceeded the maximum allowed size");
        action.returnItemCollection = returnsItemCollection;
        return action;
    }
    engine::DeleteItemRequest action;
    action.table = table;
    action.key = itemIn(*remove, "Key");
    action.returnItemCollection = returnsItemCollection;
    return action;
}

/// By table, each action as the request said it.
void writeUnprocessedItems(JsonWriter &out, const std::vector<std::string_view> &names, const std::vector<value::Json> &asked,
                           const std::vector<std::size_t> &unprocessed)
{
    std::map<std::string_view, value::Json> tables;
    for (const std::size_t number : unprocessed)
        tables.try_emplace(names[number], value::Json::array()).first->second.append(asked[number]);
    out.key("UnprocessedItems");
    out.beginObject();
    for (const auto &[name, actions] : tables) {
        out.key(name);
        out.value() += actions.compact();
    }
    out.endObject();
}

/// A key of another type has words of its own in a batch (measured by others).
engine::BatchWriteResult written(engine::Engine &engine, const engine::BatchWriteRequest &batch)
{
    constexpr std::string_view kTypeMismatch = "One or more parameter values were invalid: Type mismatch for key ";
    try {
        return engine.batchWriteItems(batch);
    } catch (const engine::ServiceError &error) {
        if (std::string_view(error.what()).starts_with(kTypeMismatch))
            throw Fault::validation("The provided key element does not match the schema");
        throw;
    }
}

} // namespace

void batchGetItem(const OperationCall &call, std::string &body)
{
    const std::vector<NamedValue> requested = call.request.map("RequestItems");
    refuseMixedProjections(requested);
    std::vector<std::unique_ptr<TableOfGets>> tables;
    std::vector<engine::GetItemRequest> gets;
    std::vector<TableOfGets *> tableOf;
    for (const auto &[name, keysAndAttributes] : requested) {
        tables.push_back(std::make_unique<TableOfGets>(name, keysAndAttributes));
        tables.back()->firstRequest = gets.size();
        addGets(*tables.back(), gets);
        tableOf.resize(gets.size(), tables.back().get());
    }
    const engine::BatchGetResult result =
        call.engine.batchGetItems(gets, [&](std::size_t number) -> engine::ItemSink & { return tableOf[number]->sink; });

    JsonWriter out(body);
    out.beginObject();
    out.key("Responses");
    out.beginObject();
    for (const auto &table : tables) {
        out.key(table->name);
        out.value().append(table->items) += ']';
    }
    out.endObject();
    writeUnprocessedKeys(out, tables, result.unprocessed);
    CapacityList consumed;
    for (const auto &table : tables)
        if (const auto found = result.consumed.find(std::string(tableNameIn(table->name))); found != result.consumed.end())
            consumed.add(table->name, found->second);
    writeConsumedCapacities(out, consumed.entries(), capacityDetailIn(call.request));
    out.endObject();
}

void batchWriteItem(const OperationCall &call, std::string &body)
{
    engine::BatchWriteRequest batch;
    std::vector<value::Json> asked;      // the actions as the request says them; only where some may be throttled
    std::vector<std::string_view> names; // of the actions' tables, as the request says them
    const bool returnsItemCollection = returnsItemCollectionIn(call.request);
    for (const auto &[name, writes] : call.request.map("RequestItems")) {
        const std::string table(tableNameIn(name));
        for (const RequestValue &write : writes.elements()) {
            batch.actions.push_back(writeActionOf(table, write, returnsItemCollection));
            names.push_back(name);
            if (call.engine.options().throttle)
                asked.push_back(write.toJson());
        }
    }
    if (batch.actions.size() > kMostWrites)
        throw Fault::validation("Too many items requested for the BatchWriteItem call");
    const engine::BatchWriteResult result = written(call.engine, batch);

    JsonWriter out(body);
    out.beginObject();
    writeUnprocessedItems(out, names, asked, result.unprocessed);
    writeItemCollections(out, result.itemCollections);
    CapacityList consumed;
    for (std::size_t i = 0; i < result.consumed.size(); ++i)
        consumed.add(names[i], result.consumed[i]);
    writeConsumedCapacities(out, consumed.entries(), capacityDetailIn(call.request));
    out.endObject();
}

} // namespace keywright::service
