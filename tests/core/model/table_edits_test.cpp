#include "tests/core/model/table_edits_test.h"

#include <functional>

#include <QTest>

#include "core/model/document.h"
#include "core/model/edits.h"
#include "core/model/model_writer.h"
#include "core/model/new_parts.h"
#include "core/model/problems.h"
#include "core/model/removals.h"
#include "core/model/renames.h"
#include "core/model/table_edits.h"
#include "core/schema/table_rules.h"
#include "tests/core/model/models.h"

using namespace keywright;
using test::CommandOf;
using namespace keywright::model;

namespace {

const std::string kShop = "OnlineShop";

const Table &shopOf(const Model &model)
{
    return *model.findTable(kShop);
}

/// A table keyed by its entities' own attributes.
Model plainTable()
{
    Model model;
    model.name = "Plain";
    Table table;
    table.definition.name = "Users";
    table.definition.key.partition = {{"userId", schema::KeyType::S}};
    table.definition.billingMode = schema::BillingMode::PayPerRequest;
    model.tables.push_back(table);
    Entity user;
    user.name = "User";
    user.table = "Users";
    user.identifiedBy = EntityMark{"type", value::AttributeValue("User")};
    user.attributes.resize(1);
    user.attributes[0].name = "userId";
    model.entities.push_back(user);
    TableItems items;
    items.table = "Users";
    items.items.push_back({{"type", value::AttributeValue("User")}, {"userId", value::AttributeValue("u-1")}});
    model.sampleData.push_back(items);
    return model;
}

QString tableEditsProblemsOf(const Model &model)
{
    QString text;
    for (const Problem &problem : findProblems(model))
        text += QString::fromStdString(problem.place + ": " + problem.message + "\n");
    return text;
}

Model after(const Model &model, const Command &command)
{
    Document document(model);
    document.apply(command);
    return document.model();
}

Model withVectors(const Model &model)
{
    return after(model, addVectorIndex(model, "Users", newVectorIndex(model, model.tables[0])));
}

} // namespace

void TableEditsTest::leaveATableThatDynamoDbWouldMake_data()
{
    QTest::addColumn<CommandOf>("make");
    const auto row = [](const char *name, CommandOf make) { QTest::newRow(name) << make; };
    row("a global index", [](const Model &m) { return addIndex(m, kShop, newGlobalIndex(shopOf(m)), IndexKind::Global); });
    row("a local index", [](const Model &m) { return addIndex(m, kShop, newLocalIndex(shopOf(m)), IndexKind::Local); });
    row("a vector index", [](const Model &m) {
        schema::VectorIndexDefinition index = newVectorIndex(m, shopOf(m));
        index.vectorAttribute = "meaning"; // which no item has yet
        return addVectorIndex(m, kShop, index);
    });
    row("provisioned", [](const Model &m) { return changeBillingMode(m, kShop, schema::BillingMode::Provisioned); });
    row("a renamed key attribute", [](const Model &m) { return renameKeyAttribute(m, kShop, "GSI1SK", "when"); });
    row("two sort-key parts in an index", [](const Model &m) {
        schema::KeySchema key = shopOf(m).definition.findIndex("GSI1")->key;
        key.sort.push_back({"placedAt", schema::KeyType::S});
        return changeKey(m, kShop, "GSI1", key);
    });
    row("settings", [](const Model &m) {
        Table table = shopOf(m);
        table.definition.deletionProtection = !table.definition.deletionProtection;
        return changeTableSettings(m, table, "Protect");
    });
}

void TableEditsTest::leaveATableThatDynamoDbWouldMake()
{
    QFETCH(CommandOf, make);
    Document document(test::onlineShop());
    const std::string original = writeModel(document.model());
    const Command command = make(document.model());
    QVERIFY(!command.changes.empty());
    document.apply(command);
    QCOMPARE(schema::brokenRule(shopOf(document.model()).definition), std::nullopt);
    QCOMPARE(tableEditsProblemsOf(document.model()), QString());
    document.undo();
    QCOMPARE(writeModel(document.model()), original);
}

