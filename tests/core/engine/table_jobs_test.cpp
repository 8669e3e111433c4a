#include <atomic>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>

#include "core/engine/engine.h"
#include "core/engine/expiry.h"
#include "tests/core/engine/tables.h"
#include "tests/support/item_text.h"
#include "tests/support/run_classes.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using namespace keywright::test;
using namespace std::string_literals;

namespace {

constexpr std::int64_t kNow = 1'795'000'000; // seconds

std::string itemText(int number, int turn)
{
    const std::string attribute = number % 3 == 0 ? "" : ",\"turn\":{\"N\":\"" + std::to_string(turn) + "\"}";
    return "{\"pk\":{\"S\":\"p" + std::to_string(number % 50) + "\"},\"sk\":{\"N\":\"" + std::to_string(number) + "\"}" + attribute
        + ",\"wrong\":" + (number % 2 == 0 ? "{\"S\":\"text\"}" : "{\"N\":\"7\"}") + "}";
}

void fill(engine::Engine &engine, int items)
{
    for (int number = 0; number < items; ++number)
        put(engine, "Tab", itemText(number, 0));
}

engine::UpdateTableRequest tableJobsNewIndex(const std::string &name, const std::string &keyText)
{
    engine::UpdateTableRequest request;
    request.table = "Tab";
    request.indexActions = {engine::CreateIndexAction{index(name, keyText)}};
    return request;
}

std::size_t entriesIn(const std::filesystem::path &folder)
{
    const auto store = storage::Store::open({.folder = folder});
    const storage::Snapshot snapshot = store->snapshot();
    storage::Cursor cursor = snapshot.cursor();
    std::string first;
    storage::appendBigEndian32(first, 1);
    std::size_t count = 0;
    for (cursor.seek(first); cursor.isValid(); cursor.next())
        ++count;
    return count;
}

} // namespace

