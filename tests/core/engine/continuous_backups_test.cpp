#include <map>
#include <random>
#include <string>
#include <vector>

#include <QObject>
#include <QTest>

#include "tests/core/engine/backup_tables.h"
#include "tests/core/engine/tables.h"
#include "tests/support/item_text.h"
#include "tests/support/run_classes.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using namespace keywright::test;
using namespace std::string_literals;

namespace {

constexpr std::int64_t kDay = 86'400'000;

/// Keys and texts of what the store holds of the table's log.
std::size_t entriesInLog(const std::filesystem::path &folder, storage::TableId table, storage::IndexId log)
{
    const auto store = storage::Store::open({.folder = folder});
    const std::string prefix = storage::placePrefix(table, log);
    storage::Cursor cursor = store->cursor();
    std::size_t count = 0;
    for (cursor.seek(prefix); cursor.isValid() && cursor.key().starts_with(prefix); cursor.next())
        ++count;
    return count;
}

/// A table, and every state that it had.
class Recorded {
public:
    explicit Recorded(std::filesystem::path folder) : engine(std::move(folder)) { engine->createTable(ordersTable()); }

    /// One to three writes, at once or each for itself; then some time passes, or none.
    void write(std::mt19937 &random)
    {
        const int kind = static_cast<int>(random() % 10);
        const auto number = [&random] { return static_cast<int>(random() % 40); };
        const auto next = [&] { return item(orderItem(number(), static_cast<int>(random() % 6), random() % 90)); };
        if (kind < 5) {
            engine->putItem({"Orders", next()});
        } else if (kind < 7) {
            engine->deleteItem({"Orders", orderKey(number())});
        } else if (kind < 8) {
            engine::BatchWriteRequest batch;
            const int first = number();
            batch.actions.emplace_back(engine::PutItemRequest{"Orders", item(orderItem(first, 3))});
            batch.actions.emplace_back(engine::DeleteItemRequest{"Orders", orderKey(first + 1)});
            engine->batchWriteItems(batch);
        } else {
            engine::TransactWriteRequest both;
            const int first = number();
            both.actions.emplace_back(engine::PutItemRequest{"Orders", item(orderItem(first, 4))});
            both.actions.emplace_back(engine::PutItemRequest{"Orders", item(orderItem(first + 1, 5))});
            both.actions.emplace_back(engine::DeleteItemRequest{"Orders", orderKey(first + 2)});
            engine->transactWriteItems(both);
        }
        states[engine.now()] = scanText(*engine, "Orders");
        engine.pass(static_cast<std::int64_t>(random() % 4));
    }

    std::string at(std::int64_t moment) const
    {
        const auto after = states.upper_bound(moment);
        return after == states.begin() ? std::string() : std::prev(after)->second;
    }

    TimedEngine engine;
    std::map<std::int64_t, std::string> states; ///< at the end of the millisecond
};

std::map<std::string, std::string> byKey(const std::string &lines)
{
    std::map<std::string, std::string> items;
    std::string line;
    for (const char c : lines + "\n") {
        if (c != '\n') {
            line += c;
            continue;
        }
        if (!line.empty()) {
            const value::Item each = item(line);
            value::Item key;
            key.set("pk", *each.find("pk"));
            key.set("sk", *each.find("sk"));
            items[textOf(key)] = line;
        }
        line.clear();
    }
    return items;
}

} // namespace

class ContinuousBackupsTest : public QObject {
    Q_OBJECT

private slots:
    /// Random writes; the table read and restored at random moments equals what it was.
    void aTableIsReadAndRestoredAsItWas()
    {
        const int rounds = qEnvironmentVariableIsSet("KEYWRIGHT_LONG") ? 60 : 4;
        for (int round = 0; round < rounds; ++round) {
            std::mt19937 random(static_cast<unsigned>(round));
            const TemporaryFolder folder;
            Recorded recorded(folder.path());
            TimedEngine &engine = recorded.engine;
            for (int count = 0; count < 60; ++count)
                recorded.write(random);
            engine->continuousBackups().update("Orders", true, {});
            const std::int64_t since = engine.now();
            recorded.states[since] = scanText(*engine, "Orders");
            for (int count = 0; count < 400; ++count) {
                recorded.write(random);
                if (count % 150 == 149)
                    engine.reopen();
            }
            for (std::int64_t moment = since; moment <= engine.now(); ++moment)
                QCOMPARE(pastText(*engine, "Orders", moment), recorded.at(moment));
            for (int count = 0; count < 6; ++count) {
                const std::int64_t span = engine.now() - since;
                const std::int64_t moment = since + static_cast<std::int64_t>(random() % static_cast<unsigned>(span + 1));
                const std::string name = "Restored" + std::to_string(count);
                engine->restores().toPointInTime({name, "Orders", moment, {}});
                const std::string expected = recorded.at(moment);
                recorded.write(random);
                engine.runJobs();
                QCOMPARE(scanText(*engine, name), expected);
                QCOMPARE(contradictionsIn(*engine, name), ""s);
                checkChanges(recorded, moment, since + static_cast<std::int64_t>(random() % static_cast<unsigned>(span + 1)));
            }
        }
    }

