#include "core/model/model_reader.h"

#include <fstream>
#include <sstream>

#include "core/model/pattern_reader.h"
#include "core/model/reading.h"
#include "core/model/saved_operations.h"
#include "core/model/schema_check.h"
#include "core/schema/limits.h"
#include "core/value/dynamodb_json.h"

namespace keywright::model {

using value::Json;

namespace {

std::vector<schema::KeyAttribute> readKeyPart(ObjectReader &reader, std::string_view member, std::size_t atLeast, std::size_t atMost)
{
    std::vector<schema::KeyAttribute> part;
    reader.eachObject(member, [&](ObjectReader &each) {
        part.push_back({each.requireText("name"), each.requireEnum<schema::KeyType>("type", schema::keyTypeFromText, "one of S, N, B")});
        Wording wording = each.wording();
        wording.setUnknown(each.unknown());
        reader.addInside(std::string(member) + "[" + std::to_string(part.size() - 1) + "]", std::move(wording));
    });
    if (part.size() < atLeast)
        reader.failWith(member, "is missing or empty; expected a key attribute with name and type");
    if (part.size() > atMost)
        reader.failWith(member, "has " + std::to_string(part.size()) + " attributes; expected at most " + std::to_string(atMost));
    return part;
}

schema::Projection readProjection(ObjectReader &reader)
{
    schema::Projection projection;
    reader.require("projection", "an object with the projection's type");
    reader.object("projection", [&](ObjectReader &inside) {
        projection.type =
            inside.requireEnum<schema::ProjectionType>("type", schema::projectionTypeFromText, "one of ALL, KEYS_ONLY, INCLUDE");
        projection.attributes = inside.texts("attributes");
    });
    return projection;
}

AutoScaling readAutoScaling(ObjectReader &reader)
{
    return {reader.integer("minimum").value_or(0), reader.integer("maximum").value_or(0), reader.integer("targetUtilization").value_or(70)};
}

schema::Capacity readCapacity(ObjectReader &reader, CapacityScaling &scaling)
{
    schema::Capacity capacity;
    reader.object("capacity", [&](ObjectReader &inside) {
        inside.object("provisioned", [&](ObjectReader &units) {
            capacity.provisioned = schema::ProvisionedThroughput{units.integer("readCapacityUnits").value_or(0),
                                                                 units.integer("writeCapacityUnits").value_or(0)};
            units.object("readAutoScaling", [&](ObjectReader &each) { scaling.read = readAutoScaling(each); });
            units.object("writeAutoScaling", [&](ObjectReader &each) { scaling.write = readAutoScaling(each); });
        });
        inside.object("onDemandMaximum", [&](ObjectReader &units) {
            capacity.onDemandMaximum = schema::OnDemandThroughput{units.integer("readRequestUnits"), units.integer("writeRequestUnits")};
        });
        inside.object("warmThroughput", [&](ObjectReader &units) {
            capacity.warm = schema::WarmThroughput{units.integer("readUnitsPerSecond"), units.integer("writeUnitsPerSecond")};
        });
    });
    return capacity;
}

void readIndexNote(ObjectReader &reader, const std::string &index, Table &table)
{
    if (const std::string note = reader.text("note"); !note.empty())
        table.indexNotes[index] = note;
}

void readIndexSettings(ObjectReader &reader, const std::string &index, Table &table)
{
    IndexSettings &settings = table.indexSettings[index];
    settings.settings = reader.unknown();
    settings.wording = reader.wording();
}

schema::VectorIndexDefinition readVectorIndex(ObjectReader &reader, Table &table)
{
    schema::VectorIndexDefinition index;
    index.name = reader.requireText("name");
    readIndexNote(reader, index.name, table);
    index.vectorAttribute = reader.requireText("vectorAttribute");
    reader.require("dimensions", "how many numbers a vector has");
    index.dimensions = reader.integer("dimensions").value_or(0);
    index.distance = reader.requireEnum<schema::DistanceFunction>("distanceFunction", schema::distanceFunctionFromText,
                                                                  "one of COSINE, DOT_PRODUCT, EUCLIDEAN");
    for (schema::KeyAttribute &attribute : readKeyPart(reader, "partitionKey", 0, 1))
        index.searchSchema.push_back({std::move(attribute), true});
    for (schema::KeyAttribute &attribute : readKeyPart(reader, "inlineFilters", 0, schema::kMaxInlineFilters))
        index.searchSchema.push_back({std::move(attribute), false});
    index.projection = readProjection(reader);
    readIndexSettings(reader, index.name, table);
    return index;
}

Table readTable(ObjectReader &reader)
{
    Table table;
    schema::TableDefinition &definition = table.definition;
    definition.name = reader.requireText("name");
    table.note = reader.text("note");
    definition.key.partition = readKeyPart(reader, "partitionKey", 1, 1);
    definition.key.sort = readKeyPart(reader, "sortKey", 0, 1);
    reader.eachObject("localSecondaryIndexes", [&](ObjectReader &each) {
        schema::IndexDefinition index;
        index.name = each.requireText("name");
        readIndexNote(each, index.name, table);
        index.key = {definition.key.partition, readKeyPart(each, "sortKey", 1, 1)};
        index.projection = readProjection(each);
        readIndexSettings(each, index.name, table);
        definition.localIndexes.push_back(std::move(index));
    });
    reader.eachObject("globalSecondaryIndexes", [&](ObjectReader &each) {
        schema::IndexDefinition index;
        index.name = each.requireText("name");
        readIndexNote(each, index.name, table);
        index.key = {readKeyPart(each, "partitionKey", 1, schema::kMaxGlobalIndexKeyParts),
                     readKeyPart(each, "sortKey", 0, schema::kMaxGlobalIndexKeyParts)};
        index.projection = readProjection(each);
        index.capacity = readCapacity(each, table.indexSettings[index.name].scaling);
        readIndexSettings(each, index.name, table);
        definition.globalIndexes.push_back(std::move(index));
    });
    reader.eachObject("vectorIndexes", [&](ObjectReader &each) { definition.vectorIndexes.push_back(readVectorIndex(each, table)); });
    if (reader.find("billingMode") != nullptr)
        definition.billingMode =
            reader.requireEnum<schema::BillingMode>("billingMode", schema::billingModeFromText, "PROVISIONED or PAY_PER_REQUEST");
    else
        definition.billingMode = schema::BillingMode::PayPerRequest;
    if (definition.billingMode == schema::BillingMode::PayPerRequest)
        reader.keepDefault("billingMode");
    definition.capacity = readCapacity(reader, table.scaling);
    reader.object("timeToLive", [&](ObjectReader &inside) { table.timeToLiveAttribute = inside.requireText("attribute"); });
    reader.object("stream", [&](ObjectReader &inside) {
        definition.streamViewType = inside.requireEnum<schema::StreamViewType>(
            "viewType", schema::streamViewTypeFromText, "one of KEYS_ONLY, NEW_IMAGE, OLD_IMAGE, NEW_AND_OLD_IMAGES");
    });
    reader.object("pointInTimeRecovery",
                  [&](ObjectReader &inside) { table.recoveryPeriodInDays = inside.integer("recoveryPeriodInDays"); });
    if (reader.find("tableClass") != nullptr)
        definition.tableClass =
            reader.requireEnum<schema::TableClass>("tableClass", schema::tableClassFromText, "STANDARD or STANDARD_INFREQUENT_ACCESS");
    if (definition.tableClass == schema::TableClass::Standard)
        reader.keepDefault("tableClass");
    definition.deletionProtection = reader.boolean("deletionProtection");
    Wording tagOrder;
    reader.eachMember("tags", [&](const std::string &name, const Json &json, const std::string &path) {
        if (!json.isString())
            failAt(reader.fileName(), json, path, "is " + std::string(kindInWords(json.kind())) + "; expected a string");
        definition.tags[name] = json.text();
        tagOrder.addMember(name);
    });
    reader.addInside("tags", std::move(tagOrder));
    table.settings = reader.unknown();
    table.wording = reader.wording();
    return table;
}

Attribute readAttribute(ObjectReader &reader)
{
    Attribute attribute;
    attribute.name = reader.requireText("name");
    attribute.type = readType(reader, "type");
    attribute.required = reader.boolean("required");
    attribute.note = reader.text("note");
    attribute.sampleFormat = reader.copy("sampleFormat");
    attribute.unknown = reader.unknown();
    attribute.wording = reader.wording();
    return attribute;
}

Entity readEntity(ObjectReader &reader)
{
    Entity entity;
    entity.name = reader.requireText("name");
    entity.table = reader.requireText("table");
    entity.note = reader.text("note");
    if (const auto colour = reader.integer("colour"))
        entity.colour = static_cast<int>(*colour);
    reader.object("identifiedBy", [&](ObjectReader &mark) {
        const std::string attribute = mark.requireText("attribute");
        entity.identifiedBy = EntityMark{attribute, readValue(mark, "value", mark.require("value", "a value in DynamoDB JSON"))};
    });
    reader.eachObject("attributes", [&](ObjectReader &each) { entity.attributes.push_back(readAttribute(each)); });
    reader.eachMember("keyTemplates", [&](const std::string &name, const Json &json, const std::string &path) {
        if (!json.isString())
            failAt(reader.fileName(), json, path, "is " + std::string(kindInWords(json.kind())) + "; expected a key template as a string");
        entity.keyTemplates.emplace_back(name, json.text());
    });
    entity.unknown = reader.unknown();
    entity.wording = reader.wording();
    return entity;
}

Relationship readRelationship(ObjectReader &reader)
{
    Relationship relationship;
    relationship.name = reader.text("name");
    relationship.note = reader.text("note");
    relationship.from = reader.requireText("from");
    relationship.to = reader.requireText("to");
    relationship.kind =
        reader.requireEnum<RelationshipKind>("kind", relationshipKindFromText, "one of one-to-one, one-to-many, many-to-many");
    relationship.attributes = reader.texts("attributes");
    relationship.through = reader.text("through");
    relationship.unknown = reader.unknown();
    relationship.wording = reader.wording();
    return relationship;
}

Facet readFacet(ObjectReader &reader)
{
    Facet facet;
    facet.name = reader.requireText("name");
    facet.table = reader.requireText("table");
    facet.note = reader.text("note");
    facet.partitionKeyAlias = reader.text("partitionKeyAlias");
    facet.sortKeyAlias = reader.text("sortKeyAlias");
    facet.attributes = reader.texts("attributes");
    facet.entities = reader.texts("entities");
    facet.where = reader.text("where");
    facet.unknown = reader.unknown();
    facet.wording = reader.wording();
    return facet;
}

TableItems readTableItems(ObjectReader &reader)
{
    TableItems items;
    items.table = reader.requireText("table");
    items.note = reader.text("note");
    reader.require("items", "an array of items in DynamoDB JSON");
    reader.eachObject("items", [&](ObjectReader &each) {
        value::Item item;
        for (const auto &[name, json] : each.json().members())
            item.set(name, readValue(json, each.pathOf(name), each.fileName()));
        items.itemWording.learnOrder(each.json());
        items.items.push_back(std::move(item));
    });
    for (std::size_t i = 0; i < items.items.size(); ++i)
        items.itemWording.keepSpelling(reader.find("items")->elements()[i], items.items[i]);
    items.unknown = reader.unknown();
    items.wording = reader.wording();
    return items;
}

Recipe readRecipe(ObjectReader &reader)
{
    Recipe recipe;
    recipe.name = reader.requireText("name");
    recipe.note = reader.text("note");
    reader.require("seed", "a whole number");
    recipe.seed = reader.integer("seed").value_or(0);
    reader.require("counts", "an object of entity and number of items");
    reader.object("counts", [&](ObjectReader &counts) {
        for (const auto &[entity, json] : counts.json().members())
            recipe.counts.emplace_back(entity, counts.integer(entity).value_or(0));
    });
    recipe.unknown = reader.unknown();
    recipe.wording = reader.wording();
    return recipe;
}

SavedOperation readSavedOperation(ObjectReader &reader)
{
    SavedOperation saved;
    saved.name = reader.requireText("name");
    saved.note = reader.text("note");
    saved.operation = reader.requireText("operation");
    if (!isSavedOperationKind(saved.operation))
        reader.failWith("operation", "is \"" + saved.operation + "\"; expected an operation on items, such as Query or ExecuteStatement");
    const Json &request = reader.require("request", "the request as DynamoDB takes it, an object");
    if (!request.isObject())
        reader.failWith("request",
                        "is " + std::string(kindInWords(request.kind())) + "; expected the request as DynamoDB takes it, an object");
    saved.request = request;
    saved.unknown = reader.unknown();
    saved.wording = reader.wording();
    return saved;
}

double requireNumber(ObjectReader &reader, std::string_view member)
{
    reader.require(member, "a number");
    return reader.number(member).value_or(0);
}

CanvasCard readCard(ObjectReader &reader)
{
    CanvasCard card;
    card.kind = reader.requireEnum<CardKind>("kind", cardKindFromText, "one of table, entity, note");
    reader.require("name", "a string");
    card.name = reader.text("name");
    card.x = requireNumber(reader, "x");
    card.y = requireNumber(reader, "y");
    card.text = reader.text("text");
    card.unknown = reader.unknown();
    card.wording = reader.wording();
    return card;
}

Canvas readCanvas(ObjectReader &reader)
{
    Canvas canvas;
    reader.eachObject("cards", [&](ObjectReader &each) { canvas.cards.push_back(readCard(each)); });
    reader.object("view", [&](ObjectReader &view) {
        canvas.view = CanvasView{view.number("x").value_or(0), view.number("y").value_or(0), view.number("zoom").value_or(1)};
    });
    canvas.unknown = reader.unknown();
    canvas.wording = reader.wording();
    return canvas;
}

void checkFormatVersion(ObjectReader &reader)
{
    reader.require("formatVersion", "the file's format version, " + std::to_string(kFormatVersion));
    const auto version = reader.integer("formatVersion");
    if (*version > kFormatVersion)
        reader.failWith("formatVersion",
                        "is " + std::to_string(*version) + ", and this Keywright reads up to " + std::to_string(kFormatVersion)
                            + "; open the file with a newer Keywright");
    if (*version < 1)
        reader.failWith("formatVersion", "is " + std::to_string(*version) + "; expected " + std::to_string(kFormatVersion));
}

Json parse(std::string_view text, const std::string &fileName)
{
    try {
        return Json::parse(text);
    } catch (const value::JsonSyntaxError &error) {
        throw ModelError(fileName + ", line " + std::to_string(error.line()) + ", column " + std::to_string(error.column())
                             + ": this is not JSON: " + error.what() + ".",
                         "", error.line(), error.column());
    }
}

} // namespace

Model readModel(std::string_view text, const std::string &fileName)
{
    const Json json = parse(text, fileName);
    ObjectReader reader(json, "", fileName);
    checkFormatVersion(reader);

    Model model;
    model.name = reader.requireText("name");
    model.description = reader.text("description");
    model.author = reader.text("author");
    model.created = reader.text("created");
    model.modified = reader.text("modified");
    model.note = reader.text("note");
    reader.require("tables", "an array of tables");
    reader.eachObject("tables", [&](ObjectReader &each) { model.tables.push_back(readTable(each)); });
    reader.eachObject("entities", [&](ObjectReader &each) { model.entities.push_back(readEntity(each)); });
    reader.eachObject("relationships", [&](ObjectReader &each) { model.relationships.push_back(readRelationship(each)); });
    reader.eachObject("accessPatterns", [&](ObjectReader &each) { model.accessPatterns.push_back(readAccessPattern(each)); });
    reader.eachObject("facets", [&](ObjectReader &each) { model.facets.push_back(readFacet(each)); });
    reader.eachObject("sampleData", [&](ObjectReader &each) { model.sampleData.push_back(readTableItems(each)); });
    reader.eachObject("recipes", [&](ObjectReader &each) { model.recipes.push_back(readRecipe(each)); });
    reader.eachObject("savedOperations", [&](ObjectReader &each) { model.savedOperations.push_back(readSavedOperation(each)); });
    reader.object("canvas", [&](ObjectReader &canvas) { model.canvas = readCanvas(canvas); });
    model.unknown = reader.unknown();
    model.wording = reader.wording();

    // The reader's own messages are the clearer ones, so the schema only catches what the reader does not look into.
    checkAgainstSchema(json, fileName);
    return model;
}

Model readModelFile(const std::filesystem::path &file)
{
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    std::error_code error;
    if (std::filesystem::is_directory(file, error) || !stream || !(text << stream.rdbuf()))
        throw ModelError(
            "The model file \"" + file.string() + "\" cannot be read. Check that it exists, is a file and that you may read it.", "", 0, 0);
    return readModel(text.str(), file.filename().string());
}

} // namespace keywright::model
