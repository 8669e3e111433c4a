#include "tests/core/exchange/inference_test.h"

#include <algorithm>
#include <map>
#include <random>

#include "core/exchange/import_file.h"
#include "core/exchange/inference.h"
#include "core/itemfile/item_file.h"
#include "core/model/model_reader.h"
#include "core/model/problems.h"
#include "core/model/taking_apart.h"
#include "core/value/dynamodb_json.h"

#include <QTest>

#include "tests/support/test_paths.h"

using namespace keywright;
using exchange::Inference;
using exchange::inferEntities;
using value::AttributeValue;
using value::Item;

namespace {

model::Model inferenceSample()
{
    return model::readModelFile(test::sourceDir() / "samples" / "online-shop.keywright.json");
}

model::Model withoutEntities(model::Model model)
{
    model.entities.clear();
    model.relationships.clear();
    return model;
}

model::Model tableOf(const std::string &name, const schema::KeySchema &key, std::vector<Item> items)
{
    model::Model model;
    model.name = name;
    model::Table table;
    table.definition.name = name;
    table.definition.key = key;
    model.tables.push_back(table);
    model::TableItems sampleItems;
    sampleItems.table = name;
    sampleItems.items = std::move(items);
    model.sampleData.push_back(std::move(sampleItems));
    return model;
}

const schema::KeySchema kOverloaded{{{"PK", schema::KeyType::S}}, {{"SK", schema::KeyType::S}}};

model::Model game()
{
    std::vector<Item> items;
    for (int user = 1; user <= 6; ++user) {
        const std::string name = "player" + std::to_string(user);
        items.push_back({{"PK", "USER#" + name}, {"SK", "#METADATA#" + name}, {"username", name}, {"email", name + "@example.com"}});
    }
    for (int game = 1; game <= 3; ++game) {
        const std::string id = "3d4285f0-e52b-401a-a59b-112b38c4a26" + std::to_string(game);
        Item item{{"PK", "GAME#" + id}, {"SK", "#METADATA#" + id}, {"game_id", id}, {"map", "Green Grasslands"}};
        if (game == 2)
            item.set("open_timestamp", "2019-04-14T15:22:13");
        items.push_back(item);
        for (int user = game; user <= game + 2; ++user) {
            const std::string name = "player" + std::to_string(user);
            items.push_back({{"PK", "GAME#" + id}, {"SK", "USER#" + name}, {"game_id", id}, {"username", name}});
        }
    }
    return tableOf("battle-royale", kOverloaded, std::move(items));
}

model::Model bcgov()
{
    for (const auto &entry : std::filesystem::directory_iterator(test::dataDir() / "exchange" / "models"))
        if (entry.path().string().find("bcgov") != std::string::npos)
            return withoutEntities(exchange::importFile(entry.path()).result.model);
    return {};
}

const model::Entity *entity(const Inference &inference, const std::string &name)
{
    for (const exchange::InferredEntity &each : inference.entities)
        if (each.entity.name == name)
            return &each.entity;
    return nullptr;
}

std::string templatesOf(const Inference &inference, const std::string &name)
{
    const model::Entity *found = entity(inference, name);
    std::string text;
    if (found != nullptr)
        for (const auto &[key, value] : found->keyTemplates)
            text += (text.empty() ? "" : "  ") + key + "=" + value;
    return text;
}

std::string namesIn(const Inference &inference)
{
    std::string text;
    for (const exchange::InferredEntity &each : inference.entities)
        text += (text.empty() ? "" : " ") + each.entity.name;
    return text;
}

/// One sentence on the first key that its template does not give; empty when all are well. An item belongs to the
/// entity whose mark it has, or to any entity whose templates give all its keys.
std::string brokenKey(const model::Entity &entity, const Item &item)
{
    for (const auto &[key, text] : entity.keyTemplates) {
        const auto parsed = model::KeyTemplate::parse(text);
        if (!parsed)
            return text + " does not parse";
        const AttributeValue *stored = item.find(key);
        const auto built = parsed->build(item);
        if (built && *built) {
            if (stored == nullptr || **built != *stored)
                return key + ": " + text + " builds " + value::displayText(**built);
            continue;
        }
        if (stored == nullptr)
            continue;
        const auto apart = model::takeApart(*parsed, *stored, model::typesOf(entity));
        if (!apart)
            return key + ": " + apart.error();
        Item values = item;
        for (const auto &entry : apart->values)
            if (!item.contains(entry.name))
                values.set(entry.name, entry.value);
        const auto again = parsed->build(values);
        if (!again || !*again || **again != *stored)
            return key + ": " + text + " does not give " + value::displayText(*stored);
    }
    return {};
}

std::string firstBrokenKey(const model::Model &model, const Inference &inference)
{
    for (const model::TableItems &items : model.sampleData) {
        std::map<std::string, std::size_t> fitting;
        for (const Item &item : items.items) {
            std::string reason = "no entity for " + value::displayText(item.begin()->value);
            bool fits = false;
            for (const exchange::InferredEntity &each : inference.entities) {
                const auto &mark = each.entity.identifiedBy;
                if (each.entity.table != items.table
                    || (mark && (!item.contains(mark->attribute) || *item.find(mark->attribute) != mark->value)))
                    continue;
                const std::string broken = brokenKey(each.entity, item);
                fits = fits || broken.empty();
                reason = broken.empty() ? reason : each.entity.name + "." + broken;
            }
            if (!fits)
                return reason;
        }
    }
    return {};
}

} // namespace

