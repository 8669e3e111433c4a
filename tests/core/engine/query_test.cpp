#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "core/value/item_size.h"
#include "tests/core/engine/tables.h"
#include "tests/support/run_classes.h"
#include "tests/support/item_text.h"

using namespace keywright;
using namespace keywright::test;
using namespace std::string_literals;

namespace {

using engine::QueryRequest;
using expression::KeyTerm;
using schema::KeyType;

Value number(const std::string &text)
{
    return *value::Decimal::parse(text);
}

Value binary(const std::string &bytes)
{
    return value::Binary{bytes};
}

/// Compares two key values of one type as DynamoDB orders them, without the encoding.
int order(const Value &left, const Value &right)
{
    const auto sign = [](auto comparison) { return comparison < 0 ? -1 : comparison > 0 ? 1 : 0; };
    if (const auto *text = left.get<std::string>())
        return sign(text->compare(*right.get<std::string>()));
    if (const auto *bytes = left.get<value::Binary>())
        return sign(bytes->bytes.compare(right.get<value::Binary>()->bytes));
    return sign(*left.get<value::Decimal>() <=> *right.get<value::Decimal>());
}

bool holds(const KeyTerm &term, const value::Item &item)
{
    const Value *value = item.find(term.attribute);
    if (value == nullptr)
        return false;
    const int compared = order(*value, term.values.front());
    switch (term.op) {
    case Operator::Equal: return compared == 0;
    case Operator::Less: return compared < 0;
    case Operator::LessOrEqual: return compared <= 0;
    case Operator::Greater: return compared > 0;
    case Operator::GreaterOrEqual: return compared >= 0;
    case Operator::Between: return compared >= 0 && order(*value, term.values.back()) <= 0;
    case Operator::BeginsWith:
        if (const auto *text = value->get<std::string>())
            return text->starts_with(*term.values.front().get<std::string>());
        return value->get<value::Binary>()->bytes.starts_with(term.values.front().get<value::Binary>()->bytes);
    }
    return false;
}

/// The sort keys of what a query on the table "Tab" (pk:S sk:?) finds in the collection "a", in order, one a line.
std::string found(const engine::Engine &engine, Operator op, std::vector<Value> values)
{
    std::string text;
    for (const value::Item &item :
         engine.query({.table = "Tab", .keyCondition = {{equal("pk", "a"), term("sk", op, std::move(values))}}}).items)
        text += textOf(*item.find("sk")) + " ";
    return text;
}

/// A table with the collection "a" of these sort keys, and one before and one after it on the disk or not.
std::unique_ptr<engine::Engine> engineWithSortKeys(const char *type, const std::vector<Value> &sortKeys)
{
    auto engine = engineInMemory();
    engine->createTable(table("Tab", "pk:S sk:" + std::string(type)));
    for (const char *partition : {"a", "b", "c", "\x01", "aa"})
        for (const Value &sortKey : sortKeys)
            engine->putItem({"Tab", {{"pk", partition}, {"sk", sortKey}}});
    return engine;
}

/// A table with a GSI of two partition and three sort attributes.
std::unique_ptr<engine::Engine> engineWithWideIndex()
{
    auto engine = engineInMemory();
    schema::TableDefinition definition = table("Wide", "pk:S");
    definition.globalIndexes = {index("G__", "p1:S,p2:N s1:S,s2:N,s3:S")};
    engine->createTable(definition);
    return engine;
}

std::string errorOfQuery(const engine::Engine &engine, QueryRequest request)
{
    return errorOf([&] { engine.query(request); });
}

} // namespace

