#include <algorithm>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>
#include <thread>

#include <QCoreApplication>
#include <QObject>
#include <QProcess>
#include <QTest>

#include "tests/core/engine/backup_tables.h"
#include "tests/core/engine/bulk_child.h"
#include "tests/core/engine/tables.h"
#include "tests/support/item_text.h"
#include "tests/support/run_classes.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using namespace keywright::test;
using namespace std::string_literals;
namespace fs = std::filesystem;
using engine::BulkOperation;
using engine::BulkPutRequest;
using engine::BulkStatus;

namespace {

constexpr std::int64_t kBulkHour = 60LL * 60 * 1000;

/// An engine on disk with the table Target (p:S c:N) and a bucket in its folder.
class BulkBucket {
public:
    BulkBucket() : engine(m_folder.path())
    {
        fs::create_directories(folder());
        engine->createTable(table("Target", "p:S c:N"));
    }

    fs::path folder() const { return m_folder.path() / "buckets" / "source"; }
    void write(const std::string &key, const std::string &bytes) const
    {
        fs::create_directories((folder() / key).parent_path());
        std::ofstream(folder() / key, std::ios::binary) << bytes;
    }
    std::string report(const BulkOperation &operation, const std::string &name) const
    {
        return readFile(m_folder.path() / "buckets" / "reports" / "AWSDynamoDB" / operation.id / name);
    }
    bool hasReport(const BulkOperation &operation, const std::string &name) const
    {
        return fs::exists(m_folder.path() / "buckets" / "reports" / "AWSDynamoDB" / operation.id / name);
    }

    BulkPutRequest request(const std::string &prefix) const
    {
        BulkPutRequest request;
        request.table = "Target";
        request.input = {"source", "", prefix};
        request.output.bucket = "reports";
        request.reportsErrors = request.reportsConditionFailures = true;
        return request;
    }
    /// Begun and done.
    BulkOperation done(const BulkPutRequest &asked)
    {
        const std::string arn = engine->bulkOperations().begin(asked).arn;
        engine.runJobs();
        return engine->bulkOperations().describe(arn);
    }

private:
    TemporaryFolder m_folder;

public:
    TimedEngine engine;
};

/// "COMPLETED 5, 0 failed, 0 conditions"
std::string outcomeOf(const BulkOperation &operation)
{
    return std::string(textOf(operation.status)) + " " + std::to_string(operation.processedItems) + ", "
        + std::to_string(operation.failedItems) + " failed, " + std::to_string(operation.conditionFailures) + " conditions";
}

std::string bulkLine(const std::string &p, int c, const std::string &attributes = {}, const std::string &beside = {})
{
    return "{\"Item\":{\"p\":{\"S\":\"" + p + "\"},\"c\":{\"N\":\"" + std::to_string(c) + "\"}" + attributes + "}" + beside + "}\n";
}

const std::string kOnlyNew = ",\"ConditionExpression\":\"attribute_not_exists(#p)\",\"ExpressionAttributeNames\":{\"#p\":\"p\"}";

std::size_t linesIn(const std::string &text)
{
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

std::string valueAt(const engine::Engine &engine, const std::string &p, int c)
{
    const auto found =
        engine.getItem({.table = "Target", .key = item("{\"p\":{\"S\":\"" + p + "\"},\"c\":{\"N\":\"" + std::to_string(c) + "\"}}")});
    if (!found.item)
        return "nothing";
    const value::AttributeValue *v = found.item->find("v");
    return v == nullptr ? "" : *v->get<std::string>();
}

std::string word(const std::string &text)
{
    return ",\"v\":{\"S\":\"" + text + "\"}";
}

} // namespace

class BulkOperationsTest : public QObject {
    Q_OBJECT

private slots:
    void itemsArePutBesideThoseThatAreThere()
    {
        BulkBucket bucket;
        put(*bucket.engine, "Target", "{\"p\":{\"S\":\"old\"},\"c\":{\"N\":\"1\"},\"v\":{\"S\":\"before\"}}");
        put(*bucket.engine, "Target", "{\"p\":{\"S\":\"kept\"},\"c\":{\"N\":\"1\"},\"v\":{\"S\":\"before\"}}");
        std::string text = bulkLine("old", 1, word("after"));
        for (int number = 0; number < 600; ++number)
            text += bulkLine("n", number, word("x"));
        bucket.write("in/a.json", text);
        bucket.write("in/b.json", bulkLine("n", 599, word("later object")));
        bucket.write("out/c.json", bulkLine("other prefix", 1));
        const BulkOperation operation = bucket.done(bucket.request("in/"));
        QCOMPARE(outcomeOf(operation), "COMPLETED 602, 0 failed, 0 conditions"s);
        QCOMPARE(operation.processedBytes, operation.totalBytes.value());
        QVERIFY(operation.processedBytes > static_cast<std::int64_t>(text.size()));
        QVERIFY(operation.endTime && operation.failureCode.empty());
        QCOMPARE(allItems(*bucket.engine, engine::ScanRequest{.table = "Target"}).size(), std::size_t(602));
        QCOMPARE(valueAt(*bucket.engine, "old", 1), "after"s);
        QCOMPARE(valueAt(*bucket.engine, "kept", 1), "before"s);
        QCOMPARE(valueAt(*bucket.engine, "n", 599), "later object"s);
        QVERIFY(!bucket.hasReport(operation, "error.json"));
        QVERIFY(bucket.hasReport(operation, "manifest.json"));
    }

