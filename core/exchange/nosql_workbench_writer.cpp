#include <algorithm>
#include <map>
#include <set>

#include "core/exchange/building.h"
#include "core/exchange/json_likeness.h"
#include "core/exchange/loose_item.h"
#include "core/exchange/nosql_workbench.h"
#include "core/exchange/nosql_workbench_capacity.h"
#include "core/itemfile/tagged_value.h"
#include "core/value/dynamodb_json.h"

namespace keywright::exchange {

using value::Json;

namespace {

Json keyAttributeJson(const schema::KeyAttribute &attribute)
{
    return Json::object({{"AttributeName", jsonText(attribute.name)}, {"AttributeType", jsonText(textOf(attribute.type))}});
}

Json keysJson(const schema::KeySchema &key)
{
    Json json = Json::object({{"PartitionKey", keyAttributeJson(key.partition.front())}});
    if (!key.sort.empty())
        json.set("SortKey", keyAttributeJson(key.sort.front()));
    return json;
}

/// What a struct keeps of the file it came from; an empty object when it came from elsewhere.
const Json &keptOf(const Json &unknown)
{
    static const Json kNothing = Json::object();
    const Json *kept = unknown.find(kWorkbenchMember);
    return kept == nullptr || !kept->isObject() ? kNothing : *kept;
}

bool isFromWorkbench(const Json &unknown)
{
    return unknown.find(kWorkbenchMember) != nullptr;
}

bool hasMultiAttributeKey(const schema::KeySchema &key)
{
    return key.partition.size() != 1 || key.sort.size() > 1;
}

class NosqlWorkbenchWriter {
public:
    NosqlWorkbenchWriter(const model::Model &model, ExportResult &result) : m_model(model), m_result(result) { }

    Json write()
    {
        const Json &kept = keptOf(m_model.unknown);
        Json metadata = Json::object({{"Author", jsonText(m_model.author)},
                                      {"DateCreated", jsonText(m_model.created)},
                                      {"DateLastModified", jsonText(m_model.modified)},
                                      {"Description", jsonText(m_model.description)},
                                      {"AWSService", jsonText("Amazon DynamoDB")},
                                      {"Version", jsonText("3.0")}});
        appendMembers(metadata, kept.find("ModelMetadata"));
        Json tables = Json::array();
        for (std::size_t i = 0; i < m_model.tables.size(); ++i)
            tables.append(tableJson(m_model.tables[i], element("tables", i)));
        Json json = Json::object({{"ModelName", jsonText(m_model.name)}, {"ModelMetadata", metadata}, {"DataModel", tables}});
        appendMembers(json, kept.find("members"));
        listModelLosses();
        return json;
    }

private:
    void lose(std::string place, std::string what) { m_result.losses.push_back({std::move(place), std::move(what)}); }

    static void appendMembers(Json &json, const Json *members)
    {
        if (members == nullptr)
            return;
        for (const Json::Member &member : members->members())
            if (json.find(member.name) == nullptr)
                json.set(member.name, member.value);
    }

    Json tableJson(const model::Table &table, const std::string &place)
    {
        const schema::TableDefinition &definition = table.definition;
        const Json &kept = keptOf(table.settings);
        Json json = Json::object({{"TableName", jsonText(definition.name)}, {"KeyAttributes", keysJson(definition.key)}});
        json.set("NonKeyAttributes", nonKeyAttributes(table));
        const std::vector<const model::Facet *> facets = facetsOf(definition.name);
        if (!facets.empty())
            json.set("TableFacets", facetsJson(table, facets, place));
        setIndexes(json, table, place);
        if (facets.empty())
            setRows(json, table);
        json.set("DataAccess", kept.find("DataAccess") != nullptr ? *kept.find("DataAccess") : Json::object({{"MySql", Json::object()}}));
        if (kept.find("DataAccess") == nullptr && isFromWorkbench(table.settings))
            json = without(json, "DataAccess");
        if (const Json *formats = kept.find("SampleDataFormats"))
            json.set("SampleDataFormats", *formats);
        json.set("BillingMode", jsonText(textOf(definition.billingMode)));
        if (definition.capacity.provisioned)
            json.set("ProvisionedCapacitySettings", workbenchCapacity(table, kept.find("ProvisionedCapacitySettings")));
        for (const Json::Member &member : kept.members())
            if (member.name != "indexes" && member.name != "ProvisionedCapacitySettings" && json.find(member.name) == nullptr)
                json.set(member.name, member.value);
        listTableLosses(table, place);
        return json;
    }

