#include "tests/core/exchange/nosql_workbench_test.h"

#include "core/exchange/nosql_workbench.h"
#include "core/model/model_reader.h"
#include "core/model/problems.h"
#include "core/value/dynamodb_json.h"

#include <QTest>

#include "tests/core/exchange/mutation.h"
#include "tests/core/exchange/export_fixtures.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using exchange::ImportResult;
using exchange::readNosqlWorkbench;
using exchange::writeNosqlWorkbench;
using test::dataDir;
using test::readFile;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> realFiles()
{
    std::vector<fs::path> files;
    for (const auto &entry : fs::directory_iterator(dataDir() / "exchange" / "models"))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

std::string fileNamed(const std::string &part)
{
    for (const fs::path &file : realFiles())
        if (file.string().find(part) != std::string::npos)
            return readFile(file);
    return {};
}

std::string table(const std::string &members)
{
    return "{\"ModelName\":\"M\",\"ModelMetadata\":{\"Author\":\"\",\"DateCreated\":\"\",\"DateLastModified\":\"\",\"Description\":\"\","
           "\"AWSService\":\"Amazon "
           "DynamoDB\",\"Version\":\"3.0\"},\"DataModel\":[{\"TableName\":\"Table\",\"KeyAttributes\":{\"PartitionKey\":"
           "{\"AttributeName\":\"pk\",\"AttributeType\":\"S\"}}"
        + (members.empty() ? "" : "," + members) + "}]}";
}

std::string lossesOf(const exchange::ExportResult &result)
{
    std::string all;
    for (const exchange::Loss &loss : result.losses)
        all += loss.place + "\n";
    return all;
}

} // namespace

void NosqlWorkbenchTest::readsEveryRealFile_data()
{
    QTest::addColumn<QString>("file");
    for (const fs::path &file : realFiles())
        QTest::newRow(file.filename().string().substr(12).c_str()) << QString::fromStdString(file.string());
}

void NosqlWorkbenchTest::readsEveryRealFile()
{
    QFETCH(QString, file);
    const ImportResult result = readNosqlWorkbench(readFile(file.toStdString()), "model.json");
    QCOMPARE(result.problems.empty() ? std::string() : textOf(result.problems[0]), std::string());
    QVERIFY(!result.model.tables.empty());
    QVERIFY(result.model.itemCount() > 5);
    for (const model::Problem &problem : model::findProblems(result.model))
        if (problem.severity == model::Severity::Error && problem.place.starts_with("tables"))
            QFAIL((problem.place + " " + problem.message).c_str());
}

void NosqlWorkbenchTest::anUntouchedFileStaysAsItIs_data()
{
    QTest::addColumn<QString>("part");
    for (const char *part : {"ChatSystem", "ComplainManagement", "ConnectedVehicles", "SessionManagement", "bcgov"})
        QTest::newRow(part) << part;
}

/// Files that are of version 3.0 come back byte by byte.
void NosqlWorkbenchTest::anUntouchedFileStaysAsItIs()
{
    QFETCH(QString, part);
    const std::string before = fileNamed(part.toStdString());
    const auto after = writeNosqlWorkbench(readNosqlWorkbench(before, "f").model, before);
    QCOMPARE(after.files.at(0).text, before);
    QCOMPARE(lossesOf(after), std::string());
}

void NosqlWorkbenchTest::whatTheFormatDemandsIsAllThatChanges()
{
    const auto lines = [](const std::string &text) { return QString::fromStdString(text).split('\n'); };
    const auto changes = [&lines](const std::string &part) {
        const std::string before = fileNamed(part);
        const QStringList old = lines(before);
        std::string changed;
        for (const QString &line : lines(writeNosqlWorkbench(readNosqlWorkbench(before, "f").model, before).files[0].text))
            if (!old.contains(line) && !old.contains(line + ",") && !(line.endsWith(',') && old.contains(line.chopped(1))))
                changed += line.trimmed().toStdString() + "\n";
        return changed;
    };
    QCOMPARE(changes("AnOnlineShop_14"),
             std::string("\"Version\": \"3.0\",\n\"AWSService\": \"Amazon DynamoDB\"\n\"BillingMode\": \"PAY_PER_REQUEST\"\n"));
    QCOMPARE(changes("Hospital"), std::string("\"Version\": \"3.0\"\n\"BillingMode\": \"PAY_PER_REQUEST\"\n"));
}

