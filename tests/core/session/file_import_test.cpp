#include "tests/core/session/file_import_test.h"

#include <QtTest>

#include "core/model/model_reader.h"
#include "core/model/model_writer.h"
#include "core/session/file_import.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using session::ImportChoice;
using session::ImportedModel;

namespace {

namespace fs = std::filesystem;

/// A folder with the files of one test.
class Files {
public:
    fs::path write(const char *name, const std::string &text) const
    {
        test::writeFile(m_folder.path() / name, text);
        return m_folder.path() / name;
    }

private:
    test::TemporaryFolder m_folder;
};

ImportChoice keyedBy(const char *partition)
{
    ImportChoice choice;
    choice.partitionKey = session::KeyWish{partition, std::nullopt};
    return choice;
}

const std::vector<value::Item> &onlyItems(const ImportedModel &imported)
{
    return imported.model.sampleData.front().items;
}

constexpr char kPeople[] = "{\"id\":\"1\",\"name\":\"Ada\"}\n{\"id\":\"2\",\"name\":\"Ben\"}\n{\"id\":\"1\",\"name\":\"Ida\"}\n";
constexpr char kBroken[] = "{\"id\":\"1\"}\n{\"id\":\n{\"id\":\"3\"}\n";
constexpr char kKeyless[] = "{\"id\":\"1\"}\n{\"name\":\"Ben\"}\n{\"id\":\"3\"}\n";

} // namespace

void FileImportTest::itemsGoIntoTheirTable()
{
    const Files files;
    const ImportedModel imported = session::importFiles({files.write("people.jsonl", kPeople)}, keyedBy("id"));
    QCOMPARE(imported.model.name, std::string("people"));
    QCOMPARE(imported.model.tables.size(), std::size_t(1));
    QCOMPARE(imported.model.tables[0].definition.name, std::string("people"));
    QCOMPARE(imported.model.tables[0].definition.key.partition[0].type, schema::KeyType::S);
    QCOMPARE(imported.summaries, std::vector<std::string>{"people.jsonl: JSON Lines, 2 items of 3 rows"});
    QVERIFY(imported.problems.empty() && !imported.stoppedAtBadRow && !imported.cancelled);
}

void FileImportTest::aLaterItemTakesThePlaceOfTheSameKey()
{
    const Files files;
    const ImportedModel imported = session::importFiles({files.write("people.jsonl", kPeople)}, keyedBy("id"));
    QCOMPARE(onlyItems(imported).size(), std::size_t(2));
    QCOMPARE(*onlyItems(imported)[0].find("name"), value::AttributeValue("Ida"));
}

void FileImportTest::rowsThatAreNotKeptAreCounted()
{
    const fs::path invoices = test::dataDir() / "exchange/items/amazon-dynamodb-labs--invoice-data.csv";
    ImportChoice choice = keyedBy("column1");
    choice.csvHasHeader = false;
    const ImportedModel imported = session::importFiles({invoices}, choice);
    QCOMPARE(onlyItems(imported).size(), std::size_t(59));
    QCOMPARE(imported.summaries, std::vector<std::string>{invoices.filename().string() + ": CSV, 59 items of 60 rows"});
    QCOMPARE(imported.notes.size(), std::size_t(1));
    QCOMPARE(imported.notes[0],
             "1 row of " + invoices.filename().string()
                 + " has the key of another row; only the last of each is kept. A sort key would tell them apart.");
}

void FileImportTest::rowsThatTakeThePlaceOfOthersAreCounted()
{
    const Files files;
    ImportChoice choice = keyedBy("id");
    choice.table = "People";
    const ImportedModel first = session::importFiles({files.write("a.csv", "id,name\nx,Ada\ny,Ben\nz,Cy\n")}, choice);
    QVERIFY(first.notes.empty());
    const ImportedModel more = session::importFiles(
        {files.write("b.csv", "id,name\nx,Ida\ny,Ben\nw,Di\n"), files.write("c.csv", "id,name\nw,Dora\nw,Dora\nv,Eva\n")}, choice,
        first.model);
    QCOMPARE(onlyItems(more).size(), std::size_t(5));
    QCOMPARE(more.summaries, (std::vector<std::string>{"b.csv: CSV, 2 items of 3 rows", "c.csv: CSV, 2 items of 3 rows"}));
    QCOMPARE(more.notes,
             (std::vector<std::string>{
                 "2 rows of b.csv have the key of an item that was there before and took its place.",
                 "1 row of c.csv has the key of another row; only the last of each is kept. It is the same in every attribute.",
                 "1 row of c.csv has the key of a row of an earlier file and took its place."}));
}

