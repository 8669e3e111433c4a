#include "tests/core/exchange/code_writer_test.h"

#include <QtTest>

#include "core/exchange/code/code_writer.h"
#include "core/exchange/naming.h"
#include "core/model/key_template.h"
#include "core/model/model_reader.h"
#include "core/value/dynamodb_json.h"
#include "tests/core/exchange/export_fixtures.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using exchange::CodeLanguage;

namespace {

/// One entity "Thing" with the key template, and patterns of every step's kind.
model::Model everyStep(const std::string &keyTemplate)
{
    const auto file = test::dataDir() / "exchange" / "infrastructure" / "every-step.keywright.json";
    std::string text = test::readFile(file);
    const std::string mark = "KEY-TEMPLATE";
    text.replace(text.find(mark), mark.size(), keyTemplate);
    return model::readModel(text, "every-step.keywright.json");
}

model::Model modelNamed(const std::string &name)
{
    return name == "every-step" ? everyStep("THING#{id}") : test::exportModel(name);
}

std::string python()
{
    for (const char *name : {"/usr/bin/python3", "python3"}) {
        const std::string program = test::programOnPath(name);
        if (!program.empty() && test::runProgram(program, {"-c", "import boto3"}).exitCode == 0)
            return program;
    }
    return {};
}

} // namespace

void CodeWriterTest::writesTheGoldenFiles_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("language");
    for (const char *model : {"online-shop", "every-step"})
        for (const char *language : {"python", "javascript"})
            QTest::newRow(qPrintable(QString("%1-%2").arg(model, language))) << model << language;
}

void CodeWriterTest::writesTheGoldenFiles()
{
    QFETCH(QString, model);
    QFETCH(QString, language);
    const auto result = exchange::writeCode(modelNamed(model.toStdString()), *exchange::codeLanguageFromText(language.toStdString()));
    QVERIFY(test::isGolden("code/" + model.toStdString() + "." + result.files.front().name, result.files.front().text));
}

void CodeWriterTest::isReadByItsLanguage()
{
    const std::string node = test::programOnPath("node");
    const std::string python3 = test::programOnPath("python3");
    if (node.empty() || python3.empty())
        QSKIP("SKIP: node or python3 is not on this machine");
    for (const char *model : {"online-shop", "every-step"}) {
        const test::TemporaryFolder folder;
        const auto script = folder.path() / "access_patterns.py";
        const auto module = folder.path() / "access-patterns.mjs";
        test::writeFile(script, exchange::writeCode(modelNamed(model), CodeLanguage::Python).files.front().text);
        test::writeFile(module, exchange::writeCode(modelNamed(model), CodeLanguage::JavaScript).files.front().text);
        const test::ProgramResult compiled = test::runProgram(python3, {"-m", "py_compile", script.string()});
        QVERIFY2(compiled.exitCode == 0, compiled.errors.c_str());
        const test::ProgramResult checked = test::runProgram(node, {"--check", module.string()});
        QVERIFY2(checked.exitCode == 0, checked.errors.c_str());
    }
}

void CodeWriterTest::buildsKeysAsTheModelDoes_data()
{
    QTest::addColumn<QString>("keyTemplate");
    QTest::addColumn<QString>("item");
    QTest::newRow("text") << "A#{id}"
                          << "{\"id\": {\"S\": \"x\"}}";
    QTest::newRow("lone number") << "{n}"
                                 << "{\"n\": {\"N\": \"1.50\"}}";
    QTest::newRow("number in a text") << "A#{n}"
                                      << "{\"n\": {\"N\": \"1.50\"}}";
    QTest::newRow("large number") << "A#{n}"
                                  << "{\"n\": {\"N\": \"12E+18\"}}";
    QTest::newRow("small number") << "A#{n}"
                                  << "{\"n\": {\"N\": \"-0.0001\"}}";
    QTest::newRow("padded") << "A#{n|pad:6}"
                            << "{\"n\": {\"N\": \"42\"}}";
    QTest::newRow("padded characters") << "{id|pad:4}"
                                       << "{\"id\": {\"S\": \"äö\"}}";
    QTest::newRow("case") << "{id|upper}#{id|lower}"
                          << "{\"id\": {\"S\": \"Straße Ärger aZ\"}}";
    QTest::newRow("date of a text") << "{id|date:yyyy-MM}"
                                    << "{\"id\": {\"S\": \"2026-11-21T04:05:06Z\"}}";
    QTest::newRow("date of a short text") << "{id|date:yyyy/MM/dd HH.mm.ss}"
                                          << "{\"id\": {\"S\": \"2026-11\"}}";
    QTest::newRow("date of seconds") << "{n|date:yyyyMMddHHmmss}"
                                     << "{\"n\": {\"N\": \"1795233906\"}}";
    QTest::newRow("one letter a field") << "{id|date:y-M-d}"
                                        << "{\"id\": {\"S\": \"2026-01-02\"}}";
    QTest::newRow("shard") << "S#{id|shard:10}"
                           << "{\"id\": {\"S\": \"order-4711\"}}";
    QTest::newRow("chained") << "{id|lower|shard:16|pad:3}"
                             << "{\"id\": {\"S\": \"ÜBER\"}}";
    QTest::newRow("braces and quotes") << "{{a}} `${{b}}` 'c' {id}"
                                       << "{\"id\": {\"S\": \"x\"}}";
}

