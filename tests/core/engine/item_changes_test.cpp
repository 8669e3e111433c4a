#include <atomic>
#include <map>
#include <thread>

#include "tests/core/engine/tables.h"
#include "tests/core/engine/write_requests.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using engine::ChangeKind;
using schema::StreamViewType;
using test::item;
using test::textOf;

namespace {

/// An engine whose clock a test sets.
class Timed {
public:
    explicit Timed(engine::EngineOptions given = {}, storage::StoreOptions store = {.folder = "memory", .inMemory = true})
    {
        options = std::move(given);
        options.clock = [this] { return now.load(); };
        engine = std::make_unique<engine::Engine>(storage::Store::open(store), options);
    }

    std::atomic<std::int64_t> now = 1'795'000'000'000;
    engine::EngineOptions options;
    std::unique_ptr<engine::Engine> engine;
};

schema::TableDefinition streamed(StreamViewType viewType)
{
    schema::TableDefinition table = test::table("Shop", "pk:S sk:N");
    table.streamViewType = viewType;
    return table;
}

engine::UpdateItemRequest setText(const value::Item &key, const std::string &text)
{
    return test::update("Shop", key, "SET t = :t", R"({":t":{"S":")" + text + R"("}})");
}

/// All records of the table's stream that can be read now, shard by shard.
std::vector<engine::StreamRecord> records(const engine::Engine &engine)
{
    std::vector<engine::StreamRecord> all;
    const std::string arn = engine.streams().list({"Shop"}).streams.at(0).arn;
    for (const engine::ShardDescription &shard : engine.streams().describe({arn}).shards) {
        std::optional<std::string> iterator = engine.streams().iterator({arn, shard.id});
        while (iterator) {
            const auto page = engine.streams().records(*iterator);
            all.insert(all.end(), page.records.begin(), page.records.end());
            iterator = page.records.empty() ? std::nullopt : page.nextIterator;
        }
    }
    return all;
}

/// "MODIFY {key} old {…} new {…}", one line a record.
std::string linesOf(const std::vector<engine::StreamRecord> &records)
{
    std::string lines;
    for (const engine::StreamRecord &record : records) {
        const auto kind = static_cast<std::size_t>(record.change.kind);
        lines += std::vector<std::string>{"INSERT", "MODIFY", "REMOVE"}.at(kind) + (record.change.byService ? " by the service" : "") + " "
            + textOf(record.change.key);
        if (record.change.oldImage)
            lines += " old " + textOf(*record.change.oldImage);
        if (record.change.newImage)
            lines += " new " + textOf(*record.change.newImage);
        lines += "\n";
    }
    return lines;
}

const std::string kKeyText = R"({"pk":{"S":"a"},"sk":{"N":"1"}})";
std::string withText(const std::string &text)
{
    return R"({"pk":{"S":"a"},"sk":{"N":"1"},"t":{"S":")" + text + R"("}})";
}

schema::TableDefinition lagging()
{
    schema::TableDefinition table = test::table("Shop", "pk:S sk:N");
    table.localIndexes = {test::index("Local", "pk:S t:S")};
    table.globalIndexes = {test::index("Moving", "t:S"), test::index("Keys", "u:S", schema::ProjectionType::KeysOnly)};
    return table;
}

std::size_t entriesIn(const engine::Engine &engine, const std::string &index)
{
    return test::allItems(engine, engine::ScanRequest{.table = "Shop", .index = index}).size();
}

} // namespace

/// What a write leaves beside the item: records in the stream, and changes of indexes that lag behind.
class ItemChangesTest : public QObject {
    Q_OBJECT

private slots:
    void aStreamShowsWhatItsViewTypeSays_data();
    void aStreamShowsWhatItsViewTypeSays();
    void onlyRealChangesAreRecorded();
    void batchesAndTransactionsAreRecorded();
    void anExpiryIsTheServices();
    void aReaderSeesEveryRecordOnceWhileOthersWrite();
    void transfersAreRecordedTogether();
    void aLaggingIndexFollowsWhenItsTimeComes();
    void aLaggingIndexIsChargedAtOnce();
    void whatIsHeldBackSurvivesAndIsAppliedInOrder();
    void aBackfillAndALagAgree();
};