    void whatDescribesAnOperationIsThereAfterReopening()
    {
        BulkBucket bucket;
        bucket.write("a", bulkLine("x", 1) + bulkLine("x", 1, {}, kOnlyNew));
        BulkPutRequest asked = bucket.request("a");
        asked.clientToken = "token";
        asked.sseAlgorithm = "KMS";
        asked.sseKey = "key";
        asked.maxWriteUnits = 2000;
        asked.isAccelerated = true;
        const BulkOperation before = bucket.done(asked);
        bucket.engine.reopen();
        const BulkOperation after = bucket.engine->bulkOperations().describe(before.arn);
        QCOMPARE(outcomeOf(after), "COMPLETED 2, 0 failed, 1 conditions"s);
        QVERIFY(after.request == asked);
        QVERIFY(after.usage == before.usage && after.usage.table > 0);
        QCOMPARE(after.tableId, bucket.engine->describeTable("Target").id);
        QVERIFY(after.endTime == before.endTime && after.totalBytes == before.totalBytes && after.startTime == before.startTime);
    }

    void aConditionDecidesWhetherItsItemIsPut()
    {
        BulkBucket bucket;
        put(*bucket.engine, "Target", "{\"p\":{\"S\":\"old\"},\"c\":{\"N\":\"1\"},\"v\":{\"S\":\"before\"}}");
        bucket.write("a",
                     bulkLine("old", 1, word("after"), kOnlyNew) + bulkLine("new", 1, word("first"), kOnlyNew)
                         + bulkLine("new", 1, word("second"), kOnlyNew) // the same key: sees what the line before has put
                         + bulkLine("new", 1, word("third"),
                                    ",\"ConditionExpression\":\"v = :v\",\"ExpressionAttributeValues\":{\":v\":{\"S\":\"first\"}}"));
        const BulkOperation operation = bucket.done(bucket.request("a"));
        QCOMPARE(outcomeOf(operation), "COMPLETED 4, 0 failed, 2 conditions"s); // such failures are no errors
        QCOMPARE(valueAt(*bucket.engine, "old", 1), "before"s);
        QCOMPARE(valueAt(*bucket.engine, "new", 1), "third"s);
        const std::string report = bucket.report(operation, "condition_check_failure.json");
        QCOMPARE(linesIn(report), std::size_t(2));
        QCOMPARE(report.substr(0, report.find('\n')),
                 "{\"itemS3Pointer\":{\"bucket\":\"source\",\"key\":\"a\",\"itemIndex\":0},\"bulkOperationArn\":\"" + operation.arn
                     + "\",\"Item\":{\"c\":{\"N\":\"1\"},\"p\":{\"S\":\"old\"},\"v\":{\"S\":\"after\"}},"
                       "\"ExistingItem\":{\"c\":{\"N\":\"1\"},\"p\":{\"S\":\"old\"},\"v\":{\"S\":\"before\"}}}");
    }