void TableEditsTest::renamingAKeyAttributeIsFollowedEverywhere()
{
    const Model model = after(test::onlineShop(), renameKeyAttribute(test::onlineShop(), kShop, "PK", "pk"));
    QCOMPARE(tableEditsProblemsOf(model), QString());
    const std::string text = writeModel(model);
    QVERIFY(text.find("\"PK\"") == std::string::npos);
    QVERIFY(text.find("(PK)") == std::string::npos); // attribute_not_exists(PK)
    QVERIFY(model.sampleData.front().items.front().contains("pk"));
}

void TableEditsTest::renamingAPlainKeyRenamesTheAttributeOfEveryEntity()
{
    const Model model = after(plainTable(), renameKeyAttribute(plainTable(), "Users", "userId", "id"));
    QVERIFY(model.findEntity("User")->findAttribute("id"));
    QVERIFY(model.sampleData.front().items.front().contains("id"));
    QCOMPARE(tableEditsProblemsOf(model), QString());
}

void TableEditsTest::aKeyThatNothingUsesTakesItsTemplatesAlong()
{
    const Model shop = test::onlineShop();
    schema::KeySchema key = shopOf(shop).definition.findIndex("GSI1")->key;
    const std::string lost = key.sort.front().name;
    key.sort.clear();
    const Model model = after(shop, changeKey(shop, kShop, "GSI1", key));
    for (const Entity &entity : model.entities)
        QVERIFY(!entity.keyTemplate(lost));
    for (const value::Item &item : model.sampleData.front().items)
        QVERIFY(!item.contains(lost));
}

void TableEditsTest::itemsThatANewKeyLeavesKeylessAreKeyedByTheNewTemplate()
{
    Model movies;
    movies.tables.emplace_back().definition.name = "Movies";
    movies.tables[0].definition.key = {{{"year", schema::KeyType::N}}, {{"title", schema::KeyType::S}}};
    Entity &movie = movies.entities.emplace_back();
    movie.name = "Movie";
    movie.table = "Movies";
    movie.attributes.emplace_back().name = "year";
    movie.attributes.back().type = value::Type::N;
    movie.attributes.emplace_back().name = "title";
    movie.keyTemplates = {{"year", "{year}"}, {"title", "{title}"}};
    value::Item rush;
    rush.set("year", value::AttributeValue::number(2013));
    rush.set("title", value::AttributeValue("Rush"));
    movies.sampleData.push_back({.table = "Movies", .items = {rush}});

    model::Document document(movies);
    document.apply(model::changeKey(movies, "Movies", "", {{{"pk", schema::KeyType::S}}, {{"title", schema::KeyType::S}}}));
    QVERIFY(!document.model().sampleData[0].items[0].contains("pk"));
    QVERIFY(document.model().sampleData[0].items[0].contains("year")); // the entity has it
    document.apply(model::changeKeyTemplate(document.model(), "Movie", "pk", "YEAR#{year}"));
    QCOMPARE(*document.model().sampleData[0].items[0].find("pk"), value::AttributeValue("YEAR#2013"));
    QVERIFY(document.model().entityOf("Movies", document.model().sampleData[0].items[0]) == &document.model().entities[0]);
    document.undo();
    document.undo();
    QVERIFY(document.model() == movies);
}

void TableEditsTest::aNewTypeCountsForEveryKey()
{
    Model model = plainTable();
    schema::IndexDefinition inverted = newGlobalIndex(model.tables[0]);
    inverted.key.sort = {{"userId", schema::KeyType::S}};
    model = after(model, addIndex(model, "Users", inverted, IndexKind::Global));
    model = after(model, changeKey(model, "Users", "", {{{"userId", schema::KeyType::N}}, {}}));
    QCOMPARE(model.tables[0].definition.globalIndexes[0].key.sort[0].type, schema::KeyType::N);
}

