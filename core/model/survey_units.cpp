// The part of Survey that tells what operations consume.
#include <algorithm>

#include "core/capacity/units.h"
#include "core/model/sample_reads.h"
#include "core/model/survey.h"

namespace keywright::model {

double Survey::bytesTouched(const OperationUse &use) const
{
    const std::vector<const Entity *> entities = entitiesOf(use);
    if (!entities.empty())
        if (const auto bytes = bytesOf(*entities.front()))
            return *bytes;
    return use.pattern->sizes && use.pattern->sizes->itemBytes ? static_cast<double>(*use.pattern->sizes->itemBytes) : 1;
}

double Survey::writeUnits(const OperationUse &use, const KeyedPlace &place) const
{
    if (!use.isWrite() || use.operation->table != place.table->definition.name)
        return 0;
    const double units = capacity::writeUnits(static_cast<std::int64_t>(bytesTouched(use)));
    if (place.index == nullptr)
        return units * (use.isTransactional() ? 2 : 1);
    const std::vector<const Entity *> entities = entitiesOf(use);
    if (std::none_of(entities.begin(), entities.end(), [&place](const Entity *entity) { return isIn(*entity, place); }))
        return 0;
    if (use.operation->kind != OperationKind::UpdateItem)
        return units;
    if (movesEntry(use, place))
        return 2 * units;
    const schema::Projection &projection = place.index->projection;
    const std::vector<Touched> touched = touchedBy(*use.operation);
    const bool isSeen = std::any_of(touched.begin(), touched.end(), [&](const Touched &each) {
        return projection.type == schema::ProjectionType::All || place.key().contains(each.attribute)
            || std::find(projection.attributes.begin(), projection.attributes.end(), each.attribute) != projection.attributes.end();
    });
    return isSeen ? units : 0;
}

capacity::ReadKind Survey::readKindOf(const OperationUse &use)
{
    if (use.isTransactional())
        return capacity::ReadKind::Transactional;
    return use.operation->consistentRead ? capacity::ReadKind::Strong : capacity::ReadKind::Eventual;
}

bool Survey::isSampled(const OperationUse &use)
{
    const bool hasSizes = use.pattern->sizes && (use.pattern->sizes->itemBytes || use.pattern->sizes->itemsRead);
    return use.operation->kind == OperationKind::Query && !hasSizes;
}

double Survey::readUnits(const OperationUse &use) const
{
    if (isSampled(use))
        if (const auto sampled = sampledReads(*this, use))
            return sampled->units;
    double bytes = bytesTouched(use);
    if (use.pattern->sizes && use.pattern->sizes->itemBytes)
        bytes = static_cast<double>(*use.pattern->sizes->itemBytes);
    if (use.operation->kind == OperationKind::Query || use.operation->kind == OperationKind::Scan)
        bytes *= use.pattern->sizes ? std::max(1.0, use.pattern->sizes->itemsRead.value_or(1)) : 1;
    return capacity::readUnits(static_cast<std::int64_t>(bytes), readKindOf(use));
}

} // namespace keywright::model
