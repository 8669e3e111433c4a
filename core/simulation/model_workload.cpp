#include "core/simulation/model_workload.h"

#include <algorithm>
#include <map>

#include "core/capacity/units.h"
#include "core/model/sample_reads.h"
#include "core/model/survey.h"
#include "core/schema/limits.h"
#include "core/simulation/model_keys.h"
#include "core/simulation/weighted_keys.h"

namespace keywright::simulation {

using model::KeyedPlace;
using model::OperationKind;
using model::OperationUse;

namespace {

std::optional<capacity::ScalingTarget> scalingOf(const std::optional<model::AutoScaling> &scaling)
{
    if (!scaling)
        return std::nullopt;
    return capacity::ScalingTarget{static_cast<double>(scaling->minimum), static_cast<double>(scaling->maximum),
                                   static_cast<double>(std::clamp<std::int64_t>(scaling->targetUtilization, 20, 90)) / 100};
}

/// Builds the workload of one model.
class Builder {
public:
    Builder(const model::Model &model, const WorkloadOptions &options) : m_options(options), m_survey(model), m_pools(model) { }

    Workload build()
    {
        for (const KeyedPlace &place : m_survey.places())
            addPlace(place);
        const std::vector<model::AccessPattern> &patterns = m_survey.model().accessPatterns;
        for (std::size_t i = 0; i < patterns.size(); ++i)
            addPattern(patterns[i], i);
        return std::move(m_workload);
    }

private:
    void addPlace(const KeyedPlace &keyed)
    {
        if (keyed.isLocal) {
            m_numbers[&keyed] = m_workload.places.size() - 1; // behind its table in the survey's order
            return;
        }
        m_numbers[&keyed] = m_workload.places.size();
        SimulatedPlace place;
        place.table = keyed.table->definition.name;
        place.index = keyed.index == nullptr ? std::string() : keyed.index->name;
        place.settings.billingMode = keyed.table->definition.billingMode;
        place.settings.capacity = keyed.index == nullptr ? keyed.table->definition.capacity : keyed.index->capacity;
        place.settings.hasLocalIndexes = keyed.index == nullptr && !keyed.table->definition.localIndexes.empty();
        place.settings.storedBytes = bytesIn(keyed);
        const auto settings = keyed.table->indexSettings.find(place.index);
        const model::CapacityScaling scaling = keyed.index == nullptr ? keyed.table->scaling
            : settings == keyed.table->indexSettings.end()            ? model::CapacityScaling{}
                                                                      : settings->second.scaling;
        place.readScaling = scalingOf(scaling.read);
        place.writeScaling = scalingOf(scaling.write);
        m_workload.places.push_back(std::move(place));
    }

    double bytesIn(const KeyedPlace &place) const
    {
        double bytes = 0;
        for (const model::Entity &entity : m_survey.model().entities)
            if (model::Survey::isIn(entity, place))
                bytes += static_cast<double>(m_pools.itemsOf(entity.name)) * m_survey.bytesOf(entity).value_or(0);
        return bytes;
    }

    void addPattern(const model::AccessPattern &pattern, std::size_t number)
    {
        if (!pattern.rate) {
            m_workload.notes.push_back("\"" + pattern.name + "\" has no rate and is left out.");
            return;
        }
        SimulatedPattern simulated{pattern.name, rateCurveOf(*pattern.rate), {}};
        simulated.rate.perSecond *= m_options.rateFactor;
        if (simulated.rate.peak)
            *simulated.rate.peak *= m_options.rateFactor;
        for (const OperationUse &use : m_survey.uses())
            if (use.patternNumber == number)
                addOperation(use, simulated);
        m_workload.patterns.push_back(std::move(simulated));
    }

