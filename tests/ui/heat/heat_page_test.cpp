#include "tests/ui/heat/heat_page_test.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "core/model/edits.h"
#include "tests/ui/heat/heat_models.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "ui/dialogs/file_dialog.h"
#include "ui/dialogs/message_dialog.h"
#include "ui/heat/curve_field.h"
#include "ui/heat/findings.h"
#include "ui/heat/heat_bar.h"
#include "ui/heat/heat_page.h"
#include "ui/heat/key_panel.h"
#include "ui/heat/outcome_panel.h"
#include "ui/heat/traffic_dialog.h"

using namespace keywright;
using namespace keywright::ui;

namespace {

constexpr int kPatience = 60'000;

struct ShownPage {
    explicit ShownPage(const QString &file, int hours = 6) : adviser(document), page(document, adviser)
    {
        opened = test::openAndWait(document, file);
        find<QSpinBox>("heatHours")->setValue(hours);
        page.resize(1100, 700);
        page.show();
        page.activateWindow();
    }

    ~ShownPage() { document.close(); }

    bool isThere()
    {
        return opened && QTest::qWaitFor([this] { return !page.isBusy() && page.run().outcome() && page.plot().isVisible(); }, kPatience);
    }

    template <typename Widget>
    Widget *find(const char *name)
    {
        return page.findChild<Widget *>(QLatin1String(name));
    }

    void press(const char *name) { QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton); }

    Document document;
    Adviser adviser;
    HeatPage page;
    bool opened = false;
};

/// The row of a table view that begins with `text`.
QModelIndex rowWith(const QTableView &view, const QString &text)
{
    for (int row = 0; row < view.model()->rowCount(); ++row)
        if (view.model()->index(row, 0).data().toString() == text)
            return view.model()->index(row, 0);
    return {};
}

void click(QTableView &view, const QModelIndex &index, bool twice = false)
{
    view.scrollTo(index);
    const QPoint at = view.visualRect(index).center();
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, at);
    if (twice)
        QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, at);
}

void brush(HeatPlot &plot, const QPoint &from, const QPoint &to)
{
    QTest::mousePress(&plot, Qt::LeftButton, {}, from);
    QTest::mouseMove(&plot, (from + to) / 2);
    QTest::mouseMove(&plot, to);
    QTest::mouseRelease(&plot, Qt::LeftButton, {}, to);
}

} // namespace

void HeatPageTest::init()
{
    test::failOnWarnings();
}

void HeatPageTest::theHottestPlaceIsShownWithWhatItMeans()
{
    ShownPage shown(test::sampleModel("game-leaderboard-before-sharding"), 24);
    QVERIFY(shown.isThere());
    QCOMPARE(shown.find<QComboBox>("heatPlace")->currentText(), QStringLiteral("GameScores / Ranking"));
    const QString said = shown.find<Findings>("findings")->sentences().join(QLatin1Char('\n'));
    QVERIFY2(said.contains(QStringLiteral("BOARD#season-12")), qPrintable(said));
    QTRY_VERIFY(shown.find<QPushButton>("openProblem") != nullptr); // the advice that knows the fix
    QSignalSpy problems(&shown.page, &HeatPage::problemsWanted);
    shown.press("openProblem");
    QCOMPARE(problems.size(), 1);
    const QImage before = shown.page.plot().picture(1);
    shown.press("showFinding");
    QVERIFY(shown.page.plot().picture(1) != before);
}

void HeatPageTest::aBrushNarrowsTheKeysToThePartitionsSeen()
{
    ShownPage shown(test::sampleModel("game-leaderboard-before-sharding"));
    QVERIFY(shown.isThere());
    shown.find<QTabWidget>("heatSide")->setCurrentIndex(1);
    auto *keys = shown.find<QTableView>("hottestKeys");
    const int all = keys->model()->rowCount();
    QVERIFY(rowWith(*keys, QStringLiteral("BOARD#season-12")).isValid());
    QVERIFY(!shown.find<QToolButton>("heatWhole")->isEnabled());
    HeatPlot &plot = shown.page.plot();
    const QRect field = plot.field();
    brush(plot, field.topLeft() + QPoint(40, 2), field.topLeft() + QPoint(200, field.height() / 10));
    QVERIFY(plot.visibleRows().end - plot.visibleRows().first < plot.subject().map->rows.size());
    QVERIFY(keys->model()->rowCount() < all);
    QVERIFY(shown.find<QToolButton>("heatWhole")->isEnabled());
    shown.press("heatWhole");
    QVERIFY(plot.isWhole());
    QCOMPARE(keys->model()->rowCount(), all);
}

