#include "core/model/question.h"

#include <algorithm>
#include <set>

#include "core/model/conjuncts.h"
#include "core/model/key_template.h"
#include "core/model/survey.h"
#include "core/value/dynamodb_json.h"

namespace keywright::model {

namespace {

using expression::KeyOperator;
using value::Json;

ValueOfName valuesIn(const Json *values)
{
    return [values](const std::string &name) -> std::optional<Operand> {
        const Json *value = values == nullptr ? nullptr : values->find(name);
        if (value == nullptr)
            return Operand("{" + name + "}");
        if (value->isString())
            return Operand(value->text());
        if (const Json *text = value->find("S"))
            return Operand(value::AttributeValue(text->text()));
        if (const Json *number = value->find("N"))
            if (const auto decimal = value::Decimal::parse(number->text()))
                return Operand(value::AttributeValue(*decimal));
        return std::nullopt;
    };
}

/// False when a part of it is nothing for a key.
bool readCondition(const std::string &text, const Json *values, Question &question)
{
    const auto conjuncts = conjunctsOf(text, valuesIn(values));
    if (!conjuncts)
        return false;
    for (const Conjunct &conjunct : *conjuncts) {
        if (conjunct.asked)
            question.conditions.push_back(*conjunct.asked);
        else if (!conjunct.present.empty())
            question.present.push_back(conjunct.present);
        else
            return false;
    }
    return true;
}

bool addEntities(const Model &model, const std::vector<std::string> &names, Question &question)
{
    for (const std::string &name : names) {
        const Entity *entity = model.findEntity(name);
        if (entity == nullptr || (!question.entities.empty() && question.entities.front()->table != entity->table))
            return false;
        question.entities.push_back(entity);
    }
    return !question.entities.empty();
}

std::vector<std::string> textsOf(const Json *array)
{
    std::vector<std::string> texts;
    for (std::size_t i = 0; array != nullptr && i < array->elements().size(); ++i)
        texts.push_back(array->elements()[i].text());
    return texts;
}

void readRest(const Json &expectation, Question &question)
{
    if (const Json *terms = expectation.find("orderBy"))
        for (const Json &term : terms->elements()) {
            const Json *attribute = term.find("attribute");
            const Json *direction = term.find("direction");
            if (attribute != nullptr)
                question.orderBy.push_back({attribute->text(), direction != nullptr && direction->text() == "descending"});
        }
    if (const Json *limit = expectation.find("limit"))
        question.limit = limit->asInteger();
    question.attributes = textsOf(expectation.find("attributes"));
}

/// The key attributes of one entity, bound to a question from left to right.
class Binding {
public:
    Binding(const Question &question, const AccessPattern &pattern, const Entity &entity)
        : m_question(question), m_pattern(pattern), m_entity(entity)
    { }

    bool bindPartition(const schema::KeyAttribute &key)
    {
        const auto parsed = templateOf(key.name);
        if (!parsed)
            return false;
        if (const auto constant = loneConstant(*parsed)) {
            comparisons.push_back({key.name, KeyOperator::Equal, {*constant}, Json::object(), {}});
            return true;
        }
        std::string text;
        for (const TemplatePart &part : parsed->parts()) {
            const auto piece = part.isPlaceholder ? bound(part, true) : std::optional(asLiteral(part.text));
            if (!piece)
                return false;
            text += *piece;
        }
        comparisons.push_back({key.name, KeyOperator::Equal, {Operand(text)}, Json::object(), {}});
        return true;
    }

