#include <map>
#include <sstream>
#include <string>

#include "core/engine/traffic_report.h"
#include "tests/core/engine/tables.h"
#include "tests/support/item_text.h"
#include "tests/support/run_classes.h"

using namespace keywright;
using namespace keywright::test;
using namespace std::string_literals;

namespace {

constexpr std::int64_t kSecond = 1'000;
/// The first table of a store, its LSI and its GSI.
constexpr capacity::TrafficPlace kTable{1, 0};
constexpr capacity::TrafficPlace kLocal{1, 1};
constexpr capacity::TrafficPlace kGlobal{1, 2};

std::unique_ptr<engine::Engine> engineAt(std::int64_t &now)
{
    engine::EngineOptions options;
    options.clock = [&now] { return now; };
    auto engine = std::make_unique<engine::Engine>(storage::Store::open({.folder = "memory", .inMemory = true}), std::move(options));
    schema::TableDefinition definition = table("Tab", "pk:S sk:N");
    definition.localIndexes = {index("Local", "pk:S turn:N", schema::ProjectionType::KeysOnly)};
    definition.globalIndexes = {index("Global", "all:S")};
    engine->createTable(definition);
    return engine;
}

/// "r 1.5 w 2 in 3": the sums of the place, and in how many buckets.
std::string trafficOf(const engine::Engine &engine, capacity::TrafficPlace place, std::int64_t now)
{
    double reads = 0;
    double writes = 0;
    std::map<int, int> buckets;
    for (const capacity::TrafficSecond &second : engine.traffic().recent(place, now / kSecond))
        for (const capacity::BucketUnits &bucket : second.buckets) {
            reads += static_cast<double>(bucket.readUnits);
            writes += static_cast<double>(bucket.writeUnits);
            ++buckets[bucket.bucket];
        }
    std::ostringstream text;
    text << "r " << reads << " w " << writes << " in " << buckets.size();
    return text.str();
}

std::string linesOf(const std::vector<engine::TopKey> &keys)
{
    std::ostringstream text;
    for (const engine::TopKey &key : keys)
        text << textOf(key.key) << " r " << key.readUnits << " w " << key.writeUnits << "\n";
    return text.str();
}

value::Item keyOfItem(const char *partition, int sort)
{
    return {{"pk", partition}, {"sk", Value::number(sort)}};
}

value::Item withIndexes(value::Item item)
{
    item.set("turn", Value::number(1));
    item.set("all", "x");
    return item;
}

} // namespace

class TrafficReportTest : public QObject {
    Q_OBJECT

private slots:
    void everyPlaceThatAnOperationTouchesIsReported()
    {
        std::int64_t now = 5'000'000;
        const auto engine = engineAt(now);
        engine->putItem({"Tab", withIndexes(keyOfItem("a", 1))});
        QCOMPARE(trafficOf(*engine, kTable, now), "r 0 w 1 in 1"s);
        QCOMPARE(trafficOf(*engine, kLocal, now), "r 0 w 1 in 1"s);
        QCOMPARE(trafficOf(*engine, kGlobal, now), "r 0 w 1 in 1"s);

        now += kSecond;
        engine->getItem({"Tab", keyOfItem("a", 1), true});
        engine->transactGetItems({{"Tab", keyOfItem("a", 1)}});
        QCOMPARE(trafficOf(*engine, kTable, now), "r 3 w 1 in 1"s);
        engine->query({.table = "Tab", .index = "Global", .keyCondition = {{equal("all", "x")}}});
        QCOMPARE(trafficOf(*engine, kGlobal, now), "r 0.5 w 1 in 1"s);
        engine->query({.table = "Tab",
                       .index = "Local",
                       .keyCondition = {{equal("pk", "a")}},
                       .consistentRead = true,
                       .select = engine::Select::AllAttributes});
        QCOMPARE(trafficOf(*engine, kLocal, now), "r 1 w 1 in 1"s);
        QCOMPARE(trafficOf(*engine, kTable, now), "r 4 w 1 in 1"s);
        QCOMPARE(engine->traffic().recent(kTable, now / kSecond).size(), std::size_t{2});
    }

    void aWriteThatIsRefusedIsReportedToo()
    {
        std::int64_t now = 5'000'000;
        const auto engine = engineAt(now);
        engine::PutItemRequest request{"Tab", keyOfItem("a", 1)};
        request.condition =
            expression::Condition::on(expression::ConditionKind::Exists, {expression::Operand::at(expression::pathTo("pk"))});
        QVERIFY(!engine->putItem(request).conditionHeld);
        QCOMPARE(trafficOf(*engine, kTable, now), "r 0 w 1 in 1"s);
    }

