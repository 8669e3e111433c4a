#include "tests/core/exchange/cloudformation_writer_test.h"

#include <functional>

#include <QtTest>

#include "core/exchange/cloudformation_writer.h"
#include "core/exchange/table_scripts.h"
#include "core/exchange/yaml.h"
#include "core/exchange/yaml_writer.h"
#include "core/schema/table_json.h"
#include "tests/core/exchange/export_fixtures.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using value::Json;

namespace {

std::string templateOf(const std::string &name, bool asJson, bool everything)
{
    exchange::CloudFormationOptions options;
    options.asJson = asJson;
    if (everything)
        options.extras = test::everyExtra();
    return exchange::writeCloudFormation(test::exportModel(name), options).files.front().text;
}

/// Calls `visit` for every object at any depth.
void eachObject(const Json &json, const std::function<void(const Json &)> &visit)
{
    if (json.isObject())
        visit(json);
    for (const Json::Member &member : json.members())
        eachObject(member.value, visit);
    for (const Json &element : json.elements())
        eachObject(element, visit);
}

void cloudformationWriterAddVariants()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<bool>("everything");
    for (const char *model : {"online-shop", "every-setting"})
        for (const bool everything : {false, true})
            QTest::newRow(qPrintable(QString("%1-%2").arg(model).arg(everything ? "all" : "short"))) << model << everything;
}

} // namespace

void CloudFormationWriterTest::writesTheGoldenFiles_data()
{
    cloudformationWriterAddVariants();
}

void CloudFormationWriterTest::writesTheGoldenFiles()
{
    QFETCH(QString, model);
    QFETCH(bool, everything);
    const std::string base = std::string("cloudformation/") + QTest::currentDataTag();
    QVERIFY(test::isGolden(base + ".yaml", templateOf(model.toStdString(), false, everything)));
    QVERIFY(test::isGolden(base + ".json", templateOf(model.toStdString(), true, everything)));
}

void CloudFormationWriterTest::yamlSaysWhatJsonSays()
{
    const Json yaml = exchange::jsonFromYaml(templateOf("every-setting", false, false), "template.yaml");
    const Json json = Json::parse(templateOf("every-setting", true, false));
    for (const char *resource : {"Readings", "AccountsGlobal"}) {
        const Json *fromYaml = yaml.find("Resources")->find(resource)->find("Properties");
        const Json *fromJson = json.find("Resources")->find(resource)->find("Properties");
        QCOMPARE(fromYaml->find("AttributeDefinitions")->compact(), fromJson->find("AttributeDefinitions")->compact());
        QCOMPARE(fromYaml->find("GlobalSecondaryIndexes")->compact(), fromJson->find("GlobalSecondaryIndexes")->compact());
        QCOMPARE(fromYaml->members().size(), fromJson->members().size());
    }
}

void CloudFormationWriterTest::passesCfnLint()
{
    const std::string lint = test::programOnPath("cfn-lint");
    if (lint.empty())
        QSKIP("SKIP: cfn-lint is not on this machine");
    const test::TemporaryFolder folder;
    std::vector<std::string> arguments{"--non-zero-exit-code", "warning", "--"};
    for (const char *model : {"online-shop", "every-setting"})
        for (const bool everything : {false, true}) {
            const auto file = folder.path() / (std::string(model) + (everything ? "-all.yaml" : ".yaml"));
            test::writeFile(file, templateOf(model, false, everything));
            arguments.push_back(file.string());
        }
    const auto json = folder.path() / "all.json";
    test::writeFile(json, templateOf("every-setting", true, true));
    arguments.push_back(json.string());
    const test::ProgramResult result = test::runProgram(lint, arguments);
    QVERIFY2(result.exitCode == 0, (result.output + result.errors).c_str());
}

void CloudFormationWriterTest::everyReferenceHasItsResource()
{
    for (const char *model : {"online-shop", "every-setting"}) {
        const Json whole = Json::parse(templateOf(model, true, true));
        int references = 0;
        eachObject(whole, [&](const Json &json) {
            const Json *ref = json.find("Ref");
            const Json *attribute = json.find("Fn::GetAtt");
            if (ref == nullptr && attribute == nullptr)
                return;
            ++references;
            const std::string &id = ref != nullptr ? ref->text() : attribute->elements().front().text();
            const bool isKnown =
                id.starts_with("AWS::") || whole.find("Resources")->find(id) != nullptr || whole.find("Parameters")->find(id) != nullptr;
            QVERIFY2(isKnown, id.c_str());
        });
        QVERIFY(references > 10);
    }
}

void CloudFormationWriterTest::listsWhatIsLost()
{
    const std::string losses = test::textOf(exchange::writeCloudFormation(test::exportModel("every-setting")).losses);
    QVERIFY(test::isGolden("cloudformation/every-setting-losses.txt", losses));
}

void CloudFormationWriterTest::writesCreateTable()
{
    const exchange::ExportResult result = exchange::writeCreateTable(test::exportModel("every-setting"));
    QCOMPARE(result.files.size(), std::size_t(2));
    QVERIFY(test::isGolden("createtable/every-setting-losses.txt", test::textOf(result.losses)));
    for (const exchange::ExportFile &file : result.files)
        QVERIFY(test::isGolden("createtable/" + file.name, file.text));
    const schema::TableDefinition table = schema::fromCreateTableJson(Json::parse(result.files.front().text));
    QCOMPARE(table.name, std::string("Readings"));
    QCOMPARE(table.encryption->kmsKey, std::string("alias/readings"));
    QCOMPARE(table.localIndexes.size(), std::size_t(2));
}

void CloudFormationWriterTest::writesAScriptThatBashReads()
{
    const test::TemporaryFolder folder;
    for (const char *model : {"online-shop", "every-setting"}) {
        const exchange::ExportResult result = exchange::writeAwsCliScript(test::exportModel(model), test::everyExtra());
        QVERIFY(test::isGolden("cli/" + std::string(model) + ".sh", result.files.front().text));
        const auto file = folder.path() / "create-tables.sh";
        test::writeFile(file, result.files.front().text);
        const test::ProgramResult read = test::runProgram("/bin/bash", {"-n", file.string()});
        QVERIFY2(read.exitCode == 0, read.errors.c_str());
    }
}

void CloudFormationWriterTest::writesYamlThatNothingMistakes()
{
    const Json json = Json::parse(R"({"a": "yes", "b": "4711", "c": "x: y", "d": "- z", "e": [], "f": {}, "g": [[1, 2], {"h": null}],
        "on": true, "i": "two words", "j": "", "k": "a #b", "l": "line\nbreak", "m": "No"})");
    QCOMPARE(exchange::jsonFromYaml(exchange::yamlFrom(json), "a.yaml").compact(), json.compact());
}
