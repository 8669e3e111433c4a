#include "tests/ui/heat/live_map_test.h"

#include <algorithm>
#include <numeric>

#include <QComboBox>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include "core/session/workspace.h"
#include "core/simulation/key_stream.h"
#include "tests/ui/heat/heat_models.h"
#include "tests/ui/support/isolation.h"
#include "tests/ui/support/models.h"
#include "ui/document/text.h"
#include "ui/heat/heat_bar.h"
#include "ui/heat/heat_page.h"
#include "ui/heat/heat_workspace.h"
#include "ui/heat/metrics_page.h"

using namespace keywright;
using namespace keywright::ui;

namespace {

constexpr int kSoon = 20'000;
constexpr const char *kKey = "seen-by-the-cli";

/// The Heat map workspace of a model, at its live source.
struct WatchedModel {
    explicit WatchedModel(const char *sample) : adviser(document), workspace(document, adviser)
    {
        opened = test::openAndWait(document, test::sampleModel(sample));
        workspace.resize(1'100, 700);
        workspace.show();
        workspace.page().bar().setSource(HeatBar::Source::Live);
    }
    ~WatchedModel() { document.close(); }

    bool isThere()
    {
        return opened && QTest::qWaitFor([this] { return page().isLive() && page().shown() && page().plot().isVisible(); }, kSoon);
    }

    HeatPage &page() { return workspace.page(); }
    const schema::TableDefinition &table() const { return document.model()->tables.front().definition; }

    Document document;
    Adviser adviser;
    HeatWorkspace workspace;
    bool opened = false;
};

/// What was written to each partition of the first table, by the map that is shown.
std::vector<double> writesByPartition(HeatPage &page)
{
    std::vector<double> writes;
    for (const simulation::HeatCell &row : simulation::rowTotals(page.shown()->places.front().map))
        writes.push_back(static_cast<double>(row.writeUnits));
    return writes;
}

/// A key of the table whose partition key is kKey, as DynamoDB JSON.
QString keyJson(const schema::TableDefinition &table)
{
    QStringList members;
    for (const auto *parts : {&table.key.partition, &table.key.sort})
        for (const schema::KeyAttribute &attribute : *parts)
            members << QStringLiteral(R"("%1": {"%2": "%3"})")
                           .arg(toQString(attribute.name), attribute.type == schema::KeyType::N ? QStringLiteral("N") : QStringLiteral("S"),
                                attribute.type == schema::KeyType::N ? QStringLiteral("1") : QLatin1String(kKey));
    return QStringLiteral("{%1}").arg(members.join(QLatin1String(", ")));
}

/// Runs the AWS CLI against the endpoint while events go on; what it says where it fails.
QString awsSays(const QString &program, const QString &url, const QStringList &words)
{
    QProcess aws;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("AWS_ACCESS_KEY_ID"), QStringLiteral("local"));
    environment.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"), QStringLiteral("local"));
    environment.insert(QStringLiteral("AWS_DEFAULT_REGION"), QStringLiteral("us-east-1"));
    environment.insert(QStringLiteral("AWS_EC2_METADATA_DISABLED"), QStringLiteral("true"));
    aws.setProcessEnvironment(environment);
    aws.setProcessChannelMode(QProcess::MergedChannels);
    aws.start(program, QStringList{QStringLiteral("dynamodb"), QStringLiteral("--endpoint-url"), url} + words);
    if (!QTest::qWaitFor([&aws] { return aws.state() == QProcess::NotRunning; }, 60'000))
        return QStringLiteral("it does not end");
    return aws.exitCode() == 0 ? QString() : QString::fromUtf8(aws.readAll());
}

engine::PutItemRequest putFirst(const WatchedModel &watched)
{
    return {watched.table().name, watched.document.model()->sampleData.front().items.front()};
}

double sumOf(const LineChart *chart)
{
    const std::vector<double> &values = chart->contents().values;
    return std::accumulate(values.begin(), values.end(), 0.0);
}

} // namespace

void LiveMapTest::init()
{
    test::failOnWarnings();
}

void LiveMapTest::whatTheAwsCliWritesIsOnTheMapAtOnce()
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("aws"));
    if (program.isEmpty())
        QSKIP("The AWS CLI is not there: apt-get install awscli");
    WatchedModel watched("session-store");
    QVERIFY(watched.isThere());
    const QString url = toQString(watched.document.workspace()->startEndpoint(0));
    HeatPage &page = watched.page();
    const std::vector<double> before = writesByPartition(page);
    const std::uint64_t hash = simulation::hashOfKey({kKey});
    const simulation::HeatMap &map = page.shown()->places.front().map;
    const auto row = static_cast<std::size_t>(
        std::find_if(map.rows.begin(), map.rows.end(), [hash](const auto &each) { return each.range.last.hash >= hash; })
        - map.rows.begin());
    QVERIFY(map.rows.size() > 1);
    for (int i = 0; i < 2; ++i)
        QCOMPARE(awsSays(program, url,
                         {QStringLiteral("put-item"), QStringLiteral("--table-name"), toQString(watched.table().name),
                          QStringLiteral("--item"), keyJson(watched.table())}),
                 QString());
    QTRY_VERIFY_WITH_TIMEOUT(writesByPartition(page)[row] >= before[row] + 2, kSoon);
    const std::vector<double> after = writesByPartition(page);
    for (std::size_t other = 0; other < after.size(); ++other)
        if (other != row)
            QCOMPARE(after[other], before[other]);
    // It is on the picture, its key among the hottest, and the put among the table's calls.
    QCOMPARE(page.plot().subject().map.get(), &page.shown()->places.front().map);
    const auto &hottest = page.shown()->places.front().hottest;
    QVERIFY(std::any_of(hottest.begin(), hottest.end(), [](const simulation::HotKey &key) { return key.key == kKey; }));
    QVERIFY(sumOf(watched.workspace.metrics().charts()[MetricsPage::Calls]) >= 2);
    watched.document.workspace()->stopEndpoint();
}

