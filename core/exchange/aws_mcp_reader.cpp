#include <algorithm>
#include <set>

#include "core/exchange/aws_mcp.h"
#include "core/exchange/aws_mcp_patterns.h"
#include "core/exchange/building.h"
#include "core/model/built_keys.h"
#include "core/model/key_template.h"
#include "core/value/dynamodb_json.h"

namespace keywright::exchange {

using model::ObjectReader;
using value::Json;

namespace {

/// A member that is one attribute's name or template, or an array of up to four.
std::vector<std::string> oneOrMore(ObjectReader &reader, std::string_view member)
{
    const Json *found = reader.find(member);
    if (found == nullptr)
        return {};
    if (found->isString())
        return {reader.requireText(member)};
    std::vector<std::string> all = reader.texts(member);
    if (all.empty() || all.size() > 4)
        reader.failWith(member, "has " + std::to_string(all.size()) + " attributes; expected 1 to 4");
    for (const std::string &each : all)
        if (each.empty())
            reader.failWith(member, "has an empty name; expected at least one character");
    return all;
}

std::vector<schema::KeyAttribute> keyPart(const std::vector<std::string> &names)
{
    std::vector<schema::KeyAttribute> part;
    for (const std::string &name : names)
        part.push_back({name, schema::KeyType::S});
    return part;
}

class AwsMcpReaderReader {
public:
    AwsMcpReaderReader(const std::string &fileName, ImportResult &result)
        : m_fileName(fileName), m_result(result), m_model(result.model) { }

    void read(ObjectReader &root)
    {
        root.require("tables", "an array of tables");
        root.eachObject("tables", [this](ObjectReader &table) { readTable(table); });
        for (model::Table &table : m_model.tables)
            setKeyTypes(table.definition);
        root.eachObject("tables", [this](ObjectReader &table) {
            table.eachMember("entities", [&](const std::string &name, const Json &json, const std::string &path) {
                ObjectReader entity(json, path, m_fileName);
                readPatterns(entity, name);
            });
        });
        root.eachObject("cross_table_access_patterns", [this](ObjectReader &each) {
            takeId(each);
            addPattern(each, readMcpCrossTablePattern(each, m_model));
        });
    }

private:
    void readTable(ObjectReader &reader)
    {
        model::Table table;
        schema::TableDefinition &definition = table.definition;
        definition.billingMode = schema::BillingMode::PayPerRequest;
        reader.require("table_config", "an object with table_name and partition_key");
        reader.object("table_config", [&](ObjectReader &config) {
            definition.name = config.requireText("table_name");
            if (m_model.findTable(definition.name) != nullptr)
                config.failWith("table_name", "is \"" + definition.name + "\", the name of an earlier table; expected a name of its own");
            definition.key.partition = keyPart({config.requireText("partition_key")});
            if (config.find("sort_key") != nullptr)
                definition.key.sort = keyPart({config.requireText("sort_key")});
        });
        reader.eachObject("gsi_list", [&](ObjectReader &each) { definition.globalIndexes.push_back(readIndex(each, definition)); });
        m_model.tables.push_back(std::move(table));
        reader.require("entities", "an object of entities");
        reader.eachMember("entities", [&](const std::string &name, const Json &json, const std::string &path) {
            ObjectReader entity(json, path, m_fileName);
            readEntity(entity, name, m_model.tables.back().definition);
        });
    }

    static schema::IndexDefinition readIndex(ObjectReader &reader, const schema::TableDefinition &table)
    {
        schema::IndexDefinition index;
        index.name = reader.requireText("name");
        if (table.findIndex(index.name) != nullptr)
            reader.failWith("name", "is \"" + index.name + "\", the name of an earlier index; expected a name of its own");
        reader.require("partition_key", "an attribute's name, or an array of up to four");
        index.key = {keyPart(oneOrMore(reader, "partition_key")), keyPart(oneOrMore(reader, "sort_key"))};
        if (reader.find("projection") != nullptr)
            index.projection.type =
                reader.requireEnum<schema::ProjectionType>("projection", schema::projectionTypeFromText, "one of ALL, KEYS_ONLY, INCLUDE");
        index.projection.attributes = reader.texts("included_attributes");
        if (index.projection.type == schema::ProjectionType::Include && index.projection.attributes.empty())
            reader.failWith("included_attributes", "is missing or empty; expected the attributes that the projection INCLUDE has");
        return index;
    }

