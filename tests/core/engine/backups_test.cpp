#include <functional>
#include <string>
#include <thread>

#include <QCoreApplication>
#include <QProcess>

#include "tests/core/engine/backup_tables.h"
#include "tests/core/engine/tables.h"
#include "tests/support/item_text.h"
#include "tests/support/run_classes.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using namespace keywright::test;
using namespace std::string_literals;
namespace fs = std::filesystem;

namespace {

void fillOrders(TimedEngine &engine, int items, std::size_t padding = 20)
{
    for (int number = 0; number < items; ++number)
        put(*engine, "Orders", orderItem(number, number % 9, padding));
}

std::string backUp(TimedEngine &engine, const std::string &name = "backup")
{
    std::string arn = engine->backups().create("Orders", name).arn;
    engine.runJobs();
    return arn;
}

/// "a1, b2": the names of the page's backups.
std::string namesIn(const engine::BackupPage &page)
{
    std::string names;
    for (const engine::BackupDescription &backup : page.backups)
        names += (names.empty() ? "" : ", ") + backup.name;
    return names;
}

engine::RestoreOverrides withIndexes(std::vector<schema::IndexDefinition> global)
{
    engine::RestoreOverrides overrides;
    overrides.globalIndexes = std::move(global);
    return overrides;
}

} // namespace

class BackupsTest : public QObject {
    Q_OBJECT

private slots:
    void aBackupHoldsTheTableAsItWasWhenItWasAskedFor()
    {
        TimedEngine engine;
        engine->createTable(ordersTable());
        fillOrders(engine, 3000, 900);
        const std::string before = scanText(*engine, "Orders");
        const engine::BackupDescription made = engine->backups().create("Orders", "first");
        QCOMPARE(int(made.status), int(engine::BackupStatus::Creating));
        int slices = 0;
        bool hasMore = true;
        while (hasMore) { // the table goes on between any two slices
            put(*engine, "Orders", orderItem(slices, 77));
            engine->deleteItem({"Orders", orderKey(2000 + slices)});
            put(*engine, "Orders", orderItem(5000 + slices, 1));
            hasMore = engine->jobs().step();
            ++slices;
        }
        QVERIFY(slices > 2);
        const engine::BackupDescription kept = engine->backups().describe(made.arn);
        QCOMPARE(int(kept.status), int(engine::BackupStatus::Available));
        QCOMPARE(kept.itemCount, std::int64_t(3000));
        QVERIFY(kept.sizeInBytes > 3000 * 900);
        QVERIFY(scanText(*engine, "Orders") != before);

        const engine::TableDescription begun = engine->restores().fromBackup({"Copy", made.arn, {}});
        QCOMPARE(int(begun.status), int(engine::TableStatus::Creating));
        QVERIFY(begun.restore == (engine::RestoreDescription{made.arn, kept.tableArn, made.createdAt}));
        engine.runJobs();
        QCOMPARE(scanText(*engine, "Copy"), before);
        QCOMPARE(contradictionsIn(*engine, "Copy"), ""s);
        const engine::TableDescription copy = engine->describeTable("Copy");
        QCOMPARE(int(copy.status), int(engine::TableStatus::Active));
        QVERIFY(!copy.restore);
        QCOMPARE(copy.itemCount, std::int64_t(3000));
        schema::TableDefinition expected = ordersTable();
        expected.name = "Copy";
        QVERIFY(copy.definition == expected);
        QVERIFY(copy.id != engine->describeTable("Orders").id);
    }

