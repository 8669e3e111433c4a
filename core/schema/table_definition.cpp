#include "core/schema/table_definition.h"

#include <algorithm>
#include <array>

namespace keywright::schema {

namespace {

template <typename Enum, std::size_t Count>
std::optional<Enum> enumFromText(const std::array<std::string_view, Count> &texts, std::string_view text)
{
    const auto found = std::find(texts.begin(), texts.end(), text);
    if (found == texts.end())
        return std::nullopt;
    return static_cast<Enum>(found - texts.begin());
}

constexpr std::array<std::string_view, 3> kKeyTypes{"S", "N", "B"};
constexpr std::array<std::string_view, 3> kProjectionTypes{"ALL", "KEYS_ONLY", "INCLUDE"};
constexpr std::array<std::string_view, 3> kDistanceFunctions{"COSINE", "DOT_PRODUCT", "EUCLIDEAN"};
constexpr std::array<std::string_view, 2> kBillingModes{"PROVISIONED", "PAY_PER_REQUEST"};
constexpr std::array<std::string_view, 4> kStreamViewTypes{"KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"};
constexpr std::array<std::string_view, 2> kTableClasses{"STANDARD", "STANDARD_INFREQUENT_ACCESS"};

const IndexDefinition *findByName(const std::vector<IndexDefinition> &indexes, std::string_view name)
{
    const auto found = std::find_if(indexes.begin(), indexes.end(), [name](const IndexDefinition &index) { return index.name == name; });
    return found == indexes.end() ? nullptr : &*found;
}

} // namespace

std::string_view textOf(KeyType type)
{
    return kKeyTypes.at(static_cast<std::size_t>(type));
}
std::optional<KeyType> keyTypeFromText(std::string_view text)
{
    return enumFromText<KeyType>(kKeyTypes, text);
}

std::string_view textOf(ProjectionType type)
{
    return kProjectionTypes.at(static_cast<std::size_t>(type));
}
std::optional<ProjectionType> projectionTypeFromText(std::string_view text)
{
    return enumFromText<ProjectionType>(kProjectionTypes, text);
}

std::string_view textOf(DistanceFunction function)
{
    return kDistanceFunctions.at(static_cast<std::size_t>(function));
}
std::optional<DistanceFunction> distanceFunctionFromText(std::string_view text)
{
    return enumFromText<DistanceFunction>(kDistanceFunctions, text);
}

const KeyAttribute *VectorIndexDefinition::partition() const
{
    const auto found =
        std::find_if(searchSchema.begin(), searchSchema.end(), [](const SearchAttribute &element) { return element.isPartition; });
    return found == searchSchema.end() ? nullptr : &found->attribute;
}

const SearchAttribute *VectorIndexDefinition::findSearchAttribute(std::string_view attribute) const
{
    const auto found = std::find_if(searchSchema.begin(), searchSchema.end(),
                                    [attribute](const SearchAttribute &element) { return element.attribute.name == attribute; });
    return found == searchSchema.end() ? nullptr : &*found;
}

std::string_view textOf(BillingMode mode)
{
    return kBillingModes.at(static_cast<std::size_t>(mode));
}
std::optional<BillingMode> billingModeFromText(std::string_view text)
{
    return enumFromText<BillingMode>(kBillingModes, text);
}

std::string_view textOf(StreamViewType type)
{
    return kStreamViewTypes.at(static_cast<std::size_t>(type));
}
std::optional<StreamViewType> streamViewTypeFromText(std::string_view text)
{
    return enumFromText<StreamViewType>(kStreamViewTypes, text);
}

std::string_view textOf(TableClass tableClass)
{
    return kTableClasses.at(static_cast<std::size_t>(tableClass));
}
std::optional<TableClass> tableClassFromText(std::string_view text)
{
    return enumFromText<TableClass>(kTableClasses, text);
}

bool KeySchema::contains(std::string_view attribute) const
{
    const auto named = [attribute](const KeyAttribute &key) { return key.name == attribute; };
    return std::any_of(partition.begin(), partition.end(), named) || std::any_of(sort.begin(), sort.end(), named);
}

const IndexDefinition *TableDefinition::findIndex(std::string_view indexName) const
{
    const IndexDefinition *local = findByName(localIndexes, indexName);
    return local != nullptr ? local : findByName(globalIndexes, indexName);
}

bool TableDefinition::isLocalIndex(std::string_view indexName) const
{
    return findByName(localIndexes, indexName) != nullptr;
}

const VectorIndexDefinition *TableDefinition::findVectorIndex(std::string_view indexName) const
{
    const auto found = std::find_if(vectorIndexes.begin(), vectorIndexes.end(),
                                    [indexName](const VectorIndexDefinition &index) { return index.name == indexName; });
    return found == vectorIndexes.end() ? nullptr : &*found;
}

bool TableDefinition::hasIndex(std::string_view indexName) const
{
    return findIndex(indexName) != nullptr || findVectorIndex(indexName) != nullptr;
}

} // namespace keywright::schema
