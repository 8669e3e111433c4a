#include "core/session/step_requests.h"

#include "core/expression/aliasing.h"
#include "core/expression/mentions.h"
#include "core/model/key_template.h"
#include "core/value/dynamodb_json.h"

namespace keywright::session {

using model::Operand;
using model::Operation;
using model::OperationKind;
using value::AttributeValue;
using value::Item;

namespace {

model::KeyTemplate parsedTemplate(const std::string &text)
{
    auto parsed = model::KeyTemplate::parse(text);
    if (!parsed)
        throw StepError("The template \"" + text + "\" does not parse: " + parsed.error().message + ".");
    return std::move(*parsed);
}

} // namespace

AttributeValue StepRequests::valueOf(const Operand &operand) const
{
    if (const auto *constant = std::get_if<AttributeValue>(&operand))
        return *constant;
    const std::string &text = std::get<std::string>(operand);
    const auto built = parsedTemplate(text).build(m_lookup);
    if (!built)
        throw StepError(built.error().message + ".");
    if (!*built)
        throw StepError("A value of \"" + text
                        + "\" is missing: give the parameter an example, or check that the earlier step finds an item.");
    return **built;
}

Item StepRequests::valuesOf(const std::vector<std::pair<std::string, Operand>> &operands) const
{
    Item item;
    for (const auto &[name, operand] : operands)
        item.set(name, valueOf(operand));
    return item;
}

Item StepRequests::completeItem(const Operation &operation) const
{
    Item item = valuesOf(operation.item);
    if (operation.entity.empty())
        return item;
    const model::Entity *entity = m_model.findEntity(operation.entity);
    if (entity == nullptr)
        throw StepError("The model has no entity \"" + operation.entity + "\".");
    if (entity->identifiedBy)
        item.set(entity->identifiedBy->attribute, entity->identifiedBy->value);
    for (const auto &[attribute, text] : entity->keyTemplates) {
        const auto built = parsedTemplate(text).build(item);
        if (!built)
            throw StepError(built.error().message + ".");
        if (*built)
            item.set(attribute, **built);
    }
    return item;
}

expression::Placeholders StepRequests::placeholders(const Operation &operation, const std::string &texts,
                                                    expression::AttributeNames names) const
{
    expression::AttributeValues values;
    for (const std::string &placeholder : expression::mentionedPlaceholders(texts)) {
        if (!placeholder.starts_with(":"))
            continue;
        const std::string name = placeholder.substr(1);
        const auto own =
            std::find_if(operation.values.begin(), operation.values.end(), [&name](const auto &each) { return each.first == name; });
        values[placeholder] = valueOf(own != operation.values.end() ? own->second : Operand("{" + name + "}"));
    }
    return {names.empty() ? std::nullopt : std::optional(std::move(names)),
            values.empty() ? std::nullopt : std::optional(std::move(values))};
}

/// Aliases the text's reserved words, gives its placeholders their values, and compiles it.
template <typename Compile>
auto StepRequests::compiled(const Operation &operation, const std::string &text, Compile compile) const
{
    try {
        const expression::AliasedExpression aliased = expression::aliased(text);
        expression::Placeholders known = placeholders(operation, aliased.text, aliased.names);
        return compile(aliased.text, known);
    } catch (const expression::ExpressionError &error) {
        throw StepError(std::string("ValidationException: ") + error.what());
    }
}

std::optional<expression::Condition> StepRequests::condition(const Operation &operation, const std::string &text) const
{
    if (text.empty())
        return std::nullopt;
    const bool isFilter =
        operation.kind == OperationKind::Query || operation.kind == OperationKind::Scan || operation.kind == OperationKind::SearchVectors;
    const auto kind = isFilter ? expression::ExpressionKind::Filter : expression::ExpressionKind::Condition;
    return compiled(operation, text, [kind](const std::string &aliased, expression::Placeholders &known) {
        return expression::compileCondition(kind, aliased, known);
    });
}

std::optional<expression::Projection> StepRequests::projection(const Operation &operation) const
{
    if (operation.projection.empty())
        return std::nullopt;
    std::string text;
    for (const std::string &path : operation.projection)
        text += (text.empty() ? "" : ", ") + path;
    return compiled(operation, text, [](const std::string &aliased, expression::Placeholders &known) {
        return expression::Projection(expression::compileProjection(aliased, known));
    });
}

expression::Update StepRequests::update(const Operation &operation) const
{
    return compiled(operation, operation.update, expression::compileUpdate);
}

engine::GetItemRequest StepRequests::getItem(const Operation &operation) const
{
    return {operation.table, valuesOf(operation.key), operation.consistentRead, projection(operation)};
}

engine::QueryRequest StepRequests::query(const Operation &operation) const
{
    engine::QueryRequest request;
    request.table = operation.table;
    request.index = operation.index;
    for (const model::KeyComparison &comparison : operation.keyCondition) {
        expression::KeyTerm term{comparison.attribute, comparison.op, {}};
        for (const Operand &operand : comparison.values)
            term.values.push_back(valueOf(operand));
        request.keyCondition.terms.push_back(std::move(term));
    }
    request.descending = operation.descending;
    request.limit = operation.limit;
    request.consistentRead = operation.consistentRead;
    request.filter = condition(operation, operation.filter);
    request.projection = projection(operation);
    return request;
}

engine::ScanRequest StepRequests::scan(const Operation &operation) const
{
    engine::ScanRequest request;
    request.table = operation.table;
    request.index = operation.index;
    request.limit = operation.limit;
    request.consistentRead = operation.consistentRead;
    request.filter = condition(operation, operation.filter);
    request.projection = projection(operation);
    return request;
}

engine::SearchVectorsRequest StepRequests::search(const Operation &operation) const
{
    engine::SearchVectorsRequest request;
    request.table = operation.table;
    request.index = operation.index;
    if (!operation.searchVector)
        throw StepError("The search has no vector to compare items with.");
    const AttributeValue vector = valueOf(*operation.searchVector);
    const auto *list = vector.get<value::List>();
    if (list == nullptr)
        throw StepError("The vector of the search is no list of numbers, but " + value::toDynamoDbJson(vector).compact() + ".");
    request.vector = {list->begin(), list->end()};
    if (!operation.limit)
        throw StepError("The search does not say how many items it gives; set its limit.");
    request.topK = *operation.limit;
    std::vector<expression::Condition> all;
    for (const model::KeyComparison &comparison : operation.keyCondition)
        if (!comparison.values.empty())
            all.push_back(expression::Condition::on(expression::ConditionKind::Equal,
                                                    {expression::Operand::at(expression::pathTo(comparison.attribute)),
                                                     expression::Operand::of(valueOf(comparison.values.front()))}));
    if (auto filter = condition(operation, operation.filter))
        all.push_back(std::move(*filter));
    if (all.size() == 1)
        request.condition = std::move(all.front());
    else if (!all.empty())
        request.condition = expression::Condition::all(std::move(all));
    request.projection = projection(operation);
    return request;
}

engine::WriteAction StepRequests::write(const Operation &operation) const
{
    switch (operation.kind) {
    case OperationKind::PutItem: {
        engine::PutItemRequest put;
        put.table = operation.table;
        put.item = completeItem(operation);
        put.condition = condition(operation, operation.condition);
        return put;
    }
    case OperationKind::UpdateItem: {
        engine::UpdateItemRequest request;
        request.table = operation.table;
        request.key = valuesOf(operation.key);
        request.update = update(operation);
        request.condition = condition(operation, operation.condition);
        return request;
    }
    case OperationKind::DeleteItem: {
        engine::DeleteItemRequest request;
        request.table = operation.table;
        request.key = valuesOf(operation.key);
        request.condition = condition(operation, operation.condition);
        return request;
    }
    case OperationKind::ConditionCheck: {
        engine::ConditionCheckRequest check;
        check.table = operation.table;
        check.key = valuesOf(operation.key);
        check.condition = condition(operation, operation.condition);
        return check;
    }
    default: throw StepError(std::string(model::textOf(operation.kind)) + " is no write of one item.");
    }
}

std::string StepRequests::clientRequestToken(const Operation &operation) const
{
    constexpr std::size_t kLongest = 36; // API reference, TransactWriteItems
    const AttributeValue token = valueOf(Operand(operation.clientRequestToken));
    const auto *text = token.get<std::string>();
    if (text == nullptr || text->empty() || text->size() > kLongest)
        throw StepError("The client request token \"" + value::displayText(token) + "\" is no text of 1 to 36 characters.");
    return *text;
}

} // namespace keywright::session
