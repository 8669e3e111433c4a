#include "tests/core/exchange/vector_exports_test.h"

#include <QtTest>

#include "core/exchange/cdk_writer.h"
#include "core/exchange/cloudformation_writer.h"
#include "core/exchange/nosql_workbench.h"
#include "core/exchange/table_definitions.h"
#include "core/exchange/table_scripts.h"
#include "core/exchange/terraform_writer.h"
#include "tests/core/exchange/export_fixtures.h"

using namespace keywright;

/// Source: CloudFormation template reference, AWS::DynamoDB::Table VectorIndex; its members are those of CreateTable.
void VectorExportsTest::areWrittenWhereTheTargetHoldsThem()
{
    const model::Model model = test::exportModel("vectors");
    const auto cloudFormation = exchange::writeCloudFormation(model);
    QVERIFY(test::isGolden("vectors/template.yaml", cloudFormation.files.front().text));
    const auto cdk = exchange::writeCdk(model);
    QVERIFY(test::isGolden("vectors/tables-stack.ts", cdk.files.front().text));
    const auto createTable = exchange::writeCreateTable(model);
    QVERIFY(test::isGolden("vectors/" + createTable.files.front().name, createTable.files.front().text));
    const auto script = exchange::writeAwsCliScript(model, {});
    QVERIFY(script.files.front().text.find("\"SearchSchemaElementType\": \"INLINE_FILTER\"") != std::string::npos);
    for (const auto *result : {&cloudFormation, &cdk, &createTable, &script})
        QCOMPARE(test::textOf(result->losses).find("vector index"), std::string::npos);
}

void VectorExportsTest::areListedWhereItDoesNot()
{
    const model::Model model = test::exportModel("vectors");
    const std::string expected = "tables[0].vectorIndexes[0]: The vector index by-meaning is left out: ";
    QVERIFY(test::textOf(exchange::writeTerraform(model, {}).losses).find(expected + "Terraform has no place for that.")
            != std::string::npos);
    QVERIFY(test::textOf(exchange::writeNosqlWorkbench(model).losses).find(expected + "NoSQL Workbench has no place for that.")
            != std::string::npos);
}

void VectorExportsTest::areReadAgain_data()
{
    QTest::addColumn<QString>("written");
    const model::Model model = test::exportModel("vectors");
    const std::string created = exchange::writeCreateTable(model).files.front().text;
    QTest::newRow("CreateTable") << QString::fromStdString(created);
    QTest::newRow("DescribeTable") << QString::fromStdString("{\"Table\":" + created + "}");
    QTest::newRow("CloudFormation") << QString::fromStdString(exchange::writeCloudFormation(model).files.front().text);
}

void VectorExportsTest::areReadAgain()
{
    QFETCH(QString, written);
    const bool isTemplate = QString::fromUtf8(QTest::currentDataTag()) == "CloudFormation";
    const exchange::ImportResult read = isTemplate ? exchange::readCloudFormation(written.toStdString(), "template.yaml")
                                                   : exchange::readTableDefinitions(written.toStdString(), "table.json");
    QVERIFY(read.problems.empty());
    QCOMPARE(read.model.tables.size(), std::size_t(1));
    QVERIFY(read.model.tables[0].definition.vectorIndexes == test::exportModel("vectors").tables[0].definition.vectorIndexes);
}
