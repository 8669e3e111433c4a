#include "core/model/expectation_check.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <unordered_map>

#include "core/model/entity_view.h"
#include "core/model/expectation_terms.h"
#include "core/model/item_order.h"
#include "core/value/dynamodb_json.h"

namespace keywright::model {

using value::AttributeValue;
using value::Decimal;
using value::Item;

namespace {

constexpr const char *kNothing = "nothing";

std::string textOfValue(const AttributeValue *value)
{
    return value == nullptr ? kNothing : value::toDynamoDbJson(*value).compact();
}

std::string placeOf(const std::string &array, std::size_t index)
{
    return "expectation." + array + "[" + std::to_string(index) + "]";
}

/// Nullopt when it is no list of numbers.
std::optional<std::vector<double>> vectorOf(const AttributeValue *value)
{
    const auto *list = value == nullptr ? nullptr : value->get<value::List>();
    if (list == nullptr)
        return std::nullopt;
    std::vector<double> vector;
    for (const AttributeValue &each : *list) {
        const auto *number = each.get<Decimal>();
        if (number == nullptr)
            return std::nullopt;
        const std::string text = number->text();
        double element = 0;
        std::from_chars(text.data(), text.data() + text.size(), element);
        vector.push_back(element);
    }
    return vector;
}

/// The smaller, the more similar. Source: developer guide, "Working with vector indexes", distance functions.
double distanceOf(schema::DistanceFunction function, const std::vector<double> &left, const std::vector<double> &right)
{
    double dot = 0;
    double squares = 0;
    double squareOfLeft = 0;
    double squareOfRight = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        dot += left[i] * right[i];
        squares += (left[i] - right[i]) * (left[i] - right[i]);
        squareOfLeft += left[i] * left[i];
        squareOfRight += right[i] * right[i];
    }
    switch (function) {
    case schema::DistanceFunction::DotProduct: return -dot;
    case schema::DistanceFunction::Euclidean: return std::sqrt(squares);
    case schema::DistanceFunction::Cosine: break;
    }
    return squareOfLeft == 0 || squareOfRight == 0 ? 1 : 1 - dot / std::sqrt(squareOfLeft * squareOfRight);
}

/// Brute force over the items of a read, and the comparison of what a run gave with them.
class ReadComparison {
public:
    ReadComparison(const Model &model, const Expectation &expectation, const RunFacts &facts, const EntityItems &stored)
        : m_model(model), m_expectation(expectation)
    {
        ExpectationTerms terms(facts, "expectation");
        terms.add(expectation.values);
        const expression::Condition where = terms.condition(expectation.where, "where");
        for (const EntityItem &item : stored)
            if (isOfThese(*item.entity) && expression::matches(where, item.view))
                m_expected.push_back(&item);
        if (expectation.nearest)
            keepNearest(*expectation.nearest, terms.valueOf(expectation.nearest->to, "nearest.to"));
        std::stable_sort(m_expected.begin(), m_expected.end(), [&](const EntityItem *left, const EntityItem *right) {
            return m_expectation.nearest ? m_distances.at(left) < m_distances.at(right) : order(*left, *right) < 0;
        });
        const std::size_t limit = expectation.limit ? static_cast<std::size_t>(*expectation.limit) : m_expected.size();
        m_required = std::min(limit, m_expected.size());
        m_matched.resize(m_expected.size(), false);
        for (std::size_t i = 0; i < m_expected.size(); ++i)
            m_byContent.emplace(contentOf(*m_expected[i]->entity, m_expected[i]->whole, m_expected[i]->view), i);
    }

