#include "core/model/parameter_source.h"

#include <algorithm>

#include "core/expression/expression_error.h"
#include "core/expression/parser.h"
#include "core/model/entity_view.h"
#include "core/model/expectation.h"
#include "core/model/expected_terms.h"
#include "core/model/item_order.h"
#include "core/model/key_template.h"
#include "core/model/key_terms.h"
#include "core/model/step_parts.h"
#include "core/model/survey.h"

namespace keywright::model {

namespace {

using expression::KeyOperator;
using expression::syntax::Condition;
using expression::syntax::UpdateSection;
using SyntaxOperand = expression::syntax::Operand;
using Values = std::vector<std::pair<std::string, Operand>>;
using Entities = std::vector<const Entity *>;

/// How a parameter stands to an attribute.
enum class Role { Value, Lower, Upper, Amount, Element, Size, Span };

struct Source {
    const Entity *entity = nullptr;
    const Attribute *attribute = nullptr;
    Role role = Role::Value;
    std::size_t letters = 0; ///< of a Span
};

std::string topName(const SyntaxOperand &operand)
{
    if (operand.kind != SyntaxOperand::Kind::Path || operand.path.size() != 1)
        return {};
    const std::string_view text = operand.path.front().text;
    return std::string(text.starts_with('#') ? text.substr(1) : text);
}

/// Looks the pattern through for the first use of the name that tells what it is.
class SourceSearch {
public:
    SourceSearch(const Model &model, const AccessPattern &pattern, const std::string &name)
        : m_model(model), m_pattern(pattern), m_name(name)
    { }

    Source find()
    {
        for (const Step &step : m_pattern.steps) {
            ofOperation(step.operation, step.fanOut ? &*step.fanOut : nullptr);
            for (const Operation &part : step.parts)
                ofOperation(part, nullptr);
        }
        ofExpectation();
        return m_source;
    }

private:
    bool isIt(const Operand &operand) const { return loneName(operand) == m_name; }

    /// Whether `:placeholder` stands for the parameter.
    bool isIt(const SyntaxOperand &operand, const Values &values) const
    {
        if (operand.kind != SyntaxOperand::Kind::Value)
            return false;
        const std::string name(operand.text.substr(1));
        for (const auto &[own, value] : values)
            if (own == name)
                return isIt(value);
        return name == m_name;
    }

    void note(const Entities &entities, const std::string &attribute, Role role, std::size_t letters = 0)
    {
        for (const Entity *entity : entities)
            if (const Attribute *found = entity->findAttribute(attribute); found != nullptr && m_source.entity == nullptr)
                m_source = {entity, found, role, letters};
    }

    Entities entitiesOf(const Operation &operation) const
    {
        if (const Entity *entity = entityOf(m_model, operation))
            return {entity};
        Entities entities;
        for (const std::string &name : m_pattern.entities)
            if (const Entity *entity = m_model.findEntity(name); entity != nullptr && entity->table == operation.table)
                entities.push_back(entity);
        return entities;
    }

    void ofOperation(const Operation &operation, const FanOut *fanOut)
    {
        const Entities entities = entitiesOf(operation);
        for (const auto &[attribute, operand] : operation.item)
            if (isIt(operand))
                note(entities, attribute, Role::Value);
        ofKey(operation, entities, fanOut);
        ofSearch(operation, entities);
        ofCondition(operation.filter, operation.values, entities);
        ofUpdate(operation, entities);
        ofCondition(operation.condition, operation.values, entities);
    }

    /// What a vector index is searched by are attributes of the entities.
    void ofSearch(const Operation &operation, const Entities &entities)
    {
        const Table *table = m_model.findTable(operation.table);
        const schema::VectorIndexDefinition *index = table == nullptr ? nullptr : table->definition.findVectorIndex(operation.index);
        if (index == nullptr)
            return;
        if (operation.searchVector && isIt(*operation.searchVector))
            note(entities, index->vectorAttribute, Role::Value);
        for (const KeyComparison &comparison : operation.keyCondition)
            if (!comparison.values.empty() && isIt(comparison.values.front()))
                note(entities, comparison.attribute, Role::Value);
    }

