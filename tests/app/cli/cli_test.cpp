#include "core/schema/table_json.h"
#include "core/value/json.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using test::ProgramResult;

namespace {

ProgramResult cliCli(const std::vector<std::string> &arguments)
{
    return test::runProgram(test::binaryDir() / "keywright-cli", arguments);
}

std::string cliSampleFile()
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
    void checksTheSample();
    void checkFailsOnErrors();
    void runsTheSample();
    void runsAsJson();
    void verifiesTheSample();
    void verifyFailsWithTheDifference();
    void generatesItems();
    void exportsCreateTable();
    void exportsEveryTarget_data();
    void exportsEveryTarget();
    void tellsAsJsonWhatItWrites();
    void exportsThePolicyWithItsReasons();
    void exportsADesignReportWithItsVerification();
    void replacesNothingWithoutForce();
    void writesCode();
    void namesTheBrokenPlace();
};

void CliTest::tellsItsVersion()
{
    const ProgramResult result = cliCli({"--version"});
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(result.output, std::string("keywright-cli " KEYWRIGHT_VERSION "\n"));
}

void CliTest::helpNamesEveryCommandWithAnExample()
{
    const ProgramResult result = cliCli({"--help"});
    QCOMPARE(result.exitCode, 0);
    for (const char *text :
         {"keywright-cli show samples/", "keywright-cli check samples/", "keywright-cli run samples/", "keywright-cli verify samples/",
          "keywright-cli generate samples/", "keywright-cli export terraform samples/", "keywright-cli serve --memory", "Exit status"})
        QVERIFY2(result.output.find(text) != std::string::npos, text);
}

