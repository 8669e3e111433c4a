#include <algorithm>
#include <set>

#include "core/exchange/building.h"
#include "core/exchange/loose_item.h"
#include "core/exchange/nosql_workbench.h"
#include "core/exchange/nosql_workbench_capacity.h"
#include "core/exchange/onetable.h"
#include "core/value/dynamodb_json.h"

namespace keywright::exchange {

using model::ObjectReader;
using value::Json;

namespace {

constexpr std::int64_t kUsualUnits = 5;

std::string keyOf(const value::Item &item, const schema::KeySchema &key)
{
    std::string text;
    for (const auto *part : {&key.partition, &key.sort})
        for (const schema::KeyAttribute &attribute : *part)
            if (const value::AttributeValue *value = item.find(attribute.name))
                text += value::toDynamoDbJson(*value).compact();
    return text;
}

value::Item keyItem(const value::Item &item, const schema::KeySchema &key)
{
    value::Item keys;
    for (const auto *part : {&key.partition, &key.sort})
        for (const schema::KeyAttribute &attribute : *part)
            if (const value::AttributeValue *value = item.find(attribute.name))
                keys.set(attribute.name, *value);
    return keys;
}

schema::KeyAttribute readKeyAttribute(ObjectReader &reader)
{
    const std::string name = reader.requireText("AttributeName");
    return {name, reader.requireEnum<schema::KeyType>("AttributeType", schema::keyTypeFromText, "one of S, N, B")};
}

schema::KeySchema readKeys(ObjectReader &reader)
{
    schema::KeySchema key;
    reader.require("KeyAttributes", "an object with PartitionKey");
    reader.object("KeyAttributes", [&key](ObjectReader &inside) {
        inside.require("PartitionKey", "an object with AttributeName and AttributeType");
        inside.object("PartitionKey", [&key](ObjectReader &each) { key.partition.push_back(readKeyAttribute(each)); });
        inside.object("SortKey", [&key](ObjectReader &each) { key.sort.push_back(readKeyAttribute(each)); });
    });
    return key;
}

class NosqlWorkbenchReaderReader {
public:
    NosqlWorkbenchReaderReader(const std::string &fileName, ImportResult &result) : m_fileName(fileName), m_result(result) { }

    void read(ObjectReader &root)
    {
        model::Model &model = m_result.model;
        model.name = root.text("ModelName");
        Json kept = Json::object();
        root.require("ModelMetadata", "an object with Author, DateCreated, DateLastModified and Description");
        root.object("ModelMetadata", [&](ObjectReader &metadata) {
            model.author = metadata.text("Author");
            model.created = metadata.text("DateCreated");
            model.modified = metadata.text("DateLastModified");
            model.description = metadata.text("Description");
            metadata.text("AWSService");
            noteVersion(metadata.text("Version"));
            if (const Json rest = metadata.unknown(); !rest.members().empty())
                kept.set("ModelMetadata", rest);
        });
        root.require("DataModel", "an array of tables");
        root.eachObject("DataModel", [this](ObjectReader &table) { readTable(table); });
        if (const Json rest = root.unknown(); !rest.members().empty())
            kept.set("members", rest);
        if (const Json *schema = root.find("ModelSchema"); schema != nullptr && !model.tables.empty())
            readEntityTemplates(*schema, "ModelSchema", model.tables.front());
        model.unknown.set(std::string(kWorkbenchMember), kept);
        if (model.name.empty()) {
            model.name = modelNameFrom(m_fileName);
            m_result.notes.push_back("The model has no name; it is called " + model.name + " now, after its file.");
        }
        noteLooseness();
    }

private:
    void noteVersion(const std::string &version)
    {
        if (version.empty())
            m_result.notes.emplace_back("The file has no version, as those of 2019; it is written as 3.0.");
        else if (version != "3.0")
            m_result.notes.push_back("The file is of version " + version + "; it is written as 3.0.");
    }

    void noteLooseness()
    {
        const auto note = [this](std::size_t count, const std::string &what) {
            if (count > 0)
                m_result.notes.push_back(std::to_string(count) + " " + what);
        };
        note(m_looseness.plain, "values inside items are written as plain JSON; what changes is written in DynamoDB JSON.");
        note(m_looseness.doubled, "maps are wrapped twice ({\"M\": {\"M\": …}}); what changes is written once.");
        note(m_looseness.wordsForBool, "values of BOOL or NULL are written as text; what changes is written as true or false.");
    }

