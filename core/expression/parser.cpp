#include "core/expression/parser.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "core/expression/token.h"

namespace keywright::expression {

namespace {

using syntax::Condition;
using syntax::Operand;
using syntax::SetValue;
using syntax::Steps;
using syntax::UpdateAction;
using syntax::UpdateSection;

constexpr std::size_t kMaxBytes = 4'096; // developer guide, "Quotas", Expression parameters
constexpr std::size_t kMaxOperators = 300;
constexpr int kMaxNesting = 340; // every level that is not refused for another reason takes one of 300 operators

constexpr std::array<std::string_view, 6> kComparators{"=", "<>", "<", "<=", ">", ">="};
constexpr std::array<std::string_view, 5> kConditionKeywords{"AND", "OR", "NOT", "BETWEEN", "IN"};
constexpr std::array<std::string_view, 4> kSections{"SET", "REMOVE", "ADD", "DELETE"};

class Parser {
public:
    Parser(std::string_view text, ExpressionKind kind) : m_text(text), m_kind(kind)
    {
        if (text.empty())
            refuse(kind, "The expression can not be empty;", {});
        if (text.size() > kMaxBytes) {
            std::string reason = "Expression size has exceeded the maximum allowed size;";
            if (kind != ExpressionKind::Update)
                reason += " expression size: " + std::to_string(text.size());
            refuse(kind, reason, {kMaxBytes, text.size() - kMaxBytes});
        }
        m_tokens = tokenize(text);
    }

    Parsed<Condition> condition()
    {
        Condition tree = requireCondition(disjunction());
        finish();
        return {std::move(tree), m_redundant};
    }

    Parsed<std::vector<UpdateSection>> update()
    {
        std::vector<UpdateSection> sections;
        do {
            sections.push_back(section());
        } while (peek().kind != TokenKind::End);
        finish();
        return {std::move(sections), m_redundant};
    }

    Parsed<std::vector<Steps>> projection()
    {
        std::vector<Steps> paths;
        do {
            paths.push_back(path());
        } while (accept(","));
        finish();
        return {std::move(paths), m_redundant};
    }

private:
    /// What stands where a condition or an operand may: parentheses leave open which until the next token.
    struct Part {
        std::optional<Condition> condition;
        Operand operand;
        bool parenthesized = false;
        TextRange range;
    };

    class Level {
    public:
        explicit Level(Parser &parser) : m_parser(parser)
        {
            if (++m_parser.m_depth > kMaxNesting)
                m_parser.refuseNesting();
        }
        ~Level() { --m_parser.m_depth; }
        Level(const Level &) = delete;
        Level &operator=(const Level &) = delete;

    private:
        Parser &m_parser;
    };

    const Token &peek(std::size_t ahead = 0) const { return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)]; }

    const Token &take()
    {
        const Token &token = peek();
        if (m_at + 1 < m_tokens.size())
            ++m_at;
        return token;
    }

    bool accept(std::string_view symbol)
    {
        if (!peek().is(symbol))
            return false;
        take();
        return true;
    }

    void expect(std::string_view symbol)
    {
        if (!accept(symbol))
            syntaxError();
    }

    bool acceptOperator(std::string_view keyword)
    {
        if (!peek().isKeyword(keyword))
            return false;
        take();
        ++m_operators;
        return true;
    }

    std::size_t endOfLastToken() const { return m_at == 0 ? 0 : m_tokens[m_at - 1].position + m_tokens[m_at - 1].text.size(); }
    TextRange rangeFrom(std::size_t start) const { return {start, endOfLastToken() - start}; }