    static Json without(const Json &json, std::string_view name)
    {
        Json::Members members;
        for (const Json::Member &member : json.members())
            if (member.name != name)
                members.push_back(member);
        return Json::object(std::move(members));
    }

    /// Those that the file had, then the indexes' keys, then what entities and items have beside them; one type a name.
    Json nonKeyAttributes(const model::Table &table) const
    {
        const schema::TableDefinition &definition = table.definition;
        Json attributes = Json::array();
        std::set<std::string> seen;
        const auto add = [&](const std::string &name, std::string_view type) {
            if (!definition.key.contains(name) && seen.insert(name).second)
                attributes.append(Json::object({{"AttributeName", jsonText(name)}, {"AttributeType", jsonText(type)}}));
        };
        if (const Json *listed = keptOf(table.settings).find("NonKeyAttributes"))
            for (const Json &attribute : listed->elements())
                if (const Json *name = attribute.find("AttributeName");
                    name != nullptr && !definition.key.contains(name->text()) && seen.insert(name->text()).second)
                    attributes.append(attribute);
        for (const schema::IndexDefinition &index : definition.globalIndexes)
            for (const auto *part : {&index.key.partition, &index.key.sort})
                for (const schema::KeyAttribute &attribute : *part)
                    add(attribute.name, textOf(attribute.type));
        for (const model::Entity &entity : m_model.entities)
            if (entity.table == definition.name)
                for (const model::Attribute &attribute : entity.attributes)
                    add(attribute.name, value::tagOf(attribute.type));
        if (const model::TableItems *rows = m_model.sampleDataOf(definition.name))
            for (const value::Item &item : rows->items)
                for (const auto &[name, value] : item)
                    add(name, value::tagOf(value.type()));
        return attributes;
    }

    void setIndexes(Json &json, const model::Table &table, const std::string &place)
    {
        const schema::TableDefinition &definition = table.definition;
        const Json *kept = keptOf(table.settings).find("indexes");
        Json globals = Json::array();
        for (std::size_t i = 0; i < definition.globalIndexes.size(); ++i) {
            const schema::IndexDefinition &index = definition.globalIndexes[i];
            const std::string here = place + ".globalSecondaryIndexes[" + std::to_string(i) + "]";
            if (hasMultiAttributeKey(index.key)) {
                lose(here, "The index " + index.name + " is left out: NoSQL Workbench has no keys of several attributes.");
                continue;
            }
            if (index.capacity.provisioned != definition.capacity.provisioned || index.capacity.onDemandMaximum || index.capacity.warm)
                lose(here + ".capacity", "The capacity of the index " + index.name + " is left out: NoSQL Workbench has none for indexes.");
            globals.append(indexJson(index, kept));
        }
        if (!globals.elements().empty())
            json.set("GlobalSecondaryIndexes", globals);
        Json locals = Json::array();
        for (std::size_t i = 0; i < definition.localIndexes.size(); ++i) {
            locals.append(indexJson(definition.localIndexes[i], kept));
            if (!isFromWorkbench(table.settings))
                lose(place + ".localSecondaryIndexes[" + std::to_string(i) + "]",
                     "NoSQL Workbench has no local secondary indexes: " + definition.localIndexes[i].name
                         + " is written in the form that other tools use, and it is not shown there.");
        }
        if (!locals.elements().empty())
            json.set("LocalSecondaryIndexes", locals);
        for (std::size_t i = 0; i < definition.vectorIndexes.size(); ++i)
            lose(place + ".vectorIndexes[" + std::to_string(i) + "]",
                 "The vector index " + definition.vectorIndexes[i].name + " is left out: NoSQL Workbench has no place for that.");
    }

