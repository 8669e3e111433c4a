#include "core/model/derived_expectation.h"

#include <algorithm>

#include "core/model/conjuncts.h"
#include "core/model/derived_change.h"
#include "core/model/entity_view.h"
#include "core/model/expected_terms.h"
#include "core/model/key_template.h"
#include "core/model/key_terms.h"
#include "core/model/names.h"
#include "core/model/step_edits.h"
#include "core/model/survey.h"

namespace keywright::model {

using value::Json;

namespace {

using enum OperationKind;

constexpr const char *kMark = "derived";

tl::unexpected<std::string> unclear(std::string why)
{
    return tl::unexpected<std::string>(std::move(why));
}

bool isSingleRead(OperationKind kind)
{
    return kind == GetItem || kind == Query || kind == Scan;
}

/// A read whose items are the answer.
struct Reading {
    Operation operation;
    const FanOut *fanOut = nullptr;
    bool isOrdered = true; ///< the answer comes in the order of the key
};

/// The pattern's steps as one reading; nullopt when they are more than that.
std::optional<Reading> readingOf(const AccessPattern &pattern)
{
    const std::vector<Step> &steps = pattern.steps;
    const bool isRead = !steps.empty() && isSingleRead(steps.front().operation.kind) && steps.front().operation.forEach.empty();
    const FanOut *fanOut = isRead && steps.front().fanOut ? &*steps.front().fanOut : nullptr;
    if (isRead && steps.size() == 1)
        return Reading{steps.front().operation, fanOut, fanOut == nullptr};
    const bool readsAgain = isRead && steps.size() == 2 && steps.back().operation.kind == BatchGetItem && steps.back().parts.size() == 1
        && !steps.front().name.empty() && steps.back().parts.front().forEach == steps.front().name;
    if (!readsAgain)
        return std::nullopt;
    Reading reading{steps.front().operation, fanOut, false};
    reading.operation.projection = steps.back().parts.front().projection;
    return reading;
}

class DerivedRead {
public:
    DerivedRead(const Model &model, const AccessPattern &pattern, const Reading &reading)
        : m_model(model), m_pattern(pattern), m_operation(reading.operation), m_reading(reading), m_terms(pattern, {})
    { }

    tl::expected<Json, std::string> derive()
    {
        const Table *table = m_model.findTable(m_operation.table);
        const schema::IndexDefinition *index = table == nullptr ? nullptr : table->definition.findIndex(m_operation.index);
        if (table == nullptr || (!m_operation.index.empty() && index == nullptr))
            return unclear("the table or index of the operation is not there");
        const schema::KeySchema &key = index == nullptr ? table->definition.key : index->key;
        if (index != nullptr && index->projection.type != schema::ProjectionType::All && !table->definition.isLocalIndex(index->name)) {
            m_held = index->projection.attributes;
            for (const schema::KeySchema *each : {&index->key, &table->definition.key})
                for (const std::string &name : namesOf(*each))
                    m_held.push_back(name);
        }
        for (const std::string &name : m_pattern.entities)
            if (const Entity *entity = m_model.findEntity(name); entity != nullptr && entity->table == m_operation.table)
                if (!addEntity(*entity, key))
                    return unclear(m_why);
        if (m_entities.empty())
            return unclear("the operation finds none of the pattern's entities");
        if (!addFilter())
            return unclear(m_why);
        return finished();
    }

private:
    bool fail(std::string why)
    {
        m_why = std::move(why);
        return false;
    }

    /// What the operation asks of the key attribute.
    std::optional<KeyComparison> comparisonOf(const std::string &attribute) const
    {
        if (m_operation.kind == GetItem)
            for (const auto &[name, operand] : m_operation.key)
                if (name == attribute)
                    return KeyComparison{name, expression::KeyOperator::Equal, {operand}, Json::object(), {}};
        for (const KeyComparison &comparison : m_operation.keyCondition)
            if (comparison.attribute == attribute && m_operation.kind == Query)
                return comparison;
        return std::nullopt;
    }

    bool addEntity(const Entity &entity, const schema::KeySchema &key)
    {
        KeyTerms terms(entity, m_reading.fanOut);
        for (const auto *attributes : {&key.partition, &key.sort}) {
            for (const schema::KeyAttribute &attribute : *attributes) {
                const auto comparison = comparisonOf(attribute.name);
                if (!comparison && (m_operation.kind == GetItem || (m_operation.kind == Query && attributes == &key.partition)))
                    return fail("the operation does not say which " + attribute.name);
                const Meeting met = terms.add(attribute, comparison ? &*comparison : nullptr, attributes == &key.sort);
                if (met == Meeting::Never)
                    return true;
                if (met == Meeting::Unknown)
                    return fail("the attributes of " + entity.name + " cannot be told from what it asks of " + attribute.name);
            }
        }
        if (!m_entities.empty() && m_conditions != terms.conditions())
            return fail("the key asks other attributes of " + entity.name + " than of " + m_entities.front()->name);
        m_conditions = terms.conditions();
        if (!m_operation.index.empty())
            addPresence(entity, key);
        m_sortedBy = m_entities.empty() ? terms.sortedBy() : std::vector<std::string>();
        m_entities.push_back(&entity);
        return true;
    }