class TableJobsTest : public QObject {
    Q_OBJECT

private slots:
    void aJobThatFailsIsTriedAgainAndLeavesOthersTheirTurn()
    {
        bool isFull = true;
        int others = 0;
        engine::Jobs jobs;
        jobs.add("first", [&]() -> bool {
            if (isFull)
                throw std::runtime_error("The disk is full.");
            return false;
        });
        jobs.add("second", [&] { return ++others < 2; });
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, jobs.step());
        QCOMPARE(others, 1);
        QCOMPARE(jobs.failure().value_or(""), "first: The disk is full."s);
        isFull = false;
        QVERIFY(!jobs.step());
        QCOMPARE(others, 2);
        QVERIFY(!jobs.failure());
    }

    /// Writers change, move, add and remove entries while older items are brought in.
    void anIndexIsFilledWhileWritesGoOn()
    {
        const auto engine = engineInMemory();
        engine->createTable(table("Tab", "pk:S sk:N"));
        fill(*engine, 1000);
        engine->tables().update(tableJobsNewIndex("ByTurn", "turn:N"));
        std::atomic<bool> isDone = false;
        std::vector<std::thread> writers;
        for (int writer = 0; writer < 3; ++writer)
            writers.emplace_back([&engine, &isDone, writer] {
                for (int round = 1; round < 4 || !isDone; ++round)
                    for (int number = writer; number < 1200; number += 7) {
                        if (round % 3 == 2)
                            engine->deleteItem({.table = "Tab",
                                                .key = item("{\"pk\":{\"S\":\"p" + std::to_string(number % 50) + "\"},\"sk\":{\"N\":\""
                                                            + std::to_string(number) + "\"}}")});
                        else
                            put(*engine, "Tab", itemText(number, round));
                    }
            });
        engine->jobs().runUntilIdle();
        isDone = true;
        for (std::thread &writer : writers)
            writer.join();
        QVERIFY(!engine->describeTable("Tab").indexes.at(0).isBackfilling);
        QCOMPARE(contradictionsIn(*engine, "Tab"), ""s);
        QCOMPARE(engine->describeTable("Tab").indexes.at(0).itemCount,
                 static_cast<std::int64_t>(allItems(*engine, engine::ScanRequest{.table = "Tab", .index = "ByTurn"}).size()));
    }

    /// An engine that goes in the middle leaves its cursor; what was written meanwhile by the next one is right too.
    void fillingGoesOnAfterAnInterruption()
    {
        const TemporaryFolder folder;
        {
            const auto engine = engineOn(folder.path());
            engine->createTable(table("Tab", "pk:S sk:N"));
            fill(*engine, 500);
            engine->tables().update(tableJobsNewIndex("ByTurn", "turn:N"));
            engine->jobs().step();
            engine->jobs().step();
            QVERIFY(engine->describeTable("Tab").indexes.at(0).isBackfilling);
            QVERIFY(engine->describeTable("Tab").indexes.at(0).itemCount > 0);
        }
        const auto engine = engineOn(folder.path());
        QVERIFY(engine->describeTable("Tab").indexes.at(0).isBackfilling);
        for (int number = 0; number < 500; number += 3)
            put(*engine, "Tab", itemText(number + 1, 5));
        engine->jobs().runUntilIdle();
        QVERIFY(!engine->describeTable("Tab").indexes.at(0).isBackfilling);
        QCOMPARE(contradictionsIn(*engine, "Tab"), ""s);
    }

    void itemsThatDoNotFitTheNewKeyAreLeftOut()
    {
        const auto engine = engineInMemory();
        engine->createTable(table("Tab", "pk:S sk:N"));
        fill(*engine, 100);
        engine->tables().update(tableJobsNewIndex("ByWrong", "wrong:S"));
        engine->jobs().runUntilIdle();
        QCOMPARE(engine->scan({.table = "Tab", .index = "ByWrong"}).count, 50);
        QCOMPARE(engine->describeTable("Tab").indexes.at(0).itemCount, 50);
        // An item that was left out comes in as soon as it fits.
        put(*engine, "Tab", "{\"pk\":{\"S\":\"p1\"},\"sk\":{\"N\":\"1\"},\"wrong\":{\"S\":\"right\"}}");
        QCOMPARE(engine->describeTable("Tab").indexes.at(0).itemCount, 51);
    }

    void nothingIsLeftOfWhatWasDropped()
    {
        const TemporaryFolder folder;
        {
            const auto engine = engineOn(folder.path());
            schema::TableDefinition definition = table("Tab", "pk:S sk:N");
            definition.globalIndexes = {index("ByTurn", "turn:N")};
            engine->createTable(definition);
            engine->timeToLive().update("Tab", "turn", true);
            fill(*engine, 3000);
            engine->tables().drop("Tab");
            QVERIFY(engine->listTables().empty());
            engine->jobs().step(); // some of it
        }
        QVERIFY(entriesIn(folder.path()) > 1000);
        {
            const auto engine = engineOn(folder.path());
            engine->createTable(table("Tab", "pk:S sk:N"));
            put(*engine, "Tab", itemText(1, 1));
            engine->jobs().runUntilIdle();
            QCOMPARE(engine->describeTable("Tab").itemCount, 1);
            QCOMPARE(contradictionsIn(*engine, "Tab"), ""s);
        }
        QCOMPARE(entriesIn(folder.path()), std::size_t{1});
    }

    void aDroppedIndexIsSweptAndItsTableStays()
    {
        const TemporaryFolder folder;
        {
            const auto engine = engineOn(folder.path());
            schema::TableDefinition definition = table("Tab", "pk:S sk:N");
            definition.globalIndexes = {index("ByTurn", "turn:N")};
            engine->createTable(definition);
            fill(*engine, 90);
            engine::UpdateTableRequest request;
            request.table = "Tab";
            request.indexActions = {engine::DeleteIndexAction{"ByTurn"}};
            engine->tables().update(request);
            engine->jobs().runUntilIdle();
            QCOMPARE(contradictionsIn(*engine, "Tab"), ""s);
        }
        QCOMPARE(entriesIn(folder.path()), std::size_t{90});
    }

    void expirySecondsAreWholeNumbersThatAClockCanShow()
    {
        const auto second = [](const std::string &value) {
            const auto found = engine::expirySecond(item("{\"a\":" + value + "}"), "a");
            return found ? std::to_string(*found) : "never"s;
        };
        QCOMPARE(second("{\"N\":\"1795000000\"}"), "1795000000"s);
        QCOMPARE(second("{\"N\":\"1795000000.9\"}"), "1795000000"s);
        QCOMPARE(second("{\"N\":\"0\"}"), "0"s);
        QCOMPARE(second("{\"N\":\"-1\"}"), "never"s);
        QCOMPARE(second("{\"N\":\"1E+100\"}"), "never"s);
        QCOMPARE(second("{\"S\":\"1795000000\"}"), "never"s);
        QVERIFY(!engine::expirySecond({}, "a"));
    }

    void expiredItemsAreRemovedAsTheServiceDoes()
    {
        std::int64_t seconds = kNow;
        engine::EngineOptions options;
        options.clock = [&seconds] { return seconds * 1000; };
        engine::Engine engine(storage::Store::open({.folder = "memory", .inMemory = true}), options);
        schema::TableDefinition definition = table("Tab", "pk:S");
        definition.globalIndexes = {index("All", "kind:S")};
        definition.streamViewType = schema::StreamViewType::KeysOnly;
        engine.createTable(definition);
        const auto add = [&engine](const std::string &name, const std::string &ends) {
            put(engine, "Tab", "{\"pk\":{\"S\":\"" + name + "\"},\"kind\":{\"S\":\"k\"},\"ends\":" + ends + "}");
        };
        const auto number = [](std::int64_t value) { return "{\"N\":\"" + std::to_string(value) + "\"}"; };
        const auto names = [&engine] {
            std::set<std::string> all;
            for (const value::Item &each : allItems(engine, engine::ScanRequest{.table = "Tab"}))
                all.insert(*each.find("pk")->get<std::string>());
            std::string text;
            for (const std::string &name : all)
                text += name + " ";
            return text;
        };
        add("before", number(kNow - 10));
        add("long ago", number(kNow - 5LL * 365 * 86'400 - 1));
        add("text", "{\"S\":\"1\"}");
        // Those that are there already are found too.
        engine.timeToLive().update("Tab", "ends", true);
        QVERIFY(engine.timeToLive().describe("Tab").status == engine::TimeToLiveStatus::Enabling);
        QCOMPARE(names(), "before long ago text "s);
        engine.jobs().runUntilIdle();
        engine.jobs().runUntilIdle();
        QVERIFY(engine.timeToLive().describe("Tab").status == engine::TimeToLiveStatus::Enabled);
        QCOMPARE(names(), "long ago text "s);

        add("soon", number(kNow + 10));
        add("moved", number(kNow + 10));
        add("moved", number(kNow + 20));
        engine.jobs().runUntilIdle();
        QCOMPARE(names(), "long ago moved soon text "s);
        seconds = kNow + 10;
        engine.jobs().runUntilIdle();
        QCOMPARE(names(), "long ago moved soon text "s);
        seconds = kNow + 11;
        engine.jobs().runUntilIdle();
        QCOMPARE(names(), "long ago moved text "s);
        seconds = kNow + 21;
        engine.jobs().runUntilIdle();
        QCOMPARE(names(), "long ago text "s);
        QCOMPARE(contradictionsIn(engine, "Tab"), ""s);

        const std::string stream = engine.describeTable("Tab").latestStreamArn;
        const std::string shard = engine.streams().describe({.arn = stream}).shards.front().id;
        const auto records = engine.streams().records(engine.streams().iterator({.arn = stream, .shardId = shard})).records;
        int byService = 0;
        for (const auto &record : records)
            byService += record.change.byService ? 1 : 0;
        QCOMPARE(byService, 3);
    }

    void timeToLiveIsSwitchedOnAndOff()
    {
        const auto engine = engineInMemory();
        engine->createTable(table("Tab", "pk:S sk:N"));
        engine::TimeToLive &timeToLive = engine->timeToLive();
        const auto failure = [&](const std::string &attribute, bool enabled) {
            return errorOf([&] { timeToLive.update("Tab", attribute, enabled); });
        };
        QVERIFY(timeToLive.describe("Tab").status == engine::TimeToLiveStatus::Disabled);
        QCOMPARE(failure("ends", false), "ValidationException: TimeToLive is already disabled"s);
        timeToLive.update("Tab", "ends", true);
        QVERIFY(timeToLive.describe("Tab").status == engine::TimeToLiveStatus::Enabled);
        QCOMPARE(timeToLive.describe("Tab").attribute, "ends"s);
        QCOMPARE(failure("ends", true), "ValidationException: TimeToLive is already enabled"s);
        QCOMPARE(failure("other", true),
                 "ValidationException: TimeToLive is active on a different AttributeName: current AttributeName is ends"s);
        timeToLive.update("Tab", "ends", false);
        QVERIFY(timeToLive.describe("Tab").status == engine::TimeToLiveStatus::Disabled);
        QCOMPARE(timeToLive.describe("Tab").attribute, ""s);
        put(*engine, "Tab", "{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"},\"ends\":{\"N\":\"1\"}}");
        engine->jobs().runUntilIdle();
        QCOMPARE(engine->describeTable("Tab").itemCount, 1);
        QCOMPARE(errorOf([&] { timeToLive.describe("None"); }),
                 "ResourceNotFoundException: Requested resource not found: Table: None not found"s);
    }
};

std::unique_ptr<QObject> makeTableJobsTest()
{
    return std::make_unique<TableJobsTest>();
}

#include "table_jobs_test.moc"