    void theWindowIsThatOfTheDaysAndOfTheEnabling()
    {
        TimedEngine engine;
        engine->createTable(ordersTable());
        ContinuousBackups &backups = engine->continuousBackups();
        QVERIFY(!backups.describe("Orders").isRecoveryEnabled);
        const auto enabled = backups.update("Orders", true, {});
        QVERIFY(enabled.isRecoveryEnabled);
        QCOMPARE(enabled.recoveryPeriodInDays, std::int64_t(35));
        QCOMPARE(enabled.earliestRestorable, engine.now());
        QCOMPARE(enabled.latestRestorable, engine.now());
        engine.pass(3 * kDay);
        QCOMPARE(backups.describe("Orders").earliestRestorable, kBackupNow);
        QCOMPARE(backups.update("Orders", true, 2).earliestRestorable, kBackupNow + kDay);
        QCOMPARE(backups.update("Orders", true, {}).recoveryPeriodInDays, std::int64_t(2));
        // What two days did not keep does not come back with more of them.
        QCOMPARE(backups.update("Orders", true, 20).earliestRestorable, kBackupNow + kDay);
        engine.pass(kDay);
        QCOMPARE(backups.describe("Orders").earliestRestorable, kBackupNow + kDay);
        QCOMPARE(errorOf([&] { backups.update("Orders", false, 5); }),
                 "ValidationException: Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery."s);
        QVERIFY(!backups.update("Orders", false, {}).isRecoveryEnabled);
        QVERIFY(!backups.update("Orders", false, {}).isRecoveryEnabled);
        QCOMPARE(backups.update("Orders", true, {}).earliestRestorable, engine.now());
        QCOMPARE(backups.describe("Orders").recoveryPeriodInDays, std::int64_t(35));
        QCOMPARE(errorOf([&] { backups.describe("None"); }), "TableNotFoundException: Table not found: None"s);
    }

    void whatARestoreToAMomentRefuses()
    {
        TimedEngine engine;
        engine->createTable(ordersTable());
        engine->createTable(table("Other", "pk:S"));
        const auto failure = [&](const std::string &target, const std::string &source, std::optional<std::int64_t> moment) {
            return errorOf([&] { engine->restores().toPointInTime({target, source, moment, {}}); });
        };
        QCOMPARE(failure("Other", "Orders", 1),
                 "PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table 'Orders'"s);
        QCOMPARE(failure("Other", "None", 1), "TableNotFoundException: Table not found: None"s);
        engine->continuousBackups().update("Orders", true, {});
        engine.pass(5000);
        const std::string kBounds = " must be within EarliestRestorableDateTime '2026-11-18T11:06:40Z' and LatestRestorableDateTime "
                                    "'2026-11-18T11:06:45Z'";
        QCOMPARE(failure("Other", "Orders", kBackupNow - 1),
                 "InvalidRestoreTimeException: RestoreDateTime '2026-11-18T11:06:39Z'" + kBounds);
        QCOMPARE(failure("New", "Orders", kBackupNow + 5001),
                 "InvalidRestoreTimeException: RestoreDateTime '2026-11-18T11:06:45Z'" + kBounds);
        QCOMPARE(failure("Other", "Orders", {}), "TableAlreadyExistsException: Table already exists: Other"s);
        QCOMPARE(failure("Orders", "Orders", kBackupNow), "TableAlreadyExistsException: Table already exists: Orders"s);
        QCOMPARE(failure("New", "Orders", kBackupNow), "no error"s);
        QVERIFY(
            failure("New", "Orders", kBackupNow).starts_with("TableInUseException: Table: New is already being restored from table: arn:"));
    }

    void theLogHoldsTheChangesOfTheWindowAndNoMore()
    {
        const TemporaryFolder folder;
        TimedEngine engine(folder.path());
        engine->createTable(ordersTable());
        const storage::TableId id = engine->describeTable("Orders").number;
        put(*engine, "Orders", orderItem(0, 0));
        engine->continuousBackups().update("Orders", true, 1);
        constexpr storage::IndexId kLog = 4; // after three indexes
        for (int hour = 0; hour < 48; ++hour) {
            for (int number = 0; number < 100; ++number)
                put(*engine, "Orders", orderItem(number, hour));
            put(*engine, "Orders", orderItem(5, hour)); // as it is: no change
            engine.pass(3'600'000);
        }
        const std::string before = pastText(*engine, "Orders", engine.now() - kDay);
        engine.runJobs();
        QCOMPARE(pastText(*engine, "Orders", engine.now() - kDay), before);
        engine.reopen();
        {
            const TimedEngine closed(std::move(engine));
        }
        QCOMPARE(entriesInLog(folder.path(), id, kLog), std::size_t(2 * 24 * 100));
        {
            TimedEngine again(folder.path(), kBackupNow + 2 * kDay);
            again->continuousBackups().update("Orders", false, {});
            again.runJobs();
        }
        QCOMPARE(entriesInLog(folder.path(), id, kLog), std::size_t(0));
    }

