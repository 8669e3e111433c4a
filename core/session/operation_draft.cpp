#include "core/session/operation_draft.h"

#include <algorithm>
#include <set>

#include "core/expression/aliasing.h"
#include "core/expression/mentions.h"
#include "core/expression/token.h"
#include "core/value/dynamodb_json.h"

namespace keywright::session {

using model::OperationKind;
using value::AttributeMap;
using value::AttributeValue;
using value::Json;

namespace {

/// A name for the value of an attribute: its letters, and a number where another value has the name.
std::string placeholderFor(std::string_view attribute, const AttributeValue &value, AttributeMap &values)
{
    std::string base;
    for (const char c : attribute)
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_')
            base += c;
    if (base.empty())
        base = "value";
    std::string name = base;
    for (int number = 2; values.contains(name); ++number)
        name = base + std::to_string(number);
    values.set(name, value);
    return ":" + name;
}

/// A path as it stands when expressions can hold it, else one name in quotes.
std::string pathText(const std::string &attribute)
{
    if (attribute.empty() || attribute.front() == '"')
        return attribute;
    for (const expression::Token &token : expression::tokenize(attribute))
        if (token.kind == expression::TokenKind::Invalid
            || (token.kind == expression::TokenKind::Symbol && !token.is(".") && !token.is("[") && !token.is("]")))
            return "\"" + attribute + "\"";
    return attribute;
}

std::string conditionText(const ConditionRow &row, AttributeMap &values)
{
    const std::string path = pathText(row.attribute);
    std::vector<std::string> named;
    for (const AttributeValue &value : row.values)
        named.push_back(placeholderFor(row.attribute, value, values));
    const std::string first = named.empty() ? std::string() : named.front();
    switch (row.test) {
    case ConditionTest::Equal: return path + " = " + first;
    case ConditionTest::NotEqual: return path + " <> " + first;
    case ConditionTest::Less: return path + " < " + first;
    case ConditionTest::LessOrEqual: return path + " <= " + first;
    case ConditionTest::Greater: return path + " > " + first;
    case ConditionTest::GreaterOrEqual: return path + " >= " + first;
    case ConditionTest::Between: return path + " BETWEEN " + first + " AND " + (named.size() > 1 ? named[1] : std::string());
    case ConditionTest::BeginsWith: return "begins_with(" + path + ", " + first + ")";
    case ConditionTest::Contains: return "contains(" + path + ", " + first + ")";
    case ConditionTest::Exists: return "attribute_exists(" + path + ")";
    case ConditionTest::NotExists: return "attribute_not_exists(" + path + ")";
    case ConditionTest::In: break;
    }
    std::string list;
    for (const std::string &each : named)
        list += (list.empty() ? "" : ", ") + each;
    return path + " IN (" + list + ")";
}

struct Clause {
    std::string word;
    std::string text;
};

Clause clauseOf(const UpdateRow &row, AttributeMap &values)
{
    const std::string path = pathText(row.attribute);
    if (row.change == UpdateChange::Remove)
        return {"REMOVE", path};
    const std::string value = placeholderFor(row.attribute, row.value, values);
    switch (row.change) {
    case UpdateChange::SetIfMissing: return {"SET", path + " = if_not_exists(" + path + ", " + value + ")"};
    case UpdateChange::Increase: return {"SET", path + " = " + path + " + " + value};
    case UpdateChange::Append: return {"SET", path + " = list_append(" + path + ", " + value + ")"};
    case UpdateChange::Add: return {"ADD", path + " " + value};
    case UpdateChange::Delete: return {"DELETE", path + " " + value};
    default: return {"SET", path + " = " + value};
    }
}

/// Expressions of one request, which share their placeholders.
class Expressions {
public:
    explicit Expressions(const DraftedOperation &operation) : m_operation(operation) { }