    std::vector<Difference> compare(const std::vector<Item> &given)
    {
        std::vector<const Item *> others;
        for (const Item &item : given)
            if (!matchWhole(item))
                others.push_back(&item);
        for (const Item *item : others)
            describeOther(*item);
        addMissingAndSurplus();
        addOutOfOrder();
        return std::move(m_differences);
    }

private:
    /// Distances that are told apart only by rounding are equal.
    std::weak_ordering order(const EntityItem &left, const EntityItem &right) const
    {
        if (!m_expectation.nearest)
            return orderOf(m_expectation.orderBy, left.view, right.view);
        constexpr double kRounding = 1e-5;
        const double one = m_distances.at(&left);
        const double other = m_distances.at(&right);
        if (std::abs(one - other) <= kRounding * std::max({1.0, std::abs(one), std::abs(other)}))
            return std::weak_ordering::equivalent;
        return one < other ? std::weak_ordering::less : std::weak_ordering::greater;
    }

    /// Leaves those that have a vector to compare.
    void keepNearest(const Nearest &nearest, const AttributeValue &to)
    {
        const auto wanted = vectorOf(&to);
        if (!wanted)
            throw ExpectationError("expectation.nearest.to", "is no list of numbers, but " + textOfValue(&to) + ".");
        std::erase_if(m_expected, [&](const EntityItem *item) {
            const auto vector = vectorOf(item->view.find(nearest.attribute));
            if (!vector || vector->size() != wanted->size())
                return true;
            m_distances[item] = distanceOf(nearest.distance, *wanted, *vector);
            return false;
        });
    }

    bool isOfThese(const Entity &entity) const
    {
        const auto &names = m_expectation.entities;
        return std::find(names.begin(), names.end(), entity.name) != names.end();
    }

    /// What a given item is; null when it belongs to none of the expected entities.
    const Entity *entityOf(const Item &item) const
    {
        const Entity *only = nullptr;
        for (const std::string &name : m_expectation.entities) {
            only = m_model.findEntity(name);
            if (only == nullptr)
                continue;
            if (const Entity *found = entityOfItem(m_model, only->table, item))
                return found;
        }
        return m_expectation.entities.size() == 1 ? only : nullptr;
    }

    /// The attributes that are compared.
    Item compared(const Item &whole, const Item &view) const
    {
        if (m_expectation.attributes.empty())
            return view;
        Item part;
        for (const std::string &name : m_expectation.attributes) {
            const AttributeValue *value = view.find(name);
            if (value == nullptr)
                value = whole.find(name);
            if (value != nullptr)
                part.set(name, *value);
        }
        return part;
    }

    std::string contentOf(const Entity &entity, const Item &whole, const Item &view) const
    {
        return entity.name + value::toDynamoDbJson(compared(whole, view)).compact();
    }

    bool matchWhole(const Item &item)
    {
        const Entity *entity = entityOf(item);
        if (entity == nullptr)
            return false;
        const auto [first, last] = m_byContent.equal_range(contentOf(*entity, item, viewOf(m_model, *entity, item)));
        std::size_t best = m_expected.size();
        for (auto each = first; each != last; ++each)
            if (!m_matched[each->second])
                best = std::min(best, each->second);
        if (best == m_expected.size())
            return false;
        m_matched[best] = true;
        m_sequence.push_back(best);
        return true;
    }

    void add(DifferenceKind kind, const std::string &item, const std::string &attribute = {}, const std::string &expected = {},
             const std::string &actual = {})
    {
        m_differences.push_back({kind, item, attribute, expected, actual});
    }

    std::string nameOf(std::size_t expected) const
    {
        return displayName(m_model, *m_expected[expected]->entity, m_expected[expected]->view);
    }

    /// An item that is not as expected: the expected one with other attributes, or one too many.
    void describeOther(const Item &item)
    {
        const Entity *entity = entityOf(item);
        if (entity == nullptr) {
            add(DifferenceKind::Unexpected, "item " + value::toPlainJson(item).compact());
            return;
        }
        const Item view = viewOf(m_model, *entity, item);
        const std::size_t twin = twinOf(*entity, item, view);
        if (twin == m_expected.size()) {
            add(DifferenceKind::Unexpected, displayName(m_model, *entity, view));
            return;
        }
        m_matched[twin] = true;
        m_sequence.push_back(twin);
        addDifferingAttributes(twin, compared(item, view));
    }