    void readTable(ObjectReader &reader)
    {
        model::Table table;
        schema::TableDefinition &definition = table.definition;
        definition.name = reader.requireText("TableName");
        definition.key = readKeys(reader);
        Json kept = Json::object();
        reader.eachObject("GlobalSecondaryIndexes", [&](ObjectReader &each) { definition.globalIndexes.push_back(readIndex(each, kept)); });
        reader.eachObject("LocalSecondaryIndexes", [&](ObjectReader &each) { definition.localIndexes.push_back(readIndex(each, kept)); });
        readBilling(reader, table, kept);
        readAttributes(reader, definition, kept);
        readItems(reader, table);

        const Json rest = reader.unknown();
        for (const Json::Member &member : rest.members())
            kept.set(member.name, member.value);
        table.settings.set(std::string(kWorkbenchMember), kept);
        m_result.model.tables.push_back(std::move(table));
        if (const Json *schema = kept.find("ModelSchema"))
            readEntityTemplates(*schema, reader.pathOf("ModelSchema"), m_result.model.tables.back());
    }

    schema::IndexDefinition readIndex(ObjectReader &reader, Json &kept)
    {
        schema::IndexDefinition index;
        index.name = reader.requireText("IndexName");
        index.key = readKeys(reader);
        reader.object("Projection", [&index](ObjectReader &inside) {
            index.projection.type = inside.requireEnum<schema::ProjectionType>("ProjectionType", schema::projectionTypeFromText,
                                                                               "one of ALL, KEYS_ONLY, INCLUDE");
            index.projection.attributes = inside.texts("NonKeyAttributes");
        });
        if (const Json rest = reader.unknown(); !rest.members().empty()) {
            Json indexes = kept.find("indexes") == nullptr ? Json::object() : *kept.find("indexes");
            indexes.set(index.name, rest);
            kept.set("indexes", indexes);
        }
        return index;
    }

    void readBilling(ObjectReader &reader, model::Table &table, Json &kept)
    {
        schema::TableDefinition &definition = table.definition;
        definition.billingMode = schema::BillingMode::PayPerRequest;
        if (reader.find("BillingMode") != nullptr)
            definition.billingMode =
                reader.requireEnum<schema::BillingMode>("BillingMode", schema::billingModeFromText, "PROVISIONED or PAY_PER_REQUEST");
        else
            m_result.notes.push_back("Table " + definition.name + " has no BillingMode; it is taken as PAY_PER_REQUEST.");
        if (definition.billingMode == schema::BillingMode::Provisioned)
            definition.capacity.provisioned = schema::ProvisionedThroughput{kUsualUnits, kUsualUnits};
        if (const Json *settings = reader.find("ProvisionedCapacitySettings")) {
            kept.set("ProvisionedCapacitySettings", *settings);
            if (definition.capacity.provisioned)
                table.scaling = workbenchScaling(*settings);
        }
        reader.object("ProvisionedCapacitySettings", [&](ObjectReader &inside) {
            inside.object("ProvisionedThroughput", [&](ObjectReader &units) {
                if (definition.capacity.provisioned)
                    definition.capacity.provisioned =
                        schema::ProvisionedThroughput{units.integer("ReadCapacityUnits").value_or(kUsualUnits),
                                                      units.integer("WriteCapacityUnits").value_or(kUsualUnits)};
            });
        });
        completeIndexCapacity(definition);
        if (definition.capacity.provisioned && !definition.globalIndexes.empty())
            m_result.notes.push_back("NoSQL Workbench says no capacity for the indexes of " + definition.name
                                     + "; they got their table's.");
    }

    /// The table's attributes have no place in a model without entities, so the list is kept as it is.
    void readAttributes(ObjectReader &reader, const schema::TableDefinition &definition, Json &kept)
    {
        Json attributes = Json::array();
        std::set<std::string> seen;
        std::size_t twice = 0;
        reader.eachObject("NonKeyAttributes", [&](ObjectReader &each) {
            const std::string name = each.requireText("AttributeName");
            each.requireEnum<value::Type>("AttributeType", value::typeFromTag, "one of S, N, B, BOOL, NULL, M, L, SS, NS, BS");
            if (definition.key.contains(name) || !seen.insert(name).second)
                ++twice;
            else
                attributes.append(each.json());
        });
        if (reader.find("NonKeyAttributes") != nullptr)
            kept.set("NonKeyAttributes", attributes);
        if (twice > 0)
            m_result.notes.push_back("Table " + definition.name + " lists " + std::to_string(twice)
                                     + " attributes a second time, or its own keys; each is listed once from now on.");
    }