    void whatCannotBePutIsCountedAndReported()
    {
        BulkBucket bucket;
        bucket.write("bad/0", bulkLine("good", 1) + "{\"Item\":{\"p\":{\"S\":\"no sort key\"}}}\n" + bulkLine("good", 2));
        bucket.write("bad/1", "no JSON\n" + bulkLine("never read", 1));
        bucket.write("bad/2",
                     bulkLine("x", 1, {}, ",\"ConditionExpression\":\"((v\"")
                         + bulkLine("x", 2, {}, ",\"ExpressionAttributeNames\":{\"#p\":\"p\"}"));
        bucket.write("bad/3", bulkLine("x", 3, {}, ",\"ConditionExpression\":7") + bulkLine("never read", 2));
        const BulkOperation operation = bucket.done(bucket.request("bad/"));
        QCOMPARE(outcomeOf(operation), "COMPLETED_WITH_ERRORS 7, 5 failed, 0 conditions"s);
        QVERIFY(operation.failureCode.empty());
        QCOMPARE(operation.processedBytes, operation.totalBytes.value());
        QCOMPARE(allItems(*bucket.engine, engine::ScanRequest{.table = "Target"}).size(), std::size_t(2));
        const std::string report = bucket.report(operation, "error.json");
        QCOMPARE(linesIn(report), std::size_t(5));
        QVERIFY2(report.find("\"errorMessages\":[\"One or more parameter values were invalid: Missing the key c in the item\"]")
                     != std::string::npos,
                 report.c_str());
        QVERIFY(bucket.report(operation, "manifest.json").find("\"failedItemCount\":5") != std::string::npos);

        BulkPutRequest silent = bucket.request("bad/");
        silent.reportsErrors = false;
        QVERIFY(!bucket.hasReport(bucket.done(silent), "error.json"));
    }

    void indexesStreamsAndTheLogForRecoveryFollow()
    {
        BulkBucket bucket;
        schema::TableDefinition definition = table("Full", "p:S c:N");
        definition.globalIndexes.push_back(index("byWord", "v:S"));
        definition.streamViewType = schema::StreamViewType::NewAndOldImages;
        bucket.engine->createTable(definition);
        bucket.engine->continuousBackups().update("Full", true, {});
        put(*bucket.engine, "Full", "{\"p\":{\"S\":\"a\"},\"c\":{\"N\":\"1\"},\"v\":{\"S\":\"before\"}}");
        const std::string past = scanText(*bucket.engine, "Full");
        const std::int64_t moment = bucket.engine.now();
        bucket.engine.pass(10);
        bucket.write("a", bulkLine("a", 1, word("after")) + bulkLine("b", 2, word("new")));
        BulkPutRequest asked = bucket.request("a");
        asked.table = bucket.engine->describeTable("Full").arn;
        const BulkOperation operation = bucket.done(asked);
        QCOMPARE(outcomeOf(operation), "COMPLETED 2, 0 failed, 0 conditions"s);
        QCOMPARE(contradictionsIn(*bucket.engine, "Full"), ""s);
        QCOMPARE(contradictionsInStream(*bucket.engine, "Full"), ""s);
        QCOMPARE(pastText(*bucket.engine, "Full", moment), past);
        QCOMPARE(operation.usage.table, std::int64_t(11 + 9)); // "p" "a" "c" 1 "v" "after": 2 + 3 + 6, and 2 + 3 + 4
        QCOMPARE(operation.usage.globalIndexes.at("byWord"), operation.usage.table);
        QCOMPARE(operation.usage.total(), 2 * operation.usage.table);
    }

