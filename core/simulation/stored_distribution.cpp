#include "core/simulation/stored_distribution.h"

#include <algorithm>
#include <map>

#include "core/capacity/partition_set.h"
#include "core/simulation/key_stream.h"
#include "core/value/item_size.h"

namespace keywright::simulation {

namespace {

constexpr std::int64_t kBilledBesides = 100; // bytes; pricing page, data storage

/// The texts of the key attributes; false when the item lacks one, and so is not in the place.
bool textsOf(const value::Item &item, const std::vector<schema::KeyAttribute> &attributes, std::vector<std::string> &texts)
{
    for (const schema::KeyAttribute &attribute : attributes) {
        const value::AttributeValue *found = item.find(attribute.name);
        if (found == nullptr)
            return false;
        if (const auto *text = found->get<std::string>())
            texts.push_back(*text);
        else if (const auto *number = found->get<value::Decimal>())
            texts.push_back(number->text());
        else
            texts.emplace_back("(binary)");
    }
    return true;
}

std::int64_t bytesIn(const schema::TableDefinition &table, const schema::IndexDefinition *index, const value::Item &item)
{
    if (index == nullptr || index->projection.type == schema::ProjectionType::All)
        return value::sizeInBytes(item) + kBilledBesides;
    value::Item projected;
    const auto &included = index->projection.attributes;
    for (const auto &[name, attribute] : item)
        if (index->key.contains(name) || table.key.contains(name)
            || (index->projection.type == schema::ProjectionType::Include
                && std::find(included.begin(), included.end(), name) != included.end()))
            projected.set(name, attribute);
    return value::sizeInBytes(projected) + kBilledBesides;
}

void add(StoredShare &share, std::int64_t bytes)
{
    ++share.items;
    share.bytes += bytes;
}

std::vector<StoredShare> largestFirst(const std::map<std::string, StoredShare> &shares)
{
    std::vector<StoredShare> sorted;
    for (const auto &[name, share] : shares) {
        sorted.push_back(share);
        sorted.back().name = name;
    }
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const StoredShare &left, const StoredShare &right) { return left.bytes > right.bytes; });
    return sorted;
}

StoredDistribution distributionOf(const model::Model &model, const schema::TableDefinition &table, const schema::IndexDefinition *index)
{
    StoredDistribution stored;
    stored.table = table.name;
    stored.index = index == nullptr ? std::string() : index->name;
    capacity::PlaceSettings settings;
    settings.billingMode = table.billingMode;
    settings.capacity = index == nullptr ? table.capacity : index->capacity;
    const capacity::PartitionSet partitions(settings);
    for (const capacity::Partition &partition : partitions.partitions())
        stored.partitions.push_back({partition.range});
    std::map<std::string, StoredShare> entities;
    std::map<std::string, StoredShare> collections;
    const schema::KeySchema &key = index == nullptr ? table.key : index->key;
    const model::TableItems *sample = model.sampleDataOf(table.name);
    for (const value::Item &item : sample == nullptr ? std::vector<value::Item>() : sample->items) {
        std::vector<std::string> texts;
        std::vector<std::string> sortTexts;
        if (!textsOf(item, key.partition, texts) || !textsOf(item, key.sort, sortTexts))
            continue;
        const std::int64_t bytes = bytesIn(table, index, item);
        std::string name;
        for (const std::string &text : texts)
            name += (name.empty() ? "" : " / ") + text;
        StoredShare &collection = collections[name];
        collection.hash = hashOfKey(texts);
        StoredPartition &partition = stored.partitions[partitions.indexOf({collection.hash, 0})];
        partition.collections += collection.items == 0 ? 1 : 0;
        add(collection, bytes);
        ++partition.items;
        partition.bytes += bytes;
        const model::Entity *entity = model.entityOf(table.name, item);
        add(entities[entity == nullptr ? std::string() : entity->name], bytes);
        ++stored.items;
        stored.bytes += bytes;
    }
    stored.entities = largestFirst(entities);
    stored.collections = largestFirst(collections);
    return stored;
}

} // namespace

std::vector<StoredDistribution> storedDistributions(const model::Model &model)
{
    std::vector<StoredDistribution> all;
    for (const model::Table &table : model.tables) {
        all.push_back(distributionOf(model, table.definition, nullptr));
        for (const schema::IndexDefinition &index : table.definition.globalIndexes)
            all.push_back(distributionOf(model, table.definition, &index));
    }
    return all;
}

} // namespace keywright::simulation