void CliTest::everyCommandHasItsOwnHelp()
{
    for (const char *command :
         {"show", "check", "run", "verify", "generate", "export", "code", "diff", "commit", "simulate", "cost", "serve"}) {
        const ProgramResult result = cliCli({command, "--help"});
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
                               << "keywright-cli: -o needs a value: PATH. Try keywright-cli --help.\n";
    QTest::newRow("target")
        << QStringList{"export", "excel", "a"}
        << "keywright-cli: there is no export \"excel\"; there are cdk, cli, cloudformation, createtable, nosql-workbench, "
           "policy, report, terraform. Try keywright-cli --help.\n";
}

void CliTest::refusesWhatMakesNoSense()
{
    QFETCH(QStringList, words);
    QFETCH(QString, message);
    std::vector<std::string> arguments;
    for (const QString &word : words)
        arguments.push_back(word.toStdString());
    const ProgramResult result = cliCli(arguments);
    QCOMPARE(result.exitCode, 2);
    QCOMPARE(QString::fromStdString(result.errors), message);
    QCOMPARE(result.output, std::string());
}

void CliTest::showsTheSample()
{
    const ProgramResult result = cliCli({"show", cliSampleFile()});
    QCOMPARE(result.errors, std::string());
    QCOMPARE(result.exitCode, 0);
    for (const char *text : {"Table OnlineShop: PK S (partition key), SK S (sort key), 280 items of sample data", "GSI GSI3", "10 entities",
                             "22 access patterns", "No problems found."})
        QVERIFY2(result.output.find(text) != std::string::npos, text);
}

void CliTest::showsJson()
{
    const ProgramResult result = cliCli({"show", "--json", cliSampleFile()});
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
    const ProgramResult result = cliCli({"show", file.string()});
    QCOMPARE(result.exitCode, 1);
    QVERIFY(result.output.find("error  entities[0].table: There is no table \"Nowhere\"") != std::string::npos);
}

void CliTest::checksTheSample()
{
    const ProgramResult result = cliCli({"check", cliSampleFile()});
    QCOMPARE(result.errors, std::string());
    QCOMPARE(result.exitCode, 0);
    for (const char *text : {"hints\n  ", "[filter-instead-of-key]\n    The filter of \"Orders of a user with a status\" drops items",
                             "Source: Developer guide", "0 errors, 0 warnings, "})
        QVERIFY2(result.output.find(text) != std::string::npos, text);
}

void CliTest::checkFailsOnErrors()
{
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "broken.keywright.json";
    std::string text = test::readFile(cliSampleFile());
    const std::string limit = "\"index\": \"GSI1\",";
    text.insert(text.find(limit, text.find("\"Orders of a user, newest first\"")), "\"consistentRead\": true, ");
    test::writeFile(file, text);
    const ProgramResult result = cliCli({"check", "--json", file.string()});
    QCOMPARE(result.exitCode, 1);
    const value::Json json = value::Json::parse(result.output);
    QCOMPARE(json.find("errors")->asInteger().value(), std::int64_t(1));
    const value::Json &first = json.find("findings")->elements().front();
    QCOMPARE(first.find("rule")->text(), std::string("strong-read-on-gsi"));
    QCOMPARE(first.find("severity")->text(), std::string("error"));
    QVERIFY(first.find("place")->text().ends_with(".steps[0].consistentRead"));
    QCOMPARE(first.find("fix")->text(), std::string("Read GSI1 with eventual consistency"));
}

void CliTest::runsTheSample()
{
    const ProgramResult result = cliCli({"run", cliSampleFile()});
    QCOMPARE(result.errors, std::string());
    QCOMPARE(result.exitCode, 0);
    QVERIFY(result.output.starts_with("Created 1 table, loaded 280 items.\n"));
    QVERIFY(result.output.ends_with("22 of 22 access patterns ran, 0 failed, 0 cannot be run by this version yet.\n"));
}

void CliTest::runsAsJson()
{
    const ProgramResult result = cliCli({"run", "--json", cliSampleFile()});
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

void CliTest::verifiesTheSample()
{
    const ProgramResult result = cliCli({"verify", cliSampleFile()});
    QCOMPARE(result.errors, std::string());
    QVERIFY2(result.output.ends_with("\n22 of 22 access patterns verified, 0 failed, 0 could not run, 0 not judged.\n"),
             result.output.c_str());
    QCOMPARE(result.exitCode, 0);

    const value::Json json = value::Json::parse(cliCli({"verify", "--json", "--pattern", "Cart of a user", cliSampleFile()}).output);
    QCOMPARE(json.find("accessPatterns")->elements().size(), std::size_t(1));
    QCOMPARE(json.find("accessPatterns")->elements().front().find("status")->text(), std::string("verified"));
    QCOMPARE(cliCli({"verify", "--pattern", "No such", cliSampleFile()}).exitCode, 1);
}

void CliTest::verifyFailsWithTheDifference()
{
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "broken.keywright.json";
    std::string text = test::readFile(cliSampleFile());
    const std::string sound = "\"where\": \"openStatus = :status\"";
    text.replace(text.find(sound), sound.size(),
                 "\"where\": \"openStatus = :status AND total > :none\", \"values\": {\"none\": {\"N\": \"9000\"}}");
    test::writeFile(file, text);
    const ProgramResult result = cliCli({"verify", "--pattern", "Open orders of a status", file.string()});
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.output.find("\n    with status = PAID\n    unexpected: Order 01") != std::string::npos, result.output.c_str());
    QVERIFY(result.output.ends_with("0 of 1 access patterns verified, 1 failed, 0 could not run, 0 not judged.\n"));
}

void CliTest::generatesItems()
{
    const test::TemporaryFolder folder;
    const std::string file = (folder.path() / "items.jsonl").string();
    const ProgramResult printed = cliCli({"generate", cliSampleFile(), "--items", "900", "--seed", "3"});
    QCOMPARE(printed.errors, std::string());
    QCOMPARE(printed.exitCode, 0);
    QCOMPARE(std::count(printed.output.begin(), printed.output.end(), '\n'), std::ptrdiff_t(900));
    QCOMPARE(cliCli({"generate", cliSampleFile(), "--items", "900", "--seed", "3"}).output, printed.output);

    QCOMPARE(cliCli({"generate", cliSampleFile(), "--items", "900", "--seed", "3", "-o", file}).output,
             "Wrote 900 items to " + file + "\n");
    QCOMPARE(test::readFile(file), printed.output);
    QCOMPARE(cliCli({"generate", cliSampleFile(), "--items", "900", "-o", file}).exitCode, 1);

    const ProgramResult few = cliCli({"generate", cliSampleFile(), "--items", "60", "--seed", "3"});
    QCOMPARE(few.exitCode, 0);
    QVERIFY2(few.errors.find(" items of Review, as there are no more different productId, userId.\n") != std::string::npos,
             few.errors.c_str());

    const std::string store = (folder.path() / "store").string();
    QCOMPARE(cliCli({"generate", cliSampleFile(), "--items", "900", "--into", store}).output, "Wrote 900 items into " + store + "\n");
    QCOMPARE(cliCli({"generate", cliSampleFile(), "--items", "none"}).exitCode, 2);
    QCOMPARE(cliCli({"generate", cliSampleFile(), "--recipe", "No such"}).errors,
             std::string("keywright-cli: --recipe: The model has no recipe \"No such\".\n"));
}

void CliTest::exportsCreateTable()
{
    const test::TemporaryFolder folder;
    const ProgramResult result = cliCli({"export", "createtable", cliSampleFile(), "-o", (folder.path() / "out").string()});
    QCOMPARE(result.exitCode, 0);
    const auto file = folder.path() / "out" / "OnlineShop.create-table.json";
    QCOMPARE(result.output, "Wrote " + file.string() + "\n");
    const schema::TableDefinition table = schema::fromCreateTableJson(value::Json::parse(test::readFile(file)));
    QCOMPARE(table.name, std::string("OnlineShop"));
    QCOMPARE(table.globalIndexes.size(), std::size_t(3));

    QCOMPARE(cliCli({"export", "createtable", cliSampleFile(), "-o", "/proc/none"}).exitCode, 1);
}

void CliTest::exportsEveryTarget_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("text");
    QTest::newRow("terraform") << QStringList{"terraform"} << "version = \">= 6.37, < 7.0\"";
    QTest::newRow("terraform 5") << QStringList{"terraform", "--provider-major", "5"} << "version = \">= 5.100, < 6.0\"";
    QTest::newRow("terraform with alarms") << QStringList{"terraform", "--with", "alarms,dashboard"} << "aws_cloudwatch_dashboard";
    QTest::newRow("yaml") << QStringList{"cloudformation"} << "    Type: \"AWS::DynamoDB::Table\"";
    QTest::newRow("json") << QStringList{"cloudformation", "--format", "json"} << "\"Type\": \"AWS::DynamoDB::Table\"";
    QTest::newRow("cli") << QStringList{"cli"} << "dynamodb create-table";
    QTest::newRow("createtable") << QStringList{"createtable"} << "\"TableName\": \"OnlineShop\"";
    QTest::newRow("nosql-workbench") << QStringList{"nosql-workbench"} << "\"ModelName\"";
}