void ItemChangesTest::aStreamShowsWhatItsViewTypeSays_data()
{
    QTest::addColumn<int>("viewType");
    QTest::addColumn<std::string>("expected");
    const std::string insert = "INSERT " + kKeyText;
    const std::string modify = "MODIFY " + kKeyText;
    const std::string remove = "REMOVE " + kKeyText;
    const auto row = [](const char *name, StreamViewType type, const std::string &expected) {
        QTest::newRow(name) << static_cast<int>(type) << expected;
    };
    row("KEYS_ONLY", StreamViewType::KeysOnly, insert + "\n" + modify + "\n" + remove + "\n");
    row("NEW_IMAGE", StreamViewType::NewImage,
        insert + " new " + withText("x") + "\n" + modify + " new " + withText("y") + "\n" + remove + "\n");
    row("OLD_IMAGE", StreamViewType::OldImage,
        insert + "\n" + modify + " old " + withText("x") + "\n" + remove + " old " + withText("y") + "\n");
    row("NEW_AND_OLD_IMAGES", StreamViewType::NewAndOldImages,
        insert + " new " + withText("x") + "\n" + modify + " old " + withText("x") + " new " + withText("y") + "\n" + remove + " old "
            + withText("y") + "\n");
}

void ItemChangesTest::aStreamShowsWhatItsViewTypeSays()
{
    QFETCH(int, viewType);
    QFETCH(std::string, expected);
    const Timed timed;
    timed.engine->createTable(streamed(static_cast<StreamViewType>(viewType)));
    test::put(*timed.engine, "Shop", withText("x"));
    timed.engine->updateItem(setText(item(kKeyText), "y"));
    timed.engine->deleteItem({"Shop", item(kKeyText)});
    QCOMPARE(linesOf(records(*timed.engine)), expected);
}

void ItemChangesTest::onlyRealChangesAreRecorded()
{
    const Timed timed;
    timed.engine->createTable(streamed(StreamViewType::KeysOnly));
    test::put(*timed.engine, "Shop", withText("x"));
    test::put(*timed.engine, "Shop", withText("x"));
    timed.engine->updateItem(setText(item(kKeyText), "x"));
    timed.engine->deleteItem({"Shop", item(R"({"pk":{"S":"none"},"sk":{"N":"1"}})")});
    engine::PutItemRequest refused{"Shop", item(withText("y"))};
    refused.condition = test::condition("attribute_not_exists(pk)", "{}");
    timed.engine->putItem(refused);
    QCOMPARE(linesOf(records(*timed.engine)), "INSERT " + kKeyText + "\n");
}

void ItemChangesTest::batchesAndTransactionsAreRecorded()
{
    const Timed timed;
    timed.engine->createTable(streamed(StreamViewType::KeysOnly));
    timed.engine->batchWriteItems({{engine::PutItemRequest{"Shop", item(R"({"pk":{"S":"b"},"sk":{"N":"1"}})")},
                                    engine::PutItemRequest{"Shop", item(R"({"pk":{"S":"b"},"sk":{"N":"2"}})")}}});
    timed.engine->transactWriteItems({{engine::DeleteItemRequest{"Shop", item(R"({"pk":{"S":"b"},"sk":{"N":"1"}})")},
                                       setText(item(R"({"pk":{"S":"b"},"sk":{"N":"2"}})"), "x")}});
    const std::string one = R"({"pk":{"S":"b"},"sk":{"N":"1"}})";
    const std::string two = R"({"pk":{"S":"b"},"sk":{"N":"2"}})";
    QCOMPARE(linesOf(records(*timed.engine)), "INSERT " + one + "\nINSERT " + two + "\nREMOVE " + one + "\nMODIFY " + two + "\n");
}

void ItemChangesTest::anExpiryIsTheServices()
{
    const Timed timed;
    timed.engine->createTable(streamed(StreamViewType::OldImage));
    test::put(*timed.engine, "Shop", withText("x"));
    const auto hasText = [](const std::string &text) {
        return [text](const value::Item &each) { return *each.find("t")->get<std::string>() == text; };
    };
    QVERIFY(!timed.engine->writer().removeExpired("Shop", item(kKeyText), hasText("y")));
    QVERIFY(timed.engine->writer().removeExpired("Shop", item(kKeyText), hasText("x")));
    QVERIFY(!timed.engine->writer().removeExpired("Shop", item(kKeyText), hasText("x")));
    QCOMPARE(linesOf(records(*timed.engine)),
             "INSERT " + kKeyText + "\nREMOVE by the service " + kKeyText + " old " + withText("x") + "\n");
    QCOMPARE(timed.engine->describeTable("Shop").itemCount, std::int64_t(0));
}

