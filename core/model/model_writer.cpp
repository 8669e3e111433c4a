#include "core/model/model_writer.h"

#include "core/model/model_reader.h"
#include "core/model/object_writer.h"
#include "core/model/pattern_writer.h"

namespace keywright::model {

using value::Json;

namespace {

constexpr std::size_t kLineWidth = 140;

template <typename T, typename Write>
Json arrayOf(const std::vector<T> &all, Write write)
{
    Json::Elements elements;
    elements.reserve(all.size());
    for (const T &each : all)
        elements.push_back(write(each));
    return Json::array(std::move(elements));
}

void writeKeyPart(ObjectWriter &writer, const std::string &member, const std::vector<schema::KeyAttribute> &part)
{
    Json attributes = Json::array();
    for (std::size_t i = 0; i < part.size(); ++i) {
        const Wording &wording = writer.wording().inside(member + "[" + std::to_string(i) + "]");
        ObjectWriter attribute(wording);
        attribute.requiredText("name", part[i].name);
        attribute.requiredText("type", std::string(schema::textOf(part[i].type)));
        attributes.append(attribute.finish(wording.unknown()));
    }
    writer.unlessEmpty(member, std::move(attributes));
}

/// An object inside that has no struct of its own.
template <typename Write>
void writeInside(ObjectWriter &writer, std::string_view member, Write write)
{
    const Wording &wording = writer.wording().inside(member);
    ObjectWriter inside(wording);
    write(inside);
    writer.unlessEmpty(member, inside.finish(wording.unknown()));
}

void writeProjection(ObjectWriter &writer, const schema::Projection &projection)
{
    writeInside(writer, "projection", [&projection](ObjectWriter &inside) {
        inside.requiredText("type", std::string(schema::textOf(projection.type)));
        inside.texts("attributes", projection.attributes);
    });
}

void writeScaling(ObjectWriter &writer, std::string_view member, const std::optional<AutoScaling> &scaling)
{
    if (!scaling)
        return;
    writeInside(writer, member, [&scaling](ObjectWriter &inside) {
        inside.integer("minimum", scaling->minimum);
        inside.integer("maximum", scaling->maximum);
        inside.integer("targetUtilization", scaling->targetUtilization);
    });
}

void writeCapacity(ObjectWriter &writer, const schema::Capacity &capacity, const CapacityScaling &scaling)
{
    writeInside(writer, "capacity", [&](ObjectWriter &inside) {
        if (capacity.provisioned) {
            writeInside(inside, "provisioned", [&](ObjectWriter &units) {
                units.integer("readCapacityUnits", capacity.provisioned->readCapacityUnits);
                units.integer("writeCapacityUnits", capacity.provisioned->writeCapacityUnits);
                writeScaling(units, "readAutoScaling", scaling.read);
                writeScaling(units, "writeAutoScaling", scaling.write);
            });
        }
        if (capacity.onDemandMaximum) {
            writeInside(inside, "onDemandMaximum", [&](ObjectWriter &units) {
                units.integer("readRequestUnits", capacity.onDemandMaximum->maxReadRequestUnits);
                units.integer("writeRequestUnits", capacity.onDemandMaximum->maxWriteRequestUnits);
            });
        }
        if (capacity.warm) {
            writeInside(inside, "warmThroughput", [&](ObjectWriter &units) {
                units.integer("readUnitsPerSecond", capacity.warm->readUnitsPerSecond);
                units.integer("writeUnitsPerSecond", capacity.warm->writeUnitsPerSecond);
            });
        }
    });
}

const IndexSettings &settingsOf(const Table &table, const std::string &index)
{
    static const IndexSettings none;
    const auto found = table.indexSettings.find(index);
    return found == table.indexSettings.end() ? none : found->second;
}

std::string noteOf(const Table &table, const std::string &index)
{
    const auto note = table.indexNotes.find(index);
    return note == table.indexNotes.end() ? std::string() : note->second;
}

Json indexJson(const Table &table, const schema::IndexDefinition &index, bool isLocal)
{
    const IndexSettings &settings = settingsOf(table, index.name);
    ObjectWriter writer(settings.wording);
    writer.requiredText("name", index.name);
    writer.text("note", noteOf(table, index.name));
    if (!isLocal)
        writeKeyPart(writer, "partitionKey", index.key.partition);
    writeKeyPart(writer, "sortKey", index.key.sort);
    writeProjection(writer, index.projection);
    if (!isLocal)
        writeCapacity(writer, index.capacity, settings.scaling);
    return writer.finish(settings.settings);
}

Json vectorIndexJson(const Table &table, const schema::VectorIndexDefinition &index)
{
    const IndexSettings &settings = settingsOf(table, index.name);
    ObjectWriter writer(settings.wording);
    writer.requiredText("name", index.name);
    writer.text("note", noteOf(table, index.name));
    writer.requiredText("vectorAttribute", index.vectorAttribute);
    writer.integer("dimensions", index.dimensions);
    writer.requiredText("distanceFunction", std::string(schema::textOf(index.distance)));
    for (const bool isPartition : {true, false}) {
        std::vector<schema::KeyAttribute> attributes;
        for (const schema::SearchAttribute &element : index.searchSchema)
            if (element.isPartition == isPartition)
                attributes.push_back(element.attribute);
        writeKeyPart(writer, isPartition ? "partitionKey" : "inlineFilters", attributes);
    }
    writeProjection(writer, index.projection);
    return writer.finish(settings.settings);
}

Json tableJson(const Table &table)
{
    const schema::TableDefinition &definition = table.definition;
    ObjectWriter writer(table.wording);
    writer.requiredText("name", definition.name);
    writer.text("note", table.note);
    writeKeyPart(writer, "partitionKey", definition.key.partition);
    writeKeyPart(writer, "sortKey", definition.key.sort);
    const auto indexes = [&table](const std::vector<schema::IndexDefinition> &all, bool areLocal) {
        return arrayOf(all, [&](const schema::IndexDefinition &index) { return indexJson(table, index, areLocal); });
    };
    writer.unlessEmpty("localSecondaryIndexes", indexes(definition.localIndexes, true));
    writer.unlessEmpty("globalSecondaryIndexes", indexes(definition.globalIndexes, false));
    writer.unlessEmpty("vectorIndexes", arrayOf(definition.vectorIndexes, [&table](const schema::VectorIndexDefinition &index) {
                           return vectorIndexJson(table, index);
                       }));
    writer.choice("billingMode", schema::textOf(definition.billingMode), definition.billingMode == schema::BillingMode::PayPerRequest);
    writeCapacity(writer, definition.capacity, table.scaling);
    if (table.timeToLiveAttribute)
        writeInside(writer, "timeToLive", [&](ObjectWriter &inside) { inside.requiredText("attribute", *table.timeToLiveAttribute); });
    if (definition.streamViewType)
        writeInside(writer, "stream", [&](ObjectWriter &inside) {
            inside.requiredText("viewType", std::string(schema::textOf(*definition.streamViewType)));
        });
    if (table.recoveryPeriodInDays)
        writeInside(writer, "pointInTimeRecovery",
                    [&](ObjectWriter &inside) { inside.integer("recoveryPeriodInDays", table.recoveryPeriodInDays); });
    writer.choice("tableClass", schema::textOf(definition.tableClass), definition.tableClass == schema::TableClass::Standard);
    writer.flag("deletionProtection", definition.deletionProtection);
    writeInside(writer, "tags", [&definition](ObjectWriter &inside) {
        for (const auto &[name, tag] : definition.tags)
            inside.requiredText(name, tag);
    });
    return writer.finish(table.settings);
}

Json attributeJson(const Attribute &attribute)
{
    ObjectWriter writer(attribute.wording);
    writer.requiredText("name", attribute.name);
    writer.requiredText("type", std::string(value::tagOf(attribute.type)));
    writer.flag("required", attribute.required);
    writer.text("note", attribute.note);
    if (!attribute.sampleFormat.isNull())
        writer.set("sampleFormat", attribute.sampleFormat);
    return writer.finish(attribute.unknown);
}

Json entityJson(const Entity &entity)
{
    ObjectWriter writer(entity.wording);
    writer.requiredText("name", entity.name);
    writer.requiredText("table", entity.table);
    writer.text("note", entity.note);
    writer.integer("colour", entity.colour ? std::optional<std::int64_t>(*entity.colour) : std::nullopt);
    if (entity.identifiedBy)
        writeInside(writer, "identifiedBy", [&](ObjectWriter &inside) {
            inside.requiredText("attribute", entity.identifiedBy->attribute);
            inside.value("value", entity.identifiedBy->value);
        });
    writer.set("attributes", arrayOf(entity.attributes, attributeJson));
    Json::Members templates;
    for (const auto &[attribute, text] : entity.keyTemplates)
        templates.push_back({attribute, Json::string(text)});
    writer.unlessEmpty("keyTemplates", Json::object(std::move(templates)));
    return writer.finish(entity.unknown);
}

Json relationshipJson(const Relationship &relationship)
{
    ObjectWriter writer(relationship.wording);
    writer.text("name", relationship.name);
    writer.text("note", relationship.note);
    writer.requiredText("from", relationship.from);
    writer.requiredText("to", relationship.to);
    writer.requiredText("kind", std::string(textOf(relationship.kind)));
    writer.texts("attributes", relationship.attributes);
    writer.text("through", relationship.through);
    return writer.finish(relationship.unknown);
}

Json facetJson(const Facet &facet)
{
    ObjectWriter writer(facet.wording);
    writer.requiredText("name", facet.name);
    writer.requiredText("table", facet.table);
    writer.text("note", facet.note);
    writer.text("partitionKeyAlias", facet.partitionKeyAlias);
    writer.text("sortKeyAlias", facet.sortKeyAlias);
    writer.texts("attributes", facet.attributes);
    writer.texts("entities", facet.entities);
    writer.text("where", facet.where);
    return writer.finish(facet.unknown);
}

Json tableItemsJson(const TableItems &items)
{
    ObjectWriter writer(items.wording);
    writer.requiredText("table", items.table);
    writer.text("note", items.note);
    writer.set("items", arrayOf(items.items, [&items](const value::Item &item) { return items.itemWording.write(item); }));
    return writer.finish(items.unknown);
}

Json recipeJson(const Recipe &recipe)
{
    ObjectWriter writer(recipe.wording);
    writer.requiredText("name", recipe.name);
    writer.text("note", recipe.note);
    writer.integer("seed", recipe.seed);
    const Wording &wording = recipe.wording.inside("counts");
    ObjectWriter counts(wording);
    for (const auto &[entity, count] : recipe.counts)
        counts.integer(entity, count);
    writer.set("counts", counts.finish(wording.unknown()));
    return writer.finish(recipe.unknown);
}

Json savedOperationJson(const SavedOperation &saved)
{
    ObjectWriter writer(saved.wording);
    writer.requiredText("name", saved.name);
    writer.text("note", saved.note);
    writer.requiredText("operation", saved.operation);
    writer.set("request", saved.request);
    return writer.finish(saved.unknown);
}

Json cardJson(const CanvasCard &card)
{
    ObjectWriter writer(card.wording);
    writer.requiredText("kind", std::string(textOf(card.kind)));
    writer.requiredText("name", card.name);
    writer.number("x", card.x);
    writer.number("y", card.y);
    writer.text("text", card.text);
    return writer.finish(card.unknown);
}

Json canvasJson(const Canvas &canvas)
{
    ObjectWriter writer(canvas.wording);
    writer.unlessEmpty("cards", arrayOf(canvas.cards, cardJson));
    if (canvas.view)
        writeInside(writer, "view", [&](ObjectWriter &view) {
            view.number("x", canvas.view->x);
            view.number("y", canvas.view->y);
            view.number("zoom", canvas.view->zoom);
        });
    return writer.finish(canvas.unknown);
}

Json modelJson(const Model &model)
{
    ObjectWriter writer(model.wording);
    writer.integer("formatVersion", kFormatVersion);
    writer.requiredText("name", model.name);
    writer.text("description", model.description);
    writer.text("author", model.author);
    writer.text("created", model.created);
    writer.text("modified", model.modified);
    writer.text("note", model.note);
    writer.set("tables", arrayOf(model.tables, tableJson));
    writer.unlessEmpty("entities", arrayOf(model.entities, entityJson));
    writer.unlessEmpty("relationships", arrayOf(model.relationships, relationshipJson));
    writer.unlessEmpty("accessPatterns", arrayOf(model.accessPatterns, accessPatternJson));
    writer.unlessEmpty("facets", arrayOf(model.facets, facetJson));
    writer.unlessEmpty("sampleData", arrayOf(model.sampleData, tableItemsJson));
    writer.unlessEmpty("recipes", arrayOf(model.recipes, recipeJson));
    writer.unlessEmpty("savedOperations", arrayOf(model.savedOperations, savedOperationJson));
    if (model.canvas)
        writer.set("canvas", canvasJson(*model.canvas));
    return writer.finish(model.unknown);
}

} // namespace

std::string writeModel(const Model &model)
{
    return modelJson(model).pretty(kLineWidth) + "\n";
}

} // namespace keywright::model