class QueryTest : public QObject {
    Q_OBJECT

private slots:
    void operatorsOnStrings()
    {
        const auto engine =
            engineWithSortKeys("S", {"a", "ab", std::string("a\0", 2), std::string("a\0b", 3), "a\x01", "b", "B", "\xC3\xBC", "\x7F"});
        const std::string nul = "{\"S\":\"a\\u0000\"} {\"S\":\"a\\u0000b\"} ";
        QCOMPARE(found(*engine, Operator::Equal, {"a"}), "{\"S\":\"a\"} "s);
        QCOMPARE(found(*engine, Operator::Less, {"a"}), "{\"S\":\"B\"} "s);
        QCOMPARE(found(*engine, Operator::LessOrEqual, {"a"}), "{\"S\":\"B\"} {\"S\":\"a\"} "s);
        QCOMPARE(found(*engine, Operator::Greater, {"a\x01"}), "{\"S\":\"ab\"} {\"S\":\"b\"} {\"S\":\"\x7F\"} {\"S\":\"\xC3\xBC\"} "s);
        QCOMPARE(found(*engine, Operator::GreaterOrEqual, {"b"}), "{\"S\":\"b\"} {\"S\":\"\x7F\"} {\"S\":\"\xC3\xBC\"} "s);
        QCOMPARE(found(*engine, Operator::Between, {"a", std::string("a\0b", 3)}), "{\"S\":\"a\"} " + nul);
        QCOMPARE(errorOf([&] {
                     found(*engine, Operator::Between, {"b", "a"});
                 }),
                 "ValidationException: Invalid KeyConditionExpression: The BETWEEN operator requires upper bound to be greater than or "
                 "equal to lower bound; lower bound operand: AttributeValue: {S:b}, upper bound operand: AttributeValue: {S:a}"s);
        QCOMPARE(found(*engine, Operator::BeginsWith, {"a"}), "{\"S\":\"a\"} " + nul + "{\"S\":\"a\\u0001\"} {\"S\":\"ab\"} ");
        QCOMPARE(found(*engine, Operator::BeginsWith, {std::string("a\0", 2)}), nul);
        QCOMPARE(found(*engine, Operator::BeginsWith, {"\xC3"}), "{\"S\":\"\xC3\xBC\"} "s);
        QCOMPARE(found(*engine, Operator::Equal, {"missing"}), ""s);
    }

    void operatorsOnNumbers()
    {
        const auto engine = engineWithSortKeys(
            "N",
            {number("-1E125"), number("-2"), number("-1.5"), number("0"), number("1E-130"), number("2"), number("10"), number("1E125")});
        const std::string large = "{\"N\":\"1" + std::string(125, '0') + "\"} ";
        QCOMPARE(found(*engine, Operator::Equal, {number("10.0")}), "{\"N\":\"10\"} "s);
        QCOMPARE(found(*engine, Operator::Less, {number("-1.5")}), "{\"N\":\"-1" + std::string(125, '0') + "\"} {\"N\":\"-2\"} ");
        QCOMPARE(found(*engine, Operator::LessOrEqual, {number("-1E125")}), "{\"N\":\"-1" + std::string(125, '0') + "\"} ");
        QCOMPARE(found(*engine, Operator::Less, {number("-1E125")}), ""s);
        QCOMPARE(found(*engine, Operator::Greater, {number("2")}), "{\"N\":\"10\"} " + large);
        QCOMPARE(found(*engine, Operator::Greater, {number("1E125")}), ""s);
        QCOMPARE(found(*engine, Operator::GreaterOrEqual, {number("1E125")}), large);
        QCOMPARE(found(*engine, Operator::Between, {number("-1.5"), number("1E-130")}),
                 "{\"N\":\"-1.5\"} {\"N\":\"0\"} {\"N\":\"0." + std::string(129, '0') + "1\"} ");
        QCOMPARE(errorOf([&] { found(*engine, Operator::BeginsWith, {number("1")}); }),
                 "ValidationException: One or more parameter values were invalid: Condition parameter type does not match schema type"s);
    }

    void operatorsOnBinaries()
    {
        const auto engine = engineWithSortKeys("B",
                                               {binary(std::string(1, '\0')), binary("\0\x01"s), binary("\x01"), binary("\xFF"),
                                                binary("\xFF\0"s), binary("\xFF\xFF"), binary("\xFE\xFF")});
        QCOMPARE(found(*engine, Operator::BeginsWith, {binary("\xFF")}), "{\"B\":\"/w==\"} {\"B\":\"/wA=\"} {\"B\":\"//8=\"} "s);
        QCOMPARE(found(*engine, Operator::BeginsWith, {binary("\xFF\xFF")}), "{\"B\":\"//8=\"} "s);
        QCOMPARE(found(*engine, Operator::BeginsWith, {binary(std::string(1, '\0'))}), "{\"B\":\"AA==\"} {\"B\":\"AAE=\"} "s);
        QCOMPARE(found(*engine, Operator::Greater, {binary("\xFF")}), "{\"B\":\"/wA=\"} {\"B\":\"//8=\"} "s);
        QCOMPARE(found(*engine, Operator::Less, {binary("\x01")}), "{\"B\":\"AA==\"} {\"B\":\"AAE=\"} "s);
        QCOMPARE(found(*engine, Operator::Between, {binary("\xFE\xFF"), binary("\xFF")}), "{\"B\":\"/v8=\"} {\"B\":\"/w==\"} "s);
    }

