#include "core/engine/table_state.h"

#include <algorithm>
#include <utility>

#include "core/engine/service_error.h"

namespace keywright::engine {

namespace {

/// Above it, places are for other uses than indexes.
constexpr storage::IndexId kLastIndexId = 0xFEFF;

} // namespace

BucketCounters::Bucket BucketCounters::total() const
{
    Bucket sum;
    for (const Bucket &bucket : m_buckets) {
        sum.items += bucket.items;
        sum.bytes += bucket.bytes;
    }
    return sum;
}

const KinesisDestination *TableState::destination() const
{
    for (const KinesisDestination &each : destinations)
        if (each.isOn)
            return &each;
    return nullptr;
}

const Place *TableState::findIndex(std::string_view name) const
{
    for (const Place &index : indexes)
        if (index.definition->name == name)
            return &index;
    return nullptr;
}

Place *TableState::findIndex(std::string_view name)
{
    return const_cast<Place *>(std::as_const(*this).findIndex(name));
}

storage::IndexId TableState::takeIndexId()
{
    if (nextIndexId > kLastIndexId)
        throw ServiceError("LimitExceededException",
                           "The table " + definition.name + " has had so many indexes that there are no numbers left for another one. "
                               + "Make a new table and copy the items.");
    return nextIndexId++;
}

Place &TableState::addGlobalIndex(schema::IndexDefinition index)
{
    const storage::IndexId newId = takeIndexId();
    definition.globalIndexes.push_back(std::move(index));
    indexes.push_back({newId, nullptr, false, std::make_shared<BucketCounters>(), false});
    linkPlaces();
    return indexes.back();
}

void TableState::removeGlobalIndex(std::string_view name)
{
    const auto named = [name](const schema::IndexDefinition &index) { return index.name == name; };
    const auto found = std::find_if(definition.globalIndexes.begin(), definition.globalIndexes.end(), named);
    if (found == definition.globalIndexes.end())
        return;
    const auto position = static_cast<std::ptrdiff_t>(definition.localIndexes.size()) + (found - definition.globalIndexes.begin());
    indexes.erase(indexes.begin() + position);
    definition.globalIndexes.erase(found);
    linkPlaces();
}

void TableState::linkPlaces()
{
    auto place = indexes.begin();
    for (const schema::IndexDefinition &index : definition.localIndexes)
        (place++)->definition = &index;
    for (const schema::IndexDefinition &index : definition.globalIndexes)
        (place++)->definition = &index;
}

} // namespace keywright::engine
