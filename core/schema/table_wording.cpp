#include "core/schema/table_wording.h"

#include <algorithm>

namespace keywright::schema {

namespace {

constexpr std::int64_t kWriteUnitBytes = 1'024;

/// "10 read and 5 write units", or the one that is given.
std::string unitsText(const std::optional<std::int64_t> &read, const std::optional<std::int64_t> &write)
{
    if (read && write)
        return std::to_string(*read) + " read and " + std::to_string(*write) + " write units a second";
    if (read)
        return std::to_string(*read) + " read units a second";
    return write ? std::to_string(*write) + " write units a second" : std::string();
}

std::string joined(const std::vector<std::string> &texts)
{
    std::string all;
    for (const std::string &text : texts)
        all += (all.empty() ? "" : ", ") + text;
    return all;
}

} // namespace

std::string textOf(const std::vector<KeyAttribute> &part)
{
    std::string all;
    for (const KeyAttribute &attribute : part)
        all += (all.empty() ? "" : ", ") + attribute.name + " (" + std::string(textOf(attribute.type)) + ")";
    return all;
}

std::string textOf(const Projection &projection)
{
    std::vector<std::string> sorted = projection.attributes;
    std::sort(sorted.begin(), sorted.end());
    return std::string(textOf(projection.type))
        + (projection.type == ProjectionType::Include && !sorted.empty() ? " " + joined(sorted) : "");
}

std::string textOf(const IndexDefinition &index)
{
    return "partition key " + textOf(index.key.partition) + (index.key.sort.empty() ? "" : ", sort key " + textOf(index.key.sort))
        + ", projection " + textOf(index.projection);
}

std::string textOf(const VectorIndexDefinition &index)
{
    const KeyAttribute *partition = index.partition();
    std::vector<KeyAttribute> filters;
    for (const SearchAttribute &element : index.searchSchema)
        if (!element.isPartition)
            filters.push_back(element.attribute);
    return index.vectorAttribute + ", " + std::to_string(index.dimensions) + (index.dimensions == 1 ? " dimension, " : " dimensions, ")
        + std::string(textOf(index.distance)) + (partition == nullptr ? "" : ", partition key " + textOf({*partition}))
        + (filters.empty() ? "" : ", inline filters " + textOf(filters)) + ", projection " + textOf(index.projection);
}

std::string textOf(const ProvisionedThroughput &throughput)
{
    return unitsText(throughput.readCapacityUnits, throughput.writeCapacityUnits);
}

std::string textOf(const OnDemandThroughput &maximum)
{
    return unitsText(maximum.maxReadRequestUnits, maximum.maxWriteRequestUnits);
}

std::string textOf(const WarmThroughput &warm)
{
    return unitsText(warm.readUnitsPerSecond, warm.writeUnitsPerSecond);
}

std::string textOf(const Encryption &encryption)
{
    return encryption.kmsKey.empty() ? "the account's KMS key for DynamoDB" : "KMS key " + encryption.kmsKey;
}

std::string backfillMeaning(const std::optional<StoredSize> &size)
{
    if (!size)
        return "its backfill reads every item of the table with capacity of DynamoDB's own and writes those that have the index's key, "
               "charged as writes of the index.";
    if (size->items == 0)
        return "the table is empty, so there is nothing to fill it with.";
    const std::int64_t average = size->bytes / size->items;
    const std::int64_t units = size->items * std::max<std::int64_t>(1, (average + kWriteUnitBytes - 1) / kWriteUnitBytes);
    return "its backfill reads the table's " + std::to_string(size->items) + " items (" + std::to_string(size->bytes)
        + " bytes) with capacity of DynamoDB's own and writes those that have the index's key: at most " + std::to_string(units)
        + " write units of the index.";
}

std::string vectorBackfillMeaning(const std::optional<StoredSize> &size)
{
    if (!size)
        return "its backfill reads every item of the table and writes those that have its vector, charged by their bytes.";
    if (size->items == 0)
        return "the table is empty, so there is nothing to fill it with.";
    return "its backfill reads the table's " + std::to_string(size->items) + " items (" + std::to_string(size->bytes)
        + " bytes) and writes those that have its vector, charged by their bytes.";
}

} // namespace keywright::schema
