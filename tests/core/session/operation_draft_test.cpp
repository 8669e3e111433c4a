#include "tests/core/session/operation_draft_test.h"

#include "core/connection/embedded_connection.h"
#include "core/engine/engine.h"
#include "core/session/operation_draft.h"
#include "core/session/operation_run.h"
#include "core/storage/store.h"

using namespace keywright;
using model::OperationKind;
using session::ConditionTest;
using session::DraftedOperation;
using session::OperationDraft;
using session::UpdateChange;
using value::AttributeValue;
using value::Json;

Q_DECLARE_METATYPE(keywright::session::OperationDraft)

namespace {

DraftedOperation query()
{
    DraftedOperation operation;
    operation.table = "Orders";
    operation.index = "byStatus";
    operation.keyTerms = {{"status", expression::KeyOperator::Equal, {"open"}},
                          {"placed", expression::KeyOperator::Between, {AttributeValue::number(1), AttributeValue::number(9)}}};
    operation.condition.rows = {{false, "total", ConditionTest::Greater, {AttributeValue::number(5)}},
                                {true, "\"first-name\"", ConditionTest::BeginsWith, {"A"}},
                                {false, "address.city", ConditionTest::Exists, {}}};
    operation.projection = {"total", "date"};
    operation.descending = true;
    operation.limit = 10;
    return operation;
}

DraftedOperation update()
{
    DraftedOperation operation;
    operation.kind = OperationKind::UpdateItem;
    operation.table = "Orders";
    operation.key = {{"customer", "c1"}, {"placed", AttributeValue::number(1)}};
    operation.update.rows = {{UpdateChange::Set, "status", "sent"},
                             {UpdateChange::Increase, "total", AttributeValue::number(1)},
                             {UpdateChange::Remove, "note", {}},
                             {UpdateChange::SetIfMissing, "since", "today"}};
    operation.condition.rows = {{false, "status", ConditionTest::In, {"open", "held"}}};
    operation.returnValues = "ALL_NEW";
    return operation;
}

DraftedOperation get(const char *customer)
{
    DraftedOperation operation;
    operation.kind = OperationKind::GetItem;
    operation.table = "Orders";
    operation.key = {{"customer", customer}, {"placed", AttributeValue::number(1)}};
    return operation;
}

OperationDraft transaction()
{
    OperationDraft draft;
    draft.operation.kind = OperationKind::TransactWriteItems;
    DraftedOperation put;
    put.kind = OperationKind::PutItem;
    put.table = "Orders";
    put.item = {{"customer", "c9"}, {"placed", AttributeValue::number(9)}};
    DraftedOperation check = get("c1");
    check.kind = OperationKind::ConditionCheck;
    check.condition.rows = {{false, "status", ConditionTest::Equal, {"open"}}};
    draft.parts = {put, check};
    return draft;
}

OperationDraft batch(OperationKind kind, std::vector<DraftedOperation> parts)
{
    OperationDraft draft;
    draft.operation.kind = kind;
    draft.parts = std::move(parts);
    return draft;
}

void addDrafts()
{
    QTest::addColumn<OperationDraft>("draft");
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("query by rows")
        << OperationDraft{query(), {}}
        << QByteArray("{\"TableName\":\"Orders\",\"IndexName\":\"byStatus\",\"KeyConditionExpression\":\"#status = :status "
                      "AND placed BETWEEN :placed AND :placed2\",\"FilterExpression\":\"#total > :total OR "
                      "begins_with(#first_2dname, :firstname) AND attribute_exists(address.city)\","
                      "\"ProjectionExpression\":\"#total, #date\",\"ExpressionAttributeNames\":{\"#date\":\"date\","
                      "\"#first_2dname\":\"first-name\",\"#status\":\"status\",\"#total\":\"total\"},"
                      "\"ExpressionAttributeValues\":{\":firstname\":{\"S\":\"A\"},\":placed\":{\"N\":\"1\"},"
                      "\":placed2\":{\"N\":\"9\"},\":status\":{\"S\":\"open\"},\":total\":{\"N\":\"5\"}},"
                      "\"ScanIndexForward\":false,\"Limit\":10,\"ReturnConsumedCapacity\":\"INDEXES\"}");
    QTest::newRow("update by rows")
        << OperationDraft{update(), {}}
        << QByteArray("{\"TableName\":\"Orders\",\"Key\":{\"customer\":{\"S\":\"c1\"},\"placed\":{\"N\":\"1\"}},\"UpdateExpression\":\"SET "
                      "#status = :status, #total = #total + :total, since = if_not_exists(since, :since) REMOVE note\","
                      "\"ConditionExpression\":\"#status IN (:status2, :status3)\",\"ExpressionAttributeNames\":{\"#status\":\"status\","
                      "\"#total\":\"total\"},\"ExpressionAttributeValues\":{\":since\":{\"S\":\"today\"},\":status\":{\"S\":\"sent\"},\":"
                      "status2\":{\"S\":"
                      "\"open\"},\":status3\":{\"S\":\"held\"},\":total\":{\"N\":\"1\"}},\"ReturnValues\":\"ALL_NEW\","
                      "\"ReturnConsumedCapacity\":\"INDEXES\"}");
    QTest::newRow("batch of gets") << batch(OperationKind::BatchGetItem, {get("c1"), get("c2")})
                                   << QByteArray("{\"RequestItems\":{\"Orders\":{\"Keys\":[{\"customer\":{\"S\":\"c1\"},\"placed\":{\"N\":"
                                                 "\"1\"}},{\"customer\":{\"S\":\"c2\"},\"placed\":{\"N\":\"1\"}}]}},"
                                                 "\"ReturnConsumedCapacity\":\"INDEXES\"}");
    QTest::newRow("transaction with a check")
        << transaction()
        << QByteArray(
               "{\"TransactItems\":[{\"Put\":{\"TableName\":\"Orders\",\"Item\":{\"customer\":{\"S\":\"c9\"},\"placed\":{\"N\":\"9\"}}}},"
               "{\"ConditionCheck\":{\"TableName\":\"Orders\",\"Key\":{\"customer\":{\"S\":\"c1\"},\"placed\":{\"N\":\"1\"}},"
               "\"ConditionExpression\":\"#status = :status\",\"ExpressionAttributeNames\":{\"#status\":\"status\"},"
               "\"ExpressionAttributeValues\":{\":status\":{\"S\":\"open\"}},\"ReturnValuesOnConditionCheckFailure\":\"ALL_OLD\"}}],"
               "\"ReturnConsumedCapacity\":\"INDEXES\"}");
}

} // namespace

