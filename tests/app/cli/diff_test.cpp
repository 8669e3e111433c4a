#include "core/model/model_reader.h"
#include "core/model/model_writer.h"
#include "core/value/json.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using test::ProgramResult;

namespace {

ProgramResult diff(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), "diff");
    return test::runProgram(test::binaryDir() / "keywright-cli", arguments);
}

std::string diffSampleFile()
{
    return (test::sourceDir() / "samples" / "online-shop.keywright.json").string();
}

/// The online shop with a table that can be updated in place, one GSI fewer and an item more.
std::string changedFile(const test::TemporaryFolder &folder)
{
    model::Model model = model::readModelFile(diffSampleFile());
    model.tables[0].definition.globalIndexes.pop_back();
    model.tables[0].timeToLiveAttribute = "until";
    model.sampleData[0].items[0].set("note", "new");
    const std::string file = (folder.path() / "changed.keywright.json").string();
    test::writeFile(file, model::writeModel(model));
    return file;
}

} // namespace

class DiffTest : public QObject {
    Q_OBJECT

private slots:
    void aModelIsTheSameAsItself();
    void tellsDifferencesAndWhatTheyMean();
    void tellsThemAsJson();
    void aReplacementIsSaid();
    void comparesFilesOfOtherKinds();
    void troubleIsTwo();
};

void DiffTest::aModelIsTheSameAsItself()
{
    const ProgramResult result = diff({diffSampleFile(), diffSampleFile()});
    QCOMPARE(result.errors, std::string());
    QCOMPARE(result.output, std::string("The models are the same.\n"));
    QCOMPARE(result.exitCode, 0);
    const ProgramResult json = diff({diffSampleFile(), diffSampleFile(), "--json"});
    QCOMPARE(json.exitCode, 0);
    QVERIFY(value::Json::parse(json.output).find("same")->asBoolean());
}

void DiffTest::tellsDifferencesAndWhatTheyMean()
{
    const test::TemporaryFolder folder;
    const ProgramResult result = diff({diffSampleFile(), changedFile(folder)});
    QCOMPARE(result.errors, std::string());
    QCOMPARE(result.exitCode, 1);
    for (const char *text : {"Table OnlineShop: 2 differences.\n", "    in sequence: One UpdateTable call drops it",
                             "  On a live table, in this order:\n    1. UpdateTable: delete GSI ",
                             "    2. UpdateTimeToLive: off for expiresAt\n    3. UpdateTimeToLive: on with until\n",
                             "Sample data of OnlineShop: 0 added, 0 removed, 1 changed.\n"})
        QVERIFY2(result.output.find(text) != std::string::npos, result.output.c_str());
}

void DiffTest::tellsThemAsJson()
{
    const test::TemporaryFolder folder;
    const ProgramResult result = diff({diffSampleFile(), changedFile(folder), "--json"});
    QCOMPARE(result.exitCode, 1);
    const value::Json json = value::Json::parse(result.output);
    QVERIFY(!json.find("same")->asBoolean());
    const auto &differences = json.find("differences")->elements();
    QCOMPARE(differences.size(), std::size_t(2));
    QCOMPARE(differences[0].find("place")->text(), std::string("tables[0]"));
    QCOMPARE(differences[0].find("details")->elements().size(), std::size_t(2));
    QCOMPARE(differences[0].find("details")->elements()[0].find("way")->text(), std::string("in sequence"));
    QCOMPARE(differences[0].find("steps")->elements().size(), std::size_t(3));
    QVERIFY(!differences[0].find("needsReplacement")->asBoolean());
    QCOMPARE(differences[1].find("part")->text(), std::string("sample data"));
}

void DiffTest::aReplacementIsSaid()
{
    const test::TemporaryFolder folder;
    model::Model model = model::readModelFile(diffSampleFile());
    model.tables[0].definition.key.sort[0].type = schema::KeyType::N;
    const std::string file = (folder.path() / "changed.keywright.json").string();
    test::writeFile(file, model::writeModel(model));
    const ProgramResult result = diff({diffSampleFile(), file});
    QCOMPARE(result.exitCode, 1);
    QVERIFY(result.output.find("  sort key: SK (S) -> SK (N)\n    replacement: ") != std::string::npos);
    QVERIFY(result.output.find("needs a replacement") != std::string::npos);
}

void DiffTest::comparesFilesOfOtherKinds()
{
    const test::TemporaryFolder folder;
    const std::string file = (folder.path() / "tables.json").string();
    QCOMPARE(test::runProgram(test::binaryDir() / "keywright-cli", {"export", "createtable", diffSampleFile(), "-o", file}).exitCode, 0);
    const ProgramResult result = diff({diffSampleFile(), file});
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.output.find("Entity User is gone.") != std::string::npos, result.output.c_str());
    QVERIFY2(result.output.find("Table OnlineShop is") == std::string::npos, result.output.c_str());
}

void DiffTest::troubleIsTwo()
{
    const ProgramResult missing = diff({diffSampleFile(), "/nowhere/model.keywright.json"});
    QCOMPARE(missing.exitCode, 2);
    QVERIFY(missing.errors.starts_with("keywright-cli: "));
    QCOMPARE(missing.output, std::string());
    const ProgramResult one = diff({diffSampleFile()});
    QCOMPARE(one.exitCode, 2);
    QCOMPARE(one.errors, std::string("keywright-cli: diff needs two model files, the older one first. Try keywright-cli --help.\n"));
}

QTEST_GUILESS_MAIN(DiffTest)
#include "diff_test.moc"
