#include <algorithm>
#include <type_traits>

#include "core/engine/restores.h"
#include "core/engine/service_error.h"
#include "core/schema/table_rules.h"

namespace keywright::engine {

namespace {

using schema::BillingMode;

[[noreturn]] void invalidRestore(const std::string &reason)
{
    throw ServiceError("ValidationException", "Invalid Request: " + reason);
}

std::vector<std::string> namesOf(const std::vector<schema::KeyAttribute> &attributes)
{
    std::vector<std::string> names;
    for (const schema::KeyAttribute &attribute : attributes)
        names.push_back(attribute.name);
    return names;
}

bool isSameProjection(const schema::Projection &left, const schema::Projection &right)
{
    std::vector<std::string> leftAttributes = left.attributes;
    std::vector<std::string> rightAttributes = right.attributes;
    std::sort(leftAttributes.begin(), leftAttributes.end());
    std::sort(rightAttributes.begin(), rightAttributes.end());
    return left.type == right.type && leftAttributes == rightAttributes;
}

/// By keys and projection; the name may be another one.
bool isSameIndex(const schema::IndexDefinition &left, const schema::IndexDefinition &right)
{
    return namesOf(left.key.partition) == namesOf(right.key.partition) && namesOf(left.key.sort) == namesOf(right.key.sort)
        && isSameProjection(left.projection, right.projection);
}

/// By all that it is, but for its name.
bool isSameIndex(const schema::VectorIndexDefinition &left, const schema::VectorIndexDefinition &right)
{
    const auto isSame = [](const schema::SearchAttribute &one, const schema::SearchAttribute &other) {
        return one.attribute.name == other.attribute.name && one.isPartition == other.isPartition;
    };
    return left.vectorAttribute == right.vectorAttribute && left.dimensions == right.dimensions && left.distance == right.distance
        && std::equal(left.searchSchema.begin(), left.searchSchema.end(), right.searchSchema.begin(), right.searchSchema.end(), isSame)
        && isSameProjection(left.projection, right.projection);
}

/// The asked indexes, with the types of their attributes. Source: API reference, RestoreTableFromBackup.
template <typename Index>
std::vector<Index> chosenIndexes(const std::vector<Index> &source, const std::vector<Index> &asked)
{
    constexpr bool kIsVector = std::is_same_v<Index, schema::VectorIndexDefinition>;
    std::vector<Index> chosen;
    for (const Index &index : asked) {
        const auto found = std::find_if(source.begin(), source.end(), [&index](const Index &each) { return isSameIndex(each, index); });
        if (found == source.end())
            invalidRestore("Index " + index.name + " does not match a " + (kIsVector ? "vector" : "secondary")
                           + " index that existed in the source table and cannot be created during the restore operation");
        chosen.push_back(*found);
        chosen.back().name = index.name;
        if constexpr (!kIsVector)
            chosen.back().capacity = index.capacity;
    }
    return chosen;
}

void checkBilling(BillingMode mode, const RestoreOverrides &overrides)
{
    if (overrides.provisioned && overrides.billingMode == BillingMode::PayPerRequest)
        invalidRestore("Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST");
    if (overrides.provisioned && mode != BillingMode::Provisioned)
        invalidRestore("Cannot override ProvisionedThroughput unless BillingMode is PROVISIONED");
    if (overrides.billingMode == BillingMode::Provisioned && !overrides.provisioned)
        invalidRestore("Must override ProvisionedThroughput if BillingMode is overridden to PROVISIONED");
    if (!overrides.onDemandMaximum)
        return;
    const auto check = [mode](const std::optional<std::int64_t> &units, const std::string &name) {
        if (units && mode != BillingMode::PayPerRequest)
            invalidRestore("Cannot override " + name + " for OnDemandThroughput unless BillingModeOverride is PAY_PER_REQUEST");
        if (units && *units < 1)
            invalidRestore("Requested " + name + " for OnDemandThroughput is outside of valid range");
    };
    check(overrides.onDemandMaximum->maxReadRequestUnits, "MaxReadRequestUnits");
    check(overrides.onDemandMaximum->maxWriteRequestUnits, "MaxWriteRequestUnits");
}

/// `isAsked`: the request names its capacity, rather than the source.
void settleIndexCapacity(schema::IndexDefinition &index, BillingMode mode, bool isAsked)
{
    if (mode == BillingMode::Provisioned) {
        if (!index.capacity.provisioned)
            invalidRestore("Must specify provisioned throughput for index " + index.name);
        index.capacity.onDemandMaximum.reset();
    } else {
        if (isAsked && index.capacity.provisioned)
            invalidRestore("Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST for index " + index.name);
        index.capacity.provisioned.reset();
    }
    index.capacity.warm.reset();
}

} // namespace

/// Stream, time to live, tags, policy, table class, deletion protection and insights are not restored (measured by others).
schema::TableDefinition restoredDefinition(const schema::TableDefinition &source, const std::string &target,
                                           const RestoreOverrides &overrides)
{
    schema::TableDefinition table;
    table.name = target;
    table.key = source.key;
    table.billingMode = overrides.billingMode.value_or(source.billingMode);
    table.encryption = overrides.encryption ? overrides.encryption->encryption : source.encryption;
    checkBilling(table.billingMode, overrides);
    if (table.billingMode == BillingMode::Provisioned)
        table.capacity.provisioned = overrides.provisioned ? overrides.provisioned : source.capacity.provisioned;
    else
        table.capacity.onDemandMaximum = overrides.onDemandMaximum ? overrides.onDemandMaximum : source.capacity.onDemandMaximum;

    table.vectorIndexes = overrides.vectorIndexes ? chosenIndexes(source.vectorIndexes, *overrides.vectorIndexes) : source.vectorIndexes;
    table.localIndexes = overrides.localIndexes ? chosenIndexes(source.localIndexes, *overrides.localIndexes) : source.localIndexes;
    table.globalIndexes = overrides.globalIndexes ? chosenIndexes(source.globalIndexes, *overrides.globalIndexes) : source.globalIndexes;
    for (schema::IndexDefinition &index : table.globalIndexes)
        settleIndexCapacity(index, table.billingMode, overrides.globalIndexes.has_value());
    if (const auto broken = schema::brokenRule(table))
        throw ServiceError("ValidationException", *broken);
    return table;
}

} // namespace keywright::engine
