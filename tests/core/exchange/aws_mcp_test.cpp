#include "tests/core/exchange/aws_mcp_test.h"

#include "core/exchange/aws_mcp.h"
#include "core/model/model_reader.h"
#include "core/model/model_writer.h"
#include "core/model/problems.h"

#include <QTest>

#include "tests/core/exchange/mutation.h"
#include "tests/support/test_paths.h"

using namespace keywright;
namespace fs = std::filesystem;

namespace {

fs::path folder(const char *name)
{
    return test::dataDir() / "exchange" / "awslabs-mcp" / name;
}

void addFiles(const char *name)
{
    QTest::addColumn<QString>("file");
    for (const auto &entry : fs::directory_iterator(folder(name)))
        QTest::newRow(entry.path().stem().string().c_str()) << QString::fromStdString(entry.path().stem().string());
}

exchange::ImportResult schemaNamed(const std::string &name)
{
    return exchange::readAwsMcpSchema(test::readFile(folder("valid_schemas") / (name + "_schema.json")), name + "_schema.json");
}

/// A step in one line, for comparing.
std::string shown(const model::Operation &operation)
{
    const auto text = [](const model::Operand &operand) { return std::get<std::string>(operand); };
    std::string line = std::string(textOf(operation.kind)) + " " + operation.table + (operation.index.empty() ? "" : "/" + operation.index);
    for (const auto &[name, operand] : operation.key)
        line += " " + name + "=" + text(operand);
    for (const auto &comparison : operation.keyCondition) {
        line += " " + comparison.attribute + " " + std::string(textOf(comparison.op));
        for (const auto &value : comparison.values)
            line += " " + text(value);
    }
    if (!operation.filter.empty())
        line += " filter " + operation.filter;
    if (!operation.update.empty())
        line += " update " + operation.update;
    return line;
}

} // namespace

void AwsMcpTest::readsEveryValidSchema_data()
{
    addFiles("valid_schemas");
}

void AwsMcpTest::readsEveryValidSchema()
{
    QFETCH(QString, file);
    const std::string name = file.toStdString().substr(0, file.size() - 7);
    auto result = schemaNamed(name);
    QVERIFY(!result.model.entities.empty());
    exchange::addAwsMcpUsageData(test::readFile(folder("valid_usage_data") / (name + "_usage_data.json")), "data.json", result);
    for (const exchange::ImportProblem &problem : result.problems)
        qWarning("%s", textOf(problem).c_str());
    QVERIFY(result.model.itemCount() >= result.model.entities.size());
    for (const model::Problem &problem : model::findProblems(result.model))
        if (problem.severity == model::Severity::Error)
            QFAIL((problem.place + " " + problem.message).c_str());
    const std::string written = model::writeModel(result.model);
    QCOMPARE(model::writeModel(model::readModel(written, "again.json")), written);
}

void AwsMcpTest::refusesEveryBrokenSchema_data()
{
    QTest::addColumn<QString>("message");
    const auto row = [](const char *file, const char *message) { QTest::newRow(file) << message; };
    row("comprehensive_invalid_schema", "tables[0].entities.TestEntity.fields[0].type is \"strng\"; expected one of string");
    row("invalid_cross_table_patterns", "cross_table_access_patterns[0].pattern_id is 100, the id of an earlier pattern");
    row("invalid_filter_expression_schema",
        "access_patterns[0].filter_expression.conditions[0].field is \"nonexistent_field\"; expected a field of TestEntity.");
    row("invalid_gsi_schema", "gsi_list[1].name is \"DuplicateIndex\", the name of an earlier index");
    row("invalid_multi_attribute_keys_schema", "gsi_list[0].partition_key has 0 attributes; expected 1 to 4.");
    row("test_cross_table_entity_ref",
        "parameters[0].entity_type is \"Post\", which is in table Table2; expected an entity of table Table1.");
    row("test_cross_table_refs", "parameters[0].entity_type is \"EntityB\", which is in table Table2");
    row("test_duplicate_entity_names", "tables[1].entities.User has the name of an earlier entity");
    row("test_entity_ref_schema", "parameters[0].entity_type is \"NonExistentEntity\"; expected one of the schema's entities.");
    row("test_multi_table_schema", "tables[1].entities.Entity2.access_patterns[0].pattern_id is 1, the id of an earlier pattern");
}

void AwsMcpTest::refusesEveryBrokenSchema()
{
    QFETCH(QString, message);
    const std::string name = QTest::currentDataTag();
    try {
        exchange::readAwsMcpSchema(test::readFile(folder("invalid_schemas") / (name + ".json")), name);
        QFAIL("was read");
    } catch (const model::ModelError &error) {
        QVERIFY2(QString::fromUtf8(error.what()).contains(message), error.what());
        QVERIFY(error.line() > 0 && error.column() > 0);
    }
}

void AwsMcpTest::patternsBecomeSteps_data()
{
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QString>("step");
    QTest::newRow("get_deal_by_id") << "deals"
                                    << "GetItem Deals deal_id={deal_id}";
    QTest::newRow("get_deals_by_brand") << "deals"
                                        << "Query Deals/DealsByBrand brand_id = {brand_id}";
    QTest::newRow("get_recent_deals_by_brand") << "deals"
                                               << "Query Deals/DealsByBrand brand_id = {brand_id} created_at >= {since_date}";
}

void AwsMcpTest::patternsBecomeSteps()
{
    QFETCH(QString, schema);
    QFETCH(QString, step);
    const auto result = schemaNamed(schema.toStdString());
    const model::AccessPattern *pattern = result.model.findAccessPattern(QTest::currentDataTag());
    QVERIFY(pattern != nullptr);
    QCOMPARE(shown(pattern->steps.at(0).operation), step.toStdString());
}

void AwsMcpTest::transactionsSpanTables()
{
    const auto result = schemaNamed("user_registration");
    const model::AccessPattern *pattern = result.model.findAccessPattern("delete_user_with_email");
    QVERIFY(pattern != nullptr);
    QCOMPARE(std::string(textOf(pattern->steps.at(0).operation.kind)), std::string("TransactWriteItems"));
    QCOMPARE(shown(pattern->steps[0].parts.at(0)), std::string("DeleteItem Users pk=USER#{user_id}"));
    QCOMPARE(shown(pattern->steps[0].parts.at(1)), std::string("DeleteItem EmailLookup pk=EMAIL#{email}"));
    QCOMPARE(pattern->steps[0].parts[0].condition, std::string("attribute_exists(pk)"));
}

void AwsMcpTest::survivesCutsAndBends()
{
    const auto rows = test::readFile(folder("valid_usage_data") / "user_registration_usage_data.json");
    const auto schema = test::readFile(folder("valid_schemas") / "user_registration_schema.json");
    QVERIFY(test::survivesCutsAndBends(schema, [&rows](const std::string &text) {
        auto result = exchange::readAwsMcpSchema(text, "f");
        exchange::addAwsMcpUsageData(rows, "data", result);
    }));
    QVERIFY(test::survivesCutsAndBends(rows, [&schema](const std::string &text) {
        auto result = exchange::readAwsMcpSchema(schema, "f");
        exchange::addAwsMcpUsageData(text, "data", result);
    }));
}
