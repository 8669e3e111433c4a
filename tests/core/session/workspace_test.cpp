#include "tests/core/session/workspace_test.h"

#include "core/engine/service_error.h"
#include "core/model/model_reader.h"
#include "core/service/endpoint_error.h"
#include "core/session/workspace.h"
#include "tests/core/service/http_client.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using session::LoadReport;
using session::Workspace;

namespace {

model::Model workspaceSample()
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
    const auto workspace = Workspace::inMemory(workspaceSample());
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
    Workspace::inFolder(workspaceSample(), folder.path() / "store")->load();

    const auto again = Workspace::inFolder(workspaceSample(), folder.path() / "store");
    const LoadReport report = again->load();
    QVERIFY(report.wasLoadedBefore);
    QCOMPARE(report.itemsLoaded, std::size_t(0));
    QCOMPARE(itemsInTable(*again), again->model().itemCount());
}

void WorkspaceTest::buildsTheStoreAnewWhenTheModelHasChanged()
{
    const test::TemporaryFolder folder;
    Workspace::inFolder(workspaceSample(), folder.path())->load();

    model::Model changed = workspaceSample();
    changed.sampleData.front().items.resize(10);
    const auto again = Workspace::inFolder(changed, folder.path());
    QCOMPARE(again->load().itemsLoaded, std::size_t(10));
    QCOMPARE(itemsInTable(*again), std::size_t(10));
}

void WorkspaceTest::keepsTheStoreWhenOnlyPatternsChanged()
{
    const test::TemporaryFolder folder;
    Workspace::inFolder(workspaceSample(), folder.path())->load();

    model::Model changed = workspaceSample();
    changed.accessPatterns.clear();
    QVERIFY(Workspace::inFolder(changed, folder.path())->load().wasLoadedBefore);
}

void WorkspaceTest::keepsWhatApplicationsMayHaveWritten()
{
    const test::TemporaryFolder folder;
    {
        const auto served = Workspace::inFolder(workspaceSample(), folder.path());
        served->load();
        served->startEndpoint(0);
        served->connection().putItem({"OnlineShop", test::item(R"({"PK":{"S":"APP"},"SK":{"S":"1"}})")});
    }
    model::Model changed = workspaceSample();
    changed.sampleData.front().items.resize(10);
    const auto again = Workspace::inFolder(changed, folder.path());
    const LoadReport kept = again->load();
    QVERIFY(kept.keptEarlier);
    QCOMPARE(kept.itemsLoaded, std::size_t(0));
    QCOMPARE(itemsInTable(*again), workspaceSample().itemCount() + 1);

    const LoadReport reset = again->reset();
    QVERIFY(!reset.keptEarlier);
    QCOMPARE(reset.itemsLoaded, std::size_t(10));
    QCOMPARE(itemsInTable(*again), std::size_t(10));
    QVERIFY(again->load().wasLoadedBefore);
}

void WorkspaceTest::followsTheModelWithTheItemsThatChanged()
{
    const auto workspace = Workspace::inMemory(workspaceSample());
    workspace->load();
    model::Model changed = workspaceSample();
    value::Item &first = changed.sampleData.front().items.front();
    first.set("colour", value::AttributeValue(std::string("red")));
    changed.sampleData.front().items.pop_back();
    const LoadReport report = workspace->follow(changed);
    QCOMPARE(report.tablesCreated, std::size_t(0));
    QCOMPARE(report.itemsLoaded, std::size_t(1));
    QCOMPARE(itemsInTable(*workspace), workspaceSample().itemCount() - 1);
    QVERIFY(workspace->load().wasLoadedBefore);

    changed.tables.front().definition.globalIndexes.clear();
    QCOMPARE(workspace->follow(changed).tablesCreated, std::size_t(1));
    QCOMPARE(itemsInTable(*workspace), workspaceSample().itemCount() - 1);
    QVERIFY(workspace->connection().describeTable("OnlineShop").definition.globalIndexes.empty());

    QCOMPARE(workspace->follow(model::Model{}).itemsLoaded, std::size_t(0));
    QVERIFY(workspace->connection().listTables().empty());
}

