#include "core/model/step_edits.h"

#include <algorithm>
#include <set>

#include "core/expression/aliasing.h"
#include "core/expression/mentions.h"
#include "core/expression/parser.h"
#include "core/model/expectation.h"
#include "core/model/key_template.h"
#include "core/model/names.h"
#include "core/model/parameter_source.h"
#include "core/model/step_parts.h"
#include "core/model/survey.h"
#include "core/schema/limits.h"
#include "core/value/dynamodb_json.h"

namespace keywright::model {

using value::AttributeValue;
using value::Json;

namespace {

bool isByKey(OperationKind kind)
{
    using enum OperationKind;
    return kind == GetItem || kind == UpdateItem || kind == DeleteItem || kind == ConditionCheck;
}

bool isWrite(OperationKind kind)
{
    using enum OperationKind;
    return kind == PutItem || kind == UpdateItem || kind == DeleteItem || kind == ConditionCheck;
}

bool isWalk(OperationKind kind)
{
    return kind == OperationKind::Query || kind == OperationKind::Scan;
}

std::vector<const Entity *> entitiesIn(const Model &model, const AccessPattern &pattern, const std::string &table)
{
    std::vector<const Entity *> found;
    for (const std::string &name : pattern.entities)
        if (const Entity *entity = model.findEntity(name); entity != nullptr && entity->table == table)
            found.push_back(entity);
    return found;
}

/// The template that one of the entities builds the key with; a parameter of the attribute's name where none does.
std::string templateOf(const std::vector<const Entity *> &entities, const std::string &attribute)
{
    for (const Entity *entity : entities)
        if (auto text = Survey::builds(*entity, attribute))
            return *text;
    return "{" + attribute + "}";
}

/// What the sort key of the one entity begins with, so that a Query finds no other entity; nullopt when it tells nothing.
std::optional<KeyComparison> sortComparison(const std::vector<const Entity *> &entities, const std::string &attribute)
{
    const auto text = entities.size() == 1 ? Survey::builds(*entities.front(), attribute) : std::nullopt;
    const auto parsed = text ? KeyTemplate::parse(*text) : tl::expected<KeyTemplate, TemplateError>();
    if (!text || !parsed || parsed->parts().empty() || parsed->parts().front().isPlaceholder)
        return std::nullopt;
    const bool isLiteral = parsed->parts().size() == 1;
    const std::string head = isLiteral ? *text : text->substr(0, parsed->parts()[1].offset);
    return KeyComparison{attribute, isLiteral ? expression::KeyOperator::Equal : expression::KeyOperator::BeginsWith, {head}};
}

/// The template up to the first placeholder that no parameter fills, or up to its last one; and that placeholder.
struct Head {
    std::string text;
    std::string next; ///< as it is written; empty when there is none
};

Head headOf(const std::string &text, const AccessPattern &pattern)
{
    const auto parsed = KeyTemplate::parse(text);
    Head head;
    if (!parsed)
        return head;
    const auto &parts = parsed->parts();
    const auto last = std::find_if(parts.rbegin(), parts.rend(), [](const TemplatePart &part) { return part.isPlaceholder; });
    for (const TemplatePart &part : parts) {
        const auto isIt = [&part](const Parameter &parameter) { return parameter.name == part.text; };
        const bool isKnown = std::any_of(pattern.parameters.begin(), pattern.parameters.end(), isIt);
        const std::string written = text.substr(part.offset, part.length);
        if (part.isPlaceholder && (!isKnown || (last != parts.rend() && &part == &*last))) {
            head.next = written;
            break;
        }
        head.text += written;
    }
    return head;
}

/// The placeholder with another name and the same filters.
std::string renamedIn(const std::string &placeholder, const std::string &name)
{
    const std::size_t end = placeholder.find_first_of("|}");
    return "{" + name + (end == std::string::npos ? "}" : placeholder.substr(end));
}

std::vector<KeyComparison> conditionOn(const schema::KeySchema &key, const std::vector<const Entity *> &entities)
{
    std::vector<KeyComparison> condition;
    for (const schema::KeyAttribute &attribute : key.partition)
        condition.push_back({attribute.name, expression::KeyOperator::Equal, {templateOf(entities, attribute.name)}});
    if (!key.sort.empty())
        if (auto comparison = sortComparison(entities, key.sort.front().name))
            condition.push_back(std::move(*comparison));
    return condition;
}

void makeItem(Operation &operation, const Table &table, const std::vector<const Entity *> &entities)
{
    operation.item.clear();
    operation.entity.clear();
    if (entities.empty()) {
        for (const std::string &name : namesOf(table.definition.key))
            operation.item.emplace_back(name, "{" + name + "}");
        return;
    }
    operation.entity = entities.front()->name;
    for (const Attribute &attribute : entities.front()->attributes)
        operation.item.emplace_back(attribute.name, "{" + attribute.name + "}");
}

/// A search of the vector index, of the table's first one where none is named, for what is most like a parameter.
Operation searchOn(const Model &model, const AccessPattern &pattern, const Operation &before, const Table &table, const std::string &index)
{
    constexpr std::int64_t kFirstTopK = 10;
    const std::vector<schema::VectorIndexDefinition> &all = table.definition.vectorIndexes;
    if (all.empty())
        throw EditError("Table " + table.definition.name + " has no vector index. Add one to the table first.");
    const schema::VectorIndexDefinition *found = table.definition.findVectorIndex(index);
    if (!index.empty() && found == nullptr && before.kind == OperationKind::SearchVectors && before.table == table.definition.name)
        throw EditError("Table " + table.definition.name + " has no vector index \"" + index + "\".");
    if (found == nullptr)
        found = &all.front();
    Operation after;
    after.kind = OperationKind::SearchVectors;
    after.table = table.definition.name;
    after.index = found->name;
    after.unknown = before.unknown;
    after.wording = before.wording;
    after.limit = before.limit ? std::min(*before.limit, schema::kMaxSearchResults) : kFirstTopK;
    after.projection = before.projection;
    const bool isSamePlace = before.kind == after.kind && before.table == after.table && before.index == after.index;
    if (isSamePlace) {
        after.keyCondition = before.keyCondition;
        after.filter = before.filter;
        after.values = before.values;
    } else if (const schema::KeyAttribute *partition = found->partition()) {
        const std::string asked = templateOf(entitiesIn(model, pattern, table.definition.name), partition->name);
        after.keyCondition.push_back({partition->name, expression::KeyOperator::Equal, {asked}});
    }
    after.searchVector = isSamePlace && before.searchVector ? *before.searchVector : Operand("{" + found->vectorAttribute + "}");
    return after;
}

/// Collects names in the order of their first use.
class UsedNames {
public:
    void ofOperand(const Operand &operand)
    {
        const auto *text = std::get_if<std::string>(&operand);
        const auto parsed = text != nullptr ? KeyTemplate::parse(*text) : tl::expected<KeyTemplate, TemplateError>();
        if (text == nullptr || !parsed)
            return;
        for (const std::string &name : parsed->names())
            add(name);
    }