void HeatPageTest::aKeyOpensTheItemsOfItsCollection()
{
    ShownPage shown(test::sampleModel("game-leaderboard-before-sharding"));
    QVERIFY(shown.isThere());
    shown.find<QTabWidget>("heatSide")->setCurrentIndex(1);
    auto *keys = shown.find<QTableView>("hottestKeys");
    const QString key = QStringLiteral("BOARD#season-12");
    click(*keys, rowWith(*keys, key), true);
    QVERIFY(shown.find<QLabel>("keyPath")->text().endsWith(key));
    const model::Model &model = *shown.document.model();
    int items = 0;
    for (const model::TableItems &sample : model.sampleData)
        for (const value::Item &item : sample.items) {
            const auto *found = item.find("RankPK");
            items += found != nullptr && *found == value::AttributeValue(key.toStdString()) ? 1 : 0;
        }
    QVERIFY(items > 0);
    QCOMPARE(keys->model()->rowCount(), items);
    shown.press("keyBack");
    QVERIFY(rowWith(*keys, key).isValid());
}

void HeatPageTest::aPatternLeadsToItsWorstPartition()
{
    ShownPage shown(test::sampleModel("game-leaderboard-before-sharding"), 24);
    QVERIFY(shown.isThere());
    shown.find<QTabWidget>("heatSide")->setCurrentIndex(2);
    auto *patterns = shown.find<QTableView>("patternOutcomes");
    shown.page.showPlace(0);
    const QModelIndex row = rowWith(*patterns, QStringLiteral("Submit a better score"));
    QVERIFY(row.isValid());
    QVERIFY(row.siblingAtColumn(6).data().toString().contains(QStringLiteral("partition limit of GameScores / Ranking")));
    click(*patterns, row);
    shown.press("showWorst");
    QCOMPARE(shown.find<QComboBox>("heatPlace")->currentText(), QStringLiteral("GameScores / Ranking"));
}

void HeatPageTest::trafficIsEditedAsOneStepAndSimulatedAgain()
{
    ShownPage shown(test::sampleModel("game-leaderboard-before-sharding"));
    QVERIFY(shown.isThere());
    shown.find<QTabWidget>("heatSide")->setCurrentIndex(2);
    auto *patterns = shown.find<QTableView>("patternOutcomes");
    const QString name = QStringLiteral("Latest matches of a player");
    const double before = rowWith(*patterns, name).siblingAtColumn(1).data().toString().remove(QLatin1Char(',')).toDouble();
    click(*patterns, rowWith(*patterns, name));
    shown.press("editTraffic");
    auto *dialog = shown.page.findChild<TrafficDialog *>();
    QVERIFY(dialog != nullptr && dialog->isVisible());
    const auto model = shown.document.model();
    dialog->findChild<QDoubleSpinBox *>(QStringLiteral("trafficRate"))->setValue(500);
    dialog->findChild<QDoubleSpinBox *>(QStringLiteral("trafficPeak"))->setValue(0);
    auto *hasCurve = dialog->findChild<QCheckBox *>(QStringLiteral("hasCurve"));
    hasCurve->setChecked(true);
    auto *curve = dialog->findChild<CurveField *>();
    QTest::mouseClick(curve, Qt::LeftButton, {}, curve->pointOf(3, 0.95));
    QTest::mouseClick(curve, Qt::LeftButton, {}, curve->pointOf(4, 0));
    QVERIFY(curve->weights()[3] > curve->weights()[5] * 0.9);
    QVERIFY(curve->weights()[4] < 0.1);
    QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("addSpike")), Qt::LeftButton);
    auto *popularity = dialog->findChild<QComboBox *>(QStringLiteral("popularity-playerId"));
    QVERIFY(popularity != nullptr);
    popularity->setCurrentIndex(popularity->findData(QStringLiteral("zipf")));
    QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("takeTraffic")), Qt::LeftButton);
    QVERIFY(shown.document.model() != model);
    const auto found = std::find_if(shown.document.model()->accessPatterns.begin(), shown.document.model()->accessPatterns.end(),
                                    [&](const auto &each) { return each.name == name.toStdString(); });
    QCOMPARE(found->rate->perSecond, 500.0);
    QVERIFY(found->rate->unknown.find("dailyCurve") != nullptr && found->rate->unknown.find("spikes") != nullptr);
    QCOMPARE(found->parameters.front().unknown.find("popularity")->find("kind")->text(), std::string("zipf"));
    QVERIFY(shown.isThere());
    QTRY_VERIFY(rowWith(*patterns, name).siblingAtColumn(1).data().toString().remove(QLatin1Char(',')).toDouble() > 2 * before);
    shown.document.undo();
    QCOMPARE(*shown.document.model(), *model);
}

