#include "core/schema/table_json.h"
#include "core/value/json.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using test::ProgramResult;

namespace {

ProgramResult cli(const std::vector<std::string> &arguments)
{
    return test::runProgram(test::binaryDir() / "keywright-cli", arguments);
}

std::string sampleFile()
{
    return (test::sourceDir() / "samples" / "online-shop.keywright.json").string();
}

} // namespace

class CliTest : public QObject {
    Q_OBJECT

private slots:
    void tellsItsVersion();
    void helpNamesEveryCommandWithAnExample();
    void everyCommandHasItsOwnHelp();
    void refusesWhatMakesNoSense_data();
    void refusesWhatMakesNoSense();
    void showsTheSample();
    void showsJson();
    void showFailsOnProblems();
    void runsTheSample();
    void runsAsJson();
    void exportsCreateTable();
    void namesTheBrokenPlace();
};

void CliTest::tellsItsVersion()
{
    const ProgramResult result = cli({"--version"});
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(result.output, std::string("keywright-cli " KEYWRIGHT_VERSION "\n"));
}

void CliTest::helpNamesEveryCommandWithAnExample()
{
    const ProgramResult result = cli({"--help"});
    QCOMPARE(result.exitCode, 0);
    for (const char *text : {"keywright-cli show samples/", "keywright-cli run samples/", "keywright-cli export createtable samples/",
                             "keywright-cli serve --memory", "Exit status"})
        QVERIFY2(result.output.find(text) != std::string::npos, text);
}

void CliTest::everyCommandHasItsOwnHelp()
{
    for (const char *command : {"show", "run", "export", "serve"}) {
        const ProgramResult result = cli({command, "--help"});
        QCOMPARE(result.exitCode, 0);
        QVERIFY2(result.output.find("Usage: keywright-cli " + std::string(command)) != std::string::npos, command);
        QVERIFY2(result.output.find("Example:") != std::string::npos, command);
    }
}

void CliTest::refusesWhatMakesNoSense_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("message");
    QTest::newRow("command") << QStringList{"shwo", "a"} << "keywright-cli: there is no command \"shwo\". Try keywright-cli --help.\n";
    QTest::newRow("option") << QStringList{"show", "--yaml", "a"}
                            << "keywright-cli: there is no option --yaml for show. Try keywright-cli --help.\n";
    QTest::newRow("no file") << QStringList{"run"} << "keywright-cli: run needs a model file. Try keywright-cli --help.\n";
    QTest::newRow("two files") << QStringList{"show", "a", "b"}
                               << "keywright-cli: show takes one model file, and \"b\" would be a second. Try keywright-cli --help.\n";
    QTest::newRow("no folder") << QStringList{"export", "createtable", "a", "-o"}
                               << "keywright-cli: -o needs a folder. Try keywright-cli --help.\n";
    QTest::newRow("target") << QStringList{"export", "excel", "a"}
                            << "keywright-cli: there is no export \"excel\"; this version writes createtable.\n";
}

void CliTest::refusesWhatMakesNoSense()
{
    QFETCH(QStringList, words);
    QFETCH(QString, message);
    std::vector<std::string> arguments;
    for (const QString &word : words)
        arguments.push_back(word.toStdString());
    const ProgramResult result = cli(arguments);
    QCOMPARE(result.exitCode, 2);
    QCOMPARE(QString::fromStdString(result.errors), message);
    QCOMPARE(result.output, std::string());
}

void CliTest::showsTheSample()
{
    const ProgramResult result = cli({"show", sampleFile()});
    QCOMPARE(result.errors, std::string());
    QCOMPARE(result.exitCode, 0);
    for (const char *text : {"Table OnlineShop: PK S (partition key), SK S (sort key), 280 items of sample data", "GSI GSI3", "10 entities",
                             "22 access patterns", "No problems found."})
        QVERIFY2(result.output.find(text) != std::string::npos, text);
}

void CliTest::showsJson()
{
    const ProgramResult result = cli({"show", "--json", sampleFile()});
    const value::Json json = value::Json::parse(result.output);
    QCOMPARE(json.find("tables")->elements().front().find("items")->asInteger().value(), std::int64_t(280));
    QCOMPARE(json.find("accessPatterns")->elements().size(), std::size_t(22));
    QVERIFY(json.find("problems")->elements().empty());
}

void CliTest::showFailsOnProblems()
{
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "broken.keywright.json";
    test::writeFile(
        file, R"({"formatVersion": 1, "name": "A", "tables": [], "entities": [{"name": "User", "table": "Nowhere", "attributes": []}]})");
    const ProgramResult result = cli({"show", file.string()});
    QCOMPARE(result.exitCode, 1);
    QVERIFY(result.output.find("error  entities[0].table: There is no table \"Nowhere\"") != std::string::npos);
}

void CliTest::runsTheSample()
{
    const ProgramResult result = cli({"run", sampleFile()});
    QCOMPARE(result.errors, std::string());
    QCOMPARE(result.exitCode, 0);
    QVERIFY(result.output.starts_with("Created 1 table, loaded 280 items.\n"));
    QVERIFY(result.output.ends_with("22 of 22 access patterns ran, 0 failed, 0 cannot be run by this version yet.\n"));
}

void CliTest::runsAsJson()
{
    const ProgramResult result = cli({"run", "--json", sampleFile()});
    const value::Json json = value::Json::parse(result.output);
    QCOMPARE(json.find("itemsLoaded")->asInteger().value(), std::int64_t(280));
    std::size_t ran = 0;
    for (const value::Json &pattern : json.find("accessPatterns")->elements()) {
        const std::string &status = pattern.find("status")->text();
        QVERIFY2(status == "ran", pattern.compact().c_str());
        ran += 1;
    }
    QCOMPARE(ran, std::size_t(22));
}

void CliTest::exportsCreateTable()
{
    const test::TemporaryFolder folder;
    const ProgramResult result = cli({"export", "createtable", sampleFile(), "-o", (folder.path() / "out").string()});
    QCOMPARE(result.exitCode, 0);
    const auto file = folder.path() / "out" / "OnlineShop.create-table.json";
    QCOMPARE(result.output, "Wrote " + file.string() + "\n");
    const schema::TableDefinition table = schema::fromCreateTableJson(value::Json::parse(test::readFile(file)));
    QCOMPARE(table.name, std::string("OnlineShop"));
    QCOMPARE(table.globalIndexes.size(), std::size_t(3));

    QCOMPARE(cli({"export", "createtable", sampleFile(), "-o", "/proc/none"}).exitCode, 1);
}

void CliTest::namesTheBrokenPlace()
{
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "broken.keywright.json";
    test::writeFile(file, "{\"formatVersion\": 1,\n \"name\": \"A\",\n \"tables\": {}}");
    const ProgramResult result = cli({"show", file.string()});
    QCOMPARE(result.exitCode, 1);
    QCOMPARE(result.errors,
             std::string("keywright-cli: broken.keywright.json, line 3, column 12: tables is an object; expected an array of objects.\n"));
}

QTEST_GUILESS_MAIN(CliTest)
#include "cli_test.moc"
