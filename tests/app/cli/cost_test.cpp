#include <QTest>

#include "core/value/json.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using test::ProgramResult;
using value::Json;

namespace {

ProgramResult cost(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), "cost");
    return test::runProgram(test::binaryDir() / "keywright-cli", arguments);
}

std::string costSample(const std::string &name)
{
    return (test::sourceDir() / "samples" / (name + ".keywright.json")).string();
}

} // namespace

class CostCommandTest : public QObject {
    Q_OBJECT

private slots:
    void printsEveryTableIndexPatternAndEntity()
    {
        const ProgramResult result = cost({costSample("online-shop"), "--details"});
        QCOMPARE(result.exitCode, 0);
        for (const char *words :
             {"US East (N. Virginia)", "prices of 2026", "OnlineShop (on demand)", "index GSI1", "point-in-time recovery",
              "Check out: turn the cart into an order", "Product", "million write request units x $0.625000", "WCU-hour"})
            QVERIFY2(result.output.find(words) != std::string::npos, words);
    }

    void everySampleHasACost()
    {
        for (const auto &file : std::filesystem::directory_iterator(test::sourceDir() / "samples")) {
            if (file.path().extension() != ".json")
                continue;
            const ProgramResult result = cost({file.path().string(), "--json", "--region", "eu-west-1"});
            QVERIFY2(result.exitCode == 0, file.path().c_str());
            const Json report = Json::parse(result.output);
            const double total = report.find("total")->asDouble().value();
            QVERIFY2(total > 0 && total < 1e6, file.path().c_str());
            QVERIFY(report.find("reservedThreeYearsTotal")->asDouble().value()
                    <= report.find("provisionedTotal")->asDouble().value() + 1e-6);
        }
    }

    void aPriceListCanBeNamed()
    {
        const test::TemporaryFolder folder;
        const std::string file = (folder.path() / "prices.json").string();
        std::string prices = test::readFile(test::sourceDir() / "resources" / "prices" / "dynamodb-prices.json");
        test::writeFile(file, prices.replace(prices.find("2026-11-21"), 10, "2031-01-01"));
        const ProgramResult result = cost({costSample("online-shop"), "--prices", file});
        QCOMPARE(result.exitCode, 0);
        QVERIFY(result.output.find("prices of 2031-01-01") != std::string::npos);
        test::writeFile(file, "{}");
        const ProgramResult broken = cost({costSample("online-shop"), "--prices", file});
        QCOMPARE(broken.exitCode, 1);
        QVERIFY(broken.errors.find("has no \"date\"") != std::string::npos);
    }

    void refusesWhatMakesNoSense()
    {
        const ProgramResult region = cost({costSample("online-shop"), "--region", "mars-1"});
        QCOMPARE(region.exitCode, 1);
        QVERIFY(region.errors.find("no region \"mars-1\"; it has ap-northeast-1") != std::string::npos);
        QCOMPARE(cost({costSample("online-shop"), "--months", "-1"}).exitCode, 2);
        QCOMPARE(cost({}).exitCode, 2);
    }
};

QTEST_GUILESS_MAIN(CostCommandTest)

#include "cost_test.moc"