void TableEditsTest::vectorIndexesFollowTheirAttributes()
{
    Model model = plainTable();
    model.entities[0].attributes.push_back(Attribute{"tenant"});
    model.entities[0].attributes.push_back(Attribute{"meaning", value::Type::L});
    model = withVectors(model);
    schema::VectorIndexDefinition index = model.tables[0].definition.vectorIndexes[0];
    QCOMPARE(index.vectorAttribute, std::string("meaning"));
    index.searchSchema = {{{"tenant", schema::KeyType::S}, true}};
    index.projection = {schema::ProjectionType::Include, {"tenant"}};
    model = after(model, changeVectorIndex(model, "Users", index));
    model = after(model, renameAttribute(model, "User", "meaning", "embedding"));
    model = after(model, renameAttribute(model, "User", "tenant", "shop"));
    model = after(model, renameIndex(model, "Users", "Vectors1", "ByMeaning"));
    const schema::VectorIndexDefinition &renamed = model.tables[0].definition.vectorIndexes.at(0);
    QCOMPARE(renamed.name, std::string("ByMeaning"));
    QCOMPARE(renamed.vectorAttribute, std::string("embedding"));
    QCOMPARE(renamed.partition()->name, std::string("shop"));
    QCOMPARE(renamed.projection.attributes, std::vector<std::string>{"shop"});
    const Command gone = removeAttribute(model, "User", "embedding");
    QCOMPARE(gone.remarks, std::vector<std::string>{"Vector index ByMeaning uses embedding; items without it are not found there."});
    model = after(model, removeIndex(model, "Users", "ByMeaning"));
    QVERIFY(model.tables[0].definition.vectorIndexes.empty());
    QVERIFY(model.entities[0].findAttribute("embedding") != nullptr);
}

void TableEditsTest::indexesOnTheSameVectorHaveItsDimensions()
{
    Model model = withVectors(withVectors(plainTable()));
    schema::VectorIndexDefinition index = model.tables[0].definition.vectorIndexes[1];
    index.dimensions = 7;
    model = after(model, changeVectorIndex(model, "Users", index));
    QCOMPARE(model.tables[0].definition.vectorIndexes[0].dimensions, std::int64_t(7));
    QCOMPARE(schema::brokenRule(model.tables[0].definition), std::nullopt);
}

void TableEditsTest::movingAnEntityKeepsTheTemplatesOfSharedKeys()
{
    Model shop = test::onlineShop();
    shop = after(shop, addTable(shop, newTable(shop)));
    const std::string target = shop.tables.back().definition.name;
    const std::string before = *shop.findEntity("Order")->keyTemplate("PK");
    const Command command = moveEntity(shop, "Order", target);
    QVERIFY(!command.alsoGone.empty());
    const Model model = after(shop, command);
    const Entity &order = *model.findEntity("Order");
    QCOMPARE(order.table, target);
    QCOMPARE(*order.keyTemplate("PK"), before);
    QVERIFY(!order.keyTemplate("GSI1PK"));
}

void TableEditsTest::newPartsHaveNamesOfTheirOwn()
{
    Model model = test::onlineShop();
    model.tables.push_back(newTable(model));
    QCOMPARE(newTable(model).definition.name, std::string("Table2"));
    QCOMPARE(schema::brokenRule(newTable(model).definition), std::nullopt);
    QCOMPARE(newEntity(model, kShop).name, std::string("Entity1"));
    const Relationship relationship = newRelationship(model, *model.findEntity("User"), *model.findEntity("Order"));
    QCOMPARE(relationship.to, std::string("Order"));
    QCOMPARE(relationship.attributes, std::vector<std::string>{"userId"});
    const Entity copy = duplicateOf(model, *model.findEntity("Order"));
    QCOMPARE(copy.name, std::string("Order2"));
    QVERIFY(copy.identifiedBy != model.findEntity("Order")->identifiedBy);
    QCOMPARE(duplicateOf(model, model.tables.back()).definition.name, std::string("Table2"));
    QVERIFY(model.findAccessPattern(duplicateOf(model, model.accessPatterns[0]).name) == nullptr);
    QVERIFY(shopOf(model).definition.findIndex(newGlobalIndex(shopOf(model)).name) == nullptr);
}