    void aScanIsSharedOutOverTheBucketsThatItRead()
    {
        std::int64_t now = 5'000'000;
        const auto engine = engineAt(now);
        engine->scan({.table = "Tab", .consistentRead = true});
        QCOMPARE(trafficOf(*engine, kTable, now), "r 1 w 0 in 1"s);
        now += 700 * kSecond;
        for (int i = 0; i < 40; ++i) {
            value::Item item = keyOfItem(("p" + std::to_string(i)).c_str(), 1);
            item.set("filling", std::string(2'000, 'x'));
            engine->putItem({"Tab", item});
        }
        now += 700 * kSecond;
        const Page page = engine->scan({.table = "Tab", .consistentRead = true});
        double reads = 0;
        std::size_t buckets = 0;
        for (const capacity::TrafficSecond &second : engine->traffic().recent(kTable, now / kSecond))
            for (const capacity::BucketUnits &bucket : second.buckets) {
                reads += static_cast<double>(bucket.readUnits);
                ++buckets;
            }
        QVERIFY(std::abs(reads - page.consumed.tableUnits) < 0.001);
        QVERIFY(buckets > 30 && buckets <= 40);
    }

    void keysAreCountedOnlyWhileInsightsAreEnabled()
    {
        std::int64_t now = 5'000'000;
        const auto engine = engineAt(now);
        engine->putItem({"Tab", withIndexes(keyOfItem("before", 1))});
        QVERIFY(engine->topKeys("Tab", "", 10).partitionKeys.empty());
        engine->insightsStatus().update("Tab", "", true, std::nullopt);
        QVERIFY(engine->topKeys("Tab", "", 10).partitionKeys.empty());

        engine->putItem({"Tab", withIndexes(keyOfItem("a", 1))});
        engine->getItem({"Tab", keyOfItem("b", 1)});
        engine->getItem({"Tab", keyOfItem("b", 2), true});
        engine->query({.table = "Tab", .keyCondition = {{equal("pk", "b")}}});
        engine->scan({.table = "Tab"});
        const engine::TopKeys top = engine->topKeys("Tab", "", 10);
        QCOMPARE(linesOf(top.partitionKeys),
                 textOf(value::Item{{"pk", "a"}}) + " r 0 w 1\n" + textOf(value::Item{{"pk", "b"}}) + " r 2 w 0\n");
        QCOMPARE(linesOf(top.keys),
                 textOf(keyOfItem("a", 1)) + " r 0 w 1\n" + textOf(keyOfItem("b", 2)) + " r 1 w 0\n" + textOf(keyOfItem("b", 1))
                     + " r 0.5 w 0\n");
        QCOMPARE(engine->topKeys("Tab", "", 1).keys.size(), std::size_t{1});
        QVERIFY(engine->topKeys("Tab", "Global", 10).partitionKeys.empty());

        now += 60 * kSecond;
        engine->insightsStatus().update("Tab", "", false, std::nullopt);
        QVERIFY(engine->topKeys("Tab", "", 10).partitionKeys.empty());
        now += 60 * kSecond;
        engine->insightsStatus().update("Tab", "", true, std::nullopt);
        QVERIFY(engine->topKeys("Tab", "", 10).partitionKeys.empty()); // it begins anew
    }

    void anIndexHasTopKeysOfItsOwn()
    {
        std::int64_t now = 5'000'000;
        const auto engine = engineAt(now);
        engine->insightsStatus().update("Tab", "Global", true, std::nullopt);
        engine->putItem({"Tab", withIndexes(keyOfItem("a", 1))});
        engine->query({.table = "Tab", .index = "Global", .keyCondition = {{equal("all", "x")}}});
        const engine::TopKeys top = engine->topKeys("Tab", "Global", 10);
        QCOMPARE(linesOf(top.partitionKeys), textOf(value::Item{{"all", "x"}}) + " r 0.5 w 1\n");
        QVERIFY(top.keys.empty()); // the index has no sort key
        QCOMPARE(errorOf([&] { engine->topKeys("Tab", "none", 1); }),
                 "ValidationException: The table does not have the specified index: none"s);
    }

    void bucketsAreTheFirstTenBitsOfTheHash()
    {
        QCOMPARE(engine::bucketInEntryKey("\0\0\0\1\0\0\xFF\xC0\0\0\0\0\0\0"s), std::uint16_t{1'023});
        QCOMPARE(engine::bucketInEntryKey("\0\0\0\1\0\0\x00\x40\0\0\0\0\0\0"s), std::uint16_t{1});
        QCOMPARE(engine::bucketInEntryKey("\0\0\0\1\0\0"s), std::uint16_t{0});
    }
};

std::unique_ptr<QObject> makeTrafficReportTest()
{
    return std::make_unique<TrafficReportTest>();
}

#include "traffic_report_test.moc"
