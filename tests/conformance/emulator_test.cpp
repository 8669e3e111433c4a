#include <filesystem>

#include <QProcess>
#include <QStandardPaths>
#include <QtTest>

#include "core/connection/connection_error.h"
#include "core/connection/embedded_connection.h"
#include "core/connection/remote_connection.h"
#include "core/engine/service_error.h"
#include "core/expression/condition.h"
#include "core/session/table_clone.h"
#include "core/storage/store.h"
#include "tests/core/connection/raw_server.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

using namespace keywright;
namespace fs = std::filesystem;

namespace {

constexpr int kPatience = 120'000;

/// dynalite's program, installed below the build by the committed lock; empty when npm or its registry cannot be had.
QString dynalite()
{
    if (QStandardPaths::findExecutable("node").isEmpty() || QStandardPaths::findExecutable("npm").isEmpty())
        return {};
    const fs::path folder = test::binaryDir().parent_path() / "conformance-emulator";
    const fs::path program = folder / "node_modules" / "dynalite" / "cli.js";
    fs::create_directories(folder);
    for (const char *name : {"package.json", "package-lock.json"})
        fs::copy_file(test::sourceDir() / "tests" / "conformance" / "emulator" / name, folder / name, fs::copy_options::overwrite_existing);
    const QString place = QString::fromStdString(folder.string());
    if (!fs::exists(program)
        && QProcess::execute("npm", {"ci", "--prefix", place, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"}) != 0)
        return {};
    return QString::fromStdString(program.string());
}

/// Our connections against an emulator that others wrote.
class EmulatorTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void tablesAndItems();
    void aFailedConditionIsToldAsOne();
    void aTableIsClonedThere();
    void whatItDoesNotKnowIsSaid();

private:
    connection::RemoteConnection connection() const;

    QProcess m_server;
    QString m_url;
};

schema::TableDefinition orders()
{
    schema::TableDefinition table;
    table.name = "Orders";
    table.key.partition = {{"id", schema::KeyType::S}};
    table.billingMode = schema::BillingMode::PayPerRequest;
    return table;
}

engine::PutItemRequest put(int number)
{
    engine::PutItemRequest request;
    request.table = "Orders";
    request.item = test::item("{\"id\": {\"S\": \"" + std::to_string(number) + "\"}, \"n\": {\"N\": \"1.50\"}}");
    return request;
}

} // namespace

connection::RemoteConnection EmulatorTest::connection() const
{
    connection::ClientOptions options;
    options.retries.attempts = 3;
    return connection::RemoteConnection({m_url.toStdString(), "us-east-1", {"AKEMULATOR", "secret", {}, {}}, {}, {}}, options);
}

void EmulatorTest::initTestCase()
{
    const QString program = dynalite();
    if (program.isEmpty())
        QSKIP("SKIP node or npm missing, or npm's registry does not answer: no emulator");
    const std::uint16_t port = test::freePort();
    m_url = QStringLiteral("http://127.0.0.1:%1").arg(port);
    m_server.start("node", {program, "--host", "127.0.0.1", "--port", QString::number(port), "--createTableMs", "0"});
    QVERIFY(m_server.waitForStarted(kPatience));
    QTRY_VERIFY_WITH_TIMEOUT(
        m_server.state() == QProcess::Running &&
            [this] {
                try {
                    connection().listTables();
                    return true;
                } catch (const connection::ConnectionError &) {
                    return false;
                }
            }(),
        kPatience);
}

void EmulatorTest::cleanupTestCase()
{
    m_server.kill();
    m_server.waitForFinished(kPatience);
}

void EmulatorTest::tablesAndItems()
{
    connection::RemoteConnection there = connection();
    QVERIFY(there.listTables().empty());
    there.createTable(orders());
    QTRY_VERIFY(there.describeTable("Orders").status == engine::TableStatus::Active);
    for (int number = 0; number < 30; ++number)
        QVERIFY(there.putItem(put(number)).conditionHeld);
    engine::GetItemRequest get;
    get.table = "Orders";
    get.key = test::item("{\"id\": {\"S\": \"7\"}}");
    QCOMPARE(test::textOf(*there.getItem(get).item->find("n")), std::string("{\"N\":\"1.5\"}"));
    engine::ScanRequest scan;
    scan.table = "Orders";
    scan.limit = 12;
    std::size_t items = 0;
    int pages = 0;
    do {
        const engine::ItemPage page = there.scan(scan);
        items += page.items.size();
        scan.exclusiveStartKey = page.lastEvaluatedKey;
        ++pages;
    } while (scan.exclusiveStartKey);
    QCOMPARE(items, std::size_t(30));
    QCOMPARE(pages, 3);
}

void EmulatorTest::aFailedConditionIsToldAsOne()
{
    connection::RemoteConnection there = connection();
    engine::PutItemRequest request = put(7);
    expression::Placeholders none;
    request.condition = expression::compileCondition(expression::ExpressionKind::Condition, "attribute_not_exists(id)", none);
    QVERIFY(!there.putItem(request).conditionHeld);
}

void EmulatorTest::aTableIsClonedThere()
{
    storage::StoreOptions store;
    store.inMemory = true;
    engine::Engine engine(storage::Store::open(store));
    connection::EmbeddedConnection here(engine);
    connection::RemoteConnection there = connection();
    const test::TemporaryFolder folder;
    const session::CloneControl control{{}, {}, [](std::chrono::milliseconds) {}};
    // There and back again.
    QCOMPARE(
        session::cloneTable(there, here, {"Orders", "Mine", session::OnSameKey::Overwrite, true, folder.path() / "a.json"}, control).items,
        std::size_t(30));
    QCOMPARE(
        session::cloneTable(here, there, {"Mine", "Back", session::OnSameKey::Overwrite, true, folder.path() / "b.json"}, control).items,
        std::size_t(30));
    QCOMPARE(there.listTables(), (std::vector<std::string>{"Back", "Orders"}));
    there.deleteTable("Back");
    QTRY_COMPARE(there.listTables(), std::vector<std::string>{"Orders"});
}

void EmulatorTest::whatItDoesNotKnowIsSaid()
{
    connection::RemoteConnection there = connection();
    QVERIFY_THROWS_EXCEPTION(engine::ServiceError, there.describeTable("Nothing"));
    try {
        there.listStreams({});
        QFAIL("dynalite has no streams");
    } catch (const engine::ServiceError &error) {
        QVERIFY2(!error.name().empty(), error.what());
    } catch (const connection::ConnectionError &error) {
        QVERIFY2(QString::fromUtf8(error.what()).contains(m_url), error.what());
    }
}

QTEST_GUILESS_MAIN(EmulatorTest)

#include "emulator_test.moc"
