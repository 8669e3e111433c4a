#include "core/connection/request_json.h"

#include <array>
#include <string_view>
#include <utility>
#include <variant>

#include "core/connection/json_members.h"
#include "core/engine/service_error.h"
#include "core/expression/expression_writer.h"
#include "core/schema/table_json.h"
#include "core/value/dynamodb_json.h"

namespace keywright::connection {

namespace {

using value::Json;

/// A request, or a part of one, that has expressions with placeholders of its own.
class ExpressionRequest {
public:
    explicit ExpressionRequest(Json json) : m_json(std::move(json)) { }

    void set(const char *name, Json value) { m_json.set(name, std::move(value)); }

    template <typename Expression>
    void setExpression(const char *name, const Expression &expression)
    {
        if (std::string written = m_writer.write(expression); !written.empty())
            m_json.set(name, Json::string(std::move(written)));
    }
    void setCondition(const char *name, const std::optional<expression::Condition> &condition)
    {
        if (condition)
            setExpression(name, *condition);
    }
    void setProjection(const std::optional<expression::Projection> &projection)
    {
        if (projection)
            setExpression("ProjectionExpression", projection->paths());
    }

    Json finish()
    {
        Json names = Json::object();
        for (const auto &[alias, name] : m_writer.names())
            names.set(alias, text(name));
        if (!names.members().empty())
            m_json.set("ExpressionAttributeNames", std::move(names));
        Json values = Json::object();
        for (const auto &[placeholder, value] : m_writer.values())
            values.set(placeholder, value::toDynamoDbJson(value));
        if (!values.members().empty())
            m_json.set("ExpressionAttributeValues", std::move(values));
        return std::move(m_json);
    }

private:
    Json m_json;
    expression::ExpressionWriter m_writer;
};

std::string_view wordOf(engine::ReturnValues values)
{
    switch (values) {
    case engine::ReturnValues::None: break;
    case engine::ReturnValues::AllOld: return "ALL_OLD";
    case engine::ReturnValues::UpdatedOld: return "UPDATED_OLD";
    case engine::ReturnValues::AllNew: return "ALL_NEW";
    case engine::ReturnValues::UpdatedNew: return "UPDATED_NEW";
    }
    return "NONE";
}

std::string_view wordOf(engine::Select select)
{
    switch (select) {
    case engine::Select::Default: break;
    case engine::Select::AllAttributes: return "ALL_ATTRIBUTES";
    case engine::Select::AllProjectedAttributes: return "ALL_PROJECTED_ATTRIBUTES";
    case engine::Select::SpecificAttributes: return "SPECIFIC_ATTRIBUTES";
    case engine::Select::Count: return "COUNT";
    }
    return {};
}

void askForConsumed(Json &json)
{
    json.set("ReturnConsumedCapacity", text("INDEXES"));
}

void askForItemCollection(Json &json, bool asked)
{
    if (asked)
        json.set("ReturnItemCollectionMetrics", text("SIZE"));
}

/// The legacy AttributeUpdates, whose ADD no expression says.
Json attributeUpdatesJson(const expression::Update &update)
{
    using Kind = expression::UpdateAction::Kind;
    Json updates = Json::object();
    for (const expression::UpdateAction &action : update.actions) {
        Json json = Json::object();
        if (action.kind != Kind::Remove)
            json.set("Value", value::toDynamoDbJson(action.operand.value));
        json.set("Action", text(action.kind == Kind::Set ? "PUT" : action.kind == Kind::Add ? "ADD" : "DELETE"));
        updates.set(action.path.attribute(), std::move(json));
    }
    return updates;
}

void setUpdate(ExpressionRequest &request, const expression::Update &update)
{
    if (update.legacy)
        request.set("AttributeUpdates", attributeUpdatesJson(update));
    else
        request.setExpression("UpdateExpression", update);
}

/// A write on its own or in a transaction: what both say alike.
template <typename Request>
ExpressionRequest writeOf(const Request &request)
{
    ExpressionRequest written(Json::object({{"TableName", text(request.table)}}));
    if constexpr (requires { request.item; })
        written.set("Item", value::toDynamoDbJson(request.item));
    else
        written.set("Key", value::toDynamoDbJson(request.key));
    if constexpr (requires { request.update; })
        setUpdate(written, request.update);
    written.setCondition("ConditionExpression", request.condition);
    if (request.returnItemOnFailure)
        written.set("ReturnValuesOnConditionCheckFailure", text("ALL_OLD"));
    return written;
}

template <typename Request>
Json wholeWrite(const Request &request)
{
    Json json = writeOf(request).finish();
    if (request.returnValues != engine::ReturnValues::None)
        json.set("ReturnValues", text(wordOf(request.returnValues)));
    askForConsumed(json);
    askForItemCollection(json, request.returnItemCollection);
    return json;
}

const std::string &tableOf(const engine::WriteAction &action)
{
    return std::visit([](const auto &each) -> const std::string & { return each.table; }, action);
}

bool wantsItemCollection(const engine::WriteAction &action)
{
    return std::visit(
        [](const auto &each) {
            if constexpr (requires { each.returnItemCollection; })
                return each.returnItemCollection;
            else
                return false;
        },
        action);
}

bool wantItemCollections(const std::vector<engine::WriteAction> &actions)
{
    for (const engine::WriteAction &action : actions)
        if (wantsItemCollection(action))
            return true;
    return false;
}

[[noreturn]] void refuseInBatch()
{
    throw engine::ServiceError("ValidationException", "A BatchWriteItem holds puts and deletes without conditions only.");
}

Json batchMember(const engine::WriteAction &action)
{
    if (const auto *put = std::get_if<engine::PutItemRequest>(&action); put != nullptr && !put->condition)
        return Json::object({{"PutRequest", Json::object({{"Item", value::toDynamoDbJson(put->item)}})}});
    if (const auto *remove = std::get_if<engine::DeleteItemRequest>(&action); remove != nullptr && !remove->condition)
        return Json::object({{"DeleteRequest", Json::object({{"Key", value::toDynamoDbJson(remove->key)}})}});
    refuseInBatch();
}

Json transactionMember(const engine::WriteAction &action)
{
    constexpr std::array<const char *, 4> kNames{"Put", "Update", "Delete", "ConditionCheck"}; // as the variant has them
    Json member = Json::object();
    member.set(kNames[action.index()], std::visit([](const auto &each) { return writeOf(each).finish(); }, action));
    return member;
}

Json getOf(const engine::GetItemRequest &request)
{
    ExpressionRequest get(Json::object({{"TableName", text(request.table)}, {"Key", value::toDynamoDbJson(request.key)}}));
    get.setProjection(request.projection);
    return get.finish();
}

/// What Query and Scan have in common.
template <typename Request>
ExpressionRequest pageOf(const Request &request)
{
    ExpressionRequest page(Json::object({{"TableName", text(request.table)}}));
    if (!request.index.empty())
        page.set("IndexName", text(request.index));
    if (request.limit)
        page.set("Limit", Json::number(*request.limit));
    if (request.exclusiveStartKey)
        page.set("ExclusiveStartKey", value::toDynamoDbJson(*request.exclusiveStartKey));
    if (request.consistentRead)
        page.set("ConsistentRead", Json::boolean(true));
    if (request.select != engine::Select::Default)
        page.set("Select", text(wordOf(request.select)));
    page.set("ReturnConsumedCapacity", text("INDEXES"));
    page.setCondition("FilterExpression", request.filter);
    page.setProjection(request.projection);
    return page;
}

Json streamJson(const std::optional<schema::StreamViewType> &viewType)
{
    Json json = Json::object({{"StreamEnabled", Json::boolean(viewType.has_value())}});
    if (viewType)
        json.set("StreamViewType", text(schema::textOf(*viewType)));
    return json;
}

Json encryptionJson(const std::optional<schema::Encryption> &encryption)
{
    Json json = Json::object({{"Enabled", Json::boolean(encryption.has_value())}});
    if (!encryption)
        return json;
    json.set("SSEType", text("KMS"));
    if (!encryption->kmsKey.empty())
        json.set("KMSMasterKeyId", text(encryption->kmsKey));
    return json;
}

Json indexActionJson(const engine::IndexAction &action)
{
    if (const auto *create = std::get_if<engine::CreateIndexAction>(&action))
        return Json::object({{"Create", schema::toIndexJson(create->index)}});
    if (const auto *update = std::get_if<engine::UpdateIndexAction>(&action)) {
        Json json = Json::object({{"IndexName", text(update->name)}});
        schema::setCapacityMembers(json, update->capacity);
        return Json::object({{"Update", std::move(json)}});
    }
    return Json::object({{"Delete", Json::object({{"IndexName", text(std::get<engine::DeleteIndexAction>(action).name)}})}});
}

Json vectorActionJson(const engine::VectorIndexAction &action)
{
    if (const auto *create = std::get_if<engine::CreateVectorIndexAction>(&action))
        return Json::object({{"Create", schema::toIndexJson(create->index)}});
    return Json::object({{"Delete", Json::object({{"IndexName", text(std::get<engine::DeleteVectorIndexAction>(action).name)}})}});
}

/// With the AttributeDefinitions of the indexes that are made.
void setIndexActions(Json &json, const engine::UpdateTableRequest &request)
{
    Json updates = Json::array();
    std::vector<schema::KeySchema> keys;
    for (const engine::IndexAction &action : request.indexActions) {
        updates.append(indexActionJson(action));
        if (const auto *create = std::get_if<engine::CreateIndexAction>(&action))
            keys.push_back(create->index.key);
    }
    Json vectorUpdates = Json::array();
    for (const engine::VectorIndexAction &action : request.vectorActions) {
        vectorUpdates.append(vectorActionJson(action));
        if (const auto *create = std::get_if<engine::CreateVectorIndexAction>(&action))
            for (schema::KeySchema &key : schema::searchKeysOf(create->index))
                keys.push_back(std::move(key));
    }
    if (!keys.empty())
        json.set("AttributeDefinitions", schema::toAttributeDefinitionsJson(keys));
    if (!request.indexActions.empty())
        json.set("GlobalSecondaryIndexUpdates", std::move(updates));
    if (!request.vectorActions.empty())
        json.set("VectorIndexUpdates", std::move(vectorUpdates));
}

} // namespace

Json toJson(const engine::PutItemRequest &request)
{
    return wholeWrite(request);
}

Json toJson(const engine::UpdateItemRequest &request)
{
    return wholeWrite(request);
}

Json toJson(const engine::DeleteItemRequest &request)
{
    return wholeWrite(request);
}

Json toJson(const engine::BatchWriteRequest &request)
{
    Json tables = Json::object();
    for (const engine::WriteAction &action : request.actions) {
        const Json *sofar = tables.find(tableOf(action));
        Json members = sofar == nullptr ? Json::array() : *sofar;
        members.append(batchMember(action));
        tables.set(tableOf(action), std::move(members));
    }
    Json json = Json::object({{"RequestItems", std::move(tables)}});
    askForConsumed(json);
    askForItemCollection(json, wantItemCollections(request.actions));
    return json;
}

Json toJson(const engine::TransactWriteRequest &request, const std::string &token)
{
    Json members = Json::array();
    for (const engine::WriteAction &action : request.actions)
        members.append(transactionMember(action));
    Json json = Json::object({{"TransactItems", std::move(members)}});
    if (!token.empty())
        json.set("ClientRequestToken", text(token));
    askForConsumed(json);
    askForItemCollection(json, wantItemCollections(request.actions));
    return json;
}

Json toJson(const engine::GetItemRequest &request)
{
    Json json = getOf(request);
    if (request.consistentRead)
        json.set("ConsistentRead", Json::boolean(true));
    askForConsumed(json);
    return json;
}

Json toJson(const std::vector<KeysOfTable> &request)
{
    Json tables = Json::object();
    for (const KeysOfTable &table : request) {
        Json keys = Json::array();
        for (const value::Item &key : table.keys)
            keys.append(value::toDynamoDbJson(key));
        ExpressionRequest asked(Json::object({{"Keys", std::move(keys)}}));
        if (table.consistentRead)
            asked.set("ConsistentRead", Json::boolean(true));
        asked.setProjection(table.projection);
        tables.set(table.table, asked.finish());
    }
    Json json = Json::object({{"RequestItems", std::move(tables)}});
    askForConsumed(json);
    return json;
}

Json toJson(const std::vector<engine::GetItemRequest> &requests)
{
    Json members = Json::array();
    for (const engine::GetItemRequest &request : requests)
        members.append(Json::object({{"Get", getOf(request)}}));
    Json json = Json::object({{"TransactItems", std::move(members)}});
    askForConsumed(json);
    return json;
}

Json toJson(const engine::QueryRequest &request)
{
    ExpressionRequest page = pageOf(request);
    page.setExpression("KeyConditionExpression", request.keyCondition);
    if (request.descending)
        page.set("ScanIndexForward", Json::boolean(false));
    return page.finish();
}

Json toJson(const engine::ScanRequest &request)
{
    ExpressionRequest page = pageOf(request);
    if (request.totalSegments != 1 || request.segment != 0) {
        page.set("Segment", Json::number(request.segment));
        page.set("TotalSegments", Json::number(request.totalSegments));
    }
    return page.finish();
}

Json toJson(const engine::SearchVectorsRequest &request)
{
    Json vector = Json::array();
    for (const value::AttributeValue &each : request.vector)
        vector.append(value::toDynamoDbJson(each));
    ExpressionRequest search(Json::object({{"TableName", text(request.table)},
                                           {"IndexName", text(request.index)},
                                           {"SearchVector", std::move(vector)},
                                           {"TopK", Json::number(request.topK)},
                                           {"ReturnConsumedCapacity", text("INDEXES")}}));
    search.setCondition("SearchConditionExpression", request.condition);
    search.setProjection(request.projection);
    return search.finish();
}

Json toJson(const engine::CreateTableRequest &request)
{
    Json json = schema::toCreateTableJson(request.definition);
    if (request.resourcePolicy)
        json.set("ResourcePolicy", text(*request.resourcePolicy));
    return json;
}

Json toJson(const engine::UpdateTableRequest &request)
{
    Json json = Json::object({{"TableName", text(request.table)}});
    if (request.billingMode)
        json.set("BillingMode", text(schema::textOf(*request.billingMode)));
    schema::setCapacityMembers(json, request.capacity);
    setIndexActions(json, request);
    if (request.stream)
        json.set("StreamSpecification", streamJson(request.stream->viewType));
    if (request.encryption)
        json.set("SSESpecification", encryptionJson(request.encryption->encryption));
    if (request.tableClass)
        json.set("TableClass", text(schema::textOf(*request.tableClass)));
    if (request.deletionProtection)
        json.set("DeletionProtectionEnabled", Json::boolean(*request.deletionProtection));
    return json;
}

Json toTagsJson(const std::vector<std::pair<std::string, std::string>> &tags)
{
    Json json = Json::array();
    for (const auto &[key, content] : tags)
        json.append(Json::object({{"Key", text(key)}, {"Value", text(content)}}));
    return json;
}

} // namespace keywright::connection
