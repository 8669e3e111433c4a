#include "tests/core/engine/tables.h"
#include "tests/core/engine/write_requests.h"
#include "tests/support/item_text.h"

using namespace keywright;
using test::errorOf;
using test::item;
using test::unitsOf;

namespace {

constexpr std::int64_t kBatchWriteMinute = 60 * 1000;

value::Item nameKey(const std::string &name)
{
    return {{"pk", name}};
}

value::Item sized(const std::string &name, std::size_t bytes)
{
    return {{"pk", name}, {"text", std::string(bytes, 'x')}};
}

std::unique_ptr<engine::Engine> engineWith(engine::EngineOptions options)
{
    return std::make_unique<engine::Engine>(storage::Store::open({.folder = "memory", .inMemory = true}), std::move(options));
}

/// An engine with a plain table, and a clock that a test sets.
class Shop {
public:
    Shop()
    {
        engine::EngineOptions options;
        options.clock = [this] { return now; };
        engine = engineWith(options);
        engine->createTable(test::table("Shop", "pk:S"));
    }

    engine::UpdateItemRequest addOne(const std::string &name) const
    {
        return test::update("Shop", nameKey(name), "ADD visits :one", R"({":one":{"N":"1"}})");
    }
    std::string visits(const std::string &name) const
    {
        const auto found = engine->getItem({"Shop", nameKey(name), true}).item;
        return found ? found->find("visits")->get<value::Decimal>()->text() : "none";
    }

    std::int64_t now = 1'795'000'000'000;
    std::unique_ptr<engine::Engine> engine;
};

/// A table with an LSI, whose item collections may hold 10,000 bytes.
std::unique_ptr<engine::Engine> collections()
{
    engine::EngineOptions options;
    options.itemCollectionBytes = 10'000;
    auto engine = engineWith(options);
    schema::TableDefinition table = test::table("Posts", "pk:S sk:N");
    table.localIndexes = {test::index("byDay", "pk:S day:N")};
    engine->createTable(table);
    return engine;
}

engine::PutItemRequest post(const std::string &pk, int number, std::size_t bytes)
{
    engine::PutItemRequest put{"Posts", {{"pk", pk}, {"sk", value::AttributeValue::number(number)}, {"text", std::string(bytes, 'x')}}};
    put.item.set("day", value::AttributeValue::number(number));
    return put;
}

} // namespace

/// BatchWriteItem, request tokens, item collections, and the sizes that are refused.
class BatchWriteTest : public QObject {
    Q_OBJECT

private slots:
    void aBatchWritesAndChargesEachItem();
    void aBatchRefusesAnItemTwice();
    void aBatchWithAFaultWritesNothing();
    void aRepeatedTransactionIsMadeOnce();
    void aTokenWithOtherActionsIsRefused();
    void aTokenIsForgottenAfterTenMinutes();
    void aCancelledTransactionUsesNoToken();
    void aTransactionHoldsFourMegabytes();
    void reasonsStandInTheOrderOfTheActions();
    void anItemCollectionTellsItsSize();
    void anItemCollectionHasALimit();
    void anUpdateIsRefusedBeforeItRuns();
    void aRefusedWriteIsChargedForTheLargerItem();
};

