#include "core/model/judgement.h"

#include <algorithm>

#include "core/model/key_template.h"
#include "core/model/names.h"
#include "core/schema/limits.h"
#include "core/model/survey.h"

namespace keywright::model {

namespace {

using expression::KeyOperator;
using schema::IndexDefinition;
using schema::KeyAttribute;
using schema::KeySchema;

bool isReadByKey(OperationKind kind)
{
    return kind == OperationKind::GetItem || kind == OperationKind::UpdateItem || kind == OperationKind::DeleteItem
        || kind == OperationKind::ConditionCheck;
}

/// What the text of a template begins with whatever its placeholders are.
std::string literalStart(const std::string &text)
{
    const auto parsed = KeyTemplate::parse(text);
    if (!parsed || parsed->parts().empty() || parsed->parts().front().isPlaceholder)
        return {};
    return parsed->parts().front().text;
}

/// Whether two templates may build the same text, or one the start of the other's, as far as their literal starts tell.
bool mayBeginAlike(const std::string &one, const std::string &other)
{
    const std::string left = literalStart(one);
    const std::string right = literalStart(other);
    const std::size_t length = std::min(left.size(), right.size());
    return left.compare(0, length, right, 0, length) == 0;
}

/// Whether a text that the template builds may lie between two others, as far as the literal starts tell.
bool mayLieBetween(const std::string &keyTemplate, const std::string &low, const std::string &high)
{
    const std::string start = literalStart(keyTemplate);
    const auto compared = [&start](const std::string &bound) {
        const std::string other = literalStart(bound);
        const std::size_t length = std::min(start.size(), other.size());
        return start.compare(0, length, other, 0, length);
    };
    return compared(low) >= 0 && compared(high) <= 0;
}

std::string startOf(const Operand &operand)
{
    if (const auto *text = std::get_if<std::string>(&operand))
        return *text;
    const auto *constant = std::get<value::AttributeValue>(operand).get<std::string>();
    return constant == nullptr ? std::string() : *constant;
}

std::vector<std::string> textsOf(const value::Json *array)
{
    std::vector<std::string> texts;
    if (array != nullptr)
        for (const value::Json &element : array->elements())
            texts.push_back(element.text());
    return texts;
}

class Judge {
public:
    Judge(const Model &model, const AccessPattern &pattern) : m_model(model), m_pattern(pattern) { }

    Judgement judge()
    {
        if (m_pattern.steps.empty())
            add(Verdict::NotServed, "steps", "The pattern has no step yet; add the operation that answers it.");
        for (std::size_t i = 0; i < m_pattern.steps.size(); ++i) {
            const Step &step = m_pattern.steps[i];
            const std::string place = "steps[" + std::to_string(i) + "]";
            const bool isLast = i + 1 == m_pattern.steps.size();
            for (std::size_t part = 0; part < step.parts.size(); ++part)
                judgeOperation(step.parts[part], place + ".parts[" + std::to_string(part) + "]", false);
            if (step.parts.empty())
                judgeOperation(step.operation, place, isLast);
        }
        for (const JudgementReason &reason : m_judgement.reasons)
            m_judgement.verdict = std::max(m_judgement.verdict, reason.verdict);
        return std::move(m_judgement);
    }

private:
    void add(Verdict verdict, const std::string &place, const std::string &message)
    {
        m_judgement.reasons.push_back({verdict, place, message});
    }

    void judgeOperation(const Operation &operation, const std::string &place, bool givesTheAnswer)
    {
        const Table *table = m_model.findTable(operation.table);
        if (table == nullptr) {
            add(Verdict::NotServed, place + ".table", "There is no table \"" + operation.table + "\".");
            return;
        }
        if (isReadByKey(operation.kind))
            judgeKey(operation, table->definition, place);
        else if (operation.kind == OperationKind::PutItem)
            judgeItem(operation, table->definition, place);
        else if (operation.kind == OperationKind::Query || operation.kind == OperationKind::Scan)
            judgeReading(operation, table->definition, place, givesTheAnswer);
        else if (operation.kind == OperationKind::SearchVectors)
            judgeSearch(operation, table->definition, place);
    }

