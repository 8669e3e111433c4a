#include "tests/core/itemfile/item_reader_test.h"

#include "core/itemfile/item_file.h"

#include <QTest>

#include <random>

#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

using namespace keywright::itemfile;
using keywright::test::dataDir;
using keywright::test::textOf;
namespace fs = std::filesystem;

namespace {

struct Outcome {
    ReadReport report;
    std::vector<Record> records;

    std::string text() const
    {
        std::string all;
        for (const Record &record : records) {
            if (!record.table.empty())
                all += record.table + ": ";
            if (record.kind == Record::Kind::Delete)
                all += "delete ";
            all += textOf(record.item) + "\n";
        }
        for (const BadRow &row : report.problems)
            all += "! " + keywright::itemfile::textOf(row) + "\n";
        return all;
    }
};

Outcome read(const std::string &text, const ReadOptions &options = {})
{
    Outcome outcome;
    outcome.report = readItemsFromText(text, "f", options, [&outcome](Record &&record) { outcome.records.push_back(std::move(record)); });
    return outcome;
}

Outcome readPath(const fs::path &path, const ReadOptions &options = {})
{
    Outcome outcome;
    outcome.report = readItems(path, options, [&outcome](Record &&record) { outcome.records.push_back(std::move(record)); });
    return outcome;
}

ReadOptions csv(bool header, std::vector<CsvColumn> columns = {})
{
    ReadOptions options;
    options.format = Format::Csv;
    options.csv.header = header;
    options.csv.columns = std::move(columns);
    return options;
}

} // namespace

void ItemReaderTest::readsEveryForm_data()
{
    QTest::addColumn<QString>("file");
    const QString typed = R"({"a":{"S":"x"},"n":{"N":"1.50"}})";
    QTest::newRow("array of plain objects") << QString(R"([{"a":"x","n":1.50}])");
    QTest::newRow("array of DynamoDB JSON") << "[" + typed + "]";
    QTest::newRow("Items") << R"({"Items": [)" + typed + R"(], "Count": 1, "ScannedCount": 1})";
    QTest::newRow("Items after the counts") << R"({"Count": 1, "Items": [)" + typed + "]}";
    QTest::newRow("Items of plain objects") << QString(R"({"Items":[{"a":"x","n":1.50}]})");
    QTest::newRow("Item") << R"({"Item":)" + typed + "}";
    QTest::newRow("one item") << typed;
    QTest::newRow("one plain item") << QString(R"({"a":"x","n":1.50})");
    QTest::newRow("array of Item") << R"([{"Item":)" + typed + "}]";
    QTest::newRow("a byte-order mark") << QString(QChar(0xFEFF)) + "[" + typed + "]";
    QTest::newRow("CSV") << QString("a,n\r\nx,1.50\r\n");
    QTest::newRow("CSV with semicolons") << QString("a;n\nx;1.50\n");
    QTest::newRow("CSV with tabs") << QString("a\tn\nx\t1.50");
    QTest::newRow("CSV with a byte-order mark") << QString(QChar(0xFEFF)) + "a,n\nx,1.50\n";
}

void ItemReaderTest::readsEveryForm()
{
    QFETCH(QString, file);
    QCOMPARE(read(file.toStdString()).text(), textOf(keywright::test::item(R"({"a":{"S":"x"},"n":{"N":"1.5"}})")) + "\n");
}

void ItemReaderTest::findsTheFormat_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("format");
    QTest::newRow("lines") << "{\"a\":1}\n{\"a\":2}\n"
                           << "JSON Lines";
    QTest::newRow("objects one after the other, over several lines") << "{\n\"a\":1}\n{\"a\":2}\n"
                                                                     << "JSON Lines";
    QTest::newRow("array") << " [ {\"a\":1} ]"
                           << "JSON";
    QTest::newRow("batch") << R"({"T": [{"PutRequest":{"Item":{"a":{"S":"x"}}}}]})"
                           << "BatchWriteItem requests";
    QTest::newRow("batch with RequestItems") << R"({"RequestItems": {"T": []}})"
                                             << "BatchWriteItem requests";
    QTest::newRow("CSV") << "a,b\n1,2\n"
                         << "CSV";
    QTest::newRow("nothing") << "  \n"
                             << "";
    QTest::newRow("bytes") << QString("\u0001\u0002,") << "";
    QTest::newRow("prose") << "Once upon a time"
                           << "";
}

