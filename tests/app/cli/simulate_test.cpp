#include <QTest>

#include "core/value/json.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using test::ProgramResult;
using value::Json;

namespace {

ProgramResult simulateCli(const std::vector<std::string> &arguments)
{
    return test::runProgram(test::binaryDir() / "keywright-cli", arguments);
}

std::string simulateSample(const std::string &name)
{
    return (test::sourceDir() / "samples" / (name + ".keywright.json")).string();
}

double number(const Json &object, const char *name)
{
    return object.find(name)->asDouble().value();
}

const Json *named(const Json &list, const char *member, const std::string &name)
{
    for (const Json &each : list.elements())
        if (each.find(member) != nullptr && each.find(member)->text() == name)
            return &each;
    return nullptr;
}

} // namespace

class SimulateTest : public QObject {
    Q_OBJECT

private slots:
    void aShardedBoardIsServedWhereASimpleOneIsThrottled()
    {
        const auto outcomeOf = [](const std::string &model) {
            return Json::parse(simulateCli({"simulate", simulateSample(model), "--hours", "24", "--seed", "1", "--json"}).output);
        };
        const auto throttled = [](const Json &outcome) {
            return number(*named(*outcome.find("accessPatterns"), "name", "Submit a better score"), "throttled");
        };
        const auto diagnosis = [](const Json &outcome) {
            return named(*outcome.find("places"), "index", "Ranking")->find("diagnoses")->elements().front();
        };
        const Json before = outcomeOf("game-leaderboard-before-sharding");
        const Json after = outcomeOf("game-leaderboard");
        QVERIFY(throttled(before) > 10'000);
        QVERIFY(throttled(after) < 100);
        QCOMPARE(diagnosis(before).find("shape")->text(), std::string("hot key"));
        QVERIFY(diagnosis(before).find("message")->text().find("BOARD#season-12") != std::string::npos);
        QCOMPARE(diagnosis(after).find("shape")->text(), std::string("even"));
    }

    void rulesCanBeChangedAndShown()
    {
        const ProgramResult rules = simulateCli({"simulate", simulateSample("online-shop"), "--rules"});
        QCOMPARE(rules.exitCode, 0);
        QVERIFY(rules.output.find("splitAfterSeconds") != std::string::npos && rules.output.find("Developer guide") != std::string::npos);
        const ProgramResult slow = simulateCli({"simulate", simulateSample("online-shop"), "--hours=1", "--times=50", "--rule",
                                                "partitionReads=20", "--rule", "splitsForHeat=0"});
        QVERIFY(slow.output.find("TableReadKeyRangeThroughputExceeded") != std::string::npos);
        QCOMPARE(simulateCli({"simulate", simulateSample("online-shop"), "--rule", "luck=1"}).exitCode, 2);
        QCOMPARE(simulateCli({"simulate", simulateSample("online-shop"), "--rule", "splitHeat"}).exitCode, 2);
    }

    void everyPatternIsServedOrThrottled()
    {
        const ProgramResult result = simulateCli({"simulate", simulateSample("relational-habits"), "--hours", "1", "--json"});
        QCOMPARE(result.exitCode, 0);
        const Json outcome = Json::parse(result.output);
        QVERIFY(!outcome.find("accessPatterns")->elements().empty());
        for (const Json &pattern : outcome.find("accessPatterns")->elements()) {
            const double sum = number(pattern, "served") + number(pattern, "throttled");
            QVERIFY(std::abs(sum - number(pattern, "offered")) < 1e-3);
            double why = 0;
            for (const Json &reason : pattern.find("throttledFor")->elements())
                why += number(reason, "calls");
            QVERIFY(std::abs(why - number(pattern, "throttled")) < 1e-3);
        }
        QVERIFY(result.output.find("has no rate and is left out") != std::string::npos);
    }

    void theSameSeedPrintsTheSame()
    {
        const std::vector<std::string> words{"simulate", simulateSample("online-shop"), "--hours", "2", "--seed", "5"};
        const ProgramResult result = simulateCli(words);
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(simulateCli(words).output, result.output);
        QVERIFY(result.output.find("2 hours simulated, seed 5") != std::string::npos);
        QVERIFY(result.output.find("Product by id") != std::string::npos);
    }

    void writesHeatMapsAsPictureAndFigures()
    {
        const test::TemporaryFolder folder;
        const std::string picture = (folder.path() / "heat.svg").string();
        const std::string figures = (folder.path() / "heat.csv").string();
        QCOMPARE(simulateCli({"simulate", simulateSample("online-shop"), "--hours", "1", "--heat-map", picture}).exitCode, 0);
        QVERIFY(test::readFile(picture).find("OnlineShop / GSI1") != std::string::npos);
        QCOMPARE(simulateCli({"simulate", simulateSample("online-shop"), "--hours", "1", "--heat-map", figures}).exitCode, 0);
        QVERIFY(test::readFile(figures).starts_with("map,partition,"));
        const ProgramResult again = simulateCli({"simulate", simulateSample("online-shop"), "--hours", "1", "--heat-map", picture});
        QCOMPARE(again.exitCode, 1);
        QVERIFY(again.errors.find("--force") != std::string::npos);
        const std::vector<std::string> forced{
            "simulate", simulateSample("online-shop"), "--hours=1", "--heat-map", picture, "--force", "--scale", "logarithmic"};
        QCOMPARE(simulateCli(forced).exitCode, 0);
        QVERIFY(test::readFile(picture).find("logarithmic scale") != std::string::npos);
        QCOMPARE(simulateCli({"simulate", simulateSample("online-shop"), "--heat-map", "heat.png"}).exitCode, 2);
        QCOMPARE(simulateCli({"simulate", simulateSample("online-shop"), "--scale", "cubic"}).exitCode, 2);
    }

    void refusesWhatMakesNoSense()
    {
        QCOMPARE(simulateCli({"simulate"}).exitCode, 2);
        QCOMPARE(simulateCli({"simulate", simulateSample("online-shop"), "--hours", "0"}).exitCode, 2);
        QCOMPARE(simulateCli({"simulate", "nowhere.json"}).exitCode, 1);
    }
};

QTEST_GUILESS_MAIN(SimulateTest)

#include "simulate_test.moc"