    static Json indexJson(const schema::IndexDefinition &index, const Json *kept)
    {
        Json projection = Json::object({{"ProjectionType", jsonText(textOf(index.projection.type))}});
        if (!index.projection.attributes.empty())
            projection.set("NonKeyAttributes", jsonTexts(index.projection.attributes));
        Json json = Json::object({{"IndexName", jsonText(index.name)}, {"KeyAttributes", keysJson(index.key)}, {"Projection", projection}});
        if (kept != nullptr)
            appendMembers(json, kept->find(index.name));
        return json;
    }

    void setRows(Json &json, const model::Table &table) const
    {
        const model::TableItems *rows = m_model.sampleDataOf(table.definition.name);
        if (rows == nullptr && isFromWorkbench(table.settings))
            return;
        Json array = Json::array();
        if (rows != nullptr)
            for (const value::Item &item : rows->items)
                array.append(value::toDynamoDbJson(item));
        json.set("TableData", array);
    }

    std::vector<const model::Facet *> facetsOf(const std::string &table) const
    {
        std::vector<const model::Facet *> facets;
        for (const model::Facet &facet : m_model.facets)
            if (facet.table == table)
                facets.push_back(&facet);
        return facets;
    }

    /// The primary key as text, to tell items apart.
    static std::string keyText(const value::Item &item, const schema::KeySchema &key)
    {
        value::Item keys;
        for (const auto *part : {&key.partition, &key.sort})
            for (const schema::KeyAttribute &attribute : *part)
                if (const value::AttributeValue *value = item.find(attribute.name))
                    keys.set(attribute.name, *value);
        return value::toDynamoDbJson(keys).compact();
    }

    static Json restricted(const value::Item &item, const schema::KeySchema &key, const std::vector<std::string> &attributes)
    {
        value::Item part;
        for (const auto &[name, value] : item)
            if (key.contains(name) || std::find(attributes.begin(), attributes.end(), name) != attributes.end())
                part.set(name, value);
        return value::toDynamoDbJson(part);
    }

    /// Which facets show which item: what the file said, then the facets' entities, then the first one.
    std::vector<std::vector<const value::Item *>> rowsOfFacets(const model::Table &table, const std::vector<const model::Facet *> &facets,
                                                               std::vector<const value::Item *> &others) const
    {
        std::vector<std::vector<const value::Item *>> rows(facets.size());
        const model::TableItems *items = m_model.sampleDataOf(table.definition.name);
        if (items == nullptr)
            return rows;
        std::multimap<std::string, std::size_t> facetsByKey;
        for (std::size_t i = 0; i < facets.size(); ++i)
            if (const Json *keys = keptOf(facets[i]->unknown).find("rows"))
                for (const Json &key : keys->elements())
                    if (itemfile::isDynamoDbJson(key))
                        facetsByKey.emplace(key.compact(), i);
        for (const value::Item &item : items->items) {
            const auto [first, last] = facetsByKey.equal_range(keyText(item, table.definition.key));
            for (auto at = first; at != last; ++at)
                rows[at->second].push_back(&item);
            if (first == last && !addByEntity(item, table, facets, rows))
                others.push_back(&item);
        }
        return rows;
    }

    bool addByEntity(const value::Item &item, const model::Table &table, const std::vector<const model::Facet *> &facets,
                     std::vector<std::vector<const value::Item *>> &rows) const
    {
        const model::Entity *entity = m_model.entityOf(table.definition.name, item);
        bool added = false;
        for (std::size_t i = 0; i < facets.size() && entity != nullptr; ++i) {
            const auto &names = facets[i]->entities;
            if (std::find(names.begin(), names.end(), entity->name) == names.end())
                continue;
            rows[i].push_back(&item);
            added = true;
        }
        return added;
    }

    Json facetsJson(const model::Table &table, const std::vector<const model::Facet *> &facets, const std::string &place)
    {
        std::vector<const value::Item *> others;
        const auto rows = rowsOfFacets(table, facets, others);
        std::map<const value::Item *, int> uses;
        for (const auto &each : rows)
            for (const value::Item *item : each)
                ++uses[item];
        std::set<const value::Item *> uncovered = itemsNotCovered(table, facets, rows);
        Json array = Json::array();
        for (std::size_t i = 0; i < facets.size(); ++i)
            array.append(facetJson(*facets[i], table, rows[i], uses, uncovered));
        if (!others.empty())
            array.append(facetOfOthers(table, others, place));
        return array;
    }

