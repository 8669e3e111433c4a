#include "tests/core/model/generator_test.h"

#include <map>
#include <set>

#include <QRegularExpression>

#include "core/model/generator.h"
#include "core/model/model_reader.h"
#include "core/model/popularity.h"
#include "core/model/random.h"
#include "core/value/dynamodb_json.h"
#include "core/value/md5.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using model::GeneratorOptions;
using model::Model;
using value::AttributeValue;
using value::Item;

namespace {

Model generatorSample()
{
    return model::readModelFile(test::sourceDir() / "samples" / "online-shop.keywright.json");
}

/// A table of one key attribute `id` per entity, whose attributes are JSON text.
Model modelOf(const std::string &entities)
{
    return model::readModel(
        "{\"formatVersion\": 1, \"name\": \"A\", \"tables\": [{\"name\": \"Things\", \"partitionKey\": [{\"name\": \"PK\","
        " \"type\": \"S\"}]}], \"entities\": ["
            + entities + "]}",
        "test.json");
}

std::string entity(const std::string &name, const std::string &attributes, const std::string &more = "")
{
    return "{\"name\": \"" + name + "\", \"table\": \"Things\", \"keyTemplates\": {\"PK\": \"" + name + "#{id}\"}, " + more
        + "\"attributes\": [{\"name\": \"id\", \"type\": \"S\", \"sampleFormat\": {\"format\": \"sequence\"}}" + attributes + "]}";
}

std::string attribute(const std::string &name, const std::string &type, const std::string &format)
{
    return ", {\"name\": \"" + name + "\", \"type\": \"" + type + "\", \"sampleFormat\": {" + format + "}}";
}

std::vector<Item> itemsOf(const Model &model, const GeneratorOptions &options)
{
    std::vector<Item> all;
    model::generate(model, options, [&all](const std::string &, std::vector<Item> &&items) {
        std::move(items.begin(), items.end(), std::back_inserter(all));
    });
    return all;
}

GeneratorOptions options(model::EntityCounts counts, std::uint64_t seed = 1)
{
    GeneratorOptions made;
    made.counts = std::move(counts);
    made.seed = seed;
    return made;
}

std::uint64_t digestOf(const std::vector<Item> &items)
{
    std::string text;
    for (const Item &item : items)
        text += value::toDynamoDbJson(item).compact() + "\n";
    return value::md5First64(text);
}

GeneratorOptions shop(std::int64_t total)
{
    static const Model model = generatorSample();
    return options(model::entityCounts(model, &model.recipes.front(), total), 7);
}

std::string text(const Item &item, const std::string &name)
{
    const AttributeValue *value = item.find(name);
    return value == nullptr ? "" : value::displayText(*value);
}

} // namespace

void GeneratorTest::randomNumbersAreThoseOfTheAlgorithm()
{
    QCOMPARE(model::mixed(0), std::uint64_t(0xe220a8397b1dcdaf)); // splitmix64's first number for the state 0
    QCOMPARE(model::mixed(0x9e3779b97f4a7c15), std::uint64_t(0x6e789e6aa1b965f4));
    model::Random random(0);
    QCOMPARE(random.next(), std::uint64_t(0x99ec5f36cb75f2b4)); // xoshiro256** filled by splitmix64 from 0
    for (int i = 0; i < 1000; ++i) {
        const double unit = random.unit();
        QVERIFY(unit >= 0 && unit < 1);
        QVERIFY(random.below(3) < 3);
    }
    QCOMPARE(random.between(5, 5), std::int64_t(5));
}

void GeneratorTest::theSameSeedGivesTheSameItems()
{
    const std::vector<Item> items = itemsOf(generatorSample(), shop(2000));
    QCOMPARE(items.size(), std::size_t(2000));
    QCOMPARE(items, itemsOf(generatorSample(), shop(2000)));

    // A model of its own, so that only the generator can change this.
    const Model model = modelOf(
        entity("A",
               attribute("email", "S", "\"format\": \"email\"") + attribute("uuid", "S", "\"format\": \"uuid\"")
                   + attribute("ulid", "S", "\"format\": \"ulid\"") + attribute("price", "N", "\"format\": \"amount\", \"maximum\": 99")
                   + attribute("at", "S", "\"format\": \"dateTime\"") + attribute("text", "S", "\"format\": \"paragraph\""))
        + ","
        + entity("B",
                 attribute("a", "S",
                           "\"format\": \"reference\", \"entity\": \"A\", \"attribute\": \"uuid\", \"distribution\": {\"kind\": \"zipf\", "
                           "\"exponent\": 0.8}")
                     + attribute("n", "N", "\"format\": \"integer\", \"maximum\": 9, \"distribution\": {\"kind\": \"normal\"}")));
    QCOMPARE(digestOf(itemsOf(model, options({{"A", 200}, {"B", 800}}, 42))), std::uint64_t(15935021735791920418U));
}

