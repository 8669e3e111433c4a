#include "tests/core/session/commit_test.h"

#include <filesystem>

#include <QtTest>

#include "core/model/model_reader.h"
#include "core/session/table_copy.h"
#include "tests/core/session/commit_bench.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using namespace keywright::session;
using schema::BillingMode;
using schema::KeyType;
using test::CommitBench;

namespace {

constexpr const char *kShop = "OnlineShop";
constexpr std::size_t kFewItems = 60;

model::Model commitSample()
{
    model::Model model = model::readModelFile(test::sourceDir() / "samples" / "online-shop.keywright.json");
    model.tables[0].definition.deletionProtection = false;
    return model;
}

/// The shop with so few items that it can be committed many times.
model::Model smallShop()
{
    model::Model model = commitSample();
    model.sampleData[0].items.resize(kFewItems);
    return model;
}

/// Another GSI, a changed one, one fewer, TTL off, provisioned capacity, a stream, a tag.
model::Model changed(model::Model model)
{
    schema::TableDefinition &table = model.tables[0].definition;
    table.globalIndexes.pop_back();
    table.globalIndexes[0].projection = {schema::ProjectionType::KeysOnly, {}};
    table.globalIndexes.push_back({"ByType", {{{"type", KeyType::S}}, {}}, {}, {}});
    table.billingMode = BillingMode::Provisioned;
    table.capacity.provisioned = schema::ProvisionedThroughput{50, 40};
    table.streamViewType = schema::StreamViewType::NewAndOldImages;
    table.tags = {{"team", "shop"}};
    table.deletionProtection = true;
    model.tables[0].timeToLiveAttribute.reset();
    return model;
}

/// The sort key is a number, so that the items of the sample do not fit.
model::Model withNumericSortKey(model::Model model)
{
    model.tables[0].definition.key.sort[0].type = KeyType::N;
    return model;
}

/// Without its sort key attribute in the table's key: a replacement that every item fits into is one with an LSI.
model::Model withLocalIndex(model::Model model)
{
    schema::TableDefinition &table = model.tables[0].definition;
    table.localIndexes = {{"ByKind", {table.key.partition, {{"type", KeyType::S}}}, {}, {}}};
    return model;
}

model::Model smallModel()
{
    model::Model model;
    model.name = "Small";
    model::Table table;
    table.definition.name = "Notes";
    table.definition.key = {{{"id", KeyType::S}}, {}};
    table.definition.billingMode = BillingMode::PayPerRequest;
    model.tables = {table};
    model.sampleData = {
        model::TableItems{"Notes", "", {test::item(R"({"id":{"S":"a"},"n":{"N":"1"}})"), test::item(R"({"id":{"S":"b"},"n":{"N":"2"}})")}}};
    return model;
}

} // namespace

void CommitTest::aPlanChangesNothing()
{
    CommitBench bench;
    const CommitPlan plan = bench.plan(commitSample());
    QCOMPARE(plan.tables.size(), std::size_t(1));
    QCOMPARE(plan.tables[0].action, TableAction::Create);
    QCOMPARE(plan.tables[0].sampleItems, std::size_t(280));
    QVERIFY(plan.changesTables());
    QVERIFY(bench.connection.listTables().empty());
    QCOMPARE(bench.connection.changes, 0);
}

void CommitTest::createsTheShopWithItsItems()
{
    CommitBench bench;
    bench.connection.createTable(schema::TableDefinition{"Other", {{{"id", KeyType::S}}, {}}, {}, {}, {}, BillingMode::PayPerRequest});
    std::vector<std::string> activities;
    bench.control.progress = [&](const CommitProgress &progress) { activities.push_back(progress.activity); };
    QCOMPARE(bench.plan(commitSample()).otherTables, std::vector<std::string>{"Other"});
    const CommitReport report = bench.commit(commitSample());
    QCOMPARE(QString::fromStdString(report.failure), QString());
    QVERIFY(report.tables.at(0).isDone);
    QCOMPARE(report.tables[0].sampleData.written, std::size_t(280));
    QCOMPARE(activities.front(), std::string("CreateTable OnlineShop"));
    QCOMPARE(activities.back(), std::string("loading the sample data"));
    QCOMPARE(bench.itemsOf(kShop).size(), std::size_t(280));
    bench.pass(std::chrono::hours(1));
    QCOMPARE(bench.connection.describeTimeToLive(kShop).attribute, *commitSample().tables[0].timeToLiveAttribute);
    QCOMPARE(bench.differencesFrom(commitSample()), QString());
}