    void readEntity(ObjectReader &reader, const std::string &name, const schema::TableDefinition &table)
    {
        if (m_model.findEntity(name) != nullptr)
            model::failAt(m_fileName, reader.json(), reader.path(), "has the name of an earlier entity; expected a name of its own");
        model::Entity entity;
        entity.name = name;
        entity.table = table.name;
        entity.unknown.set("entity_type", Json::string(reader.requireText("entity_type")));
        reader.require("fields", "an array of fields");
        reader.eachObject("fields", [&](ObjectReader &each) {
            model::Attribute attribute;
            attribute.name = each.requireText("name");
            if (entity.findAttribute(attribute.name) != nullptr)
                each.failWith("name", "is \"" + attribute.name + "\", the name of an earlier field; expected a name of its own");
            attribute.type = readMcpType(each, false);
            attribute.required = each.boolean("required");
            entity.attributes.push_back(std::move(attribute));
        });
        reader.require("pk_template", "a key template");
        addTemplates(reader, "pk_template", table.key.partition, entity);
        if (reader.find("sk_template") != nullptr)
            addTemplates(reader, "sk_template", table.key.sort, entity);
        std::set<std::string> mapped;
        reader.eachObject("gsi_mappings", [&](ObjectReader &each) {
            const std::string indexName = each.requireText("name");
            const schema::IndexDefinition *index = table.findIndex(indexName);
            if (index == nullptr)
                each.failWith("name", "is \"" + indexName + "\"; expected an index of table " + table.name);
            if (!mapped.insert(indexName).second)
                each.failWith("name", "is \"" + indexName + "\", which is mapped already; expected one mapping an index");
            each.require("pk_template", "a key template, or one for each partition-key attribute");
            addTemplates(each, "pk_template", index->key.partition, entity);
            addTemplates(each, "sk_template", index->key.sort, entity);
        });
        m_model.entities.push_back(std::move(entity));
    }

    void addTemplates(ObjectReader &reader, std::string_view member, const std::vector<schema::KeyAttribute> &part, model::Entity &entity)
    {
        const std::vector<std::string> templates = oneOrMore(reader, member);
        // Some schemas of single-key tables write a constant sort key that the table does not have.
        if (part.empty() && !templates.empty()) {
            m_result.problems.push_back(
                problemAt(m_fileName, *reader.find(member), reader.pathOf(member), "is left out: the table or index has no sort key."));
            return;
        }
        if (templates.size() != part.size())
            reader.failWith(member,
                            "has " + std::to_string(templates.size()) + " templates; expected " + std::to_string(part.size())
                                + ", one for each key attribute");
        for (std::size_t i = 0; i < part.size(); ++i) {
            const auto parsed = model::KeyTemplate::parse(templates[i]);
            if (!parsed)
                reader.failWith(member,
                                "is \"" + templates[i] + "\", which does not parse at character "
                                    + std::to_string(parsed.error().offset + 1) + ": " + parsed.error().message);
            for (const std::string &name : parsed->names())
                if (entity.findAttribute(name) == nullptr)
                    reader.failWith(member, "names {" + name + "}; expected a field of " + entity.name);
            if (entity.keyTemplate(part[i].name) == nullptr)
                entity.keyTemplates.emplace_back(part[i].name, templates[i]);
        }
    }

    /// A key attribute whose templates are all one lone placeholder of a number is a number.
    void setKeyTypes(schema::TableDefinition &table)
    {
        const auto isNumber = [this, &table](const std::string &attribute) {
            bool any = false;
            for (const model::Entity &entity : m_model.entities) {
                const std::string *text = entity.table == table.name ? entity.keyTemplate(attribute) : nullptr;
                if (text == nullptr)
                    continue;
                const auto parsed = model::KeyTemplate::parse(*text);
                const bool lone =
                    parsed && parsed->parts().size() == 1 && parsed->parts()[0].isPlaceholder && parsed->parts()[0].filters.empty();
                const model::Attribute *source = lone ? entity.findAttribute(parsed->parts()[0].text) : nullptr;
                if (source == nullptr || source->type != value::Type::N)
                    return false;
                any = true;
            }
            return any;
        };
        const auto set = [&isNumber](schema::KeySchema &key) {
            for (auto *part : {&key.partition, &key.sort})
                for (schema::KeyAttribute &attribute : *part)
                    attribute.type = isNumber(attribute.name) ? schema::KeyType::N : schema::KeyType::S;
        };
        set(table.key);
        for (schema::IndexDefinition &index : table.globalIndexes)
            set(index.key);
    }