void ItemReaderTest::findsTheFormat()
{
    QFETCH(QString, file);
    QFETCH(QString, format);
    const auto found = detectFormat(std::string_view(file.toStdString()));
    QCOMPARE(found ? std::string(nameOf(found->format)) : std::string(), format.toStdString());
}

void ItemReaderTest::namesWhatIsWrong_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("expected");
    QTest::newRow("type tag") << "[{\"a\":{\"S\":\"x\"}},\n {\"a\":{\"X\":\"x\"}}]"
                              << "f, line 2, column 7 (row 2): a: \"X\" is no DynamoDB type; use S, N, B, BOOL, NULL, M, L, SS, NS or BS.";
    QTest::newRow("number") << "{\"a\":{\"N\":\"1\"}}\n{\"a\":{\"N\":\"one\"}}\n"
                            << "f, line 2, column 11 (row 2): a.N: \"one\" is not a number.";
    QTest::newRow("no JSON") << "{\"a\":1}\n{\"a\":}\n"
                             << "f, line 2, column 6 (row 2): this is not JSON:";
    QTest::newRow("no object") << "[{\"a\":1}, 7]"
                               << "f, line 1, column 11 (row 2): an item is an object; this is a number.";
    QTest::newRow("cut") << "[{\"a\":1}, {\"a\":"
                         << "f, line 1, column 16 (row 2): the text ends in the middle of a value that began at line 1, "
                            "column 11. What follows could not be read.";
    QTest::newRow("no attributes") << "[{}]"
                                   << "f, line 1, column 2 (row 1): the item has no attributes; it needs at least its key.";
    QTest::newRow("CSV number") << "id,price\n1,2\n" + QString("3,4\n").repeated(200) + "5,six\n"
                                << "f, line 203, column 3 (row 202): price: \"six\" is not a number; expected a number.";
    QTest::newRow("CSV cells") << "a,b\n1,2\n1,2,3\n"
                               << "f, line 3, column 1 (row 2): the row has 3 cells; expected 2, one a column.";
    QTest::newRow("CSV open quote") << "a,b\n1,\"2\n"
                                    << "f, line 2, column 3 (row 1): a quote that opens here is never closed";
    QTest::newRow("CSV after quote") << "a,b\n1,\"2\"x\n"
                                     << "f, line 2, column 6 (row 1): text stands after the closing quote";
    QTest::newRow("CSV header") << "a,a\n1,2\n"
                                << "f, line 1, column 1 (row 1): header: columns 1 and 2 are both named \"a\"";
}

void ItemReaderTest::namesWhatIsWrong()
{
    QFETCH(QString, file);
    QFETCH(QString, expected);
    const Outcome outcome = read(file.toStdString());
    QCOMPARE(outcome.report.badRows, 1u);
    const std::string found = keywright::itemfile::textOf(outcome.report.problems.at(0));
    QVERIFY2(found.starts_with(expected.toStdString()), found.c_str());
}

void ItemReaderTest::aBadRowNeverLosesTheGoodOnes()
{
    const std::string items = "[{\"a\":1},{\"a\":1e999},{\"a\":2},null,{\"a\":3}]";
    const Outcome outcome = read(items);
    QCOMPARE(outcome.report.records, 3u);
    QCOMPARE(outcome.report.badRows, 2u);
    QCOMPARE(read("a,b\n1,2\n\"x\"y,2\n3,4\n").report.records, 2u);
    QCOMPARE(read("{\"a\":1}\nnonsense\n{\"a\":2}\n",
                  [] {
                      ReadOptions o;
                      o.format = Format::JsonLines;
                      return o;
                  }())
                 .report.records,
             2u);
}

