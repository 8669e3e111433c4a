#include "core/service/operations/table_request_reader.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/schema/tag_rules.h"
#include "core/service/fault.h"
#include "core/service/operations/request_parts.h"

namespace keywright::service {

namespace {

constexpr std::string_view kInvalid = "One or more parameter values were invalid: ";

[[noreturn]] void refuse(const std::string &reason)
{
    throw Fault::validation(std::string(kInvalid) + reason);
}

/// Members of the request that bring what Keywright does not have yet.
void refuseWhatIsNotThereYet(const RequestValue &request)
{
    constexpr std::array<std::string_view, 3> kMembers{"ReplicaUpdates", "GlobalTableWitnessUpdates", "MultiRegionConsistency"};
    for (const std::string_view member : kMembers)
        if (request.has(member))
            throw Fault::validation("Not supported by Keywright yet: " + std::string(member));
}

std::string joined(const std::vector<std::string> &names)
{
    std::string text;
    for (const std::string &name : names)
        text += (text.empty() ? "" : ", ") + name;
    return "[" + text + "]";
}

/// AttributeDefinitions, and the key schemas that use them.
class KeyAttributes {
public:
    explicit KeyAttributes(const RequestValue &request)
    {
        for (const RequestValue &definition : request.list("AttributeDefinitions")) {
            const std::string name(definition.text("AttributeName"));
            if (find(name) != nullptr)
                throw Fault::validation("Attribute Name is duplicated: " + name);
            m_definitions.push_back({name, schema::keyTypeFromText(definition.text("AttributeType")).value_or(schema::KeyType::S)});
        }
    }

    bool isEmpty() const { return m_definitions.empty(); }

    schema::KeySchema tableKey(const RequestValue &table)
    {
        const std::vector<RequestValue> elements = table.list("KeySchema");
        const bool areDefined =
            std::all_of(elements.begin(), elements.end(), [this](const auto &element) { return find(nameOf(element)) != nullptr; });
        if (elements.size() == 2 && !areDefined)
            throw Fault::validation("Invalid KeySchema: Some index key attribute have no definition");
        return key(elements, false);
    }

    schema::KeySchema localKey(const RequestValue &index) { return key(index.list("KeySchema"), false); }
    /// Of a GSI: up to four HASH, then up to four RANGE attributes.
    schema::KeySchema globalKey(const RequestValue &index) { return key(index.list("KeySchema"), true); }

    /// Those by which a vector index is searched: defined like keys.
    std::vector<schema::SearchAttribute> searchSchema(const RequestValue &index)
    {
        std::vector<schema::SearchAttribute> elements;
        for (const RequestValue &element : index.list("SearchSchema")) {
            const schema::KeyAttribute *attribute = find(nameOf(element));
            if (attribute == nullptr)
                refuse("One element in SearchSchema is not defined in attribute definitions");
            m_used.insert(attribute->name);
            elements.push_back({*attribute, element.text("SearchSchemaElementType") == "HASH"});
        }
        return elements;
    }

    /// A vector's attribute must not be among them.
    void refuseVector(const std::string &attribute) const
    {
        if (find(attribute) != nullptr)
            refuse("Conflicting attribute definition for '" + attribute
                   + "'. An attribute cannot be defined in AttributeDefinitions when used as a VectorAttribute.");
    }

    void refuseUnused(bool hasIndexes) const
    {
        if (m_used.size() == m_definitions.size())
            return;
        if (!hasIndexes)
            refuse("Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions");
        refuse("Some AttributeDefinitions are not used. AttributeDefinitions: " + joined(names())
               + ", keys used: " + joined({m_used.begin(), m_used.end()}));
    }

private:
    static std::string nameOf(const RequestValue &element) { return std::string(element.text("AttributeName")); }

    const schema::KeyAttribute *find(const std::string &name) const
    {
        const auto found =
            std::find_if(m_definitions.begin(), m_definitions.end(), [&](const auto &attribute) { return attribute.name == name; });
        return found == m_definitions.end() ? nullptr : &*found;
    }

    std::vector<std::string> names() const
    {
        std::vector<std::string> names;
        for (const schema::KeyAttribute &attribute : m_definitions)
            names.push_back(attribute.name);
        return names;
    }

    void refuseUndefined(const std::vector<RequestValue> &elements) const
    {
        std::vector<std::string> keys;
        for (const RequestValue &element : elements)
            keys.push_back(nameOf(element));
        const bool areDefined = std::all_of(keys.begin(), keys.end(), [this](const auto &name) { return find(name) != nullptr; });
        if (!areDefined)
            refuse("Some index key attributes are not defined in AttributeDefinitions. Keys: " + joined(keys)
                   + ", AttributeDefinitions: " + joined(names()));
    }

