#include "tests/stories/command_line/game_story_test.h"

#include <QTest>

#include "core/model/model_file.h"
#include "tests/conformance/clients.h"
#include "tests/stories/command_line/story.h"
#include "tests/support/served_process.h"

using namespace keywright;
using test::Story;
using value::Json;

namespace {

constexpr char kGame[] = "game.keywright.json";
constexpr char kTable[] = "battle-royale";
constexpr char kOpenGames[] = "Open games on a map";

void importItems(const Story &story)
{
    story.run({"import", test::fromOthers("exchange/items/amazon-dynamodb-labs--battle-royale-items.jsonl"), "--table", kTable,
               "--partition-key", "PK", "--sort-key", "SK", "--infer", "-o", story.file(kGame)});
}

void designLobby(const Story &story)
{
    importItems(story);
    story.writePatterns(kGame, "game_patterns.json");
    for (const char *pattern : {"A game and its players", "A player's profile", kOpenGames, "Games of a player"})
        story.run({"suggest", story.file(kGame), "--pattern", pattern, "--take", "1"});
}

/// Events by their names, of what `stream --json` printed.
std::map<std::string, int> eventsIn(const QByteArray &lines)
{
    std::map<std::string, int> events;
    for (const QByteArray &line : lines.split('\n'))
        if (!line.isEmpty())
            ++events[Json::parse(line.toStdString()).find("eventName")->text()];
    return events;
}

} // namespace

void GameStoryTest::entitiesAndRelationshipsAreFound()
{
    const Story story;
    importItems(story);
    const model::Model model = story.model(kGame);
    QCOMPARE(model.entities.size(), std::size_t(3));
    QCOMPARE(*model.findEntity("GameUser")->keyTemplate("SK"), std::string("USER#{username}"));
    QCOMPARE(model.relationships.size(), std::size_t(3));
    QVERIFY(std::any_of(model.relationships.begin(), model.relationships.end(),
                        [](const model::Relationship &each) { return each.through == "GameUser"; }));
}

void GameStoryTest::theLobbysPatternsAreServed()
{
    const Story story;
    designLobby(story);
    const Json report = story.runForJson({"verify", story.file(kGame)});
    QCOMPARE(report.find("accessPatterns")->elements().size(), std::size_t(5));
    for (const Json &pattern : report.find("accessPatterns")->elements()) {
        QVERIFY2(pattern.find("status")->text() == "verified", pattern.find("name")->text().c_str());
        QVERIFY2(pattern.find("verdict")->text() == "served", pattern.find("name")->text().c_str());
    }
    // Only the nine games that are still open stand in the sparse index.
    const std::string sorted = *story.model(kGame).findEntity("Game")->keyTemplate("GSI1SK");
    QVERIFY2(test::contains(sorted, "{open_timestamp}"), sorted.c_str());
}

void GameStoryTest::theStreamAndTheHeatFollowAnApplication()
{
    const QString folder = test::javaScriptFolder();
    if (folder.isEmpty())
        QSKIP("SKIP node or npm missing, or npm's registry does not answer: no AWS SDK for JavaScript");
    const Story story;
    designLobby(story);
    model::Model model = story.model(kGame);
    model.tables[0].definition.streamViewType = schema::StreamViewType::NewAndOldImages;
    model::saveModelFile(model, story.file(kGame));

    test::ServedProcess server({"--memory", "--heat-map", QString::fromStdString(story.file("live.csv"))});
    const std::string url = server.url().toStdString();
    story.run({"commit", story.file(kGame), "--endpoint", url});
    const test::ScriptResult played = test::runScript("node", {"play_game.mjs", server.url(), kTable, "40"}, folder);
    QVERIFY2(played.exitCode == 0, qPrintable(played.errors));
    const Json counts = Json::parse(played.output.toStdString());
    const std::int64_t joined = *counts.find("joined")->asInteger();
    QVERIFY2(joined > 0 && *counts.find("refused")->asInteger() == 40 - joined, qPrintable(played.output)); // the game is full at 50

    // 835 items were loaded, each who joined made one item and changed the game's, and the game began.
    const std::string changes = std::to_string(835 + 2 * joined + 1);
    const std::string events = story.run({"stream", kTable, "--endpoint", url, "--from-start", "--count", changes, "--json"});
    const std::map<std::string, int> counted = eventsIn(QByteArray::fromStdString(events));
    QCOMPARE(counted.at("INSERT"), 835 + static_cast<int>(joined));
    QCOMPARE(counted.at("MODIFY"), static_cast<int>(joined) + 1);

    QCOMPARE(server.endBy(SIGTERM), 0); // the last heat map is written then
    const QString heat = QString::fromStdString(story.text("live.csv"));
    QVERIFY(heat.startsWith("map,partition,"));
    QVERIFY2(heat.contains("battle-royale") && heat.contains("GSI1"), qPrintable(heat.left(500)));
}
