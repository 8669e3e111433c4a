// Requests as the drafts of a form.
#include <functional>

#include "core/connection/json_members.h"
#include "core/expression/aliasing.h"
#include "core/expression/condition.h"
#include "core/expression/expression_writer.h"
#include "core/expression/mentions.h"
#include "core/expression/update.h"
#include "core/session/operation_draft.h"
#include "core/value/dynamodb_json.h"

namespace keywright::session {

using model::OperationKind;
using value::Json;

namespace {

/// The request says what no form holds.
struct NotDrafted { };

std::string pathOf(const expression::DocumentPath &path)
{
    std::string text;
    for (const expression::PathStep &step : path.steps) {
        if (step.isIndex())
            text += "[" + std::to_string(step.index) + "]";
        else
            text += (text.empty() ? "" : ".") + expression::quotedName(step.name);
    }
    return text;
}

std::optional<ConditionTest> testOf(expression::ConditionKind kind)
{
    using enum expression::ConditionKind;
    switch (kind) {
    case Equal: return ConditionTest::Equal;
    case NotEqual: return ConditionTest::NotEqual;
    case Less: return ConditionTest::Less;
    case LessOrEqual: return ConditionTest::LessOrEqual;
    case Greater: return ConditionTest::Greater;
    case GreaterOrEqual: return ConditionTest::GreaterOrEqual;
    case Between: return ConditionTest::Between;
    case In: return ConditionTest::In;
    case BeginsWith: return ConditionTest::BeginsWith;
    case Contains: return ConditionTest::Contains;
    case Exists: return ConditionTest::Exists;
    case NotExists: return ConditionTest::NotExists;
    default: return std::nullopt;
    }
}

/// False when it is more than one comparison of an attribute with values.
bool addRow(const expression::Condition &condition, bool isAlternative, std::vector<ConditionRow> &rows)
{
    const auto test = testOf(condition.kind);
    if (!test || condition.operands.empty() || condition.operands.front().kind != expression::Operand::Kind::Path)
        return false;
    ConditionRow row{isAlternative, pathOf(condition.operands.front().path), *test, {}};
    for (std::size_t i = 1; i < condition.operands.size(); ++i) {
        if (condition.operands[i].kind != expression::Operand::Kind::Value)
            return false;
        row.values.push_back(condition.operands[i].value);
    }
    rows.push_back(std::move(row));
    return true;
}

bool addAll(const expression::Condition &condition, bool isAlternative, std::vector<ConditionRow> &rows)
{
    using enum expression::ConditionKind;
    if (condition.kind != And)
        return addRow(condition, isAlternative, rows);
    for (std::size_t i = 0; i < condition.parts.size(); ++i)
        if (!addAll(condition.parts[i], isAlternative && i == 0, rows))
            return false;
    return true;
}

bool addAlternatives(const expression::Condition &condition, bool isAlternative, std::vector<ConditionRow> &rows)
{
    if (condition.kind != expression::ConditionKind::Or)
        return addAll(condition, isAlternative, rows);
    for (std::size_t i = 0; i < condition.parts.size(); ++i)
        if (!addAlternatives(condition.parts[i], isAlternative || i > 0, rows))
            return false;
    return true;
}

std::optional<UpdateRow> rowOf(const expression::UpdateAction &action)
{
    using Kind = expression::UpdateAction::Kind;
    using Operand = expression::UpdateOperand::Kind;
    const std::string path = pathOf(action.path);
    const expression::UpdateOperand &operand = action.operand;
    if (action.kind == Kind::Remove)
        return UpdateRow{UpdateChange::Remove, path, {}};
    if (operand.kind == Operand::Value)
        return UpdateRow{action.kind == Kind::Set       ? UpdateChange::Set
                             : action.kind == Kind::Add ? UpdateChange::Add
                                                        : UpdateChange::Delete,
                         path, operand.value};
    if (operand.kind == Operand::IfNotExists && operand.path == action.path && operand.operands.size() == 1
        && operand.operands[0].kind == Operand::Value)
        return UpdateRow{UpdateChange::SetIfMissing, path, operand.operands[0].value};
    if ((operand.kind == Operand::Plus || operand.kind == Operand::ListAppend) && operand.operands.size() == 2
        && operand.operands[0].kind == Operand::Path && operand.operands[0].path == action.path
        && operand.operands[1].kind == Operand::Value)
        return UpdateRow{operand.kind == Operand::Plus ? UpdateChange::Increase : UpdateChange::Append, path, operand.operands[1].value};
    return std::nullopt;
}

class DraftReader {
public:
    explicit DraftReader(const Json &json, OperationKind kind) : m_json(json)
    {
        m_drafted.kind = kind;
        if (const Json *names = json.find("ExpressionAttributeNames"))
            for (const auto &[alias, name] : names->members())
                m_names[alias] = name.text();
        if (const Json *values = json.find("ExpressionAttributeValues"))
            for (const auto &[placeholder, value] : values->members())
                m_values[placeholder] = value::valueFromDynamoDbJson(value);
    }