void InferenceTest::findsTheEntitiesOfTheSample()
{
    const model::Model real = inferenceSample();
    const Inference inference = inferEntities(withoutEntities(real));
    QCOMPARE(inference.entities.size(), real.entities.size());
    for (const model::Entity &expected : real.entities) {
        const model::Entity *found = entity(inference, expected.name);
        QVERIFY2(found != nullptr, expected.name.c_str());
        QVERIFY(found->identifiedBy == expected.identifiedBy);
        for (const auto &[key, text] : expected.keyTemplates) {
            // All addresses of the sample are in lower case already, so nothing tells that the key is lowered.
            const std::string wanted = text == "EMAIL#{email|lower}" ? "EMAIL#{email}" : text;
            const std::string *got = found->keyTemplate(key);
            QCOMPARE(got == nullptr ? std::string() : *got, wanted);
        }
        QCOMPARE(found->keyTemplates.size(), expected.keyTemplates.size());
        for (const model::Attribute &attribute : expected.attributes) {
            const model::Attribute *same = found->findAttribute(attribute.name);
            QVERIFY2(same != nullptr || !attribute.required, (expected.name + "." + attribute.name).c_str());
            QVERIFY2(same == nullptr || same->type == attribute.type, (expected.name + "." + attribute.name).c_str());
            QVERIFY2(same == nullptr || same->required || !attribute.required, (expected.name + "." + attribute.name).c_str());
        }
    }
    for (const model::Problem &problem : model::findProblems(exchange::withInference(withoutEntities(real), inference)))
        QVERIFY2(problem.place.find("entities[") == std::string::npos || problem.place.find("accessPatterns") == 0,
                 (problem.place + ": " + problem.message).c_str());
}

void InferenceTest::findsTheRelationshipsOfTheSample()
{
    const model::Model real = inferenceSample();
    const Inference inference = inferEntities(withoutEntities(real));
    for (const model::Relationship &expected : real.relationships) {
        const auto isSame = [&expected](const exchange::InferredRelationship &each) {
            const model::Relationship &found = each.relationship;
            if (expected.kind == model::RelationshipKind::ManyToMany)
                return found.kind == expected.kind && found.through == expected.through;
            return found.kind == expected.kind && found.from == expected.from && found.to == expected.to
                && found.attributes == expected.attributes;
        };
        QVERIFY2(std::any_of(inference.relationships.begin(), inference.relationships.end(), isSame), expected.name.c_str());
    }
    for (const exchange::InferredRelationship &each : inference.relationships) {
        QVERIFY(each.confidence > 0 && each.confidence < 1);
        QVERIFY(each.reason.ends_with('.'));
    }
}

void InferenceTest::findsTheEntitiesOfAGameByTheirKeys()
{
    const Inference inference = inferEntities(game());
    QCOMPARE(namesIn(inference), std::string("User Game GameUser"));
    QCOMPARE(templatesOf(inference, "User"), std::string("PK=USER#{username}  SK=#METADATA#{username}"));
    QCOMPARE(templatesOf(inference, "Game"), std::string("PK=GAME#{game_id}  SK=#METADATA#{game_id}"));
    QCOMPARE(templatesOf(inference, "GameUser"), std::string("PK=GAME#{game_id}  SK=USER#{username}"));
    const model::Entity *found = entity(inference, "Game");
    QVERIFY(found->findAttribute("map")->required);
    QVERIFY(!found->findAttribute("open_timestamp")->required);
    QCOMPARE(inference.entities[0].itemCount, std::size_t(6));
    QCOMPARE(inference.entities[0].reason, std::string("6 items have PK of the form \"USER …\" and SK of the form \"METADATA …\"."));
}