void FileImportTest::whatIsDeletedIsNotCounted()
{
    const Files files;
    constexpr char kRequests[] = "{\"People\":[{\"PutRequest\":{\"Item\":{\"id\":{\"S\":\"1\"}}}},"
                                 "{\"PutRequest\":{\"Item\":{\"id\":{\"S\":\"2\"}}}},"
                                 "{\"DeleteRequest\":{\"Key\":{\"id\":{\"S\":\"1\"}}}},"
                                 "{\"PutRequest\":{\"Item\":{\"id\":{\"S\":\"2\"},\"n\":{\"S\":\"x\"}}}}]}";
    const ImportedModel imported = session::importFiles({files.write("requests.json", kRequests)}, keyedBy("id"));
    QCOMPARE(onlyItems(imported).size(), std::size_t(1));
    QCOMPARE(*onlyItems(imported)[0].find("n"), value::AttributeValue("x"));
    QCOMPARE(imported.summaries, std::vector<std::string>{"requests.json: BatchWriteItem requests, 1 item of 3 rows"});
}

void FileImportTest::aFilesNameIsMadeATables_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("table");
    QTest::newRow("short") << "a.csv"
                           << "a-items";
    QTest::newRow("with spaces and brackets") << "my data (1).csv"
                                              << "my-data-1";
    QTest::newRow("of other letters") << "日本.csv"
                                      << "items";
    QTest::newRow("as it is") << "my_data.v2.csv"
                              << "my_data.v2";
}

void FileImportTest::aFilesNameIsMadeATables()
{
    QFETCH(QString, file);
    QFETCH(QString, table);
    const Files files;
    const ImportedModel imported = session::importFiles({files.write(qPrintable(file), "id,name\nx,Ada\n")}, keyedBy("id"));
    QCOMPARE(QString::fromStdString(imported.model.tables.at(0).definition.name), table);
    QCOMPARE(imported.model.sampleData.at(0).table, table.toStdString());
    const bool isSame = file == table + QStringLiteral(".csv");
    QCOMPARE(imported.notes.size(), std::size_t(isSame ? 0 : 1));
    if (!isSame)
        QVERIFY2(imported.notes[0].starts_with("The table is named " + table.toStdString() + ", not \""), imported.notes[0].c_str());
    QVERIFY(!model::readModel(model::writeModel(imported.model), "a").tables.empty());
}

void FileImportTest::aTypedNameThatNoTableHasIsRefused()
{
    const Files files;
    ImportChoice choice = keyedBy("id");
    choice.table = "E m p!";
    try {
        session::importFiles({files.write("people.csv", "id,name\nx,Ada\n")}, choice);
        QFAIL("a table has a name that DynamoDB does not take");
    } catch (const session::ChoiceRefused &refused) {
        QCOMPARE(refused.field(), session::ChoiceRefused::Field::Table);
        QVERIFY(std::string(refused.what()).find("3 to 255 characters") != std::string::npos);
    }
    choice.table = "People";
    choice.sortKey = choice.partitionKey;
    QVERIFY_THROWS_EXCEPTION(session::ChoiceRefused, session::importFiles({files.write("people.csv", "id\nx\n")}, choice));
}

void FileImportTest::aKeyThatNoRowHasIsRefused()
{
    const Files files;
    const auto refusal = [](const fs::path &file, const ImportChoice &choice) -> std::string {
        try {
            session::importFiles({file}, choice);
        } catch (const session::ChoiceRefused &refused) {
            return refused.what() + std::string(refused.mayLackHeader() ? " (header?)" : "");
        }
        return "taken";
    };
    QCOMPARE(refusal(files.write("people.csv", "id,name\nx,Ada\n"), keyedBy("nope")),
             std::string("There is no column nope in people.csv; the columns are id, name."));
    QCOMPARE(refusal(files.write("bare.csv", "1,Ada\n2,Ben\n"), keyedBy("id")),
             std::string("There is no column id in bare.csv; the columns are 1, Ada. (header?)"));
    QCOMPARE(refusal(files.write("people.jsonl", kPeople), keyedBy("nope")),
             std::string("There is no attribute nope in people.jsonl; the first items have id, name."));
    ImportChoice sorted = keyedBy("id");
    sorted.sortKey = session::KeyWish{"day", std::nullopt};
    QCOMPARE(refusal(files.write("people.jsonl", kPeople), sorted),
             std::string("There is no attribute day in people.jsonl; the first items have id, name."));
}