void CommitTest::aSecondCommitDoesNothing()
{
    CommitBench bench;
    bench.commit(commitSample());
    const int changes = bench.connection.changes;
    bench.choices.load = LoadChoice::All;
    const CommitReport report = bench.commit(commitSample());
    QCOMPARE(report.failure, std::string());
    QCOMPARE(report.tables.at(0).action, TableAction::Nothing);
    QCOMPARE(report.tables[0].sampleData.unchanged, std::size_t(280));
    QCOMPARE(report.tables[0].sampleData.written, std::size_t(0));
    QCOMPARE(bench.connection.changes, changes);
}

void CommitTest::changesALiveTableInSequence()
{
    CommitBench bench;
    bench.commit(commitSample());
    bench.pass(std::chrono::hours(1));
    const CommitPlan plan = bench.plan(changed(commitSample()));
    QCOMPARE(plan.tables[0].action, TableAction::Update);
    const CommitReport report = bench.commit(changed(commitSample()));
    QCOMPARE(QString::fromStdString(report.failure), QString());
    QCOMPARE(report.tables.at(0).stepsDone, plan.tables[0].steps.size());
    QVERIFY2(report.tables[0].stepsDone >= 7, std::to_string(report.tables[0].stepsDone).c_str());
    QCOMPARE(bench.differencesFrom(changed(commitSample())), QString());
    const schema::TableDefinition live = bench.connection.describeTable(kShop).definition;
    QCOMPARE(live.globalIndexes.size(), changed(commitSample()).tables[0].definition.globalIndexes.size());
    QCOMPARE(live.findIndex("ByType")->capacity.provisioned->readCapacityUnits, std::int64_t(50));
    QCOMPARE(live.deletionProtection, true);
    QCOMPARE(bench.itemsOf(kShop).size(), std::size_t(280));
}

void CommitTest::goesBackAgain()
{
    CommitBench bench;
    bench.commit(changed(commitSample()));
    bench.pass(std::chrono::hours(1));
    const CommitReport report = bench.commit(commitSample());
    QCOMPARE(QString::fromStdString(report.failure), QString());
    QCOMPARE(bench.differencesFrom(commitSample()), QString());
    QVERIFY(!bench.plan(commitSample()).changesTables());
}

void CommitTest::droppingAnIndexNeedsAYes()
{
    CommitBench bench;
    bench.commit(commitSample());
    bench.choices.dropsIndexes = false;
    const auto missing = missingConsents(bench.plan(changed(commitSample())), bench.choices);
    QCOMPARE(missing.size(), std::size_t(2));
    QCOMPARE(missing[0].kind, Consent::Kind::DropIndex);
    const int changes = bench.connection.changes;
    const CommitReport report = bench.commit(changed(commitSample()));
    QVERIFY(report.tables.empty());
    QVERIFY(report.failure.ends_with("Nothing was done."));
    QCOMPARE(bench.connection.changes, changes);
}

void CommitTest::makesAndDropsVectorIndexes()
{
    CommitBench bench;
    const model::Model plain = smallModel();
    model::Model vectors = smallModel();
    schema::VectorIndexDefinition index;
    index.name = "ByMeaning";
    index.vectorAttribute = "meaning";
    index.dimensions = 2;
    index.searchSchema = {{{"n", KeyType::N}, false}};
    vectors.tables[0].definition.vectorIndexes = {index};
    QCOMPARE(bench.commit(plain).failure, std::string());
    QCOMPARE(QString::fromStdString(bench.commit(vectors).failure), QString());
    QVERIFY(bench.connection.describeTable("Notes").definition.vectorIndexes == vectors.tables[0].definition.vectorIndexes);
    QCOMPARE(bench.plan(vectors).tables[0].action, TableAction::Nothing);
    vectors.tables[0].definition.vectorIndexes[0].dimensions = 3;
    bench.choices.dropsIndexes = false;
    QCOMPARE(
        bench.commit(vectors).failure,
        std::string("Vector index ByMeaning of table Notes would be dropped and created again, which needs an explicit yes. Nothing was "
                    "done."));
    bench.choices.dropsIndexes = true;
    QCOMPARE(bench.commit(vectors).failure, std::string());
    QCOMPARE(bench.connection.describeTable("Notes").definition.vectorIndexes.at(0).dimensions, std::int64_t(3));
    QCOMPARE(bench.commit(plain).failure, std::string());
    QVERIFY(bench.connection.describeTable("Notes").definition.vectorIndexes.empty());
}

