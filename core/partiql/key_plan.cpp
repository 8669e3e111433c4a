#include "core/partiql/key_plan.h"

#include <algorithm>
#include <array>

#include "core/expression/key_operator.h"
#include "core/expression/mentions.h"
#include "core/partiql/sort_range.h"
#include "core/partiql/statement_error.h"

namespace keywright::partiql {

using expression::Condition;
using expression::ConditionKind;
using expression::KeyOperator;
using expression::KeyTerm;
using expression::Operand;
using schema::KeyAttribute;
using schema::KeySchema;
using value::AttributeValue;

namespace {

constexpr std::size_t kMaxSpread = 1'000;
constexpr std::size_t kMaxReads = 50;

[[noreturn]] void refuseKey(const std::string &message)
{
    refuse(message, {});
}

/// Terms on key attributes that hold together, and the conditions beside them.
struct Spread {
    std::vector<KeyTerm> terms;
    std::vector<Condition> filters;
};

const std::string *attributeOf(const Operand &operand)
{
    return operand.kind == Operand::Kind::Path && !operand.path.isNested() ? &operand.path.attribute() : nullptr;
}

const KeyAttribute *find(const std::vector<KeyAttribute> &attributes, const std::string &name)
{
    const auto found = std::find_if(attributes.begin(), attributes.end(), [&](const KeyAttribute &each) { return each.name == name; });
    return found == attributes.end() ? nullptr : &*found;
}

bool isBelow(const std::vector<AttributeValue> &left, const std::vector<AttributeValue> &right)
{
    return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(), isKeyBelow);
}

class Planner {
public:
    Planner(const KeySchema &key, KeyTypes types) : m_key(key), m_checksTypes(types == KeyTypes::Checked) { }

    KeyPlan plan(const Condition &where)
    {
        const std::vector<Spread> spread = spreadOf(where);
        KeyPlan plan;
        plan.isKeyed = !m_isTooMuch;
        for (const Spread &each : spread)
            plan.isKeyed = addBranch(plan, each) && plan.isKeyed;
        if (!plan.isKeyed)
            plan.branches.clear();
        sort(plan);
        if (plan.isKeyed)
            joinOverlapping(plan);
        if (pinsPartition(where) && (m_isTooMuch || plan.branches.size() > kMaxReads))
            refuseKey("Too many decomposed read operations for a given query.");
        return plan;
    }

private:
    /// The attribute of the key that the condition compares in a way that a Query can; null for any other condition.
    const KeyAttribute *keyAttributeOf(const Condition &condition) const
    {
        const bool isIn = condition.kind == ConditionKind::In;
        if (!isIn && !keyOperatorOf(condition.kind))
            return nullptr;
        const std::string *name = attributeOf(condition.operands.front());
        const bool hasValues = std::all_of(condition.operands.begin() + 1, condition.operands.end(),
                                           [](const Operand &operand) { return operand.kind == Operand::Kind::Value; });
        if (name == nullptr || !hasValues)
            return nullptr;
        if (const KeyAttribute *partition = find(m_key.partition, *name))
            return isIn || condition.kind == ConditionKind::Equal ? partition : nullptr;
        return find(m_key.sort, *name);
    }

    bool namesKey(const Condition &condition) const
    {
        if (condition.kind == ConditionKind::And || condition.kind == ConditionKind::Or)
            return std::any_of(condition.parts.begin(), condition.parts.end(), [this](const Condition &part) { return namesKey(part); });
        return condition.kind != ConditionKind::Not && keyAttributeOf(condition) != nullptr;
    }

    bool pinsPartition(const Condition &condition) const
    {
        const auto pins = [this](const Condition &part) { return pinsPartition(part); };
        if (condition.kind == ConditionKind::And)
            return std::any_of(condition.parts.begin(), condition.parts.end(), pins);
        if (condition.kind == ConditionKind::Or)
            return std::all_of(condition.parts.begin(), condition.parts.end(), pins);
        const KeyAttribute *attribute = condition.kind == ConditionKind::Not ? nullptr : keyAttributeOf(condition);
        return attribute != nullptr && find(m_key.partition, attribute->name) != nullptr;
    }

    void checkType(const KeyAttribute &attribute, const AttributeValue &value) const
    {
        if (!m_checksTypes)
            return;
        const std::string tag(value::tagOf(value.type()));
        if (!schema::keyTypeFromText(tag))
            refuseKey("Key value must be of type S, N, or B. Key name: " + attribute.name + ", Key type: " + tag);
        if (tag != schema::textOf(attribute.type))
            refuseKey("Key attribute's data type should match its data type in table's schema: Key " + attribute.name);
    }