    void readPatterns(ObjectReader &reader, const std::string &entityName)
    {
        std::set<std::string> names;
        reader.eachObject("access_patterns", [&](ObjectReader &each) {
            takeId(each);
            if (!names.insert(each.requireText("name")).second)
                each.failWith("name",
                              "is \"" + each.text("name") + "\", the name of an earlier pattern of the entity; expected a name of its own");
            addPattern(each, readMcpPattern(each, m_model, *m_model.findEntity(entityName)));
        });
    }

    void takeId(ObjectReader &reader)
    {
        reader.require("pattern_id", "a number of its own");
        const auto id = reader.integer("pattern_id");
        if (!m_ids.insert(*id).second)
            reader.failWith("pattern_id", "is " + std::to_string(*id) + ", the id of an earlier pattern; expected one of its own");
    }

    /// Names need to be unique only within an entity there; here they are the model's.
    void addPattern(ObjectReader &reader, model::AccessPattern pattern)
    {
        if (m_model.findAccessPattern(pattern.name) != nullptr) {
            const std::string before = pattern.name;
            const std::string of = pattern.entities.empty() ? "" : " of " + pattern.entities.front();
            pattern.name = before + of;
            for (int number = 2; m_model.findAccessPattern(pattern.name) != nullptr; ++number)
                pattern.name = before + of + " " + std::to_string(number);
            m_result.notes.push_back(reader.path() + " is called \"" + pattern.name + "\": there is another \"" + before + "\".");
        }
        m_model.accessPatterns.push_back(std::move(pattern));
    }

    const std::string &m_fileName;
    ImportResult &m_result;
    model::Model &m_model;
    std::set<std::int64_t> m_ids;
};

void addRow(const Json &row, const std::string &path, const model::Entity &entity, const std::string &fileName, ImportResult &result)
{
    model::TableItems *rows = nullptr;
    for (model::TableItems &each : result.model.sampleData)
        if (each.table == entity.table)
            rows = &each;
    if (rows == nullptr) {
        result.model.sampleData.push_back({});
        rows = &result.model.sampleData.back();
        rows->table = entity.table;
    }
    try {
        value::Item item = model::withBuiltKeys(value::itemFromPlainJson(row), entity);
        const model::Table *table = result.model.findTable(entity.table);
        if (table == nullptr)
            throw value::ValueFormatError("the model has no table " + entity.table, "", row.line(), row.column());
        for (const schema::KeyAttribute &attribute : table->definition.key.partition)
            if (!item.contains(attribute.name))
                throw value::ValueFormatError("the row lacks what its key " + attribute.name + " is built from", "", row.line(),
                                              row.column());
        rows->items.push_back(std::move(item));
    } catch (const value::ValueFormatError &error) {
        result.problems.push_back({fileName, path + (error.path().empty() ? "" : "." + error.path()), error.line(), error.column(),
                                   "is left out: " + std::string(error.what()) + "."});
    }
}

} // namespace

ImportResult readAwsMcpSchema(std::string_view text, const std::string &fileName)
{
    const Json json = parseJson(text, fileName);
    ObjectReader root(json, "", fileName);
    ImportResult result;
    AwsMcpReaderReader(fileName, result).read(root);
    result.model.name = modelNameFrom(fileName);
    reportBrokenTables(fileName, result);
    return result;
}

void addAwsMcpUsageData(std::string_view text, const std::string &fileName, ImportResult &result)
{
    const Json json = parseJson(text, fileName);
    ObjectReader root(json, "", fileName);
    root.require("entities", "an object of entities with their rows");
    root.eachMember("entities", [&](const std::string &name, const Json &rows, const std::string &path) {
        const model::Entity *entity = result.model.findEntity(name);
        if (entity == nullptr) {
            result.problems.push_back(problemAt(fileName, rows, path, "is left out: the schema has no entity of this name."));
            return;
        }
        ObjectReader reader(rows, path, fileName);
        for (const char *member : {"sample_data", "access_pattern_data"})
            if (const Json *row = reader.find(member))
                addRow(*row, reader.pathOf(member), *entity, fileName, result);
    });
}

} // namespace keywright::exchange