    /// Only items with every attribute that builds the index's key stand in it.
    void addPresence(const Entity &entity, const schema::KeySchema &key)
    {
        for (const std::string &keyAttribute : namesOf(key)) {
            const auto parsed = KeyTemplate::parse(Survey::builds(entity, keyAttribute).value_or(std::string()));
            for (const std::string &name : parsed ? parsed->names() : std::vector<std::string>()) {
                const Attribute *attribute = entity.findAttribute(name);
                const auto isAsked = [&name](const AskedFor &asked) { return asked.attribute == name; };
                if (attribute != nullptr && !attribute->required && !contains(m_present, name)
                    && std::none_of(m_conditions.begin(), m_conditions.end(), isAsked) && !isInKey(entity, name))
                    m_present.push_back(name);
            }
        }
    }

    bool isInKey(const Entity &entity, const std::string &attribute) const
    {
        return contains(identifyingAttributes(m_model, entity), attribute);
    }

    bool addFilter()
    {
        const auto conjuncts = conjunctsOfFilter(m_operation);
        if (!conjuncts)
            return fail("its filter cannot be read");
        m_terms = ExpectedTerms(m_pattern, m_operation.values);
        for (const AskedFor &asked : m_conditions)
            m_terms.add(asked);
        if (m_entities.size() > 1 && !m_present.empty())
            return fail("which of their items stand in the index depends on attributes that not all of them have");
        for (const std::string &name : m_present)
            m_terms.add("attribute_exists(" + name + ")");
        for (const Conjunct &conjunct : *conjuncts) {
            const auto all = [this](const auto &holds) { return std::all_of(m_entities.begin(), m_entities.end(), holds); };
            if (all([&conjunct](const Entity *entity) { return holdsForAll(conjunct, *entity); }))
                continue;
            for (const std::string &name : conjunct.attributes)
                if (!all([&name](const Entity *entity) { return entity->findAttribute(name) != nullptr; }))
                    return fail("its filter asks for " + name + ", which is no attribute of " + m_entities.front()->name);
            m_terms.add(conjunct.text);
        }
        if (!conjuncts->empty() && m_operation.limit)
            return fail("it reads a limited number of items and then drops some by its filter");
        return true;
    }

    tl::expected<Json, std::string> finished()
    {
        Json entities = Json::array();
        for (const Entity *entity : m_entities)
            entities.append(Json::string(entity->name));
        Json expectation = Json::object({{"entities", std::move(entities)}});
        m_terms.addTo(expectation);
        const std::optional<std::int64_t> limit = m_reading.fanOut != nullptr ? m_reading.fanOut->limit
            : m_operation.kind == Query                                       ? m_operation.limit
                                                                              : std::nullopt;
        if (m_operation.kind == Scan && m_operation.limit)
            return unclear("a Scan with a limit gives any items");
        const std::vector<OrderTerm> order = orderOf(limit.has_value());
        if (limit && order.empty())
            return unclear("which items a limit keeps depends on an order that the entities' attributes do not tell");
        if (!order.empty())
            expectation.set("orderBy", orderToJson(order));
        if (limit)
            expectation.set("limit", Json::number(*limit));
        if (!m_operation.projection.empty() || !m_held.empty()) {
            const Json attributes = returned(m_operation.projection.empty() ? m_held : m_operation.projection);
            if (attributes.elements().empty())
                return unclear("it returns none of the entities' attributes");
            expectation.set("attributes", attributes);
        }
        return expectation;
    }

    /// As far as it shows: where the greatest come first, or a limit cuts.
    std::vector<OrderTerm> orderOf(bool isCut) const
    {
        if (m_reading.fanOut != nullptr)
            return m_reading.isOrdered || !m_reading.fanOut->mergeBy.empty() ? m_reading.fanOut->mergeBy : std::vector<OrderTerm>();
        std::vector<OrderTerm> order;
        if (!m_reading.isOrdered || m_operation.kind != Query || (!isCut && !m_operation.descending))
            return order;
        for (const std::string &name : m_sortedBy) {
            if (name.empty() || m_entities.front()->findAttribute(name) == nullptr)
                break;
            order.push_back({name, m_operation.descending});
            if (!isCut)
                break;
        }
        return order;
    }

    Json returned(const std::vector<std::string> &names) const
    {
        Json attributes = Json::array();
        for (const Entity *entity : m_entities)
            for (const Attribute &attribute : entity->attributes) {
                const auto isIt = [&attribute](const Json &each) { return each.text() == attribute.name; };
                if ((contains(names, attribute.name) || (m_operation.projection.empty() && isInKey(*entity, attribute.name)))
                    && std::none_of(attributes.elements().begin(), attributes.elements().end(), isIt))
                    attributes.append(Json::string(attribute.name));
            }
        return attributes;
    }