void CliTest::exportsEveryTarget()
{
    QFETCH(QStringList, words);
    QFETCH(QString, text);
    std::vector<std::string> arguments{"export"};
    for (const QString &word : words)
        arguments.push_back(word.toStdString());
    arguments.push_back(cliSampleFile());
    const ProgramResult result = cliCli(arguments);
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(result.output.find(text.toStdString()) != std::string::npos, result.output.c_str());
    QVERIFY2(result.errors.starts_with("Not exported: "), result.errors.c_str());
}

void CliTest::tellsAsJsonWhatItWrites()
{
    const test::TemporaryFolder folder;
    const ProgramResult printed = cliCli({"export", "terraform", cliSampleFile(), "--json"});
    QCOMPARE(printed.exitCode, 0);
    QCOMPARE(printed.errors, std::string());
    const value::Json whole = value::Json::parse(printed.output);
    QVERIFY(whole.find("files")->elements().front().find("text")->text().starts_with("# Tables of the model"));
    QVERIFY(!whole.find("losses")->elements().empty());

    const std::string file = (folder.path() / "shop.py").string();
    const ProgramResult written = cliCli({"code", cliSampleFile(), "--language", "python", "-o", file, "--json"});
    QCOMPARE(written.exitCode, 0);
    const value::Json report = value::Json::parse(written.output);
    QCOMPARE(report.find("files")->elements().front().find("path")->text(), file);
    QVERIFY(report.find("files")->elements().front().find("text") == nullptr);

    const std::string items = (folder.path() / "items.jsonl").string();
    const ProgramResult generated = cliCli({"generate", cliSampleFile(), "--items", "40", "-o", items, "--json"});
    QCOMPARE(generated.exitCode, 0);
    const std::string lines = test::readFile(items);
    QCOMPARE(value::Json::parse(generated.output).find("items")->text(), std::to_string(std::count(lines.begin(), lines.end(), '\n')));
}

