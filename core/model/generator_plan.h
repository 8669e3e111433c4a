#pragma once

#include <map>
#include <optional>
#include <unordered_map>

#include "core/expression/condition.h"
#include "core/model/generator.h"
#include "core/model/key_template.h"
#include "core/model/popularity.h"

/// What a generator works out of the model before the first item. Inside core/model only.
namespace keywright::model {

/// An attribute, or a member of a map or list, with its format read.
struct AttributePlan {
    std::string name;
    std::string place; ///< for messages
    value::Type type = value::Type::S;
    SampleFormat format;
    std::uint64_t seed = 0;
    std::size_t entity = 0; ///< of references, copies, sums and counts: which plan
    Popularity popularity;  ///< of references
    std::optional<KeyTemplate> textTemplate;
    std::optional<expression::Condition> presentWhen;
    std::int64_t from = 0; ///< of dates: epoch seconds
    std::int64_t to = 0;
    std::vector<AttributePlan> inside;
    std::vector<std::int64_t> sums; ///< of sums and counts: ten-thousandths by item, once worked out

    /// Its values differ from item to item by themselves, so no draw is ever repeated for it.
    bool isUnique() const;
};

struct EntityPlan {
    const Entity *entity = nullptr;
    std::uint64_t count = 0;
    std::uint64_t seed = 0;
    std::vector<AttributePlan> attributes;
    std::vector<std::pair<std::string, KeyTemplate>> keys;
    std::vector<std::vector<std::string>> uniqueTogether;      ///< the primary key's attributes first
    std::unordered_map<std::uint64_t, std::uint64_t> attempts; ///< items that were drawn again, and how often

    AttributePlan *find(std::string_view name);
};

/// One plan for each entity that has a count, in an order in which references point to earlier ones where that is possible.
/// Throws GeneratorError.
std::vector<EntityPlan> planned(const Model &model, const GeneratorOptions &options);

} // namespace keywright::model