/// Each of four writers counts its own items up; the reader follows the shards as they split and must see every step of
/// every item, in order, and nothing twice.
void ItemChangesTest::aReaderSeesEveryRecordOnceWhileOthersWrite()
{
    constexpr int kWriters = 4;
    constexpr int kItems = 5;
    const int steps = qEnvironmentVariableIsSet("KEYWRIGHT_LONG") ? 5'000 : 200;
    engine::EngineOptions options;
    options.streams.shardChanges = 150;
    options.streams.openShards = 6;
    const Timed timed(options);
    timed.engine->createTable(streamed(StreamViewType::NewImage));
    const std::string arn = timed.engine->streams().list({}).streams.at(0).arn;

    std::vector<std::jthread> writers;
    for (int writer = 0; writer < kWriters; ++writer)
        writers.emplace_back([&timed, writer, steps] {
            for (int step = 1; step <= steps; ++step) {
                const std::string pk = std::to_string(writer) + "/" + std::to_string(step % kItems);
                timed.engine->putItem(
                    {"Shop",
                     {{"pk", pk}, {"sk", value::AttributeValue::number(1)}, {"step", value::AttributeValue::number(step / kItems)}}});
            }
        });

    std::map<std::string, std::optional<std::string>> iterators; // by shard; empty when read to its end
    std::map<std::string, std::int64_t> lastStep;
    std::map<std::string, std::string> lastNumber; // by shard
    int seen = 0;
    for (int idle = 0; seen < kWriters * steps && idle < 1'000'000; ++idle) {
        for (const engine::ShardDescription &shard : timed.engine->streams().describe({arn}).shards) {
            const auto parent = shard.parentId ? iterators.find(*shard.parentId) : iterators.end();
            if (parent != iterators.end() && parent->second)
                break; // children come after their parents
            auto &iterator = iterators.try_emplace(shard.id, timed.engine->streams().iterator({arn, shard.id})).first->second;
            if (!iterator)
                continue;
            const auto page = timed.engine->streams().records(*iterator, 50);
            for (const engine::StreamRecord &record : page.records) {
                std::int64_t step = 0;
                record.change.newImage->find("step")->get<value::Decimal>()->toInteger(step);
                const std::string pk = *record.change.key.find("pk")->get<std::string>();
                const auto before = lastStep.find(pk);
                QCOMPARE(step, before == lastStep.end() ? (pk.ends_with("/0") ? 1 : 0) : before->second + 1);
                lastStep[pk] = step;
                QVERIFY(lastNumber[shard.id] < record.sequenceNumber);
                lastNumber[shard.id] = record.sequenceNumber;
                ++seen;
            }
            iterator = page.nextIterator;
        }
    }
    QCOMPARE(seen, kWriters * steps);
    QVERIFY(iterators.size() > 1);
}

void ItemChangesTest::transfersAreRecordedTogether()
{
    const Timed timed;
    timed.engine->createTable(streamed(StreamViewType::NewImage));
    constexpr int kTransfers = 200;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread)
            threads.emplace_back([&timed] {
                for (int i = 0; i < kTransfers; ++i) {
                    const auto add = [](const char *pk, const char *amount) {
                        return test::update("Shop", {{"pk", pk}, {"sk", value::AttributeValue::number(1)}}, "ADD n :n",
                                            std::string(R"({":n":{"N":")") + amount + R"("}})");
                    };
                    timed.engine->transactWriteItems({{add("from", "-1"), add("to", "1")}});
                }
            });
    }
    const auto all = records(*timed.engine);
    QCOMPARE(all.size(), std::size_t(2 * 4 * kTransfers));
    for (std::size_t i = 0; i < all.size(); i += 2) {
        const auto amount = [&](std::size_t at) { return all[at].change.newImage->find("n")->get<value::Decimal>()->text(); };
        QCOMPARE(amount(i), "-" + amount(i + 1));
        QCOMPARE(amount(i + 1), std::to_string(i / 2 + 1));
    }
}