void FileImportTest::aKeyIsANumberWhereItIsOneInAllFiles()
{
    const Files files;
    ImportChoice choice = keyedBy("id");
    choice.table = "People";
    const fs::path plain = files.write("a.csv", "id,name\n1,Ada\n2,Ben\n");
    const ImportedModel texts = session::importFiles({plain, files.write("b.csv", "id,name\n007,Cy\n08,Di\n")}, choice);
    QCOMPARE(texts.model.tables[0].definition.key.partition[0].type, schema::KeyType::S);
    QCOMPARE(*onlyItems(texts)[0].find("id"), value::AttributeValue("1"));
    QCOMPARE(*onlyItems(texts)[2].find("id"), value::AttributeValue("007"));

    const ImportedModel numbers = session::importFiles({plain, files.write("b.csv", "id,name\n7,Cy\n8,Di\n")}, choice);
    QCOMPARE(numbers.model.tables[0].definition.key.partition[0].type, schema::KeyType::N);
    QVERIFY(numbers.notes.empty());

    const ImportedModel into = session::importFiles({files.write("b.csv", "id,name\n007,Cy\n")}, choice, numbers.model);
    QVERIFY(into.notes.size() == 2 && into.notes[0].find("007 becomes 7") != std::string::npos);
}

void FileImportTest::aHeaderThatMayBeARowIsTold_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isTold");
    QTest::newRow("names") << QByteArray("id,name\n1,Ada\n") << false;
    QTest::newRow("numbers") << QByteArray("id,2024\n1,Ada\n") << true;
    QTest::newRow("dates") << QByteArray("id,12/30/17\n1,Ada\n") << true;
    QTest::newRow("another number of cells") << QByteArray("id,name\n1,Ada,x\n") << true;
}

void FileImportTest::aHeaderThatMayBeARowIsTold()
{
    QFETCH(QByteArray, text);
    const Files files;
    const ImportedModel imported = session::importFiles({files.write("people.csv", text.toStdString())}, keyedBy("id"));
    QTEST(imported.mayLackHeader, "isTold");
    const fs::path twice = files.write("twice.csv", "1,1\n2,3\n");
    QVERIFY_THROWS_EXCEPTION(itemfile::HeaderError, session::importFiles({twice}, keyedBy("1")));
}

void FileImportTest::aFolderThatIsNoExportSaysSo()
{
    const test::TemporaryFolder folder;
    try {
        session::importFiles({folder.path()}, keyedBy("id"));
        QFAIL("a folder was read");
    } catch (const itemfile::ItemFileError &error) {
        QVERIFY2(std::string(error.what()).find("is a folder, and no export of DynamoDB to S3") != std::string::npos, error.what());
    }
}

void FileImportTest::itemsWithoutATableAskForAKey()
{
    const Files files;
    try {
        session::importFiles({files.write("people.jsonl", kPeople)}, {});
        QFAIL("a table was made without a key");
    } catch (const session::KeyWanted &wanted) {
        QCOMPARE(wanted.what(), "There is no table people for these items.");
    }
}

void FileImportTest::rowsBesideAnAwsMcpSchemaGoToItsEntities()
{
    const fs::path folder = test::dataDir() / "exchange" / "awslabs-mcp";
    int read = 0;
    for (const auto &file : fs::directory_iterator(folder / "valid_schemas")) {
        const std::string name = file.path().stem().string();
        const fs::path rows = folder / "valid_usage_data" / (name.substr(0, name.rfind("_schema")) + "_usage_data.json");
        const ImportedModel imported = session::importFiles({file.path(), rows}, {});
        QVERIFY2(imported.model.itemCount() > 0 && imported.problems.empty(), name.c_str());
        QVERIFY(imported.summaries.back().starts_with("AWS MCP usage data: "));
        ++read;
    }
    QCOMPARE(read, 10);
    QVERIFY_THROWS_EXCEPTION(model::ModelError, session::importFiles({folder / "valid_usage_data" / "deals_usage_data.json"}, {}));
}

