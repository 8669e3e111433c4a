#include <filesystem>
#include <string>

#include "core/storage/store.h"
#include "tests/core/engine/tables.h"
#include "tests/support/run_classes.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using namespace keywright::test;
using namespace std::string_literals;

namespace {

std::unique_ptr<engine::Engine> indexedEngine()
{
    auto engine = engineInMemory();
    schema::TableDefinition definition = table("Tab", "pk:S sk:S");
    definition.localIndexes = {index("Keys", "pk:S at:N", schema::ProjectionType::KeysOnly)};
    definition.globalIndexes = {index("All", "kind:S"), index("Some", "kind:S at:N", schema::ProjectionType::Include, {"name"})};
    engine->createTable(definition);
    return engine;
}

std::string entriesOf(const engine::Engine &engine, const std::string &index)
{
    return textOf(engine.scan({.table = "Tab", .index = index}).items);
}

/// The keys of all entries of tables in the store, in hexadecimal, one a line.
std::string keysIn(const std::filesystem::path &folder)
{
    const auto store = storage::Store::open({.folder = folder});
    const storage::Snapshot snapshot = store->snapshot();
    storage::Cursor cursor = snapshot.cursor();
    std::string text;
    for (cursor.seek(std::string("\0\0\0\1", 4)); cursor.isValid(); cursor.next())
        text += hexOf(cursor.key()) + "\n";
    return text;
}

} // namespace

class IndexTest : public QObject {
    Q_OBJECT

private slots:
    /// Table 1; the LSI is index 1, the GSI is index 2. Hashes: python3's hashlib.md5 of the encoded partition key.
    void goldenKeysOfEntries()
    {
        const TemporaryFolder folder;
        {
            const auto engine = engineOn(folder.path());
            schema::TableDefinition definition = table("Tab", "pk:S sk:B");
            definition.localIndexes = {index("Local", "pk:S num:N")};
            definition.globalIndexes = {index("Global", "color:S,size:N when:S")};
            engine->createTable(definition);
            put(*engine, "Tab",
                R"({"pk":{"S":"a"},"sk":{"B":"AGI="},"num":{"N":"42"},"color":{"S":"red"},"size":{"N":"-1"},"when":{"S":"x"}})");
        }
        QCOMPARE(keysIn(folder.path()),
                 "00000001"
                 "0000"
                 "9b26982e840df3de"
                 "610001"
                 "00ff620001"
                 "\n"
                 "00000001"
                 "0001"
                 "9b26982e840df3de"
                 "610001"
                 "038354"
                 "610001"
                 "00ff620001"
                 "\n"
                 "00000001"
                 "0002"
                 "12cf16062ccf6c76"
                 "7265640001"
                 "017deb"
                 "780001"
                 "610001"
                 "00ff620001"
                 "\n"s);
    }

    void anItemIsInAnIndexWhenItHasItsWholeKey()
    {
        const auto engine = indexedEngine();
        put(*engine, "Tab", R"({"pk":{"S":"a"},"sk":{"S":"1"}})");
        put(*engine, "Tab", R"({"pk":{"S":"a"},"sk":{"S":"2"},"kind":{"S":"k"}})");
        put(*engine, "Tab", R"({"pk":{"S":"a"},"sk":{"S":"3"},"at":{"N":"1"}})");
        QCOMPARE(entriesOf(*engine, "All"), "{\"kind\":{\"S\":\"k\"},\"pk\":{\"S\":\"a\"},\"sk\":{\"S\":\"2\"}}\n"s);
        QCOMPARE(entriesOf(*engine, "Some"), ""s);
        QCOMPARE(entriesOf(*engine, "Keys"), "{\"at\":{\"N\":\"1\"},\"pk\":{\"S\":\"a\"},\"sk\":{\"S\":\"3\"}}\n"s);
    }

    void anEntryHoldsWhatIsProjected()
    {
        const auto engine = indexedEngine();
        put(*engine, "Tab", R"({"pk":{"S":"a"},"sk":{"S":"1"},"kind":{"S":"k"},"at":{"N":"1"},"name":{"S":"n"},"rest":{"L":[]}})");
        QCOMPARE(entriesOf(*engine, "Keys"), "{\"at\":{\"N\":\"1\"},\"pk\":{\"S\":\"a\"},\"sk\":{\"S\":\"1\"}}\n"s);
        QCOMPARE(entriesOf(*engine, "Some"),
                 "{\"at\":{\"N\":\"1\"},\"kind\":{\"S\":\"k\"},\"name\":{\"S\":\"n\"},\"pk\":{\"S\":\"a\"},\"sk\":{\"S\":\"1\"}}\n"s);
        QCOMPARE(
            entriesOf(*engine, "All"),
            "{\"at\":{\"N\":\"1\"},\"kind\":{\"S\":\"k\"},\"name\":{\"S\":\"n\"},\"pk\":{\"S\":\"a\"},\"rest\":{\"L\":[]},\"sk\":{\"S\":\"1\"}}\n"s);
    }

