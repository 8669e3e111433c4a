#include "tests/core/exchange/table_definitions_test.h"

#include "core/exchange/import_file.h"
#include "core/exchange/table_definitions.h"
#include "core/model/model_reader.h"
#include "core/schema/table_json.h"

#include <QTest>

#include "tests/core/exchange/mutation.h"
#include "tests/support/test_paths.h"

using namespace keywright;

namespace {

const std::string kYaml = "AWSTemplateFormatVersion: '2010-09-09'\n"
                          "Description: Orders\n"
                          "Parameters:\n"
                          "  Units: {Type: Number, Default: 7}\n"
                          "Resources:\n"
                          "  Bucket:\n"
                          "    Type: AWS::S3::Bucket\n"
                          "  OrdersTable:\n"
                          "    Type: AWS::DynamoDB::Table\n"
                          "    Properties:\n"
                          "      TableName: orders\n"
                          "      AttributeDefinitions:\n"
                          "        - {AttributeName: pk, AttributeType: S}\n"
                          "        - {AttributeName: sk, AttributeType: N}\n"
                          "        - {AttributeName: status, AttributeType: S}\n"
                          "      KeySchema:\n"
                          "        - {AttributeName: pk, KeyType: HASH}\n"
                          "        - {AttributeName: sk, KeyType: RANGE}\n"
                          "      GlobalSecondaryIndexes:\n"
                          "        - IndexName: by-status\n"
                          "          KeySchema: [{AttributeName: status, KeyType: HASH}]\n"
                          "          Projection: {ProjectionType: INCLUDE, NonKeyAttributes: [total]}\n"
                          "      ProvisionedThroughput:\n"
                          "        ReadCapacityUnits: !Ref Units\n"
                          "        WriteCapacityUnits: 3\n"
                          "      TimeToLiveSpecification: {AttributeName: expires, Enabled: true}\n"
                          "      PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}\n"
                          "      StreamSpecification: {StreamViewType: NEW_IMAGE}\n"
                          "      Tags: [{Key: stage, Value: dev}]\n";

const std::string kJson =
    "{\"Parameters\":{\"Units\":{\"Default\":7}},\"Resources\":{\"OrdersTable\":{\"Type\":\"AWS::DynamoDB::Table\",\"Properties\":{"
    "\"TableName\":\"orders\",\"AttributeDefinitions\":[{\"AttributeName\":\"pk\",\"AttributeType\":\"S\"},{\"AttributeName\":\"sk\","
    "\"AttributeType\":\"N\"},{\"AttributeName\":\"status\",\"AttributeType\":\"S\"}],\"KeySchema\":[{\"AttributeName\":\"pk\","
    "\"KeyType\":\"HASH\"},{\"AttributeName\":\"sk\",\"KeyType\":\"RANGE\"}],\"GlobalSecondaryIndexes\":[{\"IndexName\":\"by-status\","
    "\"KeySchema\":[{\"AttributeName\":\"status\",\"KeyType\":\"HASH\"}],\"Projection\":{\"ProjectionType\":\"INCLUDE\","
    "\"NonKeyAttributes\":[\"total\"]}}],\"ProvisionedThroughput\":{\"ReadCapacityUnits\":{\"Ref\":\"Units\"},\"WriteCapacityUnits\":3},"
    "\"TimeToLiveSpecification\":{\"AttributeName\":\"expires\",\"Enabled\":true},\"PointInTimeRecoverySpecification\":"
    "{\"PointInTimeRecoveryEnabled\":\"true\"},\"StreamSpecification\":{\"StreamViewType\":\"NEW_IMAGE\"},\"Tags\":[{\"Key\":\"stage\","
    "\"Value\":\"dev\"}]}}}}";

schema::TableDefinition expected()
{
    schema::TableDefinition table;
    table.name = "orders";
    table.key = {{{"pk", schema::KeyType::S}}, {{"sk", schema::KeyType::N}}};
    table.capacity.provisioned = schema::ProvisionedThroughput{7, 3};
    table.globalIndexes.push_back(
        {"by-status", {{{"status", schema::KeyType::S}}, {}}, {schema::ProjectionType::Include, {"total"}}, table.capacity});
    table.streamViewType = schema::StreamViewType::NewImage;
    table.tags["stage"] = "dev";
    return table;
}

std::string shown(const schema::TableDefinition &table)
{
    return schema::toCreateTableJson(table).pretty();
}

} // namespace

void TableDefinitionsTest::readsCreateTableAndDescribeTable()
{
    const std::string create = shown(expected());
    QCOMPARE(shown(exchange::readTableDefinitions(create, "f").model.tables.at(0).definition), create);
    QCOMPARE(exchange::readTableDefinitions("[" + create + "," + "{\"Table\":" + create + "}]", "f").model.tables.size(), std::size_t(2));
    const auto described = exchange::readTableDefinitions(
        "{\"Table\":{\"TableName\":\"Music\",\"TableStatus\":\"ACTIVE\",\"ItemCount\":0,\"AttributeDefinitions\":[{\"AttributeName\":\"a\","
        "\"AttributeType\":"
        "\"S\"}],\"KeySchema\":[{\"AttributeName\":\"a\",\"KeyType\":\"HASH\"}],\"ProvisionedThroughput\":{\"NumberOfDecreasesToday\":0,"
        "\"ReadCapacityUnits\":0,"
        "\"WriteCapacityUnits\":0},\"BillingModeSummary\":{\"BillingMode\":\"PAY_PER_REQUEST\"},\"TableClassSummary\":{\"TableClass\":"
        "\"STANDARD_INFREQUENT_ACCESS\"},\"DeletionProtectionEnabled\":true}}",
        "f");
    const schema::TableDefinition &table = described.model.tables.at(0).definition;
    QCOMPARE(described.problems.size(), std::size_t(0));
    QVERIFY(table.billingMode == schema::BillingMode::PayPerRequest && !table.capacity.provisioned && table.deletionProtection);
    QVERIFY(table.tableClass == schema::TableClass::StandardInfrequentAccess);
}