void ItemChangesTest::aLaggingIndexFollowsWhenItsTimeComes()
{
    engine::EngineOptions options;
    options.indexDelayMs = 500;
    Timed timed(options);
    timed.engine->createTable(lagging());
    test::put(*timed.engine, "Shop", withText("x"));
    QCOMPARE(entriesIn(*timed.engine, "Moving"), std::size_t(0));
    QCOMPARE(entriesIn(*timed.engine, "Local"), std::size_t(1));
    timed.now += 499;
    timed.engine->jobs().runUntilIdle();
    QCOMPARE(entriesIn(*timed.engine, "Moving"), std::size_t(0));
    timed.engine->updateItem(setText(item(kKeyText), "y"));
    timed.now += 1;
    timed.engine->jobs().runUntilIdle();
    QCOMPARE(textOf(test::allItems(*timed.engine, engine::ScanRequest{.table = "Shop", .index = "Moving"}).at(0)), withText("x"));
    timed.now += 499;
    timed.engine->jobs().runUntilIdle();
    QCOMPARE(test::contradictionsIn(*timed.engine, "Shop"), std::string());
    timed.engine->deleteItem({"Shop", item(kKeyText)});
    QCOMPARE(entriesIn(*timed.engine, "Moving"), std::size_t(1));
    timed.now += 500;
    timed.engine->jobs().runUntilIdle();
    QCOMPARE(test::contradictionsIn(*timed.engine, "Shop"), std::string());
}

void ItemChangesTest::aLaggingIndexIsChargedAtOnce()
{
    engine::EngineOptions options;
    options.indexDelayMs = 500;
    const Timed timed(options);
    timed.engine->createTable(lagging());
    QCOMPARE(test::unitsOf(test::put(*timed.engine, "Shop", withText("x"))), std::string("Shop 1, L:Local 1, G:Moving 1"));
    QCOMPARE(test::unitsOf(test::put(*timed.engine, "Shop", withText("y"))), std::string("Shop 1, L:Local 2, G:Moving 2"));
}

void ItemChangesTest::whatIsHeldBackSurvivesAndIsAppliedInOrder()
{
    const test::TemporaryFolder folder;
    engine::EngineOptions options;
    options.indexDelayMs = 500;
    {
        const Timed timed(options, {.folder = folder.path()});
        timed.engine->createTable(lagging());
        for (int number = 0; number < 250; ++number)
            test::put(*timed.engine, "Shop",
                      R"({"pk":{"S":"a"},"sk":{"N":")" + std::to_string(number % 7) + R"("},"t":{"S":")" + std::to_string(number % 11)
                          + R"("},"u":{"S":")" + std::to_string(number % 3) + R"("}})");
    }
    {
        Timed timed(options, {.folder = folder.path()});
        QCOMPARE(entriesIn(*timed.engine, "Moving"), std::size_t(0));
        timed.now += 500;
        timed.engine->jobs().step(); // some of them
        QVERIFY(entriesIn(*timed.engine, "Moving") > 0);
    }
    const Timed timed({}, {.folder = folder.path()}); // without a delay nothing lags, from the start
    QCOMPARE(entriesIn(*timed.engine, "Moving"), std::size_t(7));
    QCOMPARE(test::contradictionsIn(*timed.engine, "Shop"), std::string());
}

void ItemChangesTest::aBackfillAndALagAgree()
{
    engine::EngineOptions options;
    options.indexDelayMs = 500;
    Timed timed(options);
    timed.engine->createTable(lagging());
    test::put(*timed.engine, "Shop", withText("x"));
    timed.engine->updateItem(setText(item(kKeyText), "y"));
    // Table 1 and its second index, the first GSI.
    std::string entry;
    const value::Item key = item(kKeyText);
    storage::appendKeyValue(entry, *key.find("pk"));
    entry = storage::collectionPrefix(1, storage::kBaseIndex, entry);
    storage::appendKeyValue(entry, *key.find("sk"));
    for (int twice = 0; twice < 2; ++twice) {
        storage::Batch cursor;
        QVERIFY(timed.engine->writer().backfill("Shop", 2, {entry}, std::move(cursor)));
        QCOMPARE(entriesIn(*timed.engine, "Moving"), std::size_t(1));
    }
    timed.now += 500;
    timed.engine->jobs().runUntilIdle();
    QCOMPARE(test::contradictionsIn(*timed.engine, "Shop"), std::string());
    QVERIFY(!timed.engine->writer().backfill("Shop", 99, {entry}, {}));
    QVERIFY(!timed.engine->writer().backfill("Gone", 2, {entry}, {}));
}

std::unique_ptr<QObject> makeItemChangesTest()
{
    return std::make_unique<ItemChangesTest>();
}

#include "item_changes_test.moc"