    /// ENGINE.md: 0 when its stored view does not change; 1 when an item enters or leaves or projected attributes
    /// change; 2 when the index key moves.
    void everyIndexIsChargedForWhatChangesInIt()
    {
        const auto engine = indexedEngine();
        const auto putUnits = [&](const std::string &more) {
            return unitsOf(put(*engine, "Tab", "{\"pk\":{\"S\":\"a\"},\"sk\":{\"S\":\"1\"}" + more + "}"));
        };
        const std::string k = ",\"kind\":{\"S\":\"k\"}";
        const std::string at = ",\"at\":{\"N\":\"1\"}";
        QCOMPARE(putUnits(""), "Tab 1"s);
        QCOMPARE(putUnits(k), "Tab 1, G:All 1"s);
        QCOMPARE(putUnits(k + at), "Tab 1, L:Keys 1, G:All 1, G:Some 1"s);
        QCOMPARE(putUnits(k + at), "Tab 1"s);
        QCOMPARE(putUnits(k + at + ",\"rest\":{\"S\":\"x\"}"), "Tab 1, G:All 1"s);
        QCOMPARE(putUnits(k + at + ",\"name\":{\"S\":\"x\"}"), "Tab 1, G:All 1, G:Some 1"s);
        QCOMPARE(putUnits(k + ",\"at\":{\"N\":\"2\"},\"name\":{\"S\":\"x\"}"), "Tab 1, L:Keys 2, G:All 1, G:Some 2"s);
        QCOMPARE(putUnits(",\"kind\":{\"S\":\"l\"},\"at\":{\"N\":\"2\"},\"name\":{\"S\":\"x\"}"), "Tab 1, G:All 2, G:Some 2"s);
        QCOMPARE(putUnits(""), "Tab 1, L:Keys 1, G:All 1, G:Some 1"s);
        QCOMPARE(entriesOf(*engine, "Keys") + entriesOf(*engine, "All") + entriesOf(*engine, "Some"), ""s);
        QCOMPARE(contradictionsIn(*engine, "Tab"), ""s);
    }

    void aMovedEntryIsChargedForItsOldAndItsNewSize()
    {
        const auto engine = indexedEngine();
        const auto putUnits = [&](const char *kind, std::size_t filling) {
            return unitsOf(
                engine->putItem({"Tab", {{"pk", "a"}, {"sk", "1"}, {"kind", kind}, {"filling", std::string(filling, 'x')}}}).consumed);
        };
        QCOMPARE(putUnits("k", 3000), "Tab 3, G:All 3"s);
        QCOMPARE(putUnits("l", 1500), "Tab 3, G:All 5"s);
        QCOMPARE(putUnits("l", 100), "Tab 2, G:All 2"s);
    }

    void readsOfAnIndexAreChargedToIt()
    {
        const auto engine = indexedEngine();
        put(*engine, "Tab", R"({"pk":{"S":"a"},"sk":{"S":"1"},"kind":{"S":"k"},"at":{"N":"1"}})");
        const auto units = [&](const std::string &index, bool consistent) {
            return unitsOf(engine->scan({.table = "Tab", .index = index, .consistentRead = consistent}).consumed);
        };
        QCOMPARE(units("", false), "Tab 0.5"s);
        QCOMPARE(units("", true), "Tab 1"s);
        QCOMPARE(units("Keys", false), "Tab 0, L:Keys 0.5"s);
        QCOMPARE(units("Keys", true), "Tab 0, L:Keys 1"s);
        QCOMPARE(units("All", false), "Tab 0, G:All 0.5"s);
    }

    void aGlobalIndexHasNoConsistentReads()
    {
        const auto engine = indexedEngine();
        const std::string expected = "ValidationException: Consistent reads are not supported on global secondary indexes";
        QCOMPARE(errorOf([&] { engine->scan({.table = "Tab", .index = "All", .consistentRead = true}); }), expected);
        QCOMPARE(errorOf([&] {
                     engine->query({.table = "Tab", .index = "All", .keyCondition = {{equal("kind", "k")}}, .consistentRead = true});
                 }),
                 expected);
    }

    void anUnknownIndexIsRefused()
    {
        const auto engine = indexedEngine();
        const std::string expected = "ValidationException: The table does not have the specified index: Nope";
        QCOMPARE(errorOf([&] { engine->scan({.table = "Tab", .index = "Nope"}); }), expected);
        QCOMPARE(errorOf([&] { engine->query({.table = "Tab", .index = "Nope"}); }), expected);
    }
};

std::unique_ptr<QObject> makeIndexTest()
{
    return std::make_unique<IndexTest>();
}

#include "index_test.moc"