void InferenceTest::readsRealItems()
{
    const auto read = [](const std::string &name, const schema::KeySchema &key, const std::string &file, bool header) {
        std::vector<Item> items;
        itemfile::ReadOptions options;
        options.csv.header = header;
        itemfile::readItems(test::dataDir() / "exchange" / "items" / file, options,
                            [&items](itemfile::Record &&record) { items.push_back(std::move(record.item)); });
        return tableOf(name, key, std::move(items));
    };
    const model::Model royale = read("battle-royale", kOverloaded, "amazon-dynamodb-labs--battle-royale-items.jsonl", true);
    const Inference found = inferEntities(royale);
    QCOMPARE(royale.itemCount(), std::size_t(835));
    QCOMPARE(namesIn(found), std::string("User Game GameUser"));
    QCOMPARE(templatesOf(found, "User"), std::string("PK=USER#{username}  SK=#METADATA#{username}"));
    QCOMPARE(templatesOf(found, "Game"), std::string("PK=GAME#{game_id}  SK=#METADATA#{game_id}"));
    QCOMPARE(templatesOf(found, "GameUser"), std::string("PK=GAME#{game_id}  SK=USER#{username}"));
    QCOMPARE(firstBrokenKey(royale, found), std::string());
    QVERIFY(std::any_of(found.relationships.begin(), found.relationships.end(), [](const exchange::InferredRelationship &each) {
        return each.relationship.through == "GameUser" && each.relationship.kind == model::RelationshipKind::ManyToMany;
    }));

    const model::Model staff = read("employees", {{{"column1", schema::KeyType::N}}, {}}, "amazon-dynamodb-labs--employees.csv", false);
    const Inference plain = inferEntities(staff);
    QCOMPARE(staff.itemCount(), std::size_t(60));
    QCOMPARE(namesIn(plain), std::string("Employee"));
    QCOMPARE(templatesOf(plain, "Employee"), std::string("column1={column1}"));
}

void InferenceTest::namesWhatOnlyTheKeyHolds()
{
    const model::Model model = bcgov();
    const Inference inference = inferEntities(model);
    QCOMPARE(namesIn(inference), std::string("Park Facility Pass Reservation FeedbackSurveySummary SendReminderSummary Metric"));
    QCOMPARE(templatesOf(inference, "Metric"), std::string("pk=metrics::{metricId}::{pkPart}  sk={sk}"));
    QVERIFY(entity(inference, "Metric")->findAttribute("metricId") != nullptr);
    // The only facility opens its bookings at 7, which does not make the 0007 of its key.
    QCOMPARE(templatesOf(inference, "Facility"), std::string("pk=facility::{facilityId}  sk={name}"));
    QVERIFY2(inference.entities[1].reason.starts_with("1 item has pk"), inference.entities[1].reason.c_str());
}

void InferenceTest::aTableWithoutPatternIsOneEntity_data()
{
    QTest::addColumn<QString>("partition");
    QTest::addColumn<QString>("sort");
    QTest::newRow("names of their own") << "year"
                                        << "title";
    QTest::newRow("overloaded names") << "pk"
                                      << "sk";
}

void InferenceTest::aTableWithoutPatternIsOneEntity()
{
    QFETCH(QString, partition);
    QFETCH(QString, sort);
    std::vector<Item> items;
    std::mt19937 random(7);
    for (int i = 0; i < 200; ++i) {
        Item item{{partition.toStdString(), AttributeValue::number(1990 + i % 20)},
                  {sort.toStdString(), "The " + std::to_string(random()) + " Movie"},
                  {"rating", AttributeValue::number(i % 10)}};
        if (i % 3 == 0)
            item.set("plot", "Someone does something.");
        items.push_back(std::move(item));
    }
    const schema::KeySchema key{{{partition.toStdString(), schema::KeyType::N}}, {{sort.toStdString(), schema::KeyType::S}}};
    const Inference inference = inferEntities(tableOf("movies", key, std::move(items)));
    QCOMPARE(namesIn(inference), std::string("Movie"));
    QCOMPARE(templatesOf(inference, "Movie"), QString("%1={%1}  %2={%2}").arg(partition, sort).toStdString());
    QVERIFY(!inference.entities[0].entity.identifiedBy);
    QVERIFY(!entity(inference, "Movie")->findAttribute("plot")->required);
    QVERIFY(inference.entities[0].confidence <= 0.5);
    QVERIFY(inference.relationships.empty());
}

