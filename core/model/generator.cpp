#include "core/model/generator.h"

#include <algorithm>
#include <numeric>
#include <unordered_set>

#include "core/model/generator_plan.h"
#include "core/model/generator_values.h"
#include "core/value/dynamodb_json.h"
#include "core/value/md5.h"

namespace keywright::model {

using value::AttributeValue;
using value::Item;

namespace {

constexpr std::uint64_t kMostAttempts = 200;

class Generation {
public:
    Generation(const Model &model, const GeneratorOptions &options)
        : m_options(options), m_plans(planned(model, options)), m_values(m_plans)
    { }

    GeneratorReport run(const TakeItems &take)
    {
        for (EntityPlan &plan : m_plans)
            if (!drawUntilUnique(plan))
                return {.stopped = true};
        m_values.finishDrawing();
        GeneratorReport report;
        report.shortfalls = m_shortfalls;
        const std::int64_t all =
            std::accumulate(m_plans.begin(), m_plans.end(), std::int64_t(0),
                            [](std::int64_t sum, const EntityPlan &plan) { return sum + static_cast<std::int64_t>(plan.count); });
        for (EntityPlan &plan : m_plans)
            for (std::uint64_t first = 0; first < plan.count; first += m_options.batchSize) {
                if (m_options.stop.stop_requested()) {
                    report.stopped = true;
                    return report;
                }
                report.items += giveBatch(plan, first, take);
                if (m_options.progress)
                    m_options.progress(report.items, all);
            }
        return report;
    }

private:
    std::int64_t giveBatch(EntityPlan &plan, std::uint64_t first, const TakeItems &take)
    {
        const std::uint64_t end = std::min<std::uint64_t>(plan.count, first + m_options.batchSize);
        std::vector<Item> items;
        items.reserve(end - first);
        for (std::uint64_t index = first; index < end; ++index)
            items.push_back(m_values.item(plan, index));
        const auto given = static_cast<std::int64_t>(items.size());
        take(plan.entity->table, std::move(items));
        return given;
    }

    /// True when no two items can have the same value, whatever is drawn.
    bool isUniqueByItself(EntityPlan &plan, const std::string &name)
    {
        const AttributePlan *attribute = plan.find(name);
        if (attribute == nullptr || attribute->isUnique())
            return attribute != nullptr;
        const SampleFormat &format = attribute->format;
        if (format.format != "reference" || !format.distribution || format.distribution->kind != DistributionKind::Sequential)
            return false;
        EntityPlan &other = m_plans[attribute->entity];
        return plan.count <= other.count && other.find(format.attribute)->isUnique();
    }

    /// False when the stop token ended it.
    bool drawUntilUnique(EntityPlan &plan)
    {
        std::vector<std::vector<std::string>> groups;
        for (const std::vector<std::string> &names : plan.uniqueTogether)
            if (std::none_of(names.begin(), names.end(), [&](const std::string &name) { return isUniqueByItself(plan, name); })
                && !names.empty())
                groups.push_back(names);
        std::vector<std::unordered_set<std::uint64_t>> known(groups.size());
        for (std::uint64_t index = 0; index < plan.count && !groups.empty(); ++index) {
            if (index % m_options.batchSize == 0 && m_options.stop.stop_requested())
                return false;
            std::vector<std::uint64_t> digests = digestsOf(plan, index, groups);
            for (std::uint64_t attempt = 0; const auto *group = collision(digests, known, groups); ++attempt) {
                if (attempt == kMostAttempts) {
                    endShort(plan, *group, index);
                    return true;
                }
                ++plan.attempts[index];
                digests = digestsOf(plan, index, groups);
            }
            for (std::size_t i = 0; i < groups.size(); ++i)
                known[i].insert(digests[i]);
        }
        return true;
    }

    /// The attributes whose values an earlier item has; null when there are none.
    static const std::vector<std::string> *collision(const std::vector<std::uint64_t> &digests,
                                                     const std::vector<std::unordered_set<std::uint64_t>> &known,
                                                     const std::vector<std::vector<std::string>> &groups)
    {
        for (std::size_t i = 0; i < groups.size(); ++i)
            if (known[i].contains(digests[i]))
                return &groups[i];
        return nullptr;
    }

