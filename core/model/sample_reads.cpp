#include "core/model/sample_reads.h"

#include <algorithm>
#include <limits>
#include <map>

#include "core/capacity/units.h"
#include "core/value/dynamodb_json.h"
#include "core/value/item_size.h"

namespace keywright::model {

namespace {

struct Collection {
    double items = 0;
    double bytes = 0;
};

bool hasAll(const value::Item &item, const std::vector<schema::KeyAttribute> &part)
{
    return std::all_of(part.begin(), part.end(), [&item](const schema::KeyAttribute &each) { return item.contains(each.name); });
}

/// What the place holds of the item.
double bytesHeld(const value::Item &item, const KeyedPlace &place)
{
    if (place.index == nullptr || place.index->projection.type == schema::ProjectionType::All)
        return static_cast<double>(value::sizeInBytes(item));
    const auto &included = place.index->projection.attributes;
    value::Item held;
    for (const auto &[name, stored] : item)
        if (place.key().contains(name) || place.table->definition.key.contains(name)
            || std::find(included.begin(), included.end(), name) != included.end())
            held.set(name, stored);
    return static_cast<double>(value::sizeInBytes(held));
}

/// By the values of the partition key.
std::map<std::string, Collection> collectionsOf(const Survey &survey, const OperationUse &query, const KeyedPlace &place)
{
    std::map<std::string, Collection> collections;
    const TableItems *sample = survey.model().sampleDataOf(place.table->definition.name);
    if (sample == nullptr)
        return collections;
    const std::vector<const Entity *> met = survey.entitiesOf(query);
    for (const value::Item &item : sample->items) {
        if (!hasAll(item, place.key().partition) || !hasAll(item, place.key().sort))
            continue;
        const Entity *entity = survey.model().entityOf(sample->table, item);
        if (entity != nullptr && std::find(met.begin(), met.end(), entity) == met.end())
            continue;
        std::string partition;
        for (const schema::KeyAttribute &key : place.key().partition)
            partition += (partition.empty() ? "" : " | ") + value::displayText(*item.find(key.name));
        Collection &collection = collections[partition];
        collection.items += 1;
        collection.bytes += bytesHeld(item, place);
    }
    return collections;
}

/// Each key attribute is asked for by its value, so a table has at most one such item.
bool asksForOneItem(const OperationUse &query, const KeyedPlace &place)
{
    const auto &asked = query.operation->keyCondition;
    const auto isAsked = [&asked](const schema::KeyAttribute &key) {
        return std::any_of(asked.begin(), asked.end(), [&key](const KeyComparison &each) {
            return each.attribute == key.name && each.op == expression::KeyOperator::Equal;
        });
    };
    return place.index == nullptr && std::all_of(place.key().sort.begin(), place.key().sort.end(), isAsked);
}

} // namespace

std::optional<SampledReads> sampledReads(const Survey &survey, const OperationUse &query)
{
    const KeyedPlace *place = survey.placeOf(*query.operation);
    if (place == nullptr)
        return std::nullopt;
    double most = asksForOneItem(query, *place) ? 1 : std::numeric_limits<double>::infinity();
    if (query.operation->limit)
        most = std::min(most, static_cast<double>(*query.operation->limit));
    SampledReads reads;
    for (const auto &[partition, collection] : collectionsOf(survey, query, *place)) {
        const double bytes = std::min(most, collection.items) / collection.items * collection.bytes;
        const double units = capacity::readUnits(static_cast<std::int64_t>(bytes), Survey::readKindOf(query));
        reads.unitsOf[partition] = units;
        reads.units += units;
    }
    if (reads.unitsOf.empty())
        return std::nullopt;
    reads.units /= static_cast<double>(reads.unitsOf.size());
    return reads;
}

} // namespace keywright::model
