#include "core/model/key_design.h"

#include <algorithm>
#include <array>
#include <functional>

#include "core/model/change_design.h"
#include "core/model/edits.h"
#include "core/model/judgement.h"
#include "core/model/key_template.h"
#include "core/model/names.h"
#include "core/model/question.h"
#include "core/model/sequence.h"
#include "core/schema/limits.h"

namespace keywright::model {

namespace {

constexpr const char *kPadding = "|pad:10";

/// The operand as a template; nullopt for a constant that is not text.
std::optional<std::string> templateOf(const Operand &operand)
{
    if (const auto *text = std::get_if<std::string>(&operand))
        return *text;
    const auto *text = std::get<value::AttributeValue>(operand).get<std::string>();
    return text == nullptr ? std::nullopt : std::optional(asLiteral(*text));
}

void refuseWorse(const Model &before, const Model &after)
{
    for (const AccessPattern &pattern : after.accessPatterns) {
        const AccessPattern *was = before.findAccessPattern(pattern.name);
        if (was != nullptr && *was != pattern && judge(after, pattern).verdict > judge(before, *was).verdict)
            throw EditError("\"" + pattern.name + "\" would be answered worse.");
    }
}

/// Changes the operands that patterns give for one key attribute of one entity.
class PatternRewrite {
public:
    using Change = std::function<void(AccessPattern &pattern, const OperationUse &use, Operation &operation)>;

    PatternRewrite(const Survey &survey, const Entity &entity) : m_survey(survey), m_entity(entity) { }

    /// `change` is called with each operation that meets the entity's items.
    void into(Sequence &sequence, const Change &change) const
    {
        for (const AccessPattern &original : m_survey.model().accessPatterns) {
            AccessPattern pattern = original;
            for (const OperationUse &use : m_survey.uses())
                if (use.pattern == &original && use.operation->table == m_entity.table && m_survey.meets(use, m_entity))
                    change(pattern, use, operationAt(pattern, placeOf(use)));
            if (pattern != original)
                sequence.add([&](const Model &model) { return changeAccessPattern(model, pattern); });
        }
    }

private:
    const Survey &m_survey;
    const Entity &m_entity;
};

/// The name of the value that an update sets the attribute to, as in "SET GSI1PK = :key"; empty when it does not.
std::string valueSetBy(const Operation &operation, const std::string &attribute)
{
    const std::string start = attribute + " = :";
    const std::size_t at = operation.update.find(start);
    if (at == std::string::npos || (at > 0 && operation.update[at - 1] != ' ' && operation.update[at - 1] != ','))
        return {};
    const std::size_t begin = at + start.size();
    return operation.update.substr(begin, operation.update.find_first_of(" ,", begin) - begin);
}

/// The placeholder of an operand that stands where `placeholder` stands in the template, with the padding; the operand as
/// it is when it does not reach that far.
std::string padded(const std::string &operand, const KeyTemplate &wanted, const std::string &placeholder)
{
    const auto parsed = KeyTemplate::parse(operand);
    if (!parsed)
        return operand;
    for (std::size_t i = 0; i < wanted.parts().size() && i < parsed->parts().size(); ++i) {
        const TemplatePart &mine = parsed->parts()[i];
        const TemplatePart &theirs = wanted.parts()[i];
        const bool isIt = theirs.isPlaceholder && theirs.text == placeholder;
        if (isIt && mine.isPlaceholder && mine.filters.empty()) {
            const std::size_t end = mine.offset + mine.length - 1;
            return operand.substr(0, end) + kPadding + operand.substr(end);
        }
        if (isIt || (!mine.isPlaceholder && !theirs.isPlaceholder && mine.text.starts_with(theirs.text) && mine.text != theirs.text))
            throw EditError("An access pattern compares the key with a number written out: \"" + operand + "\".");
        if (mine.isPlaceholder != theirs.isPlaceholder)
            throw EditError("An access pattern compares the key with something else: \"" + operand + "\".");
    }
    return operand;
}

/// Makes a sharded key of a key that is not.
class Sharding {
public:
    Sharding(const Survey &survey, const KeyedPlace &place, const Entity &entity, std::int64_t shards)
        : m_survey(survey), m_place(place), m_entity(entity), m_shards(std::to_string(shards)), m_count(shards)
    {
        if (place.key().partition.size() != 1 || place.key().partition.front().type != schema::KeyType::S)
            throw EditError("Only a partition key of one text attribute can have a shard.");
        m_key = place.key().partition.front().name;
        if (entity.keyTemplate(m_key) == nullptr)
            throw EditError(entity.name + " has no template for " + m_key + ".");
        if (isSharded(entity, place) || shards < 2)
            throw EditError("There are shards already.");
        m_attribute = shardAttribute();
    }

