#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/model/model.h"
#include "core/model/sample_format.h"

/// The values that an attribute takes, as far as the model tells. Inside core/simulation only.
namespace keywright::simulation {

struct ValuePool {
    std::vector<value::AttributeValue> values; ///< known ones, in the order in which the sample data has them
    std::vector<double> frequencies;           ///< how many sample items have each; or the enumeration's weights
    std::uint64_t count = 0;                   ///< of all values, the unknown ones too; at least values.size()
    bool isWeighted = false;                   ///< the model says how often each value comes
    bool isTime = false;
    bool isDate = false;            ///< a time of whole days
    model::Distribution popularity; ///< as the attribute's format says

    /// The value of that number; beyond the known ones, one in the likeness of the last.
    value::AttributeValue valueAt(std::uint64_t number) const;
    /// The number of the value that so many are newer than: the last known one is the newest.
    std::uint64_t numberOfAge(std::uint64_t newer) const;
};

/// Finds the pools of a model's attributes and keeps them. The model must outlive it and not change. Not thread-safe.
class ValuePools {
public:
    explicit ValuePools(const model::Model &model) : m_model(model) { }
    const ValuePool &of(const std::string &entity, const std::string &attribute);
    /// How many items of the entity the model speaks of: in its sample data, or in its largest recipe.
    std::uint64_t itemsOf(const std::string &entity) const;

private:
    ValuePool made(const std::string &entity, const std::string &attribute, int depth);
    void addSampleValues(const std::string &entity, const std::string &attribute, ValuePool &pool) const;

    const model::Model &m_model;
    std::map<std::pair<std::string, std::string>, ValuePool> m_pools;
};

} // namespace keywright::simulation