    /// Names with a value of their own take it from there.
    void ofExpression(const std::string &text, const std::vector<std::pair<std::string, Operand>> &values)
    {
        for (const std::string &placeholder : expression::mentionedPlaceholders(text)) {
            const std::string name = placeholder.substr(1);
            const auto isOwn = [&name](const auto &each) { return each.first == name; };
            if (placeholder.starts_with(':') && std::none_of(values.begin(), values.end(), isOwn))
                add(name);
        }
    }

    void ofOperation(const Operation &operation)
    {
        for (const auto *operands : {&operation.key, &operation.item, &operation.values})
            for (const auto &[name, operand] : *operands)
                ofOperand(operand);
        for (const KeyComparison &comparison : operation.keyCondition)
            for (const Operand &operand : comparison.values)
                ofOperand(operand);
        if (operation.searchVector)
            ofOperand(*operation.searchVector);
        ofExpression(operation.filter + " " + operation.condition + " " + operation.update, operation.values);
        ofOperand(operation.clientRequestToken);
    }

    void ofExpectation(const AccessPattern &pattern)
    {
        std::optional<Expectation> expectation;
        try {
            expectation = readExpectation(pattern);
        } catch (const ExpectationError &) {
            return; // verifying says what is wrong with it
        }
        if (!expectation)
            return;
        const auto ofEntry = [this](const std::string &where, const ExpectedValues &values) {
            ofExpression(where, values);
            for (const auto &[name, operand] : values)
                ofOperand(operand);
        };
        ofEntry(expectation->where, expectation->values);
        if (expectation->nearest)
            ofOperand(expectation->nearest->to);
        for (const ExpectedCount &count : expectation->after)
            ofEntry(count.where, count.values);
        for (const ExpectedChange &change : expectation->changes) {
            ofEntry(change.where, change.values);
            ofOperand(change.by);
        }
    }