void ItemReaderTest::stopsAtABadRowWhenAsked()
{
    ReadOptions options;
    options.onBadRow = OnBadRow::Stop;
    const Outcome outcome = read("[{\"a\":1},7,{\"a\":2}]", options);
    QCOMPARE(outcome.report.records, 1u);
    QVERIFY(outcome.report.stoppedAtBadRow);
}

void ItemReaderTest::keepsOnlySoManyReasons()
{
    std::string items = "[1";
    for (int i = 0; i < 500; ++i)
        items += ",1";
    const Outcome outcome = read(items + "]");
    QCOMPARE(outcome.report.badRows, 501u);
    QCOMPARE(outcome.report.problems.size(), std::size_t(100));
}

void ItemReaderTest::readsCsvAsRfc4180SaysIt_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("items");
    QTest::newRow("quotes") << "a,b\n\"x,\"\"y\"\"\",z\n"
                            << R"({"a":{"S":"x,\"y\""},"b":{"S":"z"}})";
    QTest::newRow("line break in a cell") << "a,b\r\n\"x\r\ny\",z\r\n"
                                          << R"({"a":{"S":"x\r\ny"},"b":{"S":"z"}})";
    QTest::newRow("no line break at the end") << "a,b\nx,z"
                                              << R"({"a":{"S":"x"},"b":{"S":"z"}})";
    QTest::newRow("empty cell is absent") << "a,b\nx,\n"
                                          << R"({"a":{"S":"x"}})";
    QTest::newRow("spaces stay") << "a,b\n x ,z\n"
                                 << R"({"a":{"S":" x "},"b":{"S":"z"}})";
    QTest::newRow("a quote inside a cell") << "a,b\n5\" disk,z\n"
                                           << R"({"a":{"S":"5\" disk"},"b":{"S":"z"}})";
    QTest::newRow("empty lines are passed over") << "a,b\n\n\nx,z\n\n"
                                                 << R"({"a":{"S":"x"},"b":{"S":"z"}})";
    QTest::newRow("JSON in a cell") << "a,b\n\"{\"\"p\"\":[1,true]}\",\"[\"\"q\"\"]\"\n"
                                    << R"({"a":{"M":{"p":{"L":[{"N":"1"},{"BOOL":true}]}}},"b":{"L":[{"S":"q"}]}})";
    QTest::newRow("DynamoDB JSON in a cell") << "a,b\n\"{\"\"p\"\":{\"\"SS\"\":[\"\"q\"\"]}}\",z\n"
                                             << R"({"a":{"M":{"p":{"SS":["q"]}}},"b":{"S":"z"}})";
}

void ItemReaderTest::readsCsvAsRfc4180SaysIt()
{
    QFETCH(QString, file);
    QFETCH(QString, items);
    QCOMPARE(read(file.toStdString(), csv(true)).text(), textOf(keywright::test::item(items.toStdString())) + "\n");
}

void ItemReaderTest::findsTheTypesOfColumns()
{
    const Outcome outcome = read("id,zip,on,price,map,list,empty\n1,01234,TRUE,-2.5,{},[],\n2,1,false,3,\"{\"\"a\"\":1}\",[1],\n");
    std::string types;
    for (const CsvColumn &column : outcome.report.columns)
        types += column.attribute + ":" + std::string(keywright::value::tagOf(column.type)) + " ";
    QCOMPARE(types, std::string("id:N zip:S on:BOOL price:N map:M list:L empty:S "));
    QCOMPARE(outcome.report.badRows, 0u);
}

void ItemReaderTest::mapsColumnsWithoutHeader()
{
    using keywright::value::Type;
    const auto options = csv(false, {{"id", Type::S}, {"", Type::S}, {"tags", Type::Ss}, {"sizes", Type::Ns}, {"raw", Type::B}});
    QCOMPARE(read("1,skipped,\"[\"\"a\"\",\"\"b\"\"]\",\"[1,2]\",AAE=\n2,x\n", options).text(),
             textOf(keywright::test::item(R"({"id":{"S":"1"},"tags":{"SS":["a","b"]},"sizes":{"NS":["1","2"]},"raw":{"B":"AAE="}})")) + "\n"
                 + textOf(keywright::test::item(R"({"id":{"S":"2"}})")) + "\n");
    QCOMPARE(read("1,x\n", csv(false)).text(), textOf(keywright::test::item(R"({"column1":{"N":"1"},"column2":{"S":"x"}})")) + "\n");
}

