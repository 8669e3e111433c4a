#include "tests/stories/window/game_window_test.h"

#include <QComboBox>
#include <QProcess>

#include "core/session/workspace.h"
#include "tests/conformance/clients.h"
#include "tests/stories/window/window_story.h"
#include "tests/support/test_paths.h"
#include "tests/ui/support/isolation.h"
#include "ui/heat/heat_bar.h"
#include "ui/heat/heat_page.h"
#include "ui/heat/heat_workspace.h"
#include "ui/streams/streams_workspace.h"

using namespace keywright;
using namespace keywright::ui;
using test::WindowStory;

namespace {

constexpr int kGamePatience = 60'000;

QString gameItems()
{
    return QString::fromStdString((test::dataDir() / "exchange" / "items" / "amazon-dynamodb-labs--battle-royale-items.jsonl").string());
}

/// The transaction, typed as the text that the file holds.
std::string joinAGame()
{
    const value::Json patterns = value::Json::parse(test::readFile(test::sourceDir() / "tests" / "stories" / "game_patterns.json"));
    for (const value::Json &pattern : patterns.elements())
        if (pattern.find("name")->text() == "Join a game")
            return pattern.pretty();
    return {};
}

int freePort()
{
    const auto finder = session::Workspace::inMemory({});
    const std::string url = finder->startEndpoint(0);
    return std::stoi(url.substr(url.rfind(':') + 1));
}

/// Runs the application while the window goes on; what it says where it fails.
QString play(const QString &folder, const QString &url)
{
    QProcess game;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("AWS_ACCESS_KEY_ID"), QStringLiteral("local"));
    environment.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"), QStringLiteral("local"));
    game.setProcessEnvironment(environment);
    game.setWorkingDirectory(folder);
    game.setProcessChannelMode(QProcess::MergedChannels);
    game.start(QStringLiteral("node"), {QStringLiteral("play_game.mjs"), url, QStringLiteral("battle-royale"), QStringLiteral("40")});
    if (!QTest::qWaitFor([&game] { return game.state() == QProcess::NotRunning; }, kGamePatience))
        return QStringLiteral("it does not end");
    return game.exitCode() == 0 ? QString() : QString::fromUtf8(game.readAll());
}

} // namespace

void GameWindowTest::init()
{
    test::failOnWarnings();
}

void GameWindowTest::aLobbyIsDesignedPlayedOnAndWatched()
{
    const QString folder = test::javaScriptFolder();
    if (folder.isEmpty())
        QSKIP("SKIP node or npm missing, or npm's registry does not answer: no AWS SDK for JavaScript");
    WindowStory story;
    story.import(gameItems(), "PK", "SK", "battle-royale");
    QCOMPARE(story.model().entities.size(), std::size_t(3));
    story.addPattern("A game and its players", {"Game", "GameUser"}, "game_id = :game_id", "100");
    story.addPattern("A player's profile", {"User"}, "username = :username", "50");
    story.addPattern("Open games on a map", {"Game"}, "#map = :map AND attribute_exists(open_timestamp)", "80");
    story.addPattern("Games of a player", {"GameUser"}, "username = :username", "20");
    // A new pattern reads an item of its entity, which is all that a profile needs.
    for (const char *pattern : {"A game and its players", "Open games on a map", "Games of a player"})
        story.takeSuggestion(QLatin1String(pattern));
    story.addPatternAsText({"Game"}, joinAGame());
    QCOMPARE(story.verifyAll(), QStringList(5, QStringLiteral("Verified")));

    story.goTo(MainWindow::Workspace::Streams);
    StreamsWorkspace &streams = story.window().streams();
    QTRY_VERIFY_WITH_TIMEOUT(story.find<QPushButton>("enableStream")->isVisible(), kGamePatience);
    story.press("enableStream");
    QTRY_COMPARE_WITH_TIMEOUT(streams.reading().state(), StreamReading::State::Reading, kGamePatience);
    const int before = streams.changes().readCount();

    story.window().endpoint().setPort(freePort());
    story.press("endpointSwitch");
    QTRY_COMPARE_WITH_TIMEOUT(story.window().endpoint().state(), EndpointHost::State::On, kGamePatience);
    QCOMPARE(play(folder, story.window().endpoint().url()), QString());
    QTRY_VERIFY_WITH_TIMEOUT(streams.changes().readCount() > before + 20, kGamePatience);

    story.goTo(MainWindow::Workspace::HeatMap);
    HeatPage &heat = story.window().heat().page();
    heat.bar().setSource(HeatBar::Source::Live);
    QTRY_VERIFY_WITH_TIMEOUT(heat.isLive() && heat.shown() && heat.plot().isVisible(), kGamePatience);
    const auto written = [&heat] {
        double units = 0;
        for (const simulation::PlaceOutcome &place : heat.shown()->places)
            for (const simulation::HeatCell &row : simulation::rowTotals(place.map))
                units += static_cast<double>(row.writeUnits);
        return units;
    };
    QTRY_VERIFY_WITH_TIMEOUT(written() > 20, kGamePatience);
    story.press("endpointSwitch");
    QTRY_COMPARE(story.window().endpoint().state(), EndpointHost::State::Off);
}
