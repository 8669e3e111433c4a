#include <thread>

#include "core/expression/aliasing.h"
#include "tests/core/engine/tables.h"
#include "tests/core/engine/write_requests.h"
#include "tests/support/item_text.h"

using namespace keywright;
using test::errorOf;
using test::item;
using test::textOf;
using test::unitsOf;
using Names = std::vector<std::string>;

namespace {

schema::TableDefinition ordersTable()
{
    schema::TableDefinition orders = test::table("Shop", "pk:S sk:S");
    orders.globalIndexes = {test::index("byStatus", "status:S", schema::ProjectionType::KeysOnly), test::index("byTotal", "pk:S total:N")};
    return orders;
}

std::unique_ptr<engine::Engine> ordersEngine()
{
    auto engine = test::engineInMemory();
    engine->createTable(ordersTable());
    test::put(*engine, "Shop", R"({"pk":{"S":"u"},"sk":{"S":"1"},"status":{"S":"OPEN"},"total":{"N":"10"}})");
    return engine;
}

const auto kKey = item(R"({"pk":{"S":"u"},"sk":{"S":"1"}})");

std::string stored(engine::Engine &engine)
{
    const auto found = engine.getItem({"Shop", kKey, true}).item;
    return found ? textOf(*found) : "no item";
}

} // namespace

/// UpdateItem, DeleteItem and conditions; filters, projections and segments of reads.
class WriteTest : public QObject {
    Q_OBJECT

private slots:
    void anUpdateChangesItemAndIndexes();
    void anUpdateMakesAnItemThatIsNotThere();
    void removingFromNothingMakesNothing();
    void anUpdateReturnsWhatIsAsked_data();
    void anUpdateReturnsWhatIsAsked();
    void anUpdateIsRefused_data();
    void anUpdateIsRefused();
    void aDeleteTakesItemAndIndexEntries();
    void deletingNothingIsCharged();
    void aConditionThatFailsChangesNothing();
    void writesAreChargedPerIndex_data();
    void writesAreChargedPerIndex();
    void aFilterReadsMoreThanItReturns();
    void aProjectionCostsTheWholeItem();
    void segmentsGiveEveryItemOnce();
    void conditionsHoldBetweenThreads();
};

void WriteTest::anUpdateChangesItemAndIndexes()
{
    const auto engine = ordersEngine();
    QVERIFY(
        engine->updateItem(test::update("Shop", kKey, "SET #status = :s, total = total + :n", R"({":s":{"S":"PAID"},":n":{"N":"2.5"}})"))
            .conditionHeld);
    QCOMPARE(stored(*engine), std::string(R"({"pk":{"S":"u"},"sk":{"S":"1"},"status":{"S":"PAID"},"total":{"N":"12.5"}})"));
    QCOMPARE(test::contradictionsIn(*engine, "Shop"), std::string());
}

void WriteTest::anUpdateMakesAnItemThatIsNotThere()
{
    const auto engine = ordersEngine();
    const auto key = item(R"({"pk":{"S":"u"},"sk":{"S":"2"}})");
    engine->updateItem(test::update("Shop", key, "ADD visits :one", R"({":one":{"N":"1"}})"));
    QCOMPARE(textOf(*engine->getItem({"Shop", key, true}).item), std::string(R"({"pk":{"S":"u"},"sk":{"S":"2"},"visits":{"N":"1"}})"));
    QCOMPARE(engine->describeTable("Shop").itemCount, std::int64_t(2));
}

void WriteTest::removingFromNothingMakesNothing()
{
    const auto engine = ordersEngine();
    const auto key = item(R"({"pk":{"S":"u"},"sk":{"S":"2"}})");
    QCOMPARE(unitsOf(engine->updateItem(test::update("Shop", key, "REMOVE visits", "{}")).consumed), std::string("Shop 1"));
    QVERIFY(!engine->getItem({"Shop", key, true}).item);
    QCOMPARE(engine->describeTable("Shop").itemCount, std::int64_t(1));
}

void WriteTest::anUpdateReturnsWhatIsAsked_data()
{
    QTest::addColumn<int>("asked");
    QTest::addColumn<std::string>("expected");
    const auto row = [](const char *name, engine::ReturnValues asked, const char *expected) {
        QTest::newRow(name) << static_cast<int>(asked) << std::string(expected);
    };
    row("NONE", engine::ReturnValues::None, "nothing");
    row("ALL_OLD", engine::ReturnValues::AllOld, R"({"pk":{"S":"u"},"sk":{"S":"1"},"status":{"S":"OPEN"},"total":{"N":"10"}})");
    row("UPDATED_OLD", engine::ReturnValues::UpdatedOld, R"({"total":{"N":"10"}})");
    row("ALL_NEW", engine::ReturnValues::AllNew,
        R"({"note":{"S":"x"},"pk":{"S":"u"},"sk":{"S":"1"},"status":{"S":"OPEN"},"total":{"N":"9"}})");
    row("UPDATED_NEW", engine::ReturnValues::UpdatedNew, R"({"note":{"S":"x"},"total":{"N":"9"}})");
}