void WorkspaceTest::doesNotFollowOverWhatApplicationsHaveWritten()
{
    const auto workspace = Workspace::inMemory(workspaceSample());
    workspace->load();
    workspace->countAsUsed();
    model::Model changed = workspaceSample();
    changed.sampleData.front().items.clear();
    QVERIFY(workspace->follow(changed).keptEarlier);
    QCOMPARE(itemsInTable(*workspace), workspaceSample().itemCount());
    QVERIFY(!workspace->follow(workspaceSample()).keptEarlier);
    workspace->follow(changed);
    workspace->reset();
    QCOMPARE(itemsInTable(*workspace), std::size_t(0));
}

void WorkspaceTest::followsAgainAfterItFailed()
{
    const auto workspace = Workspace::inMemory(workspaceSample());
    workspace->load();
    model::Model broken = workspaceSample();
    broken.sampleData.front().items.push_back(test::item(R"({"PK":{"S":"no sort key"}})"));
    QVERIFY_THROWS_EXCEPTION(engine::ServiceError, workspace->follow(broken));
    workspace->follow(workspaceSample());
    QCOMPARE(itemsInTable(*workspace), workspaceSample().itemCount());
}

void WorkspaceTest::resetsEvenProtectedTables()
{
    model::Model guarded = workspaceSample();
    guarded.tables.front().definition.deletionProtection = true;
    const auto workspace = Workspace::inMemory(guarded);
    workspace->load();
    workspace->connection().putItem({"OnlineShop", test::item(R"({"PK":{"S":"APP"},"SK":{"S":"1"}})")});
    workspace->reset();
    QCOMPARE(itemsInTable(*workspace), guarded.itemCount());
    QVERIFY(workspace->connection().describeTable("OnlineShop").definition.deletionProtection);
}

void WorkspaceTest::servesItsTablesOnAPort()
{
    const auto workspace = Workspace::inMemory(workspaceSample());
    workspace->load();
    QCOMPARE(workspace->endpointRequests(), std::uint64_t(0));
    const std::string url = workspace->startEndpoint(0);
    QVERIFY2(url.starts_with("http://127.0.0.1:"), url.c_str());
    const auto port = static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
    test::RawConnection client(port);
    QVERIFY(client.send(test::postRequest(R"({"TableName":"OnlineShop"})",
                                          "X-Amz-Target: DynamoDB_20120810.DescribeTable\r\nAuthorization: AWS4-HMAC-SHA256 "
                                          "Credential=local/20261121/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0\r\n"
                                          "X-Amz-Date: 20261121T000000Z\r\n")));
    const std::string response = client.readResponse();
    QVERIFY2(test::statusOf(response) == 200, response.c_str());
    QVERIFY(test::bodyOf(response).find("\"ItemCount\":280") != std::string::npos);
    QCOMPARE(workspace->endpointRequests(), std::uint64_t(1));
    workspace->stopEndpoint();
    QCOMPARE(workspace->endpointRequests(), std::uint64_t(0));
    workspace->stopEndpoint();
}

void WorkspaceTest::namesThePortThatIsTaken()
{
    const auto first = Workspace::inMemory(workspaceSample());
    const std::string url = first->startEndpoint(0);
    const std::string port = url.substr(url.rfind(':') + 1);
    const auto second = Workspace::inMemory(workspaceSample());
    try {
        second->startEndpoint(static_cast<std::uint16_t>(std::stoi(port)));
        QFAIL("two endpoints on one port");
    } catch (const service::EndpointError &error) {
        QVERIFY2(std::string(error.what()).find(port) != std::string::npos, error.what());
    }
}

void WorkspaceTest::goesOnAfterAStop()
{
    const auto workspace = Workspace::inMemory(workspaceSample());
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
    const auto workspace = Workspace::inMemory(workspaceSample());
    std::vector<std::size_t> reports;
    workspace->load([&reports](std::size_t done, std::size_t) { reports.push_back(done); });
    QVERIFY(reports.size() >= 2);
    QVERIFY(std::is_sorted(reports.begin(), reports.end()));
    QCOMPARE(reports.back(), workspace->model().itemCount());
}

void WorkspaceTest::namesTheItemThatCannotBeLoaded()
{
    model::Model broken = workspaceSample();
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