void InferenceTest::divisionByAttributesIsTheLastResort()
{
    std::vector<Item> items;
    for (int i = 0; i < 10; ++i) {
        const std::string id = "x" + std::to_string(100 + i);
        items.push_back(i % 2 == 0 ? Item{{"id", id}, {"street", "Elm"}, {"city", "Bern"}}
                                   : Item{{"id", id}, {"price", AttributeValue::number(i)}, {"weight", AttributeValue::number(i)}});
    }
    const Inference inference = inferEntities(tableOf("things", {{{"id", schema::KeyType::S}}, {}}, std::move(items)));
    QCOMPARE(namesIn(inference), std::string("Thing1 Thing2"));
    QVERIFY(inference.entities[0].entity.findAttribute("city")->required);
    QVERIFY(inference.entities[1].entity.findAttribute("price")->required);
}

void InferenceTest::aTypeThatTellsNothingApartIsNoMark()
{
    std::vector<Item> items;
    for (int i = 0; i < 12; ++i) {
        const std::string id = std::to_string(1000 + i);
        items.push_back({{"PK", "CAR#" + id}, {"SK", "CAR#" + id}, {"id", id}, {"type", i % 2 == 0 ? "petrol" : "diesel"}});
    }
    const Inference inference = inferEntities(tableOf("cars", kOverloaded, std::move(items)));
    QCOMPARE(namesIn(inference), std::string("Car"));
    QCOMPARE(templatesOf(inference, "Car"), std::string("PK=CAR#{id}  SK=CAR#{id}"));
}

void InferenceTest::findsFilters()
{
    std::vector<Item> items;
    for (int i = 1; i <= 12; ++i) {
        const std::string number = std::to_string(i);
        const std::string day = (i < 10 ? "0" : "") + number;
        items.push_back({{"PK", "USER#ADA" + std::string(1, static_cast<char>('@' + i))},
                         {"SK", "VISIT#2026-03-" + day + "#" + (i < 10 ? "000" : "00") + number},
                         {"login", "Ada" + std::string(1, static_cast<char>('`' + i))},
                         {"at", "2026-03-" + day + "T08:30:00Z"},
                         {"room", AttributeValue::number(i)}});
    }
    const Inference inference = inferEntities(tableOf("visits", kOverloaded, std::move(items)));
    QCOMPARE(templatesOf(inference, "Visit"), std::string("PK=USER#{login|upper}  SK=VISIT#{at|date:yyyy-MM-dd}#{room|pad:4}"));
}

void InferenceTest::aKeyThatSomeItemsLackIsBuiltForNoneOfThem()
{
    std::vector<Item> items;
    for (int i = 0; i < 8; ++i) {
        const std::string id = "o" + std::to_string(100 + i);
        Item item{{"PK", "ORDER#" + id}, {"SK", "ORDER"}, {"orderId", id}};
        if (i < 3)
            item.set("GSI1PK", "OPEN#" + id);
        items.push_back(std::move(item));
    }
    model::Model model = tableOf("orders", kOverloaded, std::move(items));
    schema::IndexDefinition index;
    index.name = "GSI1";
    index.key.partition = {{"GSI1PK", schema::KeyType::S}};
    model.tables[0].definition.globalIndexes = {index};
    const Inference inference = inferEntities(model);
    QCOMPARE(templatesOf(inference, "Order"), std::string("PK=ORDER#{orderId}  SK=ORDER  GSI1PK={GSI1PK}"));
    QCOMPARE(firstBrokenKey(model, inference), std::string());
}

void InferenceTest::everyTemplateRebuildsTheKeys_data()
{
    QTest::addColumn<int>("seed");
    QTest::newRow("sample") << -1;
    QTest::newRow("game") << -2;
    int number = 0;
    for (const auto &entry : std::filesystem::directory_iterator(test::dataDir() / "exchange" / "models")) {
        static_cast<void>(entry);
        QTest::addRow("model %d", number) << -10 - number;
        ++number;
    }
    for (int seed = 1; seed <= 150; ++seed)
        QTest::addRow("random %d", seed) << seed;
}

