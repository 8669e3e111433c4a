#include <stdexcept>
#include <string>

#include "core/schema/table_json.h"
#include "core/value/json.h"
#include "tests/support/run_classes.h"

using namespace keywright::schema;
using namespace std::string_literals;
using keywright::value::Json;

namespace {

TableDefinition tableWithEverything()
{
    TableDefinition table;
    table.name = "Orders";
    table.key = {{{"pk", KeyType::S}}, {{"sk", KeyType::N}}};
    table.localIndexes = {{"ByDate", {{{"pk", KeyType::S}}, {{"date", KeyType::S}}}, {ProjectionType::KeysOnly, {}}, {}}};
    table.globalIndexes = {
        {"ByState",
         {{{"country", KeyType::S}, {"state", KeyType::B}}, {{"day", KeyType::N}, {"sk", KeyType::N}}},
         {ProjectionType::Include, {"total", "count"}},
         {ProvisionedThroughput{7, 8}, OnDemandThroughput{9, std::nullopt}, WarmThroughput{std::nullopt, 10}}},
        {"All", {{{"sk", KeyType::N}}, {}}, {}, {}},
    };
    table.capacity = {ProvisionedThroughput{1, 2}, OnDemandThroughput{3, 4}, WarmThroughput{5, 6}};
    table.streamViewType = StreamViewType::NewAndOldImages;
    table.tableClass = TableClass::StandardInfrequentAccess;
    table.deletionProtection = true;
    table.tags = {{"owner", "shop"}, {"stage", ""}};
    return table;
}

std::string failureOf(const char *text)
{
    try {
        fromCreateTableJson(Json::parse(text));
    } catch (const std::invalid_argument &error) {
        return error.what();
    }
    return "no failure";
}

} // namespace

class TableJsonTest : public QObject {
    Q_OBJECT

private slots:
    void aTableIsItsCreateTableRequest()
    {
        QCOMPARE(toCreateTableJson(tableWithEverything()).pretty(110),
                 R"({
  "TableName": "Orders",
  "AttributeDefinitions": [
    {"AttributeName": "country", "AttributeType": "S"},
    {"AttributeName": "date", "AttributeType": "S"},
    {"AttributeName": "day", "AttributeType": "N"},
    {"AttributeName": "pk", "AttributeType": "S"},
    {"AttributeName": "sk", "AttributeType": "N"},
    {"AttributeName": "state", "AttributeType": "B"}
  ],
  "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
  "LocalSecondaryIndexes": [
    {
      "IndexName": "ByDate",
      "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "date", "KeyType": "RANGE"}],
      "Projection": {"ProjectionType": "KEYS_ONLY"}
    }
  ],
  "GlobalSecondaryIndexes": [
    {
      "IndexName": "ByState",
      "KeySchema": [
        {"AttributeName": "country", "KeyType": "HASH"},
        {"AttributeName": "state", "KeyType": "HASH"},
        {"AttributeName": "day", "KeyType": "RANGE"},
        {"AttributeName": "sk", "KeyType": "RANGE"}
      ],
      "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["total", "count"]},
      "ProvisionedThroughput": {"ReadCapacityUnits": 7, "WriteCapacityUnits": 8},
      "OnDemandThroughput": {"MaxReadRequestUnits": 9},
      "WarmThroughput": {"WriteUnitsPerSecond": 10}
    },
    {
      "IndexName": "All",
      "KeySchema": [{"AttributeName": "sk", "KeyType": "HASH"}],
      "Projection": {"ProjectionType": "ALL"}
    }
  ],
  "BillingMode": "PROVISIONED",
  "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 2},
  "OnDemandThroughput": {"MaxReadRequestUnits": 3, "MaxWriteRequestUnits": 4},
  "WarmThroughput": {"ReadUnitsPerSecond": 5, "WriteUnitsPerSecond": 6},
  "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES"},
  "TableClass": "STANDARD_INFREQUENT_ACCESS",
  "DeletionProtectionEnabled": true,
  "Tags": [{"Key": "owner", "Value": "shop"}, {"Key": "stage", "Value": ""}]
})"s);
    }

    void theRequestReadsBackAsTheTable()
    {
        const TableDefinition everything = tableWithEverything();
        QVERIFY(fromCreateTableJson(toCreateTableJson(everything)) == everything);
        TableDefinition least;
        least.name = "Least";
        least.key = {{{"k", KeyType::B}}, {}};
        least.billingMode = BillingMode::PayPerRequest;
        QVERIFY(fromCreateTableJson(toCreateTableJson(least)) == least);
    }

    void whatIsNoTableNamesTheMember()
    {
        QCOMPARE(failureOf("{}"), "the table definition has no AttributeDefinitions"s);
        QCOMPARE(failureOf("{\"AttributeDefinitions\":[{\"AttributeName\":\"a\",\"AttributeType\":\"BOOL\"}]}"),
                 "AttributeType cannot be \"BOOL\""s);
        QCOMPARE(failureOf("{\"AttributeDefinitions\":[],\"TableName\":\"T\"}"), "the table definition has no KeySchema"s);
        QCOMPARE(
            failureOf("{\"AttributeDefinitions\":[],\"TableName\":\"T\",\"KeySchema\":[{\"AttributeName\":\"a\",\"KeyType\":\"HASH\"}]}"),
            "AttributeDefinitions lacks the key attribute a"s);
    }

    void everyWordOfTheServiceReadsBack()
    {
        std::string words;
        for (const auto type : {KeyType::S, KeyType::N, KeyType::B})
            words += std::string(textOf(type)) + (keyTypeFromText(textOf(type)) == type ? " " : "! ");
        for (const auto type : {ProjectionType::All, ProjectionType::KeysOnly, ProjectionType::Include})
            words += std::string(textOf(type)) + (projectionTypeFromText(textOf(type)) == type ? " " : "! ");
        for (const auto type :
             {StreamViewType::KeysOnly, StreamViewType::NewImage, StreamViewType::OldImage, StreamViewType::NewAndOldImages})
            words += std::string(textOf(type)) + (streamViewTypeFromText(textOf(type)) == type ? " " : "! ");
        QCOMPARE(words, "S N B ALL KEYS_ONLY INCLUDE KEYS_ONLY NEW_IMAGE OLD_IMAGE NEW_AND_OLD_IMAGES "s);
        QVERIFY(!billingModeFromText("ON_DEMAND"));
        QVERIFY(!tableClassFromText("standard"));
    }
};

std::unique_ptr<QObject> makeTableJsonTest()
{
    return std::make_unique<TableJsonTest>();
}

#include "table_json_test.moc"