void WriteTest::anUpdateReturnsWhatIsAsked()
{
    QFETCH(int, asked);
    QFETCH(std::string, expected);
    const auto engine = ordersEngine();
    engine::UpdateItemRequest request = test::update("Shop", kKey, "SET total = :t, note = :x", R"({":t":{"N":"9"},":x":{"S":"x"}})");
    request.returnValues = static_cast<engine::ReturnValues>(asked);
    const auto returned = engine->updateItem(request).attributes;
    QCOMPARE(returned ? textOf(*returned) : "nothing", expected);
}

void WriteTest::anUpdateIsRefused_data()
{
    QTest::addColumn<std::string>("expression");
    QTest::addColumn<std::string>("values");
    QTest::addColumn<std::string>("message");
    const auto row = [](const char *name, const char *expression, const std::string &values, const char *message) {
        QTest::newRow(name) << std::string(expression) << values << "ValidationException: " + std::string(message);
    };
    row("key attribute", "SET sk = :v", R"({":v":{"S":"2"}})",
        "One or more parameter values were invalid: Cannot update attribute sk. This attribute is part of the key");
    row("attribute that is missing", "SET total = other", "{}",
        "The provided expression refers to an attribute that does not exist in the item");
    row("type of an index key", "SET #status = :v", R"({":v":{"N":"1"}})",
        "One or more parameter values were invalid: Type mismatch for Index Key status Expected: S Actual: N IndexName: byStatus");
    row("empty index key", "SET #status = :v", R"({":v":{"S":""}})",
        "One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is "
        "not "
        "supported. The AttributeValue for a key attribute cannot contain an empty string value.");
    row("too large", "SET big = :v", R"({":v":{"S":")" + std::string(409'600, 'x') + R"("}})",
        "Item size to update has exceeded the maximum allowed size");
}

void WriteTest::anUpdateIsRefused()
{
    QFETCH(std::string, expression);
    QFETCH(std::string, values);
    QFETCH(std::string, message);
    const auto engine = ordersEngine();
    const std::string before = stored(*engine);
    QCOMPARE(errorOf([&] { engine->updateItem(test::update("Shop", kKey, expression, values)); }), message);
    QCOMPARE(stored(*engine), before);
}

void WriteTest::aDeleteTakesItemAndIndexEntries()
{
    const auto engine = ordersEngine();
    engine::DeleteItemRequest request{"Shop", kKey};
    request.returnValues = engine::ReturnValues::AllOld;
    const engine::WriteResult result = engine->deleteItem(request);
    QCOMPARE(textOf(*result.attributes), std::string(R"({"pk":{"S":"u"},"sk":{"S":"1"},"status":{"S":"OPEN"},"total":{"N":"10"}})"));
    QCOMPARE(unitsOf(result.consumed), std::string("Shop 1, G:byStatus 1, G:byTotal 1"));
    QCOMPARE(stored(*engine), std::string("no item"));
    QCOMPARE(engine->describeTable("Shop").sizeInBytes, std::int64_t(0));
    QCOMPARE(test::contradictionsIn(*engine, "Shop"), std::string());
}

void WriteTest::deletingNothingIsCharged()
{
    const auto engine = ordersEngine();
    const engine::WriteResult result = engine->deleteItem({"Shop", item(R"({"pk":{"S":"u"},"sk":{"S":"9"}})")});
    QVERIFY(result.conditionHeld);
    QVERIFY(!result.attributes);
    QCOMPARE(unitsOf(result.consumed), std::string("Shop 1"));
}

void WriteTest::aConditionThatFailsChangesNothing()
{
    const auto engine = ordersEngine();
    const std::string before = stored(*engine);
    engine::PutItemRequest put{"Shop", item(R"({"pk":{"S":"u"},"sk":{"S":"1"}})")};
    put.condition = test::condition("attribute_not_exists(pk)", "{}");
    QVERIFY(!engine->putItem(put).conditionHeld);
    QVERIFY(!engine->putItem(put).attributes);
    put.returnItemOnFailure = true;
    QCOMPARE(textOf(*engine->putItem(put).attributes), before);
    QCOMPARE(unitsOf(engine->putItem(put).consumed), std::string("Shop 1"));

    engine::DeleteItemRequest remove{"Shop", kKey};
    remove.condition = test::condition("total > :n", R"({":n":{"N":"10"}})");
    QVERIFY(!engine->deleteItem(remove).conditionHeld);
    QCOMPARE(stored(*engine), before);
}