void FileImportTest::readingStopsAtTheFirstBadRow()
{
    const Files files;
    const ImportedModel imported = session::importFiles({files.write("people.jsonl", kBroken)}, keyedBy("id"));
    QVERIFY(imported.stoppedAtBadRow);
    QCOMPARE(onlyItems(imported).size(), std::size_t(1));
    QCOMPARE(imported.problems.size(), std::size_t(1));
    QVERIFY2(imported.problems[0].find("people.jsonl, line 2") == 0, imported.problems[0].c_str());
    QCOMPARE(imported.summaries, std::vector<std::string>{"people.jsonl: JSON Lines, 1 item, stopped at line 2"});
}

void FileImportTest::badRowsCanBeLeftOut()
{
    const Files files;
    ImportChoice choice = keyedBy("id");
    choice.skipsBadRows = true;
    const ImportedModel imported = session::importFiles({files.write("people.jsonl", kBroken)}, choice);
    QVERIFY(!imported.stoppedAtBadRow);
    QCOMPARE(onlyItems(imported).size(), std::size_t(2));
    QCOMPARE(imported.problems.size(), std::size_t(1));
    QCOMPARE(imported.summaries, std::vector<std::string>{"people.jsonl: JSON Lines, 2 items, 1 bad row skipped"});
}

void FileImportTest::anItemWithoutItsKeyIsABadRow()
{
    const Files files;
    const fs::path file = files.write("people.jsonl", kKeyless);
    ImportChoice choice = keyedBy("id");
    const ImportedModel stopped = session::importFiles({file}, choice);
    QVERIFY(stopped.stoppedAtBadRow);
    QVERIFY2(stopped.problems[0].find("line 2, id: the key attribute is missing, and no entity's key templates build it.")
                 != std::string::npos,
             stopped.problems[0].c_str());
    choice.skipsBadRows = true;
    QCOMPARE(onlyItems(session::importFiles({file}, choice)).size(), std::size_t(2));
}

void FileImportTest::rowsOfOneEntityGetTheKeysOfItsTemplates()
{
    constexpr char kOrders[] = "{\"id\":\"7\",\"user\":\"ann\"}\n{\"id\":\"8\",\"user\":\"ben\"}\n";
    model::Model shop;
    shop.tables.emplace_back().definition.name = "Shop";
    shop.tables[0].definition.key.partition = {{"PK", schema::KeyType::S}};
    shop.tables[0].definition.key.sort = {{"SK", schema::KeyType::S}};
    model::Entity &order = shop.entities.emplace_back();
    order.name = "Order";
    order.table = "Shop";
    order.keyTemplates = {{"PK", "USER#{user}"}, {"SK", "ORDER#{id}"}, {"GSI1PK", "ORDER#{id}"}};
    const Files files;
    const fs::path file = files.write("orders.jsonl", kOrders);
    ImportChoice choice;
    choice.table = "Shop";
    const ImportedModel imported = session::importFiles({file}, choice, shop);
    QVERIFY(!imported.stoppedAtBadRow);
    QCOMPARE(onlyItems(imported).size(), std::size_t(2));
    QCOMPARE(*onlyItems(imported)[1].find("PK"), value::AttributeValue("USER#ben"));
    QCOMPARE(*onlyItems(imported)[1].find("GSI1PK"), value::AttributeValue("ORDER#8"));

    // Of two entities that could be meant none is chosen.
    shop.entities.push_back(shop.entities[0]);
    shop.entities[1].name = "Invoice";
    const ImportedModel refused = session::importFiles({file}, choice, shop);
    QVERIFY(refused.stoppedAtBadRow);
    QVERIFY2(refused.problems[0].find("several entities build it (Order, Invoice)") != std::string::npos, refused.problems[0].c_str());
}

void FileImportTest::severalFilesMakeOneModel()
{
    const Files files;
    ImportChoice choice = keyedBy("id");
    choice.table = "People";
    const ImportedModel imported = session::importFiles(
        {files.write("a.csv", "id,name\nx,Ada\n"), files.write("b.json", "[{\"id\":\"y\",\"name\":\"Ben\"}]")}, choice);
    QCOMPARE(imported.model.tables.size(), std::size_t(1));
    QCOMPARE(onlyItems(imported).size(), std::size_t(2));
    QCOMPARE(imported.summaries.size(), std::size_t(2));
}