    void nobodyReadsOrWritesATableThatIsBeingRestored()
    {
        TimedEngine engine;
        engine->createTable(ordersTable());
        fillOrders(engine, 1000);
        const std::string arn = backUp(engine);
        engine->restores().fromBackup({"Copy", arn, {}});
        engine->jobs().step();
        QCOMPARE(int(engine->describeTable("Copy").status), int(engine::TableStatus::Creating));
        QCOMPARE(engine->describeTable("Copy").itemCount, std::int64_t(256));
        const auto failure = [&](const std::function<void()> &action) { return errorOf(action); };
        QCOMPARE(failure([&] { put(*engine, "Copy", orderItem(1, 1)); }), "ResourceNotFoundException: Requested resource not found"s);
        QCOMPARE(failure([&] { engine->scan({.table = "Copy"}); }), "ResourceNotFoundException: Requested resource not found"s);
        QCOMPARE(failure([&] { engine->timeToLive().update("Copy", "ttl", true); }),
                 "ResourceNotFoundException: Requested resource not found: Table: Copy not found"s);
        QCOMPARE(failure([&] { engine->timeToLive().describe("Copy"); }),
                 "ResourceNotFoundException: Requested resource not found: Table: Copy not found"s);
        const std::string copy = engine->describeTable("Copy").arn;
        QCOMPARE(failure([&] { engine->tags().list(copy, {}); }),
                 "ResourceNotFoundException: Requested resource not found: ResourceArn: " + copy + " not found");
        QVERIFY(failure([&] { engine->policies().get(copy); }).starts_with("ResourceNotFoundException"));
        QCOMPARE(failure([&] { engine->tables().drop("Copy"); }),
                 "ResourceInUseException: Attempt to change a resource which is still in use: Table is being created: Copy"s);
        QCOMPARE(failure([&] { engine->backups().create("Copy", "b"); }), "TableNotFoundException: Table not found: Copy"s);
        QCOMPARE(failure([&] { engine->continuousBackups().update("Copy", true, {}); }), "TableNotFoundException: Table not found: Copy"s);
        QCOMPARE(failure([&] {
                     engine->restores().fromBackup({"Copy", arn, {}});
                 }),
                 "TableInUseException: Table: Copy is already being restored from backup: " + arn);
        QCOMPARE(failure([&] {
                     engine->restores().fromBackup({"Other", arn, {}});
                 }),
                 "BackupInUseException: Backup is being used to restore another table: " + arn);
        QCOMPARE(failure([&] { engine->backups().remove(arn); }), "BackupInUseException: Backup is being used to restore table: " + arn);
        engine.runJobs();
        put(*engine, "Copy", orderItem(1, 1));
        engine->backups().remove(arn);
        QCOMPARE(failure([&] { engine->backups().describe(arn); }), "BackupNotFoundException: Backup not found: " + arn);
    }

    void backupsOutliveTheirTableAndTheProgram()
    {
        const TemporaryFolder folder;
        TimedEngine engine(folder.path());
        engine->createTable(ordersTable());
        engine->timeToLive().update("Orders", "ttl", true);
        fillOrders(engine, 500);
        const std::string before = scanText(*engine, "Orders");
        const std::string arn = backUp(engine);
        const engine::BackupDescription kept = engine->backups().describe(arn);
        engine->tables().drop("Orders");
        engine.runJobs();
        engine.reopen();
        const engine::BackupDescription found = engine->backups().describe(arn);
        QVERIFY(found.definition == kept.definition);
        QCOMPARE(found.tableId, kept.tableId);
        QCOMPARE(found.createdAt, kept.createdAt);
        QCOMPARE(found.itemCount, kept.itemCount);
        QCOMPARE(found.sizeInBytes, kept.sizeInBytes);
        QCOMPARE(found.timeToLiveAttribute, "ttl"s);
        engine->restores().fromBackup({"Orders", arn, {}});
        engine.runJobs();
        QCOMPARE(scanText(*engine, "Orders"), before);
        QCOMPARE(contradictionsIn(*engine, "Orders"), ""s);
        QVERIFY(engine->timeToLive().describe("Orders").attribute.empty());
    }

    void aRestoredTableMayDifferInIndexesAndBilling()
    {
        TimedEngine engine;
        engine->createTable(ordersTable());
        fillOrders(engine, 100);
        const std::string arn = backUp(engine);
        const auto restored = [&](const std::string &name, const engine::RestoreOverrides &overrides) {
            engine->restores().fromBackup({name, arn, overrides});
            engine.runJobs();
            return engine->describeTable(name).definition;
        };
        schema::IndexDefinition renamed = index("Renamed", "turn:S sk:S", schema::ProjectionType::KeysOnly);
        renamed.capacity.provisioned = schema::ProvisionedThroughput{8, 9};
        const schema::TableDefinition one = restored("One", withIndexes({renamed}));
        QCOMPARE(one.globalIndexes.size(), std::size_t(1));
        QVERIFY(one.globalIndexes[0].key == key("turn:N sk:N"));
        QCOMPARE(one.globalIndexes[0].capacity.provisioned->readCapacityUnits, std::int64_t(8));
        QCOMPARE(one.localIndexes.size(), std::size_t(1));
        QCOMPARE(contradictionsIn(*engine, "One"), ""s);

        engine::RestoreOverrides none = withIndexes({});
        none.localIndexes.emplace();
        none.provisioned = schema::ProvisionedThroughput{7, 7};
        const schema::TableDefinition bare = restored("Bare", none);
        QVERIFY(bare.globalIndexes.empty() && bare.localIndexes.empty());
        QCOMPARE(bare.capacity.provisioned->writeCapacityUnits, std::int64_t(7));

        engine::RestoreOverrides onDemand;
        onDemand.billingMode = schema::BillingMode::PayPerRequest;
        onDemand.onDemandMaximum = schema::OnDemandThroughput{50, 60};
        const schema::TableDefinition paid = restored("Paid", onDemand);
        QVERIFY(!paid.capacity.provisioned && !paid.globalIndexes[0].capacity.provisioned);
        QCOMPARE(*paid.capacity.onDemandMaximum->maxWriteRequestUnits, std::int64_t(60));
        QCOMPARE(contradictionsIn(*engine, "Paid"), ""s);
    }