    Command command()
    {
        Sequence sequence(m_survey.model());
        const std::string text = *m_entity.keyTemplate(m_key) + "#{" + m_attribute + "|shard:" + m_shards + "}";
        sequence.add([&](const Model &model) { return changeKeyTemplate(model, m_entity.name, m_key, text); });
        PatternRewrite(m_survey, m_entity).into(sequence, [this](AccessPattern &pattern, const OperationUse &use, Operation &operation) {
            rewrite(pattern, use, operation);
        });
        refuseWorse(m_survey.model(), sequence.model());
        return sequence.command("Spread " + m_key + " of " + m_entity.name + " over " + m_shards + " shards");
    }

private:
    /// One of the primary key, so that every item has it, and as a rule not of the key itself.
    std::string shardAttribute() const
    {
        const auto parsed = KeyTemplate::parse(*m_entity.keyTemplate(m_key));
        const std::vector<std::string> own = parsed ? parsed->names() : std::vector<std::string>();
        std::string second;
        std::vector<std::string> keys = namesOf(m_place.table->definition.key);
        std::reverse(keys.begin(), keys.end());
        for (const std::string &key : keys) {
            const std::string *text = key == m_key ? nullptr : m_entity.keyTemplate(key);
            const auto other = KeyTemplate::parse(text == nullptr ? "" : *text);
            for (const std::string &name : other ? other->names() : std::vector<std::string>()) {
                if (m_entity.findAttribute(name) == nullptr || m_survey.hasFewValues(m_entity, name))
                    continue;
                if (!contains(own, name))
                    return name;
                second = second.empty() ? name : second;
            }
        }
        if (second.empty())
            throw EditError("No attribute of the primary key has enough values to tell shards.");
        return second;
    }

    std::optional<std::string> known(const AccessPattern &pattern) const
    {
        for (const Parameter &parameter : pattern.parameters)
            if (parameter.name == m_attribute
                || (parameter.drawnFromEntity == m_entity.name && parameter.drawnFromAttribute == m_attribute))
                return parameter.name;
        return std::nullopt;
    }

    /// Whether all that the pattern wants has one value of the attribute, so that it lies in one shard.
    bool asksForOne(const AccessPattern &pattern) const
    {
        const auto question = questionOf(m_survey.model(), pattern);
        return question && std::any_of(question->conditions.begin(), question->conditions.end(), [this](const AskedFor &each) {
                   return each.attribute == m_attribute && each.op == expression::KeyOperator::Equal;
               });
    }

    Operand withShard(const Operand &operand, const std::string &placeholder) const
    {
        const auto text = templateOf(operand);
        if (!text)
            throw EditError("An access pattern gives a key that is not text.");
        return Operand(*text + "#{" + placeholder + "}");
    }

    void rewrite(AccessPattern &pattern, const OperationUse &use, Operation &operation) const
    {
        const auto name = known(pattern);
        const auto sharded = [&](Operand &operand) {
            if (!name)
                throw EditError("\"" + pattern.name + "\" does not know " + m_attribute + ", which tells the shard.");
            operand = withShard(operand, *name + "|shard:" + m_shards);
        };
        for (auto *operands : {&operation.key, &operation.item})
            for (auto &[attribute, operand] : *operands)
                if (attribute == m_key)
                    sharded(operand);
        if (const std::string value = valueSetBy(operation, m_key); !value.empty()) {
            const auto given =
                std::find_if(operation.values.begin(), operation.values.end(), [&value](const auto &each) { return each.first == value; });
            if (given == operation.values.end())
                throw EditError("\"" + pattern.name + "\" sets " + m_key + " to a parameter.");
            sharded(given->second);
        }
        for (KeyComparison &comparison : operation.keyCondition) {
            if (comparison.attribute != m_key || comparison.values.empty())
                continue;
            if (m_survey.entitiesOf(use).size() != 1)
                throw EditError("\"" + pattern.name + "\" reads several entities of one partition key.");
            if (name && asksForOne(pattern))
                sharded(comparison.values.front());
            else
                fanOut(pattern, use, operation, comparison.values.front());
        }
    }

    void fanOut(AccessPattern &pattern, const OperationUse &use, const Operation &operation, Operand &operand) const
    {
        Step &step = pattern.steps[use.stepNumber];
        if (step.fanOut || !step.parts.empty())
            throw EditError("\"" + pattern.name + "\" fans out already.");
        std::string placeholder = "shard";
        const auto isTaken = [&] {
            return std::any_of(pattern.parameters.begin(), pattern.parameters.end(),
                               [&](const Parameter &each) { return each.name == placeholder; })
                || std::any_of(pattern.steps.begin(), pattern.steps.end(), [&](const Step &each) { return each.name == placeholder; });
        };
        while (isTaken())
            placeholder += "Number";
        operand = withShard(operand, placeholder);
        step.fanOut = FanOut{placeholder, m_count, orderOf(pattern, operation), operation.limit};
    }

