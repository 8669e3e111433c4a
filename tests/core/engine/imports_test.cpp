#include <fstream>
#include <functional>
#include <string>

#include <QObject>
#include <QTest>
#include <zlib.h>
#include <zstd.h>

#include "tests/core/engine/backup_tables.h"
#include "tests/core/engine/tables.h"
#include "tests/support/item_text.h"
#include "tests/support/run_classes.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using namespace keywright::test;
using namespace std::string_literals;
namespace fs = std::filesystem;
using engine::ImportDescription;
using engine::ImportRequest;
using engine::ImportStatus;

namespace {

std::string zstdOf(const std::string &text)
{
    std::string packed(ZSTD_compressBound(text.size()), '\0');
    packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3));
    return packed;
}

std::string gzipOf(const std::string &text)
{
    constexpr int kGzip = 15 + 16;
    constexpr int kMemory = 8;
    z_stream stream{};
    deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzip, kMemory, Z_DEFAULT_STRATEGY);
    std::string packed(deflateBound(&stream, text.size()) + 32, '\0');
    std::string input = text;
    stream.next_in = reinterpret_cast<Bytef *>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

/// An engine on disk, and a bucket in its folder.
class Bucket {
public:
    Bucket() : engine(m_folder.path()) { fs::create_directories(folder()); }

    fs::path folder() const { return m_folder.path() / "buckets" / "source"; }
    void write(const std::string &key, const std::string &bytes) const
    {
        fs::create_directories((folder() / key).parent_path());
        std::ofstream(folder() / key, std::ios::binary) << bytes;
    }

    /// Of items with the key p:S c:N.
    ImportRequest request(const std::string &prefix, const std::string &name = "Target") const
    {
        ImportRequest request;
        request.clientToken = "token of " + name;
        request.bucket = "source";
        request.prefix = prefix;
        request.table = table(name, "p:S c:N");
        request.tableParameters = "{}";
        return request;
    }
    /// Begun and done.
    ImportDescription done(const ImportRequest &asked)
    {
        const std::string arn = engine->imports().begin(asked).arn;
        engine.runJobs();
        return engine->imports().describe(arn);
    }

private:
    TemporaryFolder m_folder;

public:
    TimedEngine engine;
};

/// "COMPLETED 5 of 5, 0 errors"
std::string countsOf(const ImportDescription &import)
{
    return std::string(textOf(import.status)) + " " + std::to_string(import.importedItems) + " of " + std::to_string(import.processedItems)
        + ", " + std::to_string(import.errors) + " errors";
}

std::string lineOf(const std::string &p, int c, const std::string &more = {})
{
    return "{\"Item\":{\"p\":{\"S\":\"" + p + "\"},\"c\":{\"N\":\"" + std::to_string(c) + "\"}" + more + "}}\n";
}

} // namespace

class ImportsTest : public QObject {
    Q_OBJECT

private slots:
    void whatWasExportedImportsAgain()
    {
        Bucket bucket;
        TimedEngine &engine = bucket.engine;
        engine->createTable(ordersTable());
        engine->continuousBackups().update("Orders", true, {});
        for (int number = 0; number < 700; ++number)
            put(*engine, "Orders", orderItem(number, 1, 2000));
        engine::ExportRequest exported;
        exported.tableArn = engine->describeTable("Orders").arn;
        exported.bucket = "source";
        const std::string exportArn = engine->exports().begin(exported).arn;
        engine.runJobs();
        const std::string manifest = engine->exports().describe(exportArn).manifestKey;

        ImportRequest asked = bucket.request(manifest.substr(0, manifest.rfind('/')) + "/data/");
        asked.layout.packing = itemfile::Packing::Gzip;
        asked.table = ordersTable();
        asked.table.name = "Target";
        asked.table.localIndexes.clear();
        const ImportDescription import = bucket.done(asked);
        QCOMPARE(countsOf(import), "COMPLETED 700 of 700, 0 errors"s);
        QVERIFY(import.endTime && import.failureCode.empty());
        QCOMPARE(scanText(*engine, "Target"), scanText(*engine, "Orders"));
        QCOMPARE(contradictionsIn(*engine, "Target"), ""s);
        QCOMPARE(engine->describeTable("Target").id, import.tableId);
        QCOMPARE(int(engine->describeTable("Target").status), int(engine::TableStatus::Active));
    }