    void whatARestoreRefuses()
    {
        TimedEngine engine;
        engine->createTable(ordersTable());
        const std::string arn = backUp(engine);
        const auto failure = [&](const engine::RestoreOverrides &overrides) {
            return errorOf([&] { engine->restores().fromBackup({"Copy", arn, overrides}); });
        };
        const std::string kInvalid = "ValidationException: Invalid Request: ";
        engine::RestoreOverrides overrides = withIndexes({index("Other", "even:S turn:N")});
        QCOMPARE(failure(overrides),
                 kInvalid
                     + "Index Other does not match a secondary index that existed in the source table and cannot be created during the "
                       "restore operation");
        overrides = withIndexes({index("Moving", "turn:N sk:N", schema::ProjectionType::KeysOnly)});
        QCOMPARE(failure(overrides), kInvalid + "Must specify provisioned throughput for index Moving");
        overrides.globalIndexes->front().capacity.provisioned = schema::ProvisionedThroughput{1, 1};
        overrides.billingMode = schema::BillingMode::PayPerRequest;
        QCOMPARE(failure(overrides),
                 kInvalid + "Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST for index Moving");
        overrides = {};
        overrides.billingMode = schema::BillingMode::PayPerRequest;
        overrides.provisioned = schema::ProvisionedThroughput{1, 1};
        QCOMPARE(failure(overrides), kInvalid + "Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST");
        overrides = {};
        overrides.billingMode = schema::BillingMode::Provisioned;
        QCOMPARE(failure(overrides), kInvalid + "Must override ProvisionedThroughput if BillingMode is overridden to PROVISIONED");
        overrides = {};
        overrides.onDemandMaximum = schema::OnDemandThroughput{1, {}};
        QCOMPARE(failure(overrides),
                 kInvalid + "Cannot override MaxReadRequestUnits for OnDemandThroughput unless BillingModeOverride is PAY_PER_REQUEST");
        overrides.billingMode = schema::BillingMode::PayPerRequest;
        overrides.onDemandMaximum->maxReadRequestUnits = 0;
        QCOMPARE(failure(overrides), kInvalid + "Requested MaxReadRequestUnits for OnDemandThroughput is outside of valid range");
        QCOMPARE(engine->listTables(), std::vector{"Orders"s});
        QCOMPARE(errorOf([&] {
                     engine->restores().fromBackup({"Orders", arn, {}});
                 }),
                 "TableAlreadyExistsException: Table already exists: Orders"s);
        QCOMPARE(errorOf([&] {
                     engine->restores().fromBackup({"Copy", engine->describeTable("Orders").arn, {}});
                 }),
                 "ValidationException: Invalid Backup ARN"s);
    }

    void backupsAreListedInTheOrderOfTheirCreation()
    {
        TimedEngine engine;
        engine->createTable(ordersTable());
        engine->createTable(table("Other", "pk:S"));
        std::string second;
        for (const char *name : {"b1", "b2", "b3", "b4"}) {
            const std::string arn = backUp(engine, name);
            second = name == "b2"s ? arn : second;
            engine.pass(1000);
        }
        engine->backups().create("Other", "o1");
        engine.runJobs();
        engine::ListBackupsRequest list;
        QCOMPARE(namesIn(engine->backups().list(list)), "b1, b2, b3, b4, o1"s);
        list.table = "Orders";
        list.limit = 2;
        const engine::BackupPage page = engine->backups().list(list);
        QCOMPARE(namesIn(page), "b1, b2"s);
        QCOMPARE(page.lastEvaluatedArn.value_or(""), second);
        engine->backups().remove(second); // the place in the list stays
        list.exclusiveStartArn = second;
        QCOMPARE(namesIn(engine->backups().list(list)), "b3, b4"s);
        QVERIFY(!engine->backups().list(list).lastEvaluatedArn);
        list = {};
        list.from = kBackupNow + 2000;
        list.until = kBackupNow + 3000;
        QCOMPARE(namesIn(engine->backups().list(list)), "b3"s);
        list.type = engine::BackupType::System;
        QCOMPARE(namesIn(engine->backups().list(list)), ""s);
        std::swap(list.from, list.until);
        QCOMPARE(
            errorOf([&] { engine->backups().list(list); }),
            "ValidationException: One or more parameter values were invalid: Time range lower bound must be less than or equal to upper "
            "bound"s);
    }