    /// The token that does not fit, and the text from the token before it to the token after it.
    [[noreturn]] void syntaxError() const
    {
        const Token &bad = peek();
        const Token &first = m_at > 0 ? m_tokens[m_at - 1] : bad;
        const Token &last = m_at + 1 < m_tokens.size() && m_tokens[m_at + 1].kind != TokenKind::End ? m_tokens[m_at + 1] : bad;
        const bool atEnd = bad.kind == TokenKind::End;
        const std::size_t end = atEnd ? first.position + first.text.size() : last.position + last.text.size();
        const std::string_view near = m_text.substr(first.position, end - first.position);
        std::string reason = "Syntax error; token: \"";
        reason.append(atEnd ? std::string_view("<EOF>") : bad.text).append("\", near: \"").append(near).append("\"");
        refuse(m_kind, reason, bad.range());
    }

    [[noreturn]] void refuseOperators(std::size_t count) const
    {
        refuse(m_kind, "The expression contains too many operators; operator count: " + std::to_string(count), {0, m_text.size()});
    }

    /// So deep is only a text with too many operators or with parentheses that do nothing.
    [[noreturn]] void refuseNesting() const
    {
        std::size_t operators = 0;
        for (std::size_t i = 0; i + 1 < m_tokens.size(); ++i) {
            const Token &token = m_tokens[i];
            const auto isToken = [&](std::string_view keyword) { return token.isKeyword(keyword); };
            operators += std::any_of(kConditionKeywords.begin(), kConditionKeywords.end(), isToken)
                || (token.kind == TokenKind::Word && m_tokens[i + 1].is("("));
        }
        if (operators > kMaxOperators)
            refuseOperators(operators);
        refuse(m_kind, "The expression has redundant parentheses;", peek().range());
    }

    void finish()
    {
        if (peek().kind != TokenKind::End)
            syntaxError();
        if (m_operators > kMaxOperators)
            refuseOperators(m_operators);
        if (m_badIndex)
            refuse(m_kind, "List index is not within the allowable range; index: [" + std::string(m_badIndex->text) + "]",
                   m_badIndex->range());
    }

    bool atConditionKeyword() const
    {
        return std::any_of(kConditionKeywords.begin(), kConditionKeywords.end(),
                           [&](std::string_view keyword) { return peek().isKeyword(keyword); });
    }

    bool atSection() const
    {
        return std::any_of(kSections.begin(), kSections.end(), [&](std::string_view keyword) { return peek().isKeyword(keyword); });
    }

    bool atKeyword() const
    {
        return m_kind == ExpressionKind::Update ? atSection() : m_kind != ExpressionKind::Projection && atConditionKeyword();
    }

    void name(Steps &steps)
    {
        const Token &token = peek();
        if (token.kind != TokenKind::NameHolder && (token.kind != TokenKind::Word || atKeyword()))
            syntaxError();
        steps.push_back({token.text, false, token.position});
        take();
    }

    void index(Steps &steps)
    {
        const Token &token = peek();
        if (token.kind != TokenKind::Number)
            syntaxError();
        std::int32_t number = 0;
        if (std::from_chars(token.text.data(), token.text.data() + token.text.size(), number).ec != std::errc() && !m_badIndex)
            m_badIndex = token;
        steps.push_back({token.text, true, token.position});
        take();
        expect("]");
    }

    void pathTail(Steps &steps)
    {
        for (;;) {
            if (accept("."))
                name(steps);
            else if (accept("["))
                index(steps);
            else
                return;
        }
    }

    Steps path()
    {
        Steps steps;
        name(steps);
        pathTail(steps);
        return steps;
    }

    /// A path, a value or a function; not parentheses.
    Operand bareOperand()
    {
        Operand operand;
        const std::size_t start = peek().position;
        if (peek().kind == TokenKind::ValueHolder) {
            operand.kind = Operand::Kind::Value;
            operand.text = take().text;
        } else if (peek().kind == TokenKind::Word && !atKeyword() && peek(1).is("(")) {
            const Level level(*this);
            operand.kind = Operand::Kind::Function;
            operand.text = take().text;
            ++m_operators;
            operand.arguments = operandList();
        } else {
            operand.path = path();
        }
        operand.range = rangeFrom(start);
        return operand;
    }

