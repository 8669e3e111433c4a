#include <QTest>

#include "core/capacity/prices.h"
#include "tests/support/run_classes.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using namespace keywright::capacity;

namespace {

std::string builtInText()
{
    return test::readFile(test::sourceDir() / "resources" / "prices" / "dynamodb-prices.json");
}

std::string replaced(std::string text, const std::string &what, const std::string &with)
{
    return text.replace(text.find(what), what.size(), with);
}

/// The message of reading the text; empty when it can be read.
std::string faultOf(const std::string &text)
{
    try {
        readPrices(text, "prices.json");
    } catch (const PriceError &error) {
        return error.what();
    }
    return {};
}

} // namespace

class PricesTest : public QObject {
    Q_OBJECT

private slots:
    void theBuiltInListIsTheFileOfResources()
    {
        QVERIFY(builtInPrices() == readPrices(builtInText(), "dynamodb-prices.json"));
        QVERIFY(builtInPrices().date >= "2026-11-21");
        QVERIFY(builtInPrices().regions.size() >= 8);
        QVERIFY(!builtInPrices().sources.empty());
        QVERIFY(builtInPrices().find("mars-north-1") == nullptr);
    }

    void virginiaHasThePricesOfThePricingPage()
    {
        const RegionPrices &virginia = *builtInPrices().find("us-east-1");
        QCOMPARE(virginia.standard.writeMillion, 0.625); // since November 2024; older texts say twice that
        QCOMPARE(virginia.standard.readMillion, 0.125);
        QCOMPARE(virginia.standard.writeUnitHour, 0.00065);
        QCOMPARE(virginia.standard.readUnitHour, 0.00013);
        QCOMPARE(virginia.standard.storageGbMonth, 0.25);
        QCOMPARE(virginia.infrequentAccess.storageGbMonth, 0.1);
        QCOMPARE(virginia.recoveryGbMonth, 0.2);
        QVERIFY(virginia.scaled.empty());
    }

    void noRegionHasAPriceOutOfProportion()
    {
        const ClassPrices &base = builtInPrices().find("us-east-1")->standard;
        for (const auto &[code, region] : builtInPrices().regions)
            for (const auto price : {&ClassPrices::readMillion, &ClassPrices::writeMillion, &ClassPrices::readUnitHour,
                                     &ClassPrices::writeUnitHour, &ClassPrices::storageGbMonth}) {
                const double ratio = region.standard.*price / (base.*price);
                QVERIFY2(ratio >= 0.99 && ratio < 1.6, code.c_str());
                QVERIFY2(region.infrequentAccess.*price > 0, code.c_str());
            }
    }

    void reservingAThirdOrMoreIsCheaperThanProvisioning()
    {
        for (const auto &[code, region] : builtInPrices().regions) {
            const double list = 100 * region.standard.writeUnitHour * 8'760;
            const double oneYear = region.reservedOneYear.hundredWrites.upfront + region.reservedOneYear.hundredWrites.hour * 8'760;
            const double threeYears =
                region.reservedThreeYears.hundredWrites.upfront + region.reservedThreeYears.hundredWrites.hour * 26'280;
            QVERIFY2(std::abs(1 - oneYear / list - 0.54) < 0.03, code.c_str());          // "up to 54 %"
            QVERIFY2(std::abs(1 - threeYears / (3 * list) - 0.77) < 0.03, code.c_str()); // "up to 77 %"
        }
    }

    void aListThatIsNotRightIsRefusedWithItsPlace()
    {
        const std::string text = builtInText();
        QCOMPARE(faultOf(text), std::string());
        const std::string negative = faultOf(replaced(text, "0.125", "-1"));
        QVERIFY2(negative.find("regions.us-east-1.standard.readMillion must be a number of dollars") != std::string::npos,
                 negative.c_str());
        const std::string missing = faultOf(replaced(text, "\"recoveryGbMonth\"", "\"recovery\""));
        QVERIFY2(missing.find("regions.us-east-1 has no \"recoveryGbMonth\"") != std::string::npos, missing.c_str());
        QVERIFY(faultOf(replaced(text, "\"USD\"", "\"EUR\"")).find("must be USD") != std::string::npos);
        QVERIFY(faultOf("{").find("prices.json:1:") == 0);
        QVERIFY(faultOf("[]").find("has no \"date\"") != std::string::npos);
    }

    void aUsersListComesBeforeTheBuiltInOne()
    {
        const test::TemporaryFolder folder;
        const QByteArray before = qgetenv("XDG_CONFIG_HOME");
        qputenv("XDG_CONFIG_HOME", QByteArray::fromStdString(folder.path().string()));
        QVERIFY(currentPrices() == builtInPrices());
        std::filesystem::create_directories(folder.path() / "keywright");
        test::writeFile(userPricesFile(), replaced(builtInText(), "0.625", "0.5"));
        QCOMPARE(currentPrices().find("us-east-1")->standard.writeMillion, 0.5);
        test::writeFile(userPricesFile(), "{}");
        QVERIFY_THROWS_EXCEPTION(PriceError, currentPrices());
        qputenv("XDG_CONFIG_HOME", before);
    }
};

std::unique_ptr<QObject> makePricesTest()
{
    return std::make_unique<PricesTest>();
}

#include "prices_test.moc"
