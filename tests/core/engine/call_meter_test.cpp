#include <atomic>
#include <cmath>
#include <thread>

#include "core/engine/item_locks.h"
#include "tests/core/engine/tables.h"
#include "tests/core/engine/write_requests.h"
#include "tests/support/run_classes.h"

using namespace keywright;
using capacity::CallKind;
using capacity::CallSlice;
using engine::ItemLocks;

namespace {

constexpr std::int64_t kNowMs = 5'000'000;
constexpr std::int64_t kStepNs = 3'000'000; ///< every look at the stopwatch is so much later

std::unique_ptr<engine::Engine> measuredEngine(bool throttles = false)
{
    engine::EngineOptions options;
    options.clock = [] { return kNowMs; };
    options.stopwatch = [now = std::make_shared<std::atomic<std::int64_t>>(0)] { return *now += kStepNs; };
    if (throttles)
        options.throttle.emplace();
    auto engine = std::make_unique<engine::Engine>(storage::Store::open({.folder = "memory", .inMemory = true}), std::move(options));
    engine->createTable(test::table("Orders", "pk:S"));
    engine->createTable(test::table("Log", "pk:S"));
    return engine;
}

value::Item namedOrder(const std::string &name)
{
    return {{"pk", name}};
}

/// The running second of the table; an empty one when nothing was recorded.
CallSlice callsOf(const engine::Engine &engine, const std::string &table)
{
    const std::vector<CallSlice> seconds = engine.calls().recent(table, kNowMs / 1'000);
    return seconds.empty() ? CallSlice() : seconds.back();
}

/// "GetItem 2, PutItem 1 throttled 3"
std::string sliceText(const CallSlice &slice)
{
    std::string text;
    for (const capacity::CallFigures &each : slice.calls) {
        text += (text.empty() ? "" : ", ") + std::string(capacity::textOf(each.kind)) + " " + std::to_string(each.answered);
        if (each.throttled > 0)
            text += " throttled " + std::to_string(each.throttled);
    }
    return text;
}

engine::PutItemRequest putOnce(const std::string &table, const std::string &name)
{
    engine::PutItemRequest put{table, namedOrder(name)};
    put.condition = test::condition("attribute_not_exists(pk)", "{}");
    return put;
}

/// Takes the key's lock as `first` does, and again as `second` from another thread while it is held: whether the second
/// says that it met the first.
bool meets(ItemLocks &locks, ItemLocks::Holder first, ItemLocks::Holder second, const std::string &secondKey)
{
    std::vector<std::size_t> met;
    std::atomic<bool> isAbout = false;
    std::optional<ItemLocks::Held> held = locks.lockAll({"a"}, first);
    std::thread other([&] {
        isAbout = true;
        const ItemLocks::Held own = locks.lockAll({secondKey}, second, &met);
    });
    while (!isAbout)
        std::this_thread::yield();
    for (int i = 0; i < 100; ++i)
        std::this_thread::yield();
    held.reset();
    other.join();
    return !met.empty();
}

} // namespace

/// What the engine records of every call: CloudWatch's metrics of requests.
class CallMeterTest : public QObject {
    Q_OBJECT

private slots:
    void everyOperationIsMeasured()
    {
        const auto engine = measuredEngine();
        engine->putItem({"Orders", namedOrder("a")});
        engine->getItem({"Orders", namedOrder("a")});
        engine->getItem({"Orders", namedOrder("b")});
        engine->updateItem(test::update("Orders", namedOrder("a"), "SET n = :n", R"({":n":{"N":"1"}})"));
        engine->deleteItem({"Orders", namedOrder("a")});
        engine::QueryRequest query;
        query.table = "Orders";
        query.keyCondition = {{test::equal("pk", "a")}};
        engine->query(query);
        engine::ScanRequest scan;
        scan.table = "Orders";
        engine->scan(scan);
        engine->transactGetItems({{"Orders", namedOrder("a")}, {"Log", namedOrder("a")}});
        engine->transactWriteItems(
            {{engine::PutItemRequest{"Orders", namedOrder("c")}, engine::PutItemRequest{"Log", namedOrder("c")}}, {}});
        engine->batchWriteItems({{engine::PutItemRequest{"Orders", namedOrder("d")}, engine::PutItemRequest{"Orders", namedOrder("e")}}});
        engine::CollectedItems sink;
        engine->batchGetItems({{"Orders", namedOrder("d")}, {"Orders", namedOrder("e")}},
                              [&sink](std::size_t) -> engine::ItemSink & { return sink; });
        const CallSlice orders = callsOf(*engine, "Orders");
        QCOMPARE(sliceText(orders),
                 std::string("GetItem 2, PutItem 1, UpdateItem 1, DeleteItem 1, Query 1, Scan 1, BatchGetItem 1, BatchWriteItem 1, "
                             "TransactGetItems 1, TransactWriteItems 1"));
        QCOMPARE(sliceText(callsOf(*engine, "Log")), std::string("TransactGetItems 1, TransactWriteItems 1"));
        for (const capacity::CallFigures &each : orders.calls) {
            QVERIFY(std::abs(static_cast<double>(each.p50) - 3) < 0.1); // one step of the stopwatch
            QVERIFY(std::abs(static_cast<double>(each.p99) - 3) < 0.1);
        }
        QCOMPARE(orders.second, kNowMs / 1'000);
    }

    void aLookThatLeavesNoTraceIsNoCall()
    {
        const auto engine = measuredEngine();
        engine::ScanRequest scan;
        scan.table = "Orders";
        scan.leavesNoTrace = true;
        engine->scan(scan);
        QVERIFY(engine->calls().recent("Orders", kNowMs / 1'000).empty());
    }

    void aRefusedCallIsNoAnswer()
    {
        const auto engine = measuredEngine();
        test::errorOf([&] { engine->getItem({"Orders", {{"other", "a"}}}); });
        test::errorOf([&] { engine->getItem({"Nowhere", namedOrder("a")}); });
        QVERIFY(engine->calls().recent("Orders", kNowMs / 1'000).empty());
        QVERIFY(engine->calls().recent("Nowhere", kNowMs / 1'000).empty());
    }

    void failedConditionsAreCountedByTable()
    {
        const auto engine = measuredEngine();
        engine->putItem(putOnce("Orders", "a"));
        engine->putItem(putOnce("Orders", "a"));
        const std::string arn = engine->describeTable("Log").arn;
        const engine::TransactWriteResult result = engine->transactWriteItems({{putOnce("Orders", "a"), putOnce(arn, "free")}, {}});
        QVERIFY(result.cancelled);
        const CallSlice orders = callsOf(*engine, "Orders");
        QCOMPARE(orders.conditionalFailures, std::uint64_t{2});
        QCOMPARE(sliceText(orders), std::string("PutItem 1"));
        engine->putItem({"Log", namedOrder("taken")});
        engine->transactWriteItems({{putOnce(arn, "taken")}, {}});
        QCOMPARE(callsOf(*engine, "Log").conditionalFailures, std::uint64_t{1});
    }

    void throttledCallsAreCountedByOperation()
    {
        const auto engine = measuredEngine(true);
        value::Item heavy = namedOrder("hot");
        heavy.set("text", std::string(300'000, 'x'));
        int refused = 0;
        for (int i = 0; i < 10; ++i)
            refused += test::errorOf([&] { engine->putItem({"Orders", heavy}); }) == "no error" ? 0 : 1;
        QVERIFY(refused > 0);
        const CallSlice orders = callsOf(*engine, "Orders");
        QCOMPARE(sliceText(orders), "PutItem " + std::to_string(10 - refused) + " throttled " + std::to_string(refused));
        QCOMPARE(orders.all.throttled, static_cast<std::uint64_t>(refused));
    }

    void droppedTablesLeaveNothingBehind()
    {
        const auto engine = measuredEngine();
        engine->putItem({"Orders", namedOrder("a")});
        const capacity::TrafficPlace place = engine->trafficPlace("Orders", "");
        QCOMPARE(engine->traffic().recent(place, kNowMs / 1'000).size(), std::size_t{1});
        engine->tables().drop("Orders");
        engine->jobs().runUntilIdle();
        QVERIFY(engine->traffic().recent(place, kNowMs / 1'000).empty());
        QVERIFY(engine->calls().recent("Orders", kNowMs / 1'000).empty());
    }

    void aConflictIsMetWhereEitherIsATransactionOnTheItem()
    {
        using enum ItemLocks::Holder;
        const auto everMeets = [](ItemLocks::Holder first, ItemLocks::Holder second, const std::string &key, int tries) {
            const auto locks = std::make_unique<ItemLocks>();
            for (int i = 0; i < tries; ++i)
                if (meets(*locks, first, second, key))
                    return true;
            return false;
        };
        // The other thread may come too late, so that it need not wait: then it is asked again.
        QVERIFY(everMeets(Transaction, Write, "a", 10'000));
        QVERIFY(everMeets(Write, Transaction, "a", 10'000));
        QVERIFY(everMeets(Transaction, Transaction, "a", 10'000));
        QVERIFY(!everMeets(Write, Write, "a", 200));
        QVERIFY(!everMeets(Transaction, Transaction, "b", 200));
    }

    void transactionsThatMeetAreCounted()
    {
        const auto engine = measuredEngine();
        std::atomic<bool> isDone = false;
        const auto write = [&engine, &isDone] {
            const engine::TransactWriteRequest both{
                {engine::PutItemRequest{"Orders", namedOrder("a")}, engine::PutItemRequest{"Log", namedOrder("b")}}, {}};
            for (int i = 0; i < 20'000 && !isDone; ++i) {
                engine->transactWriteItems(both);
                if (i % 64 == 0 && callsOf(*engine, "Orders").transactionConflicts + callsOf(*engine, "Log").transactionConflicts > 0)
                    isDone = true;
            }
        };
        std::thread other(write);
        write();
        other.join();
        QVERIFY(isDone);
    }
};

std::unique_ptr<QObject> makeCallMeterTest()
{
    return std::make_unique<CallMeterTest>();
}

#include "call_meter_test.moc"