    void judgeSearch(const Operation &operation, const schema::TableDefinition &table, const std::string &place)
    {
        const schema::VectorIndexDefinition *index = table.findVectorIndex(operation.index);
        if (index == nullptr) {
            add(Verdict::NotServed, place + ".index", "Table " + table.name + " has no vector index \"" + operation.index + "\".");
            return;
        }
        if (!operation.searchVector)
            add(Verdict::NotServed, place + ".searchVector", "The search does not say which vector the items are compared with.");
        if (!operation.limit || *operation.limit > schema::kMaxSearchResults)
            add(Verdict::NotServed, place + ".limit",
                "A search gives 1 to " + std::to_string(schema::kMaxSearchResults) + " items; say how many with its limit.");
        const schema::KeyAttribute *partition = index->partition();
        const KeyComparison *asked = partition == nullptr ? nullptr : comparisonOf(operation, partition->name);
        if (partition != nullptr && (asked == nullptr || asked->op != KeyOperator::Equal))
            add(Verdict::NotServed, place + ".keyCondition",
                "The search does not say which " + partition->name + ": " + index->name + " is searched in one value of it, with =.");
        for (const KeyComparison &comparison : operation.keyCondition)
            if (partition == nullptr || comparison.attribute != partition->name)
                add(Verdict::NotServed, place + ".keyCondition",
                    comparison.attribute + " is not the partition key of " + index->name + "; an inline filter could ask for it.");
        for (const std::string &name : Survey::mentionedIn(operation.filter))
            if (index->findSearchAttribute(name) == nullptr)
                add(Verdict::NotServed, place + ".filter",
                    index->name + " cannot be searched by " + name + ": make it an inline filter of the index.");
        for (const std::string &name : expectedEntities())
            if (const Entity *entity = m_model.findEntity(name);
                entity != nullptr && entity->table == table.name && entity->findAttribute(index->vectorAttribute) == nullptr)
                add(Verdict::NotServed, place, index->name + " holds no " + name + ": the entity has no " + index->vectorAttribute + ".");
    }

    void judgeKey(const Operation &operation, const schema::TableDefinition &table, const std::string &place)
    {
        const std::vector<std::string> wanted = namesOf(table.key);
        for (const std::string &name : wanted)
            if (std::none_of(operation.key.begin(), operation.key.end(), [&name](const auto &given) { return given.first == name; }))
                add(Verdict::NotServed, place + ".key",
                    "The key lacks " + name + ": an item is found by its whole primary key only. Use a Query if it is not known.");
        for (const auto &[name, operand] : operation.key)
            if (!contains(wanted, name))
                add(Verdict::NotServed, place + ".key." + name, name + " is not part of the primary key of " + table.name + ".");
    }

    void judgeItem(const Operation &operation, const schema::TableDefinition &table, const std::string &place)
    {
        const Entity *entity = m_model.findEntity(operation.entity);
        for (const std::string &name : namesOf(table.key)) {
            const bool isGiven =
                std::any_of(operation.item.begin(), operation.item.end(), [&name](const auto &given) { return given.first == name; });
            if (!isGiven && (entity == nullptr || entity->keyTemplate(name) == nullptr))
                add(Verdict::NotServed, place + ".item", "The item has no " + name + ": give it, or the entity that builds it.");
        }
    }

    void judgeReading(const Operation &operation, const schema::TableDefinition &table, const std::string &place, bool givesTheAnswer)
    {
        const IndexDefinition *index = operation.index.empty() ? nullptr : table.findIndex(operation.index);
        if (!operation.index.empty() && index == nullptr) {
            add(Verdict::NotServed, place + ".index", "Table " + table.name + " has no index \"" + operation.index + "\".");
            return;
        }
        const KeySchema &key = index == nullptr ? table.key : index->key;
        const std::string where = index == nullptr ? table.name : index->name;
        if (index != nullptr && operation.consistentRead && !table.isLocalIndex(index->name))
            add(Verdict::NotServed, place + ".consistentRead", "A GSI has no strongly consistent reads; DynamoDB refuses this.");
        if (operation.kind == OperationKind::Scan)
            add(Verdict::Scanned, place, "A Scan reads all of " + where + ", however little it returns.");
        else
            judgeKeyCondition(operation, key, where, place);
        if (!operation.filter.empty())
            add(Verdict::Filtered, place + ".filter",
                "The filter drops items after they were read and paid for; put what it asks into a key to read less.");
        judgeEntities(operation, key, where, place);
        if (givesTheAnswer && index != nullptr && operation.projection.empty())
            judgeProjection(table, *index, place);
    }

    const KeyComparison *comparisonOf(const Operation &operation, const std::string &attribute) const
    {
        const auto found = std::find_if(operation.keyCondition.begin(), operation.keyCondition.end(),
                                        [&attribute](const KeyComparison &each) { return each.attribute == attribute; });
        return found == operation.keyCondition.end() ? nullptr : &*found;
    }

    void judgeKeyCondition(const Operation &operation, const KeySchema &key, const std::string &where, const std::string &place)
    {
        const std::string here = place + ".keyCondition";
        for (const KeyAttribute &attribute : key.partition) {
            const KeyComparison *comparison = comparisonOf(operation, attribute.name);
            if (comparison == nullptr)
                add(Verdict::NotServed, here,
                    "The Query does not say which " + attribute.name + ": " + where + " is looked up by its whole partition key.");
            else if (comparison->op != KeyOperator::Equal)
                add(Verdict::NotServed, here, "The partition key " + attribute.name + " can only be compared with =.");
        }
        bool ended = false; // by a gap, or by a comparison that is not =
        for (const KeyAttribute &attribute : key.sort) {
            const KeyComparison *comparison = comparisonOf(operation, attribute.name);
            if (comparison != nullptr && ended)
                add(Verdict::NotServed, here,
                    "Sort-key attributes are used from left to right, and only the last one used may be compared with another sign than "
                    "=; "
                        + attribute.name + " comes too late.");
            ended = ended || comparison == nullptr || comparison->op != KeyOperator::Equal;
        }
        const std::vector<std::string> names = namesOf(key);
        for (const KeyComparison &comparison : operation.keyCondition)
            if (!contains(names, comparison.attribute))
                add(Verdict::NotServed, here,
                    comparison.attribute + " is not part of the key of " + where + "; a filter could ask for it.");
    }