void HeatPageTest::hoursAndSeedAreSimulatedAnew()
{
    ShownPage shown(test::sampleModel("session-store"), 2);
    QVERIFY(shown.isThere());
    QCOMPARE(shown.page.run().outcome()->seconds, 7'200);
    const double offered = shown.page.run().outcome()->patterns.front().offered;
    shown.find<QSpinBox>("heatSeed")->setValue(7);
    QVERIFY(shown.isThere());
    QCOMPARE(shown.page.run().outcome()->seed, 7ULL);
    QVERIFY(shown.page.run().outcome()->patterns.front().offered != offered);
    shown.find<QSpinBox>("heatHours")->setValue(1);
    QVERIFY(shown.isThere());
    QCOMPARE(shown.page.run().outcome()->seconds, 3'600);
}

void HeatPageTest::aStoppedSimulationKeepsTheLastMapAndSaysSo()
{
    ShownPage shown(test::sampleModel("game-leaderboard"), 1);
    QVERIFY(shown.isThere());
    const auto outcome = shown.page.run().outcome();
    QVERIFY(!shown.find<QWidget>("heatNotice")->isVisible());
    shown.find<QSpinBox>("heatHours")->setValue(700);
    QVERIFY(shown.page.run().isRunning());
    QVERIFY(shown.find<QPushButton>("stopSimulation")->isVisible());
    shown.press("stopSimulation");
    QVERIFY(!shown.page.run().isRunning());
    QCOMPARE(shown.page.run().outcome(), outcome);
    QVERIFY(shown.find<QWidget>("heatNotice")->isVisible());
    shown.find<QSpinBox>("heatHours")->setValue(2);
    QVERIFY(shown.isThere());
    QVERIFY(!shown.find<QWidget>("heatNotice")->isVisible());
    QCOMPARE(shown.page.run().outcome()->seconds, 7'200);
}

void HeatPageTest::twoDesignsStandSideBySideWithTheSameTimes()
{
    ShownPage shown(test::sampleModel("game-leaderboard-before-sharding"));
    QVERIFY(shown.isThere());
    QVERIFY(!shown.page.otherPlot().isVisible());
    setNextFileAnswer(test::sampleModel("game-leaderboard"));
    auto *compare = shown.find<QComboBox>("heatCompare");
    compare->setCurrentIndex(compare->count() - 1);
    emit compare->activated(compare->count() - 1);
    QTRY_VERIFY_WITH_TIMEOUT(shown.page.otherPlot().isVisible(), kPatience);
    QVERIFY(shown.isThere());
    HeatPlot &other = shown.page.otherPlot();
    QVERIFY(other.subject().caption.startsWith(QStringLiteral("Game leaderboard: GameScores / Ranking")));
    QCOMPARE(other.look().multiplier, shown.page.plot().look().multiplier);
    HeatPlot &plot = shown.page.plot();
    brush(plot, plot.pointOf(2, plot.subject().map->columns / 4), plot.pointOf(8, plot.subject().map->columns / 2));
    QCOMPARE(other.seen().firstColumn, plot.seen().firstColumn);
    QCOMPARE(other.seen().lastColumn, plot.seen().lastColumn);
    QCOMPARE(other.visibleRows().end - other.visibleRows().first, other.subject().map->rows.size());
    // The sharded board throttles less.
    const auto throttled = [](const HeatPlot &shownPlot) {
        double units = 0;
        for (const simulation::HeatCell &cell : shownPlot.subject().map->cells)
            units += static_cast<double>(cell.throttledUnits);
        return units;
    };
    QVERIFY(throttled(other) <= throttled(plot));
    emit compare->activated(0);
    QTRY_VERIFY(!other.isVisible());
}

void HeatPageTest::thePictureTheDrawingAndTheFiguresAreSaved()
{
    ShownPage shown(test::sampleModel("session-store"), 2);
    QVERIFY(shown.isThere());
    const QTemporaryDir folder;
    const auto saved = [&](const char *ending) {
        const QString path = folder.filePath(QStringLiteral("heat.") + QLatin1String(ending));
        setNextFileAnswer(path);
        shown.page.findChild<QAction *>(QStringLiteral("heatExport-") + QLatin1String(ending))->trigger();
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QImage picture = QImage::fromData(saved("png"));
    QVERIFY(picture.width() >= 2 * shown.page.plot().width());
    const QByteArray drawing = saved("svg");
    QVERIFY(drawing.startsWith("<svg") && drawing.contains("Heat: share of a partition's limits in use"));
    const QByteArray figures = saved("csv");
    QVERIFY(figures.startsWith("map,partition,"));
    QVERIFY(figures.count('\n') > 10);
    QVERIFY(shown.find<QLabel>("heatSaid")->text().contains(QStringLiteral("heat.csv")));
}

void HeatPageTest::aPlaceThatCannotBeWrittenIsSaid()
{
    ShownPage shown(test::sampleModel("session-store"), 1);
    QVERIFY(shown.isThere());
    QString said;
    setMessageSink([&said](const Message &message) { said = message.text; });
    shown.page.exportTo(QStringLiteral("csv"), QStringLiteral("/proc/no/heat.csv"));
    setMessageSink({});
    QVERIFY2(said.contains(QStringLiteral("/proc/no/heat.csv")) && said.contains(QStringLiteral("another place")), qPrintable(said));
}

void HeatPageTest::aModelWithoutRatesSaysWhatToDo()
{
    ShownPage shown(test::emptyTable());
    QTRY_VERIFY(shown.find<QWidget>("heatMessage")->isVisible());
    QSignalSpy wanted(&shown.page, &HeatPage::designWanted);
    shown.press("heatAct");
    QCOMPARE(wanted.size(), 1);
}