void GeneratorTest::anotherSeedGivesOtherItems()
{
    GeneratorOptions other = shop(2000);
    other.seed = 8;
    QVERIFY(itemsOf(generatorSample(), other) != itemsOf(generatorSample(), shop(2000)));
}

void GeneratorTest::theBatchSizeChangesNothing()
{
    GeneratorOptions small = shop(1000);
    small.batchSize = 7;
    QCOMPARE(itemsOf(generatorSample(), small), itemsOf(generatorSample(), shop(1000)));
}

void GeneratorTest::referencesExist()
{
    std::map<std::string, std::set<std::string>> known;
    const std::vector<Item> items = itemsOf(generatorSample(), shop(3000));
    for (const Item &item : items)
        for (const char *id : {"userId", "productId", "orderId"})
            if (text(item, "type") + "Id" == std::string(1, static_cast<char>(id[0] - 32)) + (id + 1))
                known[id].insert(text(item, id));
    QCOMPARE(known.size(), std::size_t(3));
    for (const Item &item : items)
        for (const auto &[id, values] : known)
            QVERIFY2(!item.contains(id) || values.contains(text(item, id)), value::toDynamoDbJson(item).compact().c_str());
}

void GeneratorTest::attributesWithoutAFormatFollowRelationshipsAndNames()
{
    const auto plain = [](const std::string &name, const std::string &type) {
        return "{\"name\": \"" + name + "\", \"type\": \"" + type + "\"}";
    };
    Model model =
        modelOf("{\"name\": \"Member\", \"table\": \"Things\", \"keyTemplates\": {\"PK\": \"MEMBER#{memberId}\"}, \"attributes\": ["
                + plain("memberId", "S") + ", " + plain("email", "S") + ", " + plain("joinedAt", "S") + ", " + plain("name", "S") + ", "
                + plain("loanCount", "N")
                + "]}, {\"name\": \"Book\", \"table\": \"Things\", \"keyTemplates\": {\"PK\": \"BOOK#{isbn}\"}, \"attributes\": ["
                + plain("isbn", "S")
                + "]}, {\"name\": \"Loan\", \"table\": \"Things\", \"keyTemplates\": {\"PK\": \"LOAN#{memberId}#{lentAt}\"}, "
                  "\"attributes\": ["
                + plain("memberId", "S") + ", " + plain("book", "S") + ", " + plain("lentAt", "S") + "]}");
    model.relationships.push_back({.name = "lent", .from = "Book", .to = "Loan", .attributes = {"book"}});
    std::set<std::string> members;
    std::set<std::string> books;
    int loans = 0;
    static const QRegularExpression kMoment(QStringLiteral("^\\d{4}-\\d\\d-\\d\\dT"));
    for (const Item &item : itemsOf(model, options({{"Loan", 20}, {"Book", 3}, {"Member", 5}}))) {
        if (item.contains("email")) {
            members.insert(text(item, "memberId"));
            QVERIFY(text(item, "email").find('@') != std::string::npos);
            QVERIFY(text(item, "name").find(' ') != std::string::npos);
            QVERIFY(kMoment.match(QString::fromStdString(text(item, "joinedAt"))).hasMatch());
        } else if (item.contains("isbn")) {
            books.insert(text(item, "isbn"));
        } else {
            ++loans;
            QVERIFY2(members.contains(text(item, "memberId")), text(item, "memberId").c_str());
            QVERIFY2(books.contains(text(item, "book")), text(item, "book").c_str());
        }
    }
    QCOMPARE(loans, 20);
    QCOMPARE(members.size(), std::size_t(5));
    QVERIFY(members.contains("member-0001"));
    QCOMPARE(books.size(), std::size_t(3));
}

void GeneratorTest::primaryKeysAreUnique()
{
    std::set<std::string> keys;
    for (const Item &item : itemsOf(generatorSample(), shop(5000)))
        QVERIFY2(keys.insert(text(item, "PK") + "|" + text(item, "SK")).second, text(item, "PK").c_str());
    QCOMPARE(keys.size(), std::size_t(5000));
}