    std::vector<std::string> expectedEntities() const
    {
        const value::Json *entities = m_pattern.expectation.find("entities");
        return entities == nullptr ? m_pattern.entities : textsOf(entities);
    }

    static const std::string *builds(const Entity &entity, const std::string &attribute, std::string &lone)
    {
        if (const std::string *text = entity.keyTemplate(attribute))
            return text;
        if (entity.findAttribute(attribute) == nullptr)
            return nullptr;
        lone = "{" + attribute + "}";
        return &lone;
    }

    /// Which entities' items are where the operation looks, against those that the pattern is about.
    void judgeEntities(const Operation &operation, const KeySchema &key, const std::string &where, const std::string &place)
    {
        const std::vector<std::string> wanted = expectedEntities();
        for (const Entity &entity : m_model.entities) {
            if (entity.table != operation.table)
                continue;
            std::string missing;
            const bool meets = std::all_of(operation.keyCondition.begin(), operation.keyCondition.end(), [&](const KeyComparison &each) {
                std::string lone;
                const std::string *text = builds(entity, each.attribute, lone);
                const bool isRange = each.op != KeyOperator::Equal && each.op != KeyOperator::BeginsWith && each.op != KeyOperator::Between;
                if (text != nullptr && each.op == KeyOperator::Between && each.values.size() == 2)
                    return mayLieBetween(*text, startOf(each.values.front()), startOf(each.values.back()));
                return text != nullptr && (isRange || each.values.empty() || mayBeginAlike(*text, startOf(each.values.front())));
            });
            for (const std::string &name : namesOf(key)) {
                std::string lone;
                if (builds(entity, name, lone) == nullptr)
                    missing = name;
            }
            const bool isWanted = contains(wanted, entity.name);
            const bool isAnswer = m_pattern.steps.size() == 1 && m_pattern.expectation.find("entities") != nullptr;
            if (isWanted && isAnswer && !missing.empty())
                add(Verdict::NotServed, place, where + " holds no " + entity.name + ": the entity has no " + missing + ".");
            else if (isWanted && isAnswer && !meets)
                add(Verdict::NotServed, place + ".keyCondition",
                    "The key condition cannot find a " + entity.name + ": its key template begins otherwise.");
            else if (!isWanted && !wanted.empty() && missing.empty() && meets && operation.kind == OperationKind::Query)
                add(Verdict::Filtered, place + ".keyCondition",
                    "The Query also reads items of " + entity.name + ", which lie beside them.");
        }
    }

    /// What the pattern expects of its entities and the index does not hold.
    void judgeProjection(const schema::TableDefinition &table, const IndexDefinition &index, const std::string &place)
    {
        if (index.projection.type == schema::ProjectionType::All || table.isLocalIndex(index.name)
            || m_pattern.expectation.find("entities") == nullptr)
            return;
        std::vector<std::string> held = namesOf(table.key);
        for (const std::string &name : namesOf(index.key))
            held.push_back(name);
        held.insert(held.end(), index.projection.attributes.begin(), index.projection.attributes.end());
        const value::Json *compared = m_pattern.expectation.find("attributes");
        for (const std::string &name : expectedEntities()) {
            const Entity *entity = m_model.findEntity(name);
            if (entity == nullptr)
                continue;
            std::string lacking;
            for (const Attribute &attribute : entity->attributes)
                if (!contains(held, attribute.name) && (compared == nullptr || contains(textsOf(compared), attribute.name)))
                    lacking += (lacking.empty() ? "" : ", ") + attribute.name;
            if (!lacking.empty())
                add(Verdict::NotServed, place + ".index",
                    index.name + " does not hold " + lacking + " of " + name + ": project it, read the item itself in a further step, or "
                        + "say in the expectation which attributes matter.");
        }
    }

    const Model &m_model;
    const AccessPattern &m_pattern;
    Judgement m_judgement;
};

} // namespace

std::string_view textOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Served: return "served";
    case Verdict::Filtered: return "filtered";
    case Verdict::Scanned: return "scanned";
    case Verdict::NotServed: return "not served";
    }
    return {};
}

Judgement judge(const Model &model, const AccessPattern &pattern)
{
    return Judge(model, pattern).judge();
}

} // namespace keywright::model