    std::vector<Operand> operandList()
    {
        std::vector<Operand> operands;
        expect("(");
        do {
            operands.push_back(m_kind == ExpressionKind::Update ? updateOperand().operand : operand().operand);
        } while (accept(","));
        expect(")");
        return operands;
    }

    void noteRedundant(bool innerParenthesized, std::size_t start)
    {
        if (innerParenthesized && !m_redundant)
            m_redundant = rangeFrom(start);
    }

    /// In a condition `(a.b).c` is the path a.b.c.
    void extendPath(Part &part)
    {
        if (part.condition || part.operand.kind != Operand::Kind::Path)
            return;
        const std::size_t before = part.operand.path.size();
        pathTail(part.operand.path);
        part.parenthesized = part.parenthesized && before == part.operand.path.size();
        part.range = part.operand.range = rangeFrom(part.range.position);
    }

    /// An operand in any number of parentheses.
    Part operand()
    {
        Part part;
        const std::size_t start = peek().position;
        if (!accept("(")) {
            part.operand = bareOperand();
            part.range = part.operand.range;
            return part;
        }
        const Level level(*this);
        part = operand();
        expect(")");
        noteRedundant(part.parenthesized, start);
        part.parenthesized = true;
        part.range = rangeFrom(start);
        extendPath(part);
        return part;
    }

    /// An operand, or a whole condition in parentheses.
    Part primary()
    {
        const std::size_t start = peek().position;
        if (!accept("("))
            return operand();
        const Level level(*this);
        Part part = disjunction();
        expect(")");
        noteRedundant(part.parenthesized, start);
        part.parenthesized = true;
        part.range = rangeFrom(start);
        extendPath(part);
        return part;
    }

    Part conditionPart(Condition::Kind kind, std::string_view op, std::vector<Operand> operands, std::size_t start) const
    {
        Part part;
        part.range = rangeFrom(start);
        part.condition = Condition{kind, op, std::move(operands), {}, part.range};
        return part;
    }

    Part comparison()
    {
        Part left = primary();
        if (left.condition)
            return left;
        const std::size_t start = left.range.position;
        for (const std::string_view comparator : kComparators) {
            if (!peek().is(comparator))
                continue;
            const std::string_view op = take().text;
            ++m_operators;
            std::vector<Operand> operands{std::move(left.operand)};
            operands.push_back(operand().operand);
            return conditionPart(Condition::Kind::Compare, op, std::move(operands), start);
        }
        if (acceptOperator("BETWEEN")) {
            std::vector<Operand> operands{std::move(left.operand)};
            operands.push_back(operand().operand);
            if (!peek().isKeyword("AND"))
                syntaxError();
            take();
            operands.push_back(operand().operand);
            return conditionPart(Condition::Kind::Between, "BETWEEN", std::move(operands), start);
        }
        if (acceptOperator("IN")) {
            std::vector<Operand> operands{std::move(left.operand)};
            for (Operand &listed : operandList())
                operands.push_back(std::move(listed));
            return conditionPart(Condition::Kind::In, "IN", std::move(operands), start);
        }
        return left;
    }

    /// A function is a condition on its own; any other operand needs a comparison, which is missing at the next token.
    Condition requireCondition(Part part) const
    {
        if (part.condition)
            return std::move(*part.condition);
        if (part.operand.kind != Operand::Kind::Function)
            syntaxError();
        const TextRange range = part.operand.range;
        std::vector<Operand> operands;
        operands.push_back(std::move(part.operand));
        return {Condition::Kind::Function, {}, std::move(operands), {}, range};
    }

    Part negation()
    {
        if (!peek().isKeyword("NOT"))
            return comparison();
        const Level level(*this);
        const std::size_t start = take().position;
        ++m_operators;
        Condition inner = requireCondition(negation());
        Part part = conditionPart(Condition::Kind::Not, "NOT", {}, start);
        part.condition->parts.push_back(std::move(inner));
        return part;
    }