void CodeWriterTest::buildsKeysAsTheModelDoes()
{
    QFETCH(QString, keyTemplate);
    QFETCH(QString, item);
    const std::string node = test::programOnPath("node");
    const std::string python3 = python();
    if (node.empty() || python3.empty())
        QSKIP("SKIP: node or python3 with boto3 is not on this machine");
    const model::Model model = everyStep(keyTemplate.toStdString());
    const auto parsed = model::KeyTemplate::parse(keyTemplate.toStdString());
    const auto key = parsed->build(value::itemFromDynamoDbJson(value::Json::parse(item.toStdString())));
    const std::string expected = value::toDynamoDbJson(**key).members().front().value.text() + "\n";

    const test::TemporaryFolder folder;
    const auto script = folder.path() / "run.py";
    test::writeFile(
        script,
        exchange::writeCode(model, CodeLanguage::Python).files.front().text
            + "\nimport sys\nsys.stdout.reconfigure(encoding=\"utf-8\")\nprint(text(with_thing_keys(from_item(__import__(\"json\").loads("
            + value::Json::string(item.toStdString()).compact() + ")))[\"key\"]))\n");
    const test::ProgramResult fromPython = test::runProgram(python3, {script.string()});
    QCOMPARE(fromPython.errors, std::string());
    QCOMPARE(fromPython.output, expected);

    // The key functions need no SDK: without the import they run anywhere.
    std::string module = exchange::writeCode(model, CodeLanguage::JavaScript).files.front().text;
    const std::size_t imports = module.find("import {\n");
    const std::size_t last = module.rfind("from \"@aws-sdk/");
    module.erase(imports, module.find('\n', last) + 1 - imports);
    const auto file = folder.path() / "run.mjs";
    const value::Json plain = value::Json::parse(item.toStdString()).members().front().value.members().front().value;
    const std::string name = value::Json::parse(item.toStdString()).members().front().name;
    const std::string value = name == "n" ? plain.text() : plain.compact();
    test::writeFile(file, module + "\nconsole.log(text(withThingKeys({ " + name + ": " + value + " }).key));\n");
    const test::ProgramResult fromJavaScript = test::runProgram(node, {file.string()});
    QCOMPARE(fromJavaScript.errors, std::string());
    QCOMPARE(fromJavaScript.output, expected);
}

void CodeWriterTest::listsPatternsWithoutCode()
{
    const auto result = exchange::writeCode(everyStep("{id}"), CodeLanguage::Python);
    QCOMPARE(test::textOf(result.losses),
             std::string("accessPatterns[6]: No code is written for \"Broken\": \"nowhere\" is no parameter and no earlier step.\n"));
}

void CodeWriterTest::turnsNamesIntoNamesOfCode_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("snake");
    QTest::addColumn<QString>("camel");
    QTest::newRow("words") << "Orders of a user"
                           << "orders_of_a_user"
                           << "ordersOfAUser";
    QTest::newRow("camel") << "OnlineShop"
                           << "online_shop"
                           << "onlineShop";
    QTest::newRow("capitals") << "HTTPServer v2"
                              << "http_server_v2"
                              << "httpServerV2";
    QTest::newRow("marks") << "user's e-mail: new!"
                           << "users_e_mail_new"
                           << "usersEMailNew";
    QTest::newRow("digit first") << "3 newest"
                                 << "n3_newest"
                                 << "n3Newest";
    QTest::newRow("no letters") << "日本"
                                << "unnamed"
                                << "unnamed";
}

void CodeWriterTest::turnsNamesIntoNamesOfCode()
{
    QFETCH(QString, name);
    QFETCH(QString, snake);
    QFETCH(QString, camel);
    QCOMPARE(QString::fromStdString(exchange::snakeCase(name.toStdString())), snake);
    QCOMPARE(QString::fromStdString(exchange::camelCase(name.toStdString())), camel);
}
