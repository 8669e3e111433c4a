#include <QtTest>

#include "core/model/model_reader.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using test::ProgramResult;

namespace {

ProgramResult importCli(const std::vector<std::string> &arguments)
{
    return test::runProgram(test::binaryDir() / "keywright-cli", arguments);
}

std::string items(const std::string &name)
{
    return (test::dataDir() / "exchange" / "items" / name).string();
}

bool importHas(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

/// keywright-cli import and convert.
class CliImportTest : public QObject {
    Q_OBJECT

private slots:
    void itemsBecomeAModelWithEntities();
    void itemsWithoutATableNameTheOption();
    void rowsAreAddedToAModel();
    void aBadRowStopsUnlessSkipped();
    void nothingIsReplacedWithoutForce();
    void withoutOutputNothingIsWritten();
    void reportsAsJson();
    void aChoiceThatCannotBeIsRefusedBeforeAnythingIsWritten();
    void aHeaderlessFileNamesTheOption();
    void convertsToNosqlWorkbenchAndBack();
    void convertAsksForTheKind();
};

void CliImportTest::itemsBecomeAModelWithEntities()
{
    const test::TemporaryFolder folder;
    const std::string out = (folder.path() / "game.keywright.json").string();
    const ProgramResult result = importCli({"import", items("amazon-dynamodb-labs--battle-royale-items.jsonl"), "--table", "game",
                                            "--partition-key", "PK", "--sort-key", "SK", "--infer", "-o", out});
    QVERIFY2(result.exitCode == 0, result.errors.c_str());
    const model::Model model = model::readModelFile(out);
    QCOMPARE(model.tables.size(), std::size_t(1));
    QCOMPARE(model.itemCount(), std::size_t(835));
    QVERIFY(model.findEntity("Game") != nullptr);
    QVERIFY2(importHas(result.output, "Entity Game"), result.output.c_str());
}

void CliImportTest::itemsWithoutATableNameTheOption()
{
    const ProgramResult result = importCli({"import", items("amazon-dynamodb-labs--battle-royale-items.jsonl")});
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(importHas(result.errors, "--partition-key"), result.errors.c_str());
}

void CliImportTest::rowsAreAddedToAModel()
{
    const test::TemporaryFolder folder;
    const auto csv = folder.path() / "people.csv";
    const std::string out = (folder.path() / "people.keywright.json").string();
    test::writeFile(csv, "id,name\n1,Ann\n2,Bob\n");
    QCOMPARE(importCli({"import", csv.string(), "--table", "People", "--partition-key", "id:S", "-o", out}).exitCode, 0);
    test::writeFile(csv, "id,name\n2,Bo\n3,Cy\n");
    const ProgramResult added = importCli({"import", csv.string(), "--table", "People", "--into", out});
    QVERIFY2(added.exitCode == 0, added.errors.c_str());
    const model::Model model = model::readModelFile(out);
    QCOMPARE(model.itemCount(), std::size_t(3));
    QCOMPARE(*model.sampleData.front().items[1].find("name"), value::AttributeValue("Bo"));
}

void CliImportTest::aBadRowStopsUnlessSkipped()
{
    const test::TemporaryFolder folder;
    const auto lines = folder.path() / "people.jsonl";
    const std::string out = (folder.path() / "people.keywright.json").string();
    test::writeFile(lines, "{\"id\": \"1\"}\n{\"id\": \n{\"id\": \"3\"}\n");
    const std::vector<std::string> import{"import", lines.string(), "--table", "People", "--partition-key", "id", "-o", out};
    const ProgramResult stopped = importCli(import);
    QCOMPARE(stopped.exitCode, 1);
    QVERIFY2(importHas(stopped.errors, "people.jsonl, line 2"), stopped.errors.c_str());
    QVERIFY(!std::filesystem::exists(out));

    std::vector<std::string> skipping = import;
    skipping.push_back("--skip-bad-rows");
    const ProgramResult skipped = importCli(skipping);
    QVERIFY2(importHas(skipped.errors, "line 2"), skipped.errors.c_str());
    QCOMPARE(model::readModelFile(out).itemCount(), std::size_t(2));
}

void CliImportTest::nothingIsReplacedWithoutForce()
{
    const test::TemporaryFolder folder;
    const auto out = folder.path() / "game.keywright.json";
    test::writeFile(out, "mine");
    const std::vector<std::string> import{"import",
                                          items("amazon-dynamodb-labs--battle-royale-items.jsonl"),
                                          "--table",
                                          "game",
                                          "--partition-key",
                                          "PK",
                                          "--sort-key",
                                          "SK",
                                          "-o",
                                          out.string()};
    const ProgramResult refused = importCli(import);
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(importHas(refused.errors, "--force"), refused.errors.c_str());
    QCOMPARE(test::readFile(out), std::string("mine"));
    std::vector<std::string> forced = import;
    forced.push_back("--force");
    QCOMPARE(importCli(forced).exitCode, 0);
    QCOMPARE(model::readModelFile(out).itemCount(), std::size_t(835));
}

void CliImportTest::withoutOutputNothingIsWritten()
{
    const ProgramResult result = importCli({"import", items("amazon-dynamodb-labs--battle-royale-items.jsonl"), "--table", "game",
                                            "--partition-key", "PK", "--sort-key", "SK"});
    QVERIFY2(result.exitCode == 0, result.errors.c_str());
    QVERIFY2(importHas(result.output, "Nothing was written."), result.output.c_str());
}

void CliImportTest::reportsAsJson()
{
    const ProgramResult result = importCli({"import", items("amazon-dynamodb-labs--battle-royale-items.jsonl"), "--table", "game",
                                            "--partition-key", "PK", "--sort-key", "SK", "--infer", "--json"});
    QCOMPARE(result.exitCode, 0);
    const value::Json json = value::Json::parse(result.output);
    QVERIFY(json.find("written")->isNull());
    QVERIFY(json.find("inferredEntities")->elements().size() >= 3);
}

void CliImportTest::aChoiceThatCannotBeIsRefusedBeforeAnythingIsWritten()
{
    const test::TemporaryFolder folder;
    const auto csv = folder.path() / "a.csv";
    const std::string out = (folder.path() / "a.keywright.json").string();
    test::writeFile(csv, "id,name\n1,Ann\n");
    const ProgramResult name = importCli({"import", csv.string(), "--table", "E m p!", "--partition-key", "id", "-o", out});
    QCOMPARE(name.exitCode, 1);
    QVERIFY2(importHas(name.errors, "3 to 255 characters"), name.errors.c_str());
    const ProgramResult key = importCli({"import", csv.string(), "--partition-key", "nope", "-o", out});
    QCOMPARE(key.exitCode, 1);
    QVERIFY2(importHas(key.errors, "There is no column nope in a.csv; the columns are id, name."), key.errors.c_str());
    QVERIFY(!std::filesystem::exists(out));
    const ProgramResult made = importCli({"import", csv.string(), "--partition-key", "id", "-o", out});
    QVERIFY2(importHas(made.output, "Note: The table is named a-items, not \"a\"."), made.output.c_str());
    QCOMPARE(model::readModelFile(out).tables[0].definition.name, std::string("a-items"));
}

void CliImportTest::aHeaderlessFileNamesTheOption()
{
    const ProgramResult result =
        importCli({"import", items("amazon-dynamodb-labs--employees.csv"), "--table", "Employees", "--partition-key", "1"});
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(importHas(result.errors, "--no-header"), result.errors.c_str());
    QVERIFY2(importHas(result.output, "CSV, 0 items, stopped at line 2"), result.output.c_str());
}

void CliImportTest::convertsToNosqlWorkbenchAndBack()
{
    const test::TemporaryFolder folder;
    const std::string sample = (test::sourceDir() / "samples" / "online-shop.keywright.json").string();
    const std::string workbench = (folder.path() / "shop.json").string();
    const ProgramResult there = importCli({"convert", sample, workbench});
    QVERIFY2(there.exitCode == 0, there.errors.c_str());
    QVERIFY2(importHas(there.errors, "Not converted: "), there.errors.c_str());
    const std::string back = (folder.path() / "back.keywright.json").string();
    const ProgramResult again = importCli({"convert", workbench, back});
    QVERIFY2(again.exitCode == 0, again.errors.c_str());
    const model::Model original = model::readModelFile(sample);
    const model::Model converted = model::readModelFile(back);
    QCOMPARE(converted.itemCount(), original.itemCount());
    QVERIFY(converted.tables.front().definition.globalIndexes == original.tables.front().definition.globalIndexes);
    QCOMPARE(importCli({"convert", workbench, back}).exitCode, 1);
}

void CliImportTest::convertAsksForTheKind()
{
    const test::TemporaryFolder folder;
    const std::string sample = (test::sourceDir() / "samples" / "online-shop.keywright.json").string();
    const ProgramResult result = importCli({"convert", sample, (folder.path() / "shop.txt").string()});
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(importHas(result.errors, "--to"), result.errors.c_str());
}

QTEST_GUILESS_MAIN(CliImportTest)
#include "import_test.moc"
