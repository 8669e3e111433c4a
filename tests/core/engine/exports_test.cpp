#include <functional>
#include <map>
#include <string>

#include <QObject>
#include <QTest>

#include "core/itemfile/item_file.h"
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

constexpr std::int64_t kMinute = 60'000;

/// A table on disk whose exports go to "buckets" beside it.
class ExportedTable {
public:
    ExportedTable() : engine(m_folder.path())
    {
        engine->createTable(ordersTable());
        engine->continuousBackups().update("Orders", true, {});
        arn = engine->describeTable("Orders").arn;
    }

    void fill(int items, int turn, std::size_t padding = 20)
    {
        for (int number = 0; number < items; ++number)
            put(*engine, "Orders", orderItem(number, turn, padding));
    }
    void remove(int number) { engine->deleteItem({"Orders", orderKey(number)}); }

    engine::ExportRequest request() const
    {
        engine::ExportRequest request;
        request.tableArn = arn;
        request.bucket = "bucket";
        return request;
    }
    /// Begun and written.
    engine::ExportDescription done(const engine::ExportRequest &asked)
    {
        const std::string exported = engine->exports().begin(asked).arn;
        engine.runJobs();
        return engine->exports().describe(exported);
    }
    fs::path folderOf(const engine::ExportDescription &exported) const
    {
        return (m_folder.path() / "buckets" / exported.request.bucket / exported.manifestKey).parent_path();
    }
    std::string failure(const std::function<void(engine::ExportRequest &)> &change)
    {
        engine::ExportRequest asked = request();
        change(asked);
        return errorOf([&] { engine->exports().begin(asked); });
    }

private:
    TemporaryFolder m_folder;

public:
    TimedEngine engine;
    std::string arn;
};

struct ReadBack {
    std::vector<value::Item> items;
    std::vector<itemfile::Record> records;
    itemfile::ReadReport report;
};

ReadBack readBack(const fs::path &folder)
{
    ReadBack read;
    read.report = itemfile::readItems(folder, {}, [&read](itemfile::Record &&record) {
        read.items.push_back(record.item);
        read.records.push_back(std::move(record));
    });
    return read;
}

/// Only what every export says; a note of a checksum or a count that is wrong would be one more.
bool notesAreUsual(const itemfile::ReadReport &report, std::size_t count)
{
    return report.notes.size() == count && report.badRows == 0;
}

} // namespace

class ExportsTest : public QObject {
    Q_OBJECT

private slots:
    void aFullExportIsTheTableAsItWas()
    {
        ExportedTable table;
        table.fill(900, 1, 2500);
        const std::string before = scanText(*table.engine, "Orders");
        const std::int64_t moment = table.engine.now();
        table.engine.pass(1);
        table.fill(100, 2);
        table.remove(150);
        engine::ExportRequest asked = table.request();
        asked.exportTime = moment;
        asked.prefix = "a/b";
        const engine::ExportDescription begun = table.engine->exports().begin(asked);
        QCOMPARE(int(begun.status), int(engine::ExportStatus::InProgress));
        QVERIFY(!begun.endTime && begun.manifestKey.empty());
        bool hasMore = true;
        for (int turn = 3; hasMore; ++turn) { // the table goes on between any two slices
            table.fill(20, turn);
            hasMore = table.engine->jobs().step();
        }
        const engine::ExportDescription exported = table.engine->exports().describe(begun.arn);
        QCOMPARE(int(exported.status), int(engine::ExportStatus::Completed));
        QCOMPARE(exported.itemCount, std::int64_t(900));
        QVERIFY(exported.billedSizeBytes > 900 * 2500);
        QCOMPARE(exported.manifestKey, "a/b/AWSDynamoDB/" + begun.id + "/manifest-summary.json");
        const ReadBack read = readBack(table.folderOf(exported));
        QCOMPARE(textOf(read.items), before);
        QVERIFY(notesAreUsual(read.report, 1));
        for (const char *name : {"_started", "manifest-files.json", "manifest-files.md5", "manifest-summary.md5"})
            QVERIFY(fs::exists(table.folderOf(exported) / name));
    }