    /// The expected item with the same key; or the one whose identifying attributes are the same.
    std::size_t twinOf(const Entity &entity, const Item &item, const Item &view) const
    {
        const Item key = primaryKeyOf(m_model, entity.table, item);
        const std::string name = displayName(m_model, entity, view);
        for (std::size_t i = 0; i < m_expected.size(); ++i) {
            if (m_matched[i] || m_expected[i]->entity != &entity)
                continue;
            if (key.empty() ? nameOf(i) == name && name != entity.name : m_expected[i]->primaryKey == key)
                return i;
        }
        return m_expected.size();
    }

    void addDifferingAttributes(std::size_t expected, const Item &actual)
    {
        const Item wanted = compared(m_expected[expected]->whole, m_expected[expected]->view);
        for (const auto &[name, value] : wanted)
            if (const AttributeValue *other = actual.find(name); other == nullptr || *other != value)
                add(DifferenceKind::DifferingAttribute, nameOf(expected), name, textOfValue(&value), textOfValue(other));
        for (const auto &[name, value] : actual)
            if (!wanted.contains(name))
                add(DifferenceKind::DifferingAttribute, nameOf(expected), name, kNothing, textOfValue(&value));
    }

    bool isLikeLastRequired(std::size_t i) const { return order(*m_expected[m_required - 1], *m_expected[i]) == 0; }

    /// Where the limit cuts among equal items, any of them may be given, but only so many.
    void addMissingAndSurplus()
    {
        std::size_t needed = m_required;
        std::vector<std::size_t> given;
        std::vector<std::size_t> open;
        for (std::size_t i = 0; i < m_expected.size(); ++i) {
            if (m_required == 0 || !isLikeLastRequired(i)) {
                needed -= i < m_required ? 1 : 0;
                if (i < m_required && !m_matched[i])
                    add(DifferenceKind::Missing, nameOf(i));
                if (i >= m_required && m_matched[i])
                    add(DifferenceKind::Unexpected, nameOf(i));
            } else {
                (m_matched[i] ? given : open).push_back(i);
            }
        }
        for (std::size_t i = given.size(); i < needed; ++i)
            add(DifferenceKind::Missing, nameOf(open[i - given.size()]));
        for (std::size_t i = needed; i < given.size(); ++i)
            add(DifferenceKind::Unexpected, nameOf(given[i]));
    }

    void addOutOfOrder()
    {
        const std::vector<OrderTerm> &terms = m_expectation.orderBy;
        for (std::size_t i = 1; i < m_sequence.size(); ++i) {
            if (order(*m_expected[m_sequence[i - 1]], *m_expected[m_sequence[i]]) <= 0)
                continue;
            const Item &before = m_expected[m_sequence[i - 1]]->view;
            const Item &here = m_expected[m_sequence[i]]->view;
            if (m_expectation.nearest) {
                const std::string &attribute = m_expectation.nearest->attribute;
                add(DifferenceKind::OutOfOrder, nameOf(m_sequence[i]), attribute, textOfValue(here.find(attribute)),
                    textOfValue(before.find(attribute)));
                continue;
            }
            const auto term =
                std::find_if(terms.begin(), terms.end(), [&](const OrderTerm &each) { return orderOf({each}, before, here) != 0; });
            add(DifferenceKind::OutOfOrder, nameOf(m_sequence[i]), term->attribute, textOfValue(here.find(term->attribute)),
                textOfValue(before.find(term->attribute)));
        }
    }

    const Model &m_model;
    const Expectation &m_expectation;
    std::vector<const EntityItem *> m_expected;                 ///< in order, before the limit
    std::unordered_map<const EntityItem *, double> m_distances; ///< of a search
    std::size_t m_required = 0;                                 ///< how many of them the limit leaves
    std::vector<bool> m_matched;
    std::vector<std::size_t> m_sequence; ///< the expected items in the order in which they were given
    std::unordered_multimap<std::string, std::size_t> m_byContent;
    std::vector<Difference> m_differences;
};

/// What a change left, compared with the entries of an expectation.
class ChangeComparison {
public:
    ChangeComparison(const Model &model, const Expectation &expectation, const RunFacts &facts, const EntityItems &before,
                     const EntityItems &after)
        : m_model(model), m_expectation(expectation), m_facts(facts), m_before(before), m_after(after)
    {
        for (const EntityItem &item : before)
            m_beforeByKey.emplace(keyText(item), &item);
        for (const EntityItem &item : after)
            m_afterByKey.emplace(keyText(item), &item);
    }

