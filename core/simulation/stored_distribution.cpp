#include "core/simulation/stored_distribution.h"

#include <algorithm>
#include <map>

#include "core/capacity/partition_set.h"
#include "core/simulation/key_stream.h"
#include "core/value/item_size.h"

namespace keywright::simulation {

namespace {

constexpr std::int64_t kStoredDistributionBilledBesides = 100; // bytes; pricing page, data storage

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
        return value::sizeInBytes(item) + kStoredDistributionBilledBesides;
    value::Item projected;
    const auto &included = index->projection.attributes;
    for (const auto &[name, attribute] : item)
        if (index->key.contains(name) || table.key.contains(name)
            || (index->projection.type == schema::ProjectionType::Include
                && std::find(included.begin(), included.end(), name) != included.end()))
            projected.set(name, attribute);
    return value::sizeInBytes(projected) + kStoredDistributionBilledBesides;
}

void countIn(StoredShare &share, std::int64_t bytes)
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

capacity::PlaceSettings settingsOf(const schema::TableDefinition &table, const schema::IndexDefinition *index)
{
    capacity::PlaceSettings settings;
    settings.billingMode = table.billingMode;
    settings.capacity = index == nullptr ? table.capacity : index->capacity;
    return settings;
}

} // namespace

/// The table itself, or one of its indexes.
class StoredCount::Place {
public:
    Place(const schema::TableDefinition &table, const schema::IndexDefinition *index)
        : m_table(table), m_index(index), m_partitions(settingsOf(table, index))
    {
        m_stored.table = table.name;
        m_stored.index = index == nullptr ? std::string() : index->name;
        for (const capacity::Partition &partition : m_partitions.partitions())
            m_stored.partitions.push_back({partition.range});
    }

    void add(const value::Item &item, const std::string &entity)
    {
        const schema::KeySchema &key = m_index == nullptr ? m_table.key : m_index->key;
        std::vector<std::string> texts;
        std::vector<std::string> sortTexts;
        if (!textsOf(item, key.partition, texts) || !textsOf(item, key.sort, sortTexts))
            return;
        const std::int64_t bytes = bytesIn(m_table, m_index, item);
        std::string name;
        for (const std::string &text : texts)
            name += (name.empty() ? "" : " / ") + text;
        StoredShare &collection = m_collections[name];
        if (collection.items == 0)
            collection.hash = hashOfKey(texts);
        StoredPartition &partition = m_stored.partitions[m_partitions.indexOf({collection.hash, 0})];
        partition.collections += collection.items == 0 ? 1 : 0;
        countIn(collection, bytes);
        ++partition.items;
        partition.bytes += bytes;
        countIn(m_entities[entity], bytes);
        ++m_stored.items;
        m_stored.bytes += bytes;
    }

    StoredDistribution distribution() const
    {
        StoredDistribution stored = m_stored;
        stored.entities = largestFirst(m_entities);
        stored.collections = largestFirst(m_collections);
        return stored;
    }

private:
    const schema::TableDefinition &m_table;
    const schema::IndexDefinition *m_index;
    capacity::PartitionSet m_partitions;
    StoredDistribution m_stored; // without its shares
    std::map<std::string, StoredShare> m_entities;
    std::map<std::string, StoredShare> m_collections;
};

StoredCount::StoredCount(const model::Model &model, const schema::TableDefinition &table) : m_model(model), m_table(table)
{
    m_places.emplace_back(table, nullptr);
    for (const schema::IndexDefinition &index : table.globalIndexes)
        m_places.emplace_back(table, &index);
}

StoredCount::~StoredCount() = default;
StoredCount::StoredCount(StoredCount &&) noexcept = default;

void StoredCount::add(const value::Item &item)
{
    const model::Entity *entity = m_model.entityOf(m_table.name, item);
    for (Place &place : m_places)
        place.add(item, entity == nullptr ? std::string() : entity->name);
}

std::vector<StoredDistribution> StoredCount::distributions() const
{
    std::vector<StoredDistribution> all;
    for (const Place &place : m_places)
        all.push_back(place.distribution());
    return all;
}

std::vector<StoredDistribution> storedDistributions(const model::Model &model)
{
    std::vector<StoredDistribution> all;
    for (const model::Table &table : model.tables) {
        StoredCount count(model, table.definition);
        if (const model::TableItems *sample = model.sampleDataOf(table.definition.name))
            for (const value::Item &item : sample->items)
                count.add(item);
        for (StoredDistribution &each : count.distributions())
            all.push_back(std::move(each));
    }
    return all;
}

} // namespace keywright::simulation