    void aFilterChoosesItemsAndAttributes()
    {
        ExportedTable table;
        table.fill(60, 1, 100);
        table.fill(20, 2, 100);
        const std::vector<value::Item> all = allItems(*table.engine, engine::ScanRequest{.table = "Orders"});
        const std::int64_t billedForAll = table.done(table.request()).billedSizeBytes;
        engine::ExportRequest asked = table.request();
        asked.filter.emplace();
        asked.filter->filter = "turn = :two";
        asked.filter->projection = "turn";
        asked.filter->values = expression::AttributeValues{{":two", *item("{\"n\":{\"N\":\"2\"}}").find("n")}};
        const engine::ExportDescription some = table.done(asked);
        QCOMPARE(some.itemCount, std::int64_t(20));
        QCOMPARE(some.billedSizeBytes, billedForAll); // what the filter leaves out is read all the same
        for (const value::Item &each : readBack(table.folderOf(some)).items)
            QCOMPARE(textOf(each), "{\"turn\":{\"N\":\"2\"}}"s);

        const value::Item key = orderKey(7);
        const std::string partition = table.engine->definitionOf("Orders").key.partition.front().name;
        engine::ExportRequest keyed = table.request();
        keyed.filter.emplace();
        keyed.filter->keyCondition = "#k = :k";
        keyed.filter->names = expression::AttributeNames{{"#k", partition}};
        keyed.filter->values = expression::AttributeValues{{":k", *key.find(partition)}};
        const std::string arn = table.engine->exports().begin(keyed).arn;
        table.engine.reopen(); // the filter is not lost
        table.engine.runJobs();
        const engine::ExportDescription one = table.engine->exports().describe(arn);
        const auto expected =
            std::count_if(all.begin(), all.end(), [&](const value::Item &each) { return *each.find(partition) == *key.find(partition); });
        QVERIFY(expected > 0 && expected < 60);
        QCOMPARE(one.itemCount, std::int64_t(expected));
        QVERIFY(one.billedSizeBytes < billedForAll);
        QVERIFY(one.request.filter == keyed.filter);
    }

    /// Source: developer guide, "Filtering a table export": the latest image counts, and of a deleted item the old one.
    void aFilterLooksAtTheLatestImageOfAChange()
    {
        ExportedTable table;
        table.fill(30, 1);
        table.engine.pass(1);
        engine::ExportRequest asked = table.request();
        asked.changes = engine::IncrementalExport{table.engine.now(), {}, true};
        table.fill(10, 2);
        table.remove(20);
        table.engine.pass(16 * kMinute);
        const auto countOf = [&](const char *turn) {
            asked.filter.emplace();
            asked.filter->filter = "turn = :t";
            asked.filter->values = expression::AttributeValues{{":t", *item("{\"n\":{\"N\":\""s + turn + "\"}}").find("n")}};
            return table.done(asked).itemCount;
        };
        QCOMPARE(countOf("2"), std::int64_t(10));
        QCOMPARE(countOf("1"), std::int64_t(1)); // the deleted one
    }

    void anEmptyTableHasOneEmptyFile()
    {
        ExportedTable table;
        const engine::ExportDescription exported = table.done(table.request());
        QCOMPARE(exported.itemCount, std::int64_t(0));
        QCOMPARE(exported.billedSizeBytes, std::int64_t(0));
        const ReadBack read = readBack(table.folderOf(exported));
        QVERIFY(read.items.empty());
        QVERIFY(notesAreUsual(read.report, 1));
    }