    void partitionKeyAloneFindsTheWholeCollection()
    {
        const auto engine = engineWithSortKeys("N", {number("2"), number("1")});
        const std::string ascending = "{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}}\n{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"2\"}}\n";
        const std::string descending = "{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"2\"}}\n{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}}\n";
        const Page page = engine->query({.table = "Tab", .keyCondition = {{equal("pk", "a")}}});
        QCOMPARE(textOf(page.items), ascending);
        QCOMPARE(page.scannedCount, std::int64_t{2});
        QVERIFY(!page.lastEvaluatedKey);
        QCOMPARE(textOf(engine->query({.table = "Tab", .keyCondition = {{equal("pk", "a")}}, .descending = true}).items), descending);
    }

    void aConditionMustFitTheKey()
    {
        const auto engine = engineWithSortKeys("N", {number("1")});
        const auto error = [&](std::vector<KeyTerm> terms) {
            return errorOfQuery(*engine, {.table = "Tab", .keyCondition = {std::move(terms)}});
        };
        const std::string missed = "ValidationException: Query condition missed key schema element: pk";
        const std::string unsupported = "ValidationException: Query key condition not supported";
        const std::string wrongType =
            "ValidationException: One or more parameter values were invalid: Condition parameter type does not match schema type";
        QCOMPARE(error({}), missed);
        QCOMPARE(error({equal("sk", number("1"))}), missed);
        QCOMPARE(error({equal("pk", "a"), equal("other", "x")}), "ValidationException: Query condition missed key schema element: sk"s);
        QCOMPARE(error({term("pk", Operator::Less, {"a"})}), unsupported);
        QCOMPARE(error({term("pk", Operator::BeginsWith, {"a"})}), unsupported);
        QCOMPARE(error({equal("pk", "a"), term("sk", Operator::Greater, {number("1")}), term("sk", Operator::Less, {number("9")})}),
                 "ValidationException: The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)"s);
        QCOMPARE(error({equal("pk", "a"), equal("pk", "a")}), "ValidationException: Query condition missed key schema element: sk"s);
        QCOMPARE(error({equal("pk", number("1"))}), wrongType);
        QCOMPARE(error({equal("pk", "a"), equal("sk", "1")}), wrongType);
        QCOMPARE(error({equal("pk", "a"), term("sk", Operator::Between, {number("1"), "2"})}), wrongType);
        QCOMPARE(error({term("pk", Operator::Equal, {})}), unsupported);
        QCOMPARE(error({equal("pk", "a"), term("sk", Operator::Between, {number("1")})}), unsupported);
        QCOMPARE(error({equal("pk", "a"), term("sk", Operator::Equal, {number("1"), number("2")})}), unsupported);
    }