void CommitTest::aReplacementNeedsAYes()
{
    CommitBench bench;
    bench.commit(commitSample());
    const int changes = bench.connection.changes;
    const CommitReport report = bench.commit(withLocalIndex(commitSample()));
    QVERIFY2(report.failure.find("Table OnlineShop with its 280 items would have to be replaced") == 0, report.failure.c_str());
    QCOMPARE(bench.connection.changes, changes);
    QCOMPARE(bench.differencesFrom(commitSample()), QString());
}

void CommitTest::aReplacementKeepsAllItems()
{
    CommitBench bench;
    bench.commit(commitSample());
    bench.connection.putItem({kShop, test::item(R"({"PK":{"S":"MINE"},"SK":{"S":"1"}})")});
    const auto before = bench.itemsOf(kShop);
    bench.choices.replaced[kShop] = "";
    const CommitReport report = bench.commit(withLocalIndex(commitSample()));
    QCOMPARE(QString::fromStdString(report.failure), QString());
    QCOMPARE(report.tables.at(0).itemsCopied, std::size_t(281));
    QVERIFY(report.tables[0].keptCopy.empty());
    QVERIFY(std::filesystem::is_empty(bench.choices.copyFolder));
    QCOMPARE(bench.itemsOf(kShop), before);
    bench.pass(std::chrono::hours(1));
    QCOMPARE(bench.differencesFrom(withLocalIndex(commitSample())), QString());
    QCOMPARE(report.tables[0].sampleData.written, std::size_t(0));
}

void CommitTest::aReplacementUnderAnotherNameLeavesTheOldTable()
{
    CommitBench bench;
    bench.commit(commitSample());
    const auto before = bench.itemsOf(kShop);
    bench.choices.replaced[kShop] = "Shop2";
    const CommitReport report = bench.commit(withLocalIndex(commitSample()));
    QCOMPARE(QString::fromStdString(report.failure), QString());
    QCOMPARE(report.tables.at(0).newName, std::string("Shop2"));
    QCOMPARE(bench.itemsOf("Shop2"), before);
    QCOMPARE(bench.itemsOf(kShop), before);
    QCOMPARE(bench.connection.describeTable("Shop2").definition.localIndexes.size(), std::size_t(1));
    QCOMPARE(bench.differencesFrom(commitSample()), QString());
    QVERIFY(bench.commit(withLocalIndex(commitSample())).failure.starts_with("Table Shop2 is there already"));
}

void CommitTest::itemsThatDoNotFitKeepTheTableAsItIs()
{
    CommitBench bench;
    bench.commit(commitSample());
    bench.choices.replaced[kShop] = "";
    const CommitReport report = bench.commit(withNumericSortKey(commitSample()));
    QVERIFY2(report.failure.starts_with("Table OnlineShop was left as it is: its item PK = "), report.failure.c_str());
    QVERIFY(report.failure.find("its SK is of type S and would have to be N") != std::string::npos);
    QCOMPARE(bench.itemsOf(kShop).size(), std::size_t(280));
    QVERIFY(std::filesystem::is_empty(bench.choices.copyFolder));
}

void CommitTest::itemsThatWouldBecomeOneKeepTheTableAsItIs()
{
    CommitBench bench;
    bench.commit(commitSample());
    bench.choices.replaced[kShop] = "";
    model::Model model = commitSample();
    model.tables[0].definition.key.sort.clear();
    const CommitReport report = bench.commit(model);
    QVERIFY2(report.failure.find("another item has the same key there (PK = ") != std::string::npos, report.failure.c_str());
    QCOMPARE(bench.itemsOf(kShop).size(), std::size_t(280));
}