    void aDamagedBackupLeavesNoTable()
    {
        const TemporaryFolder folder;
        TimedEngine engine(folder.path());
        engine->createTable(ordersTable());
        fillOrders(engine, 2000, 700);
        const std::string arn = backUp(engine);
        const fs::path file = fs::directory_iterator(folder.path() / "backups")->path();
        std::string bytes = readFile(file);
        bytes[bytes.size() - 100] ^= 1;
        writeFile(file, bytes);
        engine->restores().fromBackup({"Copy", arn, {}});
        QVERIFY_THROWS_EXCEPTION(storage::StorageError, engine.runJobs());
        QVERIFY(engine->jobs().failure().value_or("").starts_with("restores: The backup"));
        QCOMPARE(engine->listTables(), std::vector{"Orders"s});
        engine.runJobs();
        QVERIFY(!engine->jobs().failure());
    }

    /// Real service: a table with point-in-time recovery leaves "$DeletedTableBackup" for 35 days.
    void aDeletedTableWithRecoveryLeavesASystemBackup()
    {
        const TemporaryFolder folder;
        TimedEngine engine(folder.path());
        engine->createTable(ordersTable());
        engine->continuousBackups().update("Orders", true, {});
        fillOrders(engine, 700);
        const std::string before = scanText(*engine, "Orders");
        engine->tables().drop("Orders");
        QVERIFY(engine->listTables().empty());
        engine.reopen(); // before a job could write it
        QVERIFY(engine->listTables().empty());
        engine.runJobs();
        engine::ListBackupsRequest list;
        QCOMPARE(namesIn(engine->backups().list(list)), ""s);
        list.type.reset();
        const engine::BackupPage page = engine->backups().list(list);
        QCOMPARE(namesIn(page), "Orders$DeletedTableBackup"s);
        QCOMPARE(page.backups[0].expiresAt.value_or(0), kBackupNow + std::int64_t(35) * 86'400'000);
        const std::string arn = page.backups[0].arn;
        QVERIFY(errorOf([&] {
                    engine->backups().remove(arn);
                }).starts_with("ValidationException: Invalid Request: User is not allowed to delete the system backup with arn " + arn));
        engine->restores().fromBackup({"Orders", arn, {}});
        engine.runJobs();
        QCOMPARE(scanText(*engine, "Orders"), before);
        QCOMPARE(contradictionsIn(*engine, "Orders"), ""s);
        engine.pass(std::int64_t(35) * 86'400'000);
        engine.runJobs();
        QCOMPARE(namesIn(engine->backups().list(list)), ""s);
        QVERIFY(fs::is_empty(folder.path() / "backups"));
    }