    static void refuseOrder(const std::vector<RequestValue> &elements, bool isGlobal)
    {
        bool sawRange = false;
        std::set<std::string> seen;
        for (std::size_t i = 0; i < elements.size(); ++i) {
            if (!seen.insert(nameOf(elements[i])).second)
                throw Fault::validation(elements.size() == 2
                                            ? "Both the Hash Key and the Range Key element in the KeySchema have the same name"
                                            : "The KeySchema contains multiple key attributes with the same name");
            const bool isRange = elements[i].text("KeyType") == "RANGE";
            if (i == 0 && isRange)
                throw Fault::validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
            if (i == 1 && !isRange && !isGlobal)
                throw Fault::validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
            if (sawRange && !isRange)
                refuse("All HASH key attributes must precede RANGE key attributes in the KeySchema");
            sawRange = isRange;
        }
    }

    schema::KeySchema key(const std::vector<RequestValue> &elements, bool isGlobal)
    {
        refuseUndefined(elements);
        refuseOrder(elements, isGlobal);
        schema::KeySchema schema;
        for (const RequestValue &element : elements) {
            const schema::KeyAttribute &attribute = *find(nameOf(element));
            m_used.insert(attribute.name);
            (element.text("KeyType") == "RANGE" ? schema.sort : schema.partition).push_back(attribute);
        }
        return schema;
    }

