#include "core/partiql/statement.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/partiql/condition_reader.h"
#include "core/partiql/parser.h"
#include "core/partiql/path.h"
#include "core/partiql/update_reader.h"
#include "core/schema/limits.h"

namespace keywright::partiql {

using syntax::Expression;
using Kind = Expression::Kind;
using Clauses = syntax::Statement;

namespace {

constexpr const char *kOneTable = "FROM clause may only contain a single table name in data manipulation statements";
constexpr const char *kTableName = "Table name should be within the length [3, 255] and only contain 'a-z', 'A-Z', '0-9', '-', '_', '.'.";

struct Source {
    std::string table;
    std::string index;
    Place where;
};

/// What PartiQL's own syntax tree calls an expression that is no statement, as the service's message names it.
std::string operationName(const Expression &expression)
{
    switch (expression.kind) {
    case Kind::Name: return "Id";
    case Kind::Parameter: return "Parameter";
    case Kind::Path: return "Path";
    case Kind::Call: return "Call";
    case Kind::Is: return "IsType";
    case Kind::Between: return "Between";
    case Kind::Like: return "Like";
    case Kind::List: return "List";
    case Kind::Bag: return "Bag";
    case Kind::Tuple: return "Struct";
    case Kind::Missing: return "Missing";
    case Kind::Unary: return expression.text == "not" ? "Not" : expression.text == "-" ? "Neg" : "Pos";
    case Kind::Binary: {
        constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kNames{{{"and", "And"},
                                                                                        {"or", "Or"},
                                                                                        {"=", "Eq"},
                                                                                        {"<>", "Ne"},
                                                                                        {"<", "Lt"},
                                                                                        {"<=", "Lte"},
                                                                                        {">", "Gt"},
                                                                                        {">=", "Gte"},
                                                                                        {"+", "Plus"},
                                                                                        {"-", "Minus"},
                                                                                        {"*", "Times"},
                                                                                        {"/", "Divide"},
                                                                                        {"%", "Modulo"},
                                                                                        {"||", "Concat"},
                                                                                        {"in", "InCollection"},
                                                                                        {"not_in", "Not"}}};
        const auto name = std::find_if(kNames.begin(), kNames.end(), [&](const auto &each) { return each.first == expression.text; });
        return name == kNames.end() ? "BagOp" : std::string(name->second);
    }
    default: return "Lit";
    }
}

bool isTableName(const std::string &name)
{
    if (name.starts_with("arn:"))
        return true;
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    };
    return name.size() >= schema::kMinTableNameLength && name.size() <= schema::kMaxTableNameLength
        && std::all_of(name.begin(), name.end(), fits);
}

Source sourceOf(const Clauses &clauses)
{
    const Expression &from = clauses.source;
    if (clauses.isSourceAliased)
        refuse("Aliasing is not supported", from.where);
    std::vector<const Expression *> parts;
    if (from.is(Kind::Name)) {
        parts.push_back(&from);
    } else if (from.is(Kind::Path) && from.children.front().is(Kind::Name)) {
        for (const Expression &child : from.children)
            parts.push_back(&child);
    } else if (from.is(Kind::List)) {
        refuse("Invalid list expression in source.", from.where);
    } else {
        refuse("Unexpected from source", from.where);
    }
    for (const Expression *part : parts) {
        if (!part->is(Kind::Name) && !part->is(Kind::Member))
            refuse("Unexpected path component", part->where);
        if (part->text.empty())
            refuse("Path component cannot be an empty string", part->where);
    }
    if (parts.size() > 2)
        refuse("A path may contain at most 2 components in the FROM clause", parts[2]->where);
    if (!isTableName(parts[0]->text))
        refuse(kTableName, parts[0]->where);
    return {parts[0]->text, parts.size() == 2 ? parts[1]->text : std::string(), parts.back()->where};
}

/// Of an UPDATE or DELETE.
std::string writtenTable(const Clauses &clauses)
{
    if (clauses.isJoin)
        refuse(kOneTable, clauses.source.where);
    Source source = sourceOf(clauses);
    if (!source.index.empty())
        refuse("This operation is not supported on an index", clauses.source.where);
    return source.table;
}

std::string textOf(syntax::ReturningMapping mapping)
{
    switch (mapping) {
    case syntax::ReturningMapping::AllOld: return "ALL OLD";
    case syntax::ReturningMapping::AllNew: return "ALL NEW";
    case syntax::ReturningMapping::ModifiedOld: return "MODIFIED OLD";
    case syntax::ReturningMapping::ModifiedNew: return "MODIFIED NEW";
    }
    return {};
}

engine::ReturnValues returnValuesOf(syntax::ReturningMapping mapping)
{
    switch (mapping) {
    case syntax::ReturningMapping::AllOld: return engine::ReturnValues::AllOld;
    case syntax::ReturningMapping::AllNew: return engine::ReturnValues::AllNew;
    case syntax::ReturningMapping::ModifiedOld: return engine::ReturnValues::UpdatedOld;
    case syntax::ReturningMapping::ModifiedNew: return engine::ReturnValues::UpdatedNew;
    }
    return engine::ReturnValues::None;
}

engine::ReturnValues returningOf(const Clauses &clauses)
{
    if (clauses.returning.empty())
        return engine::ReturnValues::None;
    const syntax::Returning &first = clauses.returning.front();
    if (clauses.returning.size() > 1)
        refuse("Invalid syntax with multiple returning elements in RETURNING clause", first.where);
    if (!first.isStar)
        refuse("Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause", first.where);
    return returnValuesOf(first.mapping);
}

class StatementReader {
public:
    explicit StatementReader(const Parameters &parameters) : m_parameters(parameters) { }