    std::vector<std::uint64_t> digestsOf(EntityPlan &plan, std::uint64_t index, const std::vector<std::vector<std::string>> &groups)
    {
        std::vector<std::uint64_t> digests;
        for (const std::vector<std::string> &names : groups)
            digests.push_back(digestOf(plan, index, names));
        return digests;
    }

    std::uint64_t digestOf(EntityPlan &plan, std::uint64_t index, const std::vector<std::string> &names)
    {
        std::string text;
        for (const std::string &name : names)
            if (AttributePlan *attribute = plan.find(name))
                if (const auto value = m_values.valueOf(plan, *attribute, index))
                    text += value::toDynamoDbJson(*value).compact();
        return value::md5First64(text);
    }

    /// Later entities then refer to the items that there are. Earlier ones may have referred to one that there is not.
    void endShort(EntityPlan &plan, const std::vector<std::string> &names, std::uint64_t found)
    {
        std::string all;
        for (const std::string &name : names)
            all += (all.empty() ? "" : ", ") + name;
        const auto number = static_cast<std::size_t>(&plan - m_plans.data());
        bool isReferredBefore = false;
        for (std::size_t i = 0; i < m_plans.size(); ++i)
            for (AttributePlan &attribute : m_plans[i].attributes)
                if (attribute.format.format == "reference" && attribute.entity == number) {
                    isReferredBefore = isReferredBefore || i <= number;
                    attribute.popularity =
                        Popularity(attribute.format.distribution.value_or(Distribution()), std::max<std::uint64_t>(found, 1));
                }
        if (!m_options.allowsFewer || isReferredBefore)
            throw GeneratorError("entities." + plan.entity->name,
                                 std::to_string(plan.count) + " items need different " + all + ", and after " + std::to_string(found)
                                     + " no other could be drawn; ask for fewer items or widen the sample formats.");
        m_shortfalls.push_back({plan.entity->name, static_cast<std::int64_t>(plan.count), static_cast<std::int64_t>(found), all});
        plan.attempts.erase(found);
        plan.count = found;
    }

    const GeneratorOptions &m_options;
    std::vector<EntityPlan> m_plans;
    GeneratorValues m_values;
    std::vector<Shortfall> m_shortfalls;
};

} // namespace

namespace {

/// An entity that came away empty gets one from the largest, as others may refer to it.
void giveEachOne(const EntityCounts &shares, EntityCounts &counts)
{
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto largest =
            std::max_element(counts.begin(), counts.end(), [](const auto &left, const auto &right) { return left.second < right.second; });
        if (counts[i].second > 0 || shares[i].second == 0 || largest->second < 2)
            continue;
        --largest->second;
        counts[i].second = 1;
    }
}

} // namespace

EntityCounts entityCounts(const Model &model, const Recipe *recipe, std::int64_t total)
{
    EntityCounts shares;
    if (recipe != nullptr)
        shares = recipe->counts;
    else
        for (const Entity &entity : model.entities)
            shares.emplace_back(entity.name, 1);
    std::int64_t sum = 0;
    for (const auto &[entity, share] : shares)
        sum += share;
    if (sum == 0)
        throw GeneratorError("counts", "There is no entity to generate items of.");
    __extension__ using Wide = __int128; // total * share
    EntityCounts counts = shares;
    std::vector<std::pair<std::int64_t, std::size_t>> remainders;
    std::int64_t rest = total;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const Wide product = static_cast<Wide>(total) * shares[i].second;
        counts[i].second = static_cast<std::int64_t>(product / sum);
        rest -= counts[i].second;
        remainders.emplace_back(-static_cast<std::int64_t>(product % sum), i);
    }
    std::sort(remainders.begin(), remainders.end());
    for (std::int64_t i = 0; i < rest; ++i)
        ++counts[remainders[static_cast<std::size_t>(i)].second].second;
    giveEachOne(shares, counts);
    return counts;
}

GeneratorReport generate(const Model &model, const GeneratorOptions &options, const TakeItems &take)
{
    return Generation(model, options).run(take);
}

} // namespace keywright::model