    std::vector<Spread> leaf(const Condition &condition)
    {
        const KeyAttribute *attribute = keyAttributeOf(condition);
        if (attribute == nullptr)
            return {Spread{{}, {condition}}};
        std::vector<AttributeValue> values;
        for (std::size_t i = 1; i < condition.operands.size(); ++i) {
            checkType(*attribute, condition.operands[i].value);
            values.push_back(condition.operands[i].value);
        }
        if (condition.kind != ConditionKind::In)
            return {Spread{{KeyTerm{attribute->name, *keyOperatorOf(condition.kind), std::move(values)}}, {}}};
        std::vector<Spread> spread;
        for (AttributeValue &value : values)
            spread.push_back({{KeyTerm{attribute->name, KeyOperator::Equal, {std::move(value)}}}, {}});
        return spread;
    }

    std::vector<Spread> spreadOf(const Condition &condition)
    {
        if (condition.kind == ConditionKind::And) {
            std::vector<Spread> spread(1);
            for (const Condition &part : condition.parts)
                spread = product(std::move(spread), spreadOf(part));
            return spread;
        }
        if (condition.kind == ConditionKind::Or && namesKey(condition)) {
            std::vector<Spread> spread;
            for (const Condition &part : condition.parts)
                for (Spread &each : spreadOf(part))
                    spread.push_back(std::move(each));
            m_isTooMuch = m_isTooMuch || spread.size() > kMaxSpread;
            if (m_isTooMuch)
                spread.resize(1);
            return spread;
        }
        if (condition.kind == ConditionKind::Or || condition.kind == ConditionKind::Not)
            return {Spread{{}, {condition}}};
        return leaf(condition);
    }

    static void append(Spread &to, const Spread &from)
    {
        to.terms.insert(to.terms.end(), from.terms.begin(), from.terms.end());
        to.filters.insert(to.filters.end(), from.filters.begin(), from.filters.end());
    }

    std::vector<Spread> product(std::vector<Spread> left, const std::vector<Spread> &right)
    {
        m_isTooMuch = m_isTooMuch || left.size() * right.size() > kMaxSpread;
        if (m_isTooMuch)
            return left;
        if (right.size() == 1) { // as nearly always: nothing is copied
            for (Spread &each : left)
                append(each, right.front());
            return left;
        }
        std::vector<Spread> product;
        for (const Spread &one : left) {
            for (const Spread &two : right) {
                product.push_back(one);
                append(product.back(), two);
            }
        }
        return product;
    }

    /// False when the spread leaves the partition key open, or asks it to have two values.
    bool addBranch(KeyPlan &plan, const Spread &spread)
    {
        Branch branch;
        branch.filters = spread.filters;
        for (const KeyAttribute &attribute : m_key.partition) {
            const AttributeValue *value = nullptr;
            for (const KeyTerm &term : spread.terms) {
                if (term.attribute != attribute.name)
                    continue;
                if (value != nullptr && !(*value == term.values.front()))
                    return false;
                value = &term.values.front();
            }
            if (value == nullptr)
                return false;
            branch.partition.push_back(*value);
        }
        addSortTerms(branch, spread);
        plan.branches.push_back(std::move(branch));
        return true;
    }

    /// A Query takes one term of each sort attribute, from left to right as long as they are equalities; the others filter.
    void addSortTerms(Branch &branch, const Spread &spread) const
    {
        bool isOpen = true;
        for (const KeyAttribute &attribute : m_key.sort) {
            std::vector<KeyTerm> terms;
            for (const KeyTerm &term : spread.terms)
                if (term.attribute == attribute.name)
                    terms.push_back(term);
            if (terms.empty()) {
                isOpen = false;
                continue;
            }
            std::size_t chosen = terms.size();
            if (isOpen) {
                boundBothSides(terms);
                chosen = best(terms);
                isOpen = terms[chosen].op == KeyOperator::Equal;
                branch.sort.push_back(terms[chosen]);
            }
            for (std::size_t i = 0; i < terms.size(); ++i)
                if (i != chosen)
                    branch.filters.push_back(conditionOf(terms[i]));
        }
    }

    /// sk >= a AND sk <= b is what BETWEEN says.
    static void boundBothSides(std::vector<KeyTerm> &terms)
    {
        const auto with = [&terms](KeyOperator op) {
            return std::find_if(terms.begin(), terms.end(), [op](const KeyTerm &term) { return term.op == op; });
        };
        const auto lower = with(KeyOperator::GreaterOrEqual);
        const auto upper = with(KeyOperator::LessOrEqual);
        if (lower == terms.end() || upper == terms.end() || isKeyBelow(upper->values.front(), lower->values.front()))
            return;
        *lower = {lower->attribute, KeyOperator::Between, {lower->values.front(), upper->values.front()}};
        terms.erase(with(KeyOperator::LessOrEqual));
    }

    static std::size_t best(const std::vector<KeyTerm> &terms)
    {
        for (const KeyOperator op : {KeyOperator::Equal, KeyOperator::Between, KeyOperator::BeginsWith})
            for (std::size_t i = 0; i < terms.size(); ++i)
                if (terms[i].op == op)
                    return i;
        return 0;
    }

