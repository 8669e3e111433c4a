#include "tests/ui/heat/heat_plot_test.h"

#include <QLabel>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include "tests/ui/heat/heat_models.h"
#include "tests/ui/support/isolation.h"
#include "ui/heat/heat_plot.h"
#include "ui/heat/heat_tip.h"
#include "ui/theme/theme.h"

using namespace keywright;
using namespace keywright::ui;

namespace {

struct ShownPlot {
    ShownPlot(std::size_t rows, std::size_t columns) : map(test::plainMap(rows, columns))
    {
        plot.resize(700, 400);
        plot.setSubject({{}, map, {}, HeatClock::Simulated});
        plot.show();
        plot.activateWindow();
    }

    QString tipText()
    {
        const auto tips = plot.findChildren<HeatTip *>(QStringLiteral("pinnedTip"));
        return tips.isEmpty() ? QString() : tips.back()->text();
    }

    std::shared_ptr<simulation::HeatMap> map;
    HeatPlot plot;
};

QRgb colourOf(double place)
{
    const simulation::HeatColour colour = simulation::heatColourAt(place, simulation::HeatGround::Light);
    return qRgb(colour.red, colour.green, colour.blue);
}

} // namespace

void HeatPlotTest::init()
{
    test::failOnWarnings();
    theme().choose(ThemeChoice::Light);
}

void HeatPlotTest::rowsAreAsHighAsTheirShareOfTheHashSpaceAndOpenWhereACollectionWasSplit()
{
    auto map = test::plainMap(4, 1);
    const HeatAxis even(*map);
    QCOMPARE(even.rows(), std::size_t{4});
    for (std::size_t row = 0; row < 4; ++row)
        QVERIFY(std::abs(even.bottom(row) - even.top(row) - 0.25) < 1e-9);
    // The second partition holds a part of one item collection, the third the rest of its half.
    const std::uint64_t hash = map->rows[1].range.first.hash;
    map->rows[1].range = {{hash, 0}, {hash, capacity::kLastPosition / 2}};
    map->rows[2].range = {{hash, capacity::kLastPosition / 2 + 1}, map->rows[2].range.last};
    const HeatAxis opened(*map);
    QVERIFY(opened.bottom(1) - opened.top(1) > 0.1);
    QVERIFY(opened.bottom(2) - opened.top(2) > opened.bottom(0) - opened.top(0));
    QCOMPARE(opened.rowAt((opened.top(1) + opened.bottom(1)) / 2), std::size_t{1});
    QCOMPARE(opened.rowAt(-1), std::size_t{0});
    QCOMPARE(opened.rowAt(2), std::size_t{3});
}

void HeatPlotTest::windowsStayInsideTheMapAndKeepThePlaceUnderTheMouse()
{
    const auto map = test::plainMap(4, 100);
    const HeatWindow whole = HeatWindow::whole(*map);
    const HeatWindow closer = whole.zoomed(2, 30, 0.25).within(*map);
    QCOMPARE(closer.columns(), 50.0);
    QCOMPARE((30 - closer.firstColumn) / closer.columns(), 0.3);
    QCOMPARE((0.25 - closer.top) / closer.height(), 0.25);
    QCOMPARE(closer.zoomed(0.1, 30, 0.25).within(*map), whole);
    const HeatWindow beyond = HeatWindow{90, 140, -0.5, 0}.within(*map);
    QCOMPARE(beyond, (HeatWindow{50, 100, 0, 0.5}));
    QVERIFY(HeatWindow({5, 5, 0.5, 0.5}).within(*map).columns() >= 1);
}

void HeatPlotTest::pixelsShowTheHottestOfTheirCells()
{
    auto map = test::plainMap(8, 16);
    for (simulation::HeatCell &cell : map->cells)
        cell.writeHeat = 0.2F;
    map->cell(5, 9).writeHeat = 0.8F;
    const HeatRaster raster(map, {}, false);
    const QImage fine = raster.image(HeatWindow::whole(*map), {160, 80}, 5);
    QCOMPARE(fine.pixel(95, 55), raster.colour(204));
    QCOMPARE(fine.pixel(85, 55), raster.colour(51));
    const QImage coarse = raster.image(HeatWindow::whole(*map), {4, 2}, 5); // four cells a pixel each way
    QCOMPARE(coarse.pixel(2, 1), raster.colour(204));
    QCOMPARE(coarse.pixel(2, 0), raster.colour(51));
    const QImage part = raster.image({9, 10, 5.0 / 8, 6.0 / 8}, {30, 30}, 5);
    QCOMPARE(part.pixel(0, 0), raster.colour(204));
    QCOMPARE(part.pixel(29, 29), raster.colour(204));
    QCOMPARE(raster.colour(0), colourOf(0));
    QCOMPARE(raster.colour(255), colourOf(1));
}