void CommitTest::itemsThatChangeMeanwhileKeepTheTableAsItIs()
{
    CommitBench bench;
    bench.commit(commitSample());
    bench.choices.replaced[kShop] = "";
    bool isWritten = false;
    bench.control.progress = [&](const CommitProgress &progress) {
        if (progress.activity == "copying the items aside" && !isWritten) {
            isWritten = true;
            // The table is one page, which has been read by now.
            bench.connection.putItem({kShop, test::item(R"({"PK":{"S":"MINE"},"SK":{"S":"1"}})")});
        }
    };
    const CommitReport report = bench.commit(withLocalIndex(commitSample()));
    QVERIFY(isWritten);
    QVERIFY2(report.failure.find("its items changed while they were copied") != std::string::npos, report.failure.c_str());
    QCOMPARE(bench.itemsOf(kShop).size(), std::size_t(281));
    bench.control.progress = {};
    QCOMPARE(bench.commit(withLocalIndex(commitSample())).failure, std::string());
    QCOMPARE(bench.itemsOf(kShop).size(), std::size_t(281));
}

void CommitTest::aProtectedTableIsNotReplaced()
{
    CommitBench bench;
    model::Model protectedShop = commitSample();
    protectedShop.tables[0].definition.deletionProtection = true;
    bench.commit(protectedShop);
    bench.choices.replaced[kShop] = "";
    const CommitReport report = bench.commit(withLocalIndex(protectedShop));
    QVERIFY2(report.failure.starts_with("Table OnlineShop is protected from deletion"), report.failure.c_str());
    bench.choices.replaced[kShop] = "Shop2";
    QCOMPARE(bench.commit(withLocalIndex(protectedShop)).failure, std::string());
    QCOMPARE(bench.itemsOf("Shop2").size(), std::size_t(280));
    bench.choices.replaced[kShop] = "";
    QCOMPARE(bench.commit(withLocalIndex(commitSample())).failure, std::string());
    QCOMPARE(bench.itemsOf(kShop).size(), std::size_t(280));
}

void CommitTest::goesOnWhereItWasStopped()
{
    int stops = 0;
    for (bool isStopped = true; isStopped; ++stops) {
        CommitBench bench;
        bench.commit(smallShop());
        bench.pass(std::chrono::hours(1));
        std::stop_source source;
        int seen = 0;
        bench.control.stop = source.get_token();
        bench.control.progress = [&](const CommitProgress &) {
            if (seen++ == stops)
                source.request_stop();
        };
        isStopped = bench.commit(changed(smallShop())).isStopped;
        bench.control.stop = {};
        bench.control.progress = {};
        const CommitReport report = bench.commit(changed(smallShop()));
        QCOMPARE(QString::fromStdString(report.failure), QString());
        QCOMPARE(bench.differencesFrom(changed(smallShop())), QString());
        QCOMPARE(bench.itemsOf(kShop).size(), kFewItems);
    }
    QVERIFY(stops > 5);
}

void CommitTest::goesOnWhereACallFailed()
{
    int failures = 0;
    for (bool hasFailed = true; hasFailed; ++failures) {
        CommitBench bench;
        bench.connection.failsAt = failures;
        bench.choices.load = LoadChoice::All;
        const CommitReport broken = bench.commit(smallShop());
        hasFailed = !broken.failure.empty();
        bench.connection.failsAt = -1;
        const CommitReport report = bench.commit(smallShop());
        QCOMPARE(QString::fromStdString(report.failure), QString());
        QCOMPARE(bench.differencesFrom(smallShop()), QString());
        QCOMPARE(bench.itemsOf(kShop).size(), kFewItems);
    }
    QVERIFY(failures > 5);
}