    /// False when an earlier attribute already ended the key condition and this one would be needed.
    bool bindSort(const schema::KeyAttribute &key)
    {
        const auto parsed = templateOf(key.name);
        if (!parsed)
            return false;
        std::string prefix;
        for (std::size_t i = 0; i < parsed->parts().size(); ++i) {
            const TemplatePart &part = parsed->parts()[i];
            if (ended) {
                note(part);
                continue;
            }
            const auto piece = part.isPlaceholder ? bound(part, false) : std::optional(asLiteral(part.text));
            if (piece) {
                prefix += *piece;
                continue;
            }
            ended = true;
            if (!endAt(key, part, prefix, i + 1 == parsed->parts().size()))
                return false;
            note(part);
        }
        if (!ended) {
            const auto constant = loneConstant(*parsed);
            comparisons.push_back({key.name, KeyOperator::Equal, {constant ? Operand(*constant) : Operand(prefix)}, Json::object(), {}});
        }
        return true;
    }

    void sortIsNumber(bool isNumber) { m_sortIsNumber = isNumber; }

    bool usesAll() const
    {
        return std::all_of(m_question.conditions.begin(), m_question.conditions.end(),
                           [this](const AskedFor &each) { return used.contains(&each); });
    }

    std::vector<KeyComparison> comparisons;
    std::set<const AskedFor *> used;
    std::vector<std::string> sortedBy; ///< what orders the items that are left, "" for what only sorts as text
    bool ended = false;
    std::int64_t shards = 0;

private:
    std::optional<KeyTemplate> templateOf(const std::string &keyAttribute) const
    {
        const auto text = Survey::builds(m_entity, keyAttribute);
        const auto parsed = KeyTemplate::parse(text.value_or(""));
        return text && parsed ? std::optional(*parsed) : std::nullopt;
    }

    const AskedFor *find(const std::string &attribute, bool equal) const
    {
        const auto found = std::find_if(m_question.conditions.begin(), m_question.conditions.end(), [&](const AskedFor &each) {
            return each.attribute == attribute && (each.op == KeyOperator::Equal) == equal;
        });
        return found == m_question.conditions.end() ? nullptr : &*found;
    }

    std::optional<value::AttributeValue> loneConstant(const KeyTemplate &parsed)
    {
        if (parsed.parts().size() != 1 || !parsed.parts().front().isPlaceholder || !parsed.parts().front().filters.empty())
            return std::nullopt;
        const AskedFor *asked = find(parsed.parts().front().text, true);
        const auto *constant = asked == nullptr ? nullptr : std::get_if<value::AttributeValue>(&asked->values.front());
        if (constant == nullptr)
            return std::nullopt;
        used.insert(asked);
        return *constant;
    }

    static std::optional<std::string> withFilters(const Operand &operand, const TemplatePart &part)
    {
        if (const auto *constant = std::get_if<value::AttributeValue>(&operand)) {
            const auto *text = constant->get<std::string>();
            const auto *number = constant->get<value::Decimal>();
            if (!part.filters.empty() || (text == nullptr && number == nullptr))
                return std::nullopt;
            return asLiteral(text == nullptr ? number->text() : *text);
        }
        std::string text = std::get<std::string>(operand);
        if (part.filters.empty())
            return text;
        const auto parsed = KeyTemplate::parse(text);
        if (!parsed || parsed->parts().size() != 1 || !parsed->parts().front().isPlaceholder)
            return std::nullopt;
        text.pop_back();
        for (const TemplateFilter &filter : part.filters)
            text += "|" + filter.name + (filter.argument.empty() ? "" : ":" + filter.argument);
        return text + "}";
    }

    /// What stands for the placeholder when the question fixes it.
    std::optional<std::string> bound(const TemplatePart &part, bool mayShard)
    {
        if (const AskedFor *asked = find(part.text, true)) {
            used.insert(asked);
            return withFilters(asked->values.front(), part);
        }
        if (part.filters.size() != 1)
            return std::nullopt;
        const TemplateFilter &filter = part.filters.front();
        if (mayShard && filter.name == "shard" && shards == 0) {
            shards = std::strtoll(filter.argument.c_str(), nullptr, 10);
            return "{shard}";
        }
        const AskedFor *asked = find(part.text, false);
        if (filter.name != "date" || asked == nullptr || asked->op != KeyOperator::BeginsWith
            || !isSpan(asked->values.front(), filter.argument))
            return std::nullopt;
        used.insert(asked);
        return std::get<std::string>(asked->values.front());
    }

