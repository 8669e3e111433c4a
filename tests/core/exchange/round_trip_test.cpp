#include "tests/core/exchange/round_trip_test.h"

#include <algorithm>
#include <filesystem>

#include <QtTest>

#include "core/exchange/cloudformation_writer.h"
#include "core/exchange/import_file.h"
#include "core/exchange/nosql_workbench.h"
#include "core/exchange/table_scripts.h"
#include "core/exchange/terraform_writer.h"
#include "core/model/model_reader.h"
#include "core/value/dynamodb_json.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using exchange::ExportResult;
using model::Model;

namespace {

struct Target {
    const char *name;
    ExportResult (*write)(const Model &);
};

constexpr Target kTargets[] = {
    {"Terraform 5", [](const Model &model) { return exchange::writeTerraform(model, {.providerMajor = 5}); }},
    {"Terraform 6", [](const Model &model) { return exchange::writeTerraform(model, {.providerMajor = 6}); }},
    {"CloudFormation JSON", [](const Model &model) { return exchange::writeCloudFormation(model, {.asJson = true}); }},
    {"CloudFormation YAML", [](const Model &model) { return exchange::writeCloudFormation(model, {.asJson = false}); }},
    {"CreateTable", [](const Model &model) { return exchange::writeCreateTable(model); }},
    {"NoSQL Workbench", [](const Model &model) { return exchange::writeNosqlWorkbench(model); }},
};

std::vector<std::filesystem::path> samples()
{
    std::vector<std::filesystem::path> files;
    for (const auto &each : std::filesystem::directory_iterator(test::sourceDir() / "samples"))
        if (each.path().extension() == ".json")
            files.push_back(each.path());
    std::sort(files.begin(), files.end());
    return files;
}

/// Of all files that hold tables.
Model importedFrom(const ExportResult &exported)
{
    Model model;
    for (const exchange::ExportFile &file : exported.files) {
        exchange::ImportResult result = exchange::importText(file.text, file.name).result;
        for (const exchange::ImportProblem &problem : result.problems)
            QTest::qFail(exchange::textOf(problem).c_str(), __FILE__, __LINE__);
        Model part = std::move(result.model);
        model.tables.insert(model.tables.end(), part.tables.begin(), part.tables.end());
        model.sampleData.insert(model.sampleData.end(), part.sampleData.begin(), part.sampleData.end());
    }
    return model;
}

/// With its indexes by name, and without what the target said it cannot hold.
schema::TableDefinition comparable(schema::TableDefinition table, const std::string &place, const std::vector<exchange::Loss> &losses)
{
    const auto byName = [](const schema::IndexDefinition &a, const schema::IndexDefinition &b) { return a.name < b.name; };
    std::sort(table.localIndexes.begin(), table.localIndexes.end(), byName);
    std::sort(table.globalIndexes.begin(), table.globalIndexes.end(), byName);
    for (auto *indexes : {&table.localIndexes, &table.globalIndexes})
        for (schema::IndexDefinition &index : *indexes)
            std::sort(index.projection.attributes.begin(), index.projection.attributes.end());
    for (const exchange::Loss &loss : losses) {
        if (loss.place == place + ".stream")
            table.streamViewType.reset();
        if (loss.place == place + ".encryption")
            table.encryption.reset();
        if (loss.place == place + ".deletionProtection")
            table.deletionProtection = false;
        if (loss.place.starts_with(place + ".vectorIndexes["))
            table.vectorIndexes.clear();
        if (loss.place == place + ".tags")
            table.tags.clear();
    }
    return table;
}

std::vector<std::string> sortedItems(const Model &model, const std::string &table)
{
    std::vector<std::string> texts;
    if (const model::TableItems *items = model.sampleDataOf(table))
        for (const value::Item &item : items->items)
            texts.push_back(value::toDynamoDbJson(item).compact());
    std::sort(texts.begin(), texts.end());
    return texts;
}

} // namespace

void RoundTripTest::tablesComeBackFromEveryTarget_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("target");
    for (const auto &file : samples())
        for (int target = 0; target < static_cast<int>(std::size(kTargets)); ++target)
            QTest::newRow((file.stem().stem().string() + ", " + kTargets[target].name).c_str())
                << QString::fromStdString(file.string()) << target;
}

void RoundTripTest::tablesComeBackFromEveryTarget()
{
    QFETCH(QString, file);
    QFETCH(int, target);
    const Model model = model::readModelFile(file.toStdString());
    const ExportResult exported = kTargets[target].write(model);
    const Model back = importedFrom(exported);
    QCOMPARE(back.tables.size(), model.tables.size());
    for (std::size_t i = 0; i < model.tables.size(); ++i) {
        const schema::TableDefinition &table = model.tables[i].definition;
        const model::Table *found = back.findTable(table.name);
        QVERIFY2(found != nullptr, table.name.c_str());
        QVERIFY(found->definition.key == table.key);
        const std::string place = "tables[" + std::to_string(i) + "]";
        QVERIFY(comparable(found->definition, place, {}) == comparable(table, place, exported.losses));
    }
}

void RoundTripTest::itemsComeBackFromNosqlWorkbench_data()
{
    QTest::addColumn<QString>("file");
    for (const auto &file : samples())
        QTest::newRow(file.stem().stem().c_str()) << QString::fromStdString(file.string());
}

void RoundTripTest::itemsComeBackFromNosqlWorkbench()
{
    QFETCH(QString, file);
    const Model model = model::readModelFile(file.toStdString());
    QVERIFY(model.itemCount() > 0);
    const Model back = importedFrom(exchange::writeNosqlWorkbench(model));
    for (const model::Table &table : model.tables)
        QCOMPARE(sortedItems(back, table.definition.name), sortedItems(model, table.definition.name));
}
