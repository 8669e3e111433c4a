#include "tests/core/session/live_model_test.h"

#include "core/connection/embedded_connection.h"
#include "core/connection/remote_connection.h"
#include "core/engine/engine.h"
#include "core/engine/service_error.h"
#include "core/model/model_reader.h"
#include "core/session/live_model.h"
#include "core/session/workspace.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using session::LiveChoice;
using session::LiveModel;
using session::readLiveModel;

namespace {

/// The tables of a sample, and nothing else of it.
std::unique_ptr<session::Workspace> liveModelOnlineShop()
{
    auto workspace = session::Workspace::inMemory(model::readModelFile(test::sourceDir() / "samples" / "online-shop.keywright.json"));
    workspace->load();
    return workspace;
}

std::unique_ptr<engine::Engine> emptyEngine()
{
    storage::StoreOptions store;
    store.folder = "live-model-test";
    store.inMemory = true;
    return std::make_unique<engine::Engine>(storage::Store::open(store));
}

schema::TableDefinition users(const std::string &name)
{
    schema::TableDefinition table;
    table.name = name;
    table.billingMode = schema::BillingMode::PayPerRequest;
    table.key.partition = {{"id", schema::KeyType::S}};
    table.tags = {{"team", "shop"}};
    return table;
}

void putUsers(connection::Connection &connection, const std::string &table, int count)
{
    for (int i = 0; i < count; ++i)
        connection.putItem({table, test::item(R"({"id":{"S":"USER#)" + std::to_string(i) + R"("},"name":{"S":"n"}})")});
}

/// An endpoint that knows neither tags nor time to live.
class PlainConnection : public connection::EmbeddedConnection {
public:
    using EmbeddedConnection::EmbeddedConnection;

    engine::TimeToLiveDescription describeTimeToLive(const std::string &) override
    {
        throw engine::ServiceError("UnknownOperationException", "");
    }
    engine::TagPage listTagsOfResource(const std::string &, const std::optional<std::string> &) override
    {
        throw engine::ServiceError("AccessDeniedException", "User may not.");
    }
};

} // namespace

void LiveModelTest::tablesComeWithWhatIsSetOnThem()
{
    const auto engine = emptyEngine();
    connection::EmbeddedConnection connection(*engine);
    schema::TableDefinition table = users("Users");
    table.deletionProtection = true;
    table.streamViewType = schema::StreamViewType::KeysOnly;
    table.globalIndexes = {{"byName", {{{"name", schema::KeyType::S}}, {}}, {schema::ProjectionType::KeysOnly, {}}, {}}};
    connection.createTable(table);
    connection.updateTimeToLive("Users", "expires", true);

    const LiveModel live = readLiveModel(connection, {});
    QCOMPARE(live.model.name, std::string("Users"));
    QCOMPARE(live.model.tables.size(), std::size_t(1));
    QCOMPARE(live.model.tables.front().definition, table);
    QCOMPARE(live.model.tables.front().timeToLiveAttribute, std::optional<std::string>("expires"));
    QVERIFY(live.notes.empty());
}

void LiveModelTest::itemsAndEntitiesComeFromTheTables()
{
    const auto workspace = liveModelOnlineShop();
    const LiveModel live = readLiveModel(workspace->connection(), {});
    QCOMPARE(live.model.itemCount(), workspace->model().itemCount());
    QCOMPARE(live.model.tables.front().definition.key, workspace->model().tables.front().definition.key);
    QVERIFY(!live.model.entities.empty());
    QCOMPARE(live.model.entities.size(), live.inference.entities.size());
}

void LiveModelTest::anEndpointGivesTheSame()
{
    const auto workspace = liveModelOnlineShop();
    connection::RemoteConnection remote({workspace->startEndpoint(0), "us-east-1", {"any", "any", {}}, {}});
    const LiveModel expected = readLiveModel(workspace->connection(), {});
    const LiveModel live = readLiveModel(remote, {});
    QCOMPARE(live.model.itemCount(), workspace->model().itemCount());
    QVERIFY(live.model.sampleData == expected.model.sampleData);
    QVERIFY(live.model.tables == expected.model.tables);
    QVERIFY(live.inference == expected.inference);
    workspace->stopEndpoint();
}

void LiveModelTest::aNoteSaysWhatIsLeft()
{
    const auto engine = emptyEngine();
    connection::EmbeddedConnection connection(*engine);
    connection.createTable(users("Users"));
    putUsers(connection, "Users", 12);
    std::vector<std::size_t> counts;
    LiveChoice choice;
    choice.itemsOfTable = 5;
    const LiveModel some = readLiveModel(connection, choice, [&](const std::string &, std::size_t count) { counts.push_back(count); });
    QCOMPARE(some.model.itemCount(), std::size_t(5));
    QCOMPARE(some.notes, std::vector<std::string>{"Users: only the first 5 of about 12 items were read."});
    QCOMPARE(counts, std::vector<std::size_t>{5});
    choice.itemsOfTable = 12;
    const LiveModel all = readLiveModel(connection, choice);
    QCOMPARE(all.model.itemCount(), std::size_t(12));
    QVERIFY(all.notes.empty());
}

void LiveModelTest::noItemsWhenNoneAreWanted()
{
    const auto engine = emptyEngine();
    connection::EmbeddedConnection connection(*engine);
    connection.createTable(users("Users"));
    putUsers(connection, "Users", 2);
    LiveChoice choice;
    choice.itemsOfTable = 0;
    const LiveModel live = readLiveModel(connection, choice);
    QCOMPARE(live.model.tables.size(), std::size_t(1));
    QCOMPARE(live.model.itemCount(), std::size_t(0));
    QVERIFY(live.notes.empty() && live.model.entities.empty());
}

void LiveModelTest::onlyChosenTables()
{
    const auto engine = emptyEngine();
    connection::EmbeddedConnection connection(*engine);
    for (const char *name : {"One", "Two", "Three"})
        connection.createTable(users(name));
    LiveChoice choice;
    choice.tables = {"Two", "One"};
    const LiveModel live = readLiveModel(connection, choice);
    QCOMPARE(live.model.tables.size(), std::size_t(2));
    QCOMPARE(live.model.tables.front().definition.name, std::string("Two"));
    QCOMPARE(live.model.name, std::string("Tables of Embedded engine"));
}

void LiveModelTest::aChosenTableThatIsNotThereIsAnError()
{
    const auto engine = emptyEngine();
    connection::EmbeddedConnection connection(*engine);
    LiveChoice choice;
    choice.tables = {"None"};
    QVERIFY_THROWS_EXCEPTION(engine::ServiceError, readLiveModel(connection, choice));
}

void LiveModelTest::whatTheConnectionDoesNotKnowIsLeftOut()
{
    const auto engine = emptyEngine();
    PlainConnection connection(*engine);
    connection.createTable(users("Users"));
    putUsers(connection, "Users", 1);
    const LiveModel live = readLiveModel(connection, {});
    QCOMPARE(live.model.itemCount(), std::size_t(1));
    QCOMPARE(live.notes,
             (std::vector<std::string>{"Users was read without its tags: AccessDeniedException: User may not.",
                                       "Users was read without its time to live: UnknownOperationException."}));
}

void LiveModelTest::aStopKeepsWhatWasRead()
{
    const auto engine = emptyEngine();
    connection::EmbeddedConnection connection(*engine);
    for (const char *name : {"One", "Two"}) {
        connection.createTable(users(name));
        putUsers(connection, name, 3);
    }
    std::stop_source stop;
    const LiveModel live = readLiveModel(
        connection, {}, [&stop](const std::string &, std::size_t) { stop.request_stop(); }, stop.get_token());
    QVERIFY(live.stopped);
    QCOMPARE(live.model.tables.size(), std::size_t(1));
    QCOMPARE(live.model.itemCount(), std::size_t(3));
    QVERIFY(live.model.entities.empty());
}
