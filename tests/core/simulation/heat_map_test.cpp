#include <cmath>
#include <functional>
#include <numeric>

#include <QTest>
#include <QXmlStreamReader>

#include "core/model/random.h"
#include "core/simulation/diagnosis.h"
#include "core/simulation/heat_picture.h"
#include "tests/support/run_classes.h"

using namespace keywright;
using namespace keywright::simulation;

namespace {

/// A day of five-minute columns in which each partition has `writes(row, column)` of its limit, within a few per cent.
HeatMap mapOf(std::size_t rows, std::size_t columns, const std::function<double(std::size_t, std::size_t)> &heat)
{
    HeatMap map;
    map.title = "Orders & <lines>";
    map.secondsPerColumn = 300;
    map.columns = columns;
    const std::uint64_t step = capacity::kLastPosition / rows;
    model::Random random(3);
    for (std::size_t row = 0; row < rows; ++row) {
        const std::uint64_t last = row + 1 == rows ? capacity::kLastPosition : step * (row + 1) - 1;
        map.rows.push_back({static_cast<std::uint32_t>(row + 100), {{step * row, 0}, {last, capacity::kLastPosition}}});
        for (std::size_t column = 0; column < columns; ++column) {
            const auto share = static_cast<float>(heat(row, column) * (0.95 + 0.1 * random.unit()));
            map.cells.push_back({0, share, 0, share * 300'000, 0});
        }
    }
    return map;
}

/// CIE L*.
double lightness(const HeatColour &colour)
{
    const auto linear = [](std::uint8_t part) {
        const double share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
    };
    const double luminance = 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
    return luminance > 0.008856 ? 116 * std::cbrt(luminance) - 16 : 903.3 * luminance;
}

HeatShape shapeOf(const HeatMap &map, std::span<const HotKey> keys = {})
{
    return diagnose(map, keys).front().shape;
}

bool hasShape(const HeatMap &map, HeatShape shape)
{
    const std::vector<Diagnosis> all = diagnose(map);
    return std::any_of(all.begin(), all.end(), [shape](const Diagnosis &each) { return each.shape == shape; });
}

double units(const HeatMap &map)
{
    return std::accumulate(map.cells.begin(), map.cells.end(), 0.0,
                           [](double sum, const HeatCell &cell) { return sum + static_cast<double>(cell.writeUnits); });
}

} // namespace

class HeatMapTest : public QObject {
    Q_OBJECT

private slots:
    void eachShapeIsNamed_data()
    {
        QTest::addColumn<HeatShape>("shape");
        QTest::addColumn<HeatMap>("map");
        const double pi = std::acos(-1.0);
        QTest::newRow("nothing") << HeatShape::Quiet << mapOf(8, 288, [](auto, auto) { return 0.0; });
        QTest::newRow("even") << HeatShape::Even << mapOf(8, 288, [](auto, auto) { return 0.4; });
        QTest::newRow("even over a daily curve")
            << HeatShape::Even
            << mapOf(8, 288, [&](auto, auto column) { return 0.4 + 0.3 * std::sin(2 * pi * static_cast<double>(column) / 288); });
        QTest::newRow("one partition alone is even") << HeatShape::Even << mapOf(1, 288, [](auto, auto) { return 0.4; });
        QTest::newRow("a hot key") << HeatShape::HotKey << mapOf(16, 288, [](auto row, auto) { return row == 5 ? 1.0 : 0.05; });
        QTest::newRow("a hot key by day") << HeatShape::HotKey << mapOf(16, 288, [](auto row, auto column) {
            return column < 100 || column > 250 ? 0.001 : row == 5 ? 0.8 : 0.04;
        });
        QTest::newRow("a new key every hour") << HeatShape::SequentialKey << mapOf(16, 288, [](auto row, auto column) {
            return row == column / 12 * 7 % 16 ? 0.9 : 0.01;
        });
        QTest::newRow("a scan") << HeatShape::ScanSweep
                                << mapOf(16, 288, [](auto row, auto column) { return row == column / 18 ? 0.9 : 0.02; });
        QTest::newRow("scans one after the other")
            << HeatShape::ScanSweep << mapOf(16, 288, [](auto row, auto column) { return row == column / 3 % 16 ? 0.5 : 0.02; });
        QTest::newRow("noise") << HeatShape::Uneven << mapOf(16, 288, [](auto row, auto column) {
            return (row * 2'654'435'761U + column * 40'503U) % 97 < 24 ? 0.6 : 0.02;
        });
    }
    void eachShapeIsNamed()
    {
        QFETCH(HeatShape, shape);
        QFETCH(HeatMap, map);
        QCOMPARE(textOf(shapeOf(map)), textOf(shape));
        QVERIFY(!hasShape(map, HeatShape::Spike) && !hasShape(map, HeatShape::Periodic));
    }

    void throttlesFarBelowAPartitionsLimitAreTheCapacitys()
    {
        HeatMap map = mapOf(4, 288, [](auto, auto) { return 0.1; });
        const auto messageOf = [&map] { return diagnose(map).front().message; };
        QVERIFY(messageOf().find("Raise it") == std::string::npos);
        for (HeatCell &cell : map.cells)
            cell.throttledUnits = 5;
        QVERIFY2(messageOf().find("the capacity of the table or index. Raise it") != std::string::npos, messageOf().c_str());
        for (HeatCell &cell : map.cells)
            cell.readHeat = cell.writeHeat = 1;
        QVERIFY2(messageOf().find("Raise it") == std::string::npos, messageOf().c_str());
    }

    void timeHasItsOwnShapes()
    {
        const auto spike = mapOf(8, 288, [](auto, auto column) { return column >= 240 && column < 243 ? 0.9 : 0.05; });
        const std::vector<Diagnosis> found = diagnose(spike);
        QCOMPARE(found.size(), std::size_t{2});
        QCOMPARE(found[0].shape, HeatShape::Even);
        QCOMPARE(found[1].shape, HeatShape::Spike);
        QCOMPARE(found[1].firstColumn, std::size_t{240});
        QCOMPARE(found[1].lastColumn, std::size_t{242});
        QVERIFY2(found[1].message.find("at 20:00 for 15 minutes") != std::string::npos, found[1].message.c_str());

        const auto chance = mapOf(8, 288, [](auto, auto column) { return column == 240 ? 0.07 : 0.001; });
        QVERIFY(!hasShape(chance, HeatShape::Spike));

        const auto periodic = mapOf(8, 288, [](auto, auto column) { return column % 12 < 2 ? 0.9 : 0.05; });
        QVERIFY(hasShape(periodic, HeatShape::Periodic));
        QVERIFY2(diagnose(periodic)[1].message.find("every 60 minutes") != std::string::npos, diagnose(periodic)[1].message.c_str());
        QVERIFY(!hasShape(periodic, HeatShape::Spike));
    }

    void aHotKeyIsNamedWithItsFixAndItsRow()
    {
        const HeatMap map = mapOf(16, 288, [](auto row, auto) { return row == 5 ? 1.0 : 0.02; });
        const std::vector<HotKey> keys{{"BOARD#12", map.rows[5].range.first.hash + 7, {0, 0.7 * units(map)}}};
        const Diagnosis found = diagnose(map, keys).front();
        QVERIFY(found.rows == std::vector<std::size_t>{5});
        QCOMPARE(found.advice, std::string("hot-key"));
        QVERIFY2(found.message.find("partition 105") != std::string::npos, found.message.c_str());
        QVERIFY2(found.message.find("BOARD#12 alone takes 70 %") != std::string::npos, found.message.c_str());
    }

    void aKeyWhoseCollectionWasSplitIsStillHot()
    {
        const HeatMap map = mapOf(4, 288, [](auto, auto) { return 0.8; });
        const std::vector<HotKey> keys{{"BOARD#12", 5, {0, 0.6 * units(map)}}};
        QCOMPARE(shapeOf(map, keys), HeatShape::HotKey);
        const std::vector<HotKey> light{{"BOARD#12", 5, {0, 0.1 * units(map)}}};
        QCOMPARE(shapeOf(map, light), HeatShape::Even);
    }

    void poolingKeepsTheHottestAndAllUnits()
    {
        const HeatMap map = mapOf(100, 1'000, [](auto row, auto column) { return row == 37 && column == 512 ? 1.0 : 0.01; });
        const HeatMap small = pooled(map, 30, 90);
        QCOMPARE(small.rows.size(), std::size_t{25});
        QVERIFY(small.columns <= 90);
        QVERIFY(std::abs(units(small) - units(map)) < 1e-3 * units(map));
        QVERIFY(small.cell(37 / 4, 512 / (static_cast<std::size_t>(small.secondsPerColumn) / 300)).heat() > 0.9F);
        QVERIFY(small.rows.back().range.last == map.rows.back().range.last);
        const std::vector<HeatCell> rows = rowTotals(map);
        const std::vector<HeatCell> columns = columnTotals(map);
        QVERIFY(rows[37].heat() > 0.9F && columns[512].heat() > 0.9F && rows[36].heat() < 0.1F);
        QVERIFY(pooled(HeatMap{}, 10, 10).cells.empty());
    }

    void theScaleIsAbsolute()
    {
        HeatPicture picture;
        QCOMPARE(placeOnScale(0.25, picture), 0.25);
        QCOMPARE(placeOnScale(3, picture), 1.0);
        picture.multiplier = 100;
        QCOMPARE(placeOnScale(0.002, picture), 0.2);
        picture.multiplier = 1;
        picture.scale = HeatScale::Logarithmic;
        QCOMPARE(placeOnScale(0.0005, picture), 0.0);
        QVERIFY(std::abs(placeOnScale(0.01, picture) - 1.0 / 3) < 1e-9);
        QCOMPARE(placeOnScale(1, picture), 1.0);
    }

    void brightnessMovesShadesAndNeitherEndOfTheScale()
    {
        for (const HeatScale scale : {HeatScale::Linear, HeatScale::Logarithmic}) {
            HeatPicture picture{.scale = scale};
            const double plain = placeOnScale(0.25, picture);
            picture.brightness = 1;
            QVERIFY(placeOnScale(0.25, picture) > plain);
            QCOMPARE(placeOnScale(1, picture), 1.0);
            QCOMPARE(placeOnScale(0, picture), 0.0);
            for (const double heat : {0.01, 0.25, 0.8})
                QVERIFY(std::abs(heatAt(placeOnScale(heat, picture), picture) - heat) < 1e-9);
            picture.brightness = -1;
            QVERIFY(placeOnScale(0.25, picture) < plain);
        }
        QCOMPARE(placeOnScale(0.25, {.brightness = 1}), 0.5);
    }

    void coloursGoByEqualStepsOfLightness()
    {
        QCOMPARE(heatColour(0), std::string("#f9f6ee"));
        QCOMPARE(heatColour(1), std::string("#421d4a"));
        for (const HeatGround ground : {HeatGround::Light, HeatGround::Dark}) {
            const double first = lightness(heatColourAt(0, ground));
            const double whole = lightness(heatColourAt(1, ground)) - first;
            QVERIFY(std::abs(whole) > 75);
            for (int step = 1; step <= 64; ++step)
                QVERIFY2(std::abs(lightness(heatColourAt(step / 64.0, ground)) - first - whole * step / 64) < 2,
                         std::to_string(step).c_str());
        }
    }

    void thePictureIsXmlWithLegendTitlesAndMarks()
    {
        HeatMap map = mapOf(4, 50, [](auto row, auto) { return row == 1 ? 1.0 : 0.1; });
        map.cell(1, 20).throttledUnits = 500;
        map.splits.push_back({30, 2, capacity::SplitCause::Heat});
        const std::vector<HeatMap> maps{map, map};
        const std::string svg = heatMapsSvg(maps);
        QXmlStreamReader reader(QByteArray::fromStdString(svg));
        int rects = 0;
        QString texts;
        while (!reader.atEnd()) {
            reader.readNext();
            if (reader.isStartElement() && reader.name() == QLatin1String("rect"))
                ++rects;
            if (reader.isCharacters())
                texts += reader.text();
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QVERIFY(rects > 50);
        for (const char *words :
             {"Orders & <lines>", "100 %", "75 %", "split for heat", "500 units throttled", "linear scale", "p101", "04:10"})
            QVERIFY2(texts.contains(QLatin1String(words)), words);
        QCOMPARE(heatMapsSvg(maps), svg);
        QVERIFY(heatMapsSvg({}).size() > 100);
    }

    void theFiguresHaveALineACell()
    {
        HeatMap map = mapOf(2, 3, [](auto, auto) { return 0.5; });
        map.title = "a \"b\"";
        map.cell(0, 1) = {};
        const QStringList lines = QString::fromStdString(heatMapsCsv(std::vector<HeatMap>{map})).split("\r\n");
        QCOMPARE(lines.size(), 1 + 5 + 1);
        QCOMPARE(lines[0], QString("map,partition,firstHash,lastHash,second,readHeat,writeHeat,readUnits,writeUnits,throttledUnits"));
        QVERIFY2(lines[2].startsWith("\"a \"\"b\"\"\",100,0000000000000000,7ffffffffffffffe,600,0,0."), qPrintable(lines[2]));
    }
};

std::unique_ptr<QObject> makeHeatMapTest()
{
    return std::make_unique<HeatMapTest>();
}

#include "heat_map_test.moc"
