#include <algorithm>

#include "core/exchange/building.h"
#include "core/exchange/loose_item.h"
#include "core/exchange/onetable.h"
#include "core/model/key_template.h"
#include "core/value/dynamodb_json.h"

namespace keywright::exchange {

using model::ObjectReader;
using value::Json;

namespace {

/// OneTable's types are JavaScript's, in either case.
std::optional<value::Type> typeFromOneTable(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (text == "string" || text == "date")
        return value::Type::S;
    if (text == "number")
        return value::Type::N;
    if (text == "boolean")
        return value::Type::Bool;
    if (text == "object")
        return value::Type::M;
    if (text == "array")
        return value::Type::L;
    if (text == "set")
        return value::Type::Ss;
    if (text == "binary" || text == "buffer" || text == "arraybuffer")
        return value::Type::B;
    return std::nullopt;
}

bool isKeyAttribute(const schema::TableDefinition &table, const std::string &name)
{
    const auto inIndex = [&name](const schema::IndexDefinition &index) { return index.key.contains(name); };
    return table.key.contains(name) || std::any_of(table.localIndexes.begin(), table.localIndexes.end(), inIndex)
        || std::any_of(table.globalIndexes.begin(), table.globalIndexes.end(), inIndex);
}

/// The part of `${name:10:0}` between the braces, as a placeholder.
std::string placeholder(std::string_view inside)
{
    const std::size_t colon = inside.find(':');
    const std::string name(inside.substr(0, colon));
    if (colon == std::string_view::npos)
        return "{" + name + "}";
    const std::string_view width = inside.substr(colon + 1, inside.find(':', colon + 1) - colon - 1);
    const bool isNumber = !width.empty() && width.find_first_not_of("0123456789") == std::string_view::npos;
    return isNumber ? "{" + name + "|pad:" + std::string(width) + "}" : "{" + name + "}";
}

/// A type as written: the name of a constructor or of a type; a list of types in JSON stands for an array.
value::Type typeOf(ObjectReader &field)
{
    const std::string written = field.find("type") == nullptr ? "string" : field.text("type");
    const auto type = typeFromOneTable(written);
    if (!type)
        field.failWith("type", "is \"" + written + "\"; expected one of string, number, boolean, date, object, array, set, binary");
    return *type;
}

void readField(ObjectReader &field, const std::string &name, const schema::TableDefinition &table, model::Entity &entity)
{
    const value::Type type = typeOf(field);
    const std::string value = field.find("value") != nullptr && field.find("value")->isString() ? field.text("value") : "";
    const bool required = field.find("required") != nullptr && field.find("required")->isBoolean() && field.boolean("required");
    if (isKeyAttribute(table, name) && !value.empty()) {
        entity.keyTemplates.emplace_back(name, templateFromOneTable(value));
        return;
    }
    model::Attribute attribute;
    attribute.name = name;
    attribute.type = type;
    attribute.required = required;
    entity.attributes.push_back(std::move(attribute));
}

/// Templates may only name attributes that the entity has.
void addMissingAttributes(model::Entity &entity, const std::string &path, const std::string &fileName, ImportResult &result)
{
    for (auto &[attribute, text] : entity.keyTemplates) {
        const auto parsed = model::KeyTemplate::parse(text);
        if (!parsed) {
            result.problems.push_back(
                {fileName, path + "." + attribute, 0, 0,
                 "has the template \"" + text + "\", which does not parse: " + parsed.error().message + ". It is kept for you to mend."});
            continue;
        }
        for (const std::string &name : parsed->names())
            if (name != attribute && entity.findAttribute(name) == nullptr && entity.keyTemplate(name) == nullptr) {
                model::Attribute added;
                added.name = name;
                entity.attributes.push_back(std::move(added));
            }
    }
}

schema::IndexDefinition readIndex(ObjectReader &reader, const std::string &name)
{
    schema::IndexDefinition index;
    index.name = name;
    if (reader.find("hash") != nullptr)
        index.key.partition.push_back({reader.requireText("hash"), schema::KeyType::S});
    if (reader.find("sort") != nullptr)
        index.key.sort.push_back({reader.requireText("sort"), schema::KeyType::S});
    if (const Json *project = reader.find("project"); project != nullptr && project->isArray()) {
        index.projection = {schema::ProjectionType::Include, reader.texts("project")};
    } else {
        const std::string member = project != nullptr ? "project" : "projection";
        std::string written = reader.text(member);
        std::transform(written.begin(), written.end(), written.begin(),
                       [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
        index.projection.type =
            written == "KEYS" || written == "KEYS_ONLY" ? schema::ProjectionType::KeysOnly : schema::ProjectionType::All;
    }
    return index;
}

/// A key whose field says Number in some model is a number.
void setKeyTypes(const Json &models, schema::TableDefinition &table)
{
    const auto typeIn = [&models](schema::KeyAttribute &attribute) {
        for (const Json::Member &entity : models.members())
            if (const Json *field = entity.value.find(attribute.name))
                if (const Json *type = field->find("type"))
                    if (typeFromOneTable(type->text()) == value::Type::N)
                        attribute.type = schema::KeyType::N;
    };
    const auto inKey = [&typeIn](schema::KeySchema &key) {
        for (auto *part : {&key.partition, &key.sort})
            for (schema::KeyAttribute &attribute : *part)
                typeIn(attribute);
    };
    inKey(table.key);
    for (auto *indexes : {&table.localIndexes, &table.globalIndexes})
        for (schema::IndexDefinition &index : *indexes)
            inKey(index.key);
}

void readIndexes(ObjectReader &root, schema::TableDefinition &table)
{
    root.require("indexes", "an object with the index \"primary\"");
    root.eachMember("indexes", [&](const std::string &name, const Json &json, const std::string &path) {
        ObjectReader reader(json, path, root.fileName());
        schema::IndexDefinition index = readIndex(reader, name);
        if (name == "primary") {
            table.key = index.key;
        } else if (index.key.partition.empty()
                   || (!table.key.partition.empty() && json.find("type") != nullptr && json.find("type")->text() == "local")) {
            index.key.partition = table.key.partition;
            table.localIndexes.push_back(std::move(index));
        } else {
            table.globalIndexes.push_back(std::move(index));
        }
    });
    if (table.key.partition.empty())
        root.failWith("indexes", "has no index \"primary\" with a hash; expected the table's own key there");
}

void readRows(ObjectReader &root, const std::string &tableName, ImportResult &result)
{
    const Json *rows = root.find("data");
    if (rows == nullptr || !rows->isArray())
        return;
    model::TableItems items;
    items.table = tableName;
    for (std::size_t i = 0; i < rows->elements().size(); ++i) {
        try {
            items.items.push_back(value::itemFromPlainJson(rows->elements()[i]));
        } catch (const value::ValueFormatError &error) {
            result.problems.push_back({root.fileName(), element("data", i) + (error.path().empty() ? "" : "." + error.path()), error.line(),
                                       error.column(), "is left out: " + std::string(error.what()) + "."});
        }
    }
    result.model.sampleData.push_back(std::move(items));
}

} // namespace

std::string templateFromOneTable(std::string_view value)
{
    std::string out;
    for (std::size_t at = 0; at < value.size(); ++at) {
        const bool isDollar = value.substr(at).starts_with("${");
        const std::size_t end = isDollar ? value.find('}', at) : std::string_view::npos;
        if (end != std::string_view::npos) {
            out += placeholder(value.substr(at + 2, end - at - 2));
            at = end;
        } else if (value[at] == '{' || value[at] == '}') { // literal, as after a forgotten dollar
            out += std::string(2, value[at]);
        } else {
            out += value[at];
        }
    }
    return out;
}

void readOneTableEntities(const Json &schema, const std::string &path, const std::string &fileName, const model::Table &table,
                          ImportResult &result)
{
    ObjectReader root(schema, path, fileName);
    std::vector<model::Entity> entities;
    const schema::TableDefinition &definition = table.definition;
    root.eachMember("models", [&](const std::string &name, const Json &json, const std::string &entityPath) {
        if (name.starts_with('~')) // the older modeler's row for what is not saved yet
            return;
        ObjectReader fields(json, entityPath, fileName);
        model::Entity entity;
        entity.name = name;
        entity.table = definition.name;
        if (fields.find("type") != nullptr || schema.find("data") != nullptr)
            entity.identifiedBy = model::EntityMark{"type", value::AttributeValue(name)};
        for (const Json::Member &field : json.members()) {
            ObjectReader reader(field.value, entityPath + "." + field.name, fileName);
            readField(reader, field.name, definition, entity);
        }
        addMissingAttributes(entity, entityPath, fileName, result);
        entities.push_back(std::move(entity));
    });
    for (model::Entity &entity : entities)
        if (result.model.findEntity(entity.name) == nullptr)
            result.model.entities.push_back(std::move(entity));
}

ImportResult readOneTable(std::string_view text, const std::string &fileName)
{
    const Json json = parseJson(text, fileName);
    ObjectReader root(json, "", fileName);
    ImportResult result;
    model::Table table;
    table.definition.name = modelNameFrom(fileName);
    if (table.definition.name.size() < 3)
        table.definition.name += "-table";
    table.definition.billingMode = schema::BillingMode::PayPerRequest;
    readIndexes(root, table.definition);
    const Json &models = root.require("models", "an object of entities");
    setKeyTypes(models, table.definition);
    result.model.name = modelNameFrom(fileName);
    result.notes.push_back("A OneTable schema does not name its table; it is called " + table.definition.name + ", after the file.");
    result.model.tables.push_back(std::move(table));
    const model::Table &added = result.model.tables.front();
    readOneTableEntities(json, "", fileName, added, result);
    readRows(root, added.definition.name, result);
    reportBrokenTables(fileName, result);
    return result;
}

} // namespace keywright::exchange