    std::vector<OrderTerm> orderOf(const AccessPattern &pattern, const Operation &operation) const
    {
        std::vector<OrderTerm> order;
        if (const value::Json *terms = pattern.expectation.find("orderBy"))
            for (const value::Json &term : terms->elements()) {
                const value::Json *direction = term.find("direction");
                order.push_back({term.find("attribute")->text(), direction != nullptr && direction->text() == "descending"});
            }
        if (order.empty())
            for (const schema::KeyAttribute &key : m_place.key().sort)
                order.push_back({key.name, operation.descending});
        return order;
    }

    const Survey &m_survey;
    const KeyedPlace &m_place;
    const Entity &m_entity;
    const std::string m_shards;
    const std::int64_t m_count;
    std::string m_key;
    std::string m_attribute;
};

} // namespace

Command padNumbers(const Survey &survey, const Entity &entity, const std::string &keyAttribute, const std::string &placeholder)
{
    const std::string plain = "{" + placeholder + "}";
    std::string text = *entity.keyTemplate(keyAttribute);
    const auto parsed = KeyTemplate::parse(text);
    const std::size_t at = text.find(plain);
    if (!parsed || at == std::string::npos)
        throw EditError("The template has a filter already.");
    text.insert(at + plain.size() - 1, kPadding);
    Sequence sequence(survey.model());
    sequence.add([&](const Model &model) { return changeKeyTemplate(model, entity.name, keyAttribute, text); });
    PatternRewrite(survey, entity).into(sequence, [&](AccessPattern &, const OperationUse &, Operation &operation) {
        const auto pad = [&](Operand &operand) {
            if (const auto given = templateOf(operand))
                operand = padded(*given, *parsed, placeholder);
        };
        for (auto *operands : {&operation.key, &operation.item})
            for (auto &[attribute, operand] : *operands)
                if (attribute == keyAttribute)
                    pad(operand);
        for (KeyComparison &comparison : operation.keyCondition)
            if (comparison.attribute == keyAttribute)
                std::for_each(comparison.values.begin(), comparison.values.end(), pad);
        for (auto &[name, operand] : operation.values)
            if (name == valueSetBy(operation, keyAttribute))
                pad(operand);
    });
    refuseWorse(survey.model(), sequence.model());
    return sequence.command("Pad " + placeholder + " in " + keyAttribute + " of " + entity.name);
}

std::int64_t shardsFor(double load, double limit)
{
    static constexpr std::array<std::int64_t, 7> kUsual{1, 2, 4, 10, 20, 50, 100};
    for (const std::int64_t shards : kUsual)
        if (load / static_cast<double>(shards) < limit)
            return shards;
    throw EditError("A hundred shards are too few.");
}

Command shardKey(const Survey &survey, const KeyedPlace &place, const Entity &entity, std::int64_t shards)
{
    return Sharding(survey, place, entity, shards).command();
}

bool isSharded(const Entity &entity, const KeyedPlace &place)
{
    for (const schema::KeyAttribute &key : place.key().partition) {
        const std::string *text = entity.keyTemplate(key.name);
        const auto parsed = KeyTemplate::parse(text == nullptr ? "" : *text);
        for (const TemplatePart &part : parsed ? parsed->parts() : std::vector<TemplatePart>())
            for (const TemplateFilter &filter : part.filters)
                if (filter.name == "shard")
                    return true;
    }
    return false;
}

Command makeLocalIndexesGlobal(const Survey &survey, const Table &table)
{
    for (const OperationUse &use : survey.uses())
        if (use.operation->table == table.definition.name && table.definition.isLocalIndex(use.operation->index)
            && use.operation->consistentRead)
            throw EditError("\"" + use.pattern->name + "\" reads an LSI with strong consistency, which a GSI does not have.");
    Table changed = table;
    std::vector<schema::IndexDefinition> &globals = changed.definition.globalIndexes;
    for (schema::IndexDefinition &index : changed.definition.localIndexes) {
        if (changed.definition.billingMode == schema::BillingMode::Provisioned)
            index.capacity.provisioned = changed.definition.capacity.provisioned;
        globals.push_back(std::move(index));
    }
    changed.definition.localIndexes.clear();
    if (globals.size() > schema::kMaxGlobalIndexes)
        throw EditError("A table has 20 GSIs at most.");
    Sequence sequence(survey.model());
    sequence.add([&](const Model &model) { return changeTable(model, changed); });
    refuseWorse(survey.model(), sequence.model());
    return sequence.command("Make the LSIs of " + table.definition.name + " GSIs");
}

} // namespace keywright::model
