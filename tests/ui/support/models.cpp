#include "tests/ui/support/models.h"

#include <QTest>

#include "core/model/model_reader.h"
#include "tests/support/test_paths.h"

namespace keywright::test {

namespace {

QString write(const std::string &name, const std::string &text)
{
    static const TemporaryFolder folder;
    const auto file = folder.path() / name;
    writeFile(file, text);
    return QString::fromStdString(file.string());
}

} // namespace

QString onlineShop()
{
    return qEnvironmentVariable("KEYWRIGHT_SAMPLES_DIR") + QStringLiteral("/online-shop.keywright.json");
}

QString recipeFinder()
{
    return qEnvironmentVariable("KEYWRIGHT_SAMPLES_DIR") + QStringLiteral("/recipe-finder.keywright.json");
}

QString brokenModel()
{
    return write("broken.keywright.json", R"({
  "formatVersion": 1,
  "name": "Broken",
  "tables": [
    {"name": "Sessions", "partitionKey": [{"name": "id", "type": "TEXT"}]}
  ]
})");
}

QString emptyTable()
{
    return write("empty.keywright.json", R"({
  "formatVersion": 1,
  "name": "Empty",
  "tables": [{"name": "Sessions", "partitionKey": [{"name": "sessionId", "type": "S"}]}]
})");
}

QString badDesign()
{
    return write("bad.keywright.json", R"({
  "formatVersion": 1,
  "name": "Bad",
  "tables": [
    {"name": "Scores", "partitionKey": [{"name": "PK", "type": "S"}], "sortKey": [{"name": "SK", "type": "S"}]}
  ],
  "entities": [
    {
      "name": "Score",
      "table": "Scores",
      "attributes": [{"name": "game", "type": "S"}, {"name": "points", "type": "N"}],
      "keyTemplates": {"PK": "GAME#{game}", "SK": "SCORE#{points}"}
    }
  ]
})");
}

QString twoTables()
{
    return write("two.keywright.json", R"({
  "formatVersion": 1,
  "name": "Two",
  "tables": [
    {"name": "Users", "partitionKey": [{"name": "userId", "type": "S"}]},
    {"name": "Logs", "partitionKey": [{"name": "day", "type": "S"}], "sortKey": [{"name": "at", "type": "N"}]}
  ],
  "entities": [{"name": "User", "table": "Users", "attributes": [{"name": "userId", "type": "S"}]}]
})");
}

QString manyItems(int count)
{
    std::string items;
    for (int number = 0; number < count; ++number) {
        const std::string text = std::to_string(number);
        items += (number ? ",\n" : "") + std::string(R"({"PK": {"S": "EVENT#)") + std::to_string(number % 3) + R"("}, "SK": {"N": ")" + text
            + R"("}, "amount": {"N": "1.)" + text + R"("}, "empty": {"S": ""})"
            + (number % 100 == 0 ? R"(, "openSince": {"S": "day )" + text + R"("}})" : "}");
    }
    return write("many-" + std::to_string(count) + ".keywright.json",
                 R"({
  "formatVersion": 1,
  "name": "Many",
  "tables": [{
    "name": "Events",
    "partitionKey": [{"name": "PK", "type": "S"}],
    "sortKey": [{"name": "SK", "type": "N"}],
    "billingMode": "PAY_PER_REQUEST",
    "globalSecondaryIndexes": [{"name": "Open", "partitionKey": [{"name": "openSince", "type": "S"}],
                                "projection": {"type": "KEYS_ONLY"}}]
  }],
  "sampleData": [{"table": "Events", "items": [)"
                     + items + R"(]}]
})");
}

std::shared_ptr<const model::Model> read(const QString &file)
{
    return std::make_shared<const model::Model>(model::readModelFile(file.toStdString()));
}

namespace {

bool openUntil(ui::Document &document, const QString &file, ui::Document::Stage stage)
{
    using Stage = ui::Document::Stage;
    document.open(file);
    const bool ended =
        QTest::qWaitFor([&document] { return document.stage() == Stage::Ready || document.stage() == Stage::Failed; }, 20'000);
    if (document.failure() && stage != Stage::Failed)
        qInfo("%s", qPrintable(document.failure()->report()));
    return ended && document.stage() == stage;
}

} // namespace

bool openAndWait(ui::Document &document, const QString &file)
{
    return openUntil(document, file, ui::Document::Stage::Ready);
}

bool openAndFail(ui::Document &document, const QString &file)
{
    return openUntil(document, file, ui::Document::Stage::Failed);
}

} // namespace keywright::test
