#include "core/model/generator_plan.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "core/expression/aliasing.h"
#include "core/expression/expression_error.h"
#include "core/model/entity_view.h"
#include "core/model/likely_format.h"
#include "core/model/random.h"

namespace keywright::model {

namespace {

/// Where neither a format nor the model says when: past for everybody, and the same on every machine.
constexpr const char *kLastMoment = "2025-12-31T23:59:59Z";
constexpr std::int64_t kSpan = std::int64_t(730) * 86'400; ///< seconds that times without a beginning go back

std::int64_t epochSeconds(const std::string &text, const std::string &place)
{
    int year = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    unsigned month = 0;
    unsigned day = 0;
    const int read = std::sscanf(text.c_str(), "%4d-%2u-%2uT%2d:%2d:%2d", &year, &month, &day, &hour, &minute, &second);
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
    if (read < 3 || !date.ok())
        throw GeneratorError(place, "\"" + text + "\" is no time; expected one such as 2026-01-31 or 2026-01-31T08:00:00Z.");
    const auto days = std::chrono::sys_days(date).time_since_epoch().count();
    return static_cast<std::int64_t>(days) * 86'400 + hour * 3'600 + minute * 60 + second;
}

/// Times end where the model began: what the file itself says, so that a seed gives the same items whenever it is used, and
/// none of them lies in the future.
std::int64_t lastMomentOf(const Model &model)
{
    try {
        if (!model.created.empty())
            return epochSeconds(model.created, "created");
    } catch (const GeneratorError &) { // another program's way to write a date
    }
    return epochSeconds(kLastMoment, {});
}

bool refersToEntity(const SampleFormat &format)
{
    return format.format == "reference" || format.format == "copy" || format.format == "sum" || format.format == "count";
}

class Planner {
public:
    Planner(const Model &model, const GeneratorOptions &options) : m_model(model), m_options(options), m_lastMoment(lastMomentOf(model)) { }

    std::vector<EntityPlan> plan()
    {
        for (const auto &[name, count] : m_options.counts) {
            if (m_model.findEntity(name) == nullptr)
                throw GeneratorError("counts." + name, "There is no such entity.");
            if (count > 0)
                visit(name);
        }
        for (EntityPlan &plan : m_plans)
            for (AttributePlan &attribute : plan.attributes)
                connect(plan, attribute);
        return std::move(m_plans);
    }

private:
    std::int64_t countOf(const std::string &entity) const
    {
        for (const auto &[name, count] : m_options.counts)
            if (name == entity)
                return count;
        return 0;
    }

    /// Referenced entities come first; one that is being visited already stays behind.
    void visit(const std::string &name)
    {
        if (std::find(m_visited.begin(), m_visited.end(), name) != m_visited.end())
            return;
        m_visited.push_back(name);
        EntityPlan plan = readEntity(*m_model.findEntity(name));
        for (const AttributePlan &attribute : plan.attributes)
            if (attribute.format.format == "reference" && countOf(attribute.format.entity) > 0
                && m_model.findEntity(attribute.format.entity))
                visit(attribute.format.entity);
        m_plans.push_back(std::move(plan));
    }

    EntityPlan readEntity(const Entity &entity)
    {
        EntityPlan plan;
        const std::string place = "entities." + entity.name;
        plan.entity = &entity;
        plan.count = static_cast<std::uint64_t>(countOf(entity.name));
        plan.seed = seedOf(m_options.seed, entity.name);
        for (const Attribute &attribute : entity.attributes) {
            const std::string here = place + "." + attribute.name;
            plan.attributes.push_back(readAttribute(attribute.name, attribute.type, formatOf(entity, attribute, here), here, plan.seed));
        }
        for (const auto &[key, text] : entity.keyTemplates) {
            auto parsed = KeyTemplate::parse(text);
            if (!parsed)
                throw GeneratorError(place + ".keyTemplates." + key, parsed.error().message + ".");
            plan.keys.emplace_back(key, std::move(*parsed));
        }
        plan.uniqueTogether.push_back(identifyingAttributes(m_model, entity));
        if (const value::Json *groups = entity.unknown.find("uniqueTogether"))
            for (const value::Json &group : groups->elements()) {
                plan.uniqueTogether.emplace_back();
                for (const value::Json &name : group.elements())
                    plan.uniqueTogether.back().push_back(name.text());
            }
        return plan;
    }

    SampleFormat formatOf(const Entity &entity, const Attribute &attribute, const std::string &place) const
    {
        if (attribute.sampleFormat.isNull())
            return likelyFormat(m_model, entity, attribute, [this](const std::string &other) { return countOf(other) > 0; });
        return readSampleFormat(attribute.sampleFormat, attribute.type, place);
    }