    const std::vector<std::string> &names() const { return m_names; }

private:
    void add(const std::string &name)
    {
        if (!contains(m_names, name))
            m_names.push_back(name);
    }

    std::vector<std::string> m_names;
};

} // namespace

KeyComparison comparisonOn(const Model &model, const AccessPattern &pattern, const Operation &operation, const std::string &attribute,
                           expression::KeyOperator op)
{
    using enum expression::KeyOperator;
    const std::string text = templateOf(entitiesIn(model, pattern, operation.table), attribute);
    if (op == Equal)
        return {attribute, op, {text}};
    const Head head = headOf(text, pattern);
    const std::string next = head.next.empty() ? "{" + attribute + "}" : head.next;
    if (op == BeginsWith)
        return {attribute, op, {head.text.empty() ? next : head.text}};
    if (op == Between)
        return {attribute, op, {head.text + renamedIn(next, "from"), head.text + renamedIn(next, "to")}};
    return {attribute, op, {head.text + next}};
}

bool writes(const AccessPattern &pattern)
{
    using enum OperationKind;
    return std::any_of(pattern.steps.begin(), pattern.steps.end(), [](const Step &step) {
        const OperationKind kind = step.operation.kind;
        return (isWrite(kind) && kind != ConditionCheck) || kind == BatchWriteItem || kind == TransactWriteItems;
    });
}

bool isSingleOperation(OperationKind kind)
{
    using enum OperationKind;
    return kind != BatchGetItem && kind != BatchWriteItem && kind != TransactGetItems && kind != TransactWriteItems;
}

Operation operationOn(const Model &model, const AccessPattern &pattern, const Operation &before, OperationKind kind,
                      const std::string &table, const std::string &index)
{
    if (!isSingleOperation(kind))
        throw EditError("A " + std::string(textOf(kind)) + " is made of parts, which have a table each.");
    const Table *place = model.findTable(table);
    if (place == nullptr)
        throw EditError("There is no table \"" + table + "\".");
    if (kind == OperationKind::SearchVectors)
        return searchOn(model, pattern, before, *place, index);
    const schema::IndexDefinition *indexed = index.empty() || !isWalk(kind) ? nullptr : place->definition.findIndex(index);
    if (!index.empty() && isWalk(kind) && indexed == nullptr)
        throw EditError("Table " + table + " has no index \"" + index + "\".");

    Operation after = before;
    after.kind = kind;
    after.table = table;
    after.index = indexed == nullptr ? std::string() : index;
    std::vector<const Entity *> entities = entitiesIn(model, pattern, table);
    if (const Entity *about = entityOf(model, before); about != nullptr && about->table == table && !isWalk(kind)) {
        std::erase(entities, about);
        entities.insert(entities.begin(), about);
    }
    const bool isSamePlace = before.table == after.table && before.index == after.index;

    if (!isByKey(kind)) {
        after.key.clear();
    } else if (!isSamePlace || before.key.empty()) {
        after.key.clear();
        for (const std::string &name : namesOf(place->definition.key))
            after.key.emplace_back(name, templateOf(entities, name));
    }
    if (kind != OperationKind::Query)
        after.keyCondition.clear();
    else if (!isSamePlace || before.keyCondition.empty())
        after.keyCondition = conditionOn(indexed == nullptr ? place->definition.key : indexed->key, entities);
    if (kind != OperationKind::PutItem) {
        after.item.clear();
        after.entity.clear();
    } else if (!isSamePlace || before.item.empty()) {
        makeItem(after, *place, entities);
    }
    after.searchVector.reset();
    if (!isWalk(kind)) {
        after.filter.clear();
        after.limit.reset();
    }
    if (kind != OperationKind::Query)
        after.descending = false;
    if (!isWrite(kind))
        after.condition.clear();
    if (kind != OperationKind::UpdateItem)
        after.update.clear();
    const bool isGlobal = indexed != nullptr && !place->definition.isLocalIndex(index);
    if (isWrite(kind) || isGlobal)
        after.consistentRead = false;
    if (isWrite(kind))
        after.projection.clear();
    dropUnusedValues(after);
    return after;
}

std::vector<std::string> namesUsedBy(const AccessPattern &pattern)
{
    UsedNames used;
    for (const Step &step : pattern.steps) {
        used.ofOperation(step.operation);
        for (const Operation &part : step.parts)
            used.ofOperation(part);
    }
    used.ofExpectation(pattern);
    return used.names();
}

void addMissingParameters(const Model &model, AccessPattern &pattern)
{
    std::set<std::string> known;
    for (const Parameter &parameter : pattern.parameters)
        known.insert(parameter.name);
    for (const Step &step : pattern.steps)
        if (step.fanOut)
            known.insert(step.fanOut->placeholder);
    for (const std::string &name : namesUsedBy(pattern)) {
        const bool isOfAStep = name.find('.') != std::string::npos;
        if (!isOfAStep && known.insert(name).second)
            pattern.parameters.push_back(parameterFor(model, pattern, name));
    }
    for (Parameter &parameter : pattern.parameters)
        if (parameter == Parameter{.name = parameter.name}) // nothing told what it is when it was made
            parameter = parameterFor(model, pattern, parameter.name);
}

std::optional<std::string> faultOf(const std::string &text, expression::ExpressionKind kind)
{
    if (text.empty())
        return std::nullopt;
    try {
        const std::string aliased = expression::aliased(text).text;
        if (kind == expression::ExpressionKind::Update)
            expression::parseUpdate(aliased);
        else
            expression::parseCondition(aliased, kind);
    } catch (const expression::ExpressionError &error) {
        return error.what();
    }
    return std::nullopt;
}

value::AttributeValue valueFromText(const std::string &text, value::Type type)
{
    const auto tagged = [type](Json json) {
        return value::valueFromDynamoDbJson(Json::object({{std::string(value::tagOf(type)), std::move(json)}}));
    };
    try {
        switch (type) {
        case value::Type::S:
        case value::Type::N:
        case value::Type::B: return tagged(Json::string(text));
        case value::Type::Null: return tagged(Json::boolean(true));
        case value::Type::Ss:
        case value::Type::Ns:
        case value::Type::Bs: {
            Json members = Json::array();
            const Json parsed = Json::parse(text); // a loop over what a temporary holds would outlive it
            if (!parsed.isArray())
                throw EditError("A set is written as a JSON array, such as [\"a\", \"b\"].");
            for (const Json &member : parsed.elements())
                members.append(Json::string(member.text()));
            return tagged(std::move(members));
        }
        default: break;
        }
        AttributeValue plain = value::valueFromPlainJson(Json::parse(text));
        if (plain.type() != type)
            throw EditError("This is " + std::string(value::tagOf(plain.type())) + ", and its type is " + std::string(value::tagOf(type))
                            + ".");
        return plain;
    } catch (const value::JsonSyntaxError &error) {
        throw EditError(std::string("This is not JSON: ") + error.what() + ".");
    } catch (const value::ValueFormatError &error) {
        throw EditError(error.what());
    }
}

} // namespace keywright::model