    void aWideKeyIsUsedFromLeftToRightWithoutGap()
    {
        const auto engine = engineWithWideIndex();
        for (const char *s1 : {"a", "b"})
            for (const char *s2 : {"1", "2", "10"})
                engine->putItem(
                    {"Wide",
                     {{"pk", s1 + std::string(s2)}, {"p1", "p"}, {"p2", number("1")}, {"s1", s1}, {"s2", number(s2)}, {"s3", "z"}}});
        const auto keys = [&](std::vector<KeyTerm> more) {
            std::vector<KeyTerm> terms{equal("p2", number("1.0")), equal("p1", "p")};
            terms.insert(terms.end(), more.begin(), more.end());
            std::string text;
            try {
                for (const value::Item &item : engine->query({.table = "Wide", .index = "G__", .keyCondition = {terms}}).items)
                    text += *item.find("pk")->get<std::string>() + " ";
            } catch (const engine::ServiceError &error) {
                text = error.what();
            }
            return text;
        };
        const auto gap = [](const std::string &open, const std::string &used) {
            return "RANGE key attributes " + open
                + " must have equality conditions specified in the query because a condition is present on key attribute " + used;
        };
        QCOMPARE(keys({}), "a1 a2 a10 b1 b2 b10 "s);
        QCOMPARE(keys({equal("s1", "b")}), "b1 b2 b10 "s);
        QCOMPARE(keys({term("s1", Operator::Greater, {"a"})}), "b1 b2 b10 "s);
        QCOMPARE(keys({term("s1", Operator::LessOrEqual, {"a"})}), "a1 a2 a10 "s);
        QCOMPARE(keys({equal("s1", "a"), term("s2", Operator::GreaterOrEqual, {number("2")})}), "a2 a10 "s);
        QCOMPARE(keys({equal("s1", "a"), equal("s2", number("10")), term("s3", Operator::BeginsWith, {"z"})}), "a10 "s);
        QCOMPARE(keys({equal("s2", number("1"))}), gap("s1", "s2"));
        QCOMPARE(keys({equal("s1", "a"), equal("s3", "z")}), gap("s2", "s3"));
        QCOMPARE(keys({term("s1", Operator::Less, {"b"}), equal("s2", number("1"))}), gap("s1", "s2"));
        QCOMPARE(errorOfQuery(*engine, {.table = "Wide", .index = "G__", .keyCondition = {{equal("p1", "p")}}}),
                 "ValidationException: Query condition missed key schema element: p2"s);
    }

    /// ("a", "b1") and ("ab", "1") are different keys, however they are put one after the other.
    void attributesOfAWideKeyDoNotRunTogether()
    {
        const auto engine = engineInMemory();
        schema::TableDefinition definition = table("Wide", "pk:S");
        definition.globalIndexes = {index("G__", "p1:S,p2:S")};
        engine->createTable(definition);
        engine->putItem({"Wide", {{"pk", "1"}, {"p1", "a"}, {"p2", "bc"}}});
        engine->putItem({"Wide", {{"pk", "2"}, {"p1", "ab"}, {"p2", "c"}}});
        QCOMPARE(textOf(engine->query({.table = "Wide", .index = "G__", .keyCondition = {{equal("p1", "ab"), equal("p2", "c")}}}).items),
                 "{\"p1\":{\"S\":\"ab\"},\"p2\":{\"S\":\"c\"},\"pk\":{\"S\":\"2\"}}\n"s);
    }

