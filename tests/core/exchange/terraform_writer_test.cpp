#include "tests/core/exchange/terraform_writer_test.h"

#include <QtTest>

#include "core/exchange/hcl_writer.h"
#include "core/exchange/terraform_writer.h"
#include "tests/core/exchange/export_fixtures.h"
#include "tests/core/exchange/terraform_arguments.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using exchange::TerraformOptions;

namespace {

std::string terraformOf(const std::string &name, int major, bool everything)
{
    TerraformOptions options;
    options.providerMajor = major;
    if (everything)
        options.extras = test::everyExtra();
    return exchange::writeTerraform(test::exportModel(name), options).files.front().text;
}

std::string schemaOf(int major)
{
    const auto folder = test::dataDir() / "exchange" / "terraform";
    const std::string newest = test::readFile(folder / "aws-6.66.0-arguments.txt");
    if (major == 6)
        return newest;
    // The list of 5.100.0 has no dashboards, whose arguments did not change.
    const std::size_t dashboard = newest.find("aws_cloudwatch_dashboard\n");
    return test::readFile(folder / "aws-5.100.0-schema.txt") + "\n"
        + newest.substr(dashboard, newest.find("  region", dashboard) - dashboard);
}

std::string joined(const std::vector<std::string> &lines)
{
    std::string text;
    for (const std::string &line : lines)
        text += line + "\n";
    return text;
}

/// A line of terraform.tfvars for every variable without a default.
std::string valuesOfVariables(const std::string &text)
{
    std::string values;
    for (std::size_t at = text.find("variable \""); at != std::string::npos; at = text.find("variable \"", at + 1)) {
        const std::string block = text.substr(at, text.find("\n}", at) - at);
        const std::size_t name = block.find('"') + 1;
        if (block.find("  default") == std::string::npos)
            values += block.substr(name, block.find('"', name) - name)
                + (block.find("list(string)") == std::string::npos ? " = \"arn:aws:iam::123456789012:role/any\"\n" : " = [\"any-1\"]\n");
    }
    return values;
}

void terraformWriterAddVariants()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<int>("major");
    QTest::addColumn<bool>("everything");
    for (const char *model : {"online-shop", "every-setting"})
        for (const int major : {5, 6})
            for (const bool everything : {false, true})
                QTest::newRow(qPrintable(QString("%1-%2-%3").arg(model).arg(major).arg(everything ? "all" : "short")))
                    << model << major << everything;
}

} // namespace

void TerraformWriterTest::writesTheGoldenFiles_data()
{
    terraformWriterAddVariants();
}

void TerraformWriterTest::writesTheGoldenFiles()
{
    QFETCH(QString, model);
    QFETCH(int, major);
    QFETCH(bool, everything);
    QVERIFY(
        test::isGolden(std::string("terraform/") + QTest::currentDataTag() + ".tf", terraformOf(model.toStdString(), major, everything)));
}

void TerraformWriterTest::knowsEveryArgumentItWrites_data()
{
    terraformWriterAddVariants();
}

void TerraformWriterTest::knowsEveryArgumentItWrites()
{
    QFETCH(QString, model);
    QFETCH(int, major);
    QFETCH(bool, everything);
    QCOMPARE(joined(test::wrongArguments(terraformOf(model.toStdString(), major, everything), schemaOf(major))), std::string());
}

void TerraformWriterTest::theArgumentCheckFindsMistakes()
{
    const std::string text =
        "resource \"aws_dynamodb_table\" \"t\" {\n  hash_key = \"a\"\n  sort_key = \"b\"\n\n  tags = {\n    any = \"x\"\n  }\n\n"
        "  ttl {\n    name = \"x\"\n  }\n\n  replica {\n  }\n\n  extra {\n  }\n}\nresource \"aws_table\" \"t\" {\n}\n";
    QCOMPARE(joined(test::wrongArguments(text, schemaOf(6))),
             std::string("unknown argument sort_key in aws_dynamodb_table\nunknown argument name in ttl\nreplica lacks region_name\n"
                         "unknown block extra in aws_dynamodb_table\naws_dynamodb_table lacks name\nunknown resource aws_table\n"));
}

void TerraformWriterTest::isLaidOutAsTerraformDoes()
{
    const std::string terraform = test::programOnPath("terraform");
    if (terraform.empty())
        QSKIP("SKIP: terraform is not on this machine");
    const test::TemporaryFolder folder;
    for (const char *model : {"online-shop", "every-setting"})
        for (const int major : {5, 6})
            test::writeFile(folder.path() / (std::string(model) + std::to_string(major) + ".tf"), terraformOf(model, major, true));
    const test::ProgramResult result = test::runProgram(terraform, {"fmt", "-check", "-diff", folder.path().string()});
    QCOMPARE(result.output, std::string());
    QCOMPARE(result.exitCode, 0);
}

void TerraformWriterTest::isPlannedByTheProvider_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<bool>("everything");
    for (const char *model : {"online-shop", "every-setting"})
        for (const bool everything : {false, true})
            QTest::newRow(qPrintable(QString("%1-%2").arg(model).arg(everything ? "all" : "short"))) << model << everything;
}