void BatchWriteTest::aBatchWritesAndChargesEachItem()
{
    const Shop shop;
    shop.engine->createTable(test::table("Log", "pk:S"));
    shop.engine->putItem({"Shop", sized("old", 2'000)});
    const auto result =
        shop.engine->batchWriteItems({{engine::PutItemRequest{"Shop", sized("a", 1'500)}, engine::DeleteItemRequest{"Shop", nameKey("old")},
                                       engine::PutItemRequest{"Log", nameKey("a")}, engine::DeleteItemRequest{"Log", nameKey("missing")}}});
    QCOMPARE(result.consumed.size(), std::size_t(4));
    QCOMPARE(unitsOf(result.consumed[0]), std::string("Shop 2"));
    QCOMPARE(unitsOf(result.consumed[1]), std::string("Shop 2"));
    QCOMPARE(unitsOf(result.consumed[2]), std::string("Log 1"));
    QCOMPARE(unitsOf(result.consumed[3]), std::string("Log 1"));
    QVERIFY(result.itemCollections.empty());
    QCOMPARE(shop.engine->describeTable("Shop").itemCount, std::int64_t(1));
    QCOMPARE(shop.engine->describeTable("Shop").sizeInBytes, std::int64_t(1'507));
    QVERIFY(shop.engine->getItem({"Log", nameKey("a"), true}).item);
}

void BatchWriteTest::aBatchRefusesAnItemTwice()
{
    const Shop shop;
    QCOMPARE(errorOf([&] {
                 shop.engine->batchWriteItems(
                     {{engine::PutItemRequest{"Shop", sized("a", 1)}, engine::DeleteItemRequest{"Shop", nameKey("a")}}});
             }),
             std::string("ValidationException: Provided list of item keys contains duplicates"));
    QCOMPARE(shop.engine->describeTable("Shop").itemCount, std::int64_t(0));
}

void BatchWriteTest::aBatchWithAFaultWritesNothing()
{
    const Shop shop;
    const auto batch = [&](engine::PutItemRequest second) {
        return errorOf([&] { shop.engine->batchWriteItems({{engine::PutItemRequest{"Shop", sized("a", 1)}, second}}); });
    };
    QCOMPARE(batch({"Shop", item(R"({"id":{"S":"x"}})")}),
             std::string("ValidationException: One or more parameter values were invalid: Missing the key pk in the item"));
    QCOMPARE(batch({"None", nameKey("x")}), std::string("ResourceNotFoundException: Requested resource not found"));
    QCOMPARE(batch({"Shop", sized("x", 409'600)}), std::string("ValidationException: Item size has exceeded the maximum allowed size"));
    QCOMPARE(shop.engine->describeTable("Shop").itemCount, std::int64_t(0));
}

void BatchWriteTest::aRepeatedTransactionIsMadeOnce()
{
    Shop shop;
    shop.engine->putItem({"Shop", sized("big", 5'000)});
    const engine::TransactWriteRequest request{{shop.addOne("a"), shop.addOne("big")}, engine::RequestToken{"token", "digest"}};
    const auto first = shop.engine->transactWriteItems(request);
    QVERIFY(!first.cancelled && !first.isRepeated);
    QCOMPARE(unitsOf(first.consumed.at(0)), std::string("Shop 12"));
    shop.now += 10 * kBatchWriteMinute - 1;
    const auto second = shop.engine->transactWriteItems(request);
    QVERIFY(!second.cancelled && second.isRepeated);
    QCOMPARE(unitsOf(second.consumed.at(0)), std::string("Shop 6")); // two units for each 4 KB read
    QCOMPARE(shop.visits("a"), std::string("1"));
    QCOMPARE(shop.visits("big"), std::string("1"));
}

void BatchWriteTest::aTokenWithOtherActionsIsRefused()
{
    Shop shop;
    shop.engine->transactWriteItems({{shop.addOne("a")}, engine::RequestToken{"token", "digest"}});
    QVERIFY(errorOf([&] {
                shop.engine->transactWriteItems({{shop.addOne("b")}, engine::RequestToken{"token", "other"}});
            }).starts_with("IdempotentParameterMismatchException: "));
    QCOMPARE(shop.visits("b"), std::string("none"));
}

void BatchWriteTest::aTokenIsForgottenAfterTenMinutes()
{
    Shop shop;
    const engine::RequestToken token{"token", "digest"};
    for (int round = 1; round <= 3; ++round) {
        QVERIFY(!shop.engine->transactWriteItems({{shop.addOne("a")}, token}).isRepeated);
        QCOMPARE(shop.visits("a"), std::to_string(round));
        shop.now += 10 * kBatchWriteMinute;
        if (round == 2)
            shop.engine->jobs().runUntilIdle();
    }
    shop.engine->transactWriteItems({{shop.addOne("a")}, token});
    shop.now += kBatchWriteMinute;
    shop.engine->jobs().runUntilIdle();
    QVERIFY(shop.engine->transactWriteItems({{shop.addOne("a")}, token}).isRepeated); // the job has not taken the new one
}

void BatchWriteTest::aCancelledTransactionUsesNoToken()
{
    Shop shop;
    engine::UpdateItemRequest onlyOld = shop.addOne("a");
    onlyOld.condition = test::condition("attribute_exists(pk)", "{}");
    const engine::TransactWriteRequest request{{onlyOld}, engine::RequestToken{"token", "digest"}};
    QVERIFY(shop.engine->transactWriteItems(request).cancelled);
    shop.engine->putItem({"Shop", nameKey("a")});
    QVERIFY(!shop.engine->transactWriteItems(request).cancelled);
    QCOMPARE(shop.visits("a"), std::string("1"));
}

void BatchWriteTest::aTransactionHoldsFourMegabytes()
{
    const Shop shop;
    engine::TransactWriteRequest request;
    for (int i = 0; i < 11; ++i)
        request.actions.emplace_back(engine::PutItemRequest{"Shop", sized("item" + std::to_string(i), 400'000)});
    QVERIFY(
        errorOf([&] { shop.engine->transactWriteItems(request); }).starts_with("ValidationException: Collection size of items exceeded"));
    QCOMPARE(shop.engine->describeTable("Shop").itemCount, std::int64_t(0));
    request.actions.pop_back();
    QVERIFY(!shop.engine->transactWriteItems(request).cancelled);
}

void BatchWriteTest::reasonsStandInTheOrderOfTheActions()
{
    const Shop shop;
    engine::DeleteItemRequest onlyOld{"Shop", nameKey("c")};
    onlyOld.condition = test::condition("attribute_exists(pk)", "{}");
    const auto result = shop.engine->transactWriteItems({{engine::DeleteItemRequest{"Shop", item(R"({"pk":{"N":"1"}})")}, shop.addOne("b"),
                                                          onlyOld, engine::PutItemRequest{"Shop", sized("d", 409'600)}}});
    QVERIFY(result.cancelled);
    std::string codes;
    for (const engine::CancellationReason &reason : result.reasons)
        codes += reason.code + " ";
    QCOMPARE(codes, std::string("ValidationError None ConditionalCheckFailed ValidationError "));
    QCOMPARE(result.reasons[0].message, std::string("The provided key element does not match the schema"));
    QCOMPARE(result.reasons[3].message, std::string("Item size has exceeded the maximum allowed size"));
    QCOMPARE(shop.visits("b"), std::string("none"));
}

void BatchWriteTest::anItemCollectionTellsItsSize()
{
    const auto engine = collections();
    engine::PutItemRequest put = post("a", 1, 100);
    QVERIFY(!engine->putItem(put).itemCollection);
    put.returnItemCollection = true;
    const auto collection = engine->putItem(put).itemCollection;
    QVERIFY(collection);
    QCOMPARE(test::textOf(collection->key), std::string(R"({"pk":{"S":"a"}})"));
    QCOMPARE(collection->lowerGigabytes, 0.0);
    QCOMPARE(collection->upperGigabytes, 1.0);
    engine::PutItemRequest other = post("b", 1, 100);
    engine::PutItemRequest second = post("a", 2, 100);
    other.returnItemCollection = second.returnItemCollection = true;
    QCOMPARE(engine->batchWriteItems({{put, other, second}}).itemCollections.size(), std::size_t(2));
    QCOMPARE(engine->transactWriteItems({{put, second}}).itemCollections.size(), std::size_t(1));
}

void BatchWriteTest::anItemCollectionHasALimit()
{
    const auto engine = collections(); // every item counts twice: in the table and in the LSI
    for (int number = 0; number < 4; ++number)
        engine->putItem(post("a", number, 1'000));
    const std::string refused = "ItemCollectionSizeLimitExceededException: Collection size exceeded.";
    QCOMPARE(errorOf([&] { engine->putItem(post("a", 5, 1'000)); }), refused);
    QCOMPARE(errorOf([&] { engine->batchWriteItems({{post("b", 1, 1), post("a", 5, 1'000)}}); }), refused);
    const auto result = engine->transactWriteItems({{post("b", 1, 1), post("a", 5, 1'000)}});
    QCOMPARE(result.reasons[0].code + " " + result.reasons[1].code, std::string("None ItemCollectionSizeLimitExceeded"));
    QCOMPARE(engine->describeTable("Posts").itemCount, std::int64_t(4));
    engine->putItem(post("b", 1, 4'000));
    engine->putItem(post("a", 0, 10)); // becoming smaller is always possible
    engine->putItem(post("a", 5, 500));
    QCOMPARE(test::contradictionsIn(*engine, "Posts"), std::string());
}

void BatchWriteTest::anUpdateIsRefusedBeforeItRuns()
{
    const Shop shop;
    // The item without its key, 3 bytes, and 19 for the action, against 409,600; the update itself would shorten it.
    const auto shorten = [&](std::size_t bytes) {
        shop.engine->putItem({"Shop", {{"pk", "a"}, {"t", std::string(bytes, 'x')}}});
        return errorOf([&] { shop.engine->updateItem(test::update("Shop", nameKey("a"), "SET t = :x", R"({":x":{"S":"x"}})")); });
    };
    QCOMPARE(shorten(409'577), std::string("no error"));
    QCOMPARE(shorten(409'578), std::string("ValidationException: Item size to update has exceeded the maximum allowed size"));
    shop.engine->putItem({"Shop", {{"pk", "a"}, {"t", std::string(409'594, 'x')}}});
    shop.engine->updateItem(test::update("Shop", nameKey("a"), "REMOVE t", "{}"));
    QVERIFY(!shop.engine->getItem({"Shop", nameKey("a"), true}).item->contains("t"));
}

void BatchWriteTest::aRefusedWriteIsChargedForTheLargerItem()
{
    const Shop shop;
    shop.engine->putItem({"Shop", sized("a", 2'500)});
    engine::PutItemRequest put{"Shop", sized("a", 100)};
    put.condition = test::condition("attribute_not_exists(pk)", "{}");
    QCOMPARE(unitsOf(shop.engine->putItem(put).consumed), std::string("Shop 3"));
    put.item = sized("a", 3'500);
    QCOMPARE(unitsOf(shop.engine->putItem(put).consumed), std::string("Shop 4"));
    engine::DeleteItemRequest gone{"Shop", nameKey("missing")};
    gone.condition = test::condition("attribute_exists(pk)", "{}");
    QCOMPARE(unitsOf(shop.engine->deleteItem(gone).consumed), std::string("Shop 1"));
}

std::unique_ptr<QObject> makeBatchWriteTest()
{
    return std::make_unique<BatchWriteTest>();
}

#include "batch_write_test.moc"
