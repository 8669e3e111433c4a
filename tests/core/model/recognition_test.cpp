#include "tests/core/model/recognition_test.h"

#include <QtTest>

#include "core/model/document.h"
#include "core/model/edits.h"
#include "core/model/model_reader.h"
#include "core/model/problems.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

using namespace keywright;
using model::Entity;
using model::Model;

namespace {

using Templates = std::vector<std::pair<std::string, std::string>>;

Entity entityOf(const std::string &name, Templates templates, const std::vector<std::string> &attributes = {})
{
    Entity entity;
    entity.name = name;
    entity.table = "Things";
    entity.keyTemplates = std::move(templates);
    for (const std::string &each : attributes) {
        model::Attribute attribute;
        attribute.name = each;
        attribute.required = true;
        entity.attributes.push_back(std::move(attribute));
    }
    return entity;
}

/// Without marks. Plain and Other build the same primary key; PlainOpen besides an index key.
Model things()
{
    Model model;
    model.name = "Things";
    model::Table table;
    table.definition.name = "Things";
    table.definition.key = {{{"PK", schema::KeyType::S}}, {{"SK", schema::KeyType::S}}};
    model.tables.push_back(table);
    model.entities = {
        entityOf("Any", {{"PK", "{owner}"}, {"SK", "{thing}"}}),
        entityOf("User", {{"PK", "USER#{userId}"}, {"SK", "USER#{userId}"}}, {"userId"}),
        entityOf("Order", {{"PK", "USER#{userId}"}, {"SK", "ORDER#{number|pad:4}"}}, {"userId", "number"}),
        entityOf("Plain", {{"PK", "PLAIN#{id}"}, {"SK", "PLAIN"}}, {"id", "size"}),
        entityOf("Other", {{"PK", "PLAIN#{id}"}, {"SK", "PLAIN"}}, {"id", "weight"}),
        entityOf("PlainOpen", {{"PK", "PLAIN#{id}"}, {"SK", "PLAIN"}, {"GPK", "OPEN#{id}"}}, {"id", "height"}),
        entityOf("Day", {{"PK", "DAY#{at|date:yyyy-MM-dd}"}, {"SK", "{at|shard:4}"}}),
        entityOf("Own", {{"PK", "OWN#{id}"}}, {"SK", "id"}),
    };
    return model;
}

} // namespace

void RecognitionTest::theSamplesNeedNoMarks_data()
{
    QTest::addColumn<QString>("file");
    for (const auto &each : std::filesystem::directory_iterator(test::sourceDir() / "samples"))
        if (each.path().extension() == ".json")
            QTest::newRow(each.path().filename().c_str()) << QString::fromStdString(each.path().string());
}

void RecognitionTest::theSamplesNeedNoMarks()
{
    QFETCH(QString, file);
    const Model marked = model::readModelFile(file.toStdString());
    Model plain = marked;
    std::size_t items = 0;
    for (Entity &entity : plain.entities)
        entity.identifiedBy.reset();
    for (const model::TableItems &sample : marked.sampleData) {
        for (const value::Item &item : sample.items) {
            const Entity *expected = marked.entityOf(sample.table, item);
            QVERIFY(expected != nullptr && expected->identifiedBy);
            value::Item withoutMark = item;
            withoutMark.erase(expected->identifiedBy->attribute);
            const Entity *found = plain.entityOf(sample.table, withoutMark);
            QVERIFY2(found != nullptr, test::textOf(item).c_str());
            QCOMPARE(found->name, expected->name);
            ++items;
        }
    }
    QCOMPARE(items, marked.itemCount());
}