    /// Each changed item once, with its first image before and its last image in the time; the end does not belong to it.
    void anIncrementalExportHasTheChangesOfItsTime()
    {
        ExportedTable table;
        table.fill(50, 1);
        table.engine.pass(1);
        const std::int64_t from = table.engine.now();
        table.remove(3);                               // a delete
        put(*table.engine, "Orders", orderItem(7, 2)); // two changes of one item
        table.engine.pass(5 * kMinute);
        put(*table.engine, "Orders", orderItem(7, 3));
        put(*table.engine, "Orders", orderItem(60, 4)); // a new one
        put(*table.engine, "Orders", orderItem(61, 4)); // one that comes and goes
        table.remove(61);
        const std::int64_t lastChange = table.engine.now();
        table.engine.pass(15 * kMinute);
        const std::int64_t to = table.engine.now();
        put(*table.engine, "Orders", orderItem(9, 5)); // too late
        table.engine.pass(1);

        engine::ExportRequest asked = table.request();
        asked.changes = engine::IncrementalExport{from, to, true};
        const engine::ExportDescription exported = table.done(asked);
        QCOMPARE(int(exported.status), int(engine::ExportStatus::Completed));
        QCOMPARE(exported.itemCount, std::int64_t(3));
        const ReadBack read = readBack(table.folderOf(exported));
        QVERIFY(notesAreUsual(read.report, 2));
        std::map<std::string, itemfile::Record> bySort;
        for (const itemfile::Record &record : read.records)
            bySort[record.item.find("sk")->get<value::Decimal>()->text()] = record;
        QCOMPARE(bySort.size(), std::size_t(3));
        QVERIFY(bySort["3"].kind == itemfile::Record::Kind::Delete);
        QCOMPARE(textOf(bySort["3"].oldImage.value()), textOf(item(orderItem(3, 1))));
        QCOMPARE(textOf(bySort["7"].item), textOf(item(orderItem(7, 3))));
        QCOMPARE(textOf(bySort["7"].oldImage.value()), textOf(item(orderItem(7, 1))));
        QCOMPARE(textOf(bySort["60"].item), textOf(item(orderItem(60, 4))));
        QVERIFY(!bySort["60"].oldImage);
        QVERIFY(lastChange > from);

        asked.changes->withOldImages = false;
        const engine::ExportDescription newImages = table.done(asked);
        for (const itemfile::Record &record : readBack(table.folderOf(newImages)).records)
            QVERIFY(!record.oldImage);
    }

    void anExportThatWasCutOffIsWrittenAnew()
    {
        ExportedTable table;
        table.fill(900, 1, 2500);
        const std::string before = scanText(*table.engine, "Orders");
        const std::string arn = table.engine->exports().begin(table.request()).arn;
        table.engine->jobs().step();
        table.engine.pass(1);
        table.fill(10, 2);
        table.engine.reopen();
        QCOMPARE(int(table.engine->exports().describe(arn).status), int(engine::ExportStatus::InProgress));
        table.engine.runJobs();
        const engine::ExportDescription exported = table.engine->exports().describe(arn);
        QCOMPARE(int(exported.status), int(engine::ExportStatus::Completed));
        QCOMPARE(textOf(readBack(table.folderOf(exported)).items), before);
        table.engine.reopen();
        QCOMPARE(table.engine->exports().describe(arn).manifestKey, exported.manifestKey);

        const std::string lost = table.engine->exports().begin(table.request()).arn;
        table.engine->continuousBackups().update("Orders", false, {});
        table.engine.reopen();
        table.engine.runJobs();
        const engine::ExportDescription failed = table.engine->exports().describe(lost);
        QCOMPARE(int(failed.status), int(engine::ExportStatus::Failed));
        QVERIFY(!failed.failureMessage.empty() && failed.manifestKey.empty());
    }