    /// Random tables, conditions, orders and page sizes, against filtering and sorting all items.
    void everyQueryIsWhatBruteForceFinds()
    {
        std::mt19937_64 random(11);
        const auto pick = [&random](KeyType type) -> Value {
            switch (type) {
            case KeyType::N:
                return number((random() % 2 == 0 ? "-" : "") + std::to_string(random() % 4) + (random() % 2 == 0 ? ".5" : "")
                              + (random() % 5 == 0 ? "E3" : ""));
            case KeyType::B: {
                std::string bytes(1 + random() % 3, '\0');
                for (char &byte : bytes)
                    byte = "\x00\x01\xFE\xFF"[random() % 4];
                return binary(bytes);
            }
            case KeyType::S: break;
            }
            std::string text(1 + random() % 3, 'a');
            for (char &byte : text)
                byte = "ab\x01\x7F"[random() % 4];
            return text;
        };
        for (const KeyType type : {KeyType::S, KeyType::N, KeyType::B}) {
            const std::string t(schema::textOf(type));
            const auto engine = engineInMemory();
            schema::TableDefinition definition = table("Tab", "pk:S sk:" + t);
            definition.localIndexes = {index("L__", "pk:S other:" + t)};
            definition.globalIndexes = {index("G__", "other:" + t + " sk:" + t)};
            engine->createTable(definition);
            for (int i = 0; i < 300; ++i) {
                value::Item item{{"pk", random() % 2 == 0 ? "p" : "q"}, {"sk", pick(type)}};
                if (random() % 4 != 0)
                    item.set("other", pick(type));
                engine->putItem({"Tab", item});
            }
            const auto items = allItems(*engine, engine::ScanRequest{.table = "Tab"});
            for (int round = 0; round < 250; ++round) {
                QueryRequest request{.table = "Tab", .index = std::vector<std::string>{"", "L__", "G__"}[random() % 3]};
                const std::string partition = request.index == "G__" ? "other" : "pk";
                const std::string sort = request.index == "L__" ? "other" : "sk";
                std::vector<KeyTerm> terms{equal(partition, partition == "pk" ? Value("p") : pick(type))};
                const auto op = static_cast<Operator>(random() % 7);
                if (random() % 6 != 0 && !(op == Operator::BeginsWith && type == KeyType::N)) {
                    std::vector<Value> values{pick(type)};
                    if (op == Operator::Between)
                        values.push_back(pick(type));
                    std::sort(values.begin(), values.end(), [](const Value &left, const Value &right) { return order(left, right) < 0; });
                    terms.push_back(term(sort, op, values));
                }
                request.keyCondition = {terms};
                request.descending = random() % 2 == 0;
                if (random() % 3 != 0)
                    request.limit = 1 + static_cast<std::int64_t>(random() % 7);

                std::vector<value::Item> expected;
                for (const value::Item &item : items)
                    if (item.contains(sort)
                        && std::all_of(terms.begin(), terms.end(), [&item](const KeyTerm &each) { return holds(each, item); }))
                        expected.push_back(item);
                const auto before = [&](const value::Item &left, const value::Item &right) {
                    for (const std::string &name : {sort, "pk"s, "sk"s})
                        if (const int compared = order(*left.find(name), *right.find(name));
                            compared != 0 && !(request.index == "G__" && name == "pk"))
                            return compared < 0;
                    return false;
                };
                const auto got = allItems(*engine, request);
                if (request.index != "G__") {
                    std::sort(expected.begin(), expected.end(), before);
                    if (request.descending)
                        std::reverse(expected.begin(), expected.end());
                    QCOMPARE(textOf(got), textOf(expected));
                    continue;
                }
                // Duplicate index keys stand in the order of the base key's encoding: compare the order of the index key alone.
                for (std::size_t i = 1; i < got.size(); ++i)
                    QVERIFY(order(*got[i - 1].find("sk"), *got[i].find("sk")) * (request.descending ? -1 : 1) <= 0);
                const auto byText = [](const value::Item &left, const value::Item &right) { return textOf(left) < textOf(right); };
                auto sortedGot = got;
                std::sort(sortedGot.begin(), sortedGot.end(), byText);
                std::sort(expected.begin(), expected.end(), byText);
                QCOMPARE(textOf(sortedGot), textOf(expected));
            }
        }
    }

    /// Fifty items under one index key: paging must tell them apart by their base keys.
    void pagingGivesEveryItemExactlyOnce_data()
    {
        QTest::addColumn<QString>("index");
        QTest::addColumn<bool>("descending");
        for (const char *index : {"", "L__", "G__"})
            for (const bool descending : {false, true})
                QTest::addRow("%s %s", *index == '\0' ? "table" : index, descending ? "descending" : "ascending") << index << descending;
    }
    void pagingGivesEveryItemExactlyOnce()
    {
        QFETCH(QString, index);
        QFETCH(bool, descending);
        const auto engine = engineInMemory();
        schema::TableDefinition definition = table("Tab", "pk:S sk:N");
        definition.localIndexes = {test::index("L__", "pk:S same:S", schema::ProjectionType::KeysOnly)};
        definition.globalIndexes = {test::index("G__", "same:S", schema::ProjectionType::KeysOnly)};
        engine->createTable(definition);
        for (int i = 0; i < 50; ++i)
            engine->putItem({"Tab", {{"pk", "p"}, {"sk", Value::number(i)}, {"same", "x"}}});
        std::string expected;
        for (int i = 0; i < 50; ++i)
            expected += std::to_string(descending ? 49 - i : i) + " ";

        for (const std::int64_t limit : {1, 7, 50, 51}) {
            const KeyTerm partition = index == "G__" ? equal("same", "x") : equal("pk", "p");
            QueryRequest request{
                .table = "Tab", .index = index.toStdString(), .keyCondition = {{partition}}, .descending = descending, .limit = limit};
            const Page first = engine->query(request);
            QCOMPARE(first.scannedCount, std::min<std::int64_t>(limit, 50));
            QCOMPARE(first.lastEvaluatedKey.has_value(), limit <= 50);
            if (limit == 7)
                QCOMPARE(textOf(*first.lastEvaluatedKey),
                         "{\"pk\":{\"S\":\"p\"}," + (index.isEmpty() ? ""s : "\"same\":{\"S\":\"x\"},"s) + "\"sk\":{\"N\":\""
                             + (descending ? "43" : "6") + "\"}}");
            std::string got;
            for (const value::Item &item : allItems(*engine, request))
                got += item.find("sk")->get<value::Decimal>()->text() + " ";
            QCOMPARE(got, expected);
        }
    }

