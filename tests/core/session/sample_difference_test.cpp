#include "tests/core/session/sample_difference_test.h"

#include <filesystem>

#include <QtTest>

#include "core/model/model_reader.h"
#include "core/session/sample_difference.h"
#include "core/session/workspace.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using namespace keywright::session;

namespace {

model::Model eventsOf(int count)
{
    model::Table table;
    table.definition.name = "Events";
    table.definition.key = {{{"id", schema::KeyType::S}}, {}};
    table.definition.billingMode = schema::BillingMode::PayPerRequest;
    model::TableItems items{.table = "Events"};
    for (int number = 0; number < count; ++number)
        items.items.push_back(
            test::item("{\"id\":{\"S\":\"" + std::to_string(number) + "\"},\"kind\":{\"S\":\"click\"},\"at\":{\"N\":\"1\"}}"));
    model::Model model;
    model.tables = {table};
    model.sampleData = {items};
    return model;
}

std::unique_ptr<Workspace> loaded(const model::Model &model)
{
    auto workspace = Workspace::inMemory(model);
    workspace->load();
    return workspace;
}

void put(Workspace &workspace, const char *item)
{
    workspace.connection().putItem({"Events", test::item(item)});
}

void moveOn(Workspace &workspace)
{
    put(workspace, R"({"id":{"S":"new"}})");
    put(workspace, R"({"id":{"S":"1"},"kind":{"S":"scroll"},"at":{"N":"1"}})");
    workspace.connection().deleteItem({"Events", test::item(R"({"id":{"S":"0"}})")});
}

std::string idsOf(const std::vector<value::Item> &items)
{
    std::string text;
    for (const value::Item &item : items)
        text += (text.empty() ? "" : " ") + std::get<std::string>(item.find("id")->content());
    return text;
}

} // namespace

void SampleDifferenceTest::loadedTablesHaveNotMovedOn()
{
    const auto workspace = loaded(eventsOf(3));
    const SampleDrift drift = compareSample(eventsOf(3), workspace->connection());
    QVERIFY(drift.isEmpty());
    QCOMPARE(drift.tableItems, std::size_t(3));
}

void SampleDifferenceTest::theTablesOfEverySampleAreAsItDefinesThem()
{
    std::size_t samples = 0;
    for (const auto &entry : std::filesystem::directory_iterator(test::sourceDir() / "samples")) {
        if (!entry.path().string().ends_with(".keywright.json"))
            continue;
        const model::Model model = model::readModelFile(entry.path());
        QVERIFY2(compareSample(model, loaded(model)->connection()).isEmpty(), entry.path().c_str());
        ++samples;
    }
    QVERIFY(samples > 0);
}

void SampleDifferenceTest::countsWhatWasAddedChangedAndRemoved()
{
    const auto workspace = loaded(eventsOf(3));
    moveOn(*workspace);
    const SampleDrift drift = compareSample(eventsOf(3), workspace->connection());
    QVERIFY(drift.tables == (std::vector<TableDrift>{{"Events", 1, 1, 1, false, false}}));
    std::string told;
    for (const ItemDifference &item : drift.items)
        told += item.key + (item.inModel ? " in the model" : "") + (item.inTable ? " in the table" : "") + "\n";
    QVERIFY2(told.find("id = new in the table\n") != std::string::npos, told.c_str());
    QVERIFY2(told.find("id = 1 in the model in the table\n") != std::string::npos, told.c_str());
    QVERIFY2(told.ends_with("id = 0 in the model\n"), told.c_str());
    QCOMPARE(drift.items.size(), std::size_t(3));
}

void SampleDifferenceTest::theOrderOfAttributesCountsForNothing()
{
    const auto workspace = loaded(eventsOf(1));
    put(*workspace, R"({"at":{"N":"1.0"},"kind":{"S":"click"},"id":{"S":"0"}})");
    QVERIFY(compareSample(eventsOf(1), workspace->connection()).isEmpty());
}

void SampleDifferenceTest::aTableThatIsMissingHasLostItsItems()
{
    const auto workspace = loaded({});
    const SampleDrift drift = compareSample(eventsOf(2), workspace->connection());
    QVERIFY(drift.tables == (std::vector<TableDrift>{{"Events", 0, 0, 2, true, false}}));
}

void SampleDifferenceTest::tellsATableOfAnotherDefinition()
{
    const auto workspace = loaded(eventsOf(2));
    model::Model later = eventsOf(2);
    later.tables[0].definition.globalIndexes = {{"ByKind", {{{"kind", schema::KeyType::S}}, {}}, {}, {}}};
    const SampleDrift drift = compareSample(later, workspace->connection());
    QVERIFY(drift.tables == (std::vector<TableDrift>{{"Events", 0, 0, 0, false, true}}));
}

void SampleDifferenceTest::keepsTheFirstItemsOnly()
{
    const auto workspace = loaded(eventsOf(700));
    const SampleDrift drift = compareSample(eventsOf(0), workspace->connection());
    QCOMPARE(drift.tables.front().added, std::size_t(700));
    QCOMPARE(drift.items.size(), SampleDrift::kKeptItems);
}

void SampleDifferenceTest::canBeStopped()
{
    const auto workspace = loaded(eventsOf(3));
    std::stop_source source;
    source.request_stop();
    QVERIFY(compareSample(eventsOf(3), workspace->connection(), source.get_token()).isStopped);
    QVERIFY(!itemsOfTables(eventsOf(3), workspace->connection(), 10, source.get_token()));
}

void SampleDifferenceTest::itemsComeInTheModelsOrder()
{
    const auto workspace = loaded(eventsOf(5));
    moveOn(*workspace);
    const auto items = itemsOfTables(eventsOf(5), workspace->connection(), 10);
    QVERIFY(items);
    QCOMPARE(idsOf(items->at("Events")), std::string("1 2 3 4 new"));
}

void SampleDifferenceTest::tooManyItemsAreNotRead()
{
    const auto workspace = loaded(eventsOf(5));
    QVERIFY(!itemsOfTables(eventsOf(5), workspace->connection(), 4));
    QVERIFY(itemsOfTables(eventsOf(5), workspace->connection(), 5));
}

void SampleDifferenceTest::aWorkspaceKnowsWhenTheModelHasCaughtUp()
{
    const auto workspace = loaded(eventsOf(3));
    workspace->countAsUsed();
    moveOn(*workspace);
    model::Model taken = eventsOf(3);
    taken.sampleData[0].items = itemsOfTables(taken, workspace->connection(), 10)->at("Events");
    QVERIFY(!workspace->follow(taken).keptEarlier);
    // What was taken over may be undone, or never be saved: the tables must not be made anew for it.
    QVERIFY(workspace->isUsed());
    QVERIFY(workspace->follow(eventsOf(3)).keptEarlier);
    QCOMPARE(compareSample(taken, workspace->connection()), SampleDrift{.tableItems = 3});
}
