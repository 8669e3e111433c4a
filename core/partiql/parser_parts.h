#pragma once

#include <string_view>
#include <vector>

#include "core/partiql/syntax_tree.h"
#include "core/partiql/token.h"

namespace keywright::partiql {

/// Reads expressions by the precedence of their operators; statements are terms among others, as in PartiQL's grammar.
/// The two halves of it stand in parser.cpp (expressions) and statement_parser.cpp.
class Parser {
public:
    explicit Parser(std::vector<Token> tokens) : m_tokens(std::move(tokens)) { }

    /// The whole text. Throws StatementError.
    syntax::Expression parseAll();
    /// The question marks that were read.
    std::size_t parameterCount() const { return m_parameters; }

private:
    using Expression = syntax::Expression;
    using Kind = syntax::Expression::Kind;

    const Token &head(std::size_t ahead = 0) const;
    Token take();
    bool skipSymbol(std::string_view symbol);
    bool skipKeyword(std::string_view keyword);
    void expectSymbol(std::string_view symbol, std::string_view name);
    void expectKeyword(std::string_view keyword);
    [[noreturn]] void refuseHead(const std::string &detail) const;
    Expression atom(Kind kind);

    Expression expression(int precedence = -1);
    Expression withOperator(Expression left, const Token &op);
    Expression rightSide(int precedence);
    Expression unaryTerm();
    Expression signedTerm();
    Expression pathTerm();
    Expression simplePath();
    Expression steps(Expression root, bool isSimple);
    Expression member(bool isSimple);
    Expression index(bool isSimple);
    Expression term();
    Expression keywordTerm();
    Expression operatorTerm();
    Expression group();
    Expression collection(Kind kind, std::string_view end, std::string_view endName);
    Expression tuple();
    Expression call();
    Expression typeName();
    Expression listOfParentheses();
    Expression skippedFunction();
    std::vector<Expression> expressionList();

    Expression statementOf(syntax::Statement statement, const Place &where);
    Expression select();
    void selectList(syntax::Statement &statement);
    syntax::Column column();
    void selectSource(syntax::Statement &statement);
    void orderBy(syntax::Statement &statement);
    void skipUnsupportedClauses(syntax::Statement &statement);
    Expression insert();
    void conflictAction();
    Expression update();
    Expression fromFirst();
    Expression remove();
    void legacySource(syntax::Statement &statement);
    bool alias();
    void baseActions(syntax::Statement &statement);
    void setActions(syntax::Statement &statement);
    void where(syntax::Statement &statement);
    void returning(syntax::Statement &statement);

    std::vector<Token> m_tokens;
    std::size_t m_next = 0;
    int m_depth = 0;
    std::size_t m_parameters = 0;
};

/// The precedence of what comes before the clauses of a SELECT.
inline constexpr int kSelectPrecedence = 6;

} // namespace keywright::partiql