    /// A restore goes on from what its source kept, whatever becomes of the source.
    void aSourceThatGoesLeavesItsRestoreWhatItNeeds()
    {
        const TemporaryFolder folder;
        TimedEngine engine(folder.path());
        engine->createTable(ordersTable());
        engine->continuousBackups().update("Orders", true, 1);
        for (int number = 0; number < 1000; ++number)
            put(*engine, "Orders", orderItem(number, 1));
        const std::string expected = scanText(*engine, "Orders");
        const std::int64_t moment = engine.now();
        engine.pass(10);
        for (int number = 0; number < 1500; number += 3)
            put(*engine, "Orders", orderItem(number, 2));
        engine->restores().toPointInTime({"Past", "Orders", moment, {}});
        engine->jobs().step();
        engine.pass(3 * kDay); // the moment has left the window
        engine->jobs().step();
        engine->tables().drop("Orders");
        engine.reopen();
        QVERIFY(engine->describeTable("Past").restore.has_value());
        engine.runJobs();
        QCOMPARE(scanText(*engine, "Past"), expected);
        QCOMPARE(contradictionsIn(*engine, "Past"), ""s);
    }

    void aRestoreWhoseSourceKeptNotAllIsGivenUp()
    {
        const TemporaryFolder folder;
        TimedEngine engine(folder.path());
        engine->createTable(ordersTable());
        engine->continuousBackups().update("Orders", true, {});
        for (int number = 0; number < 1000; ++number)
            put(*engine, "Orders", orderItem(number, 1));
        const std::string expected = scanText(*engine, "Orders");
        for (const char *name : {"Begun", "Resumed"})
            engine->restores().toPointInTime({name, "Orders", {}, {}});
        engine->jobs().step();
        engine->continuousBackups().update("Orders", false, {});
        put(*engine, "Orders", orderItem(999, 3));
        engine.reopen(); // their snapshots are gone
        engine.runJobs();
        QCOMPARE(engine->listTables(), std::vector{"Orders"s});
        engine->continuousBackups().update("Orders", true, {});
        put(*engine, "Orders", orderItem(999, 1));
        engine->restores().toPointInTime({"Begun", "Orders", {}, {}});
        engine->jobs().step();
        engine->continuousBackups().update("Orders", false, {});
        put(*engine, "Orders", orderItem(999, 3));
        engine.runJobs(); // with the snapshot that it has
        QCOMPARE(scanText(*engine, "Begun"), expected);
    }

    void aPartitionOfThePastIsReadAlone()
    {
        TimedEngine engine;
        engine->createTable(ordersTable());
        engine->continuousBackups().update("Orders", true, {});
        for (int number = 0; number < 70; ++number)
            put(*engine, "Orders", orderItem(number, 1));
        const std::int64_t moment = engine.now();
        engine.pass(1);
        engine->deleteItem({"Orders", orderKey(3)});
        engine->deleteItem({"Orders", orderKey(10)});
        put(*engine, "Orders", orderItem(703, 1));
        engine::CollectedItems sink;
        const auto page = engine->continuousBackups().read({"Orders", moment, item(R"({"pk":{"S":"p3"}})"), {}, {}}, sink);
        QCOMPARE(page.count, std::int64_t(10));
        QVERIFY(!page.lastEvaluatedKey);
        for (const value::Item &each : sink.take())
            QCOMPARE(textOf(*each.find("pk")), R"({"S":"p3"})"s);
    }

private:
    using ContinuousBackups = engine::ContinuousBackups;

    static void checkChanges(Recorded &recorded, std::int64_t from, std::int64_t to)
    {
        if (from > to)
            std::swap(from, to);
        std::map<std::string, std::string> changed = byKey(recorded.at(from));
        engine::PastChangesRequest request{"Orders", from, to, {}, 5};
        for (;;) {
            const auto page = recorded.engine->continuousBackups().changes(request);
            for (const engine::ItemDifference &difference : page.differences) {
                const std::string key = textOf(difference.key);
                QCOMPARE(changed.contains(key) ? changed[key] : "", difference.before ? textOf(*difference.before) : ""s);
                if (difference.after)
                    changed[key] = textOf(*difference.after);
                else
                    changed.erase(key);
            }
            if (!page.lastEvaluatedKey)
                break;
            request.exclusiveStartKey = page.lastEvaluatedKey;
        }
        QVERIFY(changed == byKey(recorded.at(to)));
    }
};

std::unique_ptr<QObject> makeContinuousBackupsTest()
{
    return std::make_unique<ContinuousBackupsTest>();
}

#include "continuous_backups_test.moc"
