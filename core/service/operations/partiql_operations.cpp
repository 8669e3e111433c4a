#include "core/service/operations/partiql_operations.h"

#include "core/partiql/batch.h"
#include "core/partiql/execution.h"
#include "core/partiql/transaction.h"
#include "core/service/attribute_reader.h"
#include "core/service/fault.h"
#include "core/service/operations/cancellation.h"
#include "core/service/operations/item_json_sink.h"
#include "core/service/operations/request_parts.h"
#include "core/value/dynamodb_json.h"

namespace keywright::service {

namespace {

/// They are looked at before the statement is read (captured from DynamoDB by floci).
partiql::Parameters parametersIn(const RequestValue &request)
{
    partiql::Parameters parameters;
    for (const RequestValue &parameter : request.list("Parameters"))
        parameters.push_back(readAttributeValue(parameter));
    return parameters;
}

partiql::BatchStatement batchStatementOf(const RequestValue &member)
{
    partiql::BatchStatement statement;
    statement.request.statement = member.text("Statement");
    statement.request.consistentRead = member.flag("ConsistentRead");
    statement.request.returnItemOnFailure = returnsItemOnFailure(member);
    try {
        statement.request.parameters = parametersIn(member);
    } catch (const Fault &fault) {
        statement.fault = partiql::BatchError{partiql::batchErrorCode(fault.name()), fault.message(), std::nullopt};
    }
    return statement;
}

void writeResult(JsonWriter &out, const partiql::BatchStatementResult &result)
{
    out.beginObject();
    if (result.error) {
        out.key("Error");
        out.beginObject();
        out.member("Code", result.error->code);
        out.member("Message", result.error->message);
        if (result.error->item)
            writeItem(out, "Item", *result.error->item);
        out.endObject();
    }
    if (!result.table.empty())
        out.member("TableName", result.table);
    if (result.item)
        writeItem(out, "Item", *result.item);
    out.endObject();
}

} // namespace

void executeStatement(const OperationCall &call, std::string &body)
{
    const RequestValue &request = call.request;
    partiql::StatementRequest statement;
    statement.parameters = parametersIn(request);
    statement.statement = request.text("Statement");
    statement.consistentRead = request.flag("ConsistentRead");
    statement.limit = request.optionalInteger("Limit");
    statement.nextToken = textIn(request, "NextToken");
    statement.returnItemOnFailure = returnsItemOnFailure(request);

    JsonWriter out(body);
    out.beginObject();
    out.key("Items");
    out.beginArray();
    ItemJsonSink items(out);
    const partiql::StatementResult result = partiql::executeStatement(call.engine, statement, items);
    out.endArray();
    if (!result.conditionHeld) {
        value::Json details = value::Json::object();
        if (result.failedItem)
            details.set("Item", value::toDynamoDbJson(*result.failedItem));
        throw Fault("ConditionalCheckFailedException", "The conditional request failed", std::move(details));
    }
    if (result.nextToken)
        out.member("NextToken", *result.nextToken);
    if (result.lastEvaluatedKey)
        writeItem(out, "LastEvaluatedKey", *result.lastEvaluatedKey);
    writeConsumedCapacity(out, result.consumed, capacityDetailIn(request));
    out.endObject();
}

void batchExecuteStatement(const OperationCall &call, std::string &body)
{
    std::vector<partiql::BatchStatement> batch;
    for (const RequestValue &member : call.request.list("Statements"))
        batch.push_back(batchStatementOf(member));
    const partiql::BatchResult result = partiql::executeBatch(call.engine, batch);

    JsonWriter out(body);
    out.beginObject();
    out.key("Responses");
    out.beginArray();
    for (const partiql::BatchStatementResult &statement : result.statements)
        writeResult(out, statement);
    out.endArray();
    if (!result.tables.empty())
        writeConsumedCapacities(out, result.tables, capacityDetailIn(call.request));
    out.endObject();
}

void executeTransaction(const OperationCall &call, std::string &body)
{
    partiql::TransactionRequest transaction;
    for (const RequestValue &member : call.request.list("TransactStatements"))
        transaction.statements.push_back({std::string(member.text("Statement")), parametersIn(member), returnsItemOnFailure(member)});
    transaction.token = requestTokenIn(call.request, "TransactStatements");
    const partiql::TransactionResult result = partiql::executeTransaction(call.engine, transaction);
    if (result.cancelled)
        refuseCancelled(result.reasons);

    JsonWriter out(body);
    out.beginObject();
    out.key("Responses");
    out.beginArray();
    for (const auto &item : result.items) {
        out.beginObject();
        if (item)
            writeItem(out, "Item", *item);
        out.endObject();
    }
    out.endArray();
    writeConsumedCapacities(out, result.consumed, capacityDetailIn(call.request), result.countsReads ? UnitKind::Read : UnitKind::Write);
    out.endObject();
}

} // namespace keywright::service