    const Model &m_model;
    const AccessPattern &m_pattern;
    const Operation &m_operation;
    const Reading &m_reading;
    std::vector<const Entity *> m_entities;
    std::vector<AskedFor> m_conditions;
    std::vector<std::string> m_sortedBy;
    std::vector<std::string> m_present; ///< attributes without which an item is not in the index
    std::vector<std::string> m_held;    ///< attributes that the index has; empty for all
    ExpectedTerms m_terms;
    std::string m_why;
};

/// Of a search of a vector index, whose attributes are the entities' own.
tl::expected<Json, std::string> derivedSearch(const Model &model, const AccessPattern &pattern)
{
    const Operation &operation = pattern.steps.front().operation;
    const Table *table = model.findTable(operation.table);
    const schema::VectorIndexDefinition *index = table == nullptr ? nullptr : table->definition.findVectorIndex(operation.index);
    if (index == nullptr || !operation.searchVector || !operation.limit)
        return unclear("the search lacks its index, its vector or how many items it gives");
    const auto filter = conjunctsOfFilter(operation);
    if (!filter)
        return unclear("its filter cannot be read");
    Json entities = Json::array();
    Json attributes = Json::array();
    std::vector<std::string> held = index->projection.attributes;
    for (const schema::SearchAttribute &element : index->searchSchema)
        held.push_back(element.attribute.name);
    for (const std::string &name : namesOf(table->definition.key))
        held.push_back(name);
    // The vector comes back only where a projection names it.
    const auto isGiven = [&](const std::string &name) {
        if (!operation.projection.empty())
            return contains(operation.projection, name);
        const bool isHeld = index->projection.type == schema::ProjectionType::All || contains(held, name);
        return isHeld && name != index->vectorAttribute;
    };
    for (const std::string &name : pattern.entities) {
        const Entity *entity = model.findEntity(name);
        if (entity == nullptr || entity->table != operation.table || entity->findAttribute(index->vectorAttribute) == nullptr)
            continue;
        entities.append(Json::string(name));
        for (const Attribute &attribute : entity->attributes)
            if (isGiven(attribute.name))
                attributes.append(Json::string(attribute.name));
    }
    if (entities.elements().empty())
        return unclear("none of the pattern's entities has the vectors of the index");
    if (attributes.elements().empty())
        return unclear("it returns none of the entities' attributes");
    ExpectedTerms terms(pattern, operation.values);
    for (const KeyComparison &comparison : operation.keyCondition)
        terms.add(AskedFor{comparison.attribute, comparison.op, comparison.values});
    for (const Conjunct &conjunct : *filter)
        terms.add(conjunct.text);
    Json expectation = Json::object({{"entities", std::move(entities)}});
    terms.addTo(expectation);
    expectation.set("nearest",
                    Json::object({{"attribute", Json::string(index->vectorAttribute)},
                                  {"to", operandToJson(*operation.searchVector)},
                                  {"distanceFunction", Json::string(std::string(schema::textOf(index->distance)))}}));
    expectation.set("limit", Json::number(*operation.limit));
    expectation.set("attributes", std::move(attributes));
    return expectation;
}

} // namespace

tl::expected<Json, std::string> derivedExpectation(const Model &model, const AccessPattern &pattern)
{
    const auto marked = [](tl::expected<Json, std::string> derived) {
        if (derived)
            derived->set(kMark, Json::boolean(true));
        return derived;
    };
    if (writes(pattern))
        return marked(derivedChange(model, pattern));
    if (pattern.entities.empty())
        return unclear("the pattern does not say which entities it is about");
    const bool isSearch =
        pattern.steps.size() == 1 && pattern.steps.front().operation.kind == SearchVectors && !pattern.steps.front().fanOut;
    if (isSearch)
        return marked(derivedSearch(model, pattern));
    const auto reading = readingOf(pattern);
    if (!reading)
        return unclear("more than one operation gives the answer");
    return marked(DerivedRead(model, pattern, *reading).derive());
}

bool isDerived(const AccessPattern &pattern)
{
    const Json *mark = pattern.expectation.find(kMark);
    return mark != nullptr && mark->isBoolean() && mark->asBoolean();
}

void deriveExpectation(const Model &model, AccessPattern &pattern)
{
    if (auto derived = derivedExpectation(model, pattern))
        pattern.expectation = std::move(*derived);
    else
        pattern.expectation = Json::object({{kMark, Json::boolean(true)}});
}

Json writtenByHand(const Json &expectation)
{
    Json written = Json::object();
    if (!expectation.isObject())
        return expectation;
    for (const Json::Member &member : expectation.members())
        if (member.name != kMark)
            written.set(member.name, member.value);
    return written.members().empty() ? Json() : written;
}

} // namespace keywright::model