    AttributePlan readAttribute(const std::string &name, value::Type type, SampleFormat format, const std::string &place,
                                std::uint64_t seed) const
    {
        AttributePlan plan;
        plan.name = name;
        plan.place = place;
        plan.type = type;
        plan.seed = seedOf(seed, name);
        if (!format.from.empty())
            plan.from = epochSeconds(format.from, place + ".from");
        plan.to = format.to.empty() ? std::max(m_lastMoment, plan.from) : epochSeconds(format.to, place + ".to");
        if (format.from.empty())
            plan.from = std::min(m_lastMoment, plan.to) - kSpan;
        if (plan.to < plan.from)
            throw GeneratorError(place + ".to", "is before from.");
        for (const auto *members : {&format.members, &format.element})
            for (const SampleMember &member : *members)
                plan.inside.push_back(readAttribute(member.name, member.type, member.format, place + "." + member.name, plan.seed));
        if (!format.textTemplate.empty()) {
            auto parsed = KeyTemplate::parse(format.textTemplate);
            if (!parsed)
                throw GeneratorError(place + ".template", parsed.error().message + ".");
            plan.textTemplate = std::move(*parsed);
        }
        if (!format.presentWhen.empty())
            plan.presentWhen = condition(format, place + ".presentWhen");
        plan.format = std::move(format);
        return plan;
    }

    static expression::Condition condition(const SampleFormat &format, const std::string &place)
    {
        try {
            expression::AliasedExpression aliased = expression::aliased(format.presentWhen);
            expression::AttributeValues values;
            for (const auto &[name, value] : format.whenValues)
                values[":" + name] = value;
            expression::Placeholders known{aliased.names.empty() ? std::nullopt : std::optional(aliased.names),
                                           values.empty() ? std::nullopt : std::optional(std::move(values))};
            return expression::compileCondition(expression::ExpressionKind::Condition, aliased.text, known);
        } catch (const expression::ExpressionError &error) {
            throw GeneratorError(place, error.what());
        }
    }

    std::size_t planOf(const std::string &entity, const AttributePlan &attribute) const
    {
        for (std::size_t i = 0; i < m_plans.size(); ++i)
            if (m_plans[i].entity->name == entity)
                return i;
        throw GeneratorError(attribute.place, "The entity \"" + entity + "\" has no items to refer to; give it a count.");
    }

    void connect(EntityPlan &plan, AttributePlan &attribute)
    {
        if (!refersToEntity(attribute.format))
            return;
        attribute.entity = planOf(attribute.format.entity, attribute);
        EntityPlan &other = m_plans[attribute.entity];
        const std::string &format = attribute.format.format;
        if (format != "count" && other.find(attribute.format.attribute) == nullptr)
            throw GeneratorError(attribute.place, other.entity->name + " has no attribute \"" + attribute.format.attribute + "\".");
        const bool isSum = format == "sum" || format == "count";
        if (format != "reference") {
            const AttributePlan *via = (isSum ? other : plan).find(attribute.format.via);
            if (via == nullptr || via->format.format != "reference")
                throw GeneratorError(attribute.place + ".via", "\"" + attribute.format.via + "\" is no attribute of format reference.");
            return;
        }
        attribute.popularity = Popularity(attribute.format.distribution.value_or(Distribution()), other.count);
        const bool comesLater = attribute.entity >= static_cast<std::size_t>(&plan - m_plans.data());
        if (comesLater && !other.find(attribute.format.attribute)->isUnique())
            throw GeneratorError(attribute.place,
                                 "The entities refer to each other in a circle by \"" + attribute.format.attribute
                                     + "\", which may be drawn again; refer to a sequence, uuid, ulid or email.");
    }

    const Model &m_model;
    const GeneratorOptions &m_options;
    const std::int64_t m_lastMoment; ///< of times that say no end
    std::vector<EntityPlan> m_plans;
    std::vector<std::string> m_visited;
};

} // namespace

bool AttributePlan::isUnique() const
{
    return format.format == "sequence" || format.format == "uuid" || format.format == "ulid" || format.format == "email";
}

AttributePlan *EntityPlan::find(std::string_view name)
{
    const auto found = std::find_if(attributes.begin(), attributes.end(), [name](const AttributePlan &each) { return each.name == name; });
    return found == attributes.end() ? nullptr : &*found;
}

std::vector<EntityPlan> planned(const Model &model, const GeneratorOptions &options)
{
    return Planner(model, options).plan();
}

} // namespace keywright::model
