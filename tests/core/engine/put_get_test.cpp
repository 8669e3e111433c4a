#include <random>
#include <string>
#include <thread>
#include <vector>

#include "core/value/item_size.h"
#include "tests/core/engine/tables.h"
#include "tests/support/run_classes.h"
#include "tests/support/item_text.h"

using namespace keywright;
using namespace keywright::test;
using namespace std::string_literals;

namespace {

const std::string kPutGetInvalid = "ValidationException: One or more parameter values were invalid: ";
const std::string kNotValid = "ValidationException: One or more parameter values are not valid. ";

/// A table of pk:S sk:N with the GSI "ByMail" on mail:S.
std::unique_ptr<engine::Engine> engineWithTable()
{
    auto engine = engineInMemory();
    schema::TableDefinition definition = table("Tab", "pk:S sk:N");
    definition.localIndexes = {index("ByTag", "pk:S tag:B")};
    definition.globalIndexes = {index("ByMail", "mail:S")};
    engine->createTable(definition);
    return engine;
}

std::string putErrorOf(const value::Item &item)
{
    const auto engine = engineWithTable();
    const std::string error = errorOf([&] { engine->putItem({"Tab", item}); });
    if (error != "no error" && engine->describeTable("Tab").itemCount != 0)
        return error + ", but the item is there";
    return error;
}

std::string putErrorOf(const std::string &json)
{
    return putErrorOf(item(json));
}

std::string text(std::size_t length)
{
    return std::string(length, 'x');
}

value::Item itemOfBytes(std::int64_t bytes)
{
    value::Item item{{"pk", "a"}, {"sk", Value::number(1)}, {"filling", ""}};
    item.set("filling", text(static_cast<std::size_t>(bytes - value::sizeInBytes(item))));
    return item;
}

value::Item nestedItem(int wraps)
{
    Value value("leaf");
    for (int i = 0; i < wraps; ++i)
        value = i % 2 == 0 ? Value(value::List{value}) : Value(value::AttributeMap{{"m", value}});
    return {{"pk", "a"}, {"sk", Value::number(1)}, {"deep", value}};
}

} // namespace

class PutGetTest : public QObject {
    Q_OBJECT

private slots:
    void aBrokenDefinitionIsAValidationException()
    {
        const auto engine = engineInMemory();
        QCOMPARE(
            errorOf([&] { engine->createTable(table("ab", "pk:S")); }),
            "ValidationException: 1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3"s);
        QCOMPARE(errorOf([&] { engine->createTable({}); }).substr(0, 19), "ValidationException"s);
        QVERIFY(engine->listTables().empty());
    }

    void aTableIsMadeOnce()
    {
        const auto engine = engineInMemory();
        QCOMPARE(engine->createTable(table("One", "pk:S")).number, 1u);
        QCOMPARE(engine->createTable(table("Another", "pk:S")).number, 2u);
        QCOMPARE(errorOf([&] { engine->createTable(table("One", "pk:N")); }), "ResourceInUseException: Table already exists: One"s);
        QVERIFY((engine->listTables() == std::vector<std::string>{"Another", "One"}));
        QVERIFY(engine->describeTable("One").definition == table("One", "pk:S"));
    }

    void everyOperationNeedsItsTable()
    {
        const auto engine = engineInMemory();
        const std::string expected = "ResourceNotFoundException: Requested resource not found";
        QCOMPARE(errorOf([&] { engine->describeTable("Tab"); }), expected + ": Table: Tab not found");
        QCOMPARE(errorOf([&] { put(*engine, "Tab", "{}"); }), expected);
        QCOMPARE(errorOf([&] { engine->getItem({.table = "Tab"}); }), expected);
        QCOMPARE(errorOf([&] { engine->query({.table = "Tab"}); }), expected);
        QCOMPARE(errorOf([&] { engine->scan({.table = "Tab"}); }), expected);
    }

