#include "core/schema/table_json.h"

#include <stdexcept>

namespace keywright::schema {

using value::Json;

namespace {

Json text(std::string_view content)
{
    return Json::string(std::string(content));
}

Json keySchemaJson(const KeySchema &key)
{
    Json array = Json::array();
    const auto append = [&array](const KeyAttribute &attribute, std::string_view keyType) {
        array.append(Json::object({{"AttributeName", text(attribute.name)}, {"KeyType", text(keyType)}}));
    };
    for (const KeyAttribute &attribute : key.partition)
        append(attribute, "HASH");
    for (const KeyAttribute &attribute : key.sort)
        append(attribute, "RANGE");
    return array;
}

Json projectionJson(const Projection &projection)
{
    Json json = Json::object({{"ProjectionType", text(textOf(projection.type))}});
    if (projection.type == ProjectionType::Include) {
        Json names = Json::array();
        for (const std::string &name : projection.attributes)
            names.append(text(name));
        json.set("NonKeyAttributes", names);
    }
    return json;
}

void setIfPresent(Json &json, const char *name, const std::optional<std::int64_t> &number)
{
    if (number)
        json.set(name, Json::number(*number));
}

Json indexesJson(const std::vector<IndexDefinition> &indexes)
{
    Json array = Json::array();
    for (const IndexDefinition &index : indexes)
        array.append(toIndexJson(index));
    return array;
}

Json vectorIndexesJson(const std::vector<VectorIndexDefinition> &indexes)
{
    Json array = Json::array();
    for (const VectorIndexDefinition &index : indexes)
        array.append(toIndexJson(index));
    return array;
}

std::vector<KeySchema> keysOf(const TableDefinition &table)
{
    std::vector<KeySchema> keys{table.key};
    for (const auto *indexes : {&table.localIndexes, &table.globalIndexes})
        for (const IndexDefinition &index : *indexes)
            keys.push_back(index.key);
    for (const VectorIndexDefinition &index : table.vectorIndexes)
        for (KeySchema &key : searchKeysOf(index))
            keys.push_back(std::move(key));
    return keys;
}

const Json &member(const Json &json, const char *name)
{
    const Json *found = json.find(name);
    if (found == nullptr)
        throw std::invalid_argument(std::string("the table definition has no ") + name);
    return *found;
}

template <typename Enum>
Enum enumMember(const Json &json, const char *name, std::optional<Enum> (*fromText)(std::string_view))
{
    const auto read = fromText(member(json, name).text());
    if (!read)
        throw std::invalid_argument(std::string(name) + " cannot be \"" + member(json, name).text() + "\"");
    return *read;
}

std::optional<std::int64_t> integerMember(const Json &json, const char *name)
{
    const Json *found = json.find(name);
    return found == nullptr ? std::nullopt : found->asInteger();
}

KeySchema keySchemaFrom(const Json &json, const std::map<std::string, KeyType> &types)
{
    KeySchema key;
    for (const Json &element : member(json, "KeySchema").elements()) {
        const std::string &name = member(element, "AttributeName").text();
        const auto type = types.find(name);
        if (type == types.end())
            throw std::invalid_argument("AttributeDefinitions lacks the key attribute " + name);
        auto &part = member(element, "KeyType").text() == "HASH" ? key.partition : key.sort;
        part.push_back({name, type->second});
    }
    return key;
}

Projection projectionFrom(const Json &json)
{
    Projection projection;
    projection.type = enumMember<ProjectionType>(json, "ProjectionType", projectionTypeFromText);
    if (const Json *names = json.find("NonKeyAttributes"))
        for (const Json &name : names->elements())
            projection.attributes.push_back(name.text());
    return projection;
}

Capacity capacityFrom(const Json &json)
{
    Capacity capacity;
    if (const Json *provisioned = json.find("ProvisionedThroughput"))
        capacity.provisioned = ProvisionedThroughput{integerMember(*provisioned, "ReadCapacityUnits").value_or(0),
                                                     integerMember(*provisioned, "WriteCapacityUnits").value_or(0)};
    if (const Json *maximum = json.find("OnDemandThroughput"))
        capacity.onDemandMaximum =
            OnDemandThroughput{integerMember(*maximum, "MaxReadRequestUnits"), integerMember(*maximum, "MaxWriteRequestUnits")};
    if (const Json *warm = json.find("WarmThroughput"))
        capacity.warm = WarmThroughput{integerMember(*warm, "ReadUnitsPerSecond"), integerMember(*warm, "WriteUnitsPerSecond")};
    return capacity;
}

std::vector<IndexDefinition> indexesFrom(const Json &json, const char *name, const std::map<std::string, KeyType> &types)
{
    std::vector<IndexDefinition> indexes;
    if (const Json *array = json.find(name))
        for (const Json &element : array->elements())
            indexes.push_back({member(element, "IndexName").text(), keySchemaFrom(element, types),
                               projectionFrom(member(element, "Projection")), capacityFrom(element)});
    return indexes;
}

std::vector<VectorIndexDefinition> vectorIndexesFrom(const Json &json, const std::map<std::string, KeyType> &types)
{
    std::vector<VectorIndexDefinition> indexes;
    const Json *array = json.find("VectorIndexes");
    if (array == nullptr)
        return indexes;
    for (const Json &element : array->elements()) {
        VectorIndexDefinition index;
        index.name = member(element, "IndexName").text();
        index.vectorAttribute = member(member(element, "VectorAttribute"), "AttributeName").text();
        if (const Json *searchSchema = element.find("SearchSchema"))
            for (const Json &each : searchSchema->elements()) {
                const std::string &name = member(each, "AttributeName").text();
                const auto type = types.find(name);
                if (type == types.end())
                    throw std::invalid_argument("AttributeDefinitions lacks the attribute " + name + " of a SearchSchema");
                index.searchSchema.push_back({{name, type->second}, member(each, "SearchSchemaElementType").text() == "HASH"});
            }
        index.projection = projectionFrom(member(element, "Projection"));
        index.dimensions = integerMember(element, "Dimensions").value_or(0);
        index.distance = enumMember<DistanceFunction>(element, "DistanceFunction", distanceFunctionFromText);
        indexes.push_back(std::move(index));
    }
    return indexes;
}

} // namespace

Json toAttributeDefinitionsJson(const std::vector<KeySchema> &keys)
{
    std::map<std::string, KeyType> types;
    for (const KeySchema &key : keys)
        for (const auto *part : {&key.partition, &key.sort})
            for (const KeyAttribute &attribute : *part)
                types.emplace(attribute.name, attribute.type);

    Json array = Json::array();
    for (const auto &[name, type] : types)
        array.append(Json::object({{"AttributeName", text(name)}, {"AttributeType", text(textOf(type))}}));
    return array;
}

void setCapacityMembers(Json &json, const Capacity &capacity)
{
    if (capacity.provisioned)
        json.set("ProvisionedThroughput",
                 Json::object({{"ReadCapacityUnits", Json::number(capacity.provisioned->readCapacityUnits)},
                               {"WriteCapacityUnits", Json::number(capacity.provisioned->writeCapacityUnits)}}));
    if (capacity.onDemandMaximum) {
        Json maximum = Json::object();
        setIfPresent(maximum, "MaxReadRequestUnits", capacity.onDemandMaximum->maxReadRequestUnits);
        setIfPresent(maximum, "MaxWriteRequestUnits", capacity.onDemandMaximum->maxWriteRequestUnits);
        json.set("OnDemandThroughput", maximum);
    }
    if (capacity.warm) {
        Json warm = Json::object();
        setIfPresent(warm, "ReadUnitsPerSecond", capacity.warm->readUnitsPerSecond);
        setIfPresent(warm, "WriteUnitsPerSecond", capacity.warm->writeUnitsPerSecond);
        json.set("WarmThroughput", warm);
    }
}

Json toIndexJson(const IndexDefinition &index)
{
    Json json = Json::object(
        {{"IndexName", text(index.name)}, {"KeySchema", keySchemaJson(index.key)}, {"Projection", projectionJson(index.projection)}});
    setCapacityMembers(json, index.capacity);
    return json;
}

std::vector<KeySchema> searchKeysOf(const VectorIndexDefinition &index)
{
    std::vector<KeySchema> keys;
    for (const SearchAttribute &element : index.searchSchema)
        keys.push_back({{element.attribute}, {}});
    return keys;
}

Json toIndexJson(const VectorIndexDefinition &index)
{
    Json json = Json::object(
        {{"IndexName", text(index.name)}, {"VectorAttribute", Json::object({{"AttributeName", text(index.vectorAttribute)}})}});
    Json searchSchema = Json::array();
    for (const SearchAttribute &element : index.searchSchema)
        searchSchema.append(Json::object({{"AttributeName", text(element.attribute.name)},
                                          {"SearchSchemaElementType", text(element.isPartition ? "HASH" : "INLINE_FILTER")}}));
    if (!index.searchSchema.empty())
        json.set("SearchSchema", searchSchema);
    json.set("Projection", projectionJson(index.projection));
    json.set("Dimensions", Json::number(index.dimensions));
    json.set("DistanceFunction", text(textOf(index.distance)));
    return json;
}

Json toCreateTableJson(const TableDefinition &table)
{
    Json json = Json::object({{"TableName", text(table.name)},
                              {"AttributeDefinitions", toAttributeDefinitionsJson(keysOf(table))},
                              {"KeySchema", keySchemaJson(table.key)}});
    if (!table.localIndexes.empty())
        json.set("LocalSecondaryIndexes", indexesJson(table.localIndexes));
    if (!table.globalIndexes.empty())
        json.set("GlobalSecondaryIndexes", indexesJson(table.globalIndexes));
    if (!table.vectorIndexes.empty())
        json.set("VectorIndexes", vectorIndexesJson(table.vectorIndexes));
    json.set("BillingMode", text(textOf(table.billingMode)));
    setCapacityMembers(json, table.capacity);
    if (table.streamViewType)
        json.set("StreamSpecification",
                 Json::object({{"StreamEnabled", Json::boolean(true)}, {"StreamViewType", text(textOf(*table.streamViewType))}}));
    if (table.encryption) {
        Json encryption = Json::object({{"Enabled", Json::boolean(true)}, {"SSEType", text("KMS")}});
        if (!table.encryption->kmsKey.empty())
            encryption.set("KMSMasterKeyId", text(table.encryption->kmsKey));
        json.set("SSESpecification", encryption);
    }
    if (table.tableClass != TableClass::Standard)
        json.set("TableClass", text(textOf(table.tableClass)));
    if (table.deletionProtection)
        json.set("DeletionProtectionEnabled", Json::boolean(true));
    if (!table.tags.empty()) {
        Json tags = Json::array();
        for (const auto &[key, tagText] : table.tags)
            tags.append(Json::object({{"Key", text(key)}, {"Value", text(tagText)}}));
        json.set("Tags", tags);
    }
    return json;
}

TableDefinition fromCreateTableJson(const Json &json)
{
    std::map<std::string, KeyType> types;
    for (const Json &element : member(json, "AttributeDefinitions").elements())
        types.emplace(member(element, "AttributeName").text(), enumMember<KeyType>(element, "AttributeType", keyTypeFromText));

    TableDefinition table;
    table.name = member(json, "TableName").text();
    table.key = keySchemaFrom(json, types);
    table.localIndexes = indexesFrom(json, "LocalSecondaryIndexes", types);
    table.globalIndexes = indexesFrom(json, "GlobalSecondaryIndexes", types);
    table.vectorIndexes = vectorIndexesFrom(json, types);
    if (json.find("BillingMode") != nullptr)
        table.billingMode = enumMember<BillingMode>(json, "BillingMode", billingModeFromText);
    table.capacity = capacityFrom(json);
    const Json *stream = json.find("StreamSpecification");
    if (stream != nullptr && stream->find("StreamViewType") != nullptr)
        table.streamViewType = enumMember<StreamViewType>(*stream, "StreamViewType", streamViewTypeFromText);
    if (const Json *encryption = json.find("SSESpecification")) {
        const Json *key = encryption->find("KMSMasterKeyId");
        table.encryption = Encryption{key == nullptr ? std::string() : key->text()};
    }
    if (json.find("TableClass") != nullptr)
        table.tableClass = enumMember<TableClass>(json, "TableClass", tableClassFromText);
    if (const Json *protection = json.find("DeletionProtectionEnabled"))
        table.deletionProtection = protection->asBoolean();
    if (const Json *tags = json.find("Tags"))
        for (const Json &tag : tags->elements())
            table.tags.emplace(member(tag, "Key").text(), member(tag, "Value").text());
    return table;
}

} // namespace keywright::schema