void NosqlWorkbenchTest::readsAllThreeWaysOfWritingMaps()
{
    const auto itemOf = [](const std::string &value) {
        const auto result = readNosqlWorkbench(table("\"TableData\":[{\"pk\":{\"S\":\"1\"},\"m\":" + value + "}]"), "f");
        return test::textOf(result.model.sampleData.at(0).items.at(0));
    };
    const std::string typed =
        test::textOf(test::item("{\"pk\":{\"S\":\"1\"},\"m\":{\"M\":{\"city\":{\"S\":\"x\"},\"zip\":{\"N\":\"5\"}}}}"));
    QCOMPARE(itemOf("{\"M\":{\"city\":{\"S\":\"x\"},\"zip\":{\"N\":\"5\"}}}"), typed);
    QCOMPARE(itemOf("{\"M\":{\"city\":\"x\",\"zip\":5}}"), typed);
    QCOMPARE(itemOf("{\"M\":{\"M\":{\"city\":{\"S\":\"x\"},\"zip\":{\"N\":\"5\"}}}}"), typed);
    // An attribute that happens to be called M stays one, and so does a type's name with another content.
    QCOMPARE(itemOf("{\"M\":{\"M\":{\"city\":\"x\"}}}"),
             test::textOf(test::item("{\"pk\":{\"S\":\"1\"},\"m\":{\"M\":{\"M\":{\"M\":{\"city\":{\"S\":\"x\"}}}}}}")));
    QCOMPARE(itemOf("{\"L\":[{\"S\":\"x\"},\"y\",{\"S\":5},{\"a\":1}]}"),
             test::textOf(test::item("{\"pk\":{\"S\":\"1\"},\"m\":{\"L\":[{\"S\":\"x\"},{\"S\":\"y\"},{\"M\":{\"S\":{\"N\":\"5\"}}},{\"M\":"
                                     "{\"a\":{\"N\":\"1\"}}}]}}")));
}

void NosqlWorkbenchTest::anItemOfSeveralFacetsIsOneItem()
{
    const std::string facets = "\"TableFacets\":[{\"FacetName\":\"A\",\"KeyAttributeAlias\":{\"PartitionKeyAlias\":\"id\"},"
                               "\"NonKeyAttributes\":[\"a\"],\"TableData\":["
                               "{\"pk\":{\"S\":\"1\"},\"a\":{\"S\":\"x\"}}]},{\"FacetName\":\"B\",\"KeyAttributeAlias\":{"
                               "\"PartitionKeyAlias\":\"id\"},\"NonKeyAttributes\":"
                               "[\"b\"],\"TableData\":[{\"pk\":{\"S\":\"1\"},\"b\":{\"S\":\"y\"}}]}]";
    const auto result = readNosqlWorkbench(table(facets), "f");
    QCOMPARE(test::textOf(result.model.sampleData.at(0).items),
             test::textOf(test::item("{\"pk\":{\"S\":\"1\"},\"a\":{\"S\":\"x\"},\"b\":{\"S\":\"y\"}}")) + "\n");
    QCOMPARE(result.model.facets.size(), std::size_t(2));
    const auto again = readNosqlWorkbench(writeNosqlWorkbench(result.model).files[0].text, "f");
    QCOMPARE(test::textOf(again.model.sampleData.at(0).items), test::textOf(result.model.sampleData.at(0).items));
    QVERIFY(writeNosqlWorkbench(result.model).files[0].text.find("\"TableData\": [\n            {\n              \"a\"")
            != std::string::npos);
}

void NosqlWorkbenchTest::itemsInNoFacetAreNotLost()
{
    auto result = readNosqlWorkbench(fileNamed("facets"), "f");
    result.model.sampleData.at(0).items.push_back(test::item("{\"PK\":{\"S\":\"new\"},\"SK\":{\"S\":\"new\"}}"));
    const auto written = writeNosqlWorkbench(result.model);
    QCOMPARE(lossesOf(written), std::string("tables[0].facets\n"));
    QCOMPARE(readNosqlWorkbench(written.files[0].text, "f").model.itemCount(), result.model.itemCount());
}