void HeatPlotTest::throttledCellsAreHatched()
{
    auto map = test::plainMap(2, 2);
    map->cell(1, 1).throttledUnits = 10;
    const HeatRaster raster(map, {}, false);
    const QImage image = raster.image(HeatWindow::whole(*map), {40, 40}, 5);
    const auto shades = [&](const QRect &box) {
        QSet<QRgb> colours;
        for (int y = box.top(); y <= box.bottom(); ++y)
            for (int x = box.left(); x <= box.right(); ++x)
                colours.insert(image.pixel(x, y));
        return colours.size();
    };
    QCOMPARE(shades({0, 0, 20, 20}), 1);
    QCOMPARE(shades({20, 20, 20, 20}), 2);
}

void HeatPlotTest::marginsHoldTheGreatestOfWhatIsSeen()
{
    const auto map = test::plainMap(4, 10);
    const HeatRaster raster(map, {}, false);
    const auto shade = [](double heat) { return static_cast<std::uint8_t>(std::lround(255 * heat)); };
    const auto near = [](std::uint8_t left, std::uint8_t right) { return std::abs(int{left} - int{right}) <= 1; };
    const std::vector<std::uint8_t> rows = raster.rowShades(HeatWindow::whole(*map));
    QCOMPARE(rows.size(), std::size_t{4});
    QVERIFY(near(rows[3], shade(0.12)));
    const std::vector<std::uint8_t> columns = raster.columnShades({2, 5, 0, 0.5}); // rows 0 and 1
    QCOMPARE(columns.size(), std::size_t{3});
    QVERIFY(near(columns[0], shade(0.03)));
    QVERIFY(near(columns[2], shade(0.05)));
}

void HeatPlotTest::aBrushZoomsIntoItsBoxAndBackspaceGoesBack()
{
    ShownPlot shown(10, 100);
    const QPoint from = shown.plot.pointOf(2, 20);
    const QPoint to = shown.plot.pointOf(6, 60);
    QTest::mousePress(&shown.plot, Qt::LeftButton, {}, from);
    QTest::mouseMove(&shown.plot, (from + to) / 2);
    QTest::mouseMove(&shown.plot, to);
    QTest::mouseRelease(&shown.plot, Qt::LeftButton, {}, to);
    QVERIFY(!shown.plot.isWhole());
    QVERIFY(std::abs(shown.plot.seen().firstColumn - 20.5) < 1);
    QVERIFY(std::abs(shown.plot.seen().lastColumn - 60.5) < 1);
    QCOMPARE(shown.plot.visibleRows().first, std::size_t{2});
    QCOMPARE(shown.plot.visibleRows().end, std::size_t{7});
    QCOMPARE(shown.plot.pinned(), 0);
    shown.plot.setFocus();
    QTest::keyClick(&shown.plot, Qt::Key_Backspace);
    QVERIFY(shown.plot.isWhole());
    // A brush from right to left is the same box.
    QTest::mousePress(&shown.plot, Qt::LeftButton, {}, to);
    QTest::mouseMove(&shown.plot, from);
    QTest::mouseRelease(&shown.plot, Qt::LeftButton, {}, from);
    QCOMPARE(shown.plot.visibleRows().first, std::size_t{2});
}