    void aTokenStandsForOneExport()
    {
        ExportedTable table;
        engine::ExportRequest asked = table.request();
        asked.clientToken = "token";
        const std::string arn = table.done(asked).arn;
        QCOMPARE(table.engine->exports().begin(asked).arn, arn);
        QCOMPARE(table.failure([](engine::ExportRequest &request) {
            request.clientToken = "token";
            request.prefix = "other";
        }),
                 "ExportConflictException: Export conflict: Duplicate request detected with conflicting parameters"s);
        asked.clientToken.reset();
        QVERIFY(table.done(asked).arn != arn);
        const auto page = table.engine->exports().list(table.arn, {}, 1);
        QCOMPARE(page.entries.size(), std::size_t(1));
        QVERIFY(page.entries[0].arn != arn); // the youngest first
        QCOMPARE(table.engine->exports().list("", page.nextToken, 1).entries.at(0).arn, arn);
        table.engine->tables().drop("Orders");
        QVERIFY(table.engine->exports().list(table.arn, {}, 25).entries.empty());
        QCOMPARE(table.engine->exports().describe(arn).arn, arn);
    }

    void whatAnExportRefuses()
    {
        ExportedTable table;
        table.engine.pass(60 * kMinute);
        const std::int64_t now = table.engine.now();
        using Request = engine::ExportRequest;
        const auto changes = [&](std::int64_t from, std::optional<std::int64_t> to) {
            return table.failure([&](Request &request) { request.changes = engine::IncrementalExport{from, to, true}; });
        };
        QCOMPARE(table.failure([&](Request &request) { request.exportTime = now + 1; }),
                 "InvalidExportTimeException: Export Time is invalid"s);
        QCOMPARE(table.failure([](Request &request) { request.exportTime = kBackupNow - 1; }),
                 "InvalidExportTimeException: Export Time is invalid"s);
        QCOMPARE(
            changes(now - 14 * kMinute, {}),
            "InvalidExportTimeException: Difference between export period from time and export period to time is less than 15 minutes"s);
        QCOMPARE(changes(now - 15 * kMinute, {}), "no error"s);
        QVERIFY(
            changes(now - 20 * kMinute, now + 1)
                .starts_with("InvalidExportTimeException: Incremental export period to time cannot be greater than the current time : "));
        QVERIFY(changes(kBackupNow - 1, now)
                    .starts_with(
                        "InvalidExportTimeException: Incremental export period from time cannot be less than the table creation time"));
        QCOMPARE(table.failure([](Request &request) { request.sseKey = "key"; }),
                 "ValidationException: Invalid Request: KMS Key Id is not supported for this encryption type"s);
        for (const char *prefix : {"..", "a/../../b", "./x", "a/.."})
            QVERIFY(table.failure([&](Request &request) { request.prefix = prefix; })
                        .starts_with("ValidationException: Invalid Request: the S3Prefix"));
        QCOMPARE(table.failure([](Request &request) { request.tableArn = "Orders"; }),
                 "ValidationException: One or more parameter values were invalid: tableArn is not a valid ARN"s);
        QCOMPARE(table.failure([](Request &request) { request.tableArn += "2"; }),
                 "TableNotFoundException: Table not found: " + table.arn + "2");
        table.engine->continuousBackups().update("Orders", false, {});
        QCOMPARE(table.failure([](Request &) {}),
                 "PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table 'Orders'"s);
    }

    void withoutAFolderThereIsNoBucket()
    {
        TimedEngine engine;
        engine->createTable(ordersTable());
        engine->continuousBackups().update("Orders", true, {});
        engine::ExportRequest asked;
        asked.tableArn = engine->describeTable("Orders").arn;
        asked.bucket = "bucket";
        const std::string arn = engine->exports().begin(asked).arn;
        engine.runJobs();
        const engine::ExportDescription failed = engine->exports().describe(arn);
        QCOMPARE(int(failed.status), int(engine::ExportStatus::Failed));
        QCOMPARE(failed.failureCode, "S3NoSuchBucket"s);
    }
};

std::unique_ptr<QObject> makeExportsTest()
{
    return std::make_unique<ExportsTest>();
}

#include "exports_test.moc"
