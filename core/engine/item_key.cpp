#include "core/engine/item_key.h"

#include <algorithm>
#include <vector>

#include "core/engine/service_error.h"
#include "core/engine/vector_index.h"
#include "core/schema/limits.h"
#include "core/storage/key_encoding.h"
#include "core/value/item_size.h"

namespace keywright::engine {

using schema::KeyAttribute;
using schema::KeySchema;
using value::AttributeValue;
using value::Item;

namespace {

bool isOfType(const AttributeValue &value, schema::KeyType type)
{
    return value::tagOf(value.type()) == schema::textOf(type);
}

/// "string" or "binary" when the value is an empty one.
std::string emptyKind(const AttributeValue &value)
{
    if (const auto *text = value.get<std::string>(); text != nullptr && text->empty())
        return "string";
    if (const auto *binary = value.get<value::Binary>(); binary != nullptr && binary->bytes.empty())
        return "binary";
    return {};
}

std::size_t lengthOf(const AttributeValue &value)
{
    if (const auto *text = value.get<std::string>())
        return text->size();
    if (const auto *binary = value.get<value::Binary>())
        return binary->bytes.size();
    return 0; // a number is never too long
}

void checkKeyNotEmpty(const KeyAttribute &attribute, const AttributeValue &value)
{
    if (const std::string kind = emptyKind(value); !kind.empty())
        invalid("One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty " + kind
                + " value. Key: " + attribute.name);
}

void checkIndexKeyNotEmpty(const schema::IndexDefinition &index, const KeyAttribute &attribute, const AttributeValue &value)
{
    if (const std::string kind = emptyKind(value); !kind.empty())
        invalid("One or more parameter values are not valid. A value specified for a secondary index key is not supported. "
                "The AttributeValue for a key attribute cannot contain an empty "
                + kind + " value. IndexName: " + index.name + ", IndexKey: " + attribute.name);
}

void checkKeyValue(const KeyAttribute &attribute, const AttributeValue &value, bool isPartitionKey)
{
    checkKeyNotEmpty(attribute, value);
    if (isPartitionKey && lengthOf(value) > schema::kMaxPartitionKeyBytes)
        invalid("One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of"
                + std::to_string(schema::kMaxPartitionKeyBytes) + " bytes"); // the service's message has no space there
    if (!isPartitionKey && lengthOf(value) > schema::kMaxSortKeyBytes)
        invalid("One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of "
                + std::to_string(schema::kMaxSortKeyBytes) + " bytes");
}

void checkTableKeyIn(const KeySchema &schema, const Item &item)
{
    for (const auto *part : {&schema.partition, &schema.sort}) {
        for (const KeyAttribute &attribute : *part) {
            const AttributeValue *value = item.find(attribute.name);
            if (value == nullptr)
                invalid("One or more parameter values were invalid: Missing the key " + attribute.name + " in the item");
            if (!isOfType(*value, attribute.type))
                invalid("One or more parameter values were invalid: Type mismatch for key " + attribute.name + " expected: "
                        + std::string(schema::textOf(attribute.type)) + " actual: " + std::string(value::tagOf(value->type())));
            checkKeyValue(attribute, *value, part == &schema.partition);
        }
    }
}

void checkIndexKeyType(const schema::IndexDefinition &index, const KeyAttribute &attribute, const AttributeValue &value)
{
    if (!isOfType(value, attribute.type))
        invalid("One or more parameter values were invalid: Type mismatch for Index Key " + attribute.name
                + " Expected: " + std::string(schema::textOf(attribute.type)) + " Actual: " + std::string(value::tagOf(value.type()))
                + " IndexName: " + index.name);
}

/// In the order of their names: of several indexes that an item does not fit, the service names the first (measured by
/// others).
std::vector<const schema::IndexDefinition *> indexesByName(const schema::TableDefinition &table)
{
    std::vector<const schema::IndexDefinition *> indexes;
    for (const auto *kind : {&table.localIndexes, &table.globalIndexes})
        for (const schema::IndexDefinition &index : *kind)
            indexes.push_back(&index);
    std::sort(indexes.begin(), indexes.end(), [](const auto *left, const auto *right) { return left->name < right->name; });
    return indexes;
}

/// An index key attribute may be missing (the item is then not in the index) but not of another type.
void checkIndexKeyIn(const schema::IndexDefinition &index, const Item &item)
{
    for (const auto *part : {&index.key.partition, &index.key.sort}) {
        for (const KeyAttribute &attribute : *part) {
            const AttributeValue *value = item.find(attribute.name);
            if (value == nullptr)
                continue;
            checkIndexKeyType(index, attribute, *value);
            checkIndexKeyNotEmpty(index, attribute, *value);
            checkKeyValue(attribute, *value, part == &index.key.partition);
        }
    }
}

bool isDeeperThan(int levels, const AttributeValue &value)
{
    if (levels == 0)
        return true;
    if (const auto *list = value.get<value::List>())
        return std::any_of(list->begin(), list->end(), [levels](const AttributeValue &member) { return isDeeperThan(levels - 1, member); });
    if (const auto *map = value.get<value::AttributeMap>())
        return std::any_of(map->begin(), map->end(), [levels](const auto &member) { return isDeeperThan(levels - 1, member.value); });
    return false;
}

void checkUpdatedIndexKey(const schema::IndexDefinition &index, const Item &item)
{
    for (const auto *part : {&index.key.partition, &index.key.sort}) {
        const std::size_t longest = part == &index.key.partition ? schema::kMaxPartitionKeyBytes : schema::kMaxSortKeyBytes;
        for (const KeyAttribute &attribute : *part) {
            const AttributeValue *value = item.find(attribute.name);
            if (value == nullptr)
                continue;
            checkIndexKeyType(index, attribute, *value);
            if (const std::string kind = emptyKind(*value); !kind.empty())
                invalid("One or more parameter values are not valid. The update expression attempted to update a secondary index key to a "
                        "value that is not supported. The AttributeValue for a key attribute cannot contain an empty "
                        + kind + " value.");
            if (lengthOf(*value) > longest)
                invalid("The update expression attempted to update the secondary index key beyond allowed size limits");
        }
    }
}

} // namespace

void checkItem(const schema::TableDefinition &table, const Item &item)
{
    checkTableKeyIn(table.key, item);
    for (const schema::IndexDefinition *index : indexesByName(table))
        checkIndexKeyIn(*index, item);
    checkVectors(table, item);
    for (const auto &[name, value] : item)
        if (isDeeperThan(schema::kMaxNestingLevels, value))
            invalid("Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit");
    if (value::sizeInBytes(item) > schema::kMaxItemBytes)
        invalid("Item size has exceeded the maximum allowed size");
}

void checkUpdatedItem(const schema::TableDefinition &table, const Item &item)
{
    for (const schema::IndexDefinition *index : indexesByName(table))
        checkUpdatedIndexKey(*index, item);
    checkVectors(table, item);
    for (const auto &[name, value] : item)
        if (isDeeperThan(schema::kMaxNestingLevels, value))
            invalid("Nesting Levels have exceeded supported limits"); // captured by floci
    if (value::sizeInBytes(item) > schema::kMaxItemBytes)
        invalid("Item size to update has exceeded the maximum allowed size");
}

void checkNoEmptyKey(const schema::TableDefinition &table, const Item &itemOrKey)
{
    for (const auto *part : {&table.key.partition, &table.key.sort})
        for (const KeyAttribute &attribute : *part)
            if (const AttributeValue *value = itemOrKey.find(attribute.name); value != nullptr && isOfType(*value, attribute.type))
                checkKeyNotEmpty(attribute, *value);
    for (const schema::IndexDefinition *index : indexesByName(table))
        for (const auto *part : {&index->key.partition, &index->key.sort})
            for (const KeyAttribute &attribute : *part)
                if (const AttributeValue *value = itemOrKey.find(attribute.name); value != nullptr && isOfType(*value, attribute.type))
                    checkIndexKeyNotEmpty(*index, attribute, *value);
}

void checkKey(const KeySchema &schema, const Item &key)
{
    const std::size_t wanted = schema.partition.size() + schema.sort.size();
    bool matches = key.size() == wanted;
    for (const auto *part : {&schema.partition, &schema.sort}) {
        for (const KeyAttribute &attribute : *part) {
            const AttributeValue *value = key.find(attribute.name);
            matches = matches && value != nullptr && isOfType(*value, attribute.type);
        }
    }
    if (!matches)
        invalid("The provided key element does not match the schema");
    checkTableKeyIn(schema, key);
}

void checkKeyNotEmpty(const std::string &attribute, const AttributeValue &value, const schema::IndexDefinition *index)
{
    const std::string kind = emptyKind(value);
    if (kind.empty())
        return;
    if (index == nullptr)
        invalid("One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty " + kind
                + " value. Key: " + attribute);
    invalid("One or more parameter values are not valid. A value specified for a secondary index key is not supported. "
            "The AttributeValue for a key attribute cannot contain an empty "
            + kind + " value. IndexName: " + index->name + ", IndexKey: " + attribute);
}

EncodedKey encodeKey(const KeySchema &schema, const Item &item)
{
    EncodedKey encoded;
    for (const KeyAttribute &attribute : schema.partition)
        storage::appendKeyValue(encoded.partition, *item.find(attribute.name));
    for (const KeyAttribute &attribute : schema.sort)
        storage::appendKeyValue(encoded.sort, *item.find(attribute.name));
    return encoded;
}

bool hasWholeKey(const KeySchema &schema, const Item &item)
{
    for (const auto *part : {&schema.partition, &schema.sort}) {
        const std::size_t longest = part == &schema.partition ? schema::kMaxPartitionKeyBytes : schema::kMaxSortKeyBytes;
        for (const KeyAttribute &attribute : *part) {
            const AttributeValue *value = item.find(attribute.name);
            if (value == nullptr || !isOfType(*value, attribute.type) || !emptyKind(*value).empty() || lengthOf(*value) > longest)
                return false;
        }
    }
    return true;
}

Item keyOf(const KeySchema &schema, const Item &item, const KeySchema *more)
{
    Item key;
    for (const auto &[name, value] : item)
        if (schema.contains(name) || (more != nullptr && more->contains(name)))
            key.set(name, value);
    return key;
}

} // namespace keywright::engine