    static Condition conditionOf(const KeyTerm &term)
    {
        std::vector<Operand> operands{Operand::at(expression::pathTo(term.attribute))};
        for (const AttributeValue &value : term.values)
            operands.push_back(Operand::of(value));
        constexpr std::array kKinds{ConditionKind::Equal,     ConditionKind::Less,           ConditionKind::LessOrEqual,
                                    ConditionKind::Greater,   ConditionKind::GreaterOrEqual, ConditionKind::Between,
                                    ConditionKind::BeginsWith};
        return Condition::on(kKinds.at(static_cast<std::size_t>(term.op)), std::move(operands));
    }

    SortRange rangeOf(const Branch &branch) const
    {
        SortRange range;
        if (m_key.sort.empty())
            return range;
        for (const KeyTerm &term : branch.sort)
            if (term.attribute == m_key.sort.front().name)
                range = intersection(range, partiql::rangeOf(term));
        for (const Condition &filter : branch.filters) {
            const KeyAttribute *attribute = keyAttributeOf(filter);
            if (attribute == nullptr || attribute->name != m_key.sort.front().name || filter.kind == ConditionKind::In)
                continue;
            std::vector<AttributeValue> values;
            for (std::size_t i = 1; i < filter.operands.size(); ++i)
                values.push_back(filter.operands[i].value);
            range = intersection(range, partiql::rangeOf({attribute->name, *keyOperatorOf(filter.kind), std::move(values)}));
        }
        return range;
    }

    void sort(KeyPlan &plan) const
    {
        std::stable_sort(plan.branches.begin(), plan.branches.end(), [this](const Branch &left, const Branch &right) {
            if (left.partition != right.partition)
                return isBelow(left.partition, right.partition);
            return rangeOf(left).beginsBefore(rangeOf(right));
        });
    }

    /// A filter that speaks of the sort key, as NOT sk = 'a' and sk <> 'a' do, but is no range of it.
    bool filtersSortKey(const Branch &branch) const
    {
        return std::any_of(branch.filters.begin(), branch.filters.end(), [this](const Condition &filter) {
            if (keyAttributeOf(filter) != nullptr)
                return false;
            const std::vector<std::string> names = expression::mentionedAttributes(filter);
            return std::any_of(names.begin(), names.end(), [this](const std::string &name) { return find(m_key.sort, name) != nullptr; });
        });
    }

    /// Branches of one partition key must not overlap; but where one has a negated condition on the sort key they become
    /// one read of the partition with all of them as its filter.
    void joinOverlapping(KeyPlan &plan) const
    {
        std::vector<Branch> joined;
        for (std::size_t first = 0; first < plan.branches.size();) {
            std::size_t end = first + 1;
            while (end < plan.branches.size() && plan.branches[end].partition == plan.branches[first].partition)
                ++end;
            addPartition(
                joined,
                {plan.branches.begin() + static_cast<std::ptrdiff_t>(first), plan.branches.begin() + static_cast<std::ptrdiff_t>(end)});
            ++plan.partitions;
            first = end;
        }
        plan.branches = std::move(joined);
    }

    /// They are in the order of where they begin, so that only neighbours need to be compared.
    void requireApart(const std::vector<Branch> &ofPartition) const
    {
        std::optional<SortRange> last;
        for (const Branch &branch : ofPartition) {
            SortRange range = rangeOf(branch);
            if (range.isEmpty())
                continue;
            if (last && last->overlaps(range))
                refuseKey("Overlapping conditions with range keys are not supported in where clause");
            last = std::move(range);
        }
    }

    void addPartition(std::vector<Branch> &joined, const std::vector<Branch> &ofPartition) const
    {
        const bool isNegated =
            std::any_of(ofPartition.begin(), ofPartition.end(), [this](const Branch &branch) { return filtersSortKey(branch); });
        if (ofPartition.size() == 1 || !isNegated) {
            requireApart(ofPartition);
            joined.insert(joined.end(), ofPartition.begin(), ofPartition.end());
            return;
        }
        Branch whole;
        whole.partition = ofPartition.front().partition;
        std::vector<Condition> any;
        for (const Branch &branch : ofPartition) {
            std::vector<Condition> all = branch.filters;
            for (const KeyTerm &term : branch.sort)
                all.push_back(conditionOf(term));
            any.push_back(Condition::all(std::move(all)));
        }
        whole.filters.push_back(Condition::any(std::move(any)));
        joined.push_back(std::move(whole));
    }

    const KeySchema &m_key;
    bool m_checksTypes;
    bool m_isTooMuch = false;
};

} // namespace

bool isKeyBelow(const AttributeValue &left, const AttributeValue &right)
{
    if (left.type() != right.type())
        return left.type() < right.type();
    return expression::matches(Condition::on(ConditionKind::Less, {Operand::of(left), Operand::of(right)}), {});
}

KeyPlan planKeys(const std::optional<Condition> &where, const KeySchema &key, KeyTypes types)
{
    if (!where)
        return {};
    return Planner(key, types).plan(*where);
}

} // namespace keywright::partiql
