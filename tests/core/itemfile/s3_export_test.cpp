#include "tests/core/itemfile/s3_export_test.h"

#include "core/itemfile/item_file.h"
#include "core/value/base64.h"
#include "core/value/md5.h"

#include <QTest>

#include <zlib.h>

#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

using namespace keywright::itemfile;
using keywright::test::TemporaryFolder;
using keywright::test::writeFile;
namespace fs = std::filesystem;

namespace {

std::string gzip(const std::string &text)
{
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string out(text.size() + 100, '\0');
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string md5Of(const std::string &bytes)
{
    const auto digest = keywright::value::md5(bytes);
    return keywright::value::toBase64({reinterpret_cast<const char *>(digest.data()), digest.size()});
}

/// An export of one data file, as DynamoDB lays it out.
void makeExport(const fs::path &folder, const std::string &lines, const std::string &summary, int count)
{
    fs::create_directories(folder / "data");
    const std::string packed = gzip(lines);
    writeFile(folder / "data" / "abc.json.gz", packed);
    writeFile(folder / "manifest-summary.json", summary);
    writeFile(folder / "manifest-files.json",
              "{\"itemCount\":" + std::to_string(count) + ",\"md5Checksum\":\"" + md5Of(packed)
                  + "\",\"etag\":\"x\",\"dataFileS3Key\":\"AWSDynamoDB/01-x/data/abc.json.gz\"}\n");
}

const std::string kFull = "{\"tableArn\":\"arn:aws:dynamodb:us-east-1:1:table/"
                          "Shop\",\"exportTime\":\"2026-08-01T00:00:00Z\",\"outputFormat\":\"DYNAMODB_JSON\",\"itemCount\":2}";
const std::string kLines = "{\"Item\":{\"k\":{\"S\":\"1\"}}}\n{\"Item\":{\"k\":{\"S\":\"2\"}}}\n";

std::string readAll(const fs::path &path, ReadReport &report)
{
    std::string all;
    report = readItems(path, {}, [&all](Record &&record) {
        all += record.table + (record.kind == Record::Kind::Delete ? " delete " : " put ") + keywright::test::textOf(record.item)
            + (record.oldImage ? " was " + keywright::test::textOf(*record.oldImage) : "") + "\n";
    });
    return all;
}

} // namespace

void S3ExportTest::readsAFullExport()
{
    const TemporaryFolder folder;
    makeExport(folder.path(), kLines, kFull, 2);
    ReadReport report;
    QCOMPARE(readAll(folder.path(), report), std::string("Shop put {\"k\":{\"S\":\"1\"}}\nShop put {\"k\":{\"S\":\"2\"}}\n"));
    QCOMPARE(report.badRows, 0u);
    QCOMPARE(report.notes,
             (std::vector<std::string>{"Exported from arn:aws:dynamodb:us-east-1:1:table/Shop, as of 2026-08-01T00:00:00Z."}));
    readAll(folder.path() / "manifest-files.json", report);
    QCOMPARE(report.records, 2u);
}

void S3ExportTest::tellsChangesApartInAnIncrementalExport()
{
    const TemporaryFolder folder;
    const std::string stamp = "\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\"1\"}},";
    makeExport(
        folder.path(),
        "{" + stamp
            + "\"Keys\":{\"k\":{\"S\":\"1\"}},\"NewImage\":{\"k\":{\"S\":\"1\"},\"a\":{\"N\":\"2\"}},\"OldImage\":{\"k\":{\"S\":\"1\"}}}\n{"
            + stamp + "\"Keys\":{\"k\":{\"S\":\"2\"}},\"OldImage\":{\"k\":{\"S\":\"2\"},\"a\":{\"N\":\"1\"}}}\n{" + stamp
            + "\"Keys\":{\"k\":{\"S\":\"3\"}}}\n",
        "{\"tableArn\":\"arn:aws:dynamodb:us-east-1:1:table/"
        "Shop\",\"exportType\":\"INCREMENTAL_EXPORT\",\"outputView\":\"NEW_AND_OLD_IMAGES\",\"exportFromTime\":\"A\",\"exportToTime\":"
        "\"B\"}",
        3);
    ReadReport report;
    QCOMPARE(readAll(folder.path(), report),
             std::string(
                 "Shop put {\"a\":{\"N\":\"2\"},\"k\":{\"S\":\"1\"}} was {\"k\":{\"S\":\"1\"}}\n"
                 "Shop delete {\"k\":{\"S\":\"2\"}} was {\"a\":{\"N\":\"1\"},\"k\":{\"S\":\"2\"}}\nShop delete {\"k\":{\"S\":\"3\"}}\n"));
    QCOMPARE(report.notes.back(), std::string("The export is incremental: it has changes from A to B with NEW_AND_OLD_IMAGES."));
}

void S3ExportTest::readsAFolderWithoutManifest()
{
    const TemporaryFolder folder;
    fs::create_directories(folder.path() / "data");
    writeFile(folder.path() / "data" / "b.json.gz", gzip("{\"Item\":{\"k\":{\"S\":\"2\"}}}\n"));
    writeFile(folder.path() / "data" / "a.json.gz", gzip("{\"Item\":{\"k\":{\"S\":\"1\"}}}\n"));
    ReadReport report;
    QCOMPARE(readAll(folder.path(), report), std::string(" put {\"k\":{\"S\":\"1\"}}\n put {\"k\":{\"S\":\"2\"}}\n"));
    QCOMPARE(report.notes.size(), std::size_t(2));
}

void S3ExportTest::saysWhatIsMissingOrDamaged()
{
    const TemporaryFolder folder;
    makeExport(folder.path(), kLines, kFull, 3);
    ReadReport report;
    readAll(folder.path(), report);
    QCOMPARE(report.notes.back(), std::string("abc.json.gz has 2 items; the manifest says 3."));

    writeFile(folder.path() / "data" / "abc.json.gz", gzip(kLines + "{\"Item\":{\"k\":{\"S\":\"3\"}}}\n"));
    readAll(folder.path(), report);
    QVERIFY(report.notes.back().starts_with("abc.json.gz has not the MD5 that the manifest says"));

    fs::remove(folder.path() / "data" / "abc.json.gz");
    readAll(folder.path(), report);
    QCOMPARE(report.badRows, 1u);
    QVERIFY(report.problems[0].reason.find("cannot be opened") != std::string::npos);

    writeFile(folder.path() / "manifest-files.json", "{\"itemCount\":1}\n");
    QVERIFY_THROWS_EXCEPTION(ItemFileError, readAll(folder.path(), report));
}

void S3ExportTest::refusesIon()
{
    const TemporaryFolder folder;
    makeExport(folder.path(), kLines, "{\"outputFormat\":\"ION\"}", 2);
    ReadReport report;
    QVERIFY_THROWS_EXCEPTION(ItemFileError, readAll(folder.path(), report));
}

void S3ExportTest::survivesCutGzip()
{
    const TemporaryFolder folder;
    const std::string packed = gzip(kLines);
    const fs::path file = folder.path() / "items.json.gz";
    ReadOptions options;
    options.format = Format::JsonLines;
    for (std::size_t length = 0; length <= packed.size(); ++length) {
        writeFile(file, packed.substr(0, length));
        const auto report = readItems(file, options, [](Record &&) {});
        QVERIFY(report.records == 2 || report.badRows > 0 || length == 0);
    }
}