void GeneratorTest::keysAreBuiltFromTemplates()
{
    for (const Item &item : itemsOf(generatorSample(), shop(2000))) {
        if (text(item, "type") != "Review")
            continue;
        QCOMPARE(text(item, "PK"), "PRODUCT#" + text(item, "productId"));
        QCOMPARE(text(item, "SK"), "REVIEW#" + text(item, "userId"));
        QCOMPARE(*item.find("GSI2SK"), *item.find("rating"));
    }
}

void GeneratorTest::sharesAreAsTheRecipeSays()
{
    const Model model = generatorSample();
    std::int64_t sum = 0;
    std::map<std::string, std::int64_t> counts;
    for (const auto &[entity, count] : model::entityCounts(model, &model.recipes.front(), 507)) {
        sum += count;
        counts[entity] = count;
    }
    QCOMPARE(sum, std::int64_t(507));
    QCOMPARE(counts["OrderItem"], std::int64_t(180)); // 18,000 of 50,700
    QCOMPARE(counts["User"], std::int64_t(10));
    const model::Recipe lopsided{.name = "lopsided", .counts = {{"User", 1}, {"Order", 5'000}, {"Review", 0}}};
    QCOMPARE(model::entityCounts(model, &lopsided, 100), (model::EntityCounts{{"User", 1}, {"Order", 99}, {"Review", 0}}));
    QCOMPARE(model::entityCounts(model, &lopsided, 1), (model::EntityCounts{{"User", 0}, {"Order", 1}, {"Review", 0}}));
    for (const auto &[entity, count] : model::entityCounts(model, nullptr, 25))
        QVERIFY(count == 2 || count == 3);
}

void GeneratorTest::zipfPrefersTheFirst()
{
    const model::Popularity zipf({model::DistributionKind::Zipf, 1, {}, {}}, 100);
    model::Random random(5);
    std::map<std::uint64_t, int> chosen;
    for (int i = 0; i < 100'000; ++i)
        ++chosen[zipf.choose(random, 0)];
    QCOMPARE(chosen.rbegin()->first, std::uint64_t(99));
    // 1 / (rank * H(100)), where H(100) is 5.187: 19,278 and 9,639 and 1,928 expected.
    QVERIFY2(std::abs(chosen[0] - 19'278) < 400, std::to_string(chosen[0]).c_str());
    QVERIFY2(std::abs(chosen[1] - 9'639) < 300, std::to_string(chosen[1]).c_str());
    QVERIFY2(std::abs(chosen[9] - 1'928) < 150, std::to_string(chosen[9]).c_str());
}

void GeneratorTest::latestPrefersTheLast()
{
    const model::Popularity latest({model::DistributionKind::Latest, 0.7, {}, {}}, 10);
    model::Random random(5);
    std::map<std::uint64_t, int> chosen;
    for (int i = 0; i < 10'000; ++i)
        ++chosen[latest.choose(random, 0)];
    QVERIFY(chosen[9] > chosen[8] && chosen[8] > chosen[0] && chosen[0] > 0);
}

void GeneratorTest::weightsAreKept()
{
    const Model model = modelOf(
        entity("A", attribute("size", "S", "\"format\": \"enumeration\", \"values\": [\"s\", \"m\", \"l\"], \"weights\": [1, 0, 3]")));
    std::map<std::string, int> sizes;
    for (const Item &item : itemsOf(model, options({{"A", 4000}})))
        ++sizes[text(item, "size")];
    QCOMPARE(sizes.size(), std::size_t(2));
    QVERIFY2(std::abs(sizes["s"] - 1000) < 100, std::to_string(sizes["s"]).c_str());
}

void GeneratorTest::presentWithAndPresentWhenHold()
{
    const Model model = modelOf(entity(
        "A",
        attribute("a", "S", "\"format\": \"word\", \"present\": 0.5") + attribute("b", "S", "\"format\": \"word\", \"presentWith\": \"a\"")
            + attribute("n", "N", "\"format\": \"integer\", \"minimum\": 1, \"maximum\": 4")
            + attribute("c", "S", "\"format\": \"word\", \"presentWhen\": \"n > :two\", \"whenValues\": {\"two\": {\"N\": \"2\"}}")));
    int present = 0;
    for (const Item &item : itemsOf(model, options({{"A", 400}}))) {
        QCOMPARE(item.contains("b"), item.contains("a"));
        QCOMPARE(item.contains("c"), text(item, "n") > "2");
        present += item.contains("a") ? 1 : 0;
    }
    QVERIFY2(present > 150 && present < 250, std::to_string(present).c_str());
}

void GeneratorTest::copiesAndSumsFollowReferences()
{
    const std::string reference = "\"format\": \"reference\", \"entity\": \"Order\", \"attribute\": \"id\"";
    const Model model = modelOf(
        entity("Order",
               attribute("name", "S", "\"format\": \"fullName\"")
                   + attribute(
                       "total", "N",
                       "\"format\": \"sum\", \"entity\": \"Line\", \"attribute\": \"price\", \"times\": \"quantity\", \"via\": \"order\"")
                   + attribute("lines", "N", "\"format\": \"count\", \"entity\": \"Line\", \"via\": \"order\""))
        + ","
        + entity("Line",
                 attribute("order", "S", reference)
                     + attribute("buyer", "S", "\"format\": \"copy\", \"entity\": \"Order\", \"attribute\": \"name\", \"via\": \"order\"")
                     + attribute("price", "N", "\"format\": \"amount\", \"minimum\": 1, \"maximum\": 20")
                     + attribute("quantity", "N", "\"format\": \"integer\", \"minimum\": 1, \"maximum\": 4")));
    std::map<std::string, Item> orders;
    std::map<std::string, double> totals;
    std::map<std::string, int> counts;
    for (const Item &item : itemsOf(model, options({{"Line", 200}, {"Order", 20}}))) {
        if (!item.contains("order")) {
            orders[text(item, "id")] = item;
            continue;
        }
        QCOMPARE(text(item, "buyer"), text(orders.at(text(item, "order")), "name"));
        totals[text(item, "order")] += std::stod(text(item, "price")) * std::stod(text(item, "quantity"));
        ++counts[text(item, "order")];
    }
    QCOMPARE(orders.size(), std::size_t(20));
    for (const auto &[id, order] : orders) {
        QCOMPARE(std::stod(text(order, "total")), totals[id]);
        QCOMPARE(std::stoi(text(order, "lines")), counts[id]);
    }
}

void GeneratorTest::uniqueTogetherIsUnique()
{
    const std::string numbers = attribute("x", "N", "\"format\": \"integer\", \"minimum\": 1, \"maximum\": 5")
        + attribute("y", "N", "\"format\": \"integer\", \"minimum\": 1, \"maximum\": 5");
    const Model model = modelOf(entity("A", numbers, "\"uniqueTogether\": [[\"x\", \"y\"]], "));
    std::set<std::string> pairs;
    for (const Item &item : itemsOf(model, options({{"A", 20}})))
        QVERIFY(pairs.insert(text(item, "x") + "," + text(item, "y")).second);
    QVERIFY_THROWS_EXCEPTION(model::GeneratorError, itemsOf(model, options({{"A", 26}})));
    GeneratorOptions fewer = options({{"A", 26}});
    fewer.allowsFewer = true;
    const model::GeneratorReport report = model::generate(model, fewer, [](const std::string &, std::vector<Item> &&) {});
    QCOMPARE(report.items, std::int64_t(25));
    QCOMPARE(report.shortfalls, (std::vector<model::Shortfall>{{"A", 26, 25, "x, y"}}));
}

void GeneratorTest::mapsListsAndSetsAreFilled()
{
    const std::string member = "{\"type\": \"S\", \"sampleFormat\": {\"format\": \"city\"}}";
    const Model model = modelOf(
        entity("A",
               attribute("address", "M", "\"format\": \"map\", \"members\": {\"city\": " + member + "}")
                   + attribute("cities", "L", "\"format\": \"list\", \"element\": " + member + ", \"minimumCount\": 2, \"maximumCount\": 2")
                   + attribute("tags", "SS", "\"format\": \"enumeration\", \"values\": [\"a\", \"b\", \"c\"], \"minimumCount\": 1")
                   + attribute("none", "SS", "\"format\": \"word\", \"minimumCount\": 0, \"maximumCount\": 0")));
    for (const Item &item : itemsOf(model, options({{"A", 20}}))) {
        QVERIFY(item.find("address")->get<value::AttributeMap>()->contains("city"));
        QCOMPARE(item.find("cities")->get<value::List>()->size(), std::size_t(2));
        QVERIFY(!item.find("tags")->get<value::StringSet>()->members.empty());
        QVERIFY(!item.contains("none"));
    }
}

void GeneratorTest::datesComeAfterOthers()
{
    const std::string range = "\"from\": \"2026-01-01\", \"to\": \"2026-02-01\"";
    const Model model = modelOf(entity("A",
                                       attribute("placed", "S", "\"format\": \"dateTime\", " + range)
                                           + attribute("shipped", "S", "\"format\": \"dateTime\", \"after\": \"placed\", " + range)));
    for (const Item &item : itemsOf(model, options({{"A", 200}}))) {
        QVERIFY(text(item, "placed") <= text(item, "shipped"));
        QVERIFY(text(item, "placed") >= "2026-01-01T00:00:00Z" && text(item, "shipped") <= "2026-02-01T00:00:00Z");
        QCOMPARE(text(item, "placed").size(), std::size_t(20));
    }
}

void GeneratorTest::stopsWhenAsked()
{
    std::stop_source stop;
    GeneratorOptions some = shop(1000);
    some.batchSize = 100;
    some.stop = stop.get_token();
    std::int64_t seen = 0;
    some.progress = [&](std::int64_t done, std::int64_t all) {
        QCOMPARE(all, std::int64_t(1000));
        seen = done;
        if (done >= 150)
            stop.request_stop();
    };
    const model::GeneratorReport report = model::generate(generatorSample(), some, [](const std::string &, std::vector<Item> &&) {});
    QVERIFY(report.stopped);
    QCOMPARE(report.items, seen);
    QVERIFY(seen < 1000);
}

void GeneratorTest::saysWhatCannotBeGenerated_data()
{
    QTest::addColumn<QByteArray>("attribute");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const char *format, const char *message) {
        QTest::newRow(name) << QByteArray::fromStdString(attribute("x", "S", format)) << QString(message);
    };
    row("entity", "\"format\": \"reference\", \"entity\": \"B\", \"attribute\": \"id\"",
        "entities.A.x: The entity \"B\" has no items to refer to; give it a count.");
    row("attribute", "\"format\": \"reference\", \"entity\": \"A\", \"attribute\": \"y\"", "entities.A.x: A has no attribute \"y\".");
    row("time", "\"format\": \"dateTime\", \"from\": \"soon\"",
        "entities.A.x.from: \"soon\" is no time; expected one such as 2026-01-31 or 2026-01-31T08:00:00Z.");
    row("circle", "\"format\": \"template\", \"template\": \"{x}\"", "entities.A.x: looks at itself in a circle.");
    row("via", "\"format\": \"copy\", \"entity\": \"A\", \"attribute\": \"id\", \"via\": \"id\"",
        "entities.A.x.via: \"id\" is no attribute of format reference.");
    row("weights", "\"format\": \"enumeration\", \"values\": [\"a\"], \"weights\": [1, 2]",
        "entities.A.x.weights: is not right; expected one for each of the 1 values.");
}

void GeneratorTest::saysWhatCannotBeGenerated()
{
    QFETCH(QByteArray, attribute);
    QFETCH(QString, message);
    try {
        itemsOf(modelOf(entity("A", attribute.toStdString())), options({{"A", 3}}));
        QFAIL("it was generated");
    } catch (const model::GeneratorError &error) {
        QCOMPARE(QString(error.what()), message);
    }
}

void GeneratorTest::makesAHundredThousandItems()
{
    std::int64_t items = 0;
    std::size_t largest = 0;
    const model::GeneratorReport report =
        model::generate(generatorSample(), shop(100'000), [&](const std::string &table, std::vector<Item> &&batch) {
            QCOMPARE(table, std::string("OnlineShop"));
            items += static_cast<std::int64_t>(batch.size());
            largest = std::max(largest, batch.size());
        });
    QCOMPARE(items, std::int64_t(100'000));
    QCOMPARE(report.items, items);
    QCOMPARE(largest, std::size_t(500));
}

void GeneratorTest::datesEndWhereTheModelBegan()
{
    Model model = modelOf(entity("A", attribute("at", "S", "\"format\": \"dateTime\"") + attribute("on", "S", "\"format\": \"date\"")));
    const auto lastOf = [&model](const char *name) {
        std::string last;
        for (const Item &item : itemsOf(model, options({{"A", 400}})))
            last = std::max(last, text(item, name));
        return last;
    };
    for (const char *created : {"2024-03-05", "2026-11-21"}) {
        model.created = created;
        QVERIFY2(lastOf("at") <= std::string(created) + "T00:00:00Z", lastOf("at").c_str());
        QVERIFY(lastOf("on") <= std::string(created));
        QVERIFY(lastOf("on").substr(0, 4) >= std::to_string(std::stoi(std::string(created).substr(0, 4)) - 1)); // and not long before
    }
    for (const char *unclear : {"", "yesterday"}) {
        model.created = unclear;
        QVERIFY(lastOf("at") < "2026");
    }
}