    /// Every transaction moves something from one item to another; no backup may see half of one.
    void aBackupHoldsWholeTransactionsOnly()
    {
        const TemporaryFolder folder;
        TimedEngine engine(folder.path());
        engine->createTable(table("Orders", "pk:S sk:N"));
        engine->continuousBackups().update("Orders", true, {});
        const auto balance = [](int number, int amount) {
            return item(R"({"pk":{"S":"p)" + std::to_string(number) + R"("},"sk":{"N":"0"},"n":{"N":")" + std::to_string(amount)
                        + R"("}})");
        };
        constexpr int kItems = 40;
        std::vector<int> amounts(kItems, 100);
        for (int number = 0; number < kItems; ++number)
            engine->putItem({"Orders", balance(number, 100)});
        int tables = 0;
        {
            std::jthread writer([&](const std::stop_token &stop) {
                for (int turn = 0; !stop.stop_requested(); ++turn) {
                    const auto from = static_cast<std::size_t>(turn % kItems);
                    const auto to = static_cast<std::size_t>((turn * 7 + 1) % kItems);
                    if (from == to)
                        continue;
                    --amounts[from];
                    ++amounts[to];
                    engine::TransactWriteRequest both;
                    for (const std::size_t each : {from, to})
                        both.actions.emplace_back(engine::PutItemRequest{"Orders", balance(int(each), amounts[each])});
                    engine->transactWriteItems(both);
                }
            });
            for (; tables < 8; ++tables) {
                const std::string arn = backUp(engine);
                engine->restores().fromBackup({"Copy" + std::to_string(tables), arn, {}});
                engine->restores().toPointInTime({"Past" + std::to_string(tables), "Orders", {}, {}});
                engine.runJobs();
            }
        }
        for (int number = 0; number < tables; ++number) {
            for (const char *name : {"Copy", "Past"}) {
                std::int64_t sum = 0;
                for (const value::Item &each : allItems(*engine, engine::ScanRequest{.table = name + std::to_string(number)}))
                    sum += std::stoll(each.find("n")->get<value::Decimal>()->text());
                QCOMPARE(sum, std::int64_t(kItems) * 100);
            }
        }
    }

    /// The child is killed after each of its slices in turn: what it had begun is gone or goes on, and nothing half looks whole.
    void aKilledProcessLeavesNothingHalf()
    {
        const TemporaryFolder folder;
        std::string past;
        std::string backedUp;
        {
            TimedEngine engine(folder.path() / "first");
            engine->createTable(ordersTable());
            engine->continuousBackups().update("Orders", true, {});
            fillOrders(engine, 1000, 1500);
            past = scanText(*engine, "Orders");
            engine.pass(600);
            for (int number = 0; number < 50; ++number)
                put(*engine, "Orders", orderItem(number * 20, 55));
            backedUp = scanText(*engine, "Orders");
            backUp(engine, "first");
            exportForImport(engine, folder.path() / "first" / "buckets" / "bucket");
        }
        bool ended = false;
        int interrupted = 0;
        for (int lines = 2; !ended; ++lines) {
            const fs::path store = folder.path() / "round";
            fs::remove_all(store);
            fs::copy(folder.path() / "first", store, fs::copy_options::recursive);
            ended = runUntil(store, lines).contains("end");
            TimedEngine engine(store, kBackupNow + 100'000);
            for (const std::string &name : engine->listTables())
                interrupted += engine->describeTable(name).status == engine::TableStatus::Creating ? 1 : 0;
            for (const engine::BackupDescription &backup : engine->backups().list({}).backups)
                QCOMPARE(int(backup.status), int(engine::BackupStatus::Available));
            for (const auto &file : fs::directory_iterator(store / "backups"))
                QCOMPARE(file.path().extension().string(), ".backup"s);
            const auto isWhole = [&](const std::string &name, const std::string &expected) {
                const auto tables = engine->listTables();
                return std::find(tables.begin(), tables.end(), name) == tables.end()
                    || engine->describeTable(name).status == engine::TableStatus::Creating || scanText(*engine, name) == expected;
            };
            QVERIFY(isWhole("Past", past));
            QVERIFY(isWhole("Copy", backedUp));
            QVERIFY(isWhole("Imported", backedUp));
            engine.runJobs();
            for (const std::string &name : engine->listTables()) {
                QCOMPARE(int(engine->describeTable(name).status), int(engine::TableStatus::Active));
                QCOMPARE(contradictionsIn(*engine, name), ""s);
            }
            QVERIFY(isWhole("Past", past));
            QVERIFY(isWhole("Copy", backedUp));
            QVERIFY(isWhole("Imported", backedUp));
        }
        QVERIFY(interrupted > 8);
    }

private:
    /// Its data files are moved to "import" in the bucket.
    static void exportForImport(TimedEngine &engine, const fs::path &bucket)
    {
        engine::ExportRequest request;
        request.tableArn = engine->describeTable("Orders").arn;
        request.bucket = "bucket";
        const std::string arn = engine->exports().begin(request).arn;
        engine.runJobs();
        fs::rename((bucket / engine->exports().describe(arn).manifestKey).parent_path() / "data", bucket / "import");
    }

    /// Kills the child once it has said so many lines, or "end"; returns what it said.
    static QByteArray runUntil(const fs::path &folder, int lines)
    {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {"--back-up-until-killed", QString::fromStdString(folder.string())});
        QByteArray said;
        while (said.count('\n') < lines && !said.contains("end\n") && child.waitForReadyRead())
            said += child.readAllStandardOutput();
        child.kill();
        child.waitForFinished();
        return said;
    }
};

std::unique_ptr<QObject> makeBackupsTest()
{
    return std::make_unique<BackupsTest>();
}

#include "backups_test.moc"