    void othersWriteMeanwhile()
    {
        BulkBucket bucket;
        schema::TableDefinition definition = table("Busy", "p:S c:N");
        definition.globalIndexes.push_back(index("byWord", "v:S"));
        definition.streamViewType = schema::StreamViewType::NewAndOldImages;
        bucket.engine->createTable(definition);
        std::string text;
        for (int number = 0; number < 2000; ++number)
            text += bulkLine("k", number, word("bulk"));
        bucket.write("a", text);
        BulkPutRequest asked = bucket.request("a");
        asked.table = "Busy";
        const std::string arn = bucket.engine->bulkOperations().begin(asked).arn;
        std::thread jobs([&bucket] { bucket.engine.runJobs(); });
        for (int number = 2100; number > 0; --number)
            put(*bucket.engine, "Busy", "{\"p\":{\"S\":\"k\"},\"c\":{\"N\":\"" + std::to_string(number) + "\"},\"v\":{\"S\":\"other\"}}");
        jobs.join();
        QCOMPARE(outcomeOf(bucket.engine->bulkOperations().describe(arn)), "COMPLETED 2000, 0 failed, 0 conditions"s);
        QCOMPARE(allItems(*bucket.engine, engine::ScanRequest{.table = "Busy"}).size(), std::size_t(2101));
        QCOMPARE(contradictionsIn(*bucket.engine, "Busy"), ""s);
        QCOMPARE(contradictionsInStream(*bucket.engine, "Busy"), ""s);
    }

    void aTokenStartsOneOperationInEightHours()
    {
        BulkBucket bucket;
        bucket.write("a", bulkLine("x", 1));
        BulkPutRequest asked = bucket.request("a");
        asked.clientToken = "token";
        const BulkOperation first = bucket.done(asked);
        QCOMPARE(bucket.engine->bulkOperations().begin(asked).arn, first.arn);
        QCOMPARE(int(bucket.engine->bulkOperations().begin(asked).status), int(BulkStatus::Completed));
        BulkPutRequest other = asked;
        other.maxWriteUnits = 5000;
        QVERIFY(errorOf([&] { bucket.engine->bulkOperations().begin(other); }).starts_with("IdempotentParameterMismatchException: "));
        bucket.engine.pass(8 * kBulkHour);
        QVERIFY(bucket.engine->bulkOperations().begin(other).arn != first.arn);
    }

    void whatStandsInTheWayIsRefused()
    {
        BulkBucket bucket;
        const auto refusal = [&](const BulkPutRequest &asked) { return errorOf([&] { bucket.engine->bulkOperations().begin(asked); }); };
        BulkPutRequest asked = bucket.request("");
        asked.table = "Nobody";
        QVERIFY(refusal(asked).starts_with("ResourceNotFoundException"));
        asked = bucket.request("");
        asked.output.prefix = "../elsewhere";
        QVERIFY(refusal(asked).starts_with("ValidationException"));
        for (int number = 0; number < 50; ++number)
            bucket.engine->bulkOperations().begin(bucket.request(""));
        QCOMPARE(refusal(bucket.request("")), "LimitExceededException: Only 50 bulk operations are allowed at the same time"s);
        for (const char *arn : {"", "arn:aws:dynamodb:us-east-1:000000000000:table/Target/bulk-operation/1"}) {
            QVERIFY(errorOf([&] { bucket.engine->bulkOperations().describe(arn); }).starts_with("ResourceNotFoundException"));
            QVERIFY(errorOf([&] { bucket.engine->bulkOperations().cancel(arn); }).starts_with("ResourceNotFoundException"));
        }
    }

    void withoutItsBucketOrItsTableAnOperationFails()
    {
        BulkBucket bucket;
        BulkPutRequest asked = bucket.request("");
        asked.input.bucket = "none";
        BulkOperation operation = bucket.done(asked);
        QCOMPARE(outcomeOf(operation), "FAILED 0, 0 failed, 0 conditions"s);
        QCOMPARE(operation.failureCode, "S3NoSuchBucket"s);

        std::string text;
        for (int number = 0; number < 600; ++number)
            text += bulkLine("n", number);
        bucket.write("a", text);
        const std::string arn = bucket.engine->bulkOperations().begin(bucket.request("a")).arn;
        bucket.engine->jobs().step();
        bucket.engine->tables().drop("Target");
        bucket.engine->createTable(table("Target", "p:S c:N"));
        bucket.engine.runJobs();
        operation = bucket.engine->bulkOperations().describe(arn);
        QCOMPARE(outcomeOf(operation), "FAILED 256, 0 failed, 0 conditions"s);
        QCOMPARE(operation.failureCode, "ResourceNotFoundException"s);
        QVERIFY(allItems(*bucket.engine, engine::ScanRequest{.table = "Target"}).empty());
    }

