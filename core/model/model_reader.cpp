#include "core/model/model_reader.h"

#include <fstream>
#include <sstream>

#include "core/model/pattern_reader.h"
#include "core/model/reading.h"
#include "core/model/schema_check.h"
#include "core/schema/limits.h"
#include "core/value/dynamodb_json.h"

namespace keywright::model {

using value::Json;

namespace {

std::optional<RelationshipKind> relationshipKindFromText(std::string_view text)
{
    if (text == "one-to-one")
        return RelationshipKind::OneToOne;
    if (text == "one-to-many")
        return RelationshipKind::OneToMany;
    if (text == "many-to-many")
        return RelationshipKind::ManyToMany;
    return std::nullopt;
}

std::vector<schema::KeyAttribute> readKeyPart(ObjectReader &reader, std::string_view member, std::size_t atLeast, std::size_t atMost)
{
    std::vector<schema::KeyAttribute> part;
    reader.eachObject(member, [&](ObjectReader &each) {
        part.push_back({each.requireText("name"), each.requireEnum<schema::KeyType>("type", schema::keyTypeFromText, "one of S, N, B")});
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

schema::Capacity readCapacity(ObjectReader &reader)
{
    schema::Capacity capacity;
    reader.object("capacity", [&](ObjectReader &inside) {
        inside.object("provisioned", [&](ObjectReader &units) {
            capacity.provisioned = schema::ProvisionedThroughput{units.integer("readCapacityUnits").value_or(0),
                                                                 units.integer("writeCapacityUnits").value_or(0)};
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
        table.indexNotes[index.name] = each.text("note");
        index.key = {definition.key.partition, readKeyPart(each, "sortKey", 1, 1)};
        index.projection = readProjection(each);
        definition.localIndexes.push_back(std::move(index));
    });
    reader.eachObject("globalSecondaryIndexes", [&](ObjectReader &each) {
        schema::IndexDefinition index;
        index.name = each.requireText("name");
        table.indexNotes[index.name] = each.text("note");
        index.key = {readKeyPart(each, "partitionKey", 1, schema::kMaxGlobalIndexKeyParts),
                     readKeyPart(each, "sortKey", 0, schema::kMaxGlobalIndexKeyParts)};
        index.projection = readProjection(each);
        index.capacity = readCapacity(each);
        definition.globalIndexes.push_back(std::move(index));
    });
    if (reader.find("billingMode") != nullptr)
        definition.billingMode =
            reader.requireEnum<schema::BillingMode>("billingMode", schema::billingModeFromText, "PROVISIONED or PAY_PER_REQUEST");
    else
        definition.billingMode = schema::BillingMode::PayPerRequest;
    definition.capacity = readCapacity(reader);
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
    definition.deletionProtection = reader.boolean("deletionProtection");
    reader.eachMember("tags", [&](const std::string &name, const Json &json, const std::string &path) {
        if (!json.isString())
            failAt(reader.fileName(), json, path, "is " + std::string(kindInWords(json.kind())) + "; expected a string");
        definition.tags[name] = json.text();
    });
    table.settings = reader.unknown();
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
        entity.identifiedBy =
            EntityMark{attribute, readValue(mark.require("value", "a value in DynamoDB JSON"), mark.pathOf("value"), mark.fileName())};
    });
    reader.eachObject("attributes", [&](ObjectReader &each) { entity.attributes.push_back(readAttribute(each)); });
    reader.eachMember("keyTemplates", [&](const std::string &name, const Json &json, const std::string &path) {
        if (!json.isString())
            failAt(reader.fileName(), json, path, "is " + std::string(kindInWords(json.kind())) + "; expected a key template as a string");
        entity.keyTemplates.emplace_back(name, json.text());
    });
    entity.unknown = reader.unknown();
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
        items.items.push_back(std::move(item));
    });
    items.unknown = reader.unknown();
    return items;
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
    model.recipes = reader.copy("recipes");
    model.canvas = reader.copy("canvas");
    model.unknown = reader.unknown();

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