void TableDefinitionsTest::readsCloudFormation_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("YAML") << QString::fromStdString(kYaml);
    QTest::newRow("JSON") << QString::fromStdString(kJson);
}

void TableDefinitionsTest::readsCloudFormation()
{
    QFETCH(QString, text);
    const auto result = exchange::readCloudFormation(text.toStdString(), "orders.yaml");
    QCOMPARE(result.model.tables.size(), std::size_t(1));
    QCOMPARE(shown(result.model.tables[0].definition), shown(expected()));
    QCOMPARE(result.model.tables[0].timeToLiveAttribute.value(), std::string("expires"));
    QCOMPARE(result.model.tables[0].recoveryPeriodInDays.value(), std::int64_t(35));
    QCOMPARE(result.problems.size(), std::size_t(0));
}

void TableDefinitionsTest::keepsIntrinsicFunctionsAsText()
{
    std::string text = kYaml;
    text.replace(text.find("orders"), 6, "!Sub '${Env}-orders'");
    text.replace(text.find("Value: dev"), 10, "Value: !GetAtt A.B");
    const auto result = exchange::readCloudFormation(text, "f");
    QCOMPARE(result.model.tables.at(0).definition.name, std::string("OrdersTable"));
    QCOMPARE(result.model.tables[0].definition.tags.at("stage"), std::string("!GetAtt A.B"));
    QVERIFY(result.problems.at(0).reason.find("\"!Sub ${Env}-orders\"") != std::string::npos);
}

void TableDefinitionsTest::readsSimpleTables()
{
    const auto result = exchange::readCloudFormation(
        "Resources:\n  Users:\n    Type: AWS::Serverless::SimpleTable\n  Things:\n    Type: AWS::Serverless::SimpleTable\n    Properties:\n"
        "      PrimaryKey: {Name: thing, Type: Number}\n",
        "f");
    QCOMPARE(result.model.tables.at(0).definition.key.partition.at(0), (schema::KeyAttribute{"id", schema::KeyType::S}));
    QCOMPARE(result.model.tables.at(1).definition.key.partition.at(0), (schema::KeyAttribute{"thing", schema::KeyType::N}));
}

void TableDefinitionsTest::refusesBrokenFiles_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("message");
    QTest::newRow("no tables") << "Resources:\n  B: {Type: 'AWS::S3::Bucket', Note: 'AWS::DynamoDB::Table'}\n"
                               << "has no AWS::DynamoDB::Table";
    QTest::newRow("no YAML") << "Resources:\n  T: [AWS::DynamoDB::Table\n"
                             << "f, line 3, column 1: this is not YAML";
    QTest::newRow("key") << QString::fromStdString(kJson).replace("\"RANGE\"", "\"SORT\"")
                         << "Resources.OrdersTable.Properties.KeySchema[1].KeyType is \"SORT\"; expected HASH or RANGE.";
    QTest::newRow("type")
        << "{\"TableName\":\"t\",\"KeySchema\":[{\"AttributeName\":\"a\",\"KeyType\":\"HASH\"}],\"AttributeDefinitions\":[]}"
        << "KeySchema[0].AttributeName is \"a\"; expected an attribute of AttributeDefinitions.";
}

void TableDefinitionsTest::refusesBrokenFiles()
{
    QFETCH(QString, file);
    QFETCH(QString, message);
    try {
        exchange::importText(file.toStdString(), "f");
        QFAIL("was read");
    } catch (const model::ModelError &error) {
        QVERIFY2(QString::fromUtf8(error.what()).contains(message), error.what());
    }
}

void TableDefinitionsTest::findsTheKindOfAFile_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("summary");
    const auto row = [](const std::string &file, const char *summary) {
        QTest::newRow(summary) << QString::fromStdString(file) << summary;
    };
    const auto data = test::dataDir() / "exchange";
    row((data / "models" / "bcgov+parks-reso-api--docs_DUP_DataModel.json").string(),
        "NoSQL Workbench model: 3 tables, 3 indexes, 17 items");
    row((data / "awslabs-mcp" / "valid_schemas" / "user_registration_schema.json").string(),
        "AWS MCP schema: 2 tables, 2 entities, 3 access patterns");
    row((data / "amazon-dynamodb-labs--visualizer-OneTable-schema.json").string(),
        "OneTable schema: 1 table, 4 indexes, 8 entities, 8 items");
    row((test::sourceDir() / "samples" / "online-shop.keywright.json").string(), "Keywright model: 1 table, 3 indexes, 10 entities");
    row((data / "items" / "aws-devguide--Thread.json").string(), "holds items, not tables");
    row((data / "README.md").string(), "is nothing that can be imported");
}

void TableDefinitionsTest::findsTheKindOfAFile()
{
    QFETCH(QString, file);
    QFETCH(QString, summary);
    std::string found;
    try {
        found = exchange::importFile(file.toStdString()).summary;
    } catch (const model::ModelError &error) {
        found = error.what();
    }
    QVERIFY2(found.find(summary.toStdString()) != std::string::npos, found.c_str());
}

void TableDefinitionsTest::survivesCutsAndBends()
{
    for (const std::string &text : {kYaml, kJson})
        QVERIFY(test::survivesCutsAndBends(text, [](const std::string &bent) { exchange::readCloudFormation(bent, "f"); }));
    QVERIFY(test::survivesCutsAndBends(shown(expected()), [](const std::string &bent) { exchange::readTableDefinitions(bent, "f"); }));
}