    void aCancelledOperationKeepsWhatItHasPut()
    {
        BulkBucket bucket;
        std::string text;
        for (int number = 0; number < 600; ++number)
            text += bulkLine("n", number);
        bucket.write("a", text);
        const std::string arn = bucket.engine->bulkOperations().begin(bucket.request("a")).arn;
        bucket.engine->jobs().step();
        for (int turn = 0; turn < 2; ++turn)
            QCOMPARE(int(bucket.engine->bulkOperations().cancel(arn).status), int(BulkStatus::Cancelling));
        QVERIFY(!bucket.engine->bulkOperations().describe(arn).endTime);
        bucket.engine.reopen(); // the cancellation is not lost
        bucket.engine.runJobs();
        const BulkOperation operation = bucket.engine->bulkOperations().describe(arn);
        QCOMPARE(outcomeOf(operation), "CANCELLED 256, 0 failed, 0 conditions"s);
        QVERIFY(operation.endTime && !operation.failureCode.empty() && !operation.failureMessage.empty());
        QCOMPARE(allItems(*bucket.engine, engine::ScanRequest{.table = "Target"}).size(), std::size_t(256));
        QCOMPARE(errorOf([&] { bucket.engine->bulkOperations().cancel(arn); }),
                 "ValidationException: The bulk operation cannot be cancelled: it is CANCELLED"s);
    }

    void operationsAreListedTheYoungestFirstForNinetyDays()
    {
        BulkBucket bucket;
        bucket.write("a", bulkLine("x", 1));
        std::vector<std::string> arns;
        for (int number = 0; number < 3; ++number) {
            arns.insert(arns.begin(), bucket.done(bucket.request("a")).arn);
            bucket.engine.pass(24 * kBulkHour);
        }
        std::vector<std::string> listed;
        std::optional<std::string> token;
        do {
            const auto page = bucket.engine->bulkOperations().list(token, 2);
            for (const BulkOperation &each : page.entries)
                listed.push_back(each.arn);
            token = page.nextToken;
            QVERIFY(!token || token->size() % 16 == 0);
        } while (token);
        QVERIFY(listed == arns);
        QVERIFY(errorOf([&] { bucket.engine->bulkOperations().list("0000000000000000", 2); }).starts_with("ValidationException"));
        bucket.engine.pass(88 * 24 * kBulkHour + 1);
        QCOMPARE(bucket.engine->bulkOperations().list({}, 25).entries.size(), std::size_t(1));
    }

    void anOperationDoesNotReadItsOwnReport()
    {
        BulkBucket bucket;
        std::string text = "{\"Item\":{\"p\":{\"S\":\"no sort key\"}}}\n";
        for (int number = 0; number < 600; ++number)
            text += bulkLine("n", number);
        bucket.write("1.json", text);
        BulkPutRequest asked = bucket.request("");
        asked.output.bucket = asked.input.bucket;
        const std::string arn = bucket.engine->bulkOperations().begin(asked).arn;
        bucket.engine->jobs().step();
        bucket.engine.reopen(); // the report stands beside the object now
        bucket.engine.runJobs();
        QCOMPARE(outcomeOf(bucket.engine->bulkOperations().describe(arn)), "COMPLETED_WITH_ERRORS 601, 1 failed, 0 conditions"s);
    }

    void noMoreUnitsASecondAreWrittenThanWereAsked()
    {
        BulkBucket bucket;
        std::string text;
        for (int number = 0; number < 3000; ++number)
            text += bulkLine("n", number);
        bucket.write("a", text);
        BulkPutRequest asked = bucket.request("a");
        asked.maxWriteUnits = 1024;
        const std::string arn = bucket.engine->bulkOperations().begin(asked).arn;
        for (const std::int64_t expected : {1024, 2048, 3000}) {
            bucket.engine.runJobs();
            QCOMPARE(bucket.engine->bulkOperations().describe(arn).processedItems, expected);
            bucket.engine.pass(1000);
        }
        bucket.engine.runJobs();
        QCOMPARE(outcomeOf(bucket.engine->bulkOperations().describe(arn)), "COMPLETED 3000, 0 failed, 0 conditions"s);
    }

