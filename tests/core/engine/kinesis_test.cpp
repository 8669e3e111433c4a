#include <fstream>
#include <string>
#include <vector>

#include <QObject>
#include <QTest>

#include "core/value/json.h"
#include "tests/core/engine/backup_tables.h"
#include "tests/core/engine/tables.h"
#include "tests/support/run_classes.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using namespace keywright::test;
using namespace std::string_literals;
namespace fs = std::filesystem;
using engine::DestinationStatus;
using engine::TimePrecision;
using value::Json;

namespace {

const std::string kStream = "arn:aws:kinesis:us-east-1:000000000000:stream/changes";
const std::string kOtherStream = "arn:aws:kinesis:us-east-1:000000000000:stream/others";
const std::string kWrongState = "ValidationException: Table is not in a valid state to enable Kinesis Streaming Destination: ";

/// "Things", with the key pk:S, on disk.
class StreamedTable {
public:
    StreamedTable() : engine(m_folder.path()) { engine->createTable(table("Things", "pk:S")); }

    void put(int n) { test::put(*engine, "Things", "{\"pk\":{\"S\":\"a\"},\"n\":{\"N\":\"" + std::to_string(n) + "\"}}"); }
    void remove()
    {
        value::Item key;
        key.set("pk", Value("a"));
        engine->deleteItem({"Things", key});
    }
    fs::path file(const std::string &stream = kStream) const { return engine_().kinesis().fileOf(stream); }
    std::vector<std::string> lines(const std::string &stream = kStream) const
    {
        std::ifstream in(file(stream));
        std::vector<std::string> found;
        for (std::string line; std::getline(in, line);)
            found.push_back(line);
        return found;
    }
    std::vector<DestinationStatus> statuses() const
    {
        std::vector<DestinationStatus> found;
        for (const auto &each : engine_().kinesis().describe("Things"))
            found.push_back(each.status);
        return found;
    }

private:
    engine::Engine &engine_() const { return *const_cast<TimedEngine &>(engine); }

    TemporaryFolder m_folder;

public:
    TimedEngine engine;
};

} // namespace