    Statement read(const Expression &whole)
    {
        if (whole.is(Kind::Call) && whole.text == "exists")
            return exists(whole);
        if (!whole.is(Kind::Statement))
            refuse("Unsupported operation: " + operationName(whole), whole.where);
        const Clauses &clauses = whole.statement.front();
        switch (clauses.kind) {
        case Clauses::Kind::Select: return select(clauses);
        case Clauses::Kind::Insert: return insert(clauses);
        case Clauses::Kind::InsertMany:
            refuse("Unsupported operation: Inserting multiple items in a single statement is not supported, use \"INSERT INTO tableName "
                   "VALUE item\" instead",
                   clauses.place);
        case Clauses::Kind::Update: return update(clauses);
        case Clauses::Kind::Delete: break;
        }
        return remove(clauses);
    }

private:
    ExistsStatement exists(const Expression &call)
    {
        const bool isSelect = call.children.size() == 1 && call.children.front().is(Kind::Statement)
            && call.children.front().statement.front().kind == Clauses::Kind::Select;
        if (!isSelect)
            refuse("EXISTS() must contain a single item read with additional condition", call.where);
        return {select(call.children.front().statement.front())};
    }

    SelectStatement select(const Clauses &clauses)
    {
        if (clauses.selectsValue)
            refuse("Select projection doesn't support value or pivot keywords", clauses.place);
        if (clauses.isJoin)
            refuse("Only select from a single table or index is supported.", clauses.source.where);
        if (!clauses.unsupportedClause.empty())
            refuse("Unsupported clause: " + clauses.unsupportedClause, clauses.place);
        SelectStatement statement;
        Source source = sourceOf(clauses);
        statement.table = std::move(source.table);
        statement.index = std::move(source.index);
        statement.source = source.where;
        statement.columns = columns(clauses);
        statement.where = where(clauses);
        for (const syntax::SortKey &key : clauses.order) {
            if (!key.value.is(Kind::Name))
                refuse("Argument to ORDER BY must be of type VariableReference. Type: " + operationName(key.value), key.value.where);
            statement.order.push_back({key.value.text, key.isDescending, key.value.where});
        }
        return statement;
    }