    std::vector<schema::KeyAttribute> m_definitions;
    std::set<std::string> m_used;
};

schema::Projection projectionOf(const RequestValue &index)
{
    schema::Projection projection;
    const auto member = index.find("Projection");
    const auto type = member ? schema::projectionTypeFromText(member->text("ProjectionType")) : std::nullopt;
    if (!type)
        refuse("Unknown ProjectionType: null");
    projection.type = *type;
    for (const RequestValue &attribute : member->list("NonKeyAttributes"))
        projection.attributes.emplace_back(attribute.asText());
    return projection;
}

schema::Capacity capacityOf(const RequestValue &holder)
{
    schema::Capacity capacity;
    if (const auto units = holder.find("ProvisionedThroughput"))
        capacity.provisioned = schema::ProvisionedThroughput{units->integer("ReadCapacityUnits"), units->integer("WriteCapacityUnits")};
    if (const auto maximum = holder.find("OnDemandThroughput"))
        capacity.onDemandMaximum =
            schema::OnDemandThroughput{maximum->optionalInteger("MaxReadRequestUnits"), maximum->optionalInteger("MaxWriteRequestUnits")};
    if (const auto warm = holder.find("WarmThroughput"))
        capacity.warm = schema::WarmThroughput{warm->optionalInteger("ReadUnitsPerSecond"), warm->optionalInteger("WriteUnitsPerSecond")};
    return capacity;
}

schema::IndexDefinition localIndexOf(const RequestValue &index, KeyAttributes &attributes)
{
    return {std::string(index.text("IndexName")), attributes.localKey(index), projectionOf(index), {}};
}

schema::IndexDefinition globalIndexOf(const RequestValue &index, KeyAttributes &attributes)
{
    return {std::string(index.text("IndexName")), attributes.globalKey(index), projectionOf(index), capacityOf(index)};
}

/// Without the attributes by which it is searched.
schema::VectorIndexDefinition vectorIndexIn(const RequestValue &request)
{
    schema::VectorIndexDefinition index;
    index.name = request.text("IndexName");
    if (const auto attribute = request.find("VectorAttribute"))
        index.vectorAttribute = attribute->text("AttributeName");
    index.dimensions = request.integer("Dimensions");
    index.distance = schema::distanceFunctionFromText(request.text("DistanceFunction")).value_or(schema::DistanceFunction::Cosine);
    return index;
}

schema::VectorIndexDefinition vectorIndexOf(const RequestValue &request, KeyAttributes &attributes)
{
    schema::VectorIndexDefinition index = vectorIndexIn(request);
    attributes.refuseVector(index.vectorAttribute);
    index.searchSchema = attributes.searchSchema(request);
    index.projection = projectionOf(request);
    return index;
}

engine::VectorIndexAction vectorActionOf(const RequestValue &update, KeyAttributes &attributes)
{
    const auto created = update.find("Create");
    const auto deleted = update.find("Delete");
    if (created.has_value() == deleted.has_value())
        refuse("One of VectorIndexUpdate.Create, VectorIndexUpdate.Delete must not be null, and only one");
    if (created)
        return engine::CreateVectorIndexAction{vectorIndexOf(*created, attributes)};
    return engine::DeleteVectorIndexAction{std::string(deleted->text("IndexName"))};
}

template <typename Read>
std::vector<schema::IndexDefinition> indexesIn(const RequestValue &request, std::string_view member, Read read)
{
    std::vector<schema::IndexDefinition> indexes;
    for (const RequestValue &index : request.list(member))
        indexes.push_back(read(index));
    if (request.has(member) && indexes.empty())
        refuse("List of " + std::string(member) + " is empty");
    return indexes;
}

/// `onMissing` and `onSurplus` are what is said when the view type is not there though it must be, and the other way round.
std::optional<schema::StreamViewType> viewTypeOf(const RequestValue &specification, const std::string &onMissing,
                                                 const std::string &onSurplus)
{
    const auto viewType = schema::streamViewTypeFromText(specification.text("StreamViewType"));
    const bool enabled = specification.flag("StreamEnabled");
    if (enabled && !viewType)
        refuse(onMissing);
    if (!enabled && viewType)
        refuse(onSurplus);
    return viewType;
}

std::optional<schema::Encryption> encryptionOf(const RequestValue &specification)
{
    const std::string_view type = specification.text("SSEType");
    const auto key = specification.optionalText("KMSMasterKeyId");
    if (!specification.flag("Enabled")) {
        if (!type.empty())
            refuse("SSEType can not be specified if Enabled is false");
        if (key)
            refuse("KMSMasterKeyId can not be specified if Enabled is false");
        return std::nullopt;
    }
    if (type == "AES256")
        refuse("SSEType AES256 is not supported");
    if (key && type != "KMS")
        refuse("SSEType KMS is required if KMSMasterKeyId is specified");
    return schema::Encryption{std::string(key.value_or(""))};
}

std::vector<schema::IndexDefinition> restoredIndexesIn(const RequestValue &request, std::string_view member)
{
    std::vector<schema::IndexDefinition> indexes;
    for (const RequestValue &index : request.list(member)) {
        schema::KeySchema key;
        for (const RequestValue &element : index.list("KeySchema"))
            (element.text("KeyType") == "RANGE" ? key.sort : key.partition).push_back({std::string(element.text("AttributeName"))});
        indexes.push_back({std::string(index.text("IndexName")), std::move(key), projectionOf(index), capacityOf(index)});
    }
    return indexes;
}

std::vector<schema::VectorIndexDefinition> restoredVectorIndexesIn(const RequestValue &request)
{
    std::vector<schema::VectorIndexDefinition> indexes;
    for (const RequestValue &each : request.list("VectorIndexOverride")) {
        schema::VectorIndexDefinition index = vectorIndexIn(each);
        index.projection = projectionOf(each);
        for (const RequestValue &element : each.list("SearchSchema"))
            index.searchSchema.push_back({{std::string(element.text("AttributeName"))}, element.text("SearchSchemaElementType") == "HASH"});
        indexes.push_back(std::move(index));
    }
    return indexes;
}

engine::IndexAction indexActionOf(const RequestValue &update, KeyAttributes &attributes)
{
    const auto created = update.find("Create");
    const auto updated = update.find("Update");
    const auto deleted = update.find("Delete");
    const int actions = int(created.has_value()) + int(updated.has_value()) + int(deleted.has_value());
    if (actions == 0)
        refuse("One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must "
               "not be null");
    if (actions > 1)
        refuse("Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object");
    if (created) {
        if (attributes.isEmpty())
            refuse("AttributeDefinitions is not specified for index: " + std::string(created->text("IndexName")));
        return engine::CreateIndexAction{globalIndexOf(*created, attributes)};
    }
    if (updated)
        return engine::UpdateIndexAction{std::string(updated->text("IndexName")), capacityOf(*updated)};
    return engine::DeleteIndexAction{std::string(deleted->text("IndexName"))};
}

} // namespace

engine::CreateTableRequest createTableRequestOf(const RequestValue &request)
{
    refuseWhatIsNotThereYet(request);
    engine::CreateTableRequest create;
    schema::TableDefinition &table = create.definition;
    table.name = request.text("TableName");
    table.billingMode = schema::billingModeFromText(request.text("BillingMode")).value_or(schema::BillingMode::Provisioned);
    table.capacity = capacityOf(request);
    KeyAttributes attributes(request);
    table.key = attributes.tableKey(request);
    table.localIndexes =
        indexesIn(request, "LocalSecondaryIndexes", [&](const RequestValue &index) { return localIndexOf(index, attributes); });
    table.globalIndexes =
        indexesIn(request, "GlobalSecondaryIndexes", [&](const RequestValue &index) { return globalIndexOf(index, attributes); });
    for (const RequestValue &index : request.list("VectorIndexes"))
        table.vectorIndexes.push_back(vectorIndexOf(index, attributes));
    attributes.refuseUnused(!table.localIndexes.empty() || !table.globalIndexes.empty() || !table.vectorIndexes.empty());
    if (const auto stream = request.find("StreamSpecification"))
        table.streamViewType = viewTypeOf(*stream, "Table is being created with a stream enabled, UpdateViewType is required",
                                          "Table is being created with a stream disabled, UpdateViewType should not be specified");
    if (const auto encryption = request.find("SSESpecification"))
        table.encryption = encryptionOf(*encryption);
    table.tableClass = schema::tableClassFromText(request.text("TableClass")).value_or(schema::TableClass::Standard);
    table.deletionProtection = request.flag("DeletionProtectionEnabled");
    const auto tags = tagsIn(request);
    if (const auto broken = schema::brokenTagRule(tags))
        throw Fault::validation(*broken);
    table.tags.insert(tags.begin(), tags.end());
    if (const auto policy = request.optionalText("ResourcePolicy"))
        create.resourcePolicy = std::string(*policy);
    return create;
}

engine::UpdateTableRequest updateTableRequestOf(const RequestValue &request)
{
    refuseWhatIsNotThereYet(request);
    engine::UpdateTableRequest update;
    update.table = tableIn(request);
    update.billingMode = schema::billingModeFromText(request.text("BillingMode"));
    update.capacity = capacityOf(request);
    KeyAttributes attributes(request);
    for (const RequestValue &action : request.list("GlobalSecondaryIndexUpdates"))
        update.indexActions.push_back(indexActionOf(action, attributes));
    for (const RequestValue &action : request.list("VectorIndexUpdates"))
        update.vectorActions.push_back(vectorActionOf(action, attributes));
    if (const auto stream = request.find("StreamSpecification"))
        update.stream = engine::StreamChange{viewTypeOf(*stream, "If stream is being enabled then UpdateViewType is required",
                                                        "If stream is being disabled, then UpdateViewType must not be specified")};
    if (const auto encryption = request.find("SSESpecification"))
        update.encryption = engine::EncryptionChange{encryptionOf(*encryption)};
    update.tableClass = schema::tableClassFromText(request.text("TableClass"));
    update.deletionProtection = request.optionalFlag("DeletionProtectionEnabled");
    return update;
}

engine::RestoreOverrides restoreOverridesIn(const RequestValue &request)
{
    engine::RestoreOverrides overrides;
    if (request.has("VectorIndexOverride"))
        overrides.vectorIndexes = restoredVectorIndexesIn(request);
    overrides.billingMode = schema::billingModeFromText(request.text("BillingModeOverride"));
    if (request.has("GlobalSecondaryIndexOverride"))
        overrides.globalIndexes = restoredIndexesIn(request, "GlobalSecondaryIndexOverride");
    if (request.has("LocalSecondaryIndexOverride"))
        overrides.localIndexes = restoredIndexesIn(request, "LocalSecondaryIndexOverride");
    if (const auto units = request.find("ProvisionedThroughputOverride"))
        overrides.provisioned = schema::ProvisionedThroughput{units->integer("ReadCapacityUnits"), units->integer("WriteCapacityUnits")};
    if (const auto maximum = request.find("OnDemandThroughputOverride"))
        overrides.onDemandMaximum =
            schema::OnDemandThroughput{maximum->optionalInteger("MaxReadRequestUnits"), maximum->optionalInteger("MaxWriteRequestUnits")};
    if (const auto encryption = request.find("SSESpecificationOverride"))
        overrides.encryption = engine::EncryptionChange{encryptionOf(*encryption)};
    return overrides;
}

std::vector<std::pair<std::string, std::string>> tagsIn(const RequestValue &request)
{
    std::vector<std::pair<std::string, std::string>> tags;
    for (const RequestValue &tag : request.list("Tags")) {
        const auto key = tag.optionalText("Key");
        const auto value = tag.optionalText("Value");
        if (!key)
            throw Fault::validation("The Tag Key provided is invalid, Key: null");
        if (!value)
            throw Fault::validation("The Tag Value provided is invalid, Value: null");
        tags.emplace_back(*key, *value);
    }
    return tags;
}

} // namespace keywright::service