    void sizesAreThoseOfTheUnpackedBytes()
    {
        Bucket bucket;
        std::string text;
        for (int number = 0; number < 600; ++number)
            text += lineOf("same", number, ",\"v\":{\"S\":\"" + std::string(1000, 'x') + "\"}");
        bucket.write("plain/a.json", text);
        bucket.write("gzip/a.json", gzipOf(text));
        bucket.write("zstd/a.json", zstdOf(text.substr(0, 1'000)) + zstdOf(text.substr(1'000)));
        bucket.write("zstd/empty.json", "");
        const std::vector<std::pair<std::string, itemfile::Packing>> packings{
            {"plain", itemfile::Packing::None}, {"gzip", itemfile::Packing::Gzip}, {"zstd", itemfile::Packing::Zstd}};
        for (const auto &[name, packing] : packings) {
            ImportRequest asked = bucket.request(name + "/", name + "Table");
            asked.layout.packing = packing;
            const ImportDescription import = bucket.done(asked);
            QCOMPARE(countsOf(import), "COMPLETED 600 of 600, 0 errors"s);
            QCOMPARE(import.processedSize.value(), static_cast<std::int64_t>(text.size()));
            QCOMPARE(scanText(*bucket.engine, name + "Table"), scanText(*bucket.engine, "plainTable"));
        }
        ImportRequest wrong = bucket.request("plain/", "Wrong");
        wrong.layout.packing = itemfile::Packing::Zstd;
        QCOMPARE(countsOf(bucket.done(wrong)), "FAILED 0 of 1, 1 errors"s);
        wrong.table.name = "Wrong2";
        wrong.layout.packing = itemfile::Packing::Gzip;
        QCOMPARE(countsOf(bucket.done(wrong)), "FAILED 0 of 1, 1 errors"s);
    }

    /// Source: measured by others: what cannot be told to be an item ends its object, what is an item that the table cannot
    /// hold does not.
    void itemsThatCannotBeAreCountedAndLogged()
    {
        Bucket bucket;
        bucket.write("bad/0", lineOf("good", 1) + "\n   \n" + lineOf("good", 2));
        bucket.write("bad/1", "{\"NotAnItem\":{\"p\":{\"S\":\"x\"}}}\n" + lineOf("never read", 1));
        bucket.write("bad/2", "{\"Item\":{\"c\":{\"N\":\"1\"}}}\n" + lineOf("read on", 1));
        bucket.write("bad/3", "{\"Item\":{\"p\":{\"S\":\"x\"}}}");
        bucket.write("bad/4", "{\"Item\":{\"p\":{\"S\":\"x\"},\"c\":{\"S\":\"1\"}}}");
        bucket.write("bad/5", "{\"Item\": ");
        bucket.write("bad/6", "{\"Item\":{\"p\":{\"S\":\"x\"},\"c\":{\"N\":\"1\"},\"\":{\"S\":\"v\"}}}");
        bucket.write("better/7", lineOf("not of this prefix", 1));
        const ImportDescription import = bucket.done(bucket.request("bad"));
        QCOMPARE(countsOf(import), "FAILED 3 of 9, 6 errors"s);
        QCOMPARE(import.failureCode, "ItemValidationError"s);
        QVERIFY(import.failureMessage.starts_with("Some of the items failed validation checks and were not imported."));
        QCOMPARE(allItems(*bucket.engine, engine::ScanRequest{.table = "Target"}).size(), std::size_t(3));
        const std::string log = readFile(bucket.engine->imports().logOf(import.id));
        QCOMPARE(std::count(log.begin(), log.end(), '\n'), 6);
        QVERIFY2(log.find("{\"itemS3Pointer\":{\"bucket\":\"source\",\"key\":\"bad/2\",\"itemIndex\":0},\"importArn\":\"" + import.arn
                          + "\",\"errorMessages\":[\"One or more parameter values were invalid: Missing the key p in the item\"]}\n")
                     != std::string::npos,
                 log.c_str());
    }

