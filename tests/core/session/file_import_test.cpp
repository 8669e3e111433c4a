#include "tests/core/session/file_import_test.h"

#include <QtTest>

#include "core/model/model_reader.h"
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
    QCOMPARE(imported.summaries, std::vector<std::string>{"people.jsonl: JSON Lines, 3 items"});
    QVERIFY(imported.problems.empty() && !imported.stoppedAtBadRow && !imported.cancelled);
}

void FileImportTest::aLaterItemTakesThePlaceOfTheSameKey()
{
    const Files files;
    const ImportedModel imported = session::importFiles({files.write("people.jsonl", kPeople)}, keyedBy("id"));
    QCOMPARE(onlyItems(imported).size(), std::size_t(2));
    QCOMPARE(*onlyItems(imported)[0].find("name"), value::AttributeValue("Ida"));
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
    QCOMPARE(imported.summaries, std::vector<std::string>{"people.jsonl: JSON Lines, 2 items, 1 bad rows skipped"});
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