void CliTest::exportsThePolicyWithItsReasons()
{
    const ProgramResult result = cliCli({"export", "policy", cliSampleFile(), "--account", "123456789012"});
    QCOMPARE(result.exitCode, 0);
    QVERIFY(result.output.find("arn:aws:dynamodb:*:123456789012:table/OnlineShop/index/GSI1") != std::string::npos);
    QVERIFY(result.errors.find("Needed by:") != std::string::npos);
    QVERIFY(value::Json::parse(result.output).find("Statement") != nullptr);
    const ProgramResult wrong = cliCli({"export", "policy", cliSampleFile(), "--account", "abc"});
    QCOMPARE(wrong.exitCode, 2);
    QVERIFY2(wrong.errors.find("12 digits") != std::string::npos, wrong.errors.c_str());
}

void CliTest::exportsADesignReportWithItsVerification()
{
    const ProgramResult result = cliCli({"export", "report", cliSampleFile()});
    QCOMPARE(result.exitCode, 0);
    QVERIFY(result.errors.empty());
    QVERIFY(result.output.starts_with("<!DOCTYPE html>"));
    QVERIFY(result.output.find(">Verified</span>") != std::string::npos);
    QVERIFY(result.output.find(">Not run</span>") == std::string::npos);
}

void CliTest::replacesNothingWithoutForce()
{
    const test::TemporaryFolder folder;
    const std::string file = (folder.path() / "tables.tf").string();
    test::writeFile(file, "mine");
    const ProgramResult refused = cliCli({"export", "terraform", cliSampleFile(), "-o", file});
    QCOMPARE(refused.exitCode, 1);
    QVERIFY(refused.errors.ends_with("keywright-cli: " + file
                                     + " exists, and nothing was written. Replace it with --force, or choose another place with -o.\n"));
    QCOMPARE(test::readFile(file), std::string("mine"));
    const ProgramResult replaced = cliCli({"export", "terraform", cliSampleFile(), "-o", file, "--force"});
    QCOMPARE(replaced.exitCode, 0);
    QCOMPARE(replaced.output, "Replaced " + file + "\n");
    QVERIFY(test::readFile(file).starts_with("# Tables of the model"));
}

void CliTest::writesCode()
{
    const ProgramResult python = cliCli({"code", cliSampleFile(), "--language", "python"});
    QCOMPARE(python.errors, std::string());
    QCOMPARE(python.exitCode, 0);
    QVERIFY(python.output.find("def orders_of_a_user_newest_first(client, *, user_id: str)") != std::string::npos);
    const ProgramResult javaScript = cliCli({"code", cliSampleFile(), "--language=javascript"});
    QVERIFY(javaScript.output.find("export async function ordersOfAUserNewestFirst(client, { userId })") != std::string::npos);
    const ProgramResult refused = cliCli({"code", cliSampleFile(), "--language", "cobol"});
    QCOMPARE(refused.exitCode, 2);
    QVERIFY(refused.errors.starts_with("keywright-cli: code needs --language python, javascript, typescript, go or cli, not \"cobol\"."));
}

void CliTest::namesTheBrokenPlace()
{
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "broken.keywright.json";
    test::writeFile(file, "{\"formatVersion\": 1,\n \"name\": \"A\",\n \"tables\": {}}");
    const ProgramResult result = cliCli({"show", file.string()});
    QCOMPARE(result.exitCode, 1);
    QCOMPARE(result.errors,
             std::string("keywright-cli: broken.keywright.json, line 3, column 12: tables is an object; expected an array of objects.\n"));
}

QTEST_GUILESS_MAIN(CliTest)
#include "cli_test.moc"