    void csvHasStringsButForKeys()
    {
        Bucket bucket;
        bucket.write("a.csv", "p,c,year,note\n\"x,1\",1,1973,\ny,2,,\"two \"\"quotes\"\"\"\nshort,3\nz,no number,1,2\n");
        ImportRequest asked = bucket.request("a.csv");
        asked.layout.isCsv = true;
        asked.table.globalIndexes.push_back(index("byYear", "year:N"));
        const ImportDescription import = bucket.done(asked);
        QCOMPARE(countsOf(import), "FAILED 2 of 4, 2 errors"s);
        const auto items = allItems(*bucket.engine, engine::ScanRequest{.table = "Target"});
        QCOMPARE(items.size(), std::size_t(2));
        for (const value::Item &each : items) {
            const bool isFirst = *each.find("p")->get<std::string>() == "x,1";
            QCOMPARE(textOf(each),
                     textOf(item(isFirst ? "{\"p\":{\"S\":\"x,1\"},\"c\":{\"N\":\"1\"},\"year\":{\"N\":\"1973\"},\"note\":{\"S\":\"\"}}"
                                         : "{\"p\":{\"S\":\"y\"},\"c\":{\"N\":\"2\"},\"note\":{\"S\":\"two \\\"quotes\\\"\"}}")));
        }
        QCOMPARE(contradictionsIn(*bucket.engine, "Target"), ""s);

        bucket.write("b.csv", "a|1|first line\nb|2|second\n");
        ImportRequest named = bucket.request("b.csv", "Named");
        named.layout.isCsv = true;
        named.layout.delimiter = '|';
        named.layout.header = {"p", "c", "text"};
        QCOMPARE(countsOf(bucket.done(named)), "COMPLETED 2 of 2, 0 errors"s);
    }

    void ofItemsWithOneKeyTheLastOneStays()
    {
        Bucket bucket;
        const auto turn = [](const std::string &word) { return ",\"which\":{\"S\":\"" + word + "\"}"; };
        bucket.write("d/0", lineOf("dup", 1, turn("first")) + lineOf("dup", 1, turn("second")) + lineOf("other", 1, turn("only")));
        bucket.write("d/1", lineOf("dup", 1, turn("third")));
        ImportRequest asked = bucket.request("d/");
        asked.table.globalIndexes.push_back(index("byWhich", "which:S"));
        QCOMPARE(countsOf(bucket.done(asked)), "COMPLETED 4 of 4, 0 errors"s);
        const std::string text = scanText(*bucket.engine, "Target");
        QVERIFY(text.find("third") != std::string::npos && text.find("second") == std::string::npos);
        QCOMPARE(contradictionsIn(*bucket.engine, "Target"), ""s);
    }

    void withoutABucketThereIsNoTableAndWithoutObjectsAnEmptyOne()
    {
        Bucket bucket;
        ImportRequest asked = bucket.request("");
        asked.bucket = "none";
        const ImportDescription import = bucket.done(asked);
        QCOMPARE(countsOf(import), "FAILED 0 of 0, 0 errors"s);
        QCOMPARE(import.failureCode, "S3NoSuchBucket"s);
        QVERIFY(bucket.engine->listTables().empty());
        for (const char *prefix : {"nothing/here", "../source/"}) {
            const ImportDescription empty = bucket.done(bucket.request(prefix));
            QCOMPARE(countsOf(empty), "COMPLETED 0 of 0, 0 errors"s);
            QVERIFY(allItems(*bucket.engine, engine::ScanRequest{.table = "Target"}).empty());
            bucket.engine->tables().drop("Target");
        }
    }