void ItemReaderTest::namesColumnsThatTheHeaderDoesNot()
{
    const Outcome outcome = read("id,,column2,\n1,x,y,\n2,,y,\n");
    QCOMPARE(outcome.records.at(0).item.size(), std::size_t(3));
    QCOMPARE(*outcome.records.at(0).item.find("column2_"), keywright::value::AttributeValue("x"));
    QCOMPARE(outcome.report.notes, std::vector<std::string>{"Column 2 of f has no name in the header; it is column2_ here."});
    QCOMPARE(read("id,,\n1,x,y\n").report.notes,
             std::vector<std::string>{"Columns 2, 3 of f have no name in the header; they are column2, column3 here."});
}

void ItemReaderTest::tellsPutsFromDeletes()
{
    QCOMPARE(
        read(
            R"({"A":[{"PutRequest":{"Item":{"k":{"S":"1"}}}},{"DeleteRequest":{"Key":{"k":{"S":"2"}}}}],"B":[{"PutRequest":{"Item":{"k":{"S":"3"}}}}]})")
            .text(),
        std::string("A: ") + textOf(keywright::test::item(R"({"k":{"S":"1"}})")) + "\nA: delete "
            + textOf(keywright::test::item(R"({"k":{"S":"2"}})")) + "\nB: " + textOf(keywright::test::item(R"({"k":{"S":"3"}})")) + "\n");
    QCOMPARE(read(R"({"RequestItems":{"A":[{"PutRequest":{"Item":{"k":{"S":"1"}}}}],"B":[]}})").records.at(0).table, std::string("A"));
}

void ItemReaderTest::readsRealFiles_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("format");
    QTest::addColumn<int>("items");
    QTest::newRow("battle royale") << "amazon-dynamodb-labs--battle-royale-items.jsonl"
                                   << "JSON Lines" << 835;
    QTest::newRow("employees") << "amazon-dynamodb-labs--employees.csv"
                               << "CSV" << 60;
    QTest::newRow("invoices") << "amazon-dynamodb-labs--invoice-data.csv"
                              << "CSV" << 60;
    QTest::newRow("log") << "amazon-dynamodb-labs--logfile_small1.csv"
                         << "CSV" << 60;
    QTest::newRow("Forum") << "aws-devguide--Forum.json"
                           << "BatchWriteItem requests" << 2;
    QTest::newRow("ProductCatalog") << "aws-devguide--ProductCatalog.json"
                                    << "BatchWriteItem requests" << 8;
    QTest::newRow("Reply") << "aws-devguide--Reply.json"
                           << "BatchWriteItem requests" << 4;
    QTest::newRow("Thread") << "aws-devguide--Thread.json"
                            << "BatchWriteItem requests" << 3;
}

void ItemReaderTest::readsRealFiles()
{
    QFETCH(QString, file);
    QFETCH(QString, format);
    QFETCH(int, items);
    ReadOptions options;
    options.csv.header = false;
    const Outcome outcome = readPath(dataDir() / "exchange" / "items" / file.toStdString(), options);
    QCOMPARE(std::string(nameOf(outcome.report.format)), format.toStdString());
    QCOMPARE(outcome.report.problems.empty() ? std::string() : keywright::itemfile::textOf(outcome.report.problems[0]), std::string());
    QCOMPARE(outcome.records.size(), static_cast<std::size_t>(items));
}

void ItemReaderTest::readsTheMovies()
{
    const fs::path movies = "/work/shared/data/aws-doc-sdk-examples--movies.json";
    if (!fs::exists(movies))
        QSKIP("movies.json missing");
    const Outcome outcome = readPath(movies);
    QCOMPARE(outcome.report.records, 4609u);
    QCOMPARE(outcome.report.badRows, 0u);
}