void CommitTest::aReplacementThatFailsLosesNothing()
{
    int failures = 0;
    for (bool hasFailed = true; hasFailed; ++failures) {
        CommitBench bench;
        bench.commit(smallShop());
        bench.pass(std::chrono::hours(1));
        bench.connection.putItem({kShop, test::item(R"({"PK":{"S":"MINE"},"SK":{"S":"1"}})")});
        const auto before = bench.itemsOf(kShop);
        bench.choices.replaced[kShop] = "";
        bench.connection.failsAt = bench.connection.changes + failures;
        const CommitReport broken = bench.commit(withLocalIndex(smallShop()));
        hasFailed = !broken.failure.empty();
        if (hasFailed)
            QVERIFY2(broken.failure.find("Commit again") != std::string::npos, broken.failure.c_str());
        bench.connection.failsAt = -1;
        const CommitReport report = bench.commit(withLocalIndex(smallShop()));
        QCOMPARE(QString::fromStdString(report.failure), QString());
        QCOMPARE(bench.itemsOf(kShop), before);
        QCOMPARE(bench.differencesFrom(withLocalIndex(smallShop())), QString());
    }
    QVERIFY(failures > 5);
}

void CommitTest::aReplacementThatIsStoppedLosesNothing()
{
    int stops = 0;
    for (bool isStopped = true; isStopped; ++stops) {
        CommitBench bench;
        bench.commit(smallShop());
        bench.pass(std::chrono::hours(1));
        const auto before = bench.itemsOf(kShop);
        bench.choices.replaced[kShop] = "";
        std::stop_source source;
        int seen = 0;
        bench.control.stop = source.get_token();
        bench.control.progress = [&](const CommitProgress &) {
            if (seen++ == stops)
                source.request_stop();
        };
        isStopped = bench.commit(withLocalIndex(smallShop())).isStopped;
        bench.control.stop = {};
        bench.control.progress = {};
        bench.pass(std::chrono::seconds(2)); // a table that is being deleted goes
        const CommitReport report = bench.commit(withLocalIndex(smallShop()));
        QCOMPARE(QString::fromStdString(report.failure), QString());
        QCOMPARE(bench.itemsOf(kShop), before);
        QCOMPARE(bench.differencesFrom(withLocalIndex(smallShop())), QString());
    }
    QVERIFY(stops > 3);
}

void CommitTest::loadsIntoTablesThatAreThereWhenAsked()
{
    CommitBench bench;
    bench.commit(smallModel());
    model::Model model = smallModel();
    model.sampleData[0].items[0].set("n", value::AttributeValue::number(9));
    model.sampleData[0].items.push_back(test::item(R"({"id":{"S":"c"}})"));
    QCOMPARE(bench.commit(model).tables.at(0).sampleData.written, std::size_t(0));
    bench.choices.load = LoadChoice::All;
    const ItemLoad kept = bench.commit(model).tables.at(0).sampleData;
    QCOMPARE(kept.written, std::size_t(1));
    QCOMPARE(kept.unchanged, std::size_t(1));
    QCOMPARE(kept.different, std::size_t(1));
    QCOMPARE(kept.firstDifferent, std::vector<std::string>{"id = a"});
    bench.choices.onSameKey = OnSameKey::Overwrite;
    const ItemLoad overwritten = bench.commit(model).tables.at(0).sampleData;
    QCOMPARE(overwritten.overwritten, std::size_t(1));
    QCOMPARE(overwritten.unchanged, std::size_t(2));
    QCOMPARE(bench.itemsOf("Notes").at(0), test::textOf(model.sampleData[0].items[0]));
}

void CommitTest::loadsNothingWhenAsked()
{
    CommitBench bench;
    bench.choices.load = LoadChoice::None;
    const CommitReport report = bench.commit(smallModel());
    QVERIFY(report.tables.at(0).isDone);
    QVERIFY(bench.itemsOf("Notes").empty());
}

void CommitTest::theSecondChangeOfTheTimeToLiveIsPostponed()
{
    CommitBench bench;
    model::Model model = smallModel();
    model.tables[0].timeToLiveAttribute = "until";
    bench.commit(model);
    bench.pass(std::chrono::hours(1));
    model.tables[0].timeToLiveAttribute = "expires";
    const CommitReport report = bench.commit(model);
    QCOMPARE(report.failure, std::string());
    QVERIFY2(report.tables.at(0).postponed.find("within an hour") != std::string::npos, report.tables[0].postponed.c_str());
    bench.pass(std::chrono::hours(1));
    QCOMPARE(bench.commit(model).tables.at(0).postponed, std::string());
    QCOMPARE(bench.connection.describeTimeToLive("Notes").attribute, std::string("expires"));
    QCOMPARE(bench.differencesFrom(model), QString());
}