    /// Items with attributes that none of their facets shows, such as keys of an index.
    static std::set<const value::Item *> itemsNotCovered(const model::Table &table, const std::vector<const model::Facet *> &facets,
                                                         const std::vector<std::vector<const value::Item *>> &rows)
    {
        std::map<const value::Item *, std::set<std::string>> shown;
        for (std::size_t i = 0; i < facets.size(); ++i)
            for (const value::Item *item : rows[i])
                shown[item].insert(facets[i]->attributes.begin(), facets[i]->attributes.end());
        std::set<const value::Item *> uncovered;
        for (const auto &[item, names] : shown)
            for (const auto &[name, value] : *item)
                if (!table.definition.key.contains(name) && !names.contains(name))
                    uncovered.insert(item);
        return uncovered;
    }

    /// A row of several facets has in each what the facet shows. What none of them shows must not be lost: the first row of
    /// an item that is `uncovered` is whole, and takes it from there.
    static Json facetJson(const model::Facet &facet, const model::Table &table, const std::vector<const value::Item *> &rows,
                          const std::map<const value::Item *, int> &uses, std::set<const value::Item *> &uncovered)
    {
        const Json &kept = keptOf(facet.unknown);
        Json alias = Json::object({{"PartitionKeyAlias", jsonText(facet.partitionKeyAlias)}});
        if (!table.definition.key.sort.empty())
            alias.set("SortKeyAlias", jsonText(facet.sortKeyAlias));
        Json json = Json::object({{"FacetName", jsonText(facet.name)}, {"KeyAttributeAlias", alias}});
        Json array = Json::array();
        for (const value::Item *item : rows)
            array.append(uses.at(item) > 1 && uncovered.erase(item) == 0 ? restricted(*item, table.definition.key, facet.attributes)
                                                                         : value::toDynamoDbJson(*item));
        const Json *hadRows = kept.find("hasTableData");
        if (!array.elements().empty() || hadRows == nullptr || hadRows->asBoolean())
            json.set("TableData", array);
        json.set("NonKeyAttributes", jsonTexts(facet.attributes));
        for (const Json::Member &member : kept.members())
            if (member.name != "rows" && member.name != "hasTableData")
                json.set(member.name, member.value);
        if (!isFromWorkbench(facet.unknown))
            json.set("DataAccess", Json::object({{"MySql", Json::object()}}));
        return json;
    }

    /// NoSQL Workbench shows a table with facets through them only.
    Json facetOfOthers(const model::Table &table, const std::vector<const value::Item *> &others, const std::string &place)
    {
        std::set<std::string> names;
        Json array = Json::array();
        for (const value::Item *item : others) {
            array.append(value::toDynamoDbJson(*item));
            for (const auto &[name, value] : *item)
                if (!table.definition.key.contains(name))
                    names.insert(name);
        }
        lose(place + ".facets",
             std::to_string(others.size()) + " items of " + table.definition.name
                 + " are in no facet; a facet \"Other items\" is added for them, since NoSQL Workbench keeps rows in facets only.");
        Json alias = Json::object({{"PartitionKeyAlias", jsonText(table.definition.key.partition.front().name)}});
        if (!table.definition.key.sort.empty())
            alias.set("SortKeyAlias", jsonText(table.definition.key.sort.front().name));
        return Json::object({{"FacetName", jsonText("Other items")},
                             {"KeyAttributeAlias", alias},
                             {"TableData", array},
                             {"NonKeyAttributes", jsonTexts({names.begin(), names.end()})},
                             {"DataAccess", Json::object({{"MySql", Json::object()}})}});
    }

