#include "tests/ui/heat/heat_views_test.h"

#include <numeric>

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QMouseEvent>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

#include "core/model/edits.h"
#include "core/simulation/model_workload.h"
#include "core/simulation/simulation.h"
#include "tests/ui/heat/heat_models.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "ui/heat/heat_bar.h"
#include "ui/heat/heat_page.h"
#include "ui/heat/heat_workspace.h"
#include "ui/heat/line_chart.h"
#include "ui/heat/metrics_page.h"
#include "ui/heat/stored_page.h"

using namespace keywright;
using namespace keywright::ui;

namespace {

std::shared_ptr<const simulation::Outcome> simulated(const model::Model &model, std::int64_t hours)
{
    return std::make_shared<const simulation::Outcome>(simulation::simulate(simulation::workloadOf(model), {.seconds = hours * 3'600}));
}

double sum(const std::vector<double> &values)
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

} // namespace

void HeatViewsTest::init()
{
    test::failOnWarnings();
}

void HeatViewsTest::metricsAddUpToWhatWasConsumed()
{
    const auto model = test::read(test::sampleModel("online-shop"));
    const auto outcome = simulated(*model, 2);
    MetricsPage page;
    for (int place = 0; place < static_cast<int>(outcome->places.size()); ++place) {
        page.setOutcome(outcome, place, model, HeatClock::Simulated);
        const simulation::PlaceOutcome &shown = outcome->places[static_cast<std::size_t>(place)];
        const LineChart::Contents &reads = page.charts()[0]->contents();
        const LineChart::Contents &writes = page.charts()[1]->contents();
        const double seconds = static_cast<double>(reads.secondsPerValue);
        QVERIFY(std::abs(sum(reads.values) * seconds - shown.consumed.reads) < 1e-3 * std::max(1.0, shown.consumed.reads));
        QVERIFY(std::abs(sum(writes.values) * seconds - shown.consumed.writes) < 1e-3 * std::max(1.0, shown.consumed.writes));
        QCOMPARE(reads.limit.size(), reads.values.size());
    }
    page.setOutcome(nullptr, 0, model, HeatClock::Simulated);
    QVERIFY(page.charts()[0]->contents().values.empty());
}

void HeatViewsTest::alarmsRiseWhereTheirThresholdIsPassed()
{
    model::Model model = *test::read(test::sampleModel("game-leaderboard-before-sharding"));
    MetricsPage page;
    const auto hot = simulated(model, 24);
    page.setOutcome(hot, 1, std::make_shared<const model::Model>(model), HeatClock::Simulated);
    QVERIFY2(page.alarmText().contains(QStringLiteral("throttles")), qPrintable(page.alarmText()));
    QVERIFY(page.charts()[2]->contents().threshold.has_value());
    QVERIFY(page.charts()[1]->contents().thresholds.empty()); // on demand there is no utilisation
    for (model::AccessPattern &pattern : model.accessPatterns)
        if (pattern.rate) {
            pattern.rate->perSecond = 1;
            pattern.rate->peakPerSecond.reset();
            pattern.rate->unknown = value::Json::object();
        }
    page.setOutcome(simulated(model, 1), 1, std::make_shared<const model::Model>(model), HeatClock::Simulated);
    QVERIFY2(page.alarmText().startsWith(QStringLiteral("None")), qPrintable(page.alarmText()));
    schema::TableDefinition &table = model.tables.front().definition;
    table.billingMode = schema::BillingMode::Provisioned;
    table.capacity.provisioned = schema::ProvisionedThroughput{2, 2};
    for (schema::IndexDefinition &index : table.globalIndexes)
        index.capacity.provisioned = schema::ProvisionedThroughput{2, 2};
    page.setOutcome(simulated(model, 1), 0, std::make_shared<const model::Model>(model), HeatClock::Simulated);
    QVERIFY(!page.charts()[1]->contents().thresholds.empty());
    QVERIFY2(page.alarmText().contains(QStringLiteral("write-utilisation")), qPrintable(page.alarmText()));
}

void HeatViewsTest::aChartReadsOffUnderTheMouse()
{
    LineChart chart;
    chart.resize(500, 130);
    chart.setContents({.title = QStringLiteral("Writes"), .values = {1, 2, 3, 4}, .limit = {10, 10, 10, 10}});
    chart.show();
    const QImage before = chart.grab().toImage();
    const QPoint at(300, 60);
    QMouseEvent move(QEvent::MouseMove, at, chart.mapToGlobal(at), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&chart, &move);
    QVERIFY(chart.grab().toImage() != before);
}

void HeatViewsTest::storedSharesAddUpToTheWhole()
{
    for (const char *sample : {"game-leaderboard", "online-shop", "iot-sensor-readings", "session-store"}) {
        const auto model = test::read(test::sampleModel(sample));
        for (const simulation::StoredDistribution &stored : simulation::storedDistributions(*model)) {
            const auto check = [&](const auto &parts) {
                std::int64_t items = 0;
                std::int64_t bytes = 0;
                for (const auto &part : parts) {
                    items += part.items;
                    bytes += part.bytes;
                }
                QCOMPARE(items, stored.items);
                QCOMPARE(bytes, stored.bytes);
            };
            check(stored.entities);
            check(stored.collections);
            check(stored.partitions);
            std::int64_t collections = 0;
            for (const simulation::StoredPartition &partition : stored.partitions)
                collections += partition.collections;
            QCOMPARE(collections, static_cast<std::int64_t>(stored.collections.size()));
            for (std::size_t i = 1; i < stored.collections.size(); ++i)
                QVERIFY(stored.collections[i - 1].bytes >= stored.collections[i].bytes);
            QVERIFY(stored.index.empty() ? stored.items > 0 : true);
        }
    }
}

void HeatViewsTest::theStoredPageFollowsTheChosenPlaceAndEdits()
{
    Document document;
    QVERIFY(test::openAndWait(document, test::sampleModel("game-leaderboard")));
    StoredPage page(document);
    page.resize(900, 600);
    page.show();
    QTRY_VERIFY(!page.isBusy() && page.collections().rowCount() > 0);
    const QAbstractItemModelTester tester(&page.collections());
    const int ofTable = page.collections().rowCount();
    page.places().setCurrentIndex(1);
    emit page.places().activated(1);
    QVERIFY(page.places().currentText().endsWith(QStringLiteral("Ranking")));
    QVERIFY(page.collections().rowCount() < ofTable);
    const auto items = document.model()->sampleData.front().items.size();
    QVERIFY(!document.edit([](const model::Model &model) { return model::removeItems(model, 0, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}); }));
    page.places().setCurrentIndex(0);
    QTRY_VERIFY(!page.isBusy());
    QTRY_VERIFY(
        page.findChild<QLabel *>(QStringLiteral("storedSum"))->text().startsWith(QLocale().toString(static_cast<qlonglong>(items - 10))));
    document.close();
}

void HeatViewsTest::theTablesAsTheyAreAreCountedWhenAsked()
{
    Document document;
    QVERIFY(test::openAndWait(document, test::sampleModel("iot-sensor-readings")));
    StoredPage page(document);
    page.resize(900, 600);
    page.show();
    QTRY_VERIFY(!page.isBusy() && page.collections().rowCount() > 0);
    auto *again = page.findChild<QPushButton *>(QStringLiteral("storedAgain"));
    QVERIFY(!again->isVisible());
    const int inSample = page.collections().rowCount();
    engine::PutItemRequest put{document.model()->tables.front().definition.name, document.model()->sampleData.front().items.front()};
    put.item.set(document.model()->tables.front().definition.key.partition.front().name, "somebody new");
    document.connection()->putItem(put);
    page.sources().setCurrentIndex(1);
    emit page.sources().activated(1);
    QVERIFY(page.findChild<QPushButton *>(QStringLiteral("storedStop"))->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(!page.isBusy(), 20'000);
    QCOMPARE(page.collections().rowCount(), inSample + 1);
    put.item.set(document.model()->tables.front().definition.key.partition.front().name, "and another");
    document.connection()->putItem(put);
    QTest::mouseClick(again, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!page.isBusy(), 20'000);
    QCOMPARE(page.collections().rowCount(), inSample + 2);
    // What is stopped leaves what was counted before.
    QTest::mouseClick(again, Qt::LeftButton);
    QTest::mouseClick(page.findChild<QPushButton *>(QStringLiteral("storedStop")), Qt::LeftButton);
    QVERIFY(!page.isBusy());
    QCOMPARE(page.collections().rowCount(), inSample + 2);
    document.close();
}

void HeatViewsTest::liveTrafficOfTheTablesIsShown()
{
    Document document;
    Adviser adviser(document);
    QVERIFY(test::openAndWait(document, test::sampleModel("session-store")));
    HeatWorkspace workspace(document, adviser);
    workspace.resize(1'100, 700);
    workspace.show();
    HeatPage &page = workspace.page();
    page.bar().setSource(HeatBar::Source::Live);
    QTRY_VERIFY_WITH_TIMEOUT(page.isLive() && page.shown() && page.plot().isVisible(), 20'000);
    const double before = page.shown()->places.front().consumed.reads;
    QVERIFY(page.shown()->places.front().consumed.writes > 0); // the sample data was loaded
    QCOMPARE(page.plot().subject().clock, HeatClock::Wall);
    engine::GetItemRequest get;
    get.table = document.model()->tables.front().definition.name;
    const value::Item &item = document.model()->sampleData.front().items.front();
    for (const schema::KeyAttribute &attribute : document.model()->tables.front().definition.key.partition)
        get.key.set(attribute.name, *item.find(attribute.name));
    for (const schema::KeyAttribute &attribute : document.model()->tables.front().definition.key.sort)
        get.key.set(attribute.name, *item.find(attribute.name));
    for (int i = 0; i < 20; ++i)
        document.connection()->getItem(get);
    QTRY_VERIFY_WITH_TIMEOUT(page.shown() && page.shown()->places.front().consumed.reads >= before + 10, 20'000);
    QVERIFY(!page.shown()->places.front().hottest.empty());
    page.bar().setSource(HeatBar::Source::Simulated);
    QTRY_VERIFY_WITH_TIMEOUT(!page.isBusy() && !page.isLive() && page.shown() == page.run().outcome(), 60'000);
    document.close();
}

void HeatViewsTest::figuresAreSortedByTheirNumbers()
{
    FigureModel figures;
    const QAbstractItemModelTester tester(&figures);
    figures.setFigures({QStringLiteral("Key"), QStringLiteral("Units")},
                       {{{QStringLiteral("a"), {}}, {QStringLiteral("9"), 9.0}},
                        {{QStringLiteral("b"), {}}, {QStringLiteral("1,000"), 1'000.0}},
                        {{QStringLiteral("c"), {}}, {QStringLiteral("20"), 20.0}}});
    figures.sort(1, Qt::DescendingOrder);
    QCOMPARE(figures.index(0, 0).data().toString(), QStringLiteral("b"));
    QCOMPARE(figures.rowNumber(2), 0);
    figures.setFigures({QStringLiteral("Key"), QStringLiteral("Units")},
                       {{{QStringLiteral("a"), {}}, {QStringLiteral("90"), 90.0}},
                        {{QStringLiteral("b"), {}}, {QStringLiteral("1"), 1.0}},
                        {{QStringLiteral("c"), {}}, {QStringLiteral("20"), 20.0}}});
    QCOMPARE(figures.index(0, 0).data().toString(), QStringLiteral("a"));
    QCOMPARE(figures.csv(), QStringLiteral("\"Key\",\"Units\"\r\n\"a\",90\r\n\"c\",20\r\n\"b\",1\r\n"));
}