void OperationDraftTest::makesTheRequest_data()
{
    addDrafts();
}

void OperationDraftTest::makesTheRequest()
{
    QFETCH(OperationDraft, draft);
    QFETCH(QByteArray, request);
    QCOMPARE(session::requestOf(draft).compact().c_str(), request.constData());
}

void OperationDraftTest::readsTheDraftBack_data()
{
    addDrafts();
}

void OperationDraftTest::readsTheDraftBack()
{
    QFETCH(OperationDraft, draft);
    const std::string operation(model::textOf(draft.operation.kind));
    const auto read = session::draftOf(operation, session::requestOf(draft));
    QVERIFY(read);
    QCOMPARE(session::requestOf(*read).pretty().c_str(), session::requestOf(draft).pretty().c_str());
    QVERIFY(!read->operation.condition.isTyped);
}

void OperationDraftTest::keepsWhatRowsCannotSayAsText()
{
    const auto read = session::draftOf(
        "Scan",
        Json::parse("{\"TableName\": \"Orders\", \"FilterExpression\": \"NOT contains(#s, :s)\", \"ExpressionAttributeNames\": {\"#s\": "
                    "\"status\"}, \"ExpressionAttributeValues\": {\":s\": {\"S\": \"o\"}}}"));
    QVERIFY(read);
    QVERIFY(read->operation.condition.isTyped);
    QCOMPARE(read->operation.condition.text, std::string("NOT contains(status, :s)"));
    QCOMPARE(*read->operation.values.find("s"), AttributeValue("o"));
}

void OperationDraftTest::leavesToJsonWhatNoFormHolds()
{
    QVERIFY(!session::draftOf("Scan", Json::parse("{\"TableName\": \"Orders\", \"ScanFilter\": {}}")));
    QVERIFY(!session::draftOf("Scan", Json::parse("{\"TableName\": \"Orders\", \"FilterExpression\": \"a = = b\"}")));
    QVERIFY(!session::draftOf("CreateTable", Json::object()));
}

void OperationDraftTest::tellsWhyATransactionWasCancelled()
{
    engine::Engine engine(storage::Store::open({.folder = "drafts", .inMemory = true}));
    connection::EmbeddedConnection connection(engine);
    schema::TableDefinition table;
    table.name = "Orders";
    table.key = {{{"customer", schema::KeyType::S}}, {{"placed", schema::KeyType::N}}};
    table.billingMode = schema::BillingMode::PayPerRequest;
    connection.createTable(table);
    connection.putItem({"Orders", {{"customer", "c1"}, {"placed", AttributeValue::number(1)}, {"status", "sent"}}, {}});
    const session::OperationRun run = session::runOperation(connection, "TransactWriteItems", session::requestOf(transaction()));
    QVERIFY(run.problem);
    QCOMPARE(run.problem->name, std::string("TransactionCanceledException"));
    QCOMPARE(run.problem->reasons.size(), std::size_t(2));
    QCOMPARE(run.problem->reasons[0].code, std::string("None"));
    QCOMPARE(run.problem->reasons[1].code, std::string("ConditionalCheckFailed"));
    QVERIFY(run.problem->reasons[1].item);
    QCOMPARE(*run.problem->reasons[1].item->find("status"), AttributeValue("sent"));
}