    /// Whether the operand is a parameter whose example is as long as the span of time: "2026-10-29" for yyyy-MM-dd.
    bool isSpan(const Operand &operand, const std::string &format) const
    {
        const auto *text = std::get_if<std::string>(&operand);
        for (const Parameter &parameter : m_pattern.parameters) {
            const auto *example = parameter.example ? parameter.example->get<std::string>() : nullptr;
            if (text != nullptr && *text == "{" + parameter.name + "}" && example != nullptr && example->size() == format.size())
                return std::string_view("yyyy-MM-ddTHH:mm:ss").starts_with(format);
        }
        return false;
    }

    bool endAt(const schema::KeyAttribute &key, const TemplatePart &part, const std::string &prefix, bool isLast)
    {
        const AskedFor *asked = find(part.text, false);
        if (asked == nullptr || used.contains(asked)) {
            if (!prefix.empty())
                comparisons.push_back({key.name, KeyOperator::BeginsWith, {Operand(prefix)}, Json::object(), {}});
            return true;
        }
        if (!isLast || (key.type == schema::KeyType::S && sortsAsText(part)))
            return false;
        KeyComparison comparison{key.name, asked->op, {}, Json::object(), {}};
        for (const Operand &operand : asked->values) {
            const auto piece = withFilters(operand, part);
            if (!piece)
                return false;
            const bool isLone = prefix.empty() && std::holds_alternative<value::AttributeValue>(operand);
            comparison.values.push_back(isLone ? operand : Operand(prefix + *piece));
        }
        if (!prefix.empty() && asked->op == KeyOperator::LessOrEqual) {
            comparison.op = KeyOperator::Between;
            comparison.values.insert(comparison.values.begin(), Operand(prefix));
        } else if (!prefix.empty() && asked->op != KeyOperator::Between && asked->op != KeyOperator::BeginsWith) {
            return false; // the range would run on into what begins otherwise
        }
        used.insert(asked);
        comparisons.push_back(std::move(comparison));
        return true;
    }

    /// A number in a text sorts rightly only when it is padded.
    bool sortsAsText(const TemplatePart &part) const
    {
        const Attribute *attribute = m_entity.findAttribute(part.text);
        return attribute != nullptr && attribute->type == value::Type::N && part.filters.empty();
    }

    void note(const TemplatePart &part)
    {
        if (!part.isPlaceholder)
            return;
        const bool keepsOrder = part.filters.empty() || part.filters.front().name == "pad";
        sortedBy.push_back(keepsOrder && (m_sortIsNumber || !sortsAsText(part)) ? part.text : "");
    }