    std::vector<Difference> compare()
    {
        for (std::size_t i = 0; i < m_expectation.after.size(); ++i)
            forEachItem(m_expectation.after[i], placeOf("after", i),
                        [this](const ExpectedCount &entry, const ExpectationTerms &terms, const std::string &place) {
                            check(entry, terms, place);
                        });
        for (std::size_t i = 0; i < m_expectation.changes.size(); ++i)
            forEachItem(m_expectation.changes[i], placeOf("changes", i),
                        [this](const ExpectedChange &entry, const ExpectationTerms &terms, const std::string &place) {
                            check(entry, terms, place);
                        });
        return std::move(m_differences);
    }

private:
    using ByKey = std::unordered_map<std::string, const EntityItem *>;

    static std::string keyText(const EntityItem &item) { return item.entity->table + value::toDynamoDbJson(item.primaryKey).compact(); }

    const std::vector<Item> &itemsOf(const std::string &step, const std::string &place) const
    {
        const auto found = m_facts.itemsOfSteps.find(step);
        if (found == m_facts.itemsOfSteps.end())
            throw ExpectationError(place, "There is no step \"" + step + "\".");
        return found->second;
    }

    template <typename Entry, typename Check>
    void forEachItem(const Entry &entry, const std::string &place, Check check)
    {
        if (m_model.findEntity(entry.entity) == nullptr)
            throw ExpectationError(place + ".entity", "There is no entity \"" + entry.entity + "\".");
        ExpectationTerms terms(m_facts, place);
        terms.add(entry.values);
        terms.add(m_expectation.values);
        if (entry.forEach.empty()) {
            check(entry, terms, place);
            return;
        }
        for (const Item &item : itemsOf(entry.forEach, place + ".forEach")) {
            terms.repeatFor(entry.forEach, item);
            check(entry, terms, place);
        }
    }

    void check(const ExpectedCount &entry, const ExpectationTerms &terms, const std::string &place)
    {
        const expression::Condition where = terms.condition(entry.where, "where");
        const auto *number = std::get_if<std::int64_t>(&entry.count);
        const std::int64_t expected =
            number != nullptr ? *number : static_cast<std::int64_t>(itemsOf(std::get<ItemsOf>(entry.count).step, place + ".count").size());
        const std::int64_t actual = std::count_if(m_after.begin(), m_after.end(), [&](const EntityItem &item) {
            return item.entity->name == entry.entity && expression::matches(where, item.view);
        });
        if (actual != expected)
            m_differences.push_back(
                {DifferenceKind::Count, entry.entity + " where " + entry.where, {}, std::to_string(expected), std::to_string(actual)});
    }

    void check(const ExpectedChange &entry, const ExpectationTerms &terms, const std::string &place)
    {
        const expression::Condition where = terms.condition(entry.where, "where");
        const AttributeValue by = terms.valueOf(entry.by, "by");
        const auto *amount = by.get<Decimal>();
        if (amount == nullptr)
            throw ExpectationError(place + ".by", "is no number, but " + textOfValue(&by) + ".");
        const auto isMatch = [&](const EntityItem &item) {
            return item.entity->name == entry.entity && expression::matches(where, item.view);
        };
        std::vector<std::string> keys;
        for (const EntityItem &item : m_before)
            if (isMatch(item))
                keys.push_back(keyText(item));
        for (const EntityItem &item : m_after)
            if (isMatch(item) && std::find(keys.begin(), keys.end(), keyText(item)) == keys.end())
                keys.push_back(keyText(item));
        if (keys.empty())
            m_differences.push_back(
                {DifferenceKind::Change, entry.entity + " where " + entry.where, entry.attribute, "an item that changes", "none"});
        const Decimal expected = entry.decrease ? amount->negated() : *amount;
        for (const std::string &key : keys)
            checkMoved(entry, expected, itemAt(m_beforeByKey, key), itemAt(m_afterByKey, key), place);
    }

