#include "tests/core/session/workspace_test.h"

#include "core/engine/service_error.h"
#include "core/model/model_reader.h"
#include "core/session/workspace.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using session::LoadReport;
using session::Workspace;

namespace {

model::Model sample()
{
    return model::readModelFile(test::sourceDir() / "samples" / "online-shop.keywright.json");
}

std::size_t itemsInTable(Workspace &workspace)
{
    std::size_t count = 0;
    engine::ScanRequest request;
    request.table = "OnlineShop";
    do {
        const engine::ItemPage page = workspace.connection().scan(request);
        count += page.items.size();
        request.exclusiveStartKey = page.lastEvaluatedKey;
    } while (request.exclusiveStartKey);
    return count;
}

} // namespace

void WorkspaceTest::loadsTheSampleIntoItsTables()
{
    const auto workspace = Workspace::inMemory(sample());
    const LoadReport report = workspace->load();
    QCOMPARE(report.tablesCreated, std::size_t(1));
    QCOMPARE(report.itemsLoaded, workspace->model().itemCount());
    QVERIFY(!report.wasLoadedBefore);
    QCOMPARE(itemsInTable(*workspace), workspace->model().itemCount());
    QCOMPARE(workspace->connection().describeTable("OnlineShop").itemCount, static_cast<std::int64_t>(workspace->model().itemCount()));
}

void WorkspaceTest::findsWhatItLoadedBefore()
{
    const test::TemporaryFolder folder;
    Workspace::inFolder(sample(), folder.path() / "store")->load();

    const auto again = Workspace::inFolder(sample(), folder.path() / "store");
    const LoadReport report = again->load();
    QVERIFY(report.wasLoadedBefore);
    QCOMPARE(report.itemsLoaded, std::size_t(0));
    QCOMPARE(itemsInTable(*again), again->model().itemCount());
}

void WorkspaceTest::buildsTheStoreAnewWhenTheModelHasChanged()
{
    const test::TemporaryFolder folder;
    Workspace::inFolder(sample(), folder.path())->load();

    model::Model changed = sample();
    changed.sampleData.front().items.resize(10);
    const auto again = Workspace::inFolder(changed, folder.path());
    QCOMPARE(again->load().itemsLoaded, std::size_t(10));
    QCOMPARE(itemsInTable(*again), std::size_t(10));
}

void WorkspaceTest::keepsTheStoreWhenOnlyPatternsChanged()
{
    const test::TemporaryFolder folder;
    Workspace::inFolder(sample(), folder.path())->load();

    model::Model changed = sample();
    changed.accessPatterns.clear();
    QVERIFY(Workspace::inFolder(changed, folder.path())->load().wasLoadedBefore);
}

void WorkspaceTest::goesOnAfterAStop()
{
    const auto workspace = Workspace::inMemory(sample());
    std::stop_source stop;
    stop.request_stop();
    const LoadReport stopped = workspace->load({}, stop.get_token());
    QVERIFY(stopped.stopped);
    QCOMPARE(stopped.itemsLoaded, std::size_t(0));

    const LoadReport whole = workspace->load();
    QVERIFY(!whole.stopped);
    QCOMPARE(whole.tablesCreated, std::size_t(0));
    QCOMPARE(itemsInTable(*workspace), workspace->model().itemCount());
}

void WorkspaceTest::reportsProgress()
{
    const auto workspace = Workspace::inMemory(sample());
    std::vector<std::size_t> reports;
    workspace->load([&reports](std::size_t done, std::size_t) { reports.push_back(done); });
    QVERIFY(reports.size() >= 2);
    QVERIFY(std::is_sorted(reports.begin(), reports.end()));
    QCOMPARE(reports.back(), workspace->model().itemCount());
}

void WorkspaceTest::namesTheItemThatCannotBeLoaded()
{
    model::Model broken = sample();
    broken.sampleData.front().items[4].erase("PK");
    try {
        Workspace::inMemory(broken)->load();
        QFAIL("an item without its key was loaded");
    } catch (const engine::ServiceError &error) {
        QCOMPARE(QString(error.what()),
                 QString("Item 5 of the sample data of table OnlineShop: One or more parameter values were invalid: "
                         "Missing the key PK in the item"));
    }
}

void WorkspaceTest::givesEveryModelFileItsOwnStore()
{
    qputenv("XDG_STATE_HOME", "/state");
    const auto first = Workspace::storeFolderFor("/models/a/shop.keywright.json");
    const auto second = Workspace::storeFolderFor("/models/b/shop.keywright.json");
    QVERIFY(first != second);
    QCOMPARE(first, Workspace::storeFolderFor("/models/a/../a/shop.keywright.json"));
    QCOMPARE(first.parent_path(), std::filesystem::path("/state/keywright/stores"));
    QVERIFY(first.filename().string().starts_with("shop-"));
    qunsetenv("XDG_STATE_HOME");
}