void TerraformWriterTest::isPlannedByTheProvider()
{
    QFETCH(QString, model);
    QFETCH(bool, everything);
    const std::string terraform = test::programOnPath("terraform");
    const std::filesystem::path mirror = "/opt/tf-plugins";
    if (terraform.empty() || !std::filesystem::exists(mirror))
        QSKIP("SKIP: terraform or a mirror of its AWS provider is not on this machine");
    const test::TemporaryFolder folder;
    model::Model design = test::exportModel(model.toStdString());
    for (model::Table &table : design.tables)
        if (exchange::settingsOf(table).encryption) // an alias would be looked up in AWS
            table.definition.encryption.emplace().kmsKey = "arn:aws:kms:eu-central-1:123456789012:key/any";
    const std::string text =
        exchange::writeTerraform(design, {5, everything ? test::everyExtra() : exchange::InfrastructureExtras(), false}).files.front().text;
    test::writeFile(folder.path() / "main.tf", text);
    test::writeFile(folder.path() / "provider.tf",
                    "provider \"aws\" {\n  region = \"eu-central-1\"\n  access_key = \"test\"\n  secret_key = \"test\"\n"
                    "  skip_credentials_validation = true\n  skip_metadata_api_check = true\n  skip_requesting_account_id = true\n}\n");
    test::writeFile(folder.path() / "terraform.tfvars", valuesOfVariables(text));
    const std::string where = "-chdir=" + folder.path().string();
    const test::ProgramResult init =
        test::runProgram(terraform, {where, "init", "-input=false", "-backend=false", "-no-color", "-plugin-dir=" + mirror.string()});
    QVERIFY2(init.exitCode == 0, (init.output + init.errors).c_str());
    const test::ProgramResult valid = test::runProgram(terraform, {where, "validate", "-no-color"});
    QVERIFY2(valid.exitCode == 0, (valid.output + valid.errors).c_str());
    QVERIFY2(valid.output.find("Warning") == std::string::npos, valid.output.c_str());
    // Only a plan sees attributes that are declared and not used, or used and not declared.
    const test::ProgramResult plan = test::runProgram(terraform, {where, "plan", "-no-color", "-input=false", "-lock=false"});
    QVERIFY2(plan.exitCode == 0, (plan.output + plan.errors).c_str());
    QVERIFY2(plan.output.find("Warning") == std::string::npos, plan.output.c_str());
}

void TerraformWriterTest::tellsAFunctionsRecordsByTheirKeys()
{
    model::Model model = test::exportModel("online-shop");
    model.tables.front().definition.streamViewType = schema::StreamViewType::KeysOnly;
    const auto isKept = [](const model::Entity &entity) { return entity.name == "User" || entity.name == "Order"; };
    std::erase_if(model.entities, [&isKept](const model::Entity &entity) { return !isKept(entity); });
    TerraformOptions options;
    options.extras.streamFunctions = true;
    const std::string text = exchange::writeTerraform(model, options).files.front().text;
    const std::size_t start = text.find("  filter_criteria");
    QVERIFY(test::isGolden("terraform/stream-filters.txt", text.substr(start, text.find("\n}", start) + 1 - start)));
}

void TerraformWriterTest::saysWhyAFunctionHasNoFilter()
{
    model::Model model = test::exportModel("online-shop");
    TerraformOptions options;
    options.extras.streamFunctions = true;
    for (model::Table &table : model.tables)
        table.definition.streamViewType.reset();
    const exchange::ExportResult without = exchange::writeTerraform(model, options);
    QVERIFY(without.files.front().text.find("aws_lambda") == std::string::npos);
    QVERIFY(test::textOf(without.losses).find("no table of the model has a stream") != std::string::npos);
    model.tables.front().definition.streamViewType = schema::StreamViewType::KeysOnly;
    QVERIFY(model.entities.size() > 5);
    const exchange::ExportResult with = exchange::writeTerraform(model, options);
    QVERIFY(with.files.front().text.find("aws_lambda_event_source_mapping") != std::string::npos);
    QVERIFY(with.files.front().text.find("filter_criteria") == std::string::npos);
    QVERIFY(test::textOf(with.losses).find("a mapping takes five") != std::string::npos);
}

void TerraformWriterTest::listsWhatIsLost()
{
    const std::string losses = test::textOf(exchange::writeTerraform(test::exportModel("every-setting"), {}).losses);
    QVERIFY(test::isGolden("terraform/every-setting-losses.txt", losses));
    QVERIFY(test::isGolden("terraform/online-shop-losses.txt",
                           test::textOf(exchange::writeTerraform(test::exportModel("online-shop")).losses)));
}

void TerraformWriterTest::leavesOutKeysOfSeveralAttributesInMajor5()
{
    const exchange::ExportResult result = exchange::writeTerraform(test::exportModel("every-setting"), {.providerMajor = 5});
    QVERIFY(result.files.front().text.find("by-region-and-plan") == std::string::npos);
    QVERIFY(result.files.front().text.find("\"plan\"") == std::string::npos);
    QVERIFY(test::textOf(result.losses).find("tables[1].globalSecondaryIndexes[0]: The index by-region-and-plan is left out")
            != std::string::npos);
}

void TerraformWriterTest::ignoresIndexChangesOnlyWhenChosen()
{
    TerraformOptions options;
    options.extras.autoScaling = true;
    const model::Model model = test::exportModel("every-setting");
    const std::string kept = exchange::writeTerraform(model, options).files.front().text;
    QVERIFY(kept.find("ignore_changes = [read_capacity, write_capacity]\n") != std::string::npos);
    options.ignoreIndexChanges = true;
    const std::string ignored = exchange::writeTerraform(model, options).files.front().text;
    QVERIFY(ignored.find("ignore_changes = [read_capacity, write_capacity, global_secondary_index]\n") != std::string::npos);
}

void TerraformWriterTest::escapesTextsThatLookLikeExpressions()
{
    QCOMPARE(exchange::hclText("a \"b\" \\ ${c} %{d} $e\nf"), std::string("\"a \\\"b\\\" \\\\ $${c} %%{d} $e\\nf\""));
}
