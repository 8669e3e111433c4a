#include "tests/core/session/table_clone_test.h"

#include <QtTest>

#include "core/connection/connection_error.h"
#include "core/connection/embedded_connection.h"
#include "core/session/table_clone.h"
#include "core/storage/store.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using session::CloneControl;
using session::CloneOrder;
using session::cloneTable;

namespace {

constexpr std::size_t kPage = 40;

/// An engine whose scans have short pages, and one of which can be made to fail.
class Paged : public connection::EmbeddedConnection {
public:
    using EmbeddedConnection::EmbeddedConnection;

    engine::ItemPage scan(const engine::ScanRequest &request) override
    {
        if (++scans == failingScan)
            throw connection::ConnectionError(connection::ConnectionError::Kind::Unreachable, "The connection broke.");
        engine::ScanRequest shorter = request;
        shorter.limit = kPage;
        return EmbeddedConnection::scan(shorter);
    }

    int scans = 0;
    int failingScan = 0;
};

struct Place {
    Place() : engine(openStore()), connection(engine) { }

    static std::unique_ptr<storage::Store> openStore()
    {
        storage::StoreOptions options;
        options.inMemory = true;
        return storage::Store::open(options);
    }
    void create(const std::string &name, const char *key = "id")
    {
        schema::TableDefinition table;
        table.name = name;
        table.key.partition = {{key, schema::KeyType::S}};
        table.billingMode = schema::BillingMode::PayPerRequest;
        table.streamViewType = schema::StreamViewType::NewImage;
        table.globalIndexes = {{"ByDay", {{{"day", schema::KeyType::S}}, {}}, {}, {}}};
        table.tags["team"] = "shop";
        connection.createTable(table);
    }
    void put(const std::string &table, int number, const std::string &day)
    {
        engine::PutItemRequest request;
        request.table = table;
        request.item = test::item("{\"id\": {\"S\": \"" + std::to_string(number) + "\"}, \"day\": {\"S\": \"" + day + "\"}}");
        connection.putItem(request);
    }
    void fill(int items)
    {
        create("Orders");
        connection.updateTimeToLive("Orders", "expires", true);
        for (int number = 0; number < items; ++number)
            put("Orders", number, "monday");
    }
    std::int64_t itemsOf(const std::string &table) { return connection.describeTable(table).itemCount; }

    engine::Engine engine;
    Paged connection;
};

class Cloning {
public:
    Cloning() { order = {"Orders", "Copy", session::OnSameKey::Overwrite, true, m_folder.path() / "place.json"}; }

    session::CloneReport run()
    {
        CloneControl control;
        control.stop = stop.get_token();
        control.wait = [this](std::chrono::milliseconds) { to.engine.jobs().runUntilIdle(); };
        control.progress = [this](const session::CloneProgress &progress) {
            if (stopAt > 0 && progress.done >= stopAt)
                stop.request_stop();
        };
        return cloneTable(from.connection, to.connection, order, control);
    }

    Place from;
    Place to;
    CloneOrder order;
    std::stop_source stop;
    std::size_t stopAt = 0;

private:
    test::TemporaryFolder m_folder;
};

} // namespace

void TableCloneTest::theCopyIsAsTheOriginal()
{
    Cloning cloning;
    cloning.from.fill(130);
    const session::CloneReport report = cloning.run();
    QVERIFY(report.isCreated && !report.isResumed && !report.isStopped);
    QCOMPARE(report.items, std::size_t(130));
    QCOMPARE(cloning.to.itemsOf("Copy"), std::int64_t(130));
    schema::TableDefinition expected = cloning.from.connection.describeTable("Orders").definition;
    expected.name = "Copy";
    QVERIFY(cloning.to.connection.describeTable("Copy").definition == expected);
    QCOMPARE(cloning.to.connection.describeTimeToLive("Copy").attribute, std::string("expires"));
    QVERIFY(!std::filesystem::exists(cloning.order.placeFile));
}

void TableCloneTest::aStoppedCloneGoesOnWhereItWas()
{
    Cloning cloning;
    cloning.from.fill(130);
    cloning.stopAt = 2 * kPage + 1;
    const session::CloneReport first = cloning.run();
    QVERIFY(first.isStopped);
    QVERIFY(std::filesystem::exists(cloning.order.placeFile));
    QCOMPARE(first.items, 2 * kPage);
    cloning.stop = {};
    cloning.stopAt = 0;
    cloning.from.connection.scans = 0;
    const session::CloneReport second = cloning.run();
    QVERIFY(second.isResumed && !second.isCreated && !second.isStopped);
    QCOMPARE(second.items, std::size_t(130));
    QCOMPARE(cloning.from.connection.scans, 2); // the rest only
    QCOMPARE(cloning.to.itemsOf("Copy"), std::int64_t(130));
}

void TableCloneTest::aBrokenConnectionKeepsThePlace()
{
    Cloning cloning;
    cloning.from.fill(130);
    cloning.from.connection.failingScan = 3;
    QVERIFY_THROWS_EXCEPTION(connection::ConnectionError, cloning.run());
    cloning.from.connection.failingScan = 0;
    const session::CloneReport report = cloning.run();
    QVERIFY(report.isResumed);
    QCOMPARE(report.items, std::size_t(130));
    QCOMPARE(cloning.to.itemsOf("Copy"), std::int64_t(130));
}

void TableCloneTest::itemsThatAreThereAreOverwrittenOrKept_data()
{
    QTest::addColumn<bool>("overwrites");
    QTest::addColumn<QString>("day");
    QTest::newRow("overwritten") << true << "monday";
    QTest::newRow("kept") << false << "sunday";
}

void TableCloneTest::itemsThatAreThereAreOverwrittenOrKept()
{
    QFETCH(bool, overwrites);
    QFETCH(QString, day);
    Cloning cloning;
    cloning.from.fill(3);
    cloning.to.create("Copy");
    cloning.to.put("Copy", 1, "sunday");
    cloning.order.onSameKey = overwrites ? session::OnSameKey::Overwrite : session::OnSameKey::Keep;
    const session::CloneReport report = cloning.run();
    QVERIFY(!report.isCreated);
    QCOMPARE(cloning.to.itemsOf("Copy"), std::int64_t(3));
    engine::GetItemRequest get;
    get.table = "Copy";
    get.key = test::item("{\"id\": {\"S\": \"1\"}}");
    QCOMPARE(QString::fromStdString(test::textOf(*cloning.to.connection.getItem(get).item->find("day"))),
             QStringLiteral("{\"S\":\"%1\"}").arg(day));
}

void TableCloneTest::anotherKeyIsRefused()
{
    Cloning cloning;
    cloning.from.fill(1);
    cloning.to.create("Copy", "other");
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, cloning.run());
    QCOMPARE(cloning.to.itemsOf("Copy"), std::int64_t(0));
}

void TableCloneTest::itselfIsRefused()
{
    Cloning cloning;
    cloning.from.fill(1);
    cloning.order.target = "Orders";
    CloneControl control;
    control.wait = [](std::chrono::milliseconds) {};
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, cloneTable(cloning.from.connection, cloning.from.connection, cloning.order, control));
}