    DraftedOperation read()
    {
        for (const auto &[name, member] : m_json.members())
            take(name, member);
        return std::move(m_drafted);
    }

private:
    template <typename Compile>
    auto compiled(const std::string &text, Compile compile)
    {
        expression::Placeholders placeholders(m_names.empty() ? std::nullopt : std::optional(m_names),
                                              m_values.empty() ? std::nullopt : std::optional(m_values));
        return compile(text, placeholders);
    }

    void take(const std::string &name, const Json &json)
    {
        const std::string &text = json.text();
        const bool isRead = m_drafted.kind == OperationKind::Query || m_drafted.kind == OperationKind::Scan;
        const bool isSearch = m_drafted.kind == OperationKind::SearchVectors;
        if (name == "TableName")
            m_drafted.table = text;
        else if (name == "IndexName")
            m_drafted.index = text;
        else if (name == "Key")
            m_drafted.key = value::itemFromDynamoDbJson(json);
        else if (name == "Item")
            m_drafted.item = value::itemFromDynamoDbJson(json);
        else if (name == "KeyConditionExpression")
            m_drafted.keyTerms = compiled(text, expression::compileKeyCondition).terms;
        else if (name == "SearchVector")
            for (const Json &element : json.elements())
                m_drafted.searchVector.push_back(value::valueFromDynamoDbJson(element));
        else if (name == "TopK")
            m_drafted.limit = json.asInteger();
        else if (name == (isSearch ? "SearchConditionExpression" : isRead ? "FilterExpression" : "ConditionExpression"))
            takeCondition(text);
        else if (name == "UpdateExpression")
            takeUpdate(text);
        else if (name == "ProjectionExpression")
            for (const expression::DocumentPath &path : compiled(text, expression::compileProjection))
                m_drafted.projection.push_back(pathOf(path));
        else if (name == "ScanIndexForward")
            m_drafted.descending = !json.asBoolean();
        else if (name == "Limit")
            m_drafted.limit = json.asInteger();
        else if (name == "ConsistentRead")
            m_drafted.consistentRead = json.asBoolean();
        else if (name == "ReturnValues")
            m_drafted.returnValues = text == "NONE" ? std::string() : text;
        else if (name != "ExpressionAttributeNames" && name != "ExpressionAttributeValues" && name != "ReturnConsumedCapacity"
                 && name != "ReturnValuesOnConditionCheckFailure")
            throw NotDrafted{};
    }

    /// Typed, where rows cannot say it.
    std::string typed(const std::string &text)
    {
        for (const std::string &placeholder : expression::mentionedPlaceholders(text))
            if (const auto found = m_values.find(placeholder); found != m_values.end())
                m_drafted.values.set(placeholder.substr(1), found->second);
        return expression::unaliased(text, m_names);
    }

