#include <QTest>

#include "core/value/json.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using test::ProgramResult;
using value::Json;

namespace {

ProgramResult cli(const std::vector<std::string> &arguments)
{
    return test::runProgram(test::binaryDir() / "keywright-cli", arguments);
}

std::string sample(const std::string &name)
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
        const auto throttled = [](const std::string &model) {
            const ProgramResult result = cli({"simulate", sample(model), "--hours", "24", "--seed", "1", "--json"});
            const Json outcome = Json::parse(result.output);
            const Json *pattern = named(*outcome.find("accessPatterns"), "name", "Submit a better score");
            return result.exitCode != 0 || pattern == nullptr ? -1 : number(*pattern, "throttled");
        };
        QVERIFY(throttled("game-leaderboard-before-sharding") > 10'000);
        const double after = throttled("game-leaderboard");
        QVERIFY(after >= 0 && after < 100);
    }

    void everyPatternIsServedOrThrottled()
    {
        const ProgramResult result = cli({"simulate", sample("relational-habits"), "--hours", "1", "--json"});
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
        const std::vector<std::string> words{"simulate", sample("online-shop"), "--hours", "2", "--seed", "5"};
        const ProgramResult result = cli(words);
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(cli(words).output, result.output);
        QVERIFY(result.output.find("2 hours simulated, seed 5") != std::string::npos);
        QVERIFY(result.output.find("Product by id") != std::string::npos);
    }

    void writesHeatMapsAsPictureAndFigures()
    {
        const test::TemporaryFolder folder;
        const std::string picture = (folder.path() / "heat.svg").string();
        const std::string figures = (folder.path() / "heat.csv").string();
        QCOMPARE(cli({"simulate", sample("online-shop"), "--hours", "1", "--heat-map", picture}).exitCode, 0);
        QVERIFY(test::readFile(picture).find("OnlineShop / GSI1") != std::string::npos);
        QCOMPARE(cli({"simulate", sample("online-shop"), "--hours", "1", "--heat-map", figures}).exitCode, 0);
        QVERIFY(test::readFile(figures).starts_with("map,partition,"));
        const ProgramResult again = cli({"simulate", sample("online-shop"), "--hours", "1", "--heat-map", picture});
        QCOMPARE(again.exitCode, 1);
        QVERIFY(again.errors.find("--force") != std::string::npos);
        const std::vector<std::string> forced{"simulate", sample("online-shop"), "--hours=1", "--heat-map", picture, "--force",
                                              "--scale",  "logarithmic"};
        QCOMPARE(cli(forced).exitCode, 0);
        QVERIFY(test::readFile(picture).find("logarithmic scale") != std::string::npos);
        QCOMPARE(cli({"simulate", sample("online-shop"), "--heat-map", "heat.png"}).exitCode, 2);
        QCOMPARE(cli({"simulate", sample("online-shop"), "--scale", "cubic"}).exitCode, 2);
    }

    void theDiagnosisNamesTheHotBoard()
    {
        const auto diagnosisOf = [](const std::string &model) {
            const Json outcome = Json::parse(cli({"simulate", sample(model), "--json"}).output);
            const Json *index = named(*outcome.find("places"), "index", "Ranking");
            return index == nullptr ? Json() : index->find("diagnoses")->elements().front();
        };
        const Json before = diagnosisOf("game-leaderboard-before-sharding");
        QCOMPARE(before.find("shape")->text(), std::string("hot key"));
        QVERIFY(before.find("message")->text().find("BOARD#season-12") != std::string::npos);
        QCOMPARE(diagnosisOf("game-leaderboard").find("shape")->text(), std::string("even"));
    }

    void refusesWhatMakesNoSense()
    {
        QCOMPARE(cli({"simulate"}).exitCode, 2);
        QCOMPARE(cli({"simulate", sample("online-shop"), "--hours", "0"}).exitCode, 2);
        QCOMPARE(cli({"simulate", "nowhere.json"}).exitCode, 1);
    }
};

QTEST_GUILESS_MAIN(SimulateTest)

#include "simulate_test.moc"
