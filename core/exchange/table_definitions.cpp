#include "core/exchange/table_definitions.h"

#include <algorithm>
#include <map>

#include "core/exchange/building.h"

namespace keywright::exchange {

using model::ObjectReader;
using value::Json;

namespace {

using KeyTypes = std::map<std::string, schema::KeyType>;

KeyTypes readKeyTypes(ObjectReader &reader)
{
    KeyTypes types;
    reader.require("AttributeDefinitions", "an array of the key attributes with their types");
    reader.eachObject("AttributeDefinitions", [&types](ObjectReader &each) {
        const std::string name = each.requireText("AttributeName");
        types.emplace(name, each.requireEnum<schema::KeyType>("AttributeType", schema::keyTypeFromText, "one of S, N, B"));
    });
    return types;
}

schema::KeySchema readKey(ObjectReader &reader, const KeyTypes &types)
{
    schema::KeySchema key;
    reader.require("KeySchema", "an array of key attributes");
    reader.eachObject("KeySchema", [&](ObjectReader &each) {
        const std::string name = each.requireText("AttributeName");
        const std::string kind = each.requireText("KeyType");
        const auto type = types.find(name);
        if (type == types.end())
            each.failWith("AttributeName", "is \"" + name + "\"; expected an attribute of AttributeDefinitions");
        if (kind != "HASH" && kind != "RANGE")
            each.failWith("KeyType", "is \"" + kind + "\"; expected HASH or RANGE");
        (kind == "HASH" ? key.partition : key.sort).push_back({name, type->second});
    });
    if (key.partition.empty())
        reader.failWith("KeySchema", "has no HASH attribute; expected at least one");
    return key;
}

/// The console and some templates write numbers as text.
std::optional<std::int64_t> units(ObjectReader &reader, std::string_view member)
{
    const Json *found = reader.find(member);
    if (found != nullptr && found->isString())
        return Json::number(found->text()).asInteger();
    return found == nullptr || !found->isNumber() ? std::nullopt : reader.integer(member);
}

schema::Capacity readCapacity(ObjectReader &reader)
{
    schema::Capacity capacity;
    reader.object("ProvisionedThroughput", [&capacity](ObjectReader &inside) {
        const auto read = units(inside, "ReadCapacityUnits");
        const auto write = units(inside, "WriteCapacityUnits");
        // DescribeTable says 0 of a table on demand.
        if (read.value_or(1) > 0 && write.value_or(1) > 0)
            capacity.provisioned = schema::ProvisionedThroughput{read.value_or(1), write.value_or(1)};
    });
    reader.object("OnDemandThroughput", [&capacity](ObjectReader &inside) {
        capacity.onDemandMaximum = schema::OnDemandThroughput{units(inside, "MaxReadRequestUnits"), units(inside, "MaxWriteRequestUnits")};
    });
    reader.object("WarmThroughput", [&capacity](ObjectReader &inside) {
        capacity.warm = schema::WarmThroughput{units(inside, "ReadUnitsPerSecond"), units(inside, "WriteUnitsPerSecond")};
    });
    return capacity;
}

schema::Projection readProjection(ObjectReader &reader)
{
    schema::Projection projection;
    reader.object("Projection", [&projection](ObjectReader &inside) {
        if (inside.find("ProjectionType") != nullptr)
            projection.type = inside.requireEnum<schema::ProjectionType>("ProjectionType", schema::projectionTypeFromText,
                                                                         "one of ALL, KEYS_ONLY, INCLUDE");
        projection.attributes = inside.texts("NonKeyAttributes");
    });
    return projection;
}

/// The partition key first, as a model has it.
std::vector<schema::SearchAttribute> readSearchSchema(ObjectReader &reader, const KeyTypes &types)
{
    std::vector<schema::SearchAttribute> searchSchema;
    reader.eachObject("SearchSchema", [&](ObjectReader &each) {
        const std::string name = each.requireText("AttributeName");
        const std::string kind = each.requireText("SearchSchemaElementType");
        const auto type = types.find(name);
        if (type == types.end())
            each.failWith("AttributeName", "is \"" + name + "\"; expected an attribute of AttributeDefinitions");
        if (kind != "HASH" && kind != "INLINE_FILTER")
            each.failWith("SearchSchemaElementType", "is \"" + kind + "\"; expected HASH or INLINE_FILTER");
        searchSchema.push_back({{name, type->second}, kind == "HASH"});
    });
    std::stable_partition(searchSchema.begin(), searchSchema.end(), [](const auto &element) { return element.isPartition; });
    return searchSchema;
}

schema::VectorIndexDefinition readVectorIndex(ObjectReader &reader, const KeyTypes &types)
{
    schema::VectorIndexDefinition index;
    index.name = reader.requireText("IndexName");
    reader.require("VectorAttribute", "an object with the AttributeName of the vectors");
    reader.object("VectorAttribute", [&index](ObjectReader &inside) { index.vectorAttribute = inside.requireText("AttributeName"); });
    index.searchSchema = readSearchSchema(reader, types);
    index.projection = readProjection(reader);
    reader.require("Dimensions", "how many numbers a vector has");
    index.dimensions = units(reader, "Dimensions").value_or(0);
    index.distance = reader.requireEnum<schema::DistanceFunction>("DistanceFunction", schema::distanceFunctionFromText,
                                                                  "one of COSINE, DOT_PRODUCT, EUCLIDEAN");
    return index;
}

schema::IndexDefinition readIndex(ObjectReader &reader, const KeyTypes &types)
{
    schema::IndexDefinition index;
    index.name = reader.requireText("IndexName");
    index.key = readKey(reader, types);
    index.projection = readProjection(reader);
    index.capacity = readCapacity(reader);
    return index;
}

bool isOn(const Json *json)
{
    return json != nullptr && (json->asBoolean() || json->text() == "true" || json->text() == "ENABLED");
}

void readBilling(ObjectReader &reader, schema::TableDefinition &table)
{
    table.capacity = readCapacity(reader);
    reader.object("BillingModeSummary", [&table](ObjectReader &inside) {
        table.billingMode =
            inside.requireEnum<schema::BillingMode>("BillingMode", schema::billingModeFromText, "PROVISIONED or PAY_PER_REQUEST");
    });
    if (reader.find("BillingMode") != nullptr)
        table.billingMode =
            reader.requireEnum<schema::BillingMode>("BillingMode", schema::billingModeFromText, "PROVISIONED or PAY_PER_REQUEST");
    if (table.billingMode == schema::BillingMode::PayPerRequest) {
        table.capacity.provisioned.reset();
        for (schema::IndexDefinition &index : table.globalIndexes)
            index.capacity.provisioned.reset();
    }
    if (table.billingMode == schema::BillingMode::Provisioned && !table.capacity.provisioned)
        table.capacity.provisioned = schema::ProvisionedThroughput{5, 5};
    completeIndexCapacity(table);
}

void readTags(ObjectReader &reader, schema::TableDefinition &table)
{
    reader.eachObject("Tags", [&table](ObjectReader &each) { table.tags[each.requireText("Key")] = each.text("Value"); });
}

/// What CloudFormation and DescribeTable say beside CreateTable's members.
void readSettings(ObjectReader &reader, model::Table &table)
{
    schema::TableDefinition &definition = table.definition;
    reader.object("StreamSpecification", [&definition](ObjectReader &inside) {
        if (inside.find("StreamViewType") != nullptr)
            definition.streamViewType = inside.requireEnum<schema::StreamViewType>(
                "StreamViewType", schema::streamViewTypeFromText, "one of KEYS_ONLY, NEW_IMAGE, OLD_IMAGE, NEW_AND_OLD_IMAGES");
    });
    if (reader.find("TableClass") != nullptr)
        definition.tableClass =
            reader.requireEnum<schema::TableClass>("TableClass", schema::tableClassFromText, "STANDARD or STANDARD_INFREQUENT_ACCESS");
    reader.object("TableClassSummary", [&definition](ObjectReader &inside) {
        definition.tableClass =
            inside.requireEnum<schema::TableClass>("TableClass", schema::tableClassFromText, "STANDARD or STANDARD_INFREQUENT_ACCESS");
    });
    definition.deletionProtection = isOn(reader.find("DeletionProtectionEnabled"));
    reader.object("TimeToLiveSpecification", [&table](ObjectReader &inside) {
        if (inside.find("Enabled") == nullptr || isOn(inside.find("Enabled")))
            table.timeToLiveAttribute = inside.requireText("AttributeName");
    });
    reader.object("PointInTimeRecoverySpecification", [&table](ObjectReader &inside) {
        constexpr std::int64_t kLongest = 35;
        if (isOn(inside.find("PointInTimeRecoveryEnabled")))
            table.recoveryPeriodInDays = units(inside, "RecoveryPeriodInDays").value_or(kLongest);
    });
    readTags(reader, definition);
}

} // namespace

model::Table readTableMembers(ObjectReader &reader, const std::string &tableName)
{
    model::Table table;
    schema::TableDefinition &definition = table.definition;
    definition.name = tableName;
    const KeyTypes types = readKeyTypes(reader);
    definition.key = readKey(reader, types);
    reader.eachObject("LocalSecondaryIndexes", [&](ObjectReader &each) { definition.localIndexes.push_back(readIndex(each, types)); });
    reader.eachObject("GlobalSecondaryIndexes", [&](ObjectReader &each) { definition.globalIndexes.push_back(readIndex(each, types)); });
    reader.eachObject("VectorIndexes", [&](ObjectReader &each) { definition.vectorIndexes.push_back(readVectorIndex(each, types)); });
    readBilling(reader, definition);
    readSettings(reader, table);
    return table;
}

ImportResult readTableDefinitions(std::string_view text, const std::string &fileName)
{
    const Json json = parseJson(text, fileName);
    ImportResult result;
    result.model.name = modelNameFrom(fileName);
    const auto readOne = [&](const Json &each, const std::string &path) {
        const Json *inside = each.find("Table");
        if (inside == nullptr)
            inside = each.find("TableDescription");
        ObjectReader reader(inside != nullptr ? *inside : each, inside == nullptr ? path : path + (path.empty() ? "Table" : ".Table"),
                            fileName);
        result.model.tables.push_back(readTableMembers(reader, reader.requireText("TableName")));
    };
    if (json.isArray())
        for (std::size_t i = 0; i < json.elements().size(); ++i)
            readOne(json.elements()[i], "[" + std::to_string(i) + "]");
    else
        readOne(json, "");
    reportBrokenTables(fileName, result);
    return result;
}

} // namespace keywright::exchange