    static const EntityItem *itemAt(const ByKey &items, const std::string &key)
    {
        const auto found = items.find(key);
        return found == items.end() ? nullptr : found->second;
    }

    void checkMoved(const ExpectedChange &entry, const Decimal &expected, const EntityItem *before, const EntityItem *after,
                    const std::string &place)
    {
        const auto moved = numberAt(after, entry.attribute, place).minus(numberAt(before, entry.attribute, place));
        if (moved && *moved == expected)
            return;
        const EntityItem &item = before != nullptr ? *before : *after;
        m_differences.push_back({DifferenceKind::Change, displayName(m_model, *item.entity, item.view), entry.attribute, expected.text(),
                                 moved ? moved->text() : "a number out of range"});
    }

    static Decimal numberAt(const EntityItem *item, const std::string &attribute, const std::string &place)
    {
        const AttributeValue *value = item == nullptr ? nullptr : item->view.find(attribute);
        if (value == nullptr)
            return {};
        if (const auto *number = value->get<Decimal>())
            return *number;
        throw ExpectationError(place + ".attribute", attribute + " is no number, but " + textOfValue(value) + ".");
    }

    const Model &m_model;
    const Expectation &m_expectation;
    const RunFacts &m_facts;
    const EntityItems &m_before;
    const EntityItems &m_after;
    ByKey m_beforeByKey;
    ByKey m_afterByKey;
    std::vector<Difference> m_differences;
};

} // namespace

EntityItems entityItems(const Model &model, const std::map<std::string, std::vector<Item>> &itemsByTable)
{
    EntityItems all;
    for (const auto &[table, items] : itemsByTable)
        for (const Item &item : items)
            if (const Entity *entity = entityOfItem(model, table, item))
                all.push_back({entity, viewOf(model, *entity, item), primaryKeyOf(model, table, item), item});
    return all;
}

std::string textOf(const Difference &difference)
{
    const std::string &item = difference.item;
    switch (difference.kind) {
    case DifferenceKind::Missing: return "missing: " + item;
    case DifferenceKind::Unexpected: return "unexpected: " + item;
    case DifferenceKind::OutOfOrder:
        return "out of order: " + item + " (" + difference.attribute + " " + difference.expected + ") comes after " + difference.attribute
            + " " + difference.actual;
    case DifferenceKind::DifferingAttribute:
        return "differs: " + item + ", " + difference.attribute + ": expected " + difference.expected + ", got " + difference.actual;
    case DifferenceKind::Count: return "afterwards: " + item + ": expected " + difference.expected + ", found " + difference.actual;
    case DifferenceKind::Change:
        return "changed: " + item + ", " + difference.attribute + ": expected by " + difference.expected + ", changed by "
            + difference.actual;
    }
    return item;
}

std::vector<Difference> compareRead(const Model &model, const Expectation &expectation, const RunFacts &facts, const EntityItems &stored,
                                    const std::vector<Item> &given)
{
    for (std::size_t i = 0; i < expectation.entities.size(); ++i)
        if (model.findEntity(expectation.entities[i]) == nullptr)
            throw ExpectationError(placeOf("entities", i), "There is no entity \"" + expectation.entities[i] + "\".");
    return ReadComparison(model, expectation, facts, stored).compare(given);
}

std::vector<Difference> compareChange(const Model &model, const Expectation &expectation, const RunFacts &facts, const EntityItems &before,
                                      const EntityItems &after)
{
    return ChangeComparison(model, expectation, facts, before, after).compare();
}

} // namespace keywright::model
