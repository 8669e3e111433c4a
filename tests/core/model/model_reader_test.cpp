#include "tests/core/model/model_reader_test.h"

#include <algorithm>
#include <filesystem>
#include <random>

#include "core/model/model_reader.h"
#include "core/model/model_writer.h"
#include "core/model/unknown_members.h"
#include "tests/core/model/models.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using model::Model;
using model::ModelError;
using model::readModel;

namespace {

/// A small model with something of everything; the broken files below are this one with a piece changed.
const std::string kModel = R"({
  "formatVersion": 1,
  "name": "Shop",
  "tables": [
    {
      "name": "Shop",
      "partitionKey": [{ "name": "PK", "type": "S" }],
      "sortKey": [{ "name": "SK", "type": "S" }],
      "globalSecondaryIndexes": [
        { "name": "GSI1", "partitionKey": [{ "name": "GSI1PK", "type": "S" }], "projection": { "type": "ALL" } }
      ],
      "timeToLive": { "attribute": "expiresAt" },
      "pointInTimeRecovery": { "recoveryPeriodInDays": 7 },
      "encryption": { "key": "AWS_OWNED" }
    }
  ],
  "entities": [
    {
      "name": "User",
      "table": "Shop",
      "identifiedBy": { "attribute": "type", "value": { "S": "User" } },
      "attributes": [{ "name": "userId", "type": "S", "required": true }],
      "keyTemplates": { "PK": "USER#{userId}", "SK": "PROFILE" }
    }
  ],
  "accessPatterns": [
    {
      "name": "User by id",
      "parameters": [{ "name": "userId", "type": "S", "example": { "S": "u1" } }],
      "steps": [{ "operation": "Query", "table": "Shop", "keyCondition": [{ "attribute": "PK", "operator": "=", "values": ["USER#{userId}"] }] }],
      "rate": { "perSecond": 5 }
    }
  ],
  "sampleData": [
    { "table": "Shop", "items": [
      { "PK": { "S": "USER#u1" }, "SK": { "S": "PROFILE" }, "type": { "S": "User" }, "userId": { "S": "u1" }, "size": { "N": "1.10" } }
    ] }
  ]
}
)";

std::string replaced(std::string text, const std::string &from, const std::string &to)
{
    const std::size_t at = text.find(from);
    if (at == std::string::npos)
        qFatal("the test's text has no %s", from.c_str());
    return text.replace(at, from.size(), to);
}

} // namespace

void ModelReaderTest::readsTheSample()
{
    const Model sample = model::readModelFile(test::sourceDir() / "samples" / "online-shop.keywright.json");
    QCOMPARE(sample.name, std::string("Online shop"));
    QCOMPARE(sample.tables.size(), std::size_t(1));
    QCOMPARE(sample.tables.front().definition.globalIndexes.size(), std::size_t(3));
    QVERIFY(sample.entities.size() >= 6);
    QVERIFY(sample.accessPatterns.size() >= 15);
    QVERIFY(sample.itemCount() >= 200);
    const model::AccessPattern *checkout = sample.findAccessPattern("Check out: turn the cart into an order");
    QVERIFY(checkout != nullptr);
    QCOMPARE(checkout->steps.back().operation.kind, model::OperationKind::TransactWriteItems);
    QVERIFY(!checkout->steps.back().parts.empty());
}