void LiveMapTest::metricsOfCallsAreShownLive()
{
    WatchedModel watched("session-store");
    QVERIFY(watched.isThere());
    MetricsPage &metrics = watched.workspace.metrics();
    engine::PutItemRequest put = putFirst(watched);
    QVERIFY(watched.document.connection()->putItem(put).conditionHeld);
    expression::Placeholders placeholders{expression::AttributeNames{{"#k", watched.table().key.partition.front().name}}, std::nullopt};
    put.condition = expression::compileCondition(expression::ExpressionKind::Condition, "attribute_not_exists(#k)", placeholders);
    for (int i = 0; i < 5; ++i)
        QVERIFY(!watched.document.connection()->putItem(put).conditionHeld);
    QTRY_VERIFY_WITH_TIMEOUT(sumOf(metrics.charts()[MetricsPage::ConditionalFailures]) >= 5, kSoon);
    const LineChart::Contents &latency = metrics.charts()[MetricsPage::Latency]->contents();
    QCOMPARE(latency.second.size(), latency.values.size());
    const auto slowest = std::max_element(latency.values.begin(), latency.values.end());
    QVERIFY(*slowest > 0);
    QVERIFY(*slowest >= latency.second[static_cast<std::size_t>(slowest - latency.values.begin())]);
    QVERIFY(latency.threshold.has_value()); // the latency alarm that Export writes
    QVERIFY(sumOf(metrics.charts()[MetricsPage::Calls]) >= 6);
    QCOMPARE(sumOf(metrics.charts()[MetricsPage::TransactionConflicts]), 0.0);
    const LineChart::Contents &writes = metrics.charts()[MetricsPage::Writes]->contents();
    QCOMPARE(writes.limit.size(), writes.values.size());
    QCOMPARE(writes.limit.back(), 4'000.0); // what a new table on demand serves
    watched.workspace.showView(HeatWorkspace::MetricsView);
    for (const LineChart *chart : metrics.charts())
        QVERIFY(chart->isVisibleTo(&metrics));
}

void LiveMapTest::metricsOfASimulationSayWhatIsMeasuredOnly()
{
    WatchedModel watched("session-store");
    QVERIFY(watched.isThere());
    watched.page().bar().setSource(HeatBar::Source::Simulated);
    QTRY_VERIFY_WITH_TIMEOUT(!watched.page().isBusy() && watched.page().shown() == watched.page().run().outcome(), 60'000);
    const MetricsPage &metrics = watched.workspace.metrics();
    QVERIFY(!metrics.charts()[MetricsPage::Latency]->isVisibleTo(&metrics));
    QVERIFY(metrics.charts()[MetricsPage::Calls]->isVisibleTo(&metrics));
    QVERIFY(metrics.alarmText().contains(QStringLiteral("are measured")));
    // Calls add up to what the patterns offered at the place: every pattern of this sample uses the table once a call.
    double offered = 0;
    for (const simulation::PlaceMinute &minute : watched.page().shown()->places[static_cast<std::size_t>(watched.page().place())].minutes)
        offered += minute.calls * 60;
    const LineChart::Contents &calls = metrics.charts()[MetricsPage::Calls]->contents();
    QVERIFY(offered > 0);
    QVERIFY(std::abs(sumOf(metrics.charts()[MetricsPage::Calls]) * static_cast<double>(calls.secondsPerValue) - offered) < 0.01 * offered);
}

void LiveMapTest::theLatencyOfOneOperationIsChosen()
{
    WatchedModel watched("session-store");
    QVERIFY(watched.isThere());
    engine::ScanRequest scan;
    scan.table = watched.table().name;
    watched.document.connection()->scan(scan);
    for (int i = 0; i < 3; ++i)
        watched.document.connection()->putItem(putFirst(watched));
    MetricsPage &metrics = watched.workspace.metrics();
    QComboBox &operation = metrics.operation();
    QTRY_VERIFY_WITH_TIMEOUT(operation.findText(QStringLiteral("Latency of Scan")) > 0, kSoon);
    const int number = operation.findText(QStringLiteral("Latency of Scan"));
    operation.setCurrentIndex(number);
    emit operation.activated(number);
    const std::vector<double> scans = metrics.charts()[MetricsPage::Latency]->contents().values;
    QCOMPARE(std::count_if(scans.begin(), scans.end(), [](double each) { return each > 0; }), std::ptrdiff_t{1});
    QVERIFY(operation.findText(QStringLiteral("Latency of PutItem")) > 0);
    QCOMPARE(operation.findText(QStringLiteral("Latency of Query")), -1);
}
