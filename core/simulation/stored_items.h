#pragma once

#include "core/model/survey.h"
#include "core/simulation/value_pool.h"

/// How much a table or index stores. Inside core/simulation only.
namespace keywright::simulation {

/// Of one entity in one place.
struct StoredItems {
    double items = 0; ///< of the recipe or the sample data
    double putsPerSecond = 0;
    double bytesEach = 0; ///< as billed: with 100 bytes for the item or entry
};

/// Zero where the entity has no entry there. Sizes are those of the sample items that are in the place, projected; without
/// any, those of the whole item.
StoredItems storedItems(const model::Survey &survey, const ValuePools &pools, const model::Entity &entity, const model::KeyedPlace &place);

} // namespace keywright::simulation