class KinesisTest : public QObject {
    Q_OBJECT

private slots:
    /// Source of the form: developer guide, "Working with Kinesis Data Streams".
    void everyChangeComesInTheServicesForm()
    {
        StreamedTable table;
        table.put(1); // before: not sent
        QCOMPARE(int(table.engine->kinesis().enable("Things", kStream, {}).status), int(DestinationStatus::Enabling));
        table.engine.pass(5);
        table.put(2);
        table.engine->kinesis().update("Things", kStream, TimePrecision::Microsecond);
        table.remove();
        table.put(3);
        table.engine->kinesis().disable("Things", kStream);
        table.put(4); // after: not sent
        table.engine.runJobs();
        const auto lines = table.lines();
        QCOMPARE(lines.size(), std::size_t(3));
        const std::string id = Json::parse(lines[0]).find("eventID")->text();
        QCOMPARE(id.size(), std::size_t(36));
        QCOMPARE(lines[0],
                 "{\"awsRegion\":\"us-east-1\",\"eventID\":\"" + id
                     + "\",\"eventName\":\"MODIFY\",\"userIdentity\":null,\"recordFormat\":\"application/json\",\"tableName\":\"Things\","
                       "\"dynamodb\":{\"ApproximateCreationDateTime\":1795000000005,\"Keys\":{\"pk\":{\"S\":\"a\"}},"
                       "\"NewImage\":{\"n\":{\"N\":\"2\"},\"pk\":{\"S\":\"a\"}},\"OldImage\":{\"n\":{\"N\":\"1\"},\"pk\":{\"S\":\"a\"}},"
                       "\"SizeBytes\":15},"
                       "\"eventSource\":\"aws:dynamodb\"}");
        const Json removal = Json::parse(lines[1]);
        QCOMPARE(removal.find("eventName")->text(), "REMOVE"s);
        const Json &data = *removal.find("dynamodb");
        QVERIFY(data.find("NewImage") == nullptr && data.find("OldImage") != nullptr);
        QCOMPARE(data.find("ApproximateCreationDateTime")->asInteger().value(), std::int64_t(1'795'000'000'005'000));
        QCOMPARE(data.find("ApproximateCreationDateTimePrecision")->text(), "MICROSECOND"s);
        QCOMPARE(Json::parse(lines[2]).find("eventName")->text(), "INSERT"s);
        QVERIFY(Json::parse(lines[1]).find("eventID")->text() != Json::parse(lines[2]).find("eventID")->text());
    }

    /// Measured by others.
    void oneDestinationAtATimeAndOnlyAnActiveOneChanges()
    {
        StreamedTable table;
        engine::KinesisDestinations &kinesis = table.engine->kinesis();
        QVERIFY(kinesis.describe("Things").empty());
        const auto errorOfEnable = [&](const std::string &stream) { return errorOf([&] { kinesis.enable("Things", stream, {}); }); };
        const std::string mustBeOff =
            kWrongState + "EnableKinesisStreamingDestination must be DISABLED or ENABLE_FAILED to perform ENABLE operation.";
        const std::string mustBeOn = kWrongState + "KinesisStreamingDestination must be ACTIVE to perform DISABLE operation.";
        QCOMPARE(errorOf([&] { kinesis.disable("Things", kStream); }), mustBeOn);
        kinesis.enable("Things", kStream, {});
        QVERIFY(table.statuses() == std::vector{DestinationStatus::Active});
        QVERIFY(!kinesis.describe("Things")[0].precision);
        QCOMPARE(errorOfEnable(kStream), mustBeOff);
        QCOMPARE(errorOfEnable(kOtherStream), mustBeOff);
        const std::string uuid = table.engine->describeTable("Things").id;
        QCOMPARE(errorOf([&] { kinesis.update("Things", kStream, TimePrecision::Millisecond); }),
                 "ValidationException: Invalid Request: Precision is already set to the desired value of MILLISECOND for tableId: " + uuid
                     + ", kdsArn: " + kStream);
        QCOMPARE(errorOf([&] { kinesis.update("Things", kStream, {}); }),
                 "ValidationException: Streaming destination cannot be updated with given parameters: UpdateKinesisStreamingConfiguration "
                 "cannot be null or contain only null values"s);
        QCOMPARE(errorOf([&] { kinesis.update("Things", kOtherStream, TimePrecision::Microsecond); }),
                 kWrongState
                     + "Kinesis streaming is not in ACTIVE state. Updates are only allowed in ACTIVE state. TableName: Things, kdsArn: "
                     + kOtherStream);
        kinesis.disable("Things", kStream);
        QVERIFY(table.statuses() == std::vector{DestinationStatus::Disabled});
        QCOMPARE(errorOf([&] { kinesis.disable("Things", kStream); }), mustBeOn);
        kinesis.enable("Things", kOtherStream, TimePrecision::Microsecond);
        QVERIFY((table.statuses() == std::vector{DestinationStatus::Active, DestinationStatus::Disabled}));
        kinesis.disable("Things", kOtherStream);
        kinesis.enable("Things", kStream, {});
        QVERIFY((table.statuses() == std::vector{DestinationStatus::Active, DestinationStatus::Disabled}));
        table.engine.reopen();
        QVERIFY((table.statuses() == std::vector{DestinationStatus::Active, DestinationStatus::Disabled}));
        for (const char *arn : {"arn:aws:kinesis:us-east-1:000000000000:stream/", "arn:aws:sqs:us-east-1:000000000000:stream/x",
                                "arn:aws:kinesis:us-east-1:000000000000:stream/../x"})
            QVERIFY(errorOf([&] { table.engine->kinesis().enable("Things", arn, {}); }).starts_with("ValidationException"));
        QVERIFY(errorOf([&] { table.engine->kinesis().describe("None"); }).starts_with("ResourceNotFoundException"));
    }

    void whatWasNotDeliveredComesLater()
    {
        StreamedTable table;
        table.engine->kinesis().enable("Things", kStream, {});
        table.put(1);
        table.engine.runJobs();
        QCOMPARE(table.lines().size(), std::size_t(1));
        table.put(2);
        table.put(3);
        std::ofstream(table.file(), std::ios::app) << "{\"half a record"; // as a kill leaves it
        table.engine->tables().drop("Things");
        table.engine.reopen();
        table.engine.runJobs();
        const auto lines = table.lines();
        QCOMPARE(lines.size(), std::size_t(3));
        for (std::size_t i = 0; i < lines.size(); ++i)
            QCOMPARE(Json::parse(lines[i]).find("dynamodb")->find("NewImage")->find("n")->find("N")->text(), std::to_string(i + 1));
        table.engine.runJobs();
        QCOMPARE(table.lines().size(), std::size_t(3));
    }

    void withoutAFolderItFails()
    {
        TimedEngine engine;
        engine->createTable(table("Things", "pk:S"));
        engine->kinesis().enable("Things", kStream, {});
        const auto described = engine->kinesis().describe("Things");
        QCOMPARE(int(described.at(0).status), int(DestinationStatus::EnableFailed));
        QVERIFY(described[0].failure.find("--buckets") != std::string::npos);
        put(*engine, "Things", "{\"pk\":{\"S\":\"a\"}}");
        engine.runJobs();
        engine->kinesis().enable("Things", kStream, {}); // a failed one is no obstacle
        QCOMPARE(engine->kinesis().describe("Things").size(), std::size_t(1));
    }
};

std::unique_ptr<QObject> makeKinesisTest()
{
    return std::make_unique<KinesisTest>();
}

#include "kinesis_test.moc"