void WriteTest::writesAreChargedPerIndex_data()
{
    QTest::addColumn<std::string>("expression");
    QTest::addColumn<std::string>("units");
    QTest::newRow("an attribute of no key: ALL changes, KEYS_ONLY does not")
        << std::string("SET note = :v") << std::string("Shop 1, G:byTotal 1");
    QTest::newRow("the key of one index: its entry moves")
        << std::string("SET #status = :v") << std::string("Shop 1, G:byStatus 2, G:byTotal 1");
    QTest::newRow("the key of one index goes: its entry leaves")
        << std::string("REMOVE #status") << std::string("Shop 1, G:byStatus 1, G:byTotal 1");
    QTest::newRow("nothing changes") << std::string("SET total = total") << std::string("Shop 1");
}

void WriteTest::writesAreChargedPerIndex()
{
    QFETCH(std::string, expression);
    QFETCH(std::string, units);
    const auto engine = ordersEngine();
    const std::string values = expression.find(":v") == std::string::npos ? "{}" : R"({":v":{"S":"x"}})";
    QCOMPARE(unitsOf(engine->updateItem(test::update("Shop", kKey, expression, values)).consumed), units);
    QCOMPARE(test::contradictionsIn(*engine, "Shop"), std::string());
}

void WriteTest::aFilterReadsMoreThanItReturns()
{
    const auto engine = ordersEngine();
    for (int i = 2; i <= 9; ++i)
        test::put(*engine, "Shop",
                  R"({"pk":{"S":"u"},"sk":{"S":")" + std::to_string(i) + R"("},"total":{"N":")" + std::to_string(i) + R"("}})");
    engine::QueryRequest request;
    request.table = "Shop";
    request.keyCondition.terms = {test::equal("pk", "u")};
    request.filter = test::condition("total < :n", R"({":n":{"N":"4"}})");
    request.limit = 4;
    const engine::ItemPage page = engine->query(request);
    QCOMPARE(page.scannedCount, std::int64_t(4));
    QCOMPARE(page.items.size(), std::size_t(2));
    QCOMPARE(textOf(*page.lastEvaluatedKey), std::string(R"({"pk":{"S":"u"},"sk":{"S":"4"}})"));
}

void WriteTest::aProjectionCostsTheWholeItem()
{
    const auto engine = ordersEngine();
    test::put(*engine, "Shop",
              R"({"pk":{"S":"u"},"sk":{"S":"1"},"big":{"S":")" + std::string(8'200, 'x')
                  + R"("},"m":{"M":{"a":{"N":"1"},"b":{"N":"2"}}}})");
    engine::GetItemRequest request{"Shop", kKey, true, test::projection("m.b, sk")};
    const engine::GetItemResult result = engine->getItem(request);
    QCOMPARE(textOf(*result.item), std::string(R"({"m":{"M":{"b":{"N":"2"}}},"sk":{"S":"1"}})"));
    QCOMPARE(unitsOf(result.consumed), std::string("Shop 3"));
}

void WriteTest::segmentsGiveEveryItemOnce()
{
    const auto engine = test::engineInMemory();
    engine->createTable(test::table("Parts", "pk:S"));
    for (int i = 0; i < 200; ++i)
        test::put(*engine, "Parts", R"({"pk":{"S":"item-)" + std::to_string(i) + R"("}})");
    engine::ScanRequest whole;
    whole.table = "Parts";
    for (const std::int64_t segments : {1, 2, 3, 7, 1'000'000}) {
        std::vector<value::Item> joined;
        for (std::int64_t segment = 0; segment < std::min<std::int64_t>(segments, 7); ++segment) {
            engine::ScanRequest part = whole;
            part.segment = segment;
            part.totalSegments = segments;
            const auto items = test::allItems(*engine, part);
            joined.insert(joined.end(), items.begin(), items.end());
        }
        if (segments <= 7)
            QCOMPARE(textOf(joined), textOf(test::allItems(*engine, whole)));
    }
}

void WriteTest::conditionsHoldBetweenThreads()
{
    const auto engine = test::engineInMemory();
    engine->createTable(test::table("Shop", "pk:S sk:S"));
    constexpr int kThreads = 4;
    constexpr int kRounds = 200;
    std::atomic<int> taken = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < kThreads; ++thread)
            threads.emplace_back([&engine, &taken] {
                for (int round = 0; round < kRounds; ++round) {
                    engine::PutItemRequest put{"Shop", {{"pk", "slots"}, {"sk", std::to_string(round)}}};
                    put.condition = test::condition("attribute_not_exists(pk)", "{}");
                    taken += engine->putItem(put).conditionHeld ? 1 : 0;
                    engine->updateItem(test::update("Shop", kKey, "ADD total :one", R"({":one":{"N":"1"}})"));
                }
            });
    }
    QCOMPARE(taken.load(), kRounds);
    QCOMPARE(*engine->getItem({"Shop", kKey, true}).item->find("total"), value::AttributeValue::number(kThreads * kRounds));
}

std::unique_ptr<QObject> makeWriteTest()
{
    return std::make_unique<WriteTest>();
}

#include "write_test.moc"