    template <typename Next>
    Part chain(Condition::Kind kind, std::string_view keyword, Next next)
    {
        Part first = next();
        if (!peek().isKeyword(keyword))
            return first;
        const std::size_t start = first.range.position;
        std::vector<Condition> parts;
        parts.push_back(requireCondition(std::move(first)));
        while (acceptOperator(keyword))
            parts.push_back(requireCondition(next()));
        Part part = conditionPart(kind, keyword, {}, start);
        part.condition->parts = std::move(parts);
        return part;
    }

    Part conjunction()
    {
        return chain(Condition::Kind::And, "AND", [this] { return negation(); });
    }

    Part disjunction()
    {
        return chain(Condition::Kind::Or, "OR", [this] { return conjunction(); });
    }

    Part updateOperand()
    {
        Part part;
        const std::size_t start = peek().position;
        if (accept("(")) {
            const Level level(*this);
            part = updateOperand();
            expect(")");
            part.range = rangeFrom(start);
        } else {
            part.operand = bareOperand();
            part.range = part.operand.range;
        }
        return part;
    }

    SetValue setValue()
    {
        const std::size_t start = peek().position;
        if (peek().is("(") && parenthesesHoldArithmetic()) {
            const Level level(*this);
            take();
            SetValue inner = setValue();
            expect(")");
            inner.range = rangeFrom(start);
            return inner;
        }
        SetValue value;
        value.operands.push_back(updateOperand().operand);
        if (peek().is("+") || peek().is("-")) {
            value.op = take().text.front();
            ++m_operators;
            value.operands.push_back(updateOperand().operand);
        }
        value.range = rangeFrom(start);
        return value;
    }

    /// Whether a + or - stands between this parenthesis and the one that closes it, outside functions and any others.
    bool parenthesesHoldArithmetic() const
    {
        std::size_t depth = 0;
        std::size_t opened = 0;
        for (std::size_t i = m_at; i < m_tokens.size(); ++i) {
            const Token &token = m_tokens[i];
            if (token.is("(")) {
                ++depth;
                opened = std::max(opened, i == m_at + depth - 1 ? depth : opened);
            } else if (token.is(")") && --depth == 0) {
                return false;
            } else if ((token.is("+") || token.is("-")) && depth <= opened) {
                return true;
            }
        }
        return false;
    }

    UpdateAction action(UpdateSection::Kind kind)
    {
        UpdateAction action;
        const std::size_t start = peek().position;
        action.path = path();
        if (kind == UpdateSection::Kind::Set) {
            expect("=");
            action.value = setValue();
        } else if (kind != UpdateSection::Kind::Remove) {
            if (peek().kind != TokenKind::ValueHolder)
                syntaxError();
            action.value.operands.push_back(bareOperand());
        }
        action.range = rangeFrom(start);
        return action;
    }

    UpdateSection section()
    {
        for (std::size_t i = 0; i < kSections.size(); ++i) {
            if (!peek().isKeyword(kSections.at(i)))
                continue;
            UpdateSection section;
            section.kind = static_cast<UpdateSection::Kind>(i);
            section.range = take().range();
            do {
                section.actions.push_back(action(section.kind));
            } while (accept(","));
            return section;
        }
        syntaxError();
    }

    std::string_view m_text;
    ExpressionKind m_kind;
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    std::size_t m_operators = 0;
    int m_depth = 0;
    std::optional<TextRange> m_redundant;
    std::optional<Token> m_badIndex;
};

} // namespace

Parsed<syntax::Condition> parseCondition(std::string_view text, ExpressionKind kind)
{
    return Parser(text, kind).condition();
}

Parsed<std::vector<syntax::UpdateSection>> parseUpdate(std::string_view text)
{
    return Parser(text, ExpressionKind::Update).update();
}

Parsed<std::vector<syntax::Steps>> parseProjection(std::string_view text)
{
    return Parser(text, ExpressionKind::Projection).projection();
}

} // namespace keywright::expression
