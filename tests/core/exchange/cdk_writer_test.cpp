#include "tests/core/exchange/cdk_writer_test.h"

#include <QtTest>

#include "core/exchange/cdk_writer.h"
#include "core/exchange/cloudformation_writer.h"
#include "tests/core/exchange/export_fixtures.h"

using namespace keywright;

namespace {

std::string stackOf(const std::string &model, const exchange::InfrastructureExtras &extras)
{
    return exchange::writeCdk(test::exportModel(model), extras).files.front().text;
}

} // namespace

void CdkWriterTest::writesTheGoldenFiles_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<bool>("everything");
    for (const char *model : {"online-shop", "every-setting"})
        for (const bool everything : {false, true})
            QTest::newRow(qPrintable(QString("%1-%2").arg(model).arg(everything ? "all" : "short"))) << model << everything;
}

void CdkWriterTest::writesTheGoldenFiles()
{
    QFETCH(QString, model);
    QFETCH(bool, everything);
    const auto extras = everything ? test::everyExtra() : exchange::InfrastructureExtras();
    QVERIFY(test::isGolden(std::string("cdk/") + QTest::currentDataTag() + ".ts", stackOf(model.toStdString(), extras)));
}

void CdkWriterTest::keepsEveryResourceOfCloudFormation()
{
    std::vector<exchange::Loss> losses;
    const auto whole = exchange::cloudFormationTemplate(test::exportModel("every-setting"), test::everyExtra(), losses);
    const std::string stack = stackOf("every-setting", test::everyExtra());
    for (const auto &resource : whole.find("Resources")->members()) {
        const std::string type = resource.value.find("Type")->text();
        const std::string construct = "Cfn" + type.substr(type.rfind(':') + 1) + "(this, \"" + resource.name + "\", {";
        QVERIFY2(stack.find(construct) != std::string::npos, construct.c_str());
    }
}

void CdkWriterTest::losesWhatCloudFormationLoses()
{
    const auto model = test::exportModel("every-setting");
    const auto cdk = exchange::writeCdk(model).losses;
    const auto cloudFormation = exchange::writeCloudFormation(model).losses;
    QCOMPARE(cdk.size(), cloudFormation.size());
    for (std::size_t i = 0; i < cdk.size(); ++i)
        QCOMPARE(cdk[i].place, cloudFormation[i].place);
}