void ModelReaderTest::readsEverySetting()
{
    const Model read = readModel(kModel, "shop.keywright.json");
    const model::Table &table = read.tables.front();
    QCOMPARE(table.definition.key.sort.front().name, std::string("SK"));
    QCOMPARE(table.definition.billingMode, schema::BillingMode::PayPerRequest);
    QCOMPARE(*table.timeToLiveAttribute, std::string("expiresAt"));
    QCOMPARE(*table.recoveryPeriodInDays, std::int64_t(7));
    const model::Entity &user = read.entities.front();
    QVERIFY(user.attributes.front().required);
    QCOMPARE(*user.keyTemplate("PK"), std::string("USER#{userId}"));
    QCOMPARE(read.entityOf("Shop", read.sampleData.front().items.front()), &user);
    QCOMPARE(test::textOf(read.sampleData.front().items.front()),
             std::string(R"({"PK":{"S":"USER#u1"},"SK":{"S":"PROFILE"},"size":{"N":"1.1"},"type":{"S":"User"},"userId":{"S":"u1"}})"));
    const model::AccessPattern &pattern = read.accessPatterns.front();
    QCOMPARE(pattern.rate->perSecond, 5.0);
    QCOMPARE(std::get<std::string>(pattern.steps.front().operation.keyCondition.front().values.front()), std::string("USER#{userId}"));
}

void ModelReaderTest::keepsUnknownFields()
{
    const std::string text =
        replaced(replaced(kModel, "\"name\": \"Shop\",\n  \"tables\"", "\"name\": \"Shop\", \"tool\": {\"a\": 1.10},\n  \"tables\""),
                 "\"required\": true", "\"required\": true, \"x-colour\": \"red\"");
    const Model read = readModel(text, "shop.keywright.json");
    QCOMPARE(read.unknown.compact(), std::string(R"({"tool":{"a":1.10}})"));
    QCOMPARE(read.entities.front().attributes.front().unknown.compact(), std::string(R"({"x-colour":"red"})"));
    QCOMPARE(read.tables.front().settings.compact(), std::string(R"({"encryption":{"key":"AWS_OWNED"}})"));
}

void ModelReaderTest::refusesBrokenFiles_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const std::string &from, const std::string &to, const char *message) {
        QTest::newRow(name) << QString::fromStdString(replaced(kModel, from, to)) << QString(message);
    };
    QTest::newRow("empty file") << ""
                                << "f.json, line 1, column 1: this is not JSON: syntax error while parsing value - unexpected end of "
                                   "input; expected '[', '{', or a literal.";
    row("comma missing", "\"formatVersion\": 1,", "\"formatVersion\": 1",
        "f.json, line 3, column 8: this is not JSON: syntax error while parsing object - unexpected string literal; expected '}'.");
    row("member twice", "\"name\": \"Shop\",\n  \"tables\"", "\"name\": \"Shop\", \"name\": \"Shop\",\n  \"tables\"",
        "f.json, line 3, column 19: this is not JSON: the member \"name\" stands here for the second time in one object; remove one of the "
        "two.");
    QTest::newRow("an array") << "[]"
                              << "f.json, line 1, column 1: the file is an array; expected an object.";
    row("no version", "\"formatVersion\": 1,", "",
        "f.json, line 1, column 1: the file lacks the member \"formatVersion\"; expected the file's format version, 1.");
    row("newer version", "\"formatVersion\": 1", "\"formatVersion\": 2",
        "f.json, line 2, column 20: formatVersion is 2, and this Keywright reads up to 1; open the file with a newer Keywright.");
    row("version is text", "\"formatVersion\": 1", "\"formatVersion\": \"1\"",
        "f.json, line 2, column 20: formatVersion is a string; expected a whole number.");
    row("key type", "\"name\": \"SK\", \"type\": \"S\"", "\"name\": \"SK\", \"type\": \"BOOL\"",
        "f.json, line 8, column 43: tables[0].sortKey[0].type is \"BOOL\"; expected one of S, N, B.");
    row("no partition key", "\"partitionKey\": [{ \"name\": \"PK\", \"type\": \"S\" }],", "",
        "f.json, line 5, column 5: tables[0].partitionKey is missing or empty; expected a key attribute with name and type.");
    row("projection", "{ \"type\": \"ALL\" }", "{ \"type\": \"SOME\" }",
        "f.json, line 10, column 104: tables[0].globalSecondaryIndexes[0].projection.type is \"SOME\"; expected one of ALL, KEYS_ONLY, "
        "INCLUDE.");
    row("operator", "\"operator\": \"=\"", "\"operator\": \"like\"",
        "f.json, line 30, column 108: accessPatterns[0].steps[0].keyCondition[0].operator is \"like\"; expected one of =, <, <=, >, >=, "
        "between, begins_with.");
    row("values of the operator", "\"operator\": \"=\"", "\"operator\": \"between\"",
        "f.json, line 30, column 129: accessPatterns[0].steps[0].keyCondition[0].values does not fit the operator; expected an array of 2 "
        "values.");
    row("example of another type", "{ \"S\": \"u1\" } }]", "{ \"N\": \"1\" } }]",
        "f.json, line 29, column 66: accessPatterns[0].parameters[0].example is of type N; expected S as the parameter's type says.");
    row("value in an item", "{ \"N\": \"1.10\" }", "{ \"N\": \"1.1O\" }",
        "f.json, line 36, column 126: sampleData[0].items[0].size.N is not an attribute value: \"1.1O\" is not a number.");
    row("type in an item", "{ \"N\": \"1.10\" }", "{ \"Number\": \"1\" }",
        "f.json, line 36, column 119: sampleData[0].items[0].size is not an attribute value: \"Number\" is no DynamoDB type; use S, N, B, "
        "BOOL, NULL, M, L, SS, NS or BS.");
    const auto saved = [&row](const char *name, const std::string &operation, const char *message) {
        row(name, "\"formatVersion\": 1,", "\"formatVersion\": 1, \"savedOperations\": [{\"name\": \"a\", " + operation + "}],", message);
    };
    saved("saved operation of no such kind", "\"operation\": \"Query2\", \"request\": {}",
          "f.json, line 2, column 70: savedOperations[0].operation is \"Query2\"; expected an operation on items, such as Query or "
          "ExecuteStatement.");
    saved("saved operation without request", "\"operation\": \"Query\"",
          "f.json, line 2, column 43: savedOperations[0] lacks the member \"request\"; expected the request as DynamoDB takes it, an "
          "object.");
    saved("saved request that is a text", "\"operation\": \"Query\", \"request\": \"a\"",
          "f.json, line 2, column 90: savedOperations[0].request is a string; expected the request as DynamoDB takes it, an object.");
    row("a part that only the schema describes", "\"key\": \"AWS_OWNED\"", "\"key\": \"MINE\"",
        "f.json, line 14, column 30: tables[0].encryption.key is \"MINE\"; expected one of AWS_OWNED, AWS_MANAGED, CUSTOMER_MANAGED");
    row("a name that is too short", "\"name\": \"GSI1\"", "\"name\": \"G1\"",
        "f.json, line 10, column 19: tables[0].globalSecondaryIndexes[0].name does not fit the model format: String should be no fewer "
        "than 3 characters in length");
}