    void aPutReplacesTheWholeItem()
    {
        const auto engine = engineWithTable();
        put(*engine, "Tab", R"({"pk":{"S":"a"},"sk":{"N":"1"},"old":{"S":"x"},"both":{"S":"x"}})");
        put(*engine, "Tab", R"({"pk":{"S":"a"},"sk":{"N":"1.0"},"both":{"S":"y"}})");
        const auto result = engine->getItem({.table = "Tab", .key = item(R"({"pk":{"S":"a"},"sk":{"N":"01"}})")});
        QCOMPARE(textOf(*result.item), R"({"both":{"S":"y"},"pk":{"S":"a"},"sk":{"N":"1"}})"s);
        QCOMPARE(engine->describeTable("Tab").itemCount, std::int64_t{1});
    }

    void anItemNeedsItsWholeKey()
    {
        QCOMPARE(putErrorOf("{}"s), kPutGetInvalid + "Missing the key pk in the item");
        QCOMPARE(putErrorOf(R"({"pk":{"S":"a"}})"s), kPutGetInvalid + "Missing the key sk in the item");
        QCOMPARE(putErrorOf(R"({"sk":{"N":"1"}})"s), kPutGetInvalid + "Missing the key pk in the item");
    }

    void keysHaveTheirTypes()
    {
        QCOMPARE(putErrorOf(R"({"pk":{"N":"1"},"sk":{"N":"1"}})"s), kPutGetInvalid + "Type mismatch for key pk expected: S actual: N");
        QCOMPARE(putErrorOf(R"({"pk":{"S":"a"},"sk":{"BOOL":true}})"s),
                 kPutGetInvalid + "Type mismatch for key sk expected: N actual: BOOL");
        QCOMPARE(putErrorOf(R"({"pk":{"S":"a"},"sk":{"N":"1"},"mail":{"SS":["a"]}})"s),
                 kPutGetInvalid + "Type mismatch for Index Key mail Expected: S Actual: SS IndexName: ByMail");
        QCOMPARE(putErrorOf(R"({"pk":{"S":"a"},"sk":{"N":"1"},"tag":{"NULL":true}})"s),
                 kPutGetInvalid + "Type mismatch for Index Key tag Expected: B Actual: NULL IndexName: ByTag");
    }

    void keysAreNeverEmptyButOtherAttributesMayBe()
    {
        QCOMPARE(putErrorOf(R"({"pk":{"S":""},"sk":{"N":"1"}})"s),
                 kNotValid + "The AttributeValue for a key attribute cannot contain an empty string value. Key: pk");
        QCOMPARE(putErrorOf(R"({"pk":{"S":"a"},"sk":{"N":"1"},"mail":{"S":""}})"s),
                 kNotValid
                     + "A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot "
                       "contain an empty string value. IndexName: ByMail, IndexKey: mail");
        QCOMPARE(putErrorOf(R"({"pk":{"S":"a"},"sk":{"N":"1"},"tag":{"B":""}})"s),
                 kNotValid
                     + "A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot "
                       "contain an empty binary value. IndexName: ByTag, IndexKey: tag");
        QCOMPARE(putErrorOf(R"({"pk":{"S":"a"},"sk":{"N":"1"},"s":{"S":""},"b":{"B":""}})"s), "no error"s);
    }

