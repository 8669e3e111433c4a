#include "core/schema/table_rules.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/schema/limits.h"

namespace keywright::schema {

namespace {

using Broken = std::optional<std::string>;

const std::string kInvalid = "One or more parameter values were invalid: ";

std::string constraintError(const std::string &text, const std::string &member, const std::string &constraint)
{
    return "1 validation error detected: Value '" + text + "' at '" + member + "' failed to satisfy constraint: " + constraint;
}

Broken brokenName(const std::string &name, const std::string &member)
{
    if (name.size() < kMinTableNameLength)
        return constraintError(name, member, "Member must have length greater than or equal to 3");
    if (name.size() > kMaxTableNameLength)
        return constraintError(name, member, "Member must have length less than or equal to 255");
    if (!isPlainName(name))
        return constraintError(name, member, "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
    return std::nullopt;
}

Broken brokenKeyNames(const KeySchema &key)
{
    std::set<std::string> seen;
    for (const auto *part : {&key.partition, &key.sort}) {
        for (const KeyAttribute &attribute : *part) {
            if (attribute.name.empty() || attribute.name.size() > kMaxKeyAttributeNameLength)
                return constraintError(attribute.name, "keySchema.1.member.attributeName",
                                       attribute.name.empty() ? "Member must have length greater than or equal to 1"
                                                              : "Member must have length less than or equal to 255");
            if (!seen.insert(attribute.name).second)
                return "Invalid KeySchema: Some index key attribute have no definition";
        }
    }
    return std::nullopt;
}

Broken brokenProjection(const Projection &projection)
{
    if (projection.type == ProjectionType::Include && projection.attributes.empty())
        return kInvalid + "ProjectionType is INCLUDE, but NonKeyAttributes is not specified";
    if (projection.type != ProjectionType::Include && !projection.attributes.empty())
        return kInvalid + "ProjectionType is " + std::string(textOf(projection.type)) + ", but NonKeyAttributes is specified";
    return std::nullopt;
}

Broken brokenTableKey(const TableDefinition &table)
{
    if (table.key.partition.size() != 1 || table.key.sort.size() > 1)
        return "Invalid KeySchema: The first KeySchemaElement is not a HASH key type";
    if (!table.key.sort.empty() && table.key.sort.front().name == table.key.partition.front().name)
        return "Both the Hash Key and the Range Key element in the KeySchema have the same name";
    return brokenKeyNames(table.key);
}

Broken brokenLocalIndex(const TableDefinition &table, const IndexDefinition &index)
{
    if (table.key.sort.empty())
        return kInvalid + "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex";
    if (index.key.partition.size() != 1 || index.key.partition.front().name != table.key.partition.front().name)
        return kInvalid + "Index KeySchema does not have the same leading hash key as table KeySchema for index: " + index.name
            + ". index hash key: " + (index.key.partition.empty() ? "" : index.key.partition.front().name)
            + ", table hash key: " + table.key.partition.front().name;
    if (index.key.sort.size() != 1)
        return kInvalid + "Index KeySchema does not have a range key for index: " + index.name;
    return std::nullopt;
}

Broken brokenGlobalIndex(const IndexDefinition &index)
{
    if (index.key.partition.empty())
        return "Invalid KeySchema: The first KeySchemaElement is not a HASH key type";
    if (index.key.partition.size() > kMaxGlobalIndexKeyParts)
        return kInvalid + "The KeySchema exceeds the maximum allowed number of HASH key attributes";
    if (index.key.sort.size() > kMaxGlobalIndexKeyParts)
        return kInvalid + "The KeySchema exceeds the maximum allowed number of RANGE key attributes";
    return std::nullopt;
}

Broken brokenIndexes(const TableDefinition &table)
{
    if (table.localIndexes.size() > kMaxLocalIndexes)
        return kInvalid + "Number of LocalSecondaryIndexes exceeds per-table limit of " + std::to_string(kMaxLocalIndexes);
    if (table.globalIndexes.size() > kMaxGlobalIndexes)
        return kInvalid + "GlobalSecondaryIndex count exceeds the per-table limit of " + std::to_string(kMaxGlobalIndexes);

    std::set<std::string> names;
    std::size_t projected = 0;
    const auto brokenShared = [&](const IndexDefinition &index, const std::string &member) -> Broken {
        if (Broken broken = brokenName(index.name, member))
            return broken;
        if (!names.insert(index.name).second)
            return kInvalid + "Duplicate index name: " + index.name;
        if (Broken broken = brokenKeyNames(index.key))
            return broken;
        projected += index.projection.attributes.size();
        return brokenProjection(index.projection);
    };
    for (const IndexDefinition &index : table.localIndexes) {
        if (Broken broken = brokenShared(index, "localSecondaryIndexes.1.member.indexName");
            broken || (broken = brokenLocalIndex(table, index)))
            return broken;
    }
    for (const IndexDefinition &index : table.globalIndexes) {
        if (Broken broken = brokenShared(index, "globalSecondaryIndexes.1.member.indexName"); broken || (broken = brokenGlobalIndex(index)))
            return broken;
    }
    if (projected > kMaxProjectedAttributes)
        return kInvalid + "Number of attributes in all projections exceeds the limit of " + std::to_string(kMaxProjectedAttributes);
    return std::nullopt;
}

bool isDefinedAttribute(const TableDefinition &table, const std::string &attribute)
{
    const auto holds = [&attribute](const auto &index) { return index.key.contains(attribute); };
    return table.key.contains(attribute) || std::any_of(table.localIndexes.begin(), table.localIndexes.end(), holds)
        || std::any_of(table.globalIndexes.begin(), table.globalIndexes.end(), holds)
        || std::any_of(table.vectorIndexes.begin(), table.vectorIndexes.end(),
                       [&attribute](const auto &index) { return index.findSearchAttribute(attribute) != nullptr; });
}

Broken brokenSearchSchema(const VectorIndexDefinition &index)
{
    std::set<std::string> seen;
    std::size_t partitions = 0;
    for (const SearchAttribute &element : index.searchSchema) {
        partitions += element.isPartition ? 1 : 0;
        if (!seen.insert(element.attribute.name).second)
            return kInvalid + "The SearchSchema contains multiple elements with the same name";
    }
    if (partitions > 1)
        return kInvalid + "The SearchSchema exceeds the maximum allowed number of HASH elements";
    if (index.searchSchema.size() - partitions > kMaxInlineFilters)
        return kInvalid + "The SearchSchema exceeds the maximum allowed number of INLINE_FILTER elements";
    return std::nullopt;
}

/// Messages as measured by others; those on the SearchSchema are ours.
Broken brokenVectorIndexes(const TableDefinition &table)
{
    if (table.vectorIndexes.empty())
        return std::nullopt;
    if (table.billingMode != BillingMode::PayPerRequest)
        return kInvalid + "Vector indexes are only supported for PAY_PER_REQUEST tables";
    if (table.vectorIndexes.size() > kMaxVectorIndexes)
        return kInvalid + "VectorIndex count exceeds the per-table limit of " + std::to_string(kMaxVectorIndexes);
    std::set<std::string> names;
    std::map<std::string, std::int64_t> dimensions;
    for (const VectorIndexDefinition &index : table.vectorIndexes) {
        if (Broken broken = brokenName(index.name, "vectorIndexes.1.member.indexName"))
            return broken;
        if (!names.insert(index.name).second || table.findIndex(index.name) != nullptr)
            return kInvalid + "Duplicate index name: " + index.name;
        if (index.dimensions < 1 || index.dimensions > kMaxVectorDimensions)
            return kInvalid + "Number of dimensions must be between 1 and " + std::to_string(kMaxVectorDimensions) + " inclusive.";
        if (Broken broken = brokenProjection(index.projection); broken || (broken = brokenSearchSchema(index)))
            return broken;
        const std::string conflict = kInvalid + "Conflicting attribute definition for '" + index.vectorAttribute + "'. ";
        if (isDefinedAttribute(table, index.vectorAttribute))
            return conflict + "An attribute cannot be defined in AttributeDefinitions when used as a VectorAttribute.";
        if (dimensions.emplace(index.vectorAttribute, index.dimensions).first->second != index.dimensions)
            return conflict + "All VectorIndexes on the same vector attribute must use the same dimensions.";
    }
    return std::nullopt;
}

/// One attribute cannot be S in one key and N in another.
Broken brokenTypes(const TableDefinition &table)
{
    std::map<std::string, KeyType> types;
    const auto conflicts = [&types](const KeySchema &key) -> std::optional<std::string> {
        for (const auto *part : {&key.partition, &key.sort})
            for (const KeyAttribute &attribute : *part)
                if (types.emplace(attribute.name, attribute.type).first->second != attribute.type)
                    return attribute.name;
        return std::nullopt;
    };
    std::optional<std::string> culprit = conflicts(table.key);
    for (const auto *indexes : {&table.localIndexes, &table.globalIndexes})
        for (const IndexDefinition &index : *indexes)
            if (!culprit)
                culprit = conflicts(index.key);
    for (const VectorIndexDefinition &index : table.vectorIndexes)
        for (const SearchAttribute &element : index.searchSchema)
            if (!culprit)
                culprit = conflicts({{element.attribute}, {}});
    if (culprit)
        return kInvalid + "Cannot redefine attribute type for attribute: " + *culprit;
    return std::nullopt;
}

Broken brokenBilling(const TableDefinition &table)
{
    if (table.billingMode == BillingMode::Provisioned && !table.capacity.provisioned)
        return kInvalid + "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED";
    if (table.billingMode == BillingMode::PayPerRequest && table.capacity.provisioned)
        return kInvalid + "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST";
    for (const IndexDefinition &index : table.globalIndexes) {
        if (table.billingMode == BillingMode::Provisioned && !index.capacity.provisioned)
            return kInvalid + "ProvisionedThroughput is not specified for index: " + index.name;
        if (table.billingMode == BillingMode::PayPerRequest && index.capacity.provisioned)
            return kInvalid + "ProvisionedThroughput should not be specified for index: " + index.name
                + " when BillingMode is PAY_PER_REQUEST";
    }
    return std::nullopt;
}

/// `place` is "table" or "index Name".
Broken brokenMaximum(const Capacity &capacity, BillingMode mode, const std::string &place)
{
    if (!capacity.onDemandMaximum)
        return std::nullopt;
    for (const auto &[member, units] : {std::pair("MaxReadRequestUnits", capacity.onDemandMaximum->maxReadRequestUnits),
                                        std::pair("MaxWriteRequestUnits", capacity.onDemandMaximum->maxWriteRequestUnits)}) {
        if (units && mode == BillingMode::Provisioned)
            return kInvalid + member + " for OnDemandThroughput cannot be specified when table BillingMode is PROVISIONED.";
        if (units && *units < 1 && *units != -1)
            return kInvalid + "Requested " + member + " for OnDemandThroughput for " + place + " is outside of valid range";
    }
    return std::nullopt;
}

Broken brokenWarm(const Capacity &capacity, BillingMode mode, const std::string &place)
{
    if (!capacity.warm)
        return std::nullopt;
    const bool isOnDemand = mode == BillingMode::PayPerRequest;
    const ProvisionedThroughput least =
        isOnDemand ? ProvisionedThroughput{kOnDemandReads, kOnDemandWrites} : capacity.provisioned.value_or(ProvisionedThroughput{});
    const auto broken = [&](const std::string &member, const std::string &provisioned) {
        return kInvalid + "Requested " + member + " for WarmThroughput for " + place + " is lower than "
            + (isOnDemand ? "initial throughput for OnDemand. See: "
                            "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/"
                            "on-demand-capacity-mode.html#on-demand-capacity-mode-initial"
                          : provisioned + " of ProvisionedThroughput");
    };
    if (capacity.warm->readUnitsPerSecond && *capacity.warm->readUnitsPerSecond < least.readCapacityUnits)
        return broken("ReadUnitsPerSecond", "ReadCapacityUnits");
    if (capacity.warm->writeUnitsPerSecond && *capacity.warm->writeUnitsPerSecond < least.writeCapacityUnits)
        return broken("WriteUnitsPerSecond", "WriteCapacityUnits");
    return std::nullopt;
}

Broken brokenCapacity(const TableDefinition &table)
{
    if (Broken broken = brokenMaximum(table.capacity, table.billingMode, "table");
        broken || (broken = brokenWarm(table.capacity, table.billingMode, "table")))
        return broken;
    for (const IndexDefinition &index : table.globalIndexes) {
        const std::string place = "index " + index.name;
        if (Broken broken = brokenMaximum(index.capacity, table.billingMode, place);
            broken || (broken = brokenWarm(index.capacity, table.billingMode, place)))
            return broken;
    }
    return std::nullopt;
}

} // namespace

bool isPlainName(std::string_view name)
{
    constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
    return name.find_first_not_of(kAllowed) == std::string_view::npos;
}

std::optional<std::string> brokenRule(const TableDefinition &table)
{
    if (Broken broken = brokenName(table.name, "tableName"))
        return broken;
    if (Broken broken = brokenTableKey(table))
        return broken;
    if (Broken broken = brokenIndexes(table))
        return broken;
    if (Broken broken = brokenVectorIndexes(table))
        return broken;
    if (Broken broken = brokenTypes(table))
        return broken;
    if (Broken broken = brokenBilling(table))
        return broken;
    return brokenCapacity(table);
}

} // namespace keywright::schema