void NosqlWorkbenchTest::readsExtensions()
{
    const auto hospital = readNosqlWorkbench(fileNamed("Hospital"), "f");
    const model::Entity *treatment = hospital.model.findEntity("treatment");
    QVERIFY(treatment != nullptr);
    QCOMPARE(*treatment->keyTemplate("SK"), std::string("{timestamp}#{treatmentId}"));
    QCOMPARE(treatment->identifiedBy->attribute, std::string("type"));
    QVERIFY(readNosqlWorkbench(fileNamed("banking"), "f").model.findEntity("~new~") == nullptr);

    const auto local = readNosqlWorkbench(
        table("\"LocalSecondaryIndexes\":[{\"IndexName\":\"LSI1\",\"KeyAttributes\":{\"PartitionKey\":{\"AttributeName\":\"pk\","
              "\"AttributeType\":\"S\"},"
              "\"SortKey\":{\"AttributeName\":\"at\",\"AttributeType\":\"N\"}},\"Projection\":{\"ProjectionType\":\"ALL\"}}]"),
        "f");
    QCOMPARE(local.model.tables[0].definition.localIndexes.at(0).key.sort.at(0).name, std::string("at"));
}

void NosqlWorkbenchTest::keepsUnknownMembers()
{
    std::string before = table("\"Tomorrow\":{\"x\":[1.10]},\"SavedQuery\":{\"q\":{}},\"TableData\":[]");
    before.insert(1, "\"AccessPatterns\":[{\"n\":1}],");
    const auto written = writeNosqlWorkbench(readNosqlWorkbench(before, "f").model, before);
    const auto json = value::Json::parse(written.files[0].text);
    QCOMPARE(json.find("AccessPatterns")->compact(), std::string("[{\"n\":1}]"));
    QCOMPARE(json.find("DataModel")->elements()[0].find("Tomorrow")->compact(), std::string("{\"x\":[1.10]}"));
    QVERIFY(json.find("DataModel")->elements()[0].find("SavedQuery") != nullptr);
    QCOMPARE(json.members().front().name, std::string("AccessPatterns"));
}

void NosqlWorkbenchTest::autoScalingIsReadAndWritten()
{
    const std::string before = fileNamed("ChatSystemSchema");
    model::Model model = readNosqlWorkbench(before, "f").model;
    const model::AutoScaling usual{1, 10, 70};
    model::CapacityScaling &scaling = model.tables[0].scaling;
    QCOMPARE(scaling, (model::CapacityScaling{usual, usual}));
    scaling.read = model::AutoScaling{5, 400, 60};
    scaling.write.reset();
    const std::string after = writeNosqlWorkbench(model, before).files[0].text;
    QCOMPARE(readNosqlWorkbench(after, "f").model.tables[0].scaling, scaling);
    QVERIFY(after.find("\"AutoScalingWrite\"") == std::string::npos);
    QVERIFY(after.find("\"ServiceRole\": \"AWSServiceRoleForApplicationAutoScaling_DynamoDBTable\"") != std::string::npos);

    const auto every = test::exportModel("every-setting");
    const auto again = readNosqlWorkbench(writeNosqlWorkbench(every).files[0].text, "f").model;
    QVERIFY(every.tables[0].scaling != model::CapacityScaling());
    QCOMPARE(again.tables[0].scaling, every.tables[0].scaling);
}

void NosqlWorkbenchTest::aScalingThatNothingCanDoIsKeptAsItIs()
{
    std::string before = fileNamed("ChatSystemSchema");
    const std::string good = "\"MaxCapacity\": 10";
    before.replace(before.find(good), good.size(), "\"MaxCapacity\": 0");
    const model::Model model = readNosqlWorkbench(before, "f").model;
    QVERIFY(!model.tables[0].scaling.read);
    QVERIFY(model.tables[0].scaling.write);
    QCOMPARE(writeNosqlWorkbench(model, before).files[0].text, before);
}

