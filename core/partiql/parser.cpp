#include "core/partiql/parser.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/partiql/parser_parts.h"

namespace keywright::partiql {

using syntax::Expression;

namespace {

struct Precedence {
    std::string_view op;
    int rank;
};

constexpr int kNotPrecedence = 30;
/// Operators of one rank make the tree as high as there are many; and and or make one node.
constexpr int kMaxHeight = 1024;
constexpr std::size_t kMaxBytes = 65'536;

constexpr std::array kPrecedences{
    Precedence{"union", 5},  Precedence{"union_all", 5},  Precedence{"intersect", 5}, Precedence{"intersect_all", 5},
    Precedence{"except", 5}, Precedence{"except_all", 5}, Precedence{"or", 10},       Precedence{"and", 20},
    Precedence{"=", 40},     Precedence{"<>", 40},        Precedence{"is", 40},       Precedence{"is_not", 40},
    Precedence{"in", 40},    Precedence{"not_in", 40},    Precedence{"<", 50},        Precedence{"<=", 50},
    Precedence{">", 50},     Precedence{">=", 50},        Precedence{"between", 50},  Precedence{"not_between", 50},
    Precedence{"like", 50},  Precedence{"not_like", 50},  Precedence{"+", 60},        Precedence{"-", 60},
    Precedence{"||", 60},    Precedence{"*", 70},         Precedence{"/", 70},        Precedence{"%", 70},
};

/// Keywords that name a function when a parenthesis follows.
constexpr std::array<std::string_view, 16> kFunctionKeywords{
    "avg",  "bag",  "bit_length", "char_length", "character_length", "count", "exists", "list", "lower", "max", "min", "octet_length",
    "sexp", "size", "sum",        "upper"};

/// Functions with a grammar of their own, none of which DynamoDB has.
constexpr std::array<std::string_view, 10> kSpecialFunctions{"can_cast",  "can_lossless_cast", "cast",   "coalesce",  "date_add",
                                                             "date_diff", "extract",           "nullif", "substring", "trim"};

constexpr std::array<std::string_view, 28> kTypes{
    "bag",  "bigint",  "blob",    "bool",     "boolean",          "char",     "character", "character_varying",
    "clob", "date",    "dec",     "decimal",  "double_precision", "float",    "int",       "int2",
    "int4", "int8",    "integer", "integer2", "integer4",         "integer8", "list",      "missing",
    "null", "numeric", "real",    "sexp"};
constexpr std::array<std::string_view, 8> kMoreTypes{"smallint", "string", "struct", "symbol", "time", "timestamp", "tuple", "varchar"};

constexpr std::array<std::string_view, 5> kTermless{"as", "asc", "at", "by", "desc"};

template <typename Words>
bool contains(const Words &words, std::string_view word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// 0 for what is no infix operator.
int precedenceOf(const Token &token)
{
    if (token.kind != TokenKind::Operator)
        return 0;
    const auto found =
        std::find_if(kPrecedences.begin(), kPrecedences.end(), [&](const Precedence &each) { return each.op == token.text; });
    return found == kPrecedences.end() ? 0 : found->rank;
}

Expression node(Expression::Kind kind, std::string text, std::vector<Expression> children, const Place &where)
{
    Expression expression;
    expression.kind = kind;
    expression.text = std::move(text);
    for (const Expression &child : children)
        expression.height = std::max(expression.height, child.height + 1);
    if (expression.height > kMaxHeight)
        refuseSyntax({}, where);
    expression.children = std::move(children);
    expression.where = where;
    return expression;
}

std::string lowerCase(std::string text)
{
    for (char &c : text)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return text;
}

/// Counts the levels that are open.
class Level {
public:
    Level(int &depth, const Place &where) : m_depth(depth)
    {
        if (depth >= kMaxExpressionDepth)
            refuseSyntax({}, where);
        ++m_depth;
    }
    Level(const Level &) = delete;
    Level &operator=(const Level &) = delete;
    ~Level() { --m_depth; }

private:
    int &m_depth;
};

} // namespace

const Token &Parser::head(std::size_t ahead) const
{
    return m_tokens[std::min(m_next + ahead, m_tokens.size() - 1)];
}

Token Parser::take()
{
    Token token = head();
    if (m_next + 1 < m_tokens.size())
        ++m_next;
    return token;
}

bool Parser::skipSymbol(std::string_view symbol)
{
    if (!head().isSymbol(symbol))
        return false;
    take();
    return true;
}

bool Parser::skipKeyword(std::string_view keyword)
{
    if (!head().isKeyword(keyword))
        return false;
    take();
    return true;
}

void Parser::expectSymbol(std::string_view symbol, std::string_view name)
{
    if (!skipSymbol(symbol))
        refuseHead("Expected " + std::string(name));
}

void Parser::expectKeyword(std::string_view keyword)
{
    if (skipKeyword(keyword))
        return;
    std::string upper(keyword);
    for (char &c : upper)
        c = static_cast<char>(c - 'a' + 'A');
    refuseHead("Expected " + upper + " keyword");
}

void Parser::refuseHead(const std::string &detail) const
{
    refuseSyntax(detail, head().where);
}

Expression Parser::atom(Kind kind)
{
    Token token = take();
    Expression expression = node(kind, std::move(token.text), {}, token.where);
    expression.isQuoted = token.kind == TokenKind::QuotedName;
    return expression;
}

Expression Parser::parseAll()
{
    Expression whole = expression();
    const bool semicolon = skipSymbol(";");
    if (head().kind != TokenKind::End)
        refuseHead(semicolon ? "Unexpected token after semicolon. (Only one query is allowed.)" : "Unexpected token after expression");
    return whole;
}

Expression Parser::expression(int precedence)
{
    const Level level(m_depth, head().where);
    Expression left = unaryTerm();
    while (precedenceOf(head()) > std::max(precedence, 0)) {
        const Token op = take();
        left = withOperator(std::move(left), op);
    }
    return left;
}

Expression Parser::rightSide(int precedence)
{
    if (head().kind == TokenKind::End)
        refuseHead("Missing right-hand side expression of infix operator");
    return expression(precedence);
}

Expression Parser::withOperator(Expression left, const Token &op)
{
    const int precedence = precedenceOf(op);
    const Place where = left.where;
    const auto operands = [&left](Expression right) {
        std::vector<Expression> both;
        both.push_back(std::move(left));
        both.push_back(std::move(right));
        return both;
    };
    if (op.text == "is" || op.text == "is_not")
        return node(Kind::Is, op.text, operands(typeName()), where);
    if ((op.text == "in" || op.text == "not_in") && head().isSymbol("(") && !head(1).isKeyword("select") && !head(1).isKeyword("values"))
        return node(Kind::Binary, op.text, operands(listOfParentheses()), where);
    Expression right = rightSide(precedence);
    if (op.text == "between" || op.text == "not_between") {
        if (!head().isOperator("and"))
            refuseHead("Expected AND keyword");
        take();
        if (head().kind == TokenKind::End)
            refuseHead("Expected expression after AND");
        Expression upper = expression(precedence);
        std::vector<Expression> three = operands(std::move(right));
        three.push_back(std::move(upper));
        return node(Kind::Between, op.text, std::move(three), where);
    }
    if (op.text == "like" || op.text == "not_like") {
        if (skipKeyword("escape"))
            rightSide(precedence);
        return node(Kind::Like, op.text, operands(std::move(right)), where);
    }
    if ((op.text == "and" || op.text == "or") && left.isBinary(op.text)) {
        left.height = std::max(left.height, right.height + 1);
        left.children.push_back(std::move(right));
        return left;
    }
    return node(Kind::Binary, op.text, operands(std::move(right)), where);
}

Expression Parser::unaryTerm()
{
    if (head().isOperator("+") || head().isOperator("-"))
        return signedTerm();
    if (head().isOperator("not")) {
        const Token op = take();
        std::vector<Expression> operand;
        operand.push_back(expression(kNotPrecedence));
        return node(Kind::Unary, op.text, std::move(operand), op.where);
    }
    return pathTerm();
}

/// A sign before a number literal is part of the number, however many there are.
Expression Parser::signedTerm()
{
    const Level level(m_depth, head().where);
    const Token sign = take();
    Expression term = unaryTerm();
    if (term.kind == Kind::Number) {
        if (sign.text == "-")
            term.text = term.text.starts_with('-') ? term.text.substr(1) : "-" + term.text;
        return term;
    }
    std::vector<Expression> operand;
    operand.push_back(std::move(term));
    return node(Kind::Unary, sign.text, std::move(operand), sign.where);
}

Expression Parser::pathTerm()
{
    return steps(term(), false);
}

Expression Parser::simplePath()
{
    if (!head().isName())
        refuseHead("Expected identifier for simple path");
    return steps(atom(Kind::Name), true);
}

Expression Parser::steps(Expression root, bool isSimple)
{
    if (!head().isSymbol(".") && !head().isSymbol("["))
        return root;
    const Place where = root.where;
    std::vector<Expression> path;
    path.push_back(std::move(root));
    for (;;) {
        if (head().isSymbol("."))
            path.push_back(member(isSimple));
        else if (head().isSymbol("["))
            path.push_back(index(isSimple));
        else
            return node(Kind::Path, {}, std::move(path), where);
    }
}

Expression Parser::member(bool isSimple)
{
    take();
    if (head().isName())
        return atom(Kind::Member);
    if (!head().isOperator("*"))
        refuseHead("Invalid path dot component");
    if (isSimple)
        refuseHead("Invalid path dot component for simple path");
    return atom(Kind::Wildcard);
}

Expression Parser::index(bool isSimple)
{
    const Token bracket = take();
    if (head().isOperator("*")) {
        Expression wildcard = atom(Kind::Wildcard);
        wildcard.text = "[*]";
        expectSymbol("]", "RIGHT_BRACKET");
        return wildcard;
    }
    std::vector<Expression> inner;
    inner.push_back(expression());
    expectSymbol("]", "RIGHT_BRACKET");
    const bool isLiteral = inner.front().is(Kind::Number) || inner.front().is(Kind::String);
    if (isSimple && !isLiteral)
        refuseSyntax("Invalid path component for simple path", inner.front().where);
    return node(Kind::Index, {}, std::move(inner), bracket.where);
}

Expression Parser::term()
{
    const Token &token = head();
    switch (token.kind) {
    case TokenKind::Operator: return operatorTerm();
    case TokenKind::Keyword: return keywordTerm();
    case TokenKind::Name:
    case TokenKind::QuotedName: return head(1).isSymbol("(") ? call() : atom(Kind::Name);
    case TokenKind::String: return atom(Kind::String);
    case TokenKind::Number: return atom(Kind::Number);
    case TokenKind::IonLiteral: return atom(Kind::IonLiteral);
    case TokenKind::Parameter: {
        Expression parameter = atom(Kind::Parameter);
        parameter.text = std::to_string(m_parameters++);
        return parameter;
    }
    case TokenKind::Symbol:
    case TokenKind::End: break;
    }
    if (token.isSymbol("("))
        return group();
    if (token.isSymbol("["))
        return collection(Kind::List, "]", "RIGHT_BRACKET");
    if (token.isSymbol("<<"))
        return collection(Kind::Bag, ">>", "RIGHT_DOUBLE_ANGLE_BRACKET");
    if (token.isSymbol("{"))
        return tuple();
    refuseHead("Unexpected term");
}

Expression Parser::operatorTerm()
{
    if (!head().isOperator("@"))
        refuseHead("Unexpected operator");
    if (!head(1).isName())
        refuseHead("Identifier must follow @-operator");
    take();
    return atom(Kind::Name);
}

Expression Parser::keywordTerm()
{
    const Token &token = head();
    if (token.text == "true" || token.text == "false")
        return atom(Kind::Boolean);
    if (token.text == "null")
        return atom(Kind::Null);
    if (token.text == "missing")
        return atom(Kind::Missing);
    if (token.text == "select")
        return select();
    if (token.text == "insert_into")
        return insert();
    if (token.text == "update")
        return update();
    if (token.text == "from")
        return fromFirst();
    if (token.text == "delete")
        return remove();
    if (contains(kSpecialFunctions, token.text) && head(1).isSymbol("("))
        return skippedFunction();
    if (contains(kFunctionKeywords, token.text) && head(1).isSymbol("("))
        return call();
    if ((token.text == "date" || token.text == "time") && head(1).kind == TokenKind::String) {
        take();
        return atom(Kind::Other);
    }
    if (contains(kTermless, token.text))
        refuseHead("Unexpected term");
    refuseHead("Unexpected keyword");
}

/// (a) is a; (a, b) is a list.
Expression Parser::group()
{
    const Token open = take();
    std::vector<Expression> members = expressionList();
    expectSymbol(")", "RIGHT_PAREN");
    if (members.size() == 1)
        return std::move(members.front());
    return node(Kind::List, {}, std::move(members), open.where);
}

Expression Parser::listOfParentheses()
{
    const Token open = take();
    std::vector<Expression> members = expressionList();
    expectSymbol(")", "RIGHT_PAREN");
    return node(Kind::List, {}, std::move(members), open.where);
}

std::vector<Expression> Parser::expressionList()
{
    std::vector<Expression> list;
    do
        list.push_back(expression());
    while (skipSymbol(","));
    return list;
}

Expression Parser::collection(Kind kind, std::string_view end, std::string_view endName)
{
    const Token open = take();
    std::vector<Expression> members;
    if (!skipSymbol(end)) {
        members = expressionList();
        expectSymbol(end, endName);
    }
    return node(kind, {}, std::move(members), open.where);
}

Expression Parser::tuple()
{
    const Token open = take();
    std::vector<Expression> members;
    if (skipSymbol("}"))
        return node(Kind::Tuple, {}, {}, open.where);
    do {
        members.push_back(expression());
        expectSymbol(":", "COLON");
        members.push_back(expression());
    } while (skipSymbol(","));
    expectSymbol("}", "RIGHT_CURLY");
    return node(Kind::Tuple, {}, std::move(members), open.where);
}

Expression Parser::call()
{
    const Token name = take();
    take();
    std::vector<Expression> arguments;
    if (head().isOperator("*") && head(1).isSymbol(")")) {
        if (lowerCase(name.text) != "count")
            refuseHead(lowerCase(name.text) + "(*) is not allowed");
        take();
    } else if (!head().isSymbol(")")) {
        if (!skipKeyword("distinct"))
            skipKeyword("all");
        arguments = expressionList();
    }
    expectSymbol(")", "RIGHT_PAREN");
    return node(Kind::Call, lowerCase(name.text), std::move(arguments), name.where);
}

/// What stands in the parentheses is of no use, as long as they are closed.
Expression Parser::skippedFunction()
{
    const Token name = take();
    int open = 0;
    do {
        if (head().kind == TokenKind::End)
            refuseHead("Expected RIGHT_PAREN");
        open += head().isSymbol("(") ? 1 : head().isSymbol(")") ? -1 : 0;
        m_parameters += head().kind == TokenKind::Parameter ? 1 : 0;
        take();
    } while (open > 0);
    return node(Kind::Call, name.text, {}, name.where);
}

Expression Parser::typeName()
{
    if (!contains(kTypes, head().text) && !contains(kMoreTypes, head().text) && head().text != "any")
        refuseHead("Expected type name");
    if (head().kind != TokenKind::Keyword)
        refuseHead("Expected type name");
    Expression type = atom(Kind::Type);
    if (skipSymbol("(")) {
        type.children = expressionList();
        expectSymbol(")", "RIGHT_PAREN");
    }
    return type;
}

Expression parse(std::string_view statement, std::size_t *parameters)
{
    if (statement.size() > kMaxBytes)
        refuseSyntax({}, {});
    Parser parser(tokenize(statement));
    Expression whole = parser.parseAll();
    if (parameters != nullptr)
        *parameters = parser.parameterCount();
    return whole;
}

} // namespace keywright::partiql
