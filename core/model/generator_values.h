#pragma once

#include <optional>

#include "core/model/generator_plan.h"

namespace keywright::model {

/// Computes any value of any item from the plans: nothing of an item is kept. Inside core/model only; not for several
/// threads.
class GeneratorValues {
public:
    /// The plans must outlive it.
    explicit GeneratorValues(std::vector<EntityPlan> &plans) : m_plans(plans) { }

    /// Nullopt when the item lacks the attribute. Throws GeneratorError.
    std::optional<value::AttributeValue> valueOf(EntityPlan &plan, AttributePlan &attribute, std::uint64_t index);
    /// The item with its keys and its entity's mark. Throws GeneratorError.
    value::Item item(EntityPlan &plan, std::uint64_t index);

    /// From now on no item is drawn again, so that sums and counts over items hold.
    void finishDrawing() { m_isDrawn = true; }

private:
    Random randomFor(const EntityPlan &plan, const AttributePlan &attribute, std::uint64_t index, std::uint64_t use) const;
    bool isPresent(EntityPlan &plan, AttributePlan &attribute, std::uint64_t index);
    std::uint64_t referred(EntityPlan &plan, AttributePlan &attribute, std::uint64_t index) const;
    std::optional<value::AttributeValue> attributeOf(EntityPlan &plan, const std::string &name, std::uint64_t index);
    value::Item others(EntityPlan &plan, const AttributePlan &attribute, std::uint64_t index);
    std::optional<value::AttributeValue> related(EntityPlan &plan, AttributePlan &attribute, std::uint64_t index);
    value::AttributeValue sum(AttributePlan &attribute, std::uint64_t index);
    void addUp(AttributePlan &attribute, std::uint64_t parents);
    std::optional<value::AttributeValue> drawn(EntityPlan &plan, AttributePlan &attribute, std::uint64_t index, Random &random);
    std::optional<value::AttributeValue> set(EntityPlan &plan, AttributePlan &attribute, std::uint64_t index, Random &random);
    value::AttributeValue document(EntityPlan &plan, AttributePlan &attribute, std::uint64_t index, Random &random);
    std::string text(const EntityPlan &plan, const AttributePlan &attribute, std::uint64_t index, Random &random) const;
    std::int64_t moment(EntityPlan &plan, const AttributePlan &attribute, std::uint64_t index, Random &random);

    std::vector<EntityPlan> &m_plans;
    bool m_isDrawn = false;
    int m_depth = 0;
};

} // namespace keywright::model
