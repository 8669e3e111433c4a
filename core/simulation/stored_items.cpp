#include "core/simulation/stored_items.h"

#include <algorithm>

#include "core/value/item_size.h"

namespace keywright::simulation {

namespace {

constexpr double kBilledBesides = 100; // bytes; developer guide, "DynamoDB Item sizes and formats"; pricing page, data storage

bool isProjected(const model::KeyedPlace &place, const std::string &attribute)
{
    const schema::Projection &projection = place.index->projection;
    return projection.type == schema::ProjectionType::All || place.key().contains(attribute)
        || place.table->definition.key.contains(attribute)
        || (projection.type == schema::ProjectionType::Include
            && std::find(projection.attributes.begin(), projection.attributes.end(), attribute) != projection.attributes.end());
}

bool hasKey(const model::KeyedPlace &place, const value::Item &item)
{
    for (const auto *parts : {&place.key().partition, &place.key().sort})
        for (const schema::KeyAttribute &attribute : *parts)
            if (!item.contains(attribute.name))
                return false;
    return true;
}

double projectedBytes(const model::KeyedPlace &place, const value::Item &item)
{
    value::Item projected;
    for (const auto &[name, attribute] : item)
        if (isProjected(place, name))
            projected.set(name, attribute);
    return static_cast<double>(value::sizeInBytes(projected));
}

} // namespace

StoredItems storedItems(const model::Survey &survey, const ValuePools &pools, const model::Entity &entity, const model::KeyedPlace &place)
{
    StoredItems stored;
    if (!model::Survey::isIn(entity, place))
        return stored;
    stored.items = static_cast<double>(pools.itemsOf(entity.name));
    stored.putsPerSecond = survey.putsPerSecond(entity).value_or(0);
    double all = 0;
    double inPlace = 0;
    double bytes = 0;
    if (const model::TableItems *sample = survey.model().sampleDataOf(entity.table))
        for (const value::Item &item : sample->items) {
            if (survey.model().entityOf(entity.table, item) != &entity)
                continue;
            all += 1;
            if (place.index != nullptr && !hasKey(place, item))
                continue;
            inPlace += 1;
            bytes += place.index == nullptr ? static_cast<double>(value::sizeInBytes(item)) : projectedBytes(place, item);
        }
    const double share = all > 0 ? inPlace / all : 1; // a sparse index has fewer
    stored.items *= share;
    stored.putsPerSecond *= share;
    stored.bytesEach = (inPlace > 0 ? bytes / inPlace : survey.bytesOf(entity).value_or(0)) + kBilledBesides;
    return stored;
}

} // namespace keywright::simulation