    void aTokenGivesTheSameImportWhileItGoesOn()
    {
        Bucket bucket;
        bucket.write("a", lineOf("x", 1));
        ImportRequest asked = bucket.request("a");
        const ImportDescription begun = bucket.engine->imports().begin(asked);
        QCOMPARE(int(bucket.engine->describeTable("Target").status), int(engine::TableStatus::Creating));
        QVERIFY(errorOf([&] { scanText(*bucket.engine, "Target"); }).starts_with("ResourceNotFoundException"));
        QVERIFY(errorOf([&] { bucket.engine->tables().drop("Target"); }).starts_with("ResourceInUseException"));
        asked.prefix = "other";
        QCOMPARE(bucket.engine->imports().begin(asked).arn, begun.arn);
        QCOMPARE(bucket.engine->imports().begin(asked).request.prefix, "a"s);
        ImportRequest other = bucket.request("a", "Other");
        other.clientToken = asked.clientToken;
        QCOMPARE(errorOf([&] { bucket.engine->imports().begin(other); }),
                 "ImportConflictException: Import conflict: Duplicate request detected with conflicting parameters"s);
        bucket.engine.runJobs();
        QCOMPARE(errorOf([&] { bucket.engine->imports().begin(asked); }), "ResourceInUseException: Table already exists: Target"s);
    }

    void importsAreListedTheYoungestFirst()
    {
        Bucket bucket;
        bucket.write("a", lineOf("x", 1));
        std::vector<std::string> arns;
        for (const char *name : {"First", "Second", "Third"}) {
            bucket.engine.pass(1);
            arns.insert(arns.begin(), bucket.done(bucket.request("a", name)).arn);
        }
        bucket.engine.reopen();
        std::vector<std::string> listed;
        std::optional<std::string> token;
        do {
            const auto page = bucket.engine->imports().list("", token, 1);
            QCOMPARE(page.entries.size(), std::size_t(1));
            listed.push_back(page.entries[0].arn);
            token = page.nextToken;
            QVERIFY(!token || (token->size() >= 112 && token->size() % 16 == 0));
        } while (token);
        QVERIFY(listed == arns);
        QCOMPARE(bucket.engine->imports().list("arn:aws:dynamodb:us-east-1:000000000000:table/Second", {}, 25).entries.at(0).arn, arns[1]);
        QVERIFY(errorOf([&] { bucket.engine->imports().list("", std::string(112, '0'), 25); }).starts_with("ValidationException"));
        for (const std::string &arn :
             {arns[0] + "0", "arn:aws:dynamodb:us-east-1:000000000000:table/Third/import/01658528578619-c4d4e311"s})
            QCOMPARE(errorOf([&] { bucket.engine->imports().describe(arn); }), "ImportNotFoundException: Import not found: " + arn);
        QCOMPARE(
            errorOf([&] { bucket.engine->imports().describe("arn:aws:dynamodb:us-east-1:000000000000:table/x/import/01658528578619"); }),
            "ValidationException: Invalid Import ARN"s);
    }

    void anImportThatWasCutOffBeginsAgain()
    {
        Bucket bucket;
        std::string text = "{\"Item\":{\"c\":{\"N\":\"1\"}}}\n";
        for (int number = 0; number < 900; ++number)
            text += lineOf("n" + std::to_string(number), number);
        bucket.write("a", text);
        const std::string arn = bucket.engine->imports().begin(bucket.request("a")).arn;
        bucket.engine->jobs().step();
        QCOMPARE(countsOf(bucket.engine->imports().describe(arn)), "IN_PROGRESS 255 of 256, 1 errors"s);
        bucket.engine.reopen();
        QCOMPARE(int(bucket.engine->describeTable("Target").status), int(engine::TableStatus::Creating));
        bucket.write("a", text.substr(0, text.find("{\"Item\":{\"p\":{\"S\":\"n10\"")));
        bucket.engine.runJobs();
        const ImportDescription import = bucket.engine->imports().describe(arn);
        QCOMPARE(countsOf(import), "FAILED 10 of 11, 1 errors"s); // of what is there now, and nothing of the first attempt
        QCOMPARE(allItems(*bucket.engine, engine::ScanRequest{.table = "Target"}).size(), std::size_t(10));
        QCOMPARE(bucket.engine->describeTable("Target").id, import.tableId);
        const std::string log = readFile(bucket.engine->imports().logOf(import.id));
        QCOMPARE(std::count(log.begin(), log.end(), '\n'), 1);
        QCOMPARE(contradictionsIn(*bucket.engine, "Target"), ""s);
    }
};

std::unique_ptr<QObject> makeImportsTest()
{
    return std::make_unique<ImportsTest>();
}

#include "imports_test.moc"
