// The statements among the terms of PartiQL's grammar.

#include <array>
#include <utility>

#include "core/partiql/parser_parts.h"

namespace keywright::partiql {

using syntax::Action;
using syntax::Expression;

namespace {

struct Clause {
    std::string_view keyword;
    std::string_view name;
};

/// Clauses of a SELECT that DynamoDB does not have, each with one expression.
constexpr std::array kUnsupportedClauses{Clause{"having", "HAVING"}, Clause{"limit", "LIMIT"}, Clause{"offset", "OFFSET"}};

constexpr std::array<std::string_view, 7> kJoins{"join", "cross_join", "inner_join", "left_join", "right_join", "full_join", "outer_join"};

/// Words that cannot begin a column, with words of their own.
constexpr std::array<std::string_view, 8> kNoColumns{"insert_into", "set", "remove", "update", "delete", "select", "from", "where"};

bool isJoin(const Token &token)
{
    if (token.isSymbol(","))
        return true;
    for (const std::string_view join : kJoins)
        if (token.isKeyword(join))
            return true;
    return false;
}

} // namespace

Expression Parser::statementOf(syntax::Statement statement, const Place &where)
{
    Expression expression;
    expression.kind = Kind::Statement;
    expression.where = where;
    statement.place = where;
    expression.statement.push_back(std::move(statement));
    return expression;
}

Expression Parser::select()
{
    const Token keyword = take();
    syntax::Statement statement;
    if (skipKeyword("distinct"))
        statement.unsupportedClause = "DISTINCT";
    else
        skipKeyword("all");
    if (skipKeyword("value")) {
        statement.selectsValue = true;
        expression();
    } else {
        selectList(statement);
    }
    if (!head().isKeyword("from"))
        refuseHead("Expected FROM after SELECT list");
    take();
    selectSource(statement);
    if (head().isKeyword("where")) {
        take();
        statement.where = expression(kSelectPrecedence);
    }
    orderBy(statement);
    skipUnsupportedClauses(statement);
    return statementOf(std::move(statement), keyword.where);
}

void Parser::selectList(syntax::Statement &statement)
{
    const Token first = head();
    std::size_t stars = 0;
    do {
        if (head().isOperator("*")) {
            take();
            ++stars;
        } else {
            statement.columns.push_back(column());
        }
    } while (skipSymbol(","));
    statement.isStar = stars > 0;
    if (stars > 0 && stars + statement.columns.size() > 1)
        refuseSyntax("Other expressions may not be present in the select list when '*' is used without dot notation.", first.where);
}

syntax::Column Parser::column()
{
    if (head().kind == TokenKind::Keyword)
        for (const std::string_view word : kNoColumns)
            if (head().text == word)
                refuseHead("Expected identifier or an expression but found unexpected keyword '" + head().text + "' in a select list.");
    syntax::Column column;
    column.value = expression();
    column.isAliased = alias();
    return column;
}

/// True when there was one.
bool Parser::alias()
{
    if (skipKeyword("as")) {
        if (!head().isName())
            refuseHead("Expected identifier for AS-alias");
        take();
        return true;
    }
    if (!head().isName())
        return false;
    take();
    return true;
}

void Parser::selectSource(syntax::Statement &statement)
{
    const bool unpivots = skipKeyword("unpivot");
    statement.source = expression(kSelectPrecedence);
    statement.isJoin = unpivots;
    statement.isSourceAliased = alias();
    for (const auto &[keyword, name] : {std::pair{"at", "AT"}, std::pair{"by", "BY"}}) {
        if (!skipKeyword(keyword))
            continue;
        if (!head().isName())
            refuseHead("Expected identifier for " + std::string(name) + "-alias");
        take();
        statement.isSourceAliased = true;
    }
    while (isJoin(head())) {
        const bool hasCondition = !head().isSymbol(",") && !head().isKeyword("cross_join");
        take();
        statement.isJoin = true;
        expression(kSelectPrecedence);
        alias();
        if (!hasCondition)
            continue;
        if (!skipKeyword("on"))
            refuseHead("Expected 'ON'");
        expression(kSelectPrecedence);
    }
}

void Parser::orderBy(syntax::Statement &statement)
{
    if (!skipKeyword("order"))
        return;
    if (!skipKeyword("by"))
        refuseHead("Expected BY");
    do {
        syntax::SortKey key;
        key.value = expression();
        key.isDescending = skipKeyword("desc");
        if (!key.isDescending)
            skipKeyword("asc");
        statement.order.push_back(std::move(key));
    } while (skipSymbol(","));
}

void Parser::skipUnsupportedClauses(syntax::Statement &statement)
{
    if (skipKeyword("group")) {
        skipKeyword("partial");
        if (!skipKeyword("by"))
            refuseHead("Expected BY");
        expressionList();
        statement.unsupportedClause = "GROUP BY";
    }
    for (const Clause &clause : kUnsupportedClauses) {
        if (!skipKeyword(clause.keyword))
            continue;
        expression(kSelectPrecedence);
        if (statement.unsupportedClause.empty())
            statement.unsupportedClause = clause.name;
    }
}

Expression Parser::insert()
{
    const Token keyword = take();
    syntax::Statement statement;
    statement.source = simplePath();
    if (!skipKeyword("value")) {
        statement.kind = syntax::Statement::Kind::InsertMany;
        if (head().isKeyword("values"))
            take();
        expression();
        return statementOf(std::move(statement), keyword.where);
    }
    statement.kind = syntax::Statement::Kind::Insert;
    statement.item = expression();
    if (skipKeyword("at")) {
        statement.hasPosition = true;
        expression();
    }
    if (skipKeyword("on_conflict")) {
        statement.hasConflictAction = true;
        conflictAction();
    }
    returning(statement);
    return statementOf(std::move(statement), keyword.where);
}

void Parser::conflictAction()
{
    if (!skipKeyword("where"))
        refuseHead("invalid ON CONFLICT syntax");
    expression();
    if (!skipKeyword("do_nothing"))
        refuseHead("invalid ON CONFLICT syntax");
}

Expression Parser::update()
{
    const Token keyword = take();
    syntax::Statement statement;
    statement.kind = syntax::Statement::Kind::Update;
    legacySource(statement);
    baseActions(statement);
    where(statement);
    returning(statement);
    return statementOf(std::move(statement), keyword.where);
}

/// FROM table WHERE … SET …: the same as an UPDATE, with the condition before the actions.
Expression Parser::fromFirst()
{
    const Token keyword = take();
    syntax::Statement statement;
    statement.kind = syntax::Statement::Kind::Update;
    selectSource(statement);
    where(statement);
    baseActions(statement);
    returning(statement);
    return statementOf(std::move(statement), keyword.where);
}

Expression Parser::remove()
{
    const Token keyword = take();
    if (!skipKeyword("from"))
        refuseHead("Expected FROM after DELETE");
    syntax::Statement statement;
    statement.kind = syntax::Statement::Kind::Delete;
    legacySource(statement);
    where(statement);
    returning(statement);
    return statementOf(std::move(statement), keyword.where);
}

void Parser::legacySource(syntax::Statement &statement)
{
    statement.source = simplePath();
    statement.isSourceAliased = alias();
}

void Parser::baseActions(syntax::Statement &statement)
{
    const std::size_t before = statement.actions.size();
    for (;;) {
        if (head().isKeyword("set")) {
            setActions(statement);
        } else if (skipKeyword("remove")) {
            Action action;
            action.kind = Action::Kind::Remove;
            action.path = simplePath();
            statement.actions.push_back(std::move(action));
        } else if (head().isKeyword("insert_into")) {
            Action action;
            action.kind = Action::Kind::Insert;
            action.path = insert();
            statement.actions.push_back(std::move(action));
        } else {
            break;
        }
    }
    if (statement.actions.size() == before)
        refuseHead("Expected data manipulation");
}

void Parser::setActions(syntax::Statement &statement)
{
    take();
    do {
        Action action;
        action.path = simplePath();
        if (!head().isOperator("="))
            refuseHead("Expected '='");
        take();
        action.value = expression();
        statement.actions.push_back(std::move(action));
    } while (skipSymbol(","));
}

void Parser::where(syntax::Statement &statement)
{
    if (skipKeyword("where"))
        statement.where = expression();
}

void Parser::returning(syntax::Statement &statement)
{
    using syntax::ReturningMapping;
    constexpr std::array<std::pair<std::string_view, ReturningMapping>, 4> kMappings{{{"all_old", ReturningMapping::AllOld},
                                                                                      {"all_new", ReturningMapping::AllNew},
                                                                                      {"modified_old", ReturningMapping::ModifiedOld},
                                                                                      {"modified_new", ReturningMapping::ModifiedNew}}};
    if (!skipKeyword("returning"))
        return;
    do {
        syntax::Returning element;
        element.where = head().where;
        bool isMapping = false;
        for (const auto &[word, mapping] : kMappings) {
            if (!head().isKeyword(word))
                continue;
            element.mapping = mapping;
            isMapping = true;
        }
        if (!isMapping)
            refuseHead("Expected ( MODIFIED | ALL ) ( NEW | OLD ) in each returning element.");
        take();
        element.isStar = head().isOperator("*");
        if (element.isStar)
            take();
        else
            expression();
        statement.returning.push_back(element);
    } while (skipSymbol(","));
}

} // namespace keywright::partiql