    void ofKey(const Operation &operation, const Entities &entities, const FanOut *fanOut)
    {
        const Table *table = m_model.findTable(operation.table);
        const schema::IndexDefinition *index = table == nullptr ? nullptr : table->definition.findIndex(operation.index);
        if (table == nullptr)
            return;
        const schema::KeySchema &key = index == nullptr ? table->definition.key : index->key;
        std::vector<KeyComparison> asked = operation.keyCondition;
        for (const auto &[name, operand] : operation.key)
            asked.push_back({name, KeyOperator::Equal, {operand}, value::Json::object(), {}});
        for (const KeyComparison &comparison : asked)
            for (const auto *attributes : {&key.partition, &key.sort})
                for (const schema::KeyAttribute &attribute : *attributes)
                    if (attribute.name == comparison.attribute)
                        for (const Entity *entity : entities)
                            ofComparison(*entity, attribute, comparison, fanOut);
    }

    void ofComparison(const Entity &entity, const schema::KeyAttribute &key, const KeyComparison &comparison, const FanOut *fanOut)
    {
        const bool isBetween = comparison.op == KeyOperator::Between;
        for (std::size_t i = 0; i < comparison.values.size(); ++i) {
            KeyTerms terms(entity, fanOut);
            KeyComparison one = comparison;
            one.values = {comparison.values[i]};
            if (isBetween)
                one.op = i == 0 ? KeyOperator::GreaterOrEqual : KeyOperator::LessOrEqual;
            terms.add(key, &one, false);
            for (const AskedFor &asked : terms.conditions()) {
                if (!isIt(asked.values.front()))
                    continue;
                const std::size_t letters = asked.op == KeyOperator::BeginsWith ? spanOf(entity, key.name, asked.attribute) : 0;
                const bool isBound = isBetween && asked.op != KeyOperator::Equal;
                note({&entity}, asked.attribute,
                     letters > 0   ? Role::Span
                         : isBound ? (i == 0 ? Role::Lower : Role::Upper)
                                   : Role::Value,
                     letters);
            }
        }
    }

    /// Letters of the span of time that the template takes of the attribute; 0 when it takes all of it.
    static std::size_t spanOf(const Entity &entity, const std::string &key, const std::string &attribute)
    {
        const auto parsed = KeyTemplate::parse(Survey::builds(entity, key).value_or(std::string()));
        if (parsed)
            for (const TemplatePart &part : parsed->parts())
                if (part.isPlaceholder && part.text == attribute && part.filters.size() == 1 && part.filters.front().name == "date")
                    return part.filters.front().argument.size();
        return 0;
    }

    void ofCondition(const std::string &text, const Values &values, const Entities &entities)
    {
        if (text.empty())
            return;
        try {
            const auto parsed = expression::parseCondition(text, expression::ExpressionKind::Condition);
            ofTree(parsed.tree, values, entities);
        } catch (const expression::ExpressionError &) { // findProblems() names it
        }
    }

    void ofTree(const Condition &condition, const Values &values, const Entities &entities)
    {
        for (const Condition &part : condition.parts)
            ofTree(part, values, entities);
        if (condition.kind == Condition::Kind::Function) {
            const SyntaxOperand &function = condition.operands.front();
            if (function.arguments.size() == 2 && isIt(function.arguments.back(), values))
                note(entities, topName(function.arguments.front()), function.text == "contains" ? Role::Element : Role::Value);
            return;
        }
        for (std::size_t at = 0; at < condition.operands.size(); ++at) {
            if (!isIt(condition.operands[at], values))
                continue;
            const SyntaxOperand &other = condition.operands[at == 0 ? 1 : 0];
            const bool isBetween = condition.kind == Condition::Kind::Between;
            if (other.kind == SyntaxOperand::Kind::Function && other.text == "size" && !other.arguments.empty())
                note(entities, topName(other.arguments.front()), Role::Size);
            else
                note(entities, topName(other), !isBetween ? Role::Value : at == 1 ? Role::Lower : Role::Upper);
        }
    }

    void ofUpdate(const Operation &operation, const Entities &entities)
    {
        if (operation.update.empty())
            return;
        try {
            const auto parsed = expression::parseUpdate(operation.update);
            for (const UpdateSection &section : parsed.tree)
                for (const auto &action : section.actions) {
                    const auto &operands = action.value.operands;
                    const bool isAmount = operands.size() == 2 || section.kind == UpdateSection::Kind::Add;
                    for (const SyntaxOperand &operand : operands) {
                        if (operand.arguments.size() == 2 && isIt(operand.arguments.back(), operation.values))
                            note(entities, topName(operand.arguments.front()), Role::Value); // of if_not_exists
                        if (action.path.size() == 1 && isIt(operand, operation.values))
                            note(entities, std::string(action.path.front().text.substr(action.path.front().text.starts_with('#') ? 1 : 0)),
                                 isAmount ? Role::Amount : Role::Value);
                    }
                }
        } catch (const expression::ExpressionError &) { // findProblems() names it
        }
    }