    static std::vector<Column> columns(const Clauses &clauses)
    {
        std::vector<Column> columns;
        std::set<std::string> names;
        for (const syntax::Column &from : clauses.columns) {
            if (from.isAliased)
                refuse("Aliasing is not supported", from.value.where);
            if (!isPath(from.value))
                refuseAt("Unexpected path component", from.value.where);
            Column column;
            column.path = pathOf(from.value);
            column.name = columnName(column.path);
            column.where = from.value.where;
            if (!names.insert(column.name).second)
                refuse("Duplicate identifiers in select clause: " + column.name, from.value.where);
            columns.push_back(std::move(column));
        }
        return columns;
    }

    std::optional<expression::Condition> where(const Clauses &clauses)
    {
        if (!clauses.where)
            return std::nullopt;
        return readCondition(*clauses.where, m_parameters);
    }

    InsertStatement insert(const Clauses &clauses)
    {
        if (clauses.hasPosition)
            refuse("AT is not supported in insert statements.", clauses.place);
        if (clauses.hasConflictAction)
            refuse("Unsupported clause: ON CONFLICT", clauses.place);
        if (!clauses.returning.empty())
            refuse("RETURNING is not supported in INSERT", clauses.returning.front().where);
        InsertStatement statement;
        Source source = sourceOf(clauses);
        if (!source.index.empty())
            refuse(kOneTable, clauses.source.where);
        statement.table = std::move(source.table);
        if (!clauses.item->is(Kind::Tuple))
            refuse("Unsupported format in item expression. Please use struct format {...} to express item values for insert statement.",
                   clauses.item->where);
        statement.item = itemOf(*clauses.item, m_parameters);
        return statement;
    }

    UpdateStatement update(const Clauses &clauses)
    {
        UpdateStatement statement;
        statement.table = writtenTable(clauses);
        statement.returning = returningOf(clauses);
        statement.update = readUpdate(clauses.actions, m_parameters);
        statement.where = where(clauses);
        return statement;
    }

    DeleteStatement remove(const Clauses &clauses)
    {
        DeleteStatement statement;
        statement.table = writtenTable(clauses);
        statement.returning = returningOf(clauses);
        if (statement.returning != engine::ReturnValues::None && statement.returning != engine::ReturnValues::AllOld)
            refuse("Invalid returning clause: RETURNING " + textOf(clauses.returning.front().mapping)
                       + " *. Only RETURNING ALL OLD * is allowed in DELETE statements.",
                   clauses.returning.front().where);
        statement.where = where(clauses);
        return statement;
    }

    const Parameters &m_parameters;
};

void requireAllParameters(const Expression &expression, const Parameters &parameters, std::size_t expected)
{
    if (parameters.size() > expected)
        refuse("Number of parameters in request and statement don't match.", expression.where);
}

} // namespace

Statement readStatement(std::string_view text, const Parameters &parameters)
{
    std::size_t questions = 0;
    const Expression whole = parse(text, &questions);
    Statement statement = StatementReader(parameters).read(whole);
    requireAllParameters(whole, parameters, questions);
    return statement;
}

std::optional<StatementError> problemIn(std::string_view text)
{
    try {
        std::size_t questions = 0;
        parse(text, &questions);
        if (questions == 0)
            readStatement(text, {});
    } catch (const StatementError &error) {
        return error;
    }
    return std::nullopt;
}

const std::string &tableOf(const Statement &statement)
{
    return std::visit(
        [](const auto &each) -> const std::string & {
            if constexpr (requires { each.select; })
                return each.select.table;
            else
                return each.table;
        },
        statement);
}

bool isRead(const Statement &statement)
{
    return std::holds_alternative<SelectStatement>(statement);
}

bool returns(const Statement &statement)
{
    return std::visit(
        [](const auto &each) {
            if constexpr (requires { each.returning; })
                return each.returning != engine::ReturnValues::None;
            else
                return false;
        },
        statement);
}

} // namespace keywright::partiql
