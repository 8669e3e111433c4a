#include "core/session/typed_reads.h"

#include <stdexcept>

#include "core/connection/json_members.h"
#include "core/engine/service_error.h"
#include "core/expression/expression_writer.h"
#include "core/expression/token.h"
#include "core/partiql/read_plan.h"
#include "core/partiql/statement.h"
#include "core/value/dynamodb_json.h"

namespace keywright::session {

using value::Json;

namespace {

std::string tableIn(const Json &request)
{
    const Json *table = request.find("TableName");
    return table != nullptr ? table->text() : std::string();
}

expression::Placeholders placeholdersIn(const Json &request)
{
    std::optional<expression::AttributeNames> names;
    std::optional<expression::AttributeValues> values;
    if (const Json *json = request.find("ExpressionAttributeNames")) {
        names.emplace();
        for (const auto &[alias, name] : json->members())
            names->emplace(alias, name.text());
    }
    if (const Json *json = request.find("ExpressionAttributeValues")) {
        values.emplace();
        for (const auto &[placeholder, value] : json->members())
            values->emplace(placeholder, value::valueFromDynamoDbJson(value));
    }
    return {std::move(names), std::move(values)};
}

template <typename Request>
void readCommon(const Json &json, Request &request, expression::Placeholders &placeholders)
{
    request.table = tableIn(json);
    request.index = connection::textOf(json, "IndexName");
    request.limit = connection::integerOf(json, "Limit");
    request.consistentRead = connection::flagOf(json, "ConsistentRead");
    request.exclusiveStartKey = connection::itemOf(json, "ExclusiveStartKey");
    if (const std::string filter = connection::textOf(json, "FilterExpression"); !filter.empty())
        request.filter = expression::compileCondition(expression::ExpressionKind::Filter, filter, placeholders);
}

engine::QueryRequest readQuery(const Json &json)
{
    engine::QueryRequest request;
    expression::Placeholders placeholders = placeholdersIn(json);
    readCommon(json, request, placeholders);
    const Json *forward = json.find("ScanIndexForward");
    request.descending = forward != nullptr && forward->isBoolean() && !forward->asBoolean();
    request.keyCondition = expression::compileKeyCondition(connection::textOf(json, "KeyConditionExpression"), placeholders);
    return request;
}

engine::ScanRequest readScan(const Json &json)
{
    engine::ScanRequest request;
    expression::Placeholders placeholders = placeholdersIn(json);
    readCommon(json, request, placeholders);
    request.segment = connection::integerOf(json, "Segment").value_or(0);
    request.totalSegments = connection::integerOf(json, "TotalSegments").value_or(1);
    return request;
}

engine::GetItemRequest readGet(const Json &json)
{
    return {tableIn(json), connection::itemOf(json, "Key").value_or(value::Item()), connection::flagOf(json, "ConsistentRead"), {}};
}

partiql::Parameters parametersIn(const Json &request)
{
    partiql::Parameters parameters;
    for (const Json &each : connection::listOf(request, "Parameters"))
        parameters.push_back(value::valueFromDynamoDbJson(each));
    return parameters;
}

std::vector<TypedRead> readSelect(const Json &json, const schema::TableDefinition &table)
{
    const partiql::Statement statement = partiql::readStatement(connection::textOf(json, "Statement"), parametersIn(json));
    const auto *select = std::get_if<partiql::SelectStatement>(&statement);
    if (select == nullptr)
        return {};
    return partiql::planRead(*select, table, connection::flagOf(json, "ConsistentRead")).reads;
}

/// The writer's placeholders are ours, so each one has its name or value.
std::string spelled(const std::string &text, const expression::ExpressionWriter &writer)
{
    std::string result;
    std::size_t copied = 0;
    for (const expression::Token &token : expression::tokenize(text)) {
        std::string meant;
        if (const auto name = writer.names().find(token.text); name != writer.names().end())
            meant = name->second;
        else if (const auto value = writer.values().find(token.text); value != writer.values().end())
            meant = value::displayText(value->second);
        else
            continue;
        result.append(text, copied, token.position - copied).append(meant);
        copied = token.position + token.text.size();
    }
    return result.append(text, copied);
}

} // namespace

std::string tableReadBy(const std::string &operation, const Json &request)
{
    if (operation == "GetItem" || operation == "Query" || operation == "Scan")
        return tableIn(request);
    if (operation != "ExecuteStatement")
        return {};
    try {
        return partiql::tableOf(partiql::readStatement(connection::textOf(request, "Statement"), parametersIn(request)));
    } catch (const std::exception &) {
        return {}; // the service refused it too
    }
}

std::vector<TypedRead> typedReads(const std::string &operation, const Json &request, const schema::TableDefinition &table)
{
    try {
        if (operation == "GetItem")
            return {readGet(request)};
        if (operation == "Query" && request.find("KeyConditions") == nullptr)
            return {readQuery(request)};
        if (operation == "Scan" && request.find("ScanFilter") == nullptr)
            return {readScan(request)};
        if (operation == "ExecuteStatement")
            return readSelect(request, table);
    } catch (const std::runtime_error &) {
        // an expression, value or statement that the service refuses
    } catch (const std::invalid_argument &) {
        // a member of the wrong kind
    }
    return {};
}

std::string inWords(const std::optional<expression::Condition> &condition)
{
    if (!condition)
        return {};
    expression::ExpressionWriter writer;
    const std::string text = writer.write(*condition);
    return spelled(text, writer);
}

std::string inWords(const expression::KeyCondition &condition)
{
    if (condition.terms.empty())
        return {};
    expression::ExpressionWriter writer;
    const std::string text = writer.write(condition);
    return spelled(text, writer);
}

} // namespace keywright::session