namespace {

/// Items of a few made-up entities, whose keys are put together from pieces that attributes hold, hide, or nearly hold.
model::Model randomModel(unsigned seed)
{
    std::mt19937 random(seed);
    const auto pick = [&random](const std::vector<std::string> &from) { return from[random() % from.size()]; };
    const std::vector<std::string> values{
        "a", "b7", "x#y", "2026-01-02", "2026-01-02T03:04:05Z", "007", "Ann", "ann", "u_1", "ORDER", "{x}", "::", "12", "é", "p/q", "OPEN"};
    const std::vector<std::string> words{"USER", "order", "Cart", "V1", "#META", ""};
    const std::vector<std::string> separators{"#", "::", "|", "_", "/", ""};
    std::vector<Item> items;
    for (int kind = 0; kind < 3; ++kind) {
        const std::string word = pick(words);
        const std::string separator = pick(separators);
        const std::string second = pick(separators);
        const bool holds = random() % 2 == 0;
        const bool marks = random() % 3 == 0;
        const auto count = 1 + random() % 6;
        for (unsigned i = 0; i < count; ++i) {
            const std::string one = pick(values);
            const std::string two = pick(values) + std::to_string(i);
            Item item{{"PK", word + separator + one + (one.empty() ? "x" : "")},
                      {"SK", pick(words) + second + two},
                      {"n", AttributeValue::number(i)}};
            if (holds)
                item.set("one", one);
            if (random() % 2 == 0)
                item.set("two", two);
            if (marks)
                item.set("type", word);
            if (random() % 2 == 0)
                item.set("GSI1PK", pick({one, word + "#" + two, "ALL", two + separator + one}));
            if (item.find("PK")->get<std::string>()->empty())
                item.set("PK", "p");
            items.push_back(std::move(item));
        }
    }
    model::Model model = tableOf("random", kOverloaded, std::move(items));
    schema::IndexDefinition index;
    index.name = "GSI1";
    index.key.partition = {{"GSI1PK", schema::KeyType::S}};
    model.tables[0].definition.globalIndexes = {index};
    return model;
}

} // namespace

void InferenceTest::everyTemplateRebuildsTheKeys()
{
    QFETCH(int, seed);
    model::Model model;
    if (seed == -1)
        model = withoutEntities(inferenceSample());
    else if (seed == -2)
        model = game();
    else if (seed < 0) {
        std::vector<std::filesystem::path> files;
        for (const auto &entry : std::filesystem::directory_iterator(test::dataDir() / "exchange" / "models"))
            files.push_back(entry.path());
        std::sort(files.begin(), files.end());
        model = withoutEntities(exchange::importFile(files.at(static_cast<std::size_t>(-10 - seed))).result.model);
    } else
        model = randomModel(static_cast<unsigned>(seed));
    const Inference inference = inferEntities(model);
    QVERIFY(inference.entities.size() > 0 || model.itemCount() == 0);
    QCOMPARE(firstBrokenKey(model, inference), std::string());
    QVERIFY(inferEntities(model) == inference);
    const model::Model inferred = exchange::withInference(model, inference);
    for (const model::Problem &problem : model::findProblems(inferred))
        if (problem.severity == model::Severity::Error)
            QVERIFY2(problem.place.find("entities[") != 0, (problem.place + ": " + problem.message).c_str());
    for (const model::TableItems &sampleItems : inferred.sampleData)
        for (const Item &item : sampleItems.items)
            QVERIFY2(inferred.entityOf(sampleItems.table, item) != nullptr, value::toDynamoDbJson(item).compact().c_str());
}

void InferenceTest::addsNothingToATableThatHasEntities()
{
    QVERIFY(inferEntities(inferenceSample()).entities.empty());
    QVERIFY(inferEntities(model::Model()).entities.empty());
}

void InferenceTest::tenThousandItemsGiveTheSameAnswerTwice()
{
    model::Model model = withoutEntities(inferenceSample());
    const std::vector<Item> once = model.sampleData[0].items;
    for (int copy = 1; model.sampleData[0].items.size() < 10'000; ++copy)
        model.sampleData[0].items.insert(model.sampleData[0].items.end(), once.begin(), once.end());
    const Inference first = inferEntities(model);
    QCOMPARE(first.entities.size(), std::size_t(10));
    QVERIFY(first == inferEntities(model));
}
