#include "tests/core/model/model_diff_test.h"

#include <filesystem>
#include <functional>

#include <QtTest>

#include "core/model/model_diff.h"
#include "core/model/model_reader.h"
#include "core/model/new_parts.h"
#include "tests/core/model/models.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using test::ModelChange;
using namespace keywright::model;
using value::AttributeValue;
using value::Json;

namespace {

/// The tree of differences as lines.
QString linesOf(const std::vector<ElementDifference> &differences)
{
    std::string lines;
    for (const ElementDifference &element : differences) {
        lines += element.place + " | " + sentenceOf(element) + "\n";
        for (const DetailDifference &detail : element.details)
            lines += "  " + detail.place + " | " + sentenceOf(detail) + "\n";
    }
    return QString::fromStdString(lines);
}

Model smallModel()
{
    Model model;
    model.name = "Shop";
    Table table;
    table.definition.name = "Shop";
    table.definition.key = {{{"PK", schema::KeyType::S}}, {{"SK", schema::KeyType::S}}};
    table.definition.billingMode = schema::BillingMode::PayPerRequest;
    table.definition.globalIndexes = {{"ByMail", {{{"mail", schema::KeyType::S}}, {}}, {}, {}}};
    model.tables = {table};
    Entity user;
    user.name = "User";
    user.table = "Shop";
    user.attributes = {Attribute{"id"}, Attribute{"mail"}};
    user.keyTemplates = {{"PK", "USER#{id}"}, {"SK", "PROFILE"}};
    model.entities = {user};
    model.relationships = {Relationship{"", "", "User", "User", RelationshipKind::OneToOne}};
    AccessPattern pattern;
    pattern.name = "Get user";
    pattern.parameters = {Parameter{"id"}};
    Step step;
    step.operation.table = "Shop";
    step.operation.key = {{"PK", Operand(std::string("USER#{id}"))}, {"SK", Operand(std::string("PROFILE"))}};
    pattern.steps = {step};
    model.accessPatterns = {pattern};
    model.facets = {Facet{"Users", "Shop", "", "", "", {"mail"}}};
    model.sampleData = {TableItems{"Shop",
                                   "",
                                   {test::item(R"({"PK":{"S":"USER#1"},"SK":{"S":"PROFILE"},"mail":{"S":"a@b"}})"),
                                    test::item(R"({"PK":{"S":"USER#2"},"SK":{"S":"PROFILE"},"mail":{"S":"c@d"},"age":{"N":"7"}})")}}};
    model.recipes = {Recipe{"Large", "", 1, {{"User", 100}}}};
    model.savedOperations = {SavedOperation{"Users", "", "Scan", Json::parse(R"({"TableName":"Shop"})")}};
    model.canvas = Canvas{{CanvasCard{CardKind::Entity, "User", 1, 2}}};
    return model;
}

struct Case {
    const char *name;
    ModelChange change;
    const char *there;
    const char *back;
};

std::vector<Case> cases()
{
    return {
        {"header", [](Model &m) { m.description = "Sells."; }, " | Header: 1 difference.\n  description | description is new: Sells.\n",
         " | Header: 1 difference.\n  description | description is gone: Sells.\n"},
        {"GSI", [](Model &m) { m.tables[0].definition.globalIndexes[0].key.partition[0].type = schema::KeyType::N; },
         "tables[0] | Table Shop: 1 difference.\n"
         "  tables[0].globalSecondaryIndexes[0] | GSI ByMail: partition key mail (S), projection ALL -> partition key mail (N), projection "
         "ALL\n",
         "tables[0] | Table Shop: 1 difference.\n"
         "  tables[0].globalSecondaryIndexes[0] | GSI ByMail: partition key mail (N), projection ALL -> partition key mail (S), projection "
         "ALL\n"},
        {"vector index",
         [](Model &m) {
             schema::VectorIndexDefinition index = newVectorIndex(m, m.tables[0]);
             index.searchSchema = {{{"mail", schema::KeyType::S}, true}};
             m.tables[0].definition.vectorIndexes = {index};
         },
         "tables[0] | Table Shop: 1 difference.\n  tables[0].vectorIndexes[0] | vector index Vectors1 is new: embedding, 3 dimensions, "
         "COSINE, partition key mail (S), projection ALL\n",
         "tables[0] | Table Shop: 1 difference.\n  tables[0].vectorIndexes[0] | vector index Vectors1 is gone: embedding, 3 dimensions, "
         "COSINE, partition key mail (S), projection ALL\n"},
        {"TTL and tag",
         [](Model &m) {
             m.tables[0].timeToLiveAttribute = "until";
             m.tables[0].definition.tags["team"] = "a";
         },
         "tables[0] | Table Shop: 2 differences.\n  tables[0].timeToLive.attribute | TTL attribute is new: until\n"
         "  tables[0].tags.team | tag team is new: a\n",
         "tables[0] | Table Shop: 2 differences.\n  tables[0].timeToLive.attribute | TTL attribute is gone: until\n"
         "  tables[0].tags.team | tag team is gone: a\n"},
        {"attribute",
         [](Model &m) {
             m.entities[0].attributes[0].type = value::Type::N;
             m.entities[0].attributes.push_back(Attribute{"age"});
         },
         "entities[0] | Entity User: 2 differences.\n  entities[0].attributes[0].type | attribute id, type: S -> N\n"
         "  entities[0].attributes[2] | attribute age is new: {\"name\":\"age\",\"type\":\"S\"}\n",
         "entities[0] | Entity User: 2 differences.\n  entities[0].attributes[0].type | attribute id, type: N -> S\n"
         "  entities[0].attributes[2] | attribute age is gone: {\"name\":\"age\",\"type\":\"S\"}\n"},
        {"order of attributes", [](Model &m) { std::swap(m.entities[0].attributes[0], m.entities[0].attributes[1]); },
         "entities[0] | Entity User: 1 difference.\n  entities[0].attributes | order of the attributes: id, mail -> mail, id\n",
         "entities[0] | Entity User: 1 difference.\n  entities[0].attributes | order of the attributes: mail, id -> id, mail\n"},
        {"key template",
         [](Model &m) {
             m.entities[0].keyTemplates = {{"PK", "U#{id}"}, {"SK", "PROFILE"}, {"mail", "{mail}"}};
         },
         "entities[0] | Entity User: 2 differences.\n  entities[0].keyTemplates.PK | key template PK: USER#{id} -> U#{id}\n"
         "  entities[0].keyTemplates.mail | key template mail is new: {mail}\n",
         "entities[0] | Entity User: 2 differences.\n  entities[0].keyTemplates.PK | key template PK: U#{id} -> USER#{id}\n"
         "  entities[0].keyTemplates.mail | key template mail is gone: {mail}\n"},
        {"relationship", [](Model &m) { m.relationships[0].kind = RelationshipKind::OneToMany; },
         "relationships[0] | Relationship User to User: 1 difference.\n  relationships[0].kind | kind: one-to-one -> one-to-many\n",
         "relationships[0] | Relationship User to User: 1 difference.\n  relationships[0].kind | kind: one-to-many -> one-to-one\n"},
        {"access pattern",
         [](Model &m) {
             m.accessPatterns[0].steps[0].operation.consistentRead = true;
             m.accessPatterns[0].rate = Rate{5};
         },
         "accessPatterns[0] | Access pattern Get user: 2 differences.\n"
         "  accessPatterns[0].steps[0].consistentRead | step 1, consistent read is new: true\n"
         "  accessPatterns[0].rate | rate is new: {\"perSecond\":5}\n",
         "accessPatterns[0] | Access pattern Get user: 2 differences.\n"
         "  accessPatterns[0].steps[0].consistentRead | step 1, consistent read is gone: true\n"
         "  accessPatterns[0].rate | rate is gone: {\"perSecond\":5}\n"},
        {"another step", [](Model &m) { m.accessPatterns[0].steps.push_back(m.accessPatterns[0].steps[0]); },
         "accessPatterns[0] | Access pattern Get user: 1 difference.\n  accessPatterns[0].steps[1] | step 2 is new: "
         "{\"operation\":\"GetItem\",\"table\":\"Shop\",\"key\":{\"PK\":\"USER#{id}\",\"SK\":\"PROFILE\"}}\n",
         "accessPatterns[0] | Access pattern Get user: 1 difference.\n  accessPatterns[0].steps[1] | step 2 is gone: "
         "{\"operation\":\"GetItem\",\"table\":\"Shop\",\"key\":{\"PK\":\"USER#{id}\",\"SK\":\"PROFILE\"}}\n"},
        {"facet", [](Model &m) { m.facets[0].attributes.push_back("age"); },
         "facets[0] | Facet Users: 1 difference.\n  facets[0].attributes | attributes: mail -> mail, age\n",
         "facets[0] | Facet Users: 1 difference.\n  facets[0].attributes | attributes: mail, age -> mail\n"},
        {"items",
         [](Model &m) {
             auto &items = m.sampleData[0].items;
             items[1].set("mail", "x@y");
             items[0] = test::item(R"({"PK":{"S":"USER#3"},"SK":{"S":"PROFILE"}})");
         },
         "sampleData[0] | Sample data of Shop: 1 added, 1 removed, 1 changed.\n"
         "  sampleData[0].items[0] | PK = USER#3, SK = PROFILE is new: {\"PK\":{\"S\":\"USER#3\"},\"SK\":{\"S\":\"PROFILE\"}}\n"
         "  sampleData[0].items[1] | PK = USER#2, SK = PROFILE: {\"mail\":{\"S\":\"c@d\"}} -> {\"mail\":{\"S\":\"x@y\"}}\n"
         "  sampleData[0].items[0] | PK = USER#1, SK = PROFILE is gone: "
         "{\"PK\":{\"S\":\"USER#1\"},\"SK\":{\"S\":\"PROFILE\"},\"mail\":{\"S\":\"a@b\"}}\n",
         "sampleData[0] | Sample data of Shop: 1 added, 1 removed, 1 changed.\n"
         "  sampleData[0].items[0] | PK = USER#1, SK = PROFILE is new: "
         "{\"PK\":{\"S\":\"USER#1\"},\"SK\":{\"S\":\"PROFILE\"},\"mail\":{\"S\":\"a@b\"}}\n"
         "  sampleData[0].items[1] | PK = USER#2, SK = PROFILE: {\"mail\":{\"S\":\"x@y\"}} -> {\"mail\":{\"S\":\"c@d\"}}\n"
         "  sampleData[0].items[0] | PK = USER#3, SK = PROFILE is gone: {\"PK\":{\"S\":\"USER#3\"},\"SK\":{\"S\":\"PROFILE\"}}\n"},
        {"saved operation", [](Model &m) { m.savedOperations[0].operation = "Query"; },
         "savedOperations[0] | Saved operation Users: 1 difference.\n  savedOperations[0].operation | operation: Scan -> Query\n",
         "savedOperations[0] | Saved operation Users: 1 difference.\n  savedOperations[0].operation | operation: Query -> Scan\n"},
        {"recipe", [](Model &m) { m.recipes[0].counts[0].second = 200; },
         "recipes[0] | Recipe Large: 1 difference.\n  recipes[0].counts.User | items of User: 100 -> 200\n",
         "recipes[0] | Recipe Large: 1 difference.\n  recipes[0].counts.User | items of User: 200 -> 100\n"},
        {"canvas", [](Model &m) { m.canvas->cards[0].x = 5; },
         "canvas | Canvas: 1 difference.\n  canvas.cards[0].x | card User, x: 1 -> 5\n",
         "canvas | Canvas: 1 difference.\n  canvas.cards[0].x | card User, x: 5 -> 1\n"},
    };
}

struct Field {
    const char *name;
    ModelChange change;
};

/// A change of each field of the model that is not told by core/schema.
std::vector<Field> fields()
{
    const auto at = [](const char *name, ModelChange change) { return Field{name, std::move(change)}; };
    return {
        at("author", [](Model &m) { m.author += "x"; }),
        at("created", [](Model &m) { m.created += "x"; }),
        at("note", [](Model &m) { m.note += "x"; }),
        at("unknown", [](Model &m) { m.unknown.set("x-model", Json::number(2)); }),
        at("table note", [](Model &m) { m.tables[0].note += "x"; }),
        at("index note", [](Model &m) { m.tables[0].indexNotes["Local"] += "x"; }),
        at("GSI note", [](Model &m) { m.tables[0].indexNotes.erase("Global"); }),
        at("table scaling", [](Model &m) { m.tables[0].scaling.read->maximum = 11; }),
        at("index scaling", [](Model &m) { m.tables[0].indexSettings["Global"].scaling.write.reset(); }),
        at("index settings", [](Model &m) { m.tables[0].indexSettings["Global"].settings.set("x-index", Json()); }),
        at("recovery", [](Model &m) { m.tables[0].recoveryPeriodInDays = 7; }),
        at("replicas", [](Model &m) { m.tables[0].settings.set("replicas", Json::array()); }),
        at("encryption", [](Model &m) { m.tables[0].settings.set("encryption", Json::parse(R"({"key":"AWS_MANAGED"})")); }),
        at("unknown setting", [](Model &m) { m.tables[0].settings.set("x-table", Json::number(1)); }),
        at("entity table", [](Model &m) { m.entities[0].table = "Other"; }),
        at("entity note", [](Model &m) { m.entities[0].note += "x"; }),
        at("entity mark", [](Model &m) { m.entities[0].identifiedBy.reset(); }),
        at("entity unknown", [](Model &m) { m.entities[0].unknown = Json::object(); }),
        at("attribute required", [](Model &m) { m.entities[0].attributes[0].required = false; }),
        at("sample format", [](Model &m) { m.entities[0].attributes[0].sampleFormat = Json(); }),
        at("relationship through", [](Model &m) { m.relationships[0].through.clear(); }),
        at("parameter example", [](Model &m) { m.accessPatterns[0].parameters[0].example = AttributeValue("Bob"); }),
        at("parameter source", [](Model &m) { m.accessPatterns[0].parameters[0].drawnFromAttribute = "other"; }),
        at("operation index", [](Model &m) { m.accessPatterns[0].steps[0].operation.index.clear(); }),
        at("operation order", [](Model &m) { m.accessPatterns[0].steps[0].operation.descending = false; }),
        at("part limit", [](Model &m) { m.accessPatterns[0].steps[0].parts[0].limit = 3; }),
        at("fan-out", [](Model &m) { m.accessPatterns[0].steps[0].fanOut->count = 5; }),
        at("merge order", [](Model &m) { m.accessPatterns[0].steps[0].fanOut->mergeBy[0].descending = false; }),
        at("expectation", [](Model &m) { m.accessPatterns[0].expectation = Json(); }),
        at("peak rate", [](Model &m) { m.accessPatterns[0].rate->peakPerSecond.reset(); }),
        at("sizes", [](Model &m) { m.accessPatterns[0].sizes->itemBytes = 121; }),
        at("principal", [](Model &m) { m.accessPatterns[0].principal.clear(); }),
        at("facet where", [](Model &m) { m.facets[0].where.clear(); }),
        at("items note", [](Model &m) { m.sampleData[0].note.clear(); }),
        at("items unknown", [](Model &m) { m.sampleData[0].unknown = Json::object(); }),
        at("attribute of an item", [](Model &m) { m.sampleData[0].items[0].set("t", AttributeValue::boolean(false)); }),
        at("seed", [](Model &m) { m.recipes[0].seed = 43; }),
        at("saved request", [](Model &m) { m.savedOperations[0].request.set("Limit", Json::number(6)); }),
        at("saved note", [](Model &m) { m.savedOperations[0].note.clear(); }),
        at("card text", [](Model &m) { m.canvas->cards[1].text = "other"; }),
        at("view", [](Model &m) { m.canvas->view.reset(); }),
        at("no canvas", [](Model &m) { m.canvas.reset(); }),
    };
}

} // namespace

void ModelDiffTest::aModelIsNoDifferentFromItself()
{
    QVERIFY(diffModels(test::everyField(), test::everyField()).empty());
    int count = 0;
    for (const auto &file : std::filesystem::directory_iterator(test::sourceDir() / "samples")) {
        if (!file.path().string().ends_with(".keywright.json"))
            continue;
        const Model model = readModelFile(file.path());
        QCOMPARE(linesOf(diffModels(model, model)), QString());
        ++count;
    }
    QVERIFY(count > 0);
}

void ModelDiffTest::spellingCountsForNothing()
{
    const std::string head = "{\"formatVersion\": 1, \"name\": \"A\", \"tables\": [], ";
    const Model one = readModel(head
                                    + "\"entities\": [{\"name\": \"E\", \"table\": \"Tab\", \"attributes\": [{\"name\": \"a\", \"type\": "
                                      "\"N\", \"sampleFormat\": {\"format\": \"sequence\", \"minimum\": 1.0}}]}]}",
                                "one");
    const Model other = readModel(head
                                      + "\"note\": \"\", \"entities\": [{\"table\": \"Tab\", \"name\": \"E\", \"attributes\": [{\"type\": "
                                        "\"N\", \"name\": \"a\", \"required\": false, \"sampleFormat\": {\"format\": \"sequence\", "
                                        "\"minimum\": 1}}]}], \"modified\": "
                                        "\"today\"}",
                                  "other");
    QCOMPARE(linesOf(diffModels(one, other)), QString());
}

void ModelDiffTest::namesEveryDifferenceBothWays_data()
{
    QTest::addColumn<int>("number");
    const auto all = cases();
    for (std::size_t i = 0; i < all.size(); ++i)
        QTest::newRow(all[i].name) << static_cast<int>(i);
}

void ModelDiffTest::namesEveryDifferenceBothWays()
{
    QFETCH(int, number);
    const Case one = cases().at(static_cast<std::size_t>(number));
    const Model from = smallModel();
    Model to = smallModel();
    one.change(to);
    QCOMPARE(linesOf(diffModels(from, to)), QString(one.there));
    QCOMPARE(linesOf(diffModels(to, from)), QString(one.back));
}

void ModelDiffTest::everyFieldCounts_data()
{
    QTest::addColumn<int>("number");
    const auto all = fields();
    for (std::size_t i = 0; i < all.size(); ++i)
        QTest::newRow(all[i].name) << static_cast<int>(i);
}

void ModelDiffTest::everyFieldCounts()
{
    QFETCH(int, number);
    const Model from = test::everyField();
    Model to = from;
    fields().at(static_cast<std::size_t>(number)).change(to);
    QVERIFY(!(from == to));
    for (const auto &differences : {diffModels(from, to), diffModels(to, from)}) {
        QCOMPARE(differences.size(), std::size_t(1));
        QVERIFY(!differences[0].details.empty());
        for (const DetailDifference &detail : differences[0].details)
            QVERIFY(detail.place.starts_with(differences[0].place) && !detail.subject.empty());
    }
}

void ModelDiffTest::renamingIsToldWhereItIsCertain()
{
    const Model from = smallModel();
    Model to = from;
    to.entities[0].name = "Customer";
    to.facets[0].name = "Customers";
    QCOMPARE(linesOf(diffModels(from, to)),
             QString("entities[0] | Entity User is called Customer now.\nfacets[0] | Facet Users is called Customers now.\n"));
    to.entities[0].note = "Buys.";
    QCOMPARE(linesOf(diffModels(from, to)),
             QString("entities[0] | Entity Customer is new.\nentities[0] | Entity User is gone.\n"
                     "facets[0] | Facet Users is called Customers now.\n"));
}

void ModelDiffTest::twoThatCouldBeTheSameAreNoRenaming()
{
    const Model from = smallModel();
    Model to = from;
    to.facets[0].name = "One";
    to.facets.push_back(to.facets[0]);
    to.facets[1].name = "Other";
    QCOMPARE(linesOf(diffModels(from, to)),
             QString("facets[0] | Facet One is new.\nfacets[1] | Facet Other is new.\nfacets[0] | Facet Users is gone.\n"));
    QCOMPARE(linesOf(diffModels(to, from)),
             QString("facets[0] | Facet Users is new.\nfacets[0] | Facet One is gone.\nfacets[1] | Facet Other is gone.\n"));
}

void ModelDiffTest::aRenamedTableIsAnotherTable()
{
    const Model from = smallModel();
    Model to = from;
    to.tables[0].definition.name = "Store";
    const auto differences = diffModels(from, to);
    QCOMPARE(differences[0].kind, ChangeKind::Renamed);
    QCOMPARE(differences[0].formerName, std::string("Shop"));
    QVERIFY(differences[0].needsReplacement);
    QVERIFY(differences[0].meaning.find("leaves Shop") != std::string::npos);
}

void ModelDiffTest::tablesTellWhatTheyMeanOnALiveTable()
{
    const Model from = smallModel();
    Model to = from;
    to.tables[0].definition.globalIndexes.clear();
    to.tables[0].recoveryPeriodInDays = 5;
    to.tables[0].note = "The one.";
    const ElementDifference table = diffModels(from, to).at(0);
    QCOMPARE(table.details.size(), std::size_t(3));
    QCOMPARE(*table.details[0].way, schema::ChangeWay::InSequence);
    QCOMPARE(table.details[1].subject, std::string("note"));
    QVERIFY(!table.details[1].way);
    QCOMPARE(*table.details[2].way, schema::ChangeWay::InPlace);
    QVERIFY(table.details[2].meaning.find("Commit leaves it") != std::string::npos);
    QCOMPARE(table.steps.size(), std::size_t(1));
    QCOMPARE(schema::textOf(table.steps[0]), std::string("UpdateTable: delete GSI ByMail"));
    to.tables[0].definition.key.sort.clear();
    const ElementDifference replaced = diffModels(from, to).at(0);
    QVERIFY(replaced.needsReplacement);
    QVERIFY(replaced.steps.empty());
}

void ModelDiffTest::whatComesAndGoesIsToldInOrder()
{
    const Model from = smallModel();
    Model to;
    to.name = "Shop";
    Table other = from.tables[0];
    other.definition.name = "Other";
    other.note = "Different.";
    to.tables = {other};
    const auto differences = diffModels(from, to);
    QCOMPARE(linesOf(differences).section('\n', 0, 6),
             QString("tables[0] | Table Other is new.\ntables[0] | Table Shop is gone.\nentities[0] | Entity User is gone.\n"
                     "relationships[0] | Relationship User to User is gone.\naccessPatterns[0] | Access pattern Get user is gone.\n"
                     "facets[0] | Facet Users is gone.\nsampleData[0] | Sample data of Shop: 0 added, 2 removed, 0 changed."));
    QVERIFY(differences[0].meaning.starts_with("Commit creates"));
    QVERIFY(differences[1].meaning.starts_with("Commit deletes no table"));
}

void ModelDiffTest::itemsOfEqualKeysAreOne()
{
    const Model from = smallModel();
    Model to = from;
    to.sampleData[0].items.push_back(to.sampleData[0].items[0]); // a load puts it twice
    QVERIFY(diffModels(from, to).empty());
    to.sampleData.push_back(TableItems{"Shop", "", {to.sampleData[0].items[1]}});
    QVERIFY(diffModels(from, to).empty());
}
