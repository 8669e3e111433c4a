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

Q_DECLARE_METATYPE(keywright::exchange::CodeLanguage)

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
    // A template with everything that a language has to say in its own way.
    return name == "every-step" ? everyStep("THING#{id|lower|pad:8}#{id|upper|shard:4}#{n|date:yyyy-MM}") : test::exportModel(name);
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

struct KeyCase {
    const char *name;
    const char *keyTemplate;
    const char *item;
};

constexpr KeyCase kKeyCases[] = {
    {"text", "A#{id}", "{\"id\": {\"S\": \"x\"}}"},
    {"lone number", "{n}", "{\"n\": {\"N\": \"1.50\"}}"},
    {"number in a text", "A#{n}", "{\"n\": {\"N\": \"1.50\"}}"},
    {"large number", "A#{n}", "{\"n\": {\"N\": \"12E+18\"}}"},
    {"small number", "A#{n}", "{\"n\": {\"N\": \"-0.0001\"}}"},
    {"padded", "A#{n|pad:6}", "{\"n\": {\"N\": \"42\"}}"},
    {"padded characters", "{id|pad:4}", "{\"id\": {\"S\": \"äö\"}}"},
    {"case", "{id|upper}#{id|lower}", "{\"id\": {\"S\": \"Straße Ärger aZ\"}}"},
    {"date of a text", "{id|date:yyyy-MM}", "{\"id\": {\"S\": \"2026-11-21T04:05:06Z\"}}"},
    {"date of a short text", "{id|date:yyyy/MM/dd HH.mm.ss}", "{\"id\": {\"S\": \"2026-11\"}}"},
    {"date of seconds", "{n|date:yyyyMMddHHmmss}", "{\"n\": {\"N\": \"1795233906\"}}"},
    {"one letter a field", "{id|date:y-M-d}", "{\"id\": {\"S\": \"2026-01-02\"}}"},
    {"shard", "S#{id|shard:10}", "{\"id\": {\"S\": \"order-4711\"}}"},
    {"chained", "{id|lower|shard:16|pad:3}", "{\"id\": {\"S\": \"ÜBER\"}}"},
    {"braces and quotes", "{{a}} `${{b}}` 'c' {id}", "{\"id\": {\"S\": \"x\"}}"},
};

/// The text of the key that the model builds.
std::string expectedKey(const KeyCase &each)
{
    const auto parsed = model::KeyTemplate::parse(each.keyTemplate);
    const auto key = parsed->build(value::itemFromDynamoDbJson(value::Json::parse(each.item)));
    return value::toDynamoDbJson(**key).members().front().value.text();
}

/// A model with an entity "Thing1", "Thing2", … for every case.
model::Model everyKeyCase()
{
    model::Model model = everyStep("{id}");
    const model::Entity entity = model.entities.front();
    model.entities.clear();
    for (const KeyCase &each : kKeyCases) {
        model.entities.push_back(entity);
        model.entities.back().name = "Thing" + std::to_string(model.entities.size());
        model.entities.back().keyTemplates.front().second = each.keyTemplate;
    }
    return model;
}

/// A program that prints the key of every case, one a line.
struct KeyProgram {
    std::string missing;            ///< what this machine lacks to run it
    std::vector<std::string> words; ///< the command before the files
    std::vector<std::pair<std::string, std::string>> files;
};

KeyProgram pythonKeys(std::string code)
{
    const std::string program = python();
    code += "\nimport json, sys\nsys.stdout.reconfigure(encoding=\"utf-8\")\n";
    for (std::size_t i = 0; i < std::size(kKeyCases); ++i)
        code += "print(text(with_thing" + std::to_string(i + 1) + "_keys(TypeDeserializer().deserialize({\"M\": json.loads("
            + value::Json::string(kKeyCases[i].item).compact() + ")}))[\"key\"]))\n";
    return {program.empty() ? "python3 with boto3" : "", {program}, {{"run.py", code}}};
}

/// The key functions need no SDK: without the import they run anywhere.
KeyProgram javaScriptKeys(std::string code)
{
    const std::size_t imports = code.find("import {\n");
    const std::size_t last = code.rfind("from \"@aws-sdk/");
    code.erase(imports, code.find('\n', last) + 1 - imports);
    for (std::size_t i = 0; i < std::size(kKeyCases); ++i) {
        const value::Json item = value::Json::parse(kKeyCases[i].item);
        const auto &[name, typed] = item.members().front();
        const value::Json &plain = typed.members().front().value;
        code += "console.log(text(withThing" + std::to_string(i + 1) + "Keys({ " + name + ": "
            + (name == "n" ? plain.text() : plain.compact()) + " }).key));\n";
    }
    return {test::programOnPath("node").empty() ? "node" : "", {"node"}, {{"run.mjs", code}}};
}

KeyProgram goKeys(std::string code)
{
    if (test::programOnPath("go").empty()
        || !std::filesystem::exists("/usr/share/gocode/src/github.com/aws/aws-sdk-go-v2/service/dynamodb"))
        return {"golang-go or golang-github-aws-aws-sdk-go-v2-dev", {}, {}};
    const std::string package = "\npackage accesspatterns\n";
    code.replace(code.find(package), package.size(), "\npackage main\n");
    std::string main = "package main\n\nimport (\n\t\"fmt\"\n\n\t\"github.com/aws/aws-sdk-go-v2/service/dynamodb/types\"\n)\n\n"
                       "func show(item Item, err error) {\n\tvar texts keyTexts\n\tfmt.Println(texts.of(item[\"key\"]))\n"
                       "\tif err != nil || texts.err != nil {\n\t\tpanic(fmt.Sprint(err, texts.err))\n\t}\n}\n\nfunc main() {\n";
    for (std::size_t i = 0; i < std::size(kKeyCases); ++i) {
        const value::Json item = value::Json::parse(kKeyCases[i].item);
        const auto &[name, typed] = item.members().front();
        main += "\tshow(WithThing" + std::to_string(i + 1) + "Keys(Item{\"" + name + "\": &types.AttributeValueMember"
            + typed.members().front().name + "{Value: " + value::Json::string(typed.members().front().value.text()).compact() + "}}))\n";
    }
    return {"",
            {"GO111MODULE=off", "GOFLAGS=", "GOPATH=/usr/share/gocode", "GOCACHE=" + (test::sourceDir() / "build" / "go-cache").string(),
             "go", "run"},
            {{"access_patterns.go", code}, {"main.go", main + "}\n"}}};
}