    void listTableLosses(const model::Table &table, const std::string &place)
    {
        const schema::TableDefinition &definition = table.definition;
        const auto loseIf = [&](bool has, const std::string &member, const std::string &what) {
            if (has)
                lose(place + "." + member, "NoSQL Workbench has no place for " + what + " of " + definition.name + "; it is left out.");
        };
        loseIf(!table.note.empty(), "note", "the note");
        for (const auto &[index, note] : table.indexNotes)
            loseIf(!note.empty(), "indexNotes." + index, "the note on the index " + index);
        for (const auto &[index, settings] : table.indexSettings)
            loseIf(settings.scaling != model::CapacityScaling(), "indexSettings." + index, "the auto scaling of the index " + index);
        loseIf(table.timeToLiveAttribute.has_value(), "timeToLive", "the time to live");
        loseIf(definition.streamViewType.has_value(), "stream", "the stream");
        loseIf(table.recoveryPeriodInDays.has_value(), "pointInTimeRecovery", "the point-in-time recovery");
        loseIf(definition.tableClass != schema::TableClass::Standard, "tableClass", "the table class");
        loseIf(definition.deletionProtection, "deletionProtection", "the deletion protection");
        loseIf(!definition.tags.empty(), "tags", "the tags");
        loseIf(definition.capacity.onDemandMaximum.has_value(), "capacity.onDemandMaximum", "the on-demand maximum");
        loseIf(definition.capacity.warm.has_value(), "capacity.warmThroughput", "the warm throughput");
        for (const Json::Member &member : table.settings.members())
            loseIf(member.name != kWorkbenchMember, member.name, member.name);
    }

    void listModelLosses()
    {
        const auto loseAll = [this](std::size_t count, const std::string &member, const std::string &what) {
            if (count > 0)
                lose(member, std::to_string(count) + " " + what + " are left out: NoSQL Workbench has no place for them.");
        };
        if (!m_model.note.empty())
            lose("note", "The model's note is left out: NoSQL Workbench has no place for it.");
        loseAll(m_model.entities.size(), "entities", "entities with their key templates");
        loseAll(m_model.relationships.size(), "relationships", "relationships");
        loseAll(m_model.accessPatterns.size(), "accessPatterns", "access patterns");
        for (std::size_t i = 0; i < m_model.facets.size(); ++i) {
            const model::Facet &facet = m_model.facets[i];
            if (!facet.note.empty() || !facet.where.empty() || !facet.entities.empty())
                lose(element("facets", i), "The facet " + facet.name + " keeps its rows, but not its note, condition and entities.");
        }
        if (!m_model.recipes.empty())
            lose("recipes", "The recipes for sample data are left out: NoSQL Workbench has no place for them.");
        if (m_model.canvas.has_value())
            lose("canvas", "The places on the canvas are left out: NoSQL Workbench has no place for them.");
        for (std::size_t i = 0; i < m_model.sampleData.size(); ++i)
            if (!m_model.sampleData[i].note.empty())
                lose(element("sampleData", i) + ".note", "The note on the sample data of " + m_model.sampleData[i].table + " is left out.");
        for (const Json::Member &member : m_model.unknown.members())
            if (member.name != kWorkbenchMember && member.name != "$schema")
                lose(member.name, "\"" + member.name + "\" is left out: NoSQL Workbench has no place for it.");
    }

    const model::Model &m_model;
    ExportResult &m_result;
};

/// Whether `previous` is another of NoSQL Workbench's ways to write the attribute value `fresh`.
bool isSameValue(const Json &fresh, const Json &previous)
{
    if (!itemfile::isTaggedValue(fresh))
        return false;
    Looseness ignored;
    try {
        return looseItem(Json::object({{"value", previous}}), ignored) == looseItem(Json::object({{"value", fresh}}), ignored);
    } catch (const value::ValueFormatError &) {
        return false;
    }
}

} // namespace

ExportResult writeNosqlWorkbench(const model::Model &model, std::string_view previous)
{
    ExportResult result;
    Json json = NosqlWorkbenchWriter(model, result).write();
    std::string lineBreak = "\n";
    bool endsWithLineBreak = true;
    if (!previous.empty()) {
        try {
            json = orderedLike(json, Json::parse(previous), isSameValue);
            endsWithLineBreak = previous.ends_with('\n');
            lineBreak = previous.find("\r\n") != std::string_view::npos ? "\r\n" : "\n";
        } catch (const value::JsonSyntaxError &) { // the file was something else; there is no order to keep
        }
    }
    result.files.push_back({fileNameFrom(model.name) + ".json", stringified(json, lineBreak) + (endsWithLineBreak ? lineBreak : "")});
    return result;
}

} // namespace keywright::exchange