void CommitTest::aPlanThatIsStaleIsRefused()
{
    CommitBench bench;
    const model::Model model = smallModel();
    const CommitPlan plan = bench.plan(model);
    bench.commit(model);
    const CommitReport report = runCommit(plan, model, bench.connection, bench.choices, bench.control);
    QVERIFY2(report.failure.starts_with("Table Notes has changed since the plan was made."), report.failure.c_str());
}

void CommitTest::tellsWhatItLeavesAlone()
{
    CommitBench bench;
    model::Model model = smallModel();
    model.tables[0].recoveryPeriodInDays = 7;
    model.tables[0].settings = value::Json::parse("{\"replicas\":[{\"region\":\"eu-north-1\"}]}");
    const auto leftAlone = bench.plan(model).tables.at(0).leftAlone;
    QCOMPARE(leftAlone.size(), std::size_t(2));
    QVERIFY(leftAlone[0].starts_with("Point-in-time recovery is not committed"));
}

void CommitTest::capacityThatScalesIsFollowed()
{
    CommitBench bench;
    model::Model model = smallModel();
    model.tables[0].definition.billingMode = BillingMode::Provisioned;
    model.tables[0].scaling.read = model::AutoScaling{5, 100, 70};
    bench.commit(model);
    QCOMPARE(bench.connection.describeTable("Notes").definition.capacity.provisioned->readCapacityUnits, std::int64_t(5));
    engine::UpdateTableRequest scaled;
    scaled.table = "Notes";
    scaled.capacity.provisioned = schema::ProvisionedThroughput{60, 5};
    bench.connection.updateTable(scaled);
    bench.pass(std::chrono::hours(1));
    QCOMPARE(bench.differencesFrom(model), QString());
    model.tables[0].scaling.read->maximum = 50;
    QVERIFY(!bench.differencesFrom(model).isEmpty());
}

void CommitTest::itemsAreCheckedAgainstTheNewKeys_data()
{
    QTest::addColumn<QString>("item");
    QTest::addColumn<QString>("reason");
    const QString key = "\"p\":{\"S\":\"x\"},\"s\":{\"B\":\"AQ==\"}";
    QTest::newRow("fits") << "{" + key + "}"
                          << "";
    QTest::newRow("fits with index") << "{" + key + ",\"g\":{\"N\":\"1\"}}"
                                     << "";
    QTest::newRow("no sort key") << "{\"p\":{\"S\":\"x\"}}"
                                 << "it has no attribute s";
    QTest::newRow("type") << "{\"p\":{\"N\":\"1\"},\"s\":{\"B\":\"AQ==\"}}"
                          << "its p is of type N and would have to be S";
    QTest::newRow("empty") << "{\"p\":{\"S\":\"\"},\"s\":{\"B\":\"AQ==\"}}"
                           << "its p is empty";
    QTest::newRow("long") << "{\"p\":{\"S\":\"" + QString(2'049, 'x') + "\"},\"s\":{\"B\":\"AQ==\"}}"
                          << "its p has more than 2048 bytes";
    QTest::newRow("long sort key") << "{\"p\":{\"S\":\"x\"},\"s\":{\"B\":\"" + QString(1'368, 'A') + "\"}}"
                                   << "its s has more than 1024 bytes";
    QTest::newRow("index") << "{" + key + ",\"g\":{\"S\":\"1\"}}"
                           << "its g is of type S and would have to be N, which index G does not take";
}

void CommitTest::itemsAreCheckedAgainstTheNewKeys()
{
    QFETCH(QString, item);
    QFETCH(QString, reason);
    schema::TableDefinition definition;
    definition.key = {{{"p", KeyType::S}}, {{"s", KeyType::B}}};
    definition.globalIndexes = {{"G", {{{"g", KeyType::N}}, {}}, {}, {}}};
    QCOMPARE(QString::fromStdString(whyItDoesNotFit(test::item(item.toStdString()), definition).value_or("")), reason);
}
