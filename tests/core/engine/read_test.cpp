#include <string>
#include <vector>

#include "core/expression/condition.h"
#include "core/storage/item_bytes.h"
#include "tests/core/engine/tables.h"
#include "tests/support/item_text.h"
#include "tests/support/run_classes.h"

using namespace keywright;
using namespace keywright::test;
using namespace std::string_literals;

namespace {

using engine::QueryRequest;
using engine::ScanRequest;
using engine::Select;

expression::DocumentPath path(std::vector<std::string> steps)
{
    expression::DocumentPath result;
    for (std::string &step : steps)
        result.steps.push_back({std::move(step), -1});
    return result;
}

expression::Projection projectionOf(std::vector<std::string> attributes)
{
    std::vector<expression::DocumentPath> paths;
    for (std::string &attribute : attributes)
        paths.push_back(path({std::move(attribute)}));
    return expression::Projection(paths);
}

expression::Condition exists(std::vector<std::string> steps)
{
    return expression::Condition::on(expression::ConditionKind::Exists, {expression::Operand::at(path(std::move(steps)))});
}

/// A table with an LSI and a GSI that hold only keys, and one of each that include "in"; ten items in the collection "p".
std::unique_ptr<engine::Engine> engineWithIndexes(engine::EngineOptions options = {})
{
    auto engine = std::make_unique<engine::Engine>(storage::Store::open({.folder = "memory", .inMemory = true}), std::move(options));
    schema::TableDefinition definition = table("Tab", "pk:S sk:N");
    definition.localIndexes = {index("Local", "pk:S turn:N", schema::ProjectionType::Include, {"in"}), index("LocalAll", "pk:S turn:N")};
    definition.globalIndexes = {index("Global", "all:S turn:N", schema::ProjectionType::Include, {"in"}), index("GlobalAll", "all:S")};
    engine->createTable(definition);
    for (int i = 0; i < 10; ++i)
        engine->putItem({"Tab",
                         {{"pk", "p"},
                          {"sk", Value::number(i)},
                          {"turn", Value::number(9 - i)},
                          {"all", "x"},
                          {"in", "i" + std::to_string(i)},
                          {"out", std::string(5'000, 'o')}}});
    return engine;
}

QueryRequest queryOf(const std::string &index)
{
    QueryRequest request{.table = "Tab", .index = index};
    request.keyCondition.terms = {index.starts_with("Global") ? equal("all", "x") : equal("pk", "p")};
    return request;
}

/// The bytes that a sink was given, and how.
class RecordingSink : public engine::ItemSink {
public:
    void addStored(std::string_view itemBytes) override { text += "stored " + textOf(storage::fromItemBytes(itemBytes)) + "\n"; }
    void add(value::Item item) override { text += "made " + textOf(item) + "\n"; }
    std::string text;
};

} // namespace

class ReadTest : public QObject {
    Q_OBJECT

private slots:
    void wholeItemsComeAsTheyAreStored()
    {
        const auto engine = engineInMemory();
        engine->createTable(table("Tab", "pk:S"));
        engine->putItem({"Tab", {{"pk", "a"}, {"v", Value::number(1)}}});
        const std::string whole = textOf(value::Item{{"pk", "a"}, {"v", Value::number(1)}});
        const std::string part = textOf(value::Item{{"v", Value::number(1)}});

        RecordingSink get;
        QVERIFY(engine->getItem({"Tab", {{"pk", "a"}}}, get).found);
        QCOMPARE(get.text, "stored " + whole + "\n");
        RecordingSink some;
        engine->getItem({.table = "Tab", .key = {{"pk", "a"}}, .projection = projectionOf({"v"})}, some);
        QCOMPARE(some.text, "made " + part + "\n");
        RecordingSink filtered;
        QCOMPARE(engine->scan({.table = "Tab", .filter = exists({"v"})}, filtered).count, std::int64_t{1});
        QCOMPARE(filtered.text, "stored " + whole + "\n");
        RecordingSink none;
        QCOMPARE(engine->scan({.table = "Tab", .filter = exists({"w"})}, none).count, std::int64_t{0});
        QCOMPARE(none.text, ""s);
    }

    void countGivesNoItems()
    {
        const auto engine = engineWithIndexes();
        QueryRequest request = queryOf("");
        request.select = Select::Count;
        request.filter = exists({"in"});
        const Page page = engine->query(request);
        QCOMPARE(page.count, std::int64_t{10});
        QCOMPARE(page.scannedCount, std::int64_t{10});
        QVERIFY(page.items.empty());
        QCOMPARE(unitsOf(page.consumed), unitsOf(engine->query(queryOf("")).consumed));
    }

    void aLocalIndexFetchesWhatItDoesNotProject()
    {
        const auto engine = engineWithIndexes();
        QueryRequest request = queryOf("Local");
        const Page projected = engine->query(request);
        QVERIFY(!projected.items.front().contains("out"));
        QCOMPARE(unitsOf(projected.consumed), "Tab 0, L:Local 0.5"s);

        // Each item of more than 4 KB is two blocks on its own: one unit when eventually consistent, two when strongly.
        request.select = Select::AllAttributes;
        const Page whole = engine->query(request);
        QCOMPARE(whole.items.size(), std::size_t{10});
        for (std::size_t i = 0; i < 10; ++i) {
            QCOMPARE(textOf(*whole.items[i].find("turn")), textOf(Value::number(static_cast<int>(i))));
            QVERIFY(whole.items[i].contains("out"));
        }
        QCOMPARE(unitsOf(whole.consumed), "Tab 10, L:Local 0.5"s);
        request.consistentRead = true;
        QCOMPARE(unitsOf(engine->query(request).consumed), "Tab 20, L:Local 1"s);

        request = queryOf("Local");
        request.projection = projectionOf({"out"});
        const Page some = engine->query(request);
        QCOMPARE(some.items.front().size(), std::size_t{1});
        QCOMPARE(unitsOf(some.consumed), "Tab 10, L:Local 0.5"s);
        request.projection = projectionOf({"in", "sk"});
        QCOMPARE(unitsOf(engine->query(request).consumed), "Tab 0, L:Local 0.5"s);
        request.projection.reset();
        request.select = Select::Count;
        QCOMPARE(unitsOf(engine->query(request).consumed), "Tab 0, L:Local 0.5"s);
    }

    void aFilterDoesNotMakeAFetchCheaper()
    {
        const auto engine = engineWithIndexes();
        QueryRequest request = queryOf("Local");
        request.select = Select::AllAttributes;
        request.filter = expression::Condition::on(expression::ConditionKind::Equal,
                                                   {expression::Operand::at(path({"in"})), expression::Operand::of("i3")});
        const Page page = engine->query(request);
        QCOMPARE(page.items.size(), std::size_t{1});
        QVERIFY(page.items.front().contains("out"));
        QCOMPARE(unitsOf(page.consumed), "Tab 10, L:Local 0.5"s);
    }

    void aGlobalIndexGivesOnlyWhatItProjects()
    {
        const auto engine = engineWithIndexes();
        const auto error = [&](Select select, std::optional<expression::Projection> asked) {
            QueryRequest request = queryOf("Global");
            request.select = select;
            request.projection = asked;
            ScanRequest scan{.table = "Tab", .index = "Global", .projection = asked, .select = select};
            const std::string ofQuery = errorOf([&] { engine->query(request); });
            const std::string ofScan = errorOf([&] { engine->scan(scan); });
            return ofQuery == ofScan ? ofQuery : ofQuery + " | " + ofScan;
        };
        QCOMPARE(error(Select::AllAttributes, {}),
                 "ValidationException: One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global "
                 "secondary index Global because its projection type is not ALL"s);
        QCOMPARE(error(Select::Default, projectionOf({"out", "in", "other"})),
                 "ValidationException: One or more parameter values were invalid: Global secondary index Global does not project "
                 "[other, out]"s);
        QCOMPARE(error(Select::AllProjectedAttributes, {}), "no error"s);
        QCOMPARE(error(Select::SpecificAttributes, projectionOf({"in", "pk", "turn"})), "no error"s);
        QueryRequest all = queryOf("GlobalAll");
        all.select = Select::AllAttributes;
        QVERIFY(engine->query(all).items.front().contains("out"));
        all.consistentRead = true;
        QCOMPARE(errorOf([&] { engine->query(all); }),
                 "ValidationException: Consistent reads are not supported on global secondary indexes"s);
    }

    void aQueryFilterSpeaksOfNoKeyAndOnlyOfProjectedAttributes()
    {
        const auto engine = engineWithIndexes();
        const auto error = [&](const std::string &index, std::vector<std::string> steps, bool legacy = false) {
            QueryRequest request = queryOf(index);
            request.filter = exists(std::move(steps));
            request.filterIsLegacy = legacy;
            return errorOf([&] { engine->query(request); });
        };
        const std::string key =
            "ValidationException: Filter Expression can only contain non-primary key attributes: Primary key attribute: ";
        QCOMPARE(error("", {"pk"}), key + "pk");
        QCOMPARE(error("", {"sk", "x"}), key + "sk");
        QCOMPARE(error("", {"sk"}, true),
                 "ValidationException: QueryFilter can only contain non-primary key attributes: Primary key attribute: sk"s);
        QCOMPARE(error("Global", {"turn"}), key + "turn");
        QCOMPARE(error("Global", {"pk"}), "no error"s);
        QCOMPARE(error("", {"turn"}), "no error"s);
        for (const char *index : {"Global", "Local"})
            QCOMPARE(error(index, {"out"}),
                     "ValidationException: One or more parameter values were invalid: Secondary index "s + index
                         + " does not project one or more filter attributes: [out]");
        QCOMPARE(error("LocalAll", {"out"}), "no error"s);
        QCOMPARE(errorOf([&] { engine->scan({.table = "Tab", .index = "Global", .filter = exists({"out"})}); }), "no error"s);
    }

    void nothingLooksIntoAKey()
    {
        const auto engine = engineWithIndexes();
        const std::string scalars =
            "ValidationException: Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ";
        const expression::Projection intoKey({path({"pk", "x"})});
        const expression::Projection intoIndexKey({path({"turn", "x"})});
        const value::Item first{{"pk", "p"}, {"sk", Value::number(1)}};
        QCOMPARE(errorOf([&] { engine->scan({.table = "Tab", .filter = exists({"pk", "x"})}); }), scalars + "Key: pk");
        QCOMPARE(errorOf([&] { engine->scan({.table = "Tab", .filter = exists({"all", "x"})}); }), scalars + "IndexKey: all");
        QCOMPARE(errorOf([&] { engine->scan({.table = "Tab", .projection = intoIndexKey}); }), scalars + "IndexKey: turn");
        QCOMPARE(errorOf([&] { engine->getItem({.table = "Tab", .key = first, .projection = intoKey}); }), scalars + "Key: pk");
        QCOMPARE(errorOf([&] { engine->transactGetItems({{.table = "Tab", .key = first, .projection = intoKey}}); }), scalars + "Key: pk");
        QCOMPARE(errorOf([&] { engine->scan({.table = "Tab", .filter = exists({"out", "x"})}); }), "no error"s);
    }

    void aKeyConditionHasNoEmptyValue()
    {
        const auto engine = engineWithIndexes();
        QueryRequest request{.table = "Tab", .keyCondition = {{equal("pk", "")}}};
        QCOMPARE(
            errorOf([&] { engine->query(request); }),
            "ValidationException: One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
            "empty string value. Key: pk"s);
        request.index = "Global";
        request.keyCondition.terms = {equal("all", "")};
        QCOMPARE(
            errorOf([&] { engine->query(request); }),
            "ValidationException: One or more parameter values are not valid. A value specified for a secondary index key is not "
            "supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: Global, IndexKey: all"s);
    }

    void aStartKeyOfAScanIsAKeyOfThePlaceAndOfTheSegment()
    {
        const auto engine = engineWithIndexes();
        const auto error = [&](const std::string &index, const value::Item &startKey) {
            return errorOf([&] { engine->scan({.table = "Tab", .index = index, .exclusiveStartKey = startKey}); });
        };
        const std::string invalid = "ValidationException: The provided starting key is invalid";
        const std::string mismatch = "The provided key element does not match the schema";
        const Value one = Value::number(1);
        QCOMPARE(error("", {}), invalid + ": " + mismatch);
        QCOMPARE(error("", {{"pk", "p"}, {"sk", "1"}}), invalid + ": " + mismatch);
        QCOMPARE(error("", {{"pk", "p"}, {"sk", one}, {"turn", one}}), invalid + ": " + mismatch);
        QCOMPARE(
            error("", {{"pk", ""}, {"sk", one}}),
            invalid
                + ": One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string "
                  "value. Key: pk");
        QCOMPARE(error("Global", {{"pk", "p"}, {"sk", one}}), invalid);
        QCOMPARE(error("Global", {{"pk", "p"}, {"sk", one}, {"turn", one}, {"x", "x"}}), invalid);
        QCOMPARE(error("Global", {{"pk", "p"}, {"sk", one}, {"turn", "x"}, {"all", "x"}}), "ValidationException: " + mismatch);
        QCOMPARE(error("Global", {{"x", "p"}, {"y", one}, {"turn", one}, {"all", "x"}}), invalid + ": " + mismatch);
        QCOMPARE(error("Global", {{"pk", "p"}, {"sk", one}, {"turn", one}, {"all", "x"}}), "no error"s);
        QCOMPARE(error("Local", {{"pk", "p"}, {"sk", one}, {"turn", one}}), "no error"s);
        QCOMPARE(error("none", {{"pk", "p"}}), invalid);
        QCOMPARE(errorOf([&] { engine->scan({.table = "Tab", .index = "none"}); }),
                 "ValidationException: The table does not have the specified index: none"s);

        // The item collection is in one of the two halves of the hash space.
        const auto segment = [&](std::int64_t number) {
            return errorOf([&] {
                engine->scan(
                    {.table = "Tab", .exclusiveStartKey = value::Item{{"pk", "p"}, {"sk", one}}, .segment = number, .totalSegments = 2});
            });
        };
        const std::string other =
            ": Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: 2 Segment: ";
        QVERIFY((segment(0) == "no error") != (segment(1) == "no error"));
        QVERIFY(segment(0) == invalid + other + "0" || segment(1) == invalid + other + "1");
    }

    void segmentsTogetherAreTheWholeTable()
    {
        const auto engine = engineInMemory();
        engine->createTable(table("Tab", "pk:N"));
        for (int i = 0; i < 200; ++i)
            engine->putItem({"Tab", {{"pk", Value::number(i)}}});
        for (const std::int64_t total : {1, 2, 3, 7, 1'000'000}) {
            std::size_t found = 0;
            for (std::int64_t segment = 0; segment < std::min<std::int64_t>(total, 10); ++segment)
                found += allItems(*engine, ScanRequest{.table = "Tab", .limit = 9, .segment = segment, .totalSegments = total}).size();
            QVERIFY(total > 10 ? found <= 10 : found == 200);
        }
    }

    void staleReadsAreUpToASecondOldUnlessTheyMustBeConsistent()
    {
        std::int64_t now = 1'000'000;
        engine::EngineOptions options;
        options.clock = [&now] { return now; };
        options.staleReads = true;
        const auto engine = engineWithIndexes(options);
        const value::Item key{{"pk", "p"}, {"sk", Value::number(1)}};
        const auto sees = [&](bool consistent) {
            QueryRequest query = queryOf("");
            query.consistentRead = consistent;
            const bool byGet = engine->getItem({"Tab", key, consistent}).item.has_value();
            const bool byQuery = engine->query(query).count == 10;
            const bool byScan = engine->scan({.table = "Tab", .consistentRead = consistent}).count == 10;
            return byGet && byQuery && byScan ? "there"s : byGet || byQuery || byScan ? "parts"s : "gone"s;
        };
        QCOMPARE(sees(false), "there"s);
        engine->deleteItem({"Tab", key});
        now += 1'000;
        QCOMPARE(sees(false), "there"s);
        QCOMPARE(sees(true), "gone"s);
        now += 1;
        QCOMPARE(sees(false), "gone"s);
        engine->putItem({"Tab", {{"pk", "p"}, {"sk", Value::number(1)}}});
        QCOMPARE(sees(false), "gone"s);
        now -= 500; // a clock that was set back
        QCOMPARE(sees(false), "there"s);
    }

    void aBatchOfGetsRoundsEachItemAndStopsAtSixteenMegabytes()
    {
        const auto engine = engineInMemory();
        engine->createTable(table("Tab", "pk:N"));
        engine->createTable(table("Other", "pk:N"));
        for (int i = 0; i < 45; ++i)
            engine->putItem({"Tab", {{"pk", Value::number(i)}, {"v", std::string(i < 42 ? 400'000 : 4'500, 'x')}}});
        engine->putItem({"Other", {{"pk", Value::number(1)}}});

        const auto get = [&](const std::vector<engine::GetItemRequest> &requests, std::vector<std::size_t> &unprocessed) {
            std::vector<RecordingSink> sinks(requests.size());
            const engine::BatchGetResult result =
                engine->batchGetItems(requests, [&](std::size_t i) -> engine::ItemSink & { return sinks[i]; });
            unprocessed = result.unprocessed;
            std::string text;
            for (const RecordingSink &sink : sinks)
                text += sink.text.empty() ? "-" : "+";
            for (const auto &[name, consumed] : result.consumed)
                text += " " + unitsOf(consumed);
            return text;
        };
        std::vector<std::size_t> unprocessed;
        QCOMPARE(get({{"Tab", {{"pk", Value::number(43)}}},
                      {"Other", {{"pk", Value::number(1)}}, true},
                      {"Tab", {{"pk", Value::number(99)}}},
                      {"Tab", {{"pk", Value::number(44)}}, true}},
                     unprocessed),
                 "++-+ Other 1 Tab 3.5"s);
        QVERIFY(unprocessed.empty());

        std::vector<engine::GetItemRequest> many;
        for (int i = 0; i < 45; ++i)
            many.push_back({"Tab", {{"pk", Value::number(i)}}});
        QCOMPARE(get(many, unprocessed), std::string(41, '+') + "---- Tab 2009"); // 41 items of 98 blocks
        QVERIFY((unprocessed == std::vector<std::size_t>{41, 42, 43, 44}));
        many.push_back({"Tab", {{"wrong", "key"}}});
        QCOMPARE(errorOf([&] { get(many, unprocessed); }), "ValidationException: The provided key element does not match the schema"s);
    }
};

std::unique_ptr<QObject> makeReadTest()
{
    return std::make_unique<ReadTest>();
}

#include "read_test.moc"