void NosqlWorkbenchTest::listsWhatItCannotHold()
{
    const auto shop = model::readModelFile(test::sourceDir() / "samples" / "online-shop.keywright.json");
    const auto written = writeNosqlWorkbench(shop);
    const std::string losses = lossesOf(written);
    for (const char *place : {"tables[0].note\n", "tables[0].timeToLive\n", "tables[0].stream\n", "entities\n", "relationships\n",
                              "accessPatterns\n", "tables[0].tags\n"})
        QVERIFY2(losses.find(place) != std::string::npos, place);
    const auto again = readNosqlWorkbench(written.files[0].text, "f");
    QCOMPARE(again.model.itemCount(), shop.itemCount());
    QCOMPARE(again.model.tables[0].definition.globalIndexes, shop.tables[0].definition.globalIndexes);

    model::Model several = again.model;
    several.tables[0].definition.globalIndexes[0].key.partition.push_back({"region", schema::KeyType::S});
    const auto without = writeNosqlWorkbench(several);
    QVERIFY(lossesOf(without).find("tables[0].globalSecondaryIndexes[0]\n") != std::string::npos);
}

void NosqlWorkbenchTest::aBadItemIsLeftOutWithItsReason()
{
    const auto result =
        readNosqlWorkbench(table("\"TableData\":[{\"pk\":{\"S\":\"1\"}},\n{\"pk\":{\"N\":\"one\"}},{\"pk\":{\"S\":\"3\"}}]"), "shop.json");
    QCOMPARE(result.model.itemCount(), std::size_t(2));
    QCOMPARE(
        textOf(result.problems.at(0)),
        std::string("shop.json, line 2, column 12: DataModel[0].TableData[1].pk.N is left out with its item: \"one\" is not a number."));
}

void NosqlWorkbenchTest::refusesBrokenFiles_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const std::string &file, const char *message) {
        QTest::newRow(name) << QString::fromStdString(file) << message;
    };
    row("no JSON", "{\"ModelName\":", "f, line 1, column 14: this is not JSON");
    row("no tables", "{\"ModelName\":\"M\",\"ModelMetadata\":{}}",
        "f, line 1, column 1: the file lacks the member \"DataModel\"; expected an array of tables.");
    row("no metadata", "{\"ModelName\":\"M\",\"DataModel\":[]}", "f, line 1, column 1: the file lacks the member \"ModelMetadata\"");
    row("key type",
        table("\"GlobalSecondaryIndexes\":[{\"IndexName\":\"i\",\"KeyAttributes\":{\"PartitionKey\":{\"AttributeName\":\"a\","
              "\"AttributeType\":\"BOOL\"}}}]"),
        "DataModel[0].GlobalSecondaryIndexes[0].KeyAttributes.PartitionKey.AttributeType is \"BOOL\"; expected one of S, N, B.");
    row("table data", table("\"TableData\":5"), "DataModel[0].TableData is a number; expected an array of items.");
    row("attribute", table("\"NonKeyAttributes\":[{\"AttributeName\":\"a\",\"AttributeType\":\"X\"}]"),
        "DataModel[0].NonKeyAttributes[0].AttributeType is \"X\"; expected one of S, N, B, BOOL");
}

void NosqlWorkbenchTest::refusesBrokenFiles()
{
    QFETCH(QString, file);
    QFETCH(QString, message);
    try {
        readNosqlWorkbench(file.toStdString(), "f");
        QFAIL("was read");
    } catch (const model::ModelError &error) {
        QVERIFY2(QString::fromUtf8(error.what()).contains(message), error.what());
    }
}

void NosqlWorkbenchTest::survivesCutsAndBends_data()
{
    QTest::addColumn<QString>("part");
    for (const char *part : {"facets", "banking", "SessionManagement"})
        QTest::newRow(part) << part;
}

void NosqlWorkbenchTest::survivesCutsAndBends()
{
    QFETCH(QString, part);
    QVERIFY(test::survivesCutsAndBends(fileNamed(part.toStdString()),
                                       [](const std::string &text) { writeNosqlWorkbench(readNosqlWorkbench(text, "f").model, text); }));
}
