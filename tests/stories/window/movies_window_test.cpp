#include "tests/stories/window/movies_window_test.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QSpinBox>
#include <QListView>
#include <QTemporaryDir>

#include "tests/stories/window/window_story.h"
#include "tests/support/test_paths.h"
#include "tests/ui/support/isolation.h"
#include "ui/dialogs/file_dialog.h"
#include "ui/document/text.h"
#include "ui/export/export_target.h"
#include "ui/heat/heat_page.h"
#include "ui/heat/heat_workspace.h"
#include "ui/heat/traffic_dialog.h"

using namespace keywright;
using namespace keywright::ui;
using test::WindowStory;

namespace {

constexpr int kMoviesPatience = 120'000;
const QString kOfAYear = QStringLiteral("Movies of a year");

QString movies()
{
    return QString::fromStdString((test::dataDir() / "stories" / "aws-doc-sdk-examples--movies.json.gz").string());
}

/// Years are asked for as often as they have movies.
void setPopularity(WindowStory &story)
{
    story.goTo(MainWindow::Workspace::HeatMap);
    HeatPage &heat = story.window().heat().page();
    story.find<QSpinBox>("heatHours")->setValue(1);
    QTRY_VERIFY_WITH_TIMEOUT(!heat.isBusy() && heat.shown(), kMoviesPatience);
    story.find<QTabWidget>("heatSide")->setCurrentIndex(2);
    story.find<QTableView>("patternOutcomes")->selectRow(0);
    story.press("editTraffic");
    auto *popularity = story.find<QComboBox>("popularity-year");
    popularity->setCurrentIndex(popularity->findData(QStringLiteral("sampleData")));
    story.press("takeTraffic");
}

/// The units of the hottest key, and its name, when the simulation has ended.
std::pair<QString, double> hottest(WindowStory &story)
{
    story.goTo(MainWindow::Workspace::HeatMap);
    HeatPage &heat = story.window().heat().page();
    if (!QTest::qWaitFor([&] { return !heat.isBusy() && heat.run().outcome() && heat.plot().isVisible(); }, kMoviesPatience))
        qFatal("The simulation did not end.");
    const auto &key = heat.run().outcome()->places.front().hottest.front();
    return {toQString(key.key), key.offered.reads};
}

} // namespace

void MoviesWindowTest::init()
{
    test::failOnWarnings();
}

void MoviesWindowTest::aHotYearIsRedesigned()
{
    const QTemporaryDir folder;
    WindowStory story;
    story.import(movies(), "year", "title", "movies");
    QCOMPARE(story.model().itemCount(), std::size_t(4'609));
    story.addPattern(kOfAYear, {"Movie"}, "#year = :year", "3000");
    story.takeSuggestion(kOfAYear);
    QCOMPARE(story.verifyAll(), QStringList{QStringLiteral("Verified")});
    setPopularity(story);
    const auto before = hottest(story);
    QCOMPARE(before.first, QStringLiteral("2013"));

    // The design is kept, to be compared with, and its table gets another key.
    const QString byYear = folder.filePath("by-year.keywright.json");
    setNextFileAnswer(byYear);
    QTest::keyClick(&story.window(), Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(QFile::exists(byYear));
    story.redesignKey("movies", "pk", "Movie", "{year}#{title|shard:10}");
    QVERIFY(story.model().sampleData.front().items.front().contains("pk"));
    story.takeSuggestion(kOfAYear);
    QVERIFY(story.model().accessPatterns.front().steps.front().fanOut.has_value());
    QCOMPARE(story.verifyAll(), QStringList{QStringLiteral("Verified")});

    const auto after = hottest(story);
    QVERIFY2(after.first.startsWith(QStringLiteral("2013#")), qPrintable(after.first));
    QVERIFY(after.second < before.second / 5);

    // Both heat maps, side by side.
    setNextFileAnswer(byYear);
    auto *compare = story.find<QComboBox>("heatCompare");
    compare->setCurrentIndex(compare->count() - 1);
    emit compare->activated(compare->count() - 1);
    QTRY_VERIFY_WITH_TIMEOUT(story.window().heat().page().otherPlot().isVisible(), kMoviesPatience);

    story.goTo(MainWindow::Workspace::Export);
    story.saveExport(ExportTarget::CloudFormation, folder.filePath("movies.yaml"));
    const std::string text = test::readFile(folder.filePath("movies.yaml").toStdString());
    QVERIFY2(text.find("AttributeName: pk") != std::string::npos, text.c_str());
}