    const Question &m_question;
    const AccessPattern &m_pattern;
    const Entity &m_entity;
    bool m_sortIsNumber = false;
};

/// Whether items that come in the order of `sortedBy` are in the order that the question wants, which way round it may be.
bool isOrdered(const Question &question, const Binding &binding, std::optional<bool> &descending)
{
    std::size_t next = 0;
    for (const OrderTerm &term : question.orderBy) {
        const bool isFixed = std::any_of(question.conditions.begin(), question.conditions.end(), [&term](const AskedFor &each) {
            return each.attribute == term.attribute && each.op == KeyOperator::Equal;
        });
        if (isFixed)
            continue;
        if (next >= binding.sortedBy.size() || binding.sortedBy[next] != term.attribute
            || term.descending != descending.value_or(term.descending))
            return false;
        descending = term.descending;
        ++next;
    }
    return true;
}

/// Whether an item of the entity that stands under the key has the attribute.
bool isPresent(const std::string &attribute, const Entity &entity, const schema::KeySchema &key)
{
    if (const Attribute *own = entity.findAttribute(attribute); own != nullptr && own->required)
        return true;
    for (const auto *part : {&key.partition, &key.sort})
        for (const schema::KeyAttribute &each : *part) {
            const auto parsed = KeyTemplate::parse(Survey::builds(entity, each.name).value_or(""));
            const std::vector<std::string> names = parsed ? parsed->names() : std::vector<std::string>();
            if (std::find(names.begin(), names.end(), attribute) != names.end())
                return true;
        }
    return false;
}

} // namespace

std::optional<Question> questionOf(const Model &model, const AccessPattern &pattern)
{
    Question question;
    const Json &expectation = pattern.expectation;
    if (expectation.find("after") != nullptr || expectation.find("changes") != nullptr)
        return std::nullopt;
    if (expectation.find("entities") != nullptr) {
        const Json *where = expectation.find("where");
        if (!addEntities(model, textsOf(expectation.find("entities")), question)
            || !readCondition(where == nullptr ? "" : where->text(), expectation.find("values"), question))
            return std::nullopt;
        readRest(expectation, question);
        return question;
    }
    const bool isScan = pattern.steps.size() == 1 && pattern.steps.front().operation.kind == OperationKind::Scan;
    if (!isScan || !addEntities(model, pattern.entities, question))
        return std::nullopt;
    const Operation &scan = pattern.steps.front().operation;
    const auto asked = conjunctsOfFilter(scan);
    if (!asked)
        return std::nullopt;
    for (const Conjunct &conjunct : *asked)
        if (conjunct.asked && !std::all_of(question.entities.begin(), question.entities.end(), [&conjunct](const Entity *entity) {
                return holdsForAll(conjunct, *entity);
            }))
            question.conditions.push_back(*conjunct.asked);
    if (question.conditions.empty() && !asked->empty())
        return std::nullopt;
    return question;
}

std::optional<KeyAnswer> answerWith(const Question &question, const AccessPattern &pattern, const schema::KeySchema &key)
{
    std::optional<KeyAnswer> answer;
    for (const Entity *entity : question.entities) {
        if (!std::all_of(question.present.begin(), question.present.end(),
                         [&](const std::string &attribute) { return isPresent(attribute, *entity, key); }))
            return std::nullopt;
        Binding binding(question, pattern, *entity);
        KeyAnswer one;
        for (const schema::KeyAttribute &attribute : key.partition)
            if (!binding.bindPartition(attribute))
                return std::nullopt;
        const std::size_t partitions = binding.comparisons.size();
        const bool isPartitionEnough = binding.usesAll();
        for (const schema::KeyAttribute &attribute : key.sort) {
            binding.sortIsNumber(attribute.type == schema::KeyType::N);
            if (!binding.bindSort(attribute))
                return std::nullopt;
        }
        one.isWholeKey = !binding.ended;
        const bool isOneItem = one.isWholeKey && binding.shards == 0;
        if (!binding.usesAll() || (!isOrdered(question, binding, one.descending) && !isOneItem))
            return std::nullopt;
        one.comparisons = std::move(binding.comparisons);
        if (binding.shards > 0)
            one.fanOut = FanOut{"shard", binding.shards, question.orderBy, question.limit};
        if (!answer) {
            answer = std::move(one);
            continue;
        }
        if (answer->fanOut != one.fanOut || !question.orderBy.empty() || partitions > answer->comparisons.size()
            || !std::equal(one.comparisons.begin(), one.comparisons.begin() + static_cast<std::ptrdiff_t>(partitions),
                           answer->comparisons.begin()))
            return std::nullopt;
        if (answer->comparisons != one.comparisons) { // read all that lies under the partition key
            if (!isPartitionEnough)
                return std::nullopt;
            answer->comparisons.resize(partitions);
            answer->isWholeKey = false;
        }
    }
    return answer;
}

} // namespace keywright::model