void TableEditsTest::refuse_data()
{
    QTest::addColumn<CommandOf>("make");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QString &message, CommandOf make) { QTest::newRow(name) << make << message; };
    const QString naming = QStringLiteral("’s name has 3 to 255 characters: letters, digits, “_”, “-” and “.”.");
    row("an impossible table name", "A table" + naming, [](const Model &m) { return renameTable(m, "Users", "my users"); });
    row("a short table name", "A table" + naming, [](const Model &m) { return renameTable(m, "Users", "U"); });
    row("an impossible name of a new table", "A table" + naming, [](const Model &m) {
        Table table = newTable(m);
        table.definition.name = "my table";
        return addTable(m, table);
    });
    row("an impossible index name", "An index" + naming, [](const Model &m) {
        schema::IndexDefinition index = newGlobalIndex(m.tables[0]);
        index.name = "by/time";
        return addIndex(m, "Users", index, IndexKind::Global);
    });
    row("a local index without a sort key",
        "A local secondary index needs a table with a sort key. Give the table one, or add a global secondary index.",
        [](const Model &m) { return addIndex(m, "Users", newLocalIndex(m.tables[0]), IndexKind::Local); });
    row("a vector index of a provisioned table",
        "Only tables that are billed on demand have vector indexes. Change the billing mode first.", [](const Model &m) {
            const Model provisioned = after(m, changeBillingMode(m, "Users", schema::BillingMode::Provisioned));
            return addVectorIndex(provisioned, "Users", newVectorIndex(provisioned, provisioned.tables[0]));
        });
    row("provisioned capacity with a vector index", "A table with vector indexes is billed on demand. Remove its vector indexes first.",
        [](const Model &m) { return changeBillingMode(withVectors(m), "Users", schema::BillingMode::Provisioned); });
    row("a vector index of another index's name", "Another index is named \"Vectors1\"; choose another name.", [](const Model &m) {
        const Model changed = withVectors(m);
        schema::VectorIndexDefinition index = newVectorIndex(changed, changed.tables[0]);
        index.name = "Vectors1";
        return addVectorIndex(changed, "Users", index);
    });
    row("vectors that are too long", "DynamoDB would not make this table: Number of dimensions must be between 1 and 4096 inclusive.",
        [](const Model &m) {
            const Model changed = withVectors(m);
            schema::VectorIndexDefinition index = changed.tables[0].definition.vectorIndexes[0];
            index.dimensions = 4097;
            return changeVectorIndex(changed, "Users", index);
        });
    row("vectors in a key attribute",
        "DynamoDB would not make this table: Conflicting attribute definition for 'userId'. An attribute cannot be defined in "
        "AttributeDefinitions when used as a VectorAttribute.",
        [](const Model &m) {
            const Model changed = withVectors(m);
            schema::VectorIndexDefinition index = changed.tables[0].definition.vectorIndexes[0];
            index.vectorAttribute = "userId";
            return changeVectorIndex(changed, "Users", index);
        });
    row("no partition key", "A partition key is needed here.", [](const Model &m) { return changeKey(m, "Users", "", {}); });
    row("the same attribute twice", "\"userId\" is in this key already; choose another attribute.", [](const Model &m) {
        return changeKey(m, "Users", "", {{{"userId", schema::KeyType::S}}, {{"userId", schema::KeyType::S}}});
    });
    row("too many parts", "There can be at most 1 attribute in this sort key.", [](const Model &m) {
        return changeKey(m, "Users", "", {{{"userId", schema::KeyType::S}}, {{"a", schema::KeyType::S}, {"b", schema::KeyType::S}}});
    });
    row("a key attribute's name that is taken", "\"userId\" is no key attribute of table Users.", [](const Model &m) {
        Model changed = m;
        changed.tables[0].definition.key.partition[0].name = "id";
        return renameKeyAttribute(changed, "Users", "userId", "x");
    });
    row("a rule of the service", "DynamoDB would not make this table: ProjectionType is INCLUDE, but NonKeyAttributes is not specified.",
        [](const Model &m) {
            schema::IndexDefinition index = newGlobalIndex(m.tables[0]);
            index.projection.type = schema::ProjectionType::Include;
            return addIndex(m, "Users", index, IndexKind::Global);
        });
}

void TableEditsTest::refuse()
{
    QFETCH(CommandOf, make);
    QFETCH(QString, message);
    const Model model = plainTable();
    try {
        make(model);
        QFAIL("nothing was refused");
    } catch (const EditError &refusal) {
        QCOMPARE(QString::fromStdString(refusal.what()), message);
    }
}
