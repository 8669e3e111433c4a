#include "tests/core/model/problems_test.h"

#include <functional>

#include "core/model/model_reader.h"
#include "core/model/problems.h"
#include "tests/core/model/models.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using model::Model;
using test::ModelChange;

namespace {

QString textOf(const std::vector<model::Problem> &problems)
{
    QString text;
    for (const model::Problem &problem : problems)
        text += QString::fromStdString((problem.severity == model::Severity::Error ? "error " : "warning ") + problem.place + ": "
                                       + problem.message)
            + "\n";
    return text;
}

Model problemsSample()
{
    return model::readModelFile(test::sourceDir() / "samples" / "online-shop.keywright.json");
}

/// The number of the pattern's place in paths.
std::size_t indexOf(const Model &model, const std::string &pattern)
{
    for (std::size_t i = 0; i < model.accessPatterns.size(); ++i)
        if (model.accessPatterns[i].name == pattern)
            return i;
    qFatal("the sample has no access pattern %s", pattern.c_str());
}

} // namespace

void ProblemsTest::theSampleHasNone()
{
    QCOMPARE(textOf(model::findProblems(problemsSample())), QString());
}

void ProblemsTest::findsEach_data()
{
    QTest::addColumn<ModelChange>("change");
    QTest::addColumn<QString>("firstLine");
    const auto row = [](const char *name, ModelChange change, const QString &firstLine) { QTest::newRow(name) << change << firstLine; };

    row(
        "name used twice", [](Model &m) { m.entities[1].name = m.entities[0].name; },
        "error entities[1].name: The name \"User\" is used twice; rename one of the two.");
    row(
        "table that DynamoDB refuses",
        [](Model &m) { m.tables[0].definition.globalIndexes[0].projection.type = schema::ProjectionType::Include; },
        "error tables[0]: DynamoDB would refuse this table: One or more parameter values were invalid: ProjectionType is INCLUDE, but "
        "NonKeyAttributes is not specified");
    row(
        "entity in no table", [](Model &m) { m.entities[0].table = "Nowhere"; },
        "error entities[0].table: There is no table \"Nowhere\"; choose one of the model's tables.");
    row(
        "template of no key attribute", [](Model &m) { m.entities[0].keyTemplates.emplace_back("GSI9PK", "X"); },
        "error entities[0].keyTemplates.GSI9PK: \"GSI9PK\" is no key attribute of table OnlineShop or its indexes.");
    row(
        "template with an unknown attribute", [](Model &m) { m.entities[0].keyTemplates[0].second = "USER#{nobody}"; },
        "error entities[0].keyTemplates.PK: The template \"USER#{nobody}\" uses {nobody}, but entity User has no attribute of that name.");
    row(
        "template that does not parse", [](Model &m) { m.entities[0].keyTemplates[0].second = "USER#{userId"; },
        "error entities[0].keyTemplates.PK: The template \"USER#{userId\" does not parse at character 6: this { is not closed; write {{ "
        "for a literal brace.");
    row(
        "entity without a primary key", [](Model &m) { m.entities[0].keyTemplates.erase(m.entities[0].keyTemplates.begin() + 1); },
        "error entities[0].keyTemplates: Entity User has no key template for SK, so its items have no primary key; add one.");
    row(
        "relationship to nobody", [](Model &m) { m.relationships[0].to = "Nobody"; },
        "error relationships[0].to: There is no entity \"Nobody\"; choose one of the model's entities.");
    row(
        "pattern on an unknown index",
        [](Model &m) { m.accessPatterns[indexOf(m, "Parcel of a tracking number")].steps[0].operation.index = "GSI7"; },
        "error accessPatterns[20].steps[0].index: Table OnlineShop has no index \"GSI7\".");
    row(
        "pattern with an unknown parameter", [](Model &m) { m.accessPatterns[indexOf(m, "Product by id")].parameters.clear(); },
        "error accessPatterns[6].steps[0].key.PK: The template \"PRODUCT#{productId}\" uses {productId}, but the access pattern has no "
        "parameter "
        "or earlier step of that name.");
    row(
        "query of a vector index",
        [](Model &m) {
            m.tables[0].definition.vectorIndexes = {{"Vectors", "embedding", {}, {}, 2}};
            m.accessPatterns[indexOf(m, "Parcel of a tracking number")].steps[0].operation.index = "Vectors";
        },
        "error accessPatterns[20].steps[0].index: Vectors is a vector index, which only SearchVectors reads.");
    row(
        "vector of another size",
        [](Model &m) {
            m.tables[0].definition.vectorIndexes = {{"Vectors", "embedding", {}, {}, 2}};
            m.sampleData[0].items[0].set("embedding", test::item("{\"v\":{\"L\":[{\"N\":\"1\"}]}}").find("v")[0]);
        },
        "error sampleData[0].items[0].embedding: embedding is no list of 2 numbers, as the vector index Vectors demands.");
    row(
        "facet of nobody", [](Model &m) { m.facets[0].entities.push_back("Nobody"); },
        "error facets[0].entities[" + QString::number(problemsSample().facets[0].entities.size())
            + "]: There is no entity \"Nobody\"; choose one of the model's entities.");
    row(
        "item of no entity", [](Model &m) { m.sampleData[0].items[0].erase("type"); },
        "warning sampleData[0].items[0]: This item belongs to no entity; give it the identifying attribute of one, or a key that a "
        "template builds.");
    row(
        "same primary key twice", [](Model &m) { m.sampleData[0].items[1] = m.sampleData[0].items[0]; },
        "error sampleData[0].items[1]: Another item has the same primary key; only the last one stays in the table.");
    row(
        "key that is not what its template builds", [](Model &m) { m.sampleData[0].items[0].set("SK", "OTHER"); },
        "warning sampleData[0].items[0].SK: The item has \"OTHER\" here, but its template \"PROFILE\" builds \"PROFILE\".");
    row(
        "value of another type than its attribute",
        [](Model &m) { m.sampleData[0].items[0].set("email", value::AttributeValue::number(2)); },
        "warning sampleData[0].items[0].email: The value is of type N, but email of User is of type S.");
    row(
        "no required attribute", [](Model &m) { m.sampleData[0].items[0].erase("email"); },
        "warning sampleData[0].items[0]: User requires email, which this item lacks.");
    row(
        "saved operation on another table",
        [](Model &m) {
            m.savedOperations = {model::SavedOperation{"All", "", "Scan", value::Json::parse(R"({"TableName":"Gone"})")}};
        },
        "warning savedOperations[0].request: The saved operation \"All\" is on a table \"Gone\", which this model does not have.");
    row(
        "transaction without parts", [](Model &m) { m.accessPatterns[11].steps[0].parts.clear(); },
        "error accessPatterns[11].steps[0].parts: TransactWriteItems needs at least one part; add one to parts.");
}

void ProblemsTest::findsEach()
{
    QFETCH(ModelChange, change);
    QFETCH(QString, firstLine);
    Model model = problemsSample();
    change(model);
    QCOMPARE(textOf(model::findProblems(model)).section('\n', 0, 0), firstLine);
}