void RecognitionTest::tells_data()
{
    QTest::addColumn<QByteArray>("item");
    QTest::addColumn<QString>("entity");
    const auto row = [](const char *name, const char *item, const char *entity) {
        QTest::newRow(name) << QByteArray(item) << QString(entity);
    };
    row("from attributes", "{'PK':{'S':'USER#7'},'SK':{'S':'USER#7'},'userId':{'S':'7'}}", "User");
    row("from the key alone", "{'PK':{'S':'USER#7'},'SK':{'S':'ORDER#0012'}}", "Order");
    row("the most literal text wins", "{'PK':{'S':'USER#7'},'SK':{'S':'ORDER#0012'},'userId':{'S':'7'}}", "Order");
    row("a number without its padding", "{'PK':{'S':'USER#7'},'SK':{'S':'ORDER#12'},'userId':{'S':'7'}}", "Any");
    row("an attribute that the key belies", "{'PK':{'S':'USER#7'},'SK':{'S':'USER#7'},'userId':{'S':'8'}}", "Any");
    row("a key that belies itself", "{'PK':{'S':'USER#7'},'SK':{'S':'USER#8'}}", "Any");
    row("index keys that fit", "{'PK':{'S':'PLAIN#1'},'SK':{'S':'PLAIN'},'GPK':{'S':'OPEN#1'}}", "PlainOpen");
    row("an index key that would be there", "{'PK':{'S':'PLAIN#1'},'SK':{'S':'PLAIN'},'height':{'N':'1'}}", "Plain");
    row("required attributes", "{'PK':{'S':'PLAIN#1'},'SK':{'S':'PLAIN'},'weight':{'N':'1'}}", "Other");
    row("the first of equals", "{'PK':{'S':'PLAIN#1'},'SK':{'S':'PLAIN'}}", "Plain");
    row("what a filter lost", "{'PK':{'S':'DAY#2026-11-21'},'SK':{'S':'3'}}", "Day");
    row("what a filter cannot make", "{'PK':{'S':'DAY#2026-11'},'SK':{'S':'3'}}", "Any");
    row("a key attribute of the entity's own", "{'PK':{'S':'OWN#5'},'SK':{'S':'x'}}", "Own");
    row("no key", "{'PK':{'S':'OWN#5'}}", "");
    row("a key of another type", "{'PK':{'N':'5'},'SK':{'B':'AAAA'}}", "Any");
}

void RecognitionTest::tells()
{
    QFETCH(QByteArray, item);
    QFETCH(QString, entity);
    const Model model = things();
    const Entity *found = model.entityOf("Things", test::item(item.replace('\'', '"').toStdString()));
    QCOMPARE(found == nullptr ? QString() : QString::fromStdString(found->name), entity);
    QVERIFY(model.entityOf("Elsewhere", test::item(item.toStdString())) == nullptr);
}

void RecognitionTest::aMarkComesFirst()
{
    Model model = things();
    model.entities.front().identifiedBy = model::EntityMark{"kind", value::AttributeValue("Any")};
    const value::Item item = test::item(R"({"PK":{"S":"USER#7"},"SK":{"S":"USER#7"},"kind":{"S":"Any"}})");
    QCOMPARE(model.entityOf("Things", item)->name, std::string("Any"));
    model.entities.front().identifiedBy->value = value::AttributeValue("Something");
    QCOMPARE(model.entityOf("Things", item)->name, std::string("User"));
}

void RecognitionTest::whatStandsInTheKeyOnlyIsNoProblem()
{
    Model model = things();
    model.entities[2].keyTemplates.emplace_back("GPK", "BUYER#{userId}");
    model::TableItems sample;
    sample.table = "Things";
    sample.items = {test::item(R"({"PK":{"S":"USER#7"},"SK":{"S":"ORDER#0012"},"GPK":{"S":"BUYER#7"}})")};
    model.sampleData = {sample};
    for (const model::Problem &problem : model::findProblems(model))
        QVERIFY2(problem.place.find("sampleData") == std::string::npos, (problem.place + ": " + problem.message).c_str());

    model.sampleData[0].items[0].set("GPK", value::AttributeValue("BUYER#8"));
    bool isSaid = false;
    for (const model::Problem &problem : model::findProblems(model))
        isSaid = isSaid || problem.message.find("its template \"BUYER#{userId}\" builds \"BUYER#7\"") != std::string::npos;
    QVERIFY(isSaid);
}

void RecognitionTest::aNewTemplateKeepsWhatStandsInTheKeyOnly()
{
    Model model = things();
    model::TableItems sample;
    sample.table = "Things";
    sample.items = {test::item(R"({"PK":{"S":"USER#7"},"SK":{"S":"ORDER#0012"}})")};
    model.sampleData = {sample};
    model::Document document(model);
    document.apply(model::changeKeyTemplate(model, "Order", "PK", "BUYER#{userId}"));
    QCOMPARE(test::textOf(document.model().sampleData[0].items[0]), std::string(R"({"PK":{"S":"BUYER#7"},"SK":{"S":"ORDER#0012"}})"));
}