    void keysHaveALongestLength()
    {
        const auto engine = engineInMemory();
        engine->createTable(table("Long", "pk:S sk:B"));
        const auto error = [&](std::size_t partition, std::size_t sort) {
            return errorOf([&] { engine->putItem({"Long", {{"pk", text(partition)}, {"sk", value::Binary{text(sort)}}}}); });
        };
        QCOMPARE(error(2048, 1024), "no error"s);
        QCOMPARE(error(2049, 1), kPutGetInvalid + "Size of hashkey has exceeded the maximum size limit of2048 bytes");
        QCOMPARE(error(1, 1025), kPutGetInvalid + "Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
    }

    void anItemHasAtMost400Kilobytes()
    {
        QCOMPARE(value::sizeInBytes(itemOfBytes(409'600)), std::int64_t{409'600});
        QCOMPARE(putErrorOf(itemOfBytes(409'600)), "no error"s);
        QCOMPARE(putErrorOf(itemOfBytes(409'601)), "ValidationException: Item size has exceeded the maximum allowed size"s);
    }

    /// Measured against the service by others: 31 wraps are accepted, 32 are not.
    void anItemIsNestedAtMost32Levels()
    {
        QCOMPARE(putErrorOf(nestedItem(31)), "no error"s);
        for (const int wraps : {32, 33, 150})
            QCOMPARE(
                putErrorOf(nestedItem(wraps)),
                "ValidationException: Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit"s);
    }

    void aMissingItemIsNoItemAndCostsARead()
    {
        const auto engine = engineWithTable();
        const value::Item key = item(R"({"pk":{"S":"a"},"sk":{"N":"1"}})");
        const auto eventual = engine->getItem({.table = "Tab", .key = key});
        QVERIFY(!eventual.item);
        QCOMPARE(unitsOf(eventual.consumed), "Tab 0.5"s);
        QCOMPARE(unitsOf(engine->getItem({.table = "Tab", .key = key, .consistentRead = true}).consumed), "Tab 1"s);
    }

    void aGetCostsByTheItemsSize()
    {
        const auto engine = engineWithTable();
        for (const auto &[bytes, strong, eventual] :
             {std::tuple(4096, "Tab 1", "Tab 0.5"), std::tuple(4097, "Tab 2", "Tab 1"), std::tuple(409'600, "Tab 100", "Tab 50")}) {
            engine->putItem({"Tab", itemOfBytes(bytes)});
            const value::Item key = item(R"({"pk":{"S":"a"},"sk":{"N":"1"}})");
            QCOMPARE(unitsOf(engine->getItem({.table = "Tab", .key = key, .consistentRead = true}).consumed), std::string(strong));
            QCOMPARE(unitsOf(engine->getItem({.table = "Tab", .key = key}).consumed), std::string(eventual));
        }
    }

    void aPutCostsTheLargerOfOldAndNew()
    {
        const auto engine = engineWithTable();
        QCOMPARE(unitsOf(engine->putItem({"Tab", itemOfBytes(1024)}).consumed), "Tab 1"s);
        QCOMPARE(unitsOf(engine->putItem({"Tab", itemOfBytes(1025)}).consumed), "Tab 2"s);
        QCOMPARE(unitsOf(engine->putItem({"Tab", itemOfBytes(5000)}).consumed), "Tab 5"s);
        QCOMPARE(unitsOf(engine->putItem({"Tab", itemOfBytes(100)}).consumed), "Tab 5"s);
        QCOMPARE(unitsOf(engine->putItem({"Tab", itemOfBytes(100)}).consumed), "Tab 1"s);
    }

    void aGetWantsExactlyTheKey()
    {
        const auto engine = engineWithTable();
        const auto error = [&](const char *key) { return errorOf([&] { engine->getItem({.table = "Tab", .key = item(key)}); }); };
        const std::string mismatch = "ValidationException: The provided key element does not match the schema";
        QCOMPARE(error("{}"), mismatch);
        QCOMPARE(error(R"({"pk":{"S":"a"}})"), mismatch);
        QCOMPARE(error(R"({"pk":{"S":"a"},"sk":{"N":"1"},"more":{"S":"x"}})"), mismatch);
        QCOMPARE(error(R"({"pk":{"S":"a"},"other":{"N":"1"}})"), mismatch);
        QCOMPARE(error(R"({"pk":{"S":"a"},"sk":{"S":"1"}})"), mismatch);
        QCOMPARE(error(R"({"pk":{"S":""},"sk":{"N":"1"}})"),
                 kNotValid + "The AttributeValue for a key attribute cannot contain an empty string value. Key: pk");
    }

    void countsFollowEveryPut()
    {
        const auto engine = engineWithTable();
        const auto counts = [&] {
            const auto description = engine->describeTable("Tab");
            return std::to_string(description.itemCount) + " items, " + std::to_string(description.sizeInBytes) + " bytes";
        };
        QCOMPARE(counts(), "0 items, 0 bytes"s);
        put(*engine, "Tab", R"({"pk":{"S":"a"},"sk":{"N":"1"}})");
        QCOMPARE(counts(), "1 items, 7 bytes"s);
        put(*engine, "Tab", R"({"pk":{"S":"a"},"sk":{"N":"1"},"mail":{"S":"long"}})");
        QCOMPARE(counts(), "1 items, 15 bytes"s);
        put(*engine, "Tab", R"({"pk":{"S":"b"},"sk":{"N":"0"},"mail":{"S":"m"}})");
        QCOMPARE(counts(), "2 items, 26 bytes"s);
        put(*engine, "Tab", R"({"pk":{"S":"a"},"sk":{"N":"1"},"mail":{"S":"m"}})");
        QCOMPARE(counts(), "2 items, 23 bytes"s);
        QCOMPARE(contradictionsIn(*engine, "Tab"), ""s);
    }

    void countsAndIndexesAgreeAfterThousandsOfPuts()
    {
        const auto engine = engineWithTable();
        std::mt19937_64 random(5);
        for (int round = 0; round < 4000; ++round) {
            value::Item each{{"pk", "p" + std::to_string(random() % 20)}, {"sk", Value::number(static_cast<std::int64_t>(random() % 20))}};
            if (random() % 2 == 0)
                each.set("mail", "m" + std::to_string(random() % 30));
            if (random() % 2 == 0)
                each.set("tag", value::Binary{std::string(1 + random() % 3, static_cast<char>(random()))});
            each.set("filling", text(random() % 300));
            engine->putItem({"Tab", each});
        }
        QCOMPARE(contradictionsIn(*engine, "Tab"), ""s);
    }

    /// Readers never see an item without its index entry, nor one twice, however it moves.
    void manyThreadsSeeWholeItemsAndTheirEntries()
    {
        constexpr std::int64_t kItems = 16;
        const auto engine = engineWithTable();
        const auto itemOf = [](std::int64_t number, std::uint64_t turn) {
            const std::string mark = std::to_string(turn % 5);
            return value::Item{{"pk", "p"}, {"sk", Value::number(number)}, {"mail", "m" + mark}, {"same", "m" + mark}};
        };
        for (std::int64_t number = 0; number < kItems; ++number)
            engine->putItem({"Tab", itemOf(number, 0)});
        std::string wrong;
        std::mutex wrongLock;
        const auto expect = [&](bool holds, const std::string &what) {
            const std::lock_guard lock(wrongLock);
            if (!holds)
                wrong += what + "\n";
        };
        {
            std::vector<std::jthread> threads;
            for (std::uint64_t seed = 0; seed < 3; ++seed)
                threads.emplace_back([&, seed] {
                    std::mt19937_64 random(seed);
                    for (int round = 0; round < 1500; ++round)
                        engine->putItem({"Tab", itemOf(static_cast<std::int64_t>(random() % kItems), random())});
                });
            for (std::uint64_t seed = 3; seed < 5; ++seed)
                threads.emplace_back([&, seed] {
                    std::mt19937_64 random(seed);
                    for (int round = 0; round < 300; ++round) {
                        const Page page = engine->scan({.table = "Tab", .index = "ByMail"});
                        expect(page.scannedCount == kItems, "an index showed " + std::to_string(page.scannedCount) + " entries");
                        const auto got = engine->getItem(
                            {.table = "Tab", .key = {{"pk", "p"}, {"sk", Value::number(static_cast<std::int64_t>(random() % kItems))}}});
                        expect(got.item && *got.item->find("mail") == *got.item->find("same"), "an item was torn");
                        for (const value::Item &each : page.items)
                            expect(*each.find("mail") == *each.find("same"), "an index entry was torn");
                    }
                });
        }
        QCOMPARE(wrong, ""s);
        QCOMPARE(engine->describeTable("Tab").itemCount, kItems);
        QCOMPARE(contradictionsIn(*engine, "Tab"), ""s);
    }
};

std::unique_ptr<QObject> makePutGetTest()
{
    return std::make_unique<PutGetTest>();
}

#include "put_get_test.moc"