KeyProgram shellKeys(std::string code)
{
    for (std::size_t i = 0; i < std::size(kKeyCases); ++i)
        code += "item=$(with_thing" + std::to_string(i + 1) + "_keys '" + kKeyCases[i].item + "') && text_of \"$item\" key\n";
    return {test::programOnPath("jq").empty() ? "jq" : "", {"bash"}, {{"run.sh", code}}};
}

KeyProgram keyProgram(CodeLanguage language)
{
    const std::string code = exchange::writeCode(everyKeyCase(), language).files.front().text;
    switch (language) {
    case CodeLanguage::Python: return pythonKeys(code);
    case CodeLanguage::Go: return goKeys(code);
    case CodeLanguage::Cli: return shellKeys(code);
    default: return javaScriptKeys(code);
    }
}

} // namespace

void CodeWriterTest::writesTheGoldenFiles_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("language");
    for (const char *model : {"online-shop", "every-step"})
        for (const CodeLanguage language : exchange::kCodeLanguages) {
            const std::string name(exchange::textOf(language));
            QTest::newRow(qPrintable(QString("%1-%2").arg(model, name.c_str()))) << model << name.c_str();
        }
}

void CodeWriterTest::writesTheGoldenFiles()
{
    QFETCH(QString, model);
    QFETCH(QString, language);
    const auto result = exchange::writeCode(modelNamed(model.toStdString()), *exchange::codeLanguageFromText(language.toStdString()));
    QVERIFY(test::isGolden("code/" + model.toStdString() + "." + result.files.front().name, result.files.front().text));
}

void CodeWriterTest::isReadByItsLanguage_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("language");
    std::vector<std::string> models{"every-step"};
    for (const auto &file : std::filesystem::directory_iterator(test::sourceDir() / "samples"))
        if (const std::string name = file.path().filename().string(); name.ends_with(".keywright.json"))
            models.push_back(name.substr(0, name.find('.')));
    for (const std::string &model : models) {
        const auto row = [&model](const char *language, const char *program, const QStringList &words) {
            QTest::newRow(qPrintable(QString("%1-%2-%3").arg(model.c_str(), language, program)))
                << model.c_str() << program << words << language;
        };
        row("python", "python3", {"-m", "py_compile"});
        row("javascript", "node", {"--check"});
        row("go", "gofmt", {"-l"});
        row("cli", "bash", {"-n"});
        row("cli", "shellcheck", {"--severity=warning"});
    }
}

void CodeWriterTest::isReadByItsLanguage()
{
    QFETCH(QString, model);
    QFETCH(QString, program);
    QFETCH(QStringList, words);
    QFETCH(QString, language);
    const std::string found = test::programOnPath(program.toStdString());
    if (found.empty())
        QSKIP(qPrintable("SKIP: " + program + " is not on this machine"));
    const test::TemporaryFolder folder;
    const auto result = exchange::writeCode(modelNamed(model.toStdString()), *exchange::codeLanguageFromText(language.toStdString()));
    const auto file = folder.path() / result.files.front().name;
    test::writeFile(file, result.files.front().text);
    std::vector<std::string> arguments;
    for (const QString &word : words)
        arguments.push_back(word.toStdString());
    arguments.push_back(file.string());
    const test::ProgramResult checked = test::runProgram(found, arguments);
    QCOMPARE(checked.errors, std::string());
    QCOMPARE(checked.output, std::string());
    QCOMPARE(checked.exitCode, 0);
}

void CodeWriterTest::buildsKeysAsTheModelDoes_data()
{
    QTest::addColumn<CodeLanguage>("language");
    for (const CodeLanguage language : {CodeLanguage::Python, CodeLanguage::JavaScript, CodeLanguage::Go, CodeLanguage::Cli})
        QTest::newRow(std::string(exchange::textOf(language)).c_str()) << language;
}

void CodeWriterTest::buildsKeysAsTheModelDoes()
{
    QFETCH(CodeLanguage, language);
    const KeyProgram program = keyProgram(language);
    if (!program.missing.empty())
        QSKIP(("SKIP: " + program.missing + " is not on this machine").c_str());
    const test::TemporaryFolder folder;
    std::vector<std::string> words = program.words;
    for (const auto &[name, text] : program.files) {
        test::writeFile(folder.path() / name, text);
        words.push_back((folder.path() / name).string());
    }
    const test::ProgramResult run = test::runProgram(test::programOnPath("env"), words);
    QCOMPARE(run.errors, std::string());
    const QStringList lines = QString::fromStdString(run.output).split('\n');
    QCOMPARE(static_cast<std::size_t>(lines.size()), std::size(kKeyCases) + 1);
    for (std::size_t i = 0; i < std::size(kKeyCases); ++i)
        QCOMPARE(kKeyCases[i].name + (": " + lines[static_cast<qsizetype>(i)].toStdString()),
                 kKeyCases[i].name + (": " + expectedKey(kKeyCases[i])));
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