    void readItems(ObjectReader &reader, const model::Table &table)
    {
        model::TableItems rows;
        rows.table = table.definition.name;
        bool hasRows = reader.find("TableData") != nullptr;
        readRows(reader, "TableData", [&rows](value::Item &&item) { rows.items.push_back(std::move(item)); });
        std::map<std::string, std::size_t> positions;
        reader.eachObject("TableFacets", [&](ObjectReader &each) {
            hasRows = true;
            readFacet(each, table, rows, positions);
        });
        if (hasRows)
            m_result.model.sampleData.push_back(std::move(rows));
    }

    template <typename Take>
    void readRows(ObjectReader &reader, std::string_view member, Take take)
    {
        const Json *rows = reader.find(member);
        if (rows == nullptr)
            return;
        if (!rows->isArray())
            reader.failWith(member, "is " + std::string(kindInWords(rows->kind())) + "; expected an array of items");
        for (std::size_t i = 0; i < rows->elements().size(); ++i) {
            const Json &row = rows->elements()[i];
            const std::string path = element(reader.pathOf(member), i);
            try {
                take(looseItem(row, m_looseness));
            } catch (const value::ValueFormatError &error) {
                m_result.problems.push_back({m_fileName, error.path().empty() ? path : path + "." + error.path(), error.line(),
                                             error.column(), "is left out with its item: " + std::string(error.what()) + "."});
            }
        }
    }

    /// With facets, the rows live in the facets; an item that stands in several is one item with all its attributes.
    void readFacet(ObjectReader &reader, const model::Table &table, model::TableItems &rows, std::map<std::string, std::size_t> &positions)
    {
        model::Facet facet;
        facet.table = table.definition.name;
        facet.name = reader.requireText("FacetName");
        reader.object("KeyAttributeAlias", [&facet](ObjectReader &alias) {
            facet.partitionKeyAlias = alias.text("PartitionKeyAlias");
            facet.sortKeyAlias = alias.text("SortKeyAlias");
        });
        facet.attributes = reader.texts("NonKeyAttributes");
        Json keys = Json::array();
        readRows(reader, "TableData", [&](value::Item &&item) {
            keys.append(value::toDynamoDbJson(keyItem(item, table.definition.key)));
            const auto [at, isNew] = positions.emplace(keyOf(item, table.definition.key), rows.items.size());
            if (isNew)
                rows.items.push_back(std::move(item));
            else
                for (const auto &[name, value] : item)
                    rows.items[at->second].set(name, value);
        });
        Json kept = Json::object({{"rows", keys}, {"hasTableData", Json::boolean(reader.find("TableData") != nullptr)}});
        const Json rest = reader.unknown();
        for (const Json::Member &member : rest.members())
            kept.set(member.name, member.value);
        facet.unknown.set(std::string(kWorkbenchMember), kept);
        m_result.model.facets.push_back(std::move(facet));
    }

    void readEntityTemplates(const Json &schema, const std::string &path, const model::Table &table)
    {
        try {
            const std::size_t before = m_result.model.entities.size();
            readOneTableEntities(schema, path, m_fileName, table, m_result);
            if (m_result.model.entities.size() > before)
                m_result.notes.push_back("The extension ModelSchema gave " + std::to_string(m_result.model.entities.size() - before)
                                         + " entities; the extension itself is kept as it is.");
        } catch (const model::ModelError &error) { // an extension never keeps a model from opening
            m_result.problems.push_back(problemFrom(error, m_fileName));
        }
    }

    const std::string &m_fileName;
    ImportResult &m_result;
    Looseness m_looseness;
};

} // namespace

ImportResult readNosqlWorkbench(std::string_view text, const std::string &fileName)
{
    const Json json = parseJson(text, fileName);
    ObjectReader root(json, "", fileName);
    ImportResult result;
    NosqlWorkbenchReaderReader(fileName, result).read(root);
    reportBrokenTables(fileName, result);
    return result;
}

} // namespace keywright::exchange
