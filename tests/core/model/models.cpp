#include "tests/core/model/models.h"

#include "core/model/model_reader.h"
#include "tests/support/item_text.h"
#include "tests/support/test_paths.h"

namespace keywright::test {

using namespace keywright::model;
using value::AttributeValue;
using value::Json;

namespace {

Table everyTableField()
{
    Table table;
    table.definition.name = "Shop";
    table.definition.key = {{{"PK", schema::KeyType::S}}, {{"SK", schema::KeyType::N}}};
    schema::IndexDefinition local;
    local.name = "Local";
    local.key = {{{"PK", schema::KeyType::S}}, {{"LSK", schema::KeyType::B}}};
    local.projection = {schema::ProjectionType::KeysOnly, {}};
    table.definition.localIndexes = {local};
    schema::IndexDefinition global;
    global.name = "Global";
    global.key = {{{"G1", schema::KeyType::S}, {"G2", schema::KeyType::N}}, {{"G3", schema::KeyType::B}, {"G4", schema::KeyType::S}}};
    global.projection = {schema::ProjectionType::Include, {"a", "b"}};
    global.capacity = {schema::ProvisionedThroughput{3, 4}, schema::OnDemandThroughput{5, 6}, schema::WarmThroughput{7, 8}};
    table.definition.globalIndexes = {global};
    schema::VectorIndexDefinition vectors;
    vectors.name = "Vectors";
    vectors.vectorAttribute = "embedding";
    vectors.dimensions = 3;
    vectors.distance = schema::DistanceFunction::Euclidean;
    vectors.searchSchema = {{{"shop", schema::KeyType::S}, true}, {{"price", schema::KeyType::N}, false}};
    vectors.projection = {schema::ProjectionType::Include, {"title"}};
    table.definition.vectorIndexes = {vectors};
    table.definition.billingMode = schema::BillingMode::Provisioned;
    table.definition.capacity = {schema::ProvisionedThroughput{1, 2}, schema::OnDemandThroughput{9, std::nullopt}, std::nullopt};
    table.definition.streamViewType = schema::StreamViewType::OldImage;
    table.definition.tableClass = schema::TableClass::StandardInfrequentAccess;
    table.definition.deletionProtection = true;
    table.definition.tags = {{"stage", "test"}, {"app", "shop"}};
    table.note = "A table.";
    table.indexNotes = {{"Local", "An LSI."}, {"Global", "A GSI."}, {"Vectors", "By meaning."}};
    table.indexSettings["Local"] = {};
    table.indexSettings["Vectors"].settings = Json::parse(R"({"x-vectors":true})");
    table.indexSettings["Global"].scaling.write = AutoScaling{1, 20, 60};
    table.indexSettings["Global"].settings = Json::parse(R"({"contributorInsights":{"mode":"THROTTLED_KEYS"},"x-index":[1.10]})");
    table.scaling = {AutoScaling{1, 10, 70}, AutoScaling{2, 30, 80}};
    table.timeToLiveAttribute = "expiresAt";
    table.recoveryPeriodInDays = 35;
    table.settings = Json::parse(R"({"encryption":{"key":"CUSTOMER_MANAGED","kmsKey":"alias/shop"},"kinesisStream":{"name":"changes"},)"
                                 R"("replicas":[{"region":"eu-north-1"}],"resourcePolicy":"{}","x-table":null})");
    return table;
}

Entity everyEntityField()
{
    Entity entity;
    entity.name = "Order";
    entity.table = "Shop";
    entity.note = "An order.";
    entity.colour = 3;
    entity.identifiedBy = EntityMark{"type", AttributeValue("Order")};
    Attribute attribute;
    attribute.name = "orderId";
    attribute.type = value::Type::N;
    attribute.required = true;
    attribute.note = "Counted.";
    attribute.sampleFormat = Json::parse(R"({"format":"sequence","minimum":1.0})");
    attribute.unknown = Json::parse(R"({"x-attribute":true})");
    entity.attributes = {attribute, Attribute{"customer", value::Type::S}};
    entity.keyTemplates = {{"SK", "{orderId}"}, {"PK", "ORDER#{customer}"}};
    entity.unknown = Json::parse(R"({"x-entity":"e"})");
    return entity;
}

Operation everyOperationField()
{
    Operation operation;
    operation.kind = OperationKind::Query;
    operation.table = "Shop";
    operation.index = "Global";
    operation.key = {{"PK", Operand(std::string("ORDER#{customer}"))}, {"SK", Operand(AttributeValue::number(7))}};
    operation.item = {{"z", Operand(AttributeValue(value::List{AttributeValue("x")}))}, {"a", Operand(std::string("{customer}"))}};
    operation.entity = "Order";
    KeyComparison comparison;
    comparison.attribute = "G2";
    comparison.op = expression::KeyOperator::Between;
    comparison.values = {Operand(std::string("{low}")), Operand(AttributeValue::number(9))};
    comparison.unknown = Json::parse(R"({"x-comparison":1})");
    operation.keyCondition = {comparison};
    operation.filter = "total > :low";
    operation.condition = "attribute_exists(PK)";
    operation.update = "SET total = :low";
    operation.values = {{"low", Operand(std::string("{low}"))}};
    operation.projection = {"total", "lines[0].price"};
    operation.descending = true;
    operation.limit = 25;
    operation.consistentRead = true;
    operation.clientRequestToken = "{customer}";
    operation.forEach = "earlier";
    operation.unknown = Json::parse(R"({"x-operation":{"deep":[]}})");
    return operation;
}

AccessPattern everyPatternField()
{
    AccessPattern pattern;
    pattern.name = "Orders";
    pattern.description = "All of them.";
    pattern.note = "Often.";
    pattern.entities = {"Order"};
    Parameter parameter;
    parameter.name = "customer";
    parameter.note = "Who.";
    parameter.drawnFromEntity = "Order";
    parameter.drawnFromAttribute = "customer";
    parameter.example = AttributeValue("Ann");
    parameter.unknown = Json::parse(R"({"popularity":{"kind":"zipf","exponent":0.80}})");
    pattern.parameters = {parameter, Parameter{"low", value::Type::N}};
    Step step;
    step.name = "earlier";
    step.note = "First.";
    step.operation = everyOperationField();
    step.operation.forEach.clear();
    step.parts = {everyOperationField()};
    step.parts.front().kind = OperationKind::PutItem;
    step.fanOut = FanOut{"shard", 4, {{"total", true}, {"orderId", false}}, 10};
    pattern.steps = {step};
    pattern.rate = Rate{0.0001, 12.5, Json::parse(R"({"growthPerMonth":0.10})"), {}};
    pattern.expectation = Json::parse(R"({"entities":["Order"],"where":"total > :low"})");
    pattern.principal = "customer";
    pattern.sizes = Sizes{120, 2.5, 1e7, Json::parse(R"({"x-sizes":0})"), {}};
    pattern.unknown = Json::parse(R"({"x-pattern":-0.0})");
    return pattern;
}

} // namespace

Model onlineShop()
{
    return readModelFile(sourceDir() / "samples" / "online-shop.keywright.json");
}

Model everyField()
{
    Model model;
    model.name = "Every \"field\" \\ \n";
    model.description = "d";
    model.author = "a";
    model.created = "Apr 14, 2023, 10:02 AM";
    model.modified = "m";
    model.note = "n";
    model.tables = {everyTableField()};
    model.entities = {everyEntityField()};
    Relationship relationship;
    relationship.name = "follows";
    relationship.note = "Rarely.";
    relationship.from = "Order";
    relationship.to = "Order";
    relationship.kind = RelationshipKind::ManyToMany;
    relationship.attributes = {"orderId"};
    relationship.through = "Order";
    relationship.unknown = Json::parse(R"({"x-relationship":1})");
    model.relationships = {relationship};
    model.accessPatterns = {everyPatternField()};
    model.facets = {Facet{"Open", "Shop", "f", "pk", "sk", {"total"}, {"Order"}, "total > 0", Json::parse(R"({"x-facet":1})")}};
    TableItems items;
    items.table = "Shop";
    items.note = "Two.";
    items.items = {
        item(R"({"PK":{"S":"ORDER#Ann"},"SK":{"N":"1"},"type":{"S":"Order"},"b":{"B":"AQID"},"t":{"BOOL":true},"n":{"NULL":true}})"),
        item(R"({"PK":{"S":"ORDER#Ann"},"SK":{"N":"2"},"m":{"M":{"z":{"L":[{"SS":["a"]},{"NS":["1"]},{"BS":["AQ=="]}]}}}})")};
    items.unknown = Json::parse(R"({"x-items":1})");
    model.sampleData = {items};
    model.recipes = {Recipe{"Large", "r", 42, {{"Order", 1000}}, Json::parse(R"({"x-recipe":1})"), {}}};
    model.savedOperations = {
        SavedOperation{"Orders", "o", "Query", Json::parse(R"({"TableName":"Shop","Limit":5})"), Json::parse(R"({"x-saved":1})"), {}}};
    Canvas canvas;
    canvas.cards = {CanvasCard{CardKind::Table, "Shop", 1.5, -2, "", Json::parse(R"({"x-card":1})"), {}},
                    CanvasCard{CardKind::Note, "Read me", 0, 0, "text"}};
    canvas.view = CanvasView{3, 4, 0.5};
    canvas.unknown = Json::parse(R"({"x-canvas":1})");
    model.canvas = canvas;
    model.unknown = Json::parse(R"({"$schema":"keywright-model.schema.json","x-model":{"a":1.10}})");
    return model;
}

} // namespace keywright::test
