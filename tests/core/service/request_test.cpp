#include <QtTest>

#include "core/service/fault.h"
#include "core/service/request.h"
#include "tests/core/service/request_fixture.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using service::Fault;
using service::RequestDocument;
using service::RequestValue;

/// How a body becomes a request: types, constraints, and what the operations then ask of it.
class RequestTest : public QObject {
    Q_OBJECT

private slots:
    void faultsAreTheServices_data();
    void faultsAreTheServices();
    void valuesAreAskedForByName();
    void nullIsAbsent();
    void partsAreAskedLikeTheWhole();
    void aPartIsCopiedAsJson();
    void documentsLiveSideBySide();
    void tablesAreNamesOrArns();
    void arnsOfNoTableAreRefused_data();
    void arnsOfNoTableAreRefused();
};

void RequestTest::faultsAreTheServices_data()
{
    QTest::addColumn<QString>("file");
    for (const char *file : {"types.txt", "constraints.txt"})
        QTest::newRow(file) << file;
}

void RequestTest::faultsAreTheServices()
{
    QFETCH(QString, file);
    const std::string differences = test::differencesIn(test::dataDir() / "requests" / file.toStdString());
    QVERIFY2(differences.empty(), differences.c_str());
}

void RequestTest::valuesAreAskedForByName()
{
    const RequestDocument document("{\"TableName\":\"Music\",\"Limit\":5,\"ConsistentRead\":true,\"ScanIndexForward\":\"false\"}");
    const service::Operation &query = *service::Facts::ofDynamoDb().find("DynamoDB_20120810.Query");
    const service::Request request = service::readRequest(query, document);
    QCOMPARE(request.operation->name, std::string("Query"));
    QCOMPARE(request.text("TableName"), std::string_view("Music"));
    QCOMPARE(request.text("IndexName"), std::string_view());
    QVERIFY(!request.optionalText("IndexName"));
    QCOMPARE(request.integer("Limit"), std::int64_t(5));
    QVERIFY(!request.optionalInteger("Segment"));
    QVERIFY(request.flag("ConsistentRead"));
    QVERIFY(!request.flag("ScanIndexForward", true));
    QVERIFY(request.flag("Missing", true));
    QVERIFY(!request.optionalFlag("Missing"));
    QVERIFY(!request.has("ExclusiveStartKey"));
}

void RequestTest::nullIsAbsent()
{
    const RequestDocument document("{\"TableName\":null,\"Limit\":null,\"Keys\":[null,{}]}");
    QVERIFY(!document.root().has("TableName"));
    QCOMPARE(document.root().integer("Limit", 7), std::int64_t(7));
    QCOMPARE(document.root().list("Keys").size(), std::size_t(2));
    QVERIFY(document.root().list("Keys").front().isNull());
}

void RequestTest::partsAreAskedLikeTheWhole()
{
    const RequestDocument document("{\"TransactItems\":[{\"Put\":{\"TableName\":\"a\"}},{\"Delete\":{\"TableName\":\"b\"}}],"
                                   "\"Names\":{\"#x\":\"x\",\"#y\":\"y\"}}");
    std::string tables;
    for (const RequestValue &part : document.root().list("TransactItems"))
        for (const auto &[kind, action] : part.members())
            tables += std::string(kind) + " " + std::string(action.text("TableName")) + "; ";
    QCOMPARE(tables, std::string("Put a; Delete b; "));
    std::string names;
    for (const auto &[placeholder, name] : document.root().map("Names"))
        names += std::string(placeholder) + std::string(name.asText());
    QCOMPARE(names, std::string("#xx#yy"));
    QCOMPARE(document.root().find("Names")->size(), std::size_t(2));
    QVERIFY(document.root().list("Missing").empty());
    QVERIFY(document.root().map("TransactItems").empty());
}

void RequestTest::aPartIsCopiedAsJson()
{
    const std::string text = "{\"a\":[1,-2,true,null,\"x\\\"y\",{\"b\":{}}],\"c\":18446744073709551615}";
    const RequestDocument document(text);
    QCOMPARE(document.root().toJson().compact(), text);
    QCOMPARE(document.root().find("a")->toJson().compact(), std::string("[1,-2,true,null,\"x\\\"y\",{\"b\":{}}]"));
}

void RequestTest::documentsLiveSideBySide()
{
    const auto first = std::make_unique<RequestDocument>("{\"TableName\":\"first\"}");
    const std::string_view name = first->root().text("TableName");
    for (int i = 0; i < 5; ++i) {
        const RequestDocument other("{\"TableName\":\"other\"}");
        const RequestDocument third("{\"TableName\":\"third\"}");
        QCOMPARE(other.root().text("TableName"), std::string_view("other"));
        QCOMPARE(third.root().text("TableName"), std::string_view("third"));
    }
    QCOMPARE(name, std::string_view("first"));
}

void RequestTest::tablesAreNamesOrArns()
{
    for (const char *text : {"Music", "arn:aws:dynamodb:us-east-1:123456789012:table/Music",
                             "arn:aws:dynamodb:us-east-1:123456789012:table/Music/index/ByYear",
                             "arn:aws-cn:dynamodb:cn-north-1:123456789012:table/Music/stream/2026-11-21T00:00:00.000"})
        QCOMPARE(service::tableNameIn(text), std::string_view("Music"));
}

void RequestTest::arnsOfNoTableAreRefused_data()
{
    QTest::addColumn<QString>("arn");
    for (const char *arn : {"arn:", "arn:aws:dynamodb:us-east-1:123456789012:table/", "arn:aws:s3:::table/Music",
                            "arn:aws:dynamodb:us-east-1:123456789012:global/Music"})
        QTest::newRow(arn) << arn;
}

void RequestTest::arnsOfNoTableAreRefused()
{
    QFETCH(QString, arn);
    try {
        service::tableNameIn(arn.toStdString());
        QFAIL("taken");
    } catch (const Fault &fault) {
        QCOMPARE(fault.message(), "Invalid TableArn: Invalid ResourceArn provided as input " + arn.toStdString());
    }
}

std::unique_ptr<QObject> makeRequestTest()
{
    return std::make_unique<RequestTest>();
}

#include "request_test.moc"