    /// Every line may be put only where nothing is, so that one that were put twice would be told.
    void aKilledOperationGoesOnWhereItStopped()
    {
        const TemporaryFolder folder;
        {
            TimedEngine engine(folder.path() / "first");
            engine->createTable(table("Target", "p:S c:N"));
            const fs::path source = folder.path() / "first" / "buckets" / "source";
            fs::create_directories(source);
            for (const char *name : {"a", "b", "c"}) {
                std::ofstream file(source / name, std::ios::binary);
                for (int number = 0; number < 400; ++number)
                    file << (number % 100 == 7 ? "{\"Item\":{\"p\":{\"S\":\"bad\"}}}\n"s : bulkLine(name, number, {}, kOnlyNew))
                         << (number % 100 == 8 ? bulkLine(name, number, {}, kOnlyNew) : ""); // not new any more
            }
        }
        bool ended = false;
        int interrupted = 0;
        for (int lines = 1; !ended; ++lines) {
            const fs::path store = folder.path() / "round";
            fs::remove_all(store);
            fs::copy(folder.path() / "first", store, fs::copy_options::recursive);
            ended = runUntil(store, lines).contains("end");
            TimedEngine engine(store, kBackupNow + 100'000);
            const auto listed = engine->bulkOperations().list({}, 25).entries;
            QVERIFY(listed.size() == 1 || lines == 1);
            if (listed.empty())
                continue;
            const BulkOperation &half = listed.front();
            interrupted += half.status == BulkStatus::InProgress && half.processedItems > 0 ? 1 : 0;
            QCOMPARE(static_cast<std::int64_t>(allItems(*engine, engine::ScanRequest{.table = "Target"}).size()),
                     half.processedItems - half.failedItems - half.conditionFailures);
            engine.runJobs();
            const BulkOperation whole = engine->bulkOperations().describe(half.arn);
            QCOMPARE(outcomeOf(whole), "COMPLETED_WITH_ERRORS 1212, 12 failed, 12 conditions"s);
            QCOMPARE(allItems(*engine, engine::ScanRequest{.table = "Target"}).size(), std::size_t(1188));
            QCOMPARE(contradictionsIn(*engine, "Target"), ""s);
            const fs::path report = store / "buckets" / "reports" / "AWSDynamoDB" / whole.id;
            QCOMPARE(linesIn(readFile(report / "error.json")), std::size_t(12));
            QCOMPARE(linesIn(readFile(report / "condition_check_failure.json")), std::size_t(12));
        }
        QVERIFY(interrupted > 3);
    }

private:
    static QByteArray runUntil(const fs::path &folder, int lines)
    {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {"--bulk-put-until-killed", QString::fromStdString(folder.string())});
        QByteArray said;
        while (said.count('\n') < lines && !said.contains("end\n") && child.waitForReadyRead())
            said += child.readAllStandardOutput();
        child.kill();
        child.waitForFinished();
        return said;
    }
};

int keywright::test::bulkPutUntilKilled(const char *folder)
{
    TimedEngine engine(folder, kBackupNow + 1000);
    std::cout << "begin" << std::endl;
    BulkPutRequest asked;
    asked.table = "Target";
    asked.input.bucket = "source";
    asked.output.bucket = "reports";
    asked.reportsErrors = asked.reportsConditionFailures = true;
    engine->bulkOperations().begin(asked);
    std::cout << "begun" << std::endl;
    while (engine->jobs().step())
        std::cout << "step" << std::endl;
    std::cout << "end" << std::endl;
    std::cin.get();
    return 0;
}

std::unique_ptr<QObject> makeBulkOperationsTest()
{
    return std::make_unique<BulkOperationsTest>();
}

#include "bulk_operations_test.moc"