void HeatPlotTest::theWheelZoomsAtTheMouse()
{
    ShownPlot shown(10, 100);
    const QPoint at = shown.plot.pointOf(4, 40);
    QWheelEvent in(at, shown.plot.mapToGlobal(at), {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&shown.plot, &in);
    QVERIFY(shown.plot.seen().columns() < 70);
    QVERIFY((shown.plot.pointOf(4, 40) - at).manhattanLength() <= 4);
    QWheelEvent times(at, shown.plot.mapToGlobal(at), {}, {0, 120}, Qt::NoButton, Qt::ShiftModifier, Qt::NoScrollPhase, false);
    const double height = shown.plot.seen().height();
    QCoreApplication::sendEvent(&shown.plot, &times);
    QCOMPARE(shown.plot.seen().height(), height);
    shown.plot.showAll();
    QVERIFY(shown.plot.isWhole());
}

void HeatPlotTest::aClickPinsWhatTheCellHolds()
{
    ShownPlot shown(10, 100);
    QTest::mouseMove(&shown.plot, shown.plot.pointOf(3, 50));
    QTest::mouseClick(&shown.plot, Qt::LeftButton, {}, shown.plot.pointOf(3, 50));
    QCOMPARE(shown.plot.pinned(), 1);
    QVERIFY2(shown.tipText().contains(QStringLiteral("Partition 103")), qPrintable(shown.tipText()));
    QVERIFY(shown.tipText().contains(QStringLiteral("53 %")));
    QTest::mouseClick(shown.plot.findChild<HeatTip *>(QStringLiteral("pinnedTip"))->findChild<QToolButton *>(), Qt::LeftButton);
    QTRY_COMPARE(shown.plot.pinned(), 0);
}

void HeatPlotTest::aDoubleClickGoesIntoThePartition()
{
    ShownPlot shown(10, 100);
    std::size_t entered = 99;
    QObject::connect(&shown.plot, &HeatPlot::entered, &shown.plot, [&entered](std::size_t row) { entered = row; });
    const QPoint at = shown.plot.pointOf(7, 10);
    QTest::mouseClick(&shown.plot, Qt::LeftButton, {}, at);
    QTest::mouseDClick(&shown.plot, Qt::LeftButton, {}, at);
    QCOMPARE(entered, std::size_t{7});
    QCOMPARE(shown.plot.visibleRows().first, std::size_t{7});
    QCOMPARE(shown.plot.visibleRows().end, std::size_t{8});
    QTRY_COMPARE(shown.plot.pinned(), 0);
}

void HeatPlotTest::theKeyboardMovesFromCellToCellAndSaysWhatTheyHold()
{
    ShownPlot shown(10, 100);
    shown.plot.setFocus();
    QTest::keyClick(&shown.plot, Qt::Key_Right);
    QVERIFY2(shown.plot.accessibleDescription().contains(QStringLiteral("Partition 100")), qPrintable(shown.plot.accessibleDescription()));
    QTest::keyClick(&shown.plot, Qt::Key_Down);
    QTest::keyClick(&shown.plot, Qt::Key_Right);
    QVERIFY2(shown.plot.accessibleDescription().contains(QStringLiteral("Partition 101")), qPrintable(shown.plot.accessibleDescription()));
    QTest::keyClick(&shown.plot, Qt::Key_Space);
    QCOMPARE(shown.plot.pinned(), 1);
    QTest::keyClick(&shown.plot, Qt::Key_Return);
    QCOMPARE(shown.plot.visibleRows().first, std::size_t{1});
    QTest::keyClick(&shown.plot, Qt::Key_0);
    QVERIFY(shown.plot.isWhole());
}

void HeatPlotTest::scaleMultiplierAndBrightnessChangeTheColoursAndNotTheNumbers()
{
    ShownPlot shown(10, 100);
    const auto colourAt = [&] {
        const QPoint at = shown.plot.pointOf(0, 2) - shown.plot.field().topLeft();
        return shown.plot.picture(1).pixel(at + shown.plot.field().topLeft());
    };
    QSet<QRgb> colours{colourAt()};
    for (const simulation::HeatPicture &look : {simulation::HeatPicture{.scale = simulation::HeatScale::Logarithmic},
                                                simulation::HeatPicture{.multiplier = 10}, simulation::HeatPicture{.brightness = 1}}) {
        shown.plot.setLook(look);
        colours.insert(colourAt());
    }
    QCOMPARE(colours.size(), 4);
    shown.plot.setLook({.multiplier = 10});
    shown.plot.pinCell(0, 2);
    QVERIFY2(shown.tipText().contains(QStringLiteral("as if × 10; measured: 2.0 %")), qPrintable(shown.tipText()));
}

void HeatPlotTest::aMapOfTheSameShapeKeepsTheWindow()
{
    ShownPlot shown(10, 100);
    shown.plot.see({10, 20, 0.1, 0.4});
    const HeatWindow seen = shown.plot.seen();
    shown.plot.setSubject({{}, test::plainMap(12, 100), {}, HeatClock::Simulated});
    QCOMPARE(shown.plot.seen(), seen);
    shown.plot.setSubject({{}, test::plainMap(12, 50), {}, HeatClock::Simulated});
    QVERIFY(shown.plot.isWhole());
    shown.plot.setSubject({});
    QVERIFY(shown.plot.picture(1).pixelColor(300, 200) == theme().colours().surface);
}