    void ofExpectation()
    {
        std::optional<Expectation> expectation;
        try {
            expectation = readExpectation(m_pattern);
        } catch (const ExpectationError &) {
            return; // verifying says what is wrong with it
        }
        if (!expectation)
            return;
        Entities entities;
        for (const std::string &name : expectation->entities)
            if (const Entity *entity = m_model.findEntity(name))
                entities.push_back(entity);
        ofCondition(expectation->where, expectation->values, entities);
        for (const ExpectedCount &count : expectation->after)
            if (const Entity *entity = m_model.findEntity(count.entity))
                ofCondition(count.where, count.values, {entity});
        for (const ExpectedChange &change : expectation->changes) {
            const Entity *entity = m_model.findEntity(change.entity);
            if (entity == nullptr)
                continue;
            ofCondition(change.where, change.values, {entity});
            if (isIt(change.by))
                note({entity}, change.attribute, Role::Amount);
        }
    }

    const Model &m_model;
    const AccessPattern &m_pattern;
    const std::string &m_name;
    Source m_source;
};

/// By the parameter's own name. The pattern's entities first, since another one may have an attribute of the same name.
Source ofTheSameName(const Model &model, const AccessPattern &pattern, const std::string &name)
{
    for (const std::string &each : pattern.entities)
        if (const Entity *entity = model.findEntity(each); entity != nullptr && entity->findAttribute(name) != nullptr)
            return {entity, entity->findAttribute(name)};
    for (const Entity &entity : model.entities)
        if (const Attribute *attribute = entity.findAttribute(name))
            return {&entity, attribute};
    return {};
}

value::Type typeOf(const Source &source)
{
    const value::Type type = source.attribute->type;
    if (source.role == Role::Size)
        return value::Type::N;
    if (source.role != Role::Element)
        return type;
    return type == value::Type::Ns ? value::Type::N : type == value::Type::Bs ? value::Type::B : value::Type::S;
}

bool isLess(const value::AttributeValue &left, const value::AttributeValue &right)
{
    const auto item = [](const value::AttributeValue &value) {
        value::Item one;
        one.set("value", value);
        return one;
    };
    return orderOf({{"value"}}, item(left), item(right)) < 0;
}

/// The first value of the sample data, or the smallest or greatest one.
std::optional<value::AttributeValue> sampleValue(const Model &model, const Source &source)
{
    std::optional<value::AttributeValue> found;
    const TableItems *sample = model.sampleDataOf(source.entity->table);
    for (std::size_t i = 0; sample != nullptr && i < sample->items.size(); ++i) {
        const value::Item &item = sample->items[i];
        if (model.entityOf(source.entity->table, item) != source.entity)
            continue;
        const value::Item view = viewOf(model, *source.entity, item);
        const value::AttributeValue *value = view.find(source.attribute->name);
        if (value == nullptr)
            continue;
        const bool isWanted =
            !found || (source.role == Role::Lower && isLess(*value, *found)) || (source.role == Role::Upper && isLess(*found, *value));
        if (isWanted)
            found = *value;
        if (source.role != Role::Lower && source.role != Role::Upper)
            break;
    }
    return found;
}

/// The value, fit for the role; nullopt where it tells nothing.
std::optional<value::AttributeValue> exampleOf(const Model &model, const Source &source)
{
    if (source.role == Role::Amount || source.role == Role::Size)
        return source.role == Role::Size || source.attribute->type == value::Type::N ? std::optional(value::AttributeValue::number(1))
                                                                                     : std::nullopt;
    const auto value = sampleValue(model, source);
    if (value && source.role == Role::Span)
        if (const auto *text = value->get<std::string>())
            return value::AttributeValue(text->substr(0, source.letters));
    return value && value->type() == typeOf(source) ? value : std::nullopt;
}

} // namespace

Parameter parameterFor(const Model &model, const AccessPattern &pattern, const std::string &name)
{
    Parameter parameter;
    parameter.name = name;
    Source source = SourceSearch(model, pattern, name).find();
    if (source.entity == nullptr)
        source = ofTheSameName(model, pattern, name);
    if (source.entity == nullptr)
        return parameter;
    parameter.type = typeOf(source);
    parameter.example = exampleOf(model, source);
    const bool isWhole = source.role == Role::Value || (source.role == Role::Element && source.attribute->type == parameter.type);
    if (isWhole) {
        parameter.drawnFromEntity = source.entity->name;
        parameter.drawnFromAttribute = source.attribute->name;
    }
    return parameter;
}

} // namespace keywright::model
