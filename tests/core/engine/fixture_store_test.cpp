#include <filesystem>

#include "tests/core/engine/fixture_store.h"
#include "tests/core/engine/tables.h"
#include "tests/support/run_classes.h"
#include "tests/support/test_paths.h"

using namespace keywright::test;

class FixtureStoreTest : public QObject {
    Q_OBJECT

private slots:
    /// What Keywright wrote in format version 1 opens for ever, and shows the same.
    void aStoreOfFormatVersion1OpensWithAllItHolds()
    {
        const TemporaryFolder folder;
        std::filesystem::copy(dataDir() / "stores" / "format-1", folder.path(), std::filesystem::copy_options::recursive);
        const auto engine = engineOn(folder.path());
        QCOMPARE(fixtureStoreAsText(*engine), readFile(dataDir() / "stores" / "format-1.txt"));
        QCOMPARE(contradictionsIn(*engine, "Shop") + contradictionsIn(*engine, "Measurements"), std::string());
    }

    void aStoreOfFormatVersion1TakesWrites()
    {
        const TemporaryFolder folder;
        std::filesystem::copy(dataDir() / "stores" / "format-1", folder.path(), std::filesystem::copy_options::recursive);
        put(*engineOn(folder.path()), "Shop",
            "{\"pk\":{\"S\":\"new\"},\"sk\":{\"S\":\"new\"},\"total\":{\"N\":\"1\"},\"openSince\":{\"S\":\"2026\"}}");
        const auto engine = engineOn(folder.path());
        QCOMPARE(engine->createTable(table("Third", "pk:S")).number, keywright::storage::TableId{3});
        QCOMPARE(engine->describeTable("Shop").itemCount, std::int64_t{26});
        QCOMPARE(contradictionsIn(*engine, "Shop"), std::string());
    }
};

std::unique_ptr<QObject> makeFixtureStoreTest()
{
    return std::make_unique<FixtureStoreTest>();
}

#include "fixture_store_test.moc"