    void aStartKeyNeedNotBeThereAnyMoreButMustBeAKeyOfThePlace()
    {
        const auto engine = engineWithSortKeys("N", {number("1"), number("2"), number("3")});
        const auto from = [&](const char *startKey, bool descending = false) {
            try {
                return textOf(engine
                                  ->query({.table = "Tab",
                                           .keyCondition = {{equal("pk", "a"), term("sk", Operator::Between, {number("1"), number("3")})}},
                                           .descending = descending,
                                           .exclusiveStartKey = item(startKey)})
                                  .items);
            } catch (const engine::ServiceError &error) {
                return std::string(error.what());
            }
        };
        const std::string one = "{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"}}\n";
        const std::string three = "{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"3\"}}\n";
        QCOMPARE(from(R"({"pk":{"S":"a"},"sk":{"N":"2"}})"), three);
        QCOMPARE(from(R"({"pk":{"S":"a"},"sk":{"N":"2.5"}})"), three);
        QCOMPARE(from(R"({"pk":{"S":"a"},"sk":{"N":"1.5"}})", true), one);
        QCOMPARE(from(R"({"pk":{"S":"a"},"sk":{"N":"3"}})"), ""s);
        QCOMPARE(from(R"({"pk":{"S":"a"},"sk":{"N":"1"}})", true), ""s);
        for (const char *wrong :
             {"{}", R"({"pk":{"S":"a"}})", R"({"pk":{"S":"a"},"other":{"N":"1"}})", R"({"pk":{"S":"a"},"sk":{"N":"1"},"x":{"S":"1"}})"})
            QCOMPARE(from(wrong), "The provided starting key is invalid"s);
        QCOMPARE(from(R"({"pk":{"S":"a"},"sk":{"S":"1"}})"), "The provided key element does not match the schema"s);
        for (const char *outside :
             {R"({"pk":{"S":"b"},"sk":{"N":"4"}})", R"({"pk":{"S":"a"},"sk":{"N":"4"}})", R"({"pk":{"S":"a"},"sk":{"N":"0"}})"})
            QCOMPARE(from(outside), "The provided starting key does not match the range key predicate"s);
        QCOMPARE(from(R"({"pk":{"S":"b"},"sk":{"N":"1"}})"), "The query can return at most one row and cannot be restarted"s);
        QCOMPARE(errorOfQuery(*engine, {.table = "Tab", .keyCondition = {{equal("pk", "b")}}, .exclusiveStartKey = item(one)}),
                 "ValidationException: The provided starting key is outside query boundaries based on provided conditions"s);
        QCOMPARE(errorOfQuery(*engine, {.table = "Tab", .index = "none", .exclusiveStartKey = item(one)}),
                 "ValidationException: The provided starting key is invalid"s);
    }

    void aPageEndsAtOneMegabyte()
    {
        const auto engine = engineInMemory();
        engine->createTable(table("Tab", "pk:S sk:N"));
        for (int i = 10; i < 30; ++i) {
            value::Item item{{"pk", "p"}, {"sk", number(std::to_string(i) + ".5")}, {"filling", ""}};
            item.set("filling", std::string(static_cast<std::size_t>(131'072 - value::sizeInBytes(item)), 'x')); // an eighth of 1 MB
            engine->putItem({"Tab", item});
        }
        QueryRequest request{.table = "Tab", .keyCondition = {{equal("pk", "p")}}};
        const Page page = engine->query(request);
        QCOMPARE(page.scannedCount, std::int64_t{8});
        QCOMPARE(textOf(page.lastEvaluatedKey.value_or(value::Item())), "{\"pk\":{\"S\":\"p\"},\"sk\":{\"N\":\"17.5\"}}"s);
        QCOMPARE(unitsOf(page.consumed), "Tab 128"s);
        QCOMPARE(allItems(*engine, request).size(), std::size_t{20});
        QCOMPARE(engine->scan({.table = "Tab"}).scannedCount, std::int64_t{8});
        QCOMPARE(allItems(*engine, engine::ScanRequest{.table = "Tab"}).size(), std::size_t{20});
    }

    void aQueryOfNothingCostsTheLeast()
    {
        const auto engine = engineWithSortKeys("N", {number("1")});
        QCOMPARE(unitsOf(engine->query({.table = "Tab", .keyCondition = {{equal("pk", "nobody")}}}).consumed), "Tab 0.5"s);
        QCOMPARE(unitsOf(engine->query({.table = "Tab", .keyCondition = {{equal("pk", "nobody")}}, .consistentRead = true}).consumed),
                 "Tab 1"s);
    }

    /// Sizes are summed before they are rounded.
    void aQueryCostsTheSumOfItsItems()
    {
        const auto engine = engineInMemory();
        engine->createTable(table("Tab", "pk:S sk:N"));
        for (int i = 1; i <= 9; ++i)
            engine->putItem({"Tab", {{"pk", "p"}, {"sk", Value::number(i)}, {"f", std::string(1000, 'x')}}});
        QCOMPARE(
            unitsOf(engine->query({.table = "Tab", .keyCondition = {{equal("pk", "p")}}, .limit = 4, .consistentRead = true}).consumed),
            "Tab 1"s);
        QCOMPARE(
            unitsOf(engine->query({.table = "Tab", .keyCondition = {{equal("pk", "p")}}, .limit = 5, .consistentRead = true}).consumed),
            "Tab 2"s);
        QCOMPARE(unitsOf(engine->query({.table = "Tab", .keyCondition = {{equal("pk", "p")}}}).consumed), "Tab 1.5"s);
    }

    /// By the md5 of name + 00 01, computed with python3's hashlib.
    void aScanWalksInHashOrder()
    {
        const auto engine = engineInMemory();
        engine->createTable(table("Tab", "pk:S"));
        for (const char *name : {"alice", "bob", "carol", "dave", "erin", "frank"})
            engine->putItem({"Tab", {{"pk", name}}});
        for (const std::int64_t limit : {1, 4, 100}) {
            std::string names;
            for (const value::Item &item : allItems(*engine, engine::ScanRequest{.table = "Tab", .limit = limit}))
                names += *item.find("pk")->get<std::string>() + " ";
            QCOMPARE(names, "alice erin dave frank bob carol "s);
        }
    }

    void scansOfIndexesPageThroughDuplicateKeys()
    {
        const auto engine = engineInMemory();
        schema::TableDefinition definition = table("Tab", "pk:S");
        definition.globalIndexes = {index("G__", "same:S")};
        engine->createTable(definition);
        for (int i = 0; i < 40; ++i)
            engine->putItem({"Tab", {{"pk", std::to_string(i)}, {"same", i % 2 == 0 ? "x" : "y"}}});
        for (const char *place : {"", "G__"}) {
            auto names = [&] {
                std::vector<int> numbers;
                for (const value::Item &item : allItems(*engine, engine::ScanRequest{.table = "Tab", .index = place, .limit = 3}))
                    numbers.push_back(std::stoi(*item.find("pk")->get<std::string>()));
                return numbers;
            }();
            std::sort(names.begin(), names.end());
            std::vector<int> expected(40);
            for (int i = 0; i < 40; ++i)
                expected[static_cast<std::size_t>(i)] = i;
            QVERIFY(names == expected);
        }
        QCOMPARE(errorOf([&] { engine->scan({.table = "Tab", .index = "G__", .exclusiveStartKey = item(R"({"pk":{"S":"1"}})")}); }),
                 "ValidationException: The provided starting key is invalid"s);
    }

    void tablesAndIndexesDoNotSeeEachOther()
    {
        const auto engine = engineInMemory();
        engine->createTable(table("One", "pk:S"));
        engine->createTable(table("Two", "pk:S"));
        engine->putItem({"One", {{"pk", "a"}}});
        QVERIFY(engine->scan({.table = "Two"}).items.empty());
        QVERIFY(engine->query({.table = "Two", .keyCondition = {{equal("pk", "a")}}}).items.empty());
    }
};

std::unique_ptr<QObject> makeQueryTest()
{
    return std::make_unique<QueryTest>();
}

#include "query_test.moc"