void ItemReaderTest::stopsWhenCancelled()
{
    std::stop_source source;
    ReadOptions options;
    options.stop = source.get_token();
    std::size_t taken = 0;
    const auto report = readItemsFromText("[{\"a\":1},{\"a\":2},{\"a\":3}]", "f", options, [&](Record &&) {
        ++taken;
        source.request_stop();
    });
    QVERIFY(report.cancelled);
    QCOMPARE(taken, std::size_t(1));
}

void ItemReaderTest::reportsProgressInBytes()
{
    std::string lines;
    while (lines.size() < 3'000'000)
        lines += "{\"a\":\"" + std::string(1000, 'x') + "\"}\n";
    std::vector<Progress> seen;
    ReadOptions options;
    options.progress = [&seen](const Progress &progress) { seen.push_back(progress); };
    read(lines, options);
    QVERIFY(seen.size() >= 3);
    QCOMPARE(seen.back().bytesTotal, lines.size());
    for (std::size_t i = 1; i < seen.size(); ++i)
        QVERIFY(seen[i].bytesRead > seen[i - 1].bytesRead && seen[i].bytesRead <= lines.size());
}

void ItemReaderTest::refusesWhatHoldsNoItems_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("nothing") << "";
    QTest::newRow("prose") << "Dear reader";
}

void ItemReaderTest::refusesWhatHoldsNoItems()
{
    QFETCH(QString, file);
    QVERIFY_THROWS_EXCEPTION(ItemFileError, read(file.toStdString()));
    QVERIFY_THROWS_EXCEPTION(ItemFileError, readPath("/nowhere/at/all.json"));
    QVERIFY_THROWS_EXCEPTION(ItemFileError, readPath(dataDir() / "exchange" / "items"));
}

void ItemReaderTest::survivesCutAndBentFiles_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("CSV") << "id,b,c\r\n1,\"x \"\"y\"\", z\",\"{\"\"p\"\":{\"\"SS\"\":[\"\"q\"\"]}}\"\r\n2,é,{}\r\n";
    QTest::newRow("JSON")
        << R"({"Count":1,"Items":[{"a":{"S":"x\"y"},"n":{"N":"-1.5e3"},"m":{"M":{"l":{"L":[{"NULL":true}]}}}},{"a":{"BS":["AAE="]}}]})";
    QTest::newRow("plain JSON") << R"([{"a":"é\u00e9","n":-1.5e3,"m":{"l":[null,true]}}, {"a":[]}])";
    QTest::newRow("JSON Lines") << "{\"a\":{\"S\":\"x\"}}\n{\"Item\":{\"a\":{\"NS\":[\"1\",\"2\"]}}}\n";
    QTest::newRow("batch") << R"({"T":[{"PutRequest":{"Item":{"k":{"S":"1"}}}},{"DeleteRequest":{"Key":{"k":{"S":"2"}}}}]})";
}

void ItemReaderTest::survivesCutAndBentFiles()
{
    QFETCH(QString, file);
    const std::string whole = file.toStdString();
    const auto format = detectFormat(std::string_view(whole));
    QVERIFY(format);
    ReadOptions options;
    options.format = format->format;
    const auto tried = [&options](const std::string &text) {
        for (const bool detected : {false, true}) {
            try {
                const Outcome outcome = read(text, detected ? ReadOptions() : options);
                if (outcome.report.records != outcome.records.size())
                    return false;
            } catch (const ItemFileError &) { // a text that is no item file any more
            }
        }
        return true;
    };
    for (std::size_t length = 0; length <= whole.size(); ++length)
        QVERIFY(tried(whole.substr(0, length)));
    std::mt19937 random(20260901);
    for (int round = 0; round < 3000; ++round) {
        std::string bent = whole;
        for (int i = 0; i < 1 + round % 3; ++i)
            bent[random() % bent.size()] = static_cast<char>(random());
        QVERIFY(tried(bent));
    }
}