    void addOperation(const OperationUse &use, SimulatedPattern &pattern)
    {
        const KeyedPlace *place = m_survey.placeOf(*use.operation);
        if (place == nullptr || use.operation->kind == OperationKind::SearchVectors) {
            m_workload.notes.push_back("A step of \"" + use.pattern->name + "\" is left out: "
                                       + (use.operation->kind == OperationKind::SearchVectors ? "vector searches have no partitions here."
                                                                                              : "its table or index is not in the model."));
            return;
        }
        SimulatedOperation operation;
        const std::vector<const model::Entity *> entities = m_survey.entitiesOf(use);
        operation.entity = entities.empty() ? std::string() : entities.front()->name;
        operation.times = use.times * static_cast<double>(use.step->fanOut ? use.step->fanOut->count : 1);
        if (use.isWrite())
            addWrites(use, *place, operation);
        else
            addRead(use, *place, operation);
        pattern.operations.push_back(std::move(operation));
    }

    void addWrites(const OperationUse &use, const KeyedPlace &table, SimulatedOperation &operation)
    {
        const double bytes = use.operation->kind == OperationKind::PutItem ? bytesOfItem(use) : 0;
        Touch touch{m_numbers.at(&table), 0, m_survey.writeUnits(use, table), bytes, keysOf(m_survey, m_pools, use, table), 0};
        for (const KeyedPlace &each : m_survey.places()) {
            if (each.table != table.table || each.index == nullptr)
                continue;
            const double units = m_survey.writeUnits(use, each);
            if (each.isLocal)
                touch.writeUnits += units;
            else if (units > 0)
                operation.touches.push_back({m_numbers.at(&each), 0, units, bytes, keysOf(m_survey, m_pools, use, each), 0});
        }
        operation.touches.insert(operation.touches.begin(), std::move(touch));
    }

    void addRead(const OperationUse &use, const KeyedPlace &place, SimulatedOperation &operation)
    {
        Touch touch{m_numbers.at(&place), m_survey.readUnits(use), 0, 0, keysOf(m_survey, m_pools, use, place), 0};
        if (model::Survey::isSampled(use))
            weigh(touch, use);
        if (use.operation->kind == OperationKind::ConditionCheck) {
            touch.writeUnits = 2 * capacity::writeUnits(static_cast<std::int64_t>(bytesOfItem(use)));
            touch.readUnits = 0;
        }
        if (use.operation->kind == OperationKind::Scan) {
            const double share = use.operation->consistentRead ? 1 : 0.5;
            const double stored = m_workload.places[touch.place].settings.storedBytes;
            if (!use.pattern->sizes || !use.pattern->sizes->itemsRead)
                touch.readUnits = std::max(touch.readUnits, share * stored / static_cast<double>(capacity::kReadUnitBytes));
            const double pages =
                touch.readUnits / share * static_cast<double>(capacity::kReadUnitBytes) / static_cast<double>(schema::kPageBytes);
            touch.sweepSeconds = std::max(1.0, pages / std::max(0.01, m_options.scanPagesPerSecond));
        }
        operation.touches.push_back(std::move(touch));
    }

    /// A large item collection costs more to read than a small one.
    void weigh(Touch &touch, const OperationUse &use) const
    {
        const auto sampled = model::sampledReads(m_survey, use);
        if (!sampled)
            return;
        const auto keys = std::make_shared<const WeightedKeys>(touch.keys, sampled->unitsOf, sampled->units);
        touch.readUnits = keys->averageUnits();
        touch.keys = keys;
    }

    double bytesOfItem(const OperationUse &use) const
    {
        const std::vector<const model::Entity *> entities = m_survey.entitiesOf(use);
        if (!entities.empty())
            if (const std::optional<double> bytes = m_survey.bytesOf(*entities.front()))
                return *bytes;
        return use.pattern->sizes ? static_cast<double>(use.pattern->sizes->itemBytes.value_or(1)) : 1;
    }

    WorkloadOptions m_options;
    model::Survey m_survey;
    ValuePools m_pools;
    Workload m_workload;
    std::map<const KeyedPlace *, std::size_t> m_numbers;
};

} // namespace

Workload workloadOf(const model::Model &model, const WorkloadOptions &options)
{
    return Builder(model, options).build();
}

} // namespace keywright::simulation