void ModelReaderTest::refusesBrokenFiles()
{
    QFETCH(QString, text);
    QFETCH(QString, message);
    try {
        readModel(text.toStdString(), "f.json");
        QFAIL("the broken file was read");
    } catch (const ModelError &error) {
        QVERIFY2(QString(error.what()).startsWith(message), error.what());
        QVERIFY(error.line() >= 1);
    }
}

void ModelReaderTest::refusesFilesThatCannotBeOpened()
{
    const test::TemporaryFolder folder;
    for (const std::filesystem::path &file : {folder.path() / "none.keywright.json", folder.path()}) {
        try {
            model::readModelFile(file);
            QFAIL("there was nothing to read");
        } catch (const ModelError &error) {
            QCOMPARE(QString(error.what()),
                     QString::fromStdString("The model file \"" + file.string()
                                            + "\" cannot be read. Check that it exists, is a file and that you may read it."));
        }
    }
}

void ModelReaderTest::leavesTheFileAlone()
{
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "broken.keywright.json";
    const std::string broken = replaced(kModel, "\"formatVersion\": 1", "\"formatVersion\": 99");
    test::writeFile(file, broken);
    QVERIFY_THROWS_EXCEPTION(ModelError, model::readModelFile(file));
    QCOMPARE(test::readFile(file), broken);
}

void ModelReaderTest::survivesMutations()
{
    const int rounds = qEnvironmentVariableIsSet("KEYWRIGHT_LONG") ? 20'000 : 400;
    std::mt19937 random(20261121);
    int refused = 0;
    for (int round = 0; round < rounds; ++round) {
        std::string text = kModel;
        for (int change = 0; change < 1 + round % 3; ++change) {
            const std::size_t at = random() % text.size();
            switch (random() % 3) {
            case 0: text[at] = static_cast<char>(random()); break;
            case 1: text.erase(at, 1 + random() % 20); break;
            default: text.insert(at, std::string(1 + random() % 3, "{}[]\",:0-e\\"[random() % 11])); break;
            }
        }
        try {
            readModel(text, "mutated.json");
        } catch (const ModelError &) {
            ++refused;
        }
    }
    QVERIFY(refused > rounds / 2);
}

void ModelReaderTest::unknownMembersAreFoundWithWhatTheyLookLike()
{
    const std::string text = test::readFile(test::sourceDir() / "samples" / "online-shop.keywright.json");
    const std::size_t at = text.find("\"consistentRead\"");
    QVERIFY(at != std::string::npos);
    std::string misspelt = text;
    misspelt.replace(at, 16, "\"consistntRead\"");
    const std::vector<model::UnknownMember> found = model::unknownMembers(misspelt);
    QCOMPARE(found.size(), std::size_t(1));
    QVERIFY2(found[0].place.ends_with(".consistntRead"), found[0].place.c_str());
    QCOMPARE(found[0].likely, std::string("consistentRead"));
    QCOMPARE(found[0].line, static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n')) + 1);
    QVERIFY(model::unknownMembers("{\"name\": ").empty());
}

void ModelReaderTest::filesOfOursHaveNone_data()
{
    QTest::addColumn<QString>("file");
    for (const auto &file : std::filesystem::directory_iterator(test::sourceDir() / "samples"))
        if (file.path().extension() == ".json")
            QTest::newRow(file.path().filename().c_str()) << QString::fromStdString(file.path().string());
}

void ModelReaderTest::filesOfOursHaveNone()
{
    QFETCH(QString, file);
    std::string places;
    for (const model::UnknownMember &each : model::unknownMembers(test::readFile(file.toStdString())))
        places += each.place + "\n";
    QCOMPARE(places, std::string());
    std::string whole;
    for (const model::UnknownMember &each : model::unknownMembers(model::writeModel(test::everyField())))
        whole += each.place + "\n";
    QCOMPARE(whole, std::string());
}
