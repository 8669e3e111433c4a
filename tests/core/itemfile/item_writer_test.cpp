#include "tests/core/itemfile/item_writer_test.h"

#include "core/itemfile/item_writer.h"

#include <QTest>

#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

using namespace keywright::itemfile;
using keywright::test::item;
using keywright::test::readFile;
using keywright::test::TemporaryFolder;
using keywright::value::Item;

namespace {

std::vector<Item> items()
{
    return {item("{\"id\":{\"S\":\"1\"},\"text\":{\"S\":\"a, "
                 "\\\"b\\\"\\r\\nc\"},\"n\":{\"N\":\"12345678901234567890123456789012345678\"},\"on\":{\"BOOL\":true}}"),
            item("{\"id\":{\"S\":\"2\"},\"m\":{\"M\":{\"b\":{\"B\":\"AAE=\"},\"s\":{\"NS\":[\"1\",\"2\"]}}},\"l\":{\"L\":[{\"S\":\"x\"},{"
                 "\"NULL\":true}]}}"),
            item("{\"id\":{\"S\":\"3\"},\"ss\":{\"SS\":[\"x\",\"y\"]},\"b\":{\"B\":\"AAE=\"},\"z\":{\"NULL\":true}}")};
}

} // namespace

void ItemWriterTest::whatIsWrittenIsReadAgain_data()
{
    QTest::addColumn<int>("format");
    QTest::newRow("CSV") << static_cast<int>(Format::Csv);
    QTest::newRow("JSON") << static_cast<int>(Format::Json);
    QTest::newRow("JSON Lines") << static_cast<int>(Format::JsonLines);
    QTest::newRow("BatchWriteItem") << static_cast<int>(Format::BatchWrite);
}

void ItemWriterTest::whatIsWrittenIsReadAgain()
{
    QFETCH(int, format);
    const TemporaryFolder folder;
    WriteOptions options;
    options.format = static_cast<Format>(format);
    options.table = "T";
    CsvColumns columns({"id"});
    for (const Item &each : items())
        columns.add(each);
    options.columns = columns.columns();
    const auto writer = openItemWriter(folder.path() / "items.x", options);
    for (const Item &each : items())
        writer->write(each);
    const auto written = writer->finish();
    QCOMPARE(written.size(), std::size_t(1));
    QCOMPARE(writer->losses().size(), std::size_t(0));

    ReadOptions reading;
    reading.csv.columns = options.columns;
    std::vector<Item> found;
    const auto report = readItems(written[0], reading, [&found](Record &&record) { found.push_back(std::move(record.item)); });
    QCOMPARE(static_cast<int>(report.format), format);
    QCOMPARE(keywright::test::textOf(found), keywright::test::textOf(items()));
}

void ItemWriterTest::batchFilesHave25RequestsEach()
{
    const TemporaryFolder folder;
    WriteOptions options;
    options.format = Format::BatchWrite;
    options.table = "T";
    const auto writer = openItemWriter(folder.path() / "items.json", options);
    for (int i = 0; i < 60; ++i)
        writer->write(item("{\"id\":{\"N\":\"" + std::to_string(i) + "\"}}"));
    const auto written = writer->finish();
    std::string counts;
    for (const auto &file : written) {
        const auto report = readItems(file, {}, [](Record &&) {});
        counts += file.filename().string() + " " + std::to_string(report.records) + " ";
    }
    QCOMPARE(counts, std::string("items-0001.json 25 items-0002.json 25 items-0003.json 10 "));
}

void ItemWriterTest::overwritesNothingUnasked()
{
    const TemporaryFolder folder;
    const auto file = folder.path() / "items.jsonl";
    keywright::test::writeFile(file, "mine");
    QVERIFY_THROWS_EXCEPTION(ItemFileError, openItemWriter(file, {}));
    QCOMPARE(readFile(file), std::string("mine"));

    WriteOptions options;
    options.overwrite = true;
    const auto writer = openItemWriter(file, options);
    QCOMPARE(readFile(file), std::string("mine"));
    writer->write(item("{\"id\":{\"S\":\"1\"}}"));
    writer->finish();
    QCOMPARE(readFile(file), std::string("{\"id\":{\"S\":\"1\"}}\n"));
}

void ItemWriterTest::leavesNoHalfFile()
{
    const TemporaryFolder folder;
    {
        const auto writer = openItemWriter(folder.path() / "items.jsonl", {});
        writer->write(item("{\"id\":{\"S\":\"1\"}}"));
    }
    QVERIFY(std::filesystem::is_empty(folder.path()));
    QVERIFY_THROWS_EXCEPTION(ItemFileError, openItemWriter(folder.path() / "no" / "such" / "folder.jsonl", {}));
}

void ItemWriterTest::saysWhatTheFormatCannotHold()
{
    const TemporaryFolder folder;
    WriteOptions plain;
    plain.encoding = Encoding::Plain;
    const auto writer = openItemWriter(folder.path() / "plain.jsonl", plain);
    for (const Item &each : items())
        writer->write(each);
    QCOMPARE(writer->losses().size(), std::size_t(2));

    WriteOptions csv;
    csv.format = Format::Csv;
    csv.columns = {{"id", keywright::value::Type::N}};
    const auto table = openItemWriter(folder.path() / "items.csv", csv);
    table->write(item("{\"id\":{\"S\":\"\"},\"other\":{\"S\":\"x\"}}"));
    QCOMPARE(table->losses().size(), std::size_t(3));
}