    AttributeMap &values() { return m_values; }
    void add(const char *member, const std::string &text, Json &request)
    {
        if (text.empty())
            return;
        const expression::AliasedExpression aliased = expression::aliased(text);
        m_names.insert(aliased.names.begin(), aliased.names.end());
        for (const std::string &placeholder : expression::mentionedPlaceholders(aliased.text))
            if (const auto *typed = placeholder.starts_with(":") ? m_operation.values.find(placeholder.substr(1)) : nullptr;
                typed != nullptr && !m_values.contains(placeholder.substr(1)))
                m_values.set(placeholder.substr(1), *typed);
        request.set(member, Json::string(aliased.text));
    }
    void finish(Json &request) const
    {
        Json names = Json::object();
        for (const auto &[alias, name] : m_names)
            names.set(alias, Json::string(name));
        if (!m_names.empty())
            request.set("ExpressionAttributeNames", std::move(names));
        Json values = Json::object();
        for (const auto &[name, value] : m_values)
            values.set(":" + name, value::toDynamoDbJson(value));
        if (!m_values.empty())
            request.set("ExpressionAttributeValues", std::move(values));
    }

private:
    const DraftedOperation &m_operation;
    expression::AttributeNames m_names;
    AttributeMap m_values;
};

std::string keyConditionText(const DraftedOperation &operation, AttributeMap &values)
{
    std::string text;
    for (const expression::KeyTerm &term : operation.keyTerms) {
        ConditionRow row{false, expression::quotedName(term.attribute), ConditionTest::Equal, term.values};
        switch (term.op) {
        case expression::KeyOperator::Equal: break;
        case expression::KeyOperator::Less: row.test = ConditionTest::Less; break;
        case expression::KeyOperator::LessOrEqual: row.test = ConditionTest::LessOrEqual; break;
        case expression::KeyOperator::Greater: row.test = ConditionTest::Greater; break;
        case expression::KeyOperator::GreaterOrEqual: row.test = ConditionTest::GreaterOrEqual; break;
        case expression::KeyOperator::Between: row.test = ConditionTest::Between; break;
        case expression::KeyOperator::BeginsWith: row.test = ConditionTest::BeginsWith; break;
        }
        text += (text.empty() ? "" : " AND ") + conditionText(row, values);
    }
    return text;
}

std::string projectionText(const DraftedOperation &operation)
{
    std::string text;
    for (const std::string &path : operation.projection)
        text += (text.empty() ? "" : ", ") + pathText(path);
    return text;
}

bool isWalk(OperationKind kind)
{
    return kind == OperationKind::Query || kind == OperationKind::Scan;
}

bool isRead(OperationKind kind)
{
    return isWalk(kind) || kind == OperationKind::GetItem || kind == OperationKind::SearchVectors;
}

/// The partition and the filters of a search, which its request has in one condition.
std::string searchConditionText(const DraftedOperation &operation, AttributeMap &values)
{
    const std::string partition = keyConditionText(operation, values);
    const std::string filter = textOf(operation.condition, values);
    if (partition.empty() || filter.empty())
        return partition + filter;
    const bool isOne = !operation.condition.isTyped && operation.condition.rows.size() == 1;
    return partition + " AND " + (isOne ? filter : "(" + filter + ")");
}

void setSearch(const DraftedOperation &operation, Expressions &expressions, Json &json)
{
    Json vector = Json::array();
    for (const AttributeValue &element : operation.searchVector)
        vector.append(value::toDynamoDbJson(element));
    json.set("SearchVector", std::move(vector));
    expressions.add("SearchConditionExpression", searchConditionText(operation, expressions.values()), json);
}

/// What a part of a transaction has in common with the operation of its own.
Json bodyOf(const DraftedOperation &operation)
{
    Json json = Json::object({{"TableName", Json::string(operation.table)}});
    if (!operation.index.empty())
        json.set("IndexName", Json::string(operation.index));
    const OperationKind kind = operation.kind;
    Expressions expressions(operation);
    if (kind == OperationKind::PutItem)
        json.set("Item", value::toDynamoDbJson(operation.item));
    else if (kind == OperationKind::Query)
        expressions.add("KeyConditionExpression", keyConditionText(operation, expressions.values()), json);
    else if (kind == OperationKind::SearchVectors)
        setSearch(operation, expressions, json);
    else if (kind != OperationKind::Scan)
        json.set("Key", value::toDynamoDbJson(operation.key));
    if (kind == OperationKind::UpdateItem)
        expressions.add("UpdateExpression", textOf(operation.update, expressions.values()), json);
    if (isWalk(kind) || !isRead(kind))
        expressions.add(isWalk(kind) ? "FilterExpression" : "ConditionExpression", textOf(operation.condition, expressions.values()), json);
    if (isRead(kind))
        expressions.add("ProjectionExpression", projectionText(operation), json);
    expressions.finish(json);
    return json;
}

Json oneRequest(const DraftedOperation &operation)
{
    Json json = bodyOf(operation);
    if (operation.kind == OperationKind::Query && operation.descending)
        json.set("ScanIndexForward", Json::boolean(false));
    if (operation.limit && (isWalk(operation.kind) || operation.kind == OperationKind::SearchVectors))
        json.set(isWalk(operation.kind) ? "Limit" : "TopK", Json::number(*operation.limit));
    if (operation.consistentRead && isRead(operation.kind) && operation.kind != OperationKind::SearchVectors)
        json.set("ConsistentRead", Json::boolean(true));
    if (!operation.returnValues.empty() && !isRead(operation.kind))
        json.set("ReturnValues", Json::string(operation.returnValues));
    return json;
}

Json batchGet(const std::vector<DraftedOperation> &parts)
{
    Json tables = Json::object();
    for (const DraftedOperation &part : parts) {
        Json entry = Json::object();
        if (const Json *there = tables.find(part.table)) {
            entry = *there;
        } else {
            entry.set("Keys", Json::array());
            if (part.consistentRead)
                entry.set("ConsistentRead", Json::boolean(true));
            Expressions expressions(part);
            expressions.add("ProjectionExpression", projectionText(part), entry);
            expressions.finish(entry);
        }
        Json keys = *entry.find("Keys");
        keys.append(value::toDynamoDbJson(part.key));
        entry.set("Keys", std::move(keys));
        tables.set(part.table, std::move(entry));
    }
    return Json::object({{"RequestItems", std::move(tables)}});
}

Json batchWrite(const std::vector<DraftedOperation> &parts)
{
    Json tables = Json::object();
    for (const DraftedOperation &part : parts) {
        const Json *there = tables.find(part.table);
        Json list = there ? *there : Json::array();
        if (part.kind == OperationKind::PutItem)
            list.append(Json::object({{"PutRequest", Json::object({{"Item", value::toDynamoDbJson(part.item)}})}}));
        else
            list.append(Json::object({{"DeleteRequest", Json::object({{"Key", value::toDynamoDbJson(part.key)}})}}));
        tables.set(part.table, std::move(list));
    }
    return Json::object({{"RequestItems", std::move(tables)}});
}

Json transaction(const OperationDraft &draft)
{
    Json actions = Json::array();
    for (const DraftedOperation &part : draft.parts) {
        const std::string name(model::textOf(part.kind)); // "PutItem"
        const bool isItem = name.ends_with("Item");
        Json body = bodyOf(part);
        if (part.kind != OperationKind::GetItem && body.find("ConditionExpression"))
            body.set("ReturnValuesOnConditionCheckFailure", Json::string("ALL_OLD"));
        actions.append(Json::object({{isItem ? name.substr(0, name.size() - 4) : name, std::move(body)}}));
    }
    return Json::object({{"TransactItems", std::move(actions)}});
}

} // namespace

bool hasParts(OperationKind kind)
{
    return !partKinds(kind).empty();
}

std::vector<OperationKind> partKinds(OperationKind kind)
{
    using enum OperationKind;
    switch (kind) {
    case BatchGetItem:
    case TransactGetItems: return {GetItem};
    case BatchWriteItem: return {PutItem, DeleteItem};
    case TransactWriteItems: return {PutItem, UpdateItem, DeleteItem, ConditionCheck};
    default: return {};
    }
}

std::string textOf(const ConditionDraft &condition, AttributeMap &values)
{
    if (condition.isTyped)
        return condition.text;
    std::string text;
    for (const ConditionRow &row : condition.rows)
        text += (text.empty() ? "" : row.isAlternative ? " OR " : " AND ") + conditionText(row, values);
    return text;
}

std::string textOf(const UpdateDraft &update, AttributeMap &values)
{
    if (update.isTyped)
        return update.text;
    std::vector<Clause> clauses;
    for (const UpdateRow &row : update.rows) {
        const Clause clause = clauseOf(row, values);
        const auto same = std::find_if(clauses.begin(), clauses.end(), [&clause](const Clause &each) { return each.word == clause.word; });
        if (same == clauses.end())
            clauses.push_back(clause);
        else
            same->text += ", " + clause.text;
    }
    std::string text;
    for (const Clause &clause : clauses)
        text += (text.empty() ? "" : " ") + clause.word + " " + clause.text;
    return text;
}

Json requestOf(const OperationDraft &draft)
{
    Json json;
    switch (draft.operation.kind) {
    case OperationKind::BatchGetItem: json = batchGet(draft.parts); break;
    case OperationKind::BatchWriteItem: json = batchWrite(draft.parts); break;
    case OperationKind::TransactGetItems:
    case OperationKind::TransactWriteItems: json = transaction(draft); break;
    default: json = oneRequest(draft.operation);
    }
    json.set("ReturnConsumedCapacity", Json::string("INDEXES"));
    return json;
}

namespace {

std::vector<std::pair<std::string, model::Operand>> operandsOf(const AttributeMap &values)
{
    std::vector<std::pair<std::string, model::Operand>> operands;
    for (const auto &[name, value] : values)
        operands.emplace_back(name, value);
    return operands;
}

model::Operation operationOf(const DraftedOperation &drafted)
{
    model::Operation operation;
    operation.kind = drafted.kind;
    operation.table = drafted.table;
    operation.index = drafted.index;
    operation.key = operandsOf(drafted.key);
    operation.item = operandsOf(drafted.item);
    for (const expression::KeyTerm &term : drafted.keyTerms) {
        model::KeyComparison comparison;
        comparison.attribute = term.attribute;
        comparison.op = term.op;
        comparison.values.assign(term.values.begin(), term.values.end());
        operation.keyCondition.push_back(std::move(comparison));
    }
    AttributeMap values = drafted.values;
    const bool filters = isWalk(drafted.kind) || drafted.kind == OperationKind::SearchVectors;
    (filters ? operation.filter : operation.condition) = textOf(drafted.condition, values);
    if (drafted.kind == OperationKind::SearchVectors)
        operation.searchVector = AttributeValue(value::List(drafted.searchVector.begin(), drafted.searchVector.end()));
    if (drafted.kind == OperationKind::UpdateItem)
        operation.update = textOf(drafted.update, values);
    operation.values = operandsOf(values);
    for (const std::string &path : drafted.projection)
        operation.projection.push_back(pathText(path));
    operation.descending = drafted.descending;
    operation.limit = drafted.limit;
    operation.consistentRead = drafted.consistentRead;
    return operation;
}

} // namespace

model::Step stepOf(const OperationDraft &draft)
{
    model::Step step;
    if (!hasParts(draft.operation.kind)) {
        step.operation = operationOf(draft.operation);
        return step;
    }
    step.operation.kind = draft.operation.kind;
    for (const DraftedOperation &part : draft.parts)
        step.parts.push_back(operationOf(part));
    return step;
}

} // namespace keywright::session