    void takeCondition(const std::string &text)
    {
        const auto condition = compiled(text, [](const std::string &each, expression::Placeholders &placeholders) {
            return expression::compileCondition(expression::ExpressionKind::Condition, each, placeholders);
        });
        ConditionDraft draft;
        if (!addAlternatives(condition, false, draft.rows))
            draft = {true, {}, typed(text)};
        m_drafted.condition = std::move(draft);
    }

    void takeUpdate(const std::string &text)
    {
        UpdateDraft draft;
        for (const expression::UpdateAction &action : compiled(text, expression::compileUpdate).actions) {
            const auto row = rowOf(action);
            if (!row) {
                draft = {true, {}, typed(text)};
                break;
            }
            draft.rows.push_back(*row);
        }
        m_drafted.update = std::move(draft);
    }

    const Json &m_json;
    DraftedOperation m_drafted;
    expression::AttributeNames m_names;
    expression::AttributeValues m_values;
};

DraftedOperation part(const Json &json, OperationKind kind, const std::string &table = {})
{
    DraftedOperation drafted = DraftReader(json, kind).read();
    if (!table.empty())
        drafted.table = table;
    return drafted;
}

void readBatchGet(const Json &tables, OperationDraft &draft)
{
    for (const auto &[table, entry] : tables.members()) {
        for (const Json &key : connection::listOf(entry, "Keys")) {
            Json one = Json::object({{"Key", key}});
            for (const auto &[name, member] : entry.members())
                if (name != "Keys")
                    one.set(name, member);
            draft.parts.push_back(part(one, OperationKind::GetItem, table));
        }
    }
}

void readBatchWrite(const Json &tables, OperationDraft &draft)
{
    for (const auto &[table, list] : tables.members()) {
        for (const Json &request : list.elements()) {
            if (const Json *put = request.find("PutRequest"))
                draft.parts.push_back(part(*put, OperationKind::PutItem, table));
            else
                draft.parts.push_back(part(connection::memberOf(request, "DeleteRequest"), OperationKind::DeleteItem, table));
        }
    }
}

void readTransaction(const Json &actions, OperationDraft &draft)
{
    for (const Json &action : actions.elements()) {
        if (action.members().size() != 1)
            throw NotDrafted{};
        const auto &[name, body] = action.members().front();
        auto kind = model::operationKindFromText(name);
        if (!kind)
            kind = model::operationKindFromText(name + "Item");
        if (!kind)
            throw NotDrafted{};
        draft.parts.push_back(part(body, *kind));
    }
}

OperationDraft readDraft(OperationKind kind, const Json &request)
{
    OperationDraft draft;
    draft.operation.kind = kind;
    if (!hasParts(kind)) {
        draft.operation = DraftReader(request, kind).read();
        return draft;
    }
    for (const auto &[name, member] : request.members()) {
        if (name == "RequestItems" && kind == OperationKind::BatchGetItem)
            readBatchGet(member, draft);
        else if (name == "RequestItems")
            readBatchWrite(member, draft);
        else if (name == "TransactItems")
            readTransaction(member, draft);
        else if (name != "ReturnConsumedCapacity")
            throw NotDrafted{};
    }
    return draft;
}

} // namespace

std::optional<OperationDraft> draftOf(std::string_view operation, const Json &request)
{
    const auto kind = model::operationKindFromText(operation);
    if (!kind || *kind == OperationKind::ConditionCheck)
        return std::nullopt;
    try {
        return readDraft(*kind, request);
    } catch (const NotDrafted &) {
        return std::nullopt;
    } catch (const expression::ExpressionError &) {
        return std::nullopt;
    } catch (const value::ValueFormatError &) {
        return std::nullopt;
    } catch (const std::invalid_argument &) {
        return std::nullopt;
    }
}

} // namespace keywright::session
