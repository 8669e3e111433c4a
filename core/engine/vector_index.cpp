#include "core/engine/vector_index.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/engine/service_error.h"
#include "core/value/item_size.h"

namespace keywright::engine {

using schema::VectorIndexDefinition;
using value::AttributeValue;
using value::Item;

namespace {

constexpr std::int64_t kBytesADimension = 4;
constexpr std::int64_t kLeastCharged = 1'024;

[[noreturn]] void invalidVector(const std::string &what)
{
    invalid("One or more parameter values were invalid. Invalid " + what);
}

void checkVector(const VectorIndexDefinition &index, const AttributeValue &value)
{
    const auto *list = value.get<value::List>();
    if (list == nullptr)
        invalidVector("type for parameter " + index.vectorAttribute
                      + ", Expected: 32-bit floating point number list IndexName: " + index.name);
    for (std::size_t i = 0; i < list->size(); ++i)
        if (!vectorElement((*list)[i]))
            invalidVector("type for parameter " + index.vectorAttribute + "[" + std::to_string(i)
                          + "], Expected: 32-bit floating point number, Actual: " + std::string(value::tagOf((*list)[i].type()))
                          + ". IndexName: " + index.name);
    if (static_cast<std::int64_t>(list->size()) != index.dimensions)
        invalidVector("size for parameter " + index.vectorAttribute + ", Expected: " + std::to_string(index.dimensions)
                      + ", Actual: " + std::to_string(list->size()) + " IndexName: " + index.name);
}

bool isOfKeyType(const AttributeValue &value, schema::KeyType type)
{
    return value::tagOf(value.type()) == schema::textOf(type);
}

void checkPartition(const VectorIndexDefinition &index, const schema::KeyAttribute &partition, const AttributeValue &value)
{
    if (!isOfKeyType(value, partition.type))
        invalid("One or more parameter values were invalid: Type mismatch for Index Key " + partition.name
                + " Expected: " + std::string(schema::textOf(partition.type)) + " Actual: " + std::string(value::tagOf(value.type()))
                + " IndexName: " + index.name);
    const auto *text = value.get<std::string>();
    const auto *bytes = value.get<value::Binary>();
    if ((text != nullptr && text->empty()) || (bytes != nullptr && bytes->bytes.empty()))
        invalid(std::string("One or more parameter values are not valid. A value specified for a secondary index key is not supported. The "
                            "AttributeValue for a key attribute cannot contain an empty ")
                + (text != nullptr ? "string" : "binary") + " value. IndexName: " + index.name + ", IndexKey: " + partition.name);
}

} // namespace

std::optional<float> vectorElement(const AttributeValue &value)
{
    const auto *number = value.get<value::Decimal>();
    if (number == nullptr)
        return std::nullopt;
    const std::string text = number->text();
    double wide = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), wide);
    if (read.ec == std::errc::result_out_of_range)
        return std::abs(wide) < 1 ? std::optional(0.0F) : std::nullopt;
    const auto narrow = static_cast<float>(wide);
    return std::isfinite(narrow) ? std::optional(narrow) : std::nullopt;
}

std::optional<std::vector<float>> vectorIn(const AttributeValue &value, std::int64_t dimensions)
{
    const auto *list = value.get<value::List>();
    if (list == nullptr || static_cast<std::int64_t>(list->size()) != dimensions)
        return std::nullopt;
    std::vector<float> vector;
    vector.reserve(list->size());
    for (const AttributeValue &each : *list) {
        const auto element = vectorElement(each);
        if (!element)
            return std::nullopt;
        vector.push_back(*element);
    }
    return vector;
}

void checkVectors(const schema::TableDefinition &table, const Item &item)
{
    for (const VectorIndexDefinition &index : table.vectorIndexes) {
        if (const AttributeValue *vector = item.find(index.vectorAttribute))
            checkVector(index, *vector);
        const schema::KeyAttribute *partition = index.partition();
        const AttributeValue *value = partition == nullptr ? nullptr : item.find(partition->name);
        if (value != nullptr)
            checkPartition(index, *partition, *value);
    }
}

bool isInVectorIndex(const VectorIndexDefinition &index, const Item &item)
{
    const AttributeValue *vector = item.find(index.vectorAttribute);
    if (vector == nullptr || !vectorIn(*vector, index.dimensions))
        return false;
    const schema::KeyAttribute *partition = index.partition();
    const AttributeValue *value = partition == nullptr ? nullptr : item.find(partition->name);
    return partition == nullptr || (value != nullptr && isOfKeyType(*value, partition->type));
}

Item vectorProjection(const schema::TableDefinition &table, const VectorIndexDefinition &index, const Item &item)
{
    const auto &included = index.projection.attributes;
    Item projected;
    for (const auto &[name, value] : item)
        if (index.projection.type == schema::ProjectionType::All || table.key.contains(name) || index.findSearchAttribute(name) != nullptr
            || std::find(included.begin(), included.end(), name) != included.end())
            projected.set(name, value);
    return projected;
}

std::int64_t vectorEntryBytes(const schema::TableDefinition &table, const VectorIndexDefinition &index, const Item &item)
{
    Item projected = vectorProjection(table, index, item);
    projected.erase(index.vectorAttribute);
    return index.dimensions * kBytesADimension + value::sizeInBytes(projected);
}

std::int64_t vectorWriteBytes(const schema::TableDefinition &table, const VectorIndexDefinition &index, const Item *before,
                              const Item *after)
{
    const bool wasIn = before != nullptr && isInVectorIndex(index, *before);
    const bool isIn = after != nullptr && isInVectorIndex(index, *after);
    if (!wasIn && !isIn)
        return 0;
    const auto held = [&](const Item &item) {
        Item projected = vectorProjection(table, index, item);
        projected.set(index.vectorAttribute, *item.find(index.vectorAttribute));
        return projected;
    };
    if (wasIn && isIn && held(*before) == held(*after))
        return 0;
    const std::int64_t bytesBefore = wasIn ? vectorEntryBytes(table, index, *before) : 0;
    const std::int64_t bytesAfter = isIn ? vectorEntryBytes(table, index, *after) : 0;
    return std::max({kLeastCharged, bytesBefore, bytesAfter});
}

} // namespace keywright::engine