void FileImportTest::aTableThatIsThereIsNotReplaced()
{
    const fs::path shop = test::sourceDir() / "samples/online-shop.keywright.json";
    QVERIFY_THROWS_EXCEPTION(model::ModelError, session::importFiles({shop}, {}, model::readModelFile(shop)));
}

void FileImportTest::aStopEndsTheReading()
{
    const Files files;
    std::stop_source stop;
    stop.request_stop();
    const ImportedModel imported = session::importFiles({files.write("people.jsonl", kPeople)}, keyedBy("id"), {}, {}, stop.get_token());
    QVERIFY(imported.cancelled);
    QVERIFY(imported.model.sampleData.empty());
}

void FileImportTest::inferenceGivesEntities()
{
    const Files files;
    ImportChoice choice = keyedBy("PK");
    choice.infers = true;
    const ImportedModel imported = session::importFiles({files.write("shop.json",
                                                                     "[{\"PK\":\"USER#1\",\"userId\":\"1\"},"
                                                                     "{\"PK\":\"USER#2\",\"userId\":\"2\"},"
                                                                     "{\"PK\":\"ORDER#7\",\"orderId\":\"7\"},"
                                                                     "{\"PK\":\"ORDER#8\",\"orderId\":\"8\"}]")},
                                                        choice);
    QCOMPARE(imported.inference.entities.size(), std::size_t(2));
    QCOMPARE(imported.model.entities.size(), std::size_t(2));
    QCOMPARE(*imported.model.entities[0].keyTemplate("PK"), std::string("USER#{userId}"));
}

void FileImportTest::previewsProposeAKey_data()
{
    QTest::addColumn<QByteArray>("rows");
    QTest::addColumn<QString>("key");
    QTest::newRow("generic names") << QByteArray("[{'a':'1','SK':'x','PK':'p'},{'a':'2','SK':'y','PK':'p'}]") << "PK SK";
    QTest::newRow("the first that tells apart") << QByteArray("[{'kind':'a','id':1},{'kind':'a','id':2}]") << "id";
    QTest::newRow("two together") << QByteArray("[{'user':'a','day':1},{'user':'a','day':2},{'user':'b','day':1}]") << "user day";
    QTest::newRow("an identifier before others") << QByteArray("[{'a':'1','orderId':7},{'a':'2','orderId':8}]") << "orderId";
    QTest::newRow("texts before numbers") << QByteArray("[{'score':1,'player':'a','game':'x'},{'score':2,'player':'a','game':'y'},"
                                                        "{'score':3,'player':'b','game':'x'}]")
                                          << "game player";
    QTest::newRow("only what each row has") << QByteArray("[{'id':'1','name':'x'},{'name':'y'}]") << "name";
    QTest::newRow("nothing tells apart") << QByteArray("[{'name':'y'},{'name':'y'}]") << "";
    QTest::newRow("no type for a key") << QByteArray("[{'open':true}]") << "";
    QTest::newRow("no rows") << QByteArray("[]") << "";
}

void FileImportTest::previewsProposeAKey()
{
    QFETCH(QByteArray, rows);
    QFETCH(QString, key);
    const Files files;
    const session::ItemsPreview preview = session::previewItems(files.write("rows.json", rows.replace('\'', '"').toStdString()));
    QCOMPARE(preview.likelyKey.has_value(), !key.isEmpty());
    if (!preview.likelyKey)
        return;
    QString found = QString::fromStdString(preview.likelyKey->partition[0].name);
    for (const schema::KeyAttribute &sort : preview.likelyKey->sort)
        found += QLatin1Char(' ') + QString::fromStdString(sort.name);
    QCOMPARE(found, key);
}

void FileImportTest::tellsItemsFromModels_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("items");
    const auto row = [](const char *file, bool items) { QTest::newRow(file) << QString::fromUtf8(file) << items; };
    row("samples/online-shop.keywright.json", false);
    row("tests/data/exchange/items/amazon-dynamodb-labs--battle-royale-items.jsonl", true);
}

void FileImportTest::tellsItemsFromModels()
{
    QFETCH(QString, file);
    QFETCH(bool, items);
    QCOMPARE(session::holdsItems(test::sourceDir() / file.toStdString()), items);
    QVERIFY_THROWS_EXCEPTION(itemfile::ItemFileError, session::previewItems("/no/such/file.csv"));
}
