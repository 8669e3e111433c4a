#pragma once

#include <memory>

#include "core/model/survey.h"
#include "core/simulation/key_stream.h"
#include "core/simulation/value_pool.h"

/// The keys that an operation of a model meets. Inside core/simulation only.
namespace keywright::simulation {

/// Second 0 of a simulation, in epoch seconds: 2026-01-01T00:00:00Z. Keys with a time in them are built from it.
inline constexpr std::int64_t kStartOfTime = 1'767'225'600;

/// The partition keys that `use` meets in `place`, the place of its operation or an index that it writes to: the operands
/// of its key or key condition, or else the entity's key templates. A placeholder takes the values of the parameter of its
/// name, or of the entity's attribute, with their popularity; a time is that of the simulation; `shard` spreads as it
/// does. The parts of a key are taken to be independent of each other, and popularities
/// to stay: what is the latest now stays it.
std::shared_ptr<const KeyStream> keysOf(const model::Survey &survey, ValuePools &pools, const model::OperationUse &use,
                                        const model::KeyedPlace &place);

} // namespace keywright::simulation
